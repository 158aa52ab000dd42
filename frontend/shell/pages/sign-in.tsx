import "../base";
import { useState } from "preact/hooks";
import { ApiError, type Person } from "../../core/api";
import { useFrontWords } from "../../parts/front-words";
import { SignIn } from "../../screens/sign-in";
import { useApp, useLoad, useScreen } from "../app";
import { Await } from "../await";

/** /sign-in?to= */
export default function SignInPage() {
  const w = useFrontWords();
  const { api, router, session } = useApp();
  const [busy, setBusy] = useState("");
  const [error, setError] = useState("");
  useScreen(w.signInTitle);
  const loaded = useLoad("stand-ins", (a) => a.standIns());
  const pick = async (p: Person) => {
    setBusy(p.id);
    setError("");
    try {
      session.value = await api.signIn(p.account, p.as);
      const to = router.search.value.get("to") ?? "/";
      // Only a path of this channel: never an address that somebody put into the link.
      router.go(/^\/(?!\/)/.test(to) ? to : "/", true);
    } catch (e) {
      setError((e instanceof ApiError && e.say) || w.trouble);
      setBusy("");
    }
  };
  return <Await loaded={loaded}>{(s) => <SignIn label={s.label} people={s.people} busy={busy} error={error} onPick={pick} />}</Await>;
}
