import type { ComponentChildren } from "preact";
import { Button } from "../../parts/button";
import { Tag, type TagKind } from "../../parts/tag";
import { Key } from "../../desk/states";
import { Sign } from "../icons";
import { useStudioWords } from "../words";
import type { ChangeKind } from "./api";
import { Say, Threads } from "./threads";
import { linesOf, within, type Thread, type Told } from "./told";
import { useReviewWords } from "./words";

const tags: Record<ChangeKind, TagKind | undefined> = { added: "yes", removed: "no", changed: "wait", moved: undefined, renamed: undefined };

interface Props {
  change: Told;
  part: string;
  english: boolean;
  on: boolean;
  seen: boolean;
  threads: Thread[];
  draft: string;
  mayComment: boolean;
  /** The box for a new comment is open. */
  writing: boolean;
  onSee: () => void;
  onPick: () => void;
  onWrite: () => void;
  again: () => void;
}

/** One difference: its kind, its sentence, what stood there and what stands there now; below, what else there is to it. */
export function Difference({ change: c, part, english, children }: { change: Told; part: string; english: boolean; children?: ComponentChildren }) {
  const w = useReviewWords();
  const s = useStudioWords();
  const says = within(english ? c.says.en : c.says.zh, part);
  const name = (key: string) => (english ? key : s.keysOf[key] ?? key);
  const before = linesOf(c.before, name);
  const after = linesOf(c.after, name);
  const moved = c.kind === "moved" || c.kind === "renamed";
  const short = before.length <= 1 && after.length <= 1;
  const both = (
    <div class="change__both">
      {before.length > 0 && <div><small>{w.before}</small><del>{before.join("\n")}</del></div>}
      {after.length > 0 && <div><small>{w.after}</small><ins>{after.join("\n")}</ins></div>}
    </div>
  );
  return (
    <>
      <Tag kind={tags[c.kind]}>{w.kinds[c.kind]}</Tag>
      <div class="change__body">
        <p class="change__says">{says}</p>
        {!moved && (short ? c.kind === "changed" && both : <details open={c.kind === "changed"}><summary>{w.both}</summary>{both}</details>)}
        {children}
      </div>
    </>
  );
}

/** A difference in review: seen or not, and what was said about it. */
export function ChangeRow(p: Props) {
  const w = useReviewWords();
  const { change: c } = p;
  const says = within(p.english ? c.says.en : c.says.zh, p.part);
  return (
    <li class={`change${p.on ? " is-on" : ""}`} data-key={c.key} tabIndex={p.on ? 0 : -1} aria-label={says} onFocus={p.onPick}>
      <Difference change={c} part={p.part} english={p.english}>
        <Threads draft={p.draft} threads={p.threads} may={p.mayComment} again={p.again} />
        {p.writing && <Say draft={p.draft} at={{ file: c.file, path: c.path }} label={w.commentOn(says)} hint={w.yourComment} again={p.again} open />}
      </Difference>
      <span class="change__acts">
        {p.mayComment && <Button small kind="quiet" label={w.commentOn(says)} onClick={p.onWrite}><Sign name="comment" /></Button>}
        <Button small pressed={p.seen} label={p.seen ? w.unseeIt(says) : w.seeIt(says)} onClick={p.onSee}>{p.seen && <Sign name="check" />}{w.seen} {!p.seen && <Key>V</Key>}</Button>
      </span>
    </li>
  );
}

