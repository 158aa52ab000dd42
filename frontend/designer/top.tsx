import { useComputed } from "@preact/signals";
import { Button, ButtonLink } from "../parts/button";
import { Tag } from "../parts/tag";
import { useEditing, useStudio } from "./app";
import { openPalette } from "./palette";
import { Sign } from "./icons";
import { Key } from "../desk/states";
import { useStudioWords } from "./words";

/** Where one is, how the draft stands, undo, history, saving. */
export function Place() {
  const w = useStudioWords();
  const { router } = useStudio();
  const e = useEditing();
  const { draft, doc } = e;
  const name = useComputed(() => {
    const t = doc.tree.value;
    return (t && "m" in t ? t.m.find(([k]) => k === (e.shared ? "title" : "name"))?.[1] : undefined) as { s?: string } | undefined;
  }).value?.s ?? draft.title;
  const undo = doc.undoable();
  const redo = doc.redoable();
  return (
    <>
      <nav class="crumbs" aria-label={w.crumbs}>
        <a href={router.href(e.shared ? "/shared" : "/")}>{e.shared ? w.moduleNames.shared : w.items}</a><span aria-hidden="true">/</span>
        {!e.shared && draft.state === "published" && <><a href={router.href(`/items/${draft.item}/versions`)}>{w.versions}</a><span aria-hidden="true">/</span></>}
        <h1 tabIndex={-1} lang="zh-CN" title={name}>{name}</h1>
      </nav>
      <Tag kind={draft.state === "in_review" ? "wait" : draft.state === "published" ? "yes" : "held"}>{draft.state === "published" && draft.number ? w.publishedAs(draft.number) : w.standings[draft.state]}</Tag>
      <span class="top__acts">
        <button type="button" class="btn btn--quiet btn--icon" aria-label={w.undo} title={undo ? w.undoStep(undo.label) : w.nothingToUndo} aria-disabled={!undo || undefined} onClick={() => undo && void doc.undo()}><Sign name="undo" /></button>
        <button type="button" class="btn btn--quiet btn--icon" aria-label={w.redo} title={redo ? w.redoStep(redo.label) : w.nothingToRedo} aria-disabled={!redo || undefined} onClick={() => redo && void doc.redo()}><Sign name="redo" /></button>
        <button type="button" class="btn btn--quiet" aria-pressed={e.beside.value === "history"} onClick={() => { e.beside.value = e.beside.peek() === "history" ? "none" : "history"; }}><Sign name="history" />{w.historyOf(doc.steps.value.filter((s) => s.kind === "do" && !s.undone).length)}</button>
      </span>
      <SavingLabel />
    </>
  );
}

function SavingLabel() {
  const w = useStudioWords();
  const { doc, draft, may } = useEditing();
  const s = doc.saving.value;
  if (!may) return <span class="saving muted"><Sign name="lock" />{draft.may.edit?.why ?? w.readOnly}</span>;
  if (s.is === "saved") return s.at ? <span class="saving muted" role="status"><Sign name="check" />{w.saved(s.at.toTimeString().slice(0, 5))}</span> : null;
  if (s.is === "saving") return <span class="saving muted" role="status">{w.saving}</span>;
  if (s.is === "refused") return <span class="saving saving--wait" role="status">{s.say}</span>;
  return (
    <span class="saving saving--wait" role="status"><Sign name={s.offline ? "offline" : "alert"} />
      <b>{s.offline ? w.offlineSaving : w.notSaved}</b>{w.keptHere(s.count)}
    </span>
  );
}

/** The palette, who else is here, and the one primary act. */
export function Tools() {
  const w = useStudioWords();
  const { router } = useStudio();
  const e = useEditing();
  const others = e.doc.people.value.filter((p) => !p.self);
  const hands = e.draft.state === "open" && e.draft.may.submit?.may === true;
  const kept = e.draft.id.includes("@"); // a version, which nobody reviews
  // What is handed over is seen first, one change after the other.
  const review = async () => { if (await e.doc.flush()) router.go(`/drafts/${e.doc.id}/review`); };
  return (
    <>
      <button type="button" class="jump" onClick={openPalette}><Sign name="search" /><span>{w.jump}</span><Key>Ctrl K</Key></button>
      {others.map((p) => <span key={p.name} class="avatar" title={w.alsoHere(p.name)} role="img" aria-label={w.alsoHere(p.name)}>{[...p.name][0]}</span>)}
      {kept
        ? <ButtonLink kind="primary" href={router.href(`/items/${e.draft.item}/versions`)}>{w.versions}</ButtonLink>
        : <Button kind="primary" onClick={() => void review()}>{hands ? w.submit : w.toReview}</Button>}
    </>
  );
}
