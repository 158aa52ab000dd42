import { useRef, useState } from "preact/hooks";
import { ApiError, type DisputeLine } from "../core/api";
import { Button } from "../parts/button";
import { Drawer } from "../parts/dialog";
import { Note } from "../parts/notices";
import { useForm } from "./context";
import { sourceOf } from "./origin";
import { usePaperWords } from "./paper-words";
import { valueText } from "./format";
import { useWords } from "../parts/words";

/** 异议: what is right, and why, for who keeps the register. */
export function Dispute({ path, raise, onClose }: { path: string; raise: (order: Record<string, string>) => Promise<DisputeLine>; onClose: () => void }) {
  const { session, masked, givers } = useForm();
  const w = useWords();
  const fw = usePaperWords();
  const key = useRef(`dispute-${crypto.randomUUID()}`);
  const field = session.plan.fields.find((f) => `form.${f.id}` === path)!;
  const s = session.fields.of(path).peek();
  const typed = s?.from?.kind === "answer";
  const [right, setRight] = useState(typed && !masked ? valueText(field, s.value, w) : "");
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const [tried, setTried] = useState(false);
  const [fault, setFault] = useState<ApiError | null>(null);
  const send = async (e: Event) => {
    e.preventDefault();
    setTried(true);
    if (busy || !right.trim() || !reason.trim()) return;
    setBusy(true);
    try {
      const d = await raise({ path, right, reason, key: key.current });
      session.disputes.value = { ...session.disputes.value, [path]: d };
      onClose();
    } catch (x) {
      setFault(x instanceof ApiError ? x : new ApiError(0, ""));
      setBusy(false);
    }
  };
  const wrong = (id: string, text: string) => fault?.fields[id] ?? (tried && !text.trim() ? fw.disputeAsk : "");
  const box = (id: string, label: string, text: string, set: (v: string) => void, rows: number, most: number) => (
    <div class={wrong(id, text) ? "field field--error" : "field"}>
      <label class="field__label" for={`dispute-${id}`}>{label}</label>
      {wrong(id, text) && <p class="field__error" id={`dispute-${id}-error`}>{wrong(id, text)}</p>}
      <textarea class="input" id={`dispute-${id}`} rows={rows} maxLength={most} value={text} aria-invalid={wrong(id, text) ? true : undefined}
        aria-describedby={wrong(id, text) ? `dispute-${id}-error` : undefined} onInput={(e) => set(e.currentTarget.value)} />
    </div>
  );
  return (
    <Drawer title={fw.disputeTitle(field.title)} onClose={onClose}>
      <form class="stack" noValidate onSubmit={(e) => void send(e)}>
        <p class="muted">{fw.disputeHint(s && !typed ? sourceOf(s, session.sources, w, givers).name : session.sources[field.fill?.flatMap((c) => c.facts ?? []).map((f) => session.state.peek().facts?.[f]?.source ?? "").find(Boolean) ?? ""] ?? "")}</p>
        {fault && <Note kind="no" icon="alert" role="alert">{fault.say || w.trouble}</Note>}
        {box("right", fw.disputeRight, right, setRight, 2, 200)}
        {box("reason", fw.disputeReason, reason, setReason, 4, 500)}
        <Button type="submit" kind="primary" busy={busy}>{fw.disputeSend}</Button>
      </form>
    </Drawer>
  );
}
