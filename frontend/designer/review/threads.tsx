import { useState } from "preact/hooks";
import { errorOf } from "../../desk/seat";
import { Button } from "../../parts/button";
import { useStudio } from "../app";
import { comment, settle, type Comment } from "./api";
import type { Thread } from "./told";
import { useReviewWords } from "./words";

/** Comments at one place, each with its answers; whoever may comment may settle. */
export function Threads({ draft, threads, may, again }: { draft: string; threads: Thread[]; may: boolean; again: () => void }) {
  const w = useReviewWords();
  const { api } = useStudio();
  const [fault, setFault] = useState("");
  const done = (id: string) => settle(api, draft, id).then(again, (e: unknown) => setFault(errorOf(e).say));
  return (
    <>
      {threads.map(({ first, answers }) => (
        <div key={first.id} class={`thread${first.settled ? " thread--settled" : ""}`}>
          <Said c={first} />
          {answers.map((c) => <Said key={c.id} c={c} answer />)}
          {first.settled ? <p class="tiny muted">{w.settled(first.settledBy ?? "")}</p> : may && (
            <div class="thread__acts">
              <Say draft={draft} at={{ thread: first.id }} label={w.replyTo(first.by)} hint={w.reply} again={again} />
              <Button small label={w.settleOf(first.by)} onClick={() => void done(first.id)}>{w.settleIt}</Button>
            </div>
          )}
        </div>
      ))}
      {fault && <p class="no" role="alert">{fault}</p>}
    </>
  );
}

function Said({ c, answer }: { c: Comment; answer?: boolean }) {
  return (
    <div class={`said${answer ? " said--answer" : ""}`}>
      <p class="said__who"><span class="avatar" aria-hidden="true">{[...c.by][0]}</span><b>{c.by}</b><time class="muted" dateTime={c.at}>{new Date(c.at).toLocaleString([], { dateStyle: "short", timeStyle: "short" })}</time></p>
      <p>{c.text}</p>
    </div>
  );
}

/** A box for a comment or an answer. What was typed stays where it could not be sent. */
export function Say({ draft, at, label, hint, again, open }: { draft: string; at: { thread?: string; file?: string; path?: string }; label: string; hint: string; again: () => void; open?: boolean }) {
  const w = useReviewWords();
  const { api } = useStudio();
  const [text, setText] = useState("");
  const [key, setKey] = useState(() => `comment-${crypto.randomUUID()}`);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState("");
  const send = async (e: Event) => {
    e.preventDefault();
    if (busy || !text.trim()) return;
    setBusy(true);
    setFault("");
    try {
      await comment(api, draft, { ...at, text: text.trim(), key });
      setText("");
      setKey(`comment-${crypto.randomUUID()}`);
      again();
    } catch (x) {
      setFault(errorOf(x).say);
    }
    setBusy(false);
  };
  return (
    <form class="say" onSubmit={(e) => void send(e)}>
      <input class="input" aria-label={label} placeholder={hint} value={text} maxLength={2000} ref={(el) => { if (open && el && !el.value && document.activeElement?.closest(".change") === el.closest(".change")) el.focus(); }} onInput={(e) => setText(e.currentTarget.value)} />
      <Button small type="submit" busy={busy}>{w.say}</Button>
      {fault && <span class="no" role="alert">{fault}</span>}
    </form>
  );
}
