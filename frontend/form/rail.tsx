import { useComputed } from "@preact/signals";
import type { Plan, State } from "../core/contract";
import { rowName } from "../core/rows";
import { spanOf } from "../core/span";
import { Button, TextButton } from "../parts/button";
import { Tag } from "../parts/tag";
import { Tally, type TallyLine } from "../parts/tally";
import type { Messages } from "../parts/messages/zh";
import { useWords } from "../parts/words";
import { useForm } from "./context";
import { dayText } from "./format";
import type { FormWords } from "./messages/zh";
import { fieldAt, materialAt, missingOf, spotOf, type Missing } from "./outline";
import { useSlice } from "./slice";
import { truthOf } from "./truth";
import { useFormWords } from "./words";
import { verdictText } from "./headed";

const MOST = 7;

/** What is missing, in words. */
export function missingText(plan: Plan, state: State, m: Missing, w: FormWords): string {
  const at = fieldAt(plan, m.path);
  if (m.kind === "confirm" && at && m.count > 1) return w.confirmIn(plan.sections.find((s) => s.id === at.field.section)?.title ?? at.field.title, m.count);
  if (m.kind === "source") return w.blockedKinds.source(plan.records[state.facts?.[m.path]?.source ?? ""]?.title ?? m.path);
  if (m.path.startsWith("section.")) return plan.sections.find((s) => s.id === m.path.slice(8))?.title ?? m.path;
  if (!at) return materialTitle(plan, state, m.path, w);
  if (!at.row) return at.field.title;
  const row = state.fields[`form.${at.field.id}`]?.rows?.indexOf(at.row) ?? -1;
  return [w.whoseRow(at.field.title, row + 1), at.column?.title].filter(Boolean).join(" ");
}

/** A material's title, with its row where it is asked for each. */
export function materialTitle(plan: Plan, state: State, path: string, w: FormWords): string {
  const m = materialAt(plan, path);
  if (!m) return path;
  const row = /\[([^\]]+)\]/.exec(path)?.[1];
  if (!row || !m.per) return m.title;
  const n = state.fields[`form.${m.per}`]?.rows?.indexOf(row) ?? -1;
  return w.forRow(m.title, rowName(plan, state, m.per, row) || `${n + 1}`);
}

/** 5个工作日 */
export function spanText(span: string | undefined, w: FormWords): string {
  const s = spanOf(span);
  return s ? w.spans[s.unit](s.n) : "";
}

/** How the day came about by which it is done; what the system decides at submission needs no promise. */
export function dueHow(state: State, w: FormWords): string {
  return state.instant ? w.atOnce : w.dueHow(spanText(state.limit?.promised, w));
}

function waivedOf(plan: Plan, state: State, w: FormWords): { count: number; lines: TallyLine[] } {
  const lines: TallyLine[] = [];
  let count = 0;
  for (const [kind, icon] of [["reused", "seal"], ["made", "doc"], ["promised", "sign"]] as const) {
    // What is made waits only for a signature: it is nothing that one has to get.
    const own = Object.entries(state.materials ?? {}).filter(([, m]) => m.state === kind || (kind === "made" && m.state === "needed" && m.signer));
    if (own.length === 0) continue;
    count += own.length;
    const titles = own.map(([path]) => materialTitle(plan, state, path, w)).join(w.comma);
    lines.push({ id: kind, icon, text: w.titlesAre(titles, w.materialStates[kind]!) });
  }
  return { count, lines };
}

function visitsOf(plan: Plan, state: State, w: Messages): TallyLine[] {
  const visits = (state.steps ?? []).filter((s) => s.visit === "true" || s.visit === "unknown");
  if (state.visits.max === 0) return [{ id: "none", icon: "check", text: w.visitsNone }];
  return visits.map((v) => ({ id: v.id, icon: "walk", text: plan.steps?.find((s) => s.id === v.id)?.title ?? v.id }));
}

/** The tally's props, from plan and state alone. */
function tallyOf(plan: Plan, state: State, w: Messages, fw: FormWords) {
  const all = missingOf(plan, state);
  const lines = all.slice(0, MOST).map((m): TallyLine => ({
    id: m.path, icon: m.kind === "confirm" ? "check" : m.kind === "material" ? "upload" : m.kind === "error" ? "alert" : "edit",
    text: missingText(plan, state, m, fw),
  }));
  if (all.length > MOST) lines.push({ id: "more", icon: "list", text: fw.more(all.length - MOST) });
  const waived = waivedOf(plan, state, fw);
  const due = state.limit?.due;
  return {
    missing: lines, missingCount: all.length, waived: waived.lines, waivedCount: waived.count,
    visits: fw.between(state.visits.min, state.visits.max), visitLines: visitsOf(plan, state, w),
    doneBy: due ? { date: dayText(due, w, state.today), how: dueHow(state, fw) } : undefined,
  };
}

/** The tally of the form as it stands, each line with the way there. */
export function FormTally() {
  const w = useWords();
  const fw = useFormWords();
  const form = useForm();
  const { session } = form;
  const props = useSlice(() => tallyOf(session.plan, session.state.value, w, fw), [session, w, fw]);
  const missing = props.missing.map((l): TallyLine => {
    if (l.id === "more") return l;
    const spot = spotOf(session.plan, l.id);
    return { ...l, href: form.href(spot), onClick: () => form.go(spot) };
  });
  return <Tally {...props} missing={missing} />;
}

/** Beside the form: what is missing, waived, the visits, the day; and whether it will be granted. */
export function Rail() {
  const w = useWords();
  const fw = useFormWords();
  const form = useForm();
  const { session } = form;
  const state = useSlice(() => {
    const { value } = session.state;
    return { verdict: value.verdict, settled: value.settled, missing: value.missing, head: verdictText(session.plan, value, fw) };
  }, [session, fw]);
  const truth = truthOf(state);
  return (
    <aside class="rail stack" aria-label={w.tally}>
      <FormTally />
      <p class="row">
        <Tag kind={truth === "yes" ? "yes" : truth === "no" ? "no" : "unknown"} icon={truth === "yes" ? "check" : truth === "no" ? "cross" : "ask"}>
          {truth === "unknown" ? w.verdict.unknown(state.missing?.length ?? 0) : state.head}
        </Tag>
        <TextButton onClick={() => form.why("verdict", state.head)}>{w.why}</TextButton>
      </p>
    </aside>
  );
}

/** In the bar at the thumb: how many things are missing, and which. */
export function ShortTally({ onOpen }: { onOpen: () => void }) {
  const w = useWords();
  const { session } = useForm();
  const n = useComputed(() => missingOf(session.plan, session.state.value).length).value;
  return (
    <div class="bar__sum">
      <span role="status">{n ? <>{w.missing}<b> {n} </b>{w.items(n)}</> : w.missingNone}</span><br />
      {n > 0 && <TextButton onClick={onOpen}>{w.whichOnes}</TextButton>}
    </div>
  );
}

/** Leaves with everything saved. */
export function LeaveButton({ onLeave }: { onLeave: () => void }) {
  return <Button small onClick={onLeave}>{useFormWords().leave}</Button>;
}
