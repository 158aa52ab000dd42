/** The correction notice (补正通知): what is told, once and completely. Pure: a list of points in, a document and an order out. */
import type { PlanBasis, View } from "../../core/contract";
import type { Finding, PaperMark } from "../desk";
import { open as isOpen, type Check } from "./checks";
import { materialId, titleOf } from "./names";
import type { Paper } from "./materials";

/** One thing to correct. */
export interface Point {
  id: string;
  /** form.x or materials.y, as in a state; "" not said yet. */
  path: string;
  kind: "field" | "material" | "";
  /** What else opens with it: the other places on which its check hangs. */
  also?: string[];
  title: string;
  reason: string;
  how: string;
  basis: string;
  ticked: boolean;
  from: "check" | "mark" | "paper" | "own";
}

/** What the API takes: one place that opens for the applicant, with all that is said about it. */
export interface Item { path: string; reason: string; mend: string }

/** A reason why the notice can't be sent; `vague` names the word. */
export interface Fault { kind: "open" | "none" | "reason" | "how" | "held" | "idle" | "twice" | "place" | "vague"; title: string; n: number; point?: string }

/** Words that tell the applicant nothing. */
export const VAGUE = ["不规范", "不齐全", "不完整", "不符合要求", "不合格", "有误", "有问题", "材料不全", "不清楚"];

/** A paper's path as an order names it. */
export const materialAt = (path: string) => `materials.${path}`;

/** Where a check leads: its first paper that was handed in, else its first value. */
function placeOf(c: Check): { path: string; kind: Point["kind"] } {
  if (c.materials[0]) return { path: materialAt(c.materials[0]), kind: "material" };
  if (c.fields[0]) return { path: c.fields[0], kind: "field" };
  return { path: "", kind: "" };
}

/** The other places of a check: papers, and what the applicant typed; what a register says is not theirs to mend. */
function alsoOf(view: View, c: Check): string[] {
  const typed = c.fields.filter((f) => view.state.fields[f]?.shown && view.state.fields[f]?.from?.kind === "answer");
  return [...c.materials.map(materialAt), ...typed].filter((p) => p !== placeOf(c).path);
}

/** The basis in words. */
export const basisText = (list: PlanBasis[]) => list.map((b) => `${b.law}${b.article ?? ""}`).join("；");

/**
 * What may have to be corrected: checks that somebody found to differ (ticked), marks on papers (ticked where they
 * were offered), papers that are needed and were not given (ticked). A usual fault of the definition that names the
 * same thing says how to mend it.
 */
export function candidatesOf(view: View, checks: Check[], findings: Record<string, Finding>, marks: PaperMark[], papers: Paper[]): Point[] {
  const { plan, state } = view;
  const mend = (text: string) => plan.guide.faults?.find((f) => text && (f.fault.includes(text) || text.includes(f.fault)))?.mend ?? "";
  const out: Point[] = [];
  for (const c of checks) {
    if (!isOpen(c) || findings[c.id] !== "differs") continue;
    const reason = c.text || c.title;
    out.push({ id: c.id, ...placeOf(c), also: alsoOf(view, c), title: c.title, reason, how: mend(c.title) || mend(reason), basis: basisText(c.basis), ticked: true, from: "check" });
  }
  for (const m of marks) {
    const about = plan.materials?.find((x) => x.id === materialId(m.material));
    out.push({
      id: `mark.${m.id}`, path: materialAt(m.material), kind: "material", title: titleOf(plan, state, `materials.${m.material}`) || m.material, reason: m.text, how: mend(m.text),
      basis: basisText(about?.basis ?? []), ticked: m.offered === true, from: "mark",
    });
  }
  for (const p of papers) {
    if (p.state.state !== "needed") continue;
    out.push({ id: `paper.${p.path}`, path: materialAt(p.path), kind: "material", title: p.title, reason: "", how: "", basis: basisText(p.plan.basis ?? []), ticked: true, from: "paper" });
  }
  return out;
}

/** A point that a clerk adds, with the words of a usual fault or none. */
export function ownPoint(n: number, fault = "", mend = ""): Point {
  return { id: `own.${n}`, path: "", kind: "", title: fault, reason: fault, how: mend, basis: "", ticked: true, from: "own" };
}

