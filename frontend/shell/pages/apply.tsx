import "../base";
import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError, type Draft } from "../../core/api";
import { GoOn } from "../../form/papers";
import { usePaperWords } from "../../form/paper-words";
import { Skeleton } from "../../parts/notices";
import { Trouble } from "../../screens/trouble";
import { useApp, useLoad, useScreen } from "../app";
import { Await } from "../await";
import { stepUpFor } from "../provider";

/** /apply/:item begins a draft, or asks whether to go on with an older one. */
export default function ApplyPage({ item }: { item: string }) {
  const { session, router } = useApp();
  const person = session.value!.person;
  useEffect(() => {
    if (!person) router.go(`/sign-in?to=${encodeURIComponent(`/apply/${item}`)}`, true);
  }, [person]);
  return person ? <Begin item={item} /> : null;
}

function Begin({ item }: { item: string }) {
  const { api, router, session } = useApp();
  const fw = usePaperWords();
  const loaded = useLoad(`apply ${item}`, (a) => a.item(item));
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const begun = useRef(false);
  // Those of another applicant are gone on with in his name: they stand in 我的空间.
  const as = session.value!.person?.as;
  const drafts = loaded.state === "here" ? loaded.data.drafts.filter((d) => !d.amends && d.applicant.as === as) : null;
  useScreen(loaded.state === "here" ? loaded.data.view.plan.name : "");
  const begin = async () => {
    if (busy) return;
    setBusy(true);
    setError(null);
    try {
      const d = await api.call<Draft>("POST", "/drafts", { item });
      router.go(`/drafts/${d.id}`, true);
    } catch (e) {
      setError(e instanceof ApiError ? e : new ApiError(0, ""));
      setBusy(false);
    }
  };
  useEffect(() => {
    if (drafts?.length !== 0 || begun.current) return;
    begun.current = true;
    void begin();
  }, [drafts?.length]);
  if (error) return <Trouble refused={error.status === 403} stepUp={stepUpFor(error, `/apply/${item}`)} say={error.say} offline={error.offline} reference={error.reference} onAgain={() => void begin()} />;
  return (
    <Await loaded={loaded}>
      {(data) => (drafts?.length ? <GoOn title={data.view.plan.name} drafts={drafts} busy={busy} onNew={() => void begin()} />
        : <div class="page band stack"><h1>{data.view.plan.name}</h1><p role="status">{fw.beginning}</p><Skeleton lines={6} /></div>)}
    </Await>
  );
}
