import "../base";
import { useEffect, useState } from "preact/hooks";
import { ApiError, type Session } from "../../core/api";
import { useFrontWords } from "../../parts/front-words";
import { SignIn, StepUp, ToProvider } from "../../screens/sign-in";
import { useApp, useLoad, useScreen } from "../app";
import { Await } from "../await";
import { ownPath, providerAt } from "../provider";

/** /sign-in?to=&level=&fault= */
export default function SignInPage() {
  const w = useFrontWords();
  const { api, router, session } = useApp();
  const [busy, setBusy] = useState("");
  const q = router.search.value;
  const fault = q.get("fault");
  const [error, setError] = useState(fault ? (w.signInFaults[fault] ?? w.trouble) : "");
  const level = Number(q.get("level")) || 0;
  const to = ownPath(q.get("to"));
  const { person, standIn } = session.value!;
  const real = standIn === "" ? providerAt(router.href(to), person ? level : 0) : "";
  const stepUp = person !== null && level > (person.level ?? 0);
  useScreen(stepUp ? w.stepUpTitle : w.signInTitle);
  useEffect(() => {
    if (real && !stepUp && !fault) location.replace(real);
  }, [real]);
  const attempt = async (id: string, work: Promise<Session>) => {
    setBusy(id);
    setError("");
    try {
      session.value = await work;
      router.go(to, true);
    } catch (e) {
      setError((e instanceof ApiError && e.say) || w.trouble);
      setBusy("");
    }
  };
  if (stepUp) {
    return <StepUp level={level} now={person.level ?? 0} label={standIn} to={real} busy={busy !== ""} error={error}
      onDo={() => busy === "" && void attempt(person.id, api.stepUp(person.account, level))} />;
  }
  if (real) return <ToProvider error={error} to={real} />;
  return <StandIns busy={busy} error={error} onPick={(p, l) => void attempt(p.id, api.signIn(p.account, p.as, l))} />;
}

function StandIns(p: Pick<Parameters<typeof SignIn>[0], "busy" | "error" | "onPick">) {
  const loaded = useLoad("stand-ins", (a) => a.standIns());
  return <Await loaded={loaded}>{(s) => <SignIn label={s.label} people={s.people} {...p} />}</Await>;
}
