/** Differences as the review shows them: pure. */
import type { Replays } from "../reuse/api";
import { partKeys, type PartKey } from "../model/item";
import type { Json } from "../model/tree";
import type { Change, ChangeKind, Changes, Comment } from "./api";

/** A difference, with where it stands. */
export interface Told extends Change {
  file: string;
  /** By which it is known: another value there makes it another one. */
  key: string;
}

/** The differences of one part of the item, or of one other file. */
export interface Part {
  file: string;
  /** Of the item's own file: the key of the part; "" of the item itself, and of other files. */
  part: PartKey | "";
  kind: string;
  list: Told[];
  broken: boolean;
}

/** The part that a place belongs to; "" what says of the item itself what it is. */
function partOf(path: string): PartKey | "" {
  const key = path.split("/")[1];
  return partKeys.find((k) => k === key) ?? "";
}

/** Part by part, in the order in which they come. */
export function partsOf(changes: Changes): Part[] {
  const out: Part[] = [];
  for (const f of changes.files) {
    if (f.broken) out.push({ file: f.file, part: "", kind: f.kind, list: [], broken: true });
    for (const c of f.changes) {
      const part = f.kind === "Item" ? partOf(c.path) : "";
      let p = out.find((x) => x.file === f.file && x.part === part && !x.broken);
      if (!p) out.push((p = { file: f.file, part, kind: f.kind, list: [], broken: false }));
      p.list.push({ ...c, file: f.file, key: keyOf(f.file, c) });
    }
  }
  return out;
}

/** A short name of a text: by it what was seen is remembered, and what changes again is not. */
export function hash(text: string): string {
  let h = 2166136261;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 16777619);
  return (h >>> 0).toString(36);
}

export const keyOf = (file: string, c: Change): string => hash(JSON.stringify([file, c.path, c.was ?? "", c.kind, c.before, c.after]));

/** How many of each kind; those of which there are none are left out. */
export function counted(list: Told[]): [ChangeKind, number][] {
  return (["added", "removed", "changed", "moved", "renamed"] as const).map((k): [ChangeKind, number] => [k, list.filter((c) => c.kind === k).length]).filter(([, n]) => n > 0);
}

/** The sentence within its part: what all sentences of the part begin with is not said again. */
export function within(says: string, part: string): string {
  for (const sign of [" › ", "：", ": "]) {
    if (part && says.startsWith(part + sign)) return says.slice(part.length + sign.length);
  }
  return says;
}

/** A value as lines, by the names of its keys. */
export function linesOf(v: Json | undefined, name: (key: string) => string, indent = ""): string[] {
  if (v === null || v === undefined) return [];
  if (Array.isArray(v)) {
    return v.flatMap((x) => (typeof x === "object" && x !== null
      ? linesOf(x, name, `${indent}  `).map((l, i) => (i === 0 ? `${indent}· ${l.trimStart()}` : l))
      : [`${indent}· ${String(x)}`]));
  }
  if (typeof v === "object") {
    return Object.entries(v).flatMap(([k, x]) => (typeof x === "object" && x !== null ? [`${indent}${name(k)}`, ...linesOf(x, name, `${indent}  `)] : [`${indent}${name(k)}：${String(x ?? "")}`]));
  }
  return String(v).split("\n").map((l) => indent + l);
}

/** A thread: its first comment and the answers. */
export interface Thread {
  first: Comment;
  answers: Comment[];
}

export function threadsOf(comments: Comment[]): Thread[] {
  return comments.filter((c) => !c.thread).map((first) => ({ first, answers: comments.filter((c) => c.thread === first.id) }));
}

/** The threads at a difference. */
export const threadsAt = (threads: Thread[], c: { file: string; path: string }): Thread[] => threads.filter((t) => t.first.file === c.file && t.first.path === c.path);

export const openThreads = (threads: Thread[]): number => threads.filter((t) => !t.first.settled).length;

/** What is missing of a replay, in words; "" nothing, or it isn't known yet: then the server says so. */
export const lacking = (r: Replays | null, code: Replays["lacks"][number]["code"]): string => r?.lacks.find((l) => l.code === code)?.message ?? "";

/** Why one may not agree yet: the first reason, or none. */
export function keeps(unseen: number, open: number): "unseen" | "comments" | "" {
  if (unseen > 0) return "unseen";
  return open > 0 ? "comments" : "";
}
