import "../base";
import { useEffect, useState } from "preact/hooks";
import { ApiError, type CaseLine, type DisputeLine, type DraftLine } from "../../core/api";
import { Space } from "../../form/papers";
import { useWords } from "../../parts/words";
import { useApp, useLoad, useScreen } from "../app";
import { Await } from "../await";

/** /space */
export default function SpacePage() {
  const { api, session, router } = useApp();
  const w = useWords();
  const person = session.value!.person;
  const [round, setRound] = useState(0);
  const [fault, setFault] = useState("");
  const [code, setCode] = useState<{ draft: string; code: string; until: string } | null>(null);
  useScreen(w.mySpace);
  useEffect(() => {
    if (!person) router.go("/sign-in?to=/space", true);
  }, [person]);
  const loaded = useLoad(`space ${round}`, async (a) => {
    const [{ cases }, { drafts }, { disputes }, { cases: due }] = await Promise.all([a.call<{ cases: CaseLine[] }>("GET", "/cases"), a.call<{ drafts: DraftLine[] }>("GET", "/drafts"), a.call<{ disputes: DisputeLine[] }>("GET", "/disputes"), a.call<{ cases: CaseLine[] }>("GET", "/ratings/due")]);
    return { cases, drafts, disputes, due };
  });
  if (!person) return null;
  const attempt = (work: Promise<unknown>) => {
    setFault("");
    work.then(() => setRound((n) => n + 1), (e: unknown) => setFault((e instanceof ApiError && e.say) || w.trouble));
  };
  const change = async (as: string) => { session.value = await api.actAs(as); };
  return (
    <Await loaded={loaded}>
      {(data) => (
        <Space {...data} person={person} choices={session.value!.choices} fault={fault} onSwitch={(as) => attempt(change(as))}
          code={code} onCode={(id) => attempt(api.call<{ code: string; until: string }>("POST", `/drafts/${encodeURIComponent(id)}/code`).then((c) => setCode({ draft: id, ...c })))}
          onTake={(id) => attempt(api.call("POST", `/drafts/${encodeURIComponent(id)}/take`).then(() => router.go(`/drafts/${id}`)))}
          onTakeBack={(id) => attempt(api.call("DELETE", `/disputes/${encodeURIComponent(id)}`))}
          onDelete={(id) => attempt(api.call("DELETE", `/drafts/${encodeURIComponent(id)}`))} />
      )}
    </Await>
  );
}
