import "../base";
import type { Asking, KnownAnswer, Question } from "../../core/api";
import { AskScreen } from "../../form/question";
import { useQuestionWords } from "../../parts/question-words";
import { useApp, useLoad, useScreen } from "../app";
import { Await } from "../await";

/** /ask?item=&case= */
export default function AskPage() {
  const { api, router, session } = useApp();
  const w = useQuestionWords();
  const q = new URLSearchParams();
  for (const name of ["item", "case"]) {
    const value = router.search.value.get(name);
    if (value) q.set(name, value);
  }
  const here = q.toString() ? `?${q}` : "";
  const loaded = useLoad(`ask ${here} ${session.value?.person?.id ?? ""}`, (a) => a.call<Asking>("GET", `/consultations/about${here}`));
  useScreen(loaded.state === "here" && loaded.data.itemName ? w.askOf(loaded.data.itemName) : w.askTitle);
  return (
    <Await loaded={loaded}>
      {(asking) => (
        <AskScreen key={here} asking={asking} signedIn={session.value!.person !== null} signIn={`/sign-in?to=${encodeURIComponent(`/ask${here}`)}`}
          onAsk={(o) => api.call<Question>("POST", "/consultations", { ...o, item: asking.case ? undefined : asking.item, case: asking.case }, { idempotencyKey: o.key })}
          onKnown={(text) => api.call<{ answers: KnownAnswer[] }>("POST", "/answers", { item: asking.item, text }).then((k) => k.answers)} />
      )}
    </Await>
  );
}
