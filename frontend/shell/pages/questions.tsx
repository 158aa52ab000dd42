import "../base";
import { useState } from "preact/hooks";
import type { Question } from "../../core/api";
import { Questions } from "../../form/question";
import { useQuestionWords } from "../../parts/question-words";
import { useApp, useLoad, useScreen } from "../app";
import { Await } from "../await";
import { useSignedIn } from "../signed-in";

/** /space/questions */
export default function QuestionsPage() {
  const person = useSignedIn("/space/questions");
  const { api } = useApp();
  const w = useQuestionWords();
  const [changed, setChanged] = useState<Record<string, Question>>({});
  useScreen(w.questions);
  const loaded = useLoad("questions", (a) => a.call<{ consultations: Question[] }>("GET", "/consultations"));
  const change = async (id: string, what: string, body: object) => {
    const q = await api.call<Question>("POST", `/consultations/${encodeURIComponent(id)}/${what}`, body);
    setChanged((all) => ({ ...all, [id]: q }));
  };
  return person ? (
    <Await loaded={loaded}>
      {({ consultations }) => (
        <Questions questions={consultations.map((q) => changed[q.id] ?? q)} onFollow={(id, text) => change(id, "follow", { text })} onJudge={(id, helped) => change(id, "helped", { helped })} />
      )}
    </Await>
  ) : null;
}
