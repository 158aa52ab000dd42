import { useEffect, useState } from "preact/hooks";
import { useKeys } from "../../desk/keys";
import { useLoad, useTitle } from "../../desk/seat";
import { Blank, Failed, Waiting } from "../../desk/states";
import { ButtonLink } from "../../parts/button";
import { Note } from "../../parts/notices";
import { look } from "../api";
import { useStudio } from "../app";
import { sharedPath } from "../document";
import { Shell, type Shortcut } from "../frame";
import { prove } from "../proof/api";
import { replays } from "../reuse/api";
import { effectsOf } from "../shared/api";
import { Effects } from "../shared/effects";
import { useStudioWords, type StudioWords } from "../words";
import { changesOf, commentsOf, reviewed, type Changes, type Comment, type Reviewed } from "./api";
import { ChangeRow } from "./change";
import { Deciding, type Checked } from "./deciding";
import { Threads } from "./threads";
import { counted, openThreads, partsOf, threadsAt, threadsOf, type Part } from "./told";
import { useReviewWords, type ReviewWords } from "./words";

const shortcuts: Shortcut[] = [[["J"], "nextChange"], [["K"], "lastChange"], [["V"], "seen"], [["C"], "comment"], [["?"], "help"]];

/** /drafts/:id/review: what the draft changes, one sentence each; seen, discussed, decided. */
export default function ReviewScreen({ id }: { id: string }) {
  const w = useReviewWords();
  const s = useStudioWords();
  const { router } = useStudio();
  const [kept, keep] = useState<{ draft: Reviewed; changes: Changes; comments: Comment[] } | null>(null);
  const loaded = useLoad(`review ${id}`, async (a) => {
    const [draft, changes, comments] = await Promise.all([reviewed(a, id), changesOf(a, id), commentsOf(a, id)]);
    return { draft, changes, comments };
  });
  useEffect(() => { if (loaded.state === "here") keep(loaded.data); }, [loaded.state === "here" && loaded.data]);
  const data = loaded.state === "here" ? loaded.data : kept;
  useTitle(data ? `${data.draft.title} · ${w.review}` : w.review);
  const place = (
    <nav class="crumbs" aria-label={s.crumbs}>
      {data && sharedPath(data.draft.item) ? <a href={router.href("/shared")}>{s.moduleNames.shared}</a> : <a href={router.href("/")}>{s.items}</a>}<span aria-hidden="true">/</span>
      {data && <><a href={router.href(`/drafts/${id}`)}>{data.draft.title}</a><span aria-hidden="true">/</span></>}
      <h1 tabIndex={-1}>{w.review}</h1>
    </nav>
  );
  return (
    <Shell place={place} tools={<ButtonLink href={router.href(`/drafts/${id}`)}>{w.openDesigner}</ButtonLink>} shortcuts={shortcuts}>
      {data ? <Open {...data} again={loaded.again} /> : loaded.state === "failed" ? <Failed error={loaded.error} onAgain={loaded.again} /> : <Waiting lines={12} />}
    </Shell>
  );
}

