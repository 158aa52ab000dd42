import type { FieldState, PlanField } from "../core/contract";
import { Button } from "../parts/button";
import { FieldFrame, type OriginActs } from "../parts/field-frame";
import { useWords } from "../parts/words";
import { useForm, type Form } from "./context";
import { askText, faultsOf } from "./faults";
import { originOf } from "./origin";
import { domId } from "./outline";
import type { Json } from "./ops";
import { lazyPart } from "../shell/lazy-part";
import { registry } from "./registry";
import { same } from "./same";
import { useFormWords } from "./words";

const ChangedElsewhere = lazyPart(() => import("./rare").then((m) => m.ChangedElsewhere));
const TableField = lazyPart(() => import("./table").then((m) => m.default));

/** What the input shows: what was typed, else what stands there. */
export function shownValue(form: Form, field: PlanField, s: FieldState): Json {
  const typed = form.session.answers.of(field.id).value;
  return (typed !== undefined && s.edit !== "locked" && s.edit !== "none" ? typed : s.value ?? null) as Json;
}

/** What one may do about a value that was filled in. */
export function actsOf(form: Form, id: string, path: string): OriginActs {
  const { session, ui } = form;
  return {
    onConfirm: () => session.put("confirmed", [path], true),
    onChange: () => {
      ui.editing(path).value = true;
      // The input may take the place of a text: it gets the focus when it is there.
      setTimeout(() => document.getElementById(domId(path))?.focus());
    },
    onRestore: () => session.clear(id),
    onDispute: () => session.put("disputed", [path], true),
    onWithdraw: () => session.takeBack(path),
    onTell: () => { ui.telling.value = path; },
  };
}

/** What became of a value that somebody says is wrong. Once the register is put right, what stands there now is asked for anew. */
export function toldOf(form: Form, path: string, s: FieldState, fw: ReturnType<typeof useFormWords>): OriginActs {
  const d = form.session.disputes.value[path];
  if (!d) return s.disputed ? { onConfirm: undefined } : {};
  if (d.state === "corrected" && s.disputed && !same(s.value, d.said)) {
    return { told: fw.disputeNow, onConfirm: () => form.session.put("disputed", [path], false), onWithdraw: undefined };
  }
  return { told: fw.disputeTold[d.state]?.(d.answer ?? ""), onConfirm: s.disputed ? undefined : actsOf(form, "", path).onConfirm };
}

/** One question of the form, in whatever state evaluation says it is. */
export function FormField({ field }: { field: PlanField }) {
  const form = useForm();
  const { session, ui } = form;
  const w = useWords();
  const fw = useFormWords();
  const path = `form.${field.id}`;
  const s = session.fields.of(path).value;
  if (!s?.shown) return form.ghost ? <>{form.ghost(field)}</> : null;
  if (field.type === "table") return <TableField field={field} />;

  const value = shownValue(form, field, s);
  const origin = originOf(field, s, session.state.peek(), session.sources, w, "", session.limited.value, form.givers);
  const ui_ = registry[field.type];
  const tried = ui.attempts.value > 0;
  const { error, warning } = faultsOf(field, s, fw);
  const block = tried ? session.state.value.blocked?.find((b) => b.path === path) : undefined;
  const waits = block?.kind === "confirm" ? fw.pleaseConfirm(field.title) : block?.kind === "missing" ? askText(field, fw) : undefined;
  const typedWrong = (ui.touched(path).value || tried) && value !== null ? error : undefined;
  const asText = origin.state === "locked" || origin.state === "disputed" || origin.state === "computed";
  // Where an input would take much room, or is far from the hand, a value that is there is text until it is to be changed.
  const asks = (form.screens || ui_.group) && (origin.state === "awaiting" || origin.state === "confirmed") && s.from?.kind !== "answer" && !ui.editing(path).value;
  const acts = actsOf(form, field.id, path);
  // Of a case that came back, what its notice does not name stays; what it names has its reason beside it.
  const { returned } = session;
  const kept = !!returned?.locked?.includes(path);
  const asked = returned?.parts?.filter((p) => p.path === path).map((p) => fw.partMend(p.reason, p.mend)).join(fw.comma);
  const text = (t: typeof field.ask) => (t === undefined ? "" : session.text(t));
  const title = text(field.ask) || field.title;
  const blur = () => {
    ui.touched(path).value = true;
    // An emptied box gets back what was filled in: nobody has to guess what counts.
    if (session.answers.of(field.id).peek() === null && field.fill) session.clear(field.id);
  };
  const none = Array.isArray(s.value) && s.value.length === 0;
  const show = <p class="strong">{none ? w.none : <ui_.Show field={field} value={(s.value ?? null) as Json} lang={form.lang} masked={form.masked} />}</p>;
  return (
    <FieldFrame
      id={domId(path)} title={title} hint={kept ? fw.partLocked : [text(field.hint), text(field.help)].filter(Boolean).join(" ")}
      optional={!s.need && !asText && !asks} error={session.refused.value[field.id] ?? typedWrong ?? waits} warning={[asked, warning].filter(Boolean).join(" ") || undefined} origin={kept ? { state: "empty" } : origin}
      group={ui_.group || kept} wide={ui_.group || field.type === "address" || (field.lines ?? 1) > 1 || (field.length?.[1] ?? 0) > 60}
      {...(kept ? {} : acts)} {...(asks && { onConfirm: undefined, onChange: undefined })} {...toldOf(form, path, s, fw)}
    >
      {(ids) => <>{kept ? <div id={ids.id} tabIndex={-1}>{show}</div> : asText ? show : asks ? (
        <div id={ids.id} tabIndex={-1}>
          {show}
          <div class="two">
            <Button onClick={acts.onChange} label={`${w.changeIt}${fw.colon}${title}`}>{w.changeIt}</Button>
            {origin.state === "awaiting" && <Button kind="confirm" icon="check" onClick={acts.onConfirm} label={`${w.right}${fw.colon}${title}`}>{w.right}</Button>}
          </div>
        </div>
      ) : (
        <ui_.Input {...ids} field={field} value={value} lang={form.lang} need={s.need} min={s.min} max={s.max} options={s.options}
          camera={form.camera} onChange={(v) => session.answer(field.id, v)} onBlur={blur} />
      )}{session.elsewhere.value[field.id] && <ChangedElsewhere field={field} />}</>}
    </FieldFrame>
  );
}
