import { useState } from "preact/hooks";
import { ApiError, type Person } from "../../core/api";
import { useWords } from "../../parts/words";
import { SignIn } from "../../screens/sign-in";
import { useApp, useScreen } from "../app";

/** /sign-in?to= */
export default function SignInPage() {
  const w = useWords();
  const { api, router, session } = useApp();
  const [busy, setBusy] = useState("");
  const [error, setError] = useState("");
  useScreen(w.signInTitle);
  const pick = async (p: Person) => {
    setBusy(p.id);
    setError("");
    try {
      session.value = await api.signIn(p.id);
      const to = router.search.value.get("to") ?? "/";
      // Only a path of this channel: never an address that somebody put into the link.
      router.go(/^\/(?!\/)/.test(to) ? to : "/", true);
    } catch (e) {
      setError((e instanceof ApiError && e.say) || w.trouble);
      setBusy("");
    }
  };
  return <SignIn people={session.value?.standins ?? []} busy={busy} error={error} onPick={pick} />;
}