/** What the clerk typed stands; candidates that came meanwhile are added, those that are gone and untouched go. */
export function merged(candidates: Point[], kept: Point[]): Point[] {
  const had = new Map(kept.map((p) => [p.id, p]));
  const known = new Set(candidates.map((p) => p.id));
  return [...candidates.map((c) => ({ ...c, ...(had.get(c.id) ?? {}) })), ...kept.filter((p) => p.from === "own" && !known.has(p.id))];
}

/** Everything that a point can be about: the questions that are shown, the papers. */
export function placesOf(view: View, papers: Paper[]): { path: string; title: string }[] {
  const { plan, state } = view;
  const fields = plan.fields.filter((f) => !f.clerk && !f.step && !f.compute && state.fields[`form.${f.id}`]?.shown).map((f) => ({ path: `form.${f.id}`, title: f.title }));
  const wanted = papers.filter((p) => p.state.state !== "not_needed").map((p) => ({ path: materialAt(p.path), title: p.title }));
  return [...wanted, ...fields];
}

/** Why it can't be sent yet: nothing open, each point with reason, way and place, nothing asked that is held already, nothing twice. */
export function faultsOf(points: Point[], openChecks: number, papers: Paper[]): Fault[] {
  const out: Fault[] = [];
  const ticked = points.filter((p) => p.ticked);
  if (openChecks > 0) out.push({ kind: "open", title: "", n: openChecks });
  if (ticked.length === 0) out.push({ kind: "none", title: "", n: 0 });
  const seen = new Set<string>();
  for (const p of ticked) {
    const at = (kind: Fault["kind"], title = p.title) => out.push({ kind, title, n: 0, point: p.id });
    if (!p.path) at("place", p.title || p.reason);
    if (!p.reason.trim()) at("reason");
    if (!p.how.trim()) at("how");
    for (const word of VAGUE) if (p.reason.includes(word) && p.reason.trim().length - word.length < 8) { at("vague", word); break; }
    const paper = papers.find((x) => materialAt(x.path) === p.path);
    if (paper && (paper.state.state === "reused" || paper.state.state === "made")) at("held");
    if (paper?.state.state === "not_needed") at("idle");
    const same = `${p.path} ${p.reason.trim()}`;
    if (p.path && seen.has(same)) at("twice");
    seen.add(same);
  }
  return out;
}

/** The order: each place once, in the order of the list, with all that is ticked about it. Exactly these open for the applicant. */
export function itemsOf(points: Point[], places: { path: string }[]): Item[] {
  const out: Item[] = [];
  const joined = (a: string, b: string) => (!a || a.includes(b) ? a || b : `${a}；${b}`);
  for (const p of points) {
    if (!p.ticked) continue;
    for (const path of [p.path, ...(p.also ?? [])]) {
      if (!places.some((x) => x.path === path)) continue;
      const there = out.find((x) => x.path === path);
      if (!there) out.push({ path, reason: p.reason.trim(), mend: p.how.trim() });
      else Object.assign(there, { reason: joined(there.reason, p.reason.trim()), mend: joined(there.mend, p.how.trim()) });
    }
  }
  return out;
}

/** The law of all points, each once. */
export const lawsOf = (points: Point[]) => [...new Set(points.filter((p) => p.ticked && p.basis).flatMap((p) => p.basis.split("；")))];

const ordinals = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];

/** 一、 二、 … 十一、 */
export function ordinal(n: number): string {
  if (n <= 10) return ordinals[n - 1]!;
  return `${n >= 20 ? ordinals[Math.floor(n / 10) - 1] : ""}十${n % 10 ? ordinals[(n % 10) - 1] : ""}`;
}

const sentence = (s: string) => (/[。！？.!?]$/.test(s.trim()) ? s.trim() : `${s.trim()}。`);

/** One point as the document says it: what, what is wrong, how to mend it. */
export function lineOf(p: Point): string {
  return [p.title && p.title !== p.reason ? `${p.title}：` : "", p.reason.trim() && sentence(p.reason), p.how.trim() && sentence(p.how)].filter(Boolean).join("");
}