function Open({ draft, changes, comments, again }: { draft: Reviewed; changes: Changes; comments: Comment[]; again: () => void }) {
  const w = useReviewWords();
  const s = useStudioWords();
  const { look: face } = useStudio();
  const english = face.lang.value === "en";
  const parts = partsOf(changes);
  const list = parts.flatMap((p) => p.list);
  const threads = threadsOf(comments);
  const loose = threads.filter((t) => !list.some((c) => threadsAt([t], c).length > 0));
  const [seen, see] = useSeen(draft.id);
  const [on, setOn] = useState(() => list.find((c) => !seen.has(c.key))?.key ?? list[0]?.key ?? "");
  const [writing, setWriting] = useState("");
  const checked = useChecked(draft);
  const at = list.findIndex((c) => c.key === on);
  const unseen = list.filter((c) => !seen.has(c.key)).length;
  const go = (to: number) => {
    const c = list[Math.max(0, Math.min(list.length - 1, to))];
    if (!c) return;
    setOn(c.key);
    document.querySelector<HTMLElement>(`.change[data-key="${c.key}"]`)?.focus();
  };
  const mayComment = draft.may.comment?.may === true;
  useKeys({
    j: () => go(at + 1),
    k: () => go(at - 1),
    v: () => { if (list[at]) { see(on, true); go(at + 1); } },
    c: () => { if (mayComment && list[at]) { go(at); setWriting(on); } },
  });
  const isNew = changes.files.some((f) => f.kind === "Item" && f.new);
  return (
    <div class="review">
      <div class="review__main" tabIndex={0}>
        <h2 class="review__title">{isNew ? w.headingNew(list.length) : w.heading(list.length)}</h2>
        {list.length > 0 && <Note icon="info"><b>{w.summary}</b>{counted(list).map(([k, n]) => w.countOf(w.kinds[k], n)).join(w.comma)}</Note>}
        {parts.length === 0 && <Blank icon="check" title={w.none} line={w.noneHint} />}
        {parts.map((p) => {
          const title = titleOf(p, w, s);
          return (
            <section key={`${p.file} ${p.part}`} class="panel review__part" aria-label={title}>
              <h3>{title}<span class="muted">{p.list.length || ""}</span>{!p.part && <small class="muted">{p.file}</small>}</h3>
              {p.broken && <p class="no">{w.unreadable}</p>}
              <ul>
                {p.list.map((c) => (
                  <ChangeRow key={c.key} change={c} part={english ? p.part : title} english={english} on={c.key === on} seen={seen.has(c.key)} threads={threadsAt(threads, c)} draft={draft.id} mayComment={mayComment}
                    writing={writing === c.key} onSee={() => see(c.key, !seen.has(c.key))} onPick={() => setOn(c.key)} onWrite={() => { setOn(c.key); setWriting(writing === c.key ? "" : c.key); }} again={() => { setWriting(""); again(); }} />
                ))}
              </ul>
            </section>
          );
        })}
        {checked.effects && <Effects effects={checked.effects} />}
        {loose.length > 0 && <section class="panel review__part" aria-label={w.otherComments}><h3>{w.otherComments}</h3><div class="review__loose"><Threads draft={draft.id} threads={loose} may={mayComment} again={again} /></div></section>}
      </div>
      <Deciding draft={draft} all={list.length} unseen={unseen} open={openThreads(threads)} checked={checked} again={again} />
    </div>
  );
}

/** What a part of the item, or another file, is called. */
export function titleOf(p: Part, w: ReviewWords, s: StudioWords): string {
  if (p.part) return s.parts[p.part];
  return p.kind === "Item" ? s.thisItem : w.files[p.kind] ?? w.otherFile;
}

/** What this person has seen, kept in this browser by what it says: what changes again is not seen. */
function useSeen(draft: string): [Set<string>, (key: string, on: boolean) => void] {
  const name = `review ${draft}`;
  const [seen, set] = useState(() => {
    try {
      return new Set(JSON.parse(localStorage.getItem(name) ?? "[]") as string[]);
    } catch {
      return new Set<string>();
    }
  });
  return [seen, (key, on) => {
    const next = new Set(seen);
    if (on) next.add(key);
    else next.delete(key);
    set(next);
    try {
      localStorage.setItem(name, JSON.stringify([...next]));
    } catch {
      // No room, or not allowed: this page has it all the same.
    }
  }];
}

/** Checks, tests and replay of the draft as it is now. */
function useChecked(draft: Reviewed): Checked {
  const { api } = useStudio();
  const [got, set] = useState<Checked>({ faults: null, proof: null, replays: null, effects: null, failed: false, today: new Date().toLocaleDateString("sv") });
  const running = draft.state === "open" || draft.state === "in_review";
  useEffect(() => {
    if (!running) return;
    const abort = new AbortController();
    const fails = () => { if (!abort.signal.aborted) set((c) => ({ ...c, failed: true })); };
    if (!sharedPath(draft.item)) replays(api, draft.id).then((got) => { if (!abort.signal.aborted) set((c) => ({ ...c, replays: got })); }, fails);
    look(api, draft.id, {}, abort.signal).then((l) => {
      set((c) => ({ ...c, faults: l.faults, today: l.view?.input.today ?? c.today }));
      if (l.faults.some((f) => f.severity === "error")) return;
      if (sharedPath(draft.item)) return;
      prove(api, draft.id, abort.signal).then((proof) => set((c) => ({ ...c, proof })), fails);
    }, fails);
    // What it means for the items that share it; of an item that changes nothing shared there is nothing to tell.
    effectsOf(api, draft.id).then((effects) => { if (!abort.signal.aborted) set((c) => ({ ...c, effects: effects.length > 0 || sharedPath(draft.item) ? effects : null })); }, fails);
    return () => abort.abort();
  }, [draft.id, draft.version, running]);
  return got;
}
