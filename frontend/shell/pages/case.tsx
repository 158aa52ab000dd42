import "../base";
import { useState } from "preact/hooks";
import { ApiError, type CasePage as CaseData, type Draft, type QueryCode } from "../../core/api";
import type { OnAct } from "../../form/case";
import { CaseScreen, Done } from "../../form/papers";
import { useWords } from "../../parts/words";
import { useApp, useLoad, useScreen } from "../app";
import { Await } from "../await";
import { Ratings } from "./ratings";

/** /cases/:number, and /cases/:number/done just after submission. */
export default function CasePage({ number, done }: { number: string; done?: boolean }) {
  const { api, router, look } = useApp();
  const w = useWords();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState("");
  const [turn, setTurn] = useState(0);
  const path = `/cases/${encodeURIComponent(number)}`;
  const loaded = useLoad(`case ${number} ${turn}`, (a) => a.call<CaseData>("GET", path));
  useScreen(loaded.state === "here" ? loaded.data.case.name : "");
  const amend = async () => {
    setBusy(true);
    setFault("");
    try {
      const d = await api.call<Draft>("POST", `${path}/amend`);
      router.go(`/drafts/${d.id}/form`);
    } catch (e) {
      setFault((e instanceof ApiError && e.say) || w.trouble);
      setBusy(false);
    }
  };
  const act: OnAct = async (what, body) => {
    if (loaded.state !== "here" || busy) return;
    setBusy(true);
    setFault("");
    try {
      const key = `case-${crypto.randomUUID()}`;
      await api.call("POST", `${path}/${what}`, { version: loaded.data.case.version, key, ...body }, { idempotencyKey: key });
    } catch (e) {
      setFault((e instanceof ApiError && [e.say, ...Object.values(e.fields)].filter(Boolean).join(" ")) || w.trouble);
    }
    setBusy(false);
    setTurn(turn + 1);
  };
  const getCode = (anew: boolean) => api.call<QueryCode>("POST", `${path}/query-code`, { anew });
  return (
    <Await loaded={loaded}>
      {(page) => (done ? <Done page={page} getCode={getCode} /> : <CaseScreen page={page} getCode={getCode} rating={<Ratings number={number} />} lang={look.lang.value} busy={busy} fault={fault} onAmend={() => void amend()} onAct={act} />)}
    </Await>
  );
}
