import { useEffect, useRef } from "preact/hooks";
import { RuleError, lex } from "../../core/rows/lex";
import { Icon } from "../../parts/icon/icon";
import { useStudioWords } from "../words";
import { useBuilder } from "./builder";
import type { RuleFault } from "./live";

interface Piece {
  text: string;
  kind: string;
  from: number;
}

/** The text cut where its colour changes: names, functions, values, signs; what can't be read is plain. */
export function piecesOf(text: string): Piece[] {
  const out: Piece[] = [];
  let at = 0;
  const put = (to: number, kind: string) => {
    if (to > at) out.push({ text: text.slice(at, to), kind, from: at });
    at = to;
  };
  try {
    for (const t of lex(text)) {
      if (t.kind === "end") break;
      put(t.span.from, "");
      const call = t.kind === "word" && /^\s*\(/.test(text.slice(t.span.to));
      put(t.span.to, t.kind === "word" ? (/^(true|false|in)$/.test(t.text) ? "value" : call ? "call" : "name") : t.kind === "sign" ? "" : "value");
    }
  } catch (e) {
    if (!(e instanceof RuleError)) throw e;
  }
  put(text.length, "");
  return out;
}

/** The rule as text: what is typed is read again at once, and errors stand at their column. */
export function CelText() {
  const w = useStudioWords();
  const b = useBuilder();
  const box = useRef<HTMLTextAreaElement>(null);
  const text = b.text.value;
  useEffect(() => {
    const el = box.current!;
    if (el.value !== text && document.activeElement !== el) el.value = text;
  }, [text]);
  const r = b.live.reading.value;
  const fresh = r?.text === text;
  const broken = b.read.value.fault;
  const faults: RuleFault[] = fresh && r ? r.of.faults : [];
  const errors = faults.filter((f) => f.severity === "error");
  const marks = fresh ? errors : broken ? [{ from: broken.at.from, to: Math.max(broken.at.to, broken.at.from + 1) }] : [];
  const hover = b.hover.value;
  const wrong = (p: Piece) => marks.some((f) => f.to > f.from && p.from < f.to && f.from < p.from + p.text.length);
  const lit = (p: Piece) => hover && hover.from <= p.from && p.from + p.text.length <= hover.to;
  const line = text.slice(0, errors[0]?.from ?? 0).length + 1;
  const put = (t: string, typing: boolean) => b.change(t, typing);
  return (
    <section class="rule-side">
      <h3>
        <label for="rule-text">{w.cel}</label>
        {errors.length > 0 || broken ? <small class="no"><Icon name="cross" />{w.faultCount(errors.length || 1)}{errors[0] && errors[0].to > 0 ? ` ${w.faultAt(line)}` : ""}</small> : <small class="yes"><Icon name="check" />{w.typesRight}</small>}
      </h3>
      <div class="cel">
        <pre class="cel__shown" aria-hidden="true">{piecesOf(text).map((p, i) => (
          <span key={i} class={[p.kind && `cel__${p.kind}`, lit(p) && "lit", wrong(p) && "cel__wrong"].filter(Boolean).join(" ") || undefined}>{p.text}</span>
        ))}{"\n"}</pre>
        <textarea ref={box} id="rule-text" class="cel__text" spellcheck={false} autocomplete="off" readOnly={!b.may} aria-invalid={errors.length > 0 || undefined} aria-describedby="rule-faults" defaultValue={text}
          onInput={(e) => put(e.currentTarget.value, true)} onBlur={(e) => { if (e.currentTarget.value !== b.text.peek()) put(e.currentTarget.value, false); }}
          onKeyDown={(e) => { if (e.key === "Escape") e.currentTarget.blur(); }} />
      </div>
      <ul class="rule-faults" id="rule-faults">
        {faults.map((f, i) => (
          <li key={i} class={f.severity === "error" ? "no" : "wait"}>
            <button type="button" onClick={() => { box.current?.focus(); box.current?.setSelectionRange(f.from, f.to); }}>{f.message}</button>
            {f.hint && <span class="muted">{f.hint}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
