import "../base";
import { useEffect, useState } from "preact/hooks";
import { ApiError, type ReadPage } from "../../core/api";
import { Reads } from "../../form/papers";
import { usePaperWords } from "../../form/paper-words";
import { useWords } from "../../parts/words";
import { useApp, useLoad, useScreen } from "../app";
import { Await } from "../await";

/** /space/reads?case=&source=: 谁看过我的数据 */
export default function ReadsPage() {
  const { session, router } = useApp();
  const fw = usePaperWords();
  const person = session.value!.person;
  useScreen(fw.reads);
  useEffect(() => {
    if (!person) router.go("/sign-in?to=/space/reads", true);
  }, [person]);
  const number = router.search.value.get("case") ?? "";
  const source = router.search.value.get("source") ?? "";
  return person ? <List key={`${number} ${source}`} number={number} source={source} /> : null;
}

function List({ number, source }: { number: string; source: string }) {
  const { api, router } = useApp();
  const w = useWords();
  const [rest, setRest] = useState<ReadPage[]>([]);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState("");
  const query = (more: Record<string, string>) => new URLSearchParams(Object.entries({ case: number, source, ...more }).filter(([, v]) => v)).toString();
  const loaded = useLoad(`reads ${number} ${source}`, (a) => a.call<ReadPage>("GET", `/reads?${query({})}`));
  const more = async (last: ReadPage) => {
    setBusy(true);
    setFault("");
    try {
      const next = await api.call<ReadPage>("GET", `/reads?${query({ lookup: String(last.lookup), view: String(last.view) })}`);
      setRest((list) => [...list, next]);
    } catch (e) {
      setFault((e instanceof ApiError && e.say) || w.trouble);
    }
    setBusy(false);
  };
  const pick = (c: string, s: string) => {
    const q = new URLSearchParams(Object.entries({ case: c, source: s }).filter(([, v]) => v)).toString();
    router.go(`/space/reads${q && `?${q}`}`, true);
  };
  return (
    <Await loaded={loaded}>
      {(first) => {
        const pages = [first, ...rest];
        const last = pages[pages.length - 1]!;
        return <Reads page={first} reads={pages.flatMap((x) => x.reads)} more={last.more} number={number} source={source} busy={busy} fault={fault}
          onPick={pick} onMore={() => void more(last)} />;
      }}
    </Await>
  );
}
