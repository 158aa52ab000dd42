import { useComputed } from "@preact/signals";
import { useState } from "preact/hooks";
import { errorOf } from "../desk/seat";
import { Button } from "../parts/button";
import { Dialog } from "../parts/dialog";
import { Tag } from "../parts/tag";
import { submitDraft } from "./api";
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
    return (t && "m" in t ? t.m.find(([k]) => k === "name")?.[1] : undefined) as { s?: string } | undefined;
  }).value?.s ?? draft.title;
  const undo = doc.undoable();
  const redo = doc.redoable();
  return (
    <>
      <nav class="crumbs" aria-label={w.crumbs}>
        <a href={router.href("/")}>{w.items}</a><span aria-hidden="true">/</span>
        <h1 tabIndex={-1} title={name}>{name}</h1>
      </nav>
      <Tag kind={draft.state === "in_review" ? "wait" : "held"}>{w.standings[draft.state]}</Tag>
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
  const { api, news, router } = useStudio();
  const e = useEditing();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState("");
  const others = e.doc.people.value.filter((p) => !p.self);
  const errors = e.look.value?.faults.filter((f) => f.severity === "error").length ?? 0;
  const { submit } = e.draft.may;
  const closed = e.draft.state !== "open" ? w.standings[e.draft.state] : !submit?.may ? submit?.why ?? w.mayNot : errors > 0 ? w.errorsFirst(errors) : "";
  const hand = async () => {
    setBusy(true);
    setFault("");
    try {
      if (!(await e.doc.flush())) throw new Error(w.notSaved);
      await submitDraft(api, e.doc.id, e.doc.version.peek());
      news.value = w.submitted;
      router.go("/");
    } catch (x) {
      setFault(errorOf(x).say || w.errorSay);
      setBusy(false);
    }
  };
  return (
    <>
      <button type="button" class="jump" onClick={openPalette}><Sign name="search" /><span>{w.jump}</span><Key>Ctrl K</Key></button>
      {others.map((p) => <span key={p.name} class="avatar" title={w.alsoHere(p.name)} role="img" aria-label={w.alsoHere(p.name)}>{[...p.name][0]}</span>)}
      <span title={closed || undefined}><Button kind="primary" busy={closed !== ""} onClick={() => setAsking(true)} label={closed ? `${w.submit}：${closed}` : undefined}>{w.submit}</Button></span>
      {asking && (
        <Dialog title={w.submitAsk} stay={w.notYet} go={w.submit} busy={busy} onStay={() => { setAsking(false); setFault(""); }} onGo={() => void hand()}>
          <p>{w.submitHint}</p>
          {fault && <p class="no" role="alert">{fault}</p>}
        </Dialog>
      )}
    </>
  );
}
