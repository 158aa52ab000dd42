import "../base";
import { useEffect, useState } from "preact/hooks";
import { ApiError, type SigningPaper } from "../../core/api";
import { usePaperWords } from "../../form/paper-words";
import { ToSign } from "../../form/papers";
import { Empty } from "../../parts/notices";
import { useWords } from "../../parts/words";
import { useApp, useLoad, useScreen } from "../app";
import { Await } from "../await";

/** /sign/:token shows what somebody else asks one to sign. */
export default function SigningPage({ token }: { token: string }) {
  const { session, router } = useApp();
  const person = session.value!.person;
  useEffect(() => {
    if (!person) router.go(`/sign-in?to=${encodeURIComponent(`/sign/${token}`)}`, true);
  }, [person]);
  return person ? <Paper token={token} /> : null;
}

function Paper({ token }: { token: string }) {
  const { api } = useApp();
  const w = useWords();
  const fw = usePaperWords();
  const path = `/signings/${encodeURIComponent(token)}`;
  const [round, setRound] = useState(0);
  const [answered, setAnswered] = useState<SigningPaper | null>(null);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState("");
  const loaded = useLoad(`${path} ${round}`, (a) => a.call<SigningPaper>("GET", path));
  useScreen(loaded.state === "here" ? loaded.data.title : "");
  const answer = async (digest: string, sign: boolean) => {
    setBusy(true);
    setFault("");
    try {
      setAnswered(await api.call<SigningPaper>("POST", path, { digest, sign }));
    } catch (e) {
      setFault((e instanceof ApiError && e.say) || w.trouble);
      setAnswered(null);
      setRound((n) => n + 1); // it may have changed, or be gone
    }
    setBusy(false);
  };
  if (loaded.state === "failed" && loaded.error.status === 404) {
    return <div class="page band stack"><h1>{fw.signNone}</h1><Empty icon="sign" title={fw.signNoneHint} /></div>;
  }
  return <Await loaded={loaded}>{(seen) => <ToSign paper={{ ...seen, answer: (answered ?? seen).answer }} busy={busy} fault={fault} onAnswer={(sign) => void answer(seen.digest, sign)} />}</Await>;
}
