import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { FileLine } from "../core/api";
import { Button } from "../parts/button";
import { Icon } from "../parts/icon/icon";
import { errorOf, sayOf } from "../desk/seat";
import { useBench } from "./app";
import { addMark, freshKey, marks, removeMark, type Box, type PaperMark } from "./desk";
import { districtTime } from "./due";
import { pulled, resized, shifted } from "./model/box";
import { useWork } from "./words";

/** What was done to marks since they were asked for, by id: a mark that is new, or null for one that is gone. */
type Changes = ReadonlyMap<string, PaperMark | null>;

/** The marks of a case, loaded beside it, with what was done here since, whichever comes first; a failure leaves the case readable. */
export function useMarks(number: string, masked: boolean): { list: PaperMark[]; change: (id: string, mark: PaperMark | null) => void } {
  const { api } = useBench();
  const [loaded, setLoaded] = useState<PaperMark[]>([]);
  const [changes, setChanges] = useState<Changes>(new Map());
  useEffect(() => {
    let current = true;
    setChanges(new Map());
    if (!masked) marks(api, number).then((l) => { if (current) setLoaded(l); }, () => undefined);
    return () => { current = false; };
  }, [number, masked]);
  const list = [...loaded.filter((m) => !changes.has(m.id)), ...[...changes.values()].filter((m) => m !== null)];
  return { list, change: (id, mark) => setChanges((c) => new Map(c).set(id, mark)) };
}

/** Puts an element where a box is: inline styles are closed by the policy, the object model is not. */
function place(el: HTMLElement | null, b: Box): void {
  if (!el) return;
  el.style.left = `${b.x / 100}%`;
  el.style.top = `${b.y / 100}%`;
  el.style.width = `${b.width / 100}%`;
  el.style.height = `${b.height / 100}%`;
}

function Placed({ box, no, text, chosen, onChoose }: { box: Box; no: number; text: string; chosen: boolean; onChoose: () => void }) {
  const w = useWork();
  const ref = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => place(ref.current, box), [box]);
  return <button ref={ref} type="button" class={chosen ? "box-mark box-mark--on" : "box-mark"} aria-label={`${w.markNo(no)}${w.colon}${text}`} onClick={onChoose}><b>{no}</b></button>;
}

/** The layer over a picture: boxes that are there, and one being drawn. */
export function MarkLayer({ list, drawing, box, onBox, chosen, onChoose, onDone }: {
  list: { mark: PaperMark; no: number }[];
  drawing: boolean;
  box: Box;
  onBox: (b: Box) => void;
  chosen: string;
  onChoose: (id: string) => void;
  /** Enter on the box: on with the words. */
  onDone: () => void;
}) {
  const w = useWork();
  const layer = useRef<HTMLDivElement>(null);
  const own = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => { if (drawing) place(own.current, box); }, [drawing, box]);
  useLayoutEffect(() => { if (drawing) own.current?.focus(); }, [drawing]);
  const at = (e: PointerEvent) => {
    const r = layer.current!.getBoundingClientRect();
    return { x: ((e.clientX - r.left) / r.width) * 10_000, y: ((e.clientY - r.top) / r.height) * 10_000 };
  };
  const draw = (e: PointerEvent) => {
    if (!drawing || e.button !== 0) return;
    const from = at(e);
    const el = e.currentTarget as HTMLElement;
    el.setPointerCapture(e.pointerId);
    const move = (m: PointerEvent) => onBox(pulled(from, at(m)));
    el.addEventListener("pointermove", move);
    el.addEventListener("lostpointercapture", () => el.removeEventListener("pointermove", move), { once: true });
    e.preventDefault();
    own.current?.focus();
  };
  const press = (e: KeyboardEvent) => {
    const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[e.key];
    if (by) onBox(e.shiftKey ? resized(box, by[0]!, by[1]!) : shifted(box, by[0]!, by[1]!));
    else if (e.key === "Enter") onDone();
    else return;
    e.preventDefault();
    e.stopPropagation();
  };
  return (
    <div ref={layer} class={drawing ? "mark-layer mark-layer--draw" : "mark-layer"} onPointerDown={draw}>
      {list.filter((m) => m.mark.box).map(({ mark, no }) => <Placed key={mark.id} box={mark.box!} no={no} text={mark.text} chosen={mark.id === chosen} onChoose={() => onChoose(mark.id)} />)}
      {drawing && <div ref={own} class="box-mark box-mark--new" tabIndex={0} role="group" aria-label={w.markBox} aria-describedby="mark-how" onKeyDown={press} />}
    </div>
  );
}

/** The words of a new mark. */
export function MarkForm({ number, material, file, box, field, onDone, onClose }: {
  number: string; material: string; file?: FileLine; box?: Box; field: { current: HTMLTextAreaElement | null }; onDone: (m: PaperMark) => void; onClose: () => void;
}) {
  const w = useWork();
  const bench = useBench();
  const kept = `${bench.seat.value?.clerk?.account} ${number} mark ${material}`;
  const [text, setText] = useState(bench.opinions.get(kept));
  const [offered, setOffered] = useState(true);
  const [fault, setFault] = useState("");
  const key = useRef(freshKey());
  const busy = useRef(false);
  const write = (t: string) => { setText(t); setFault(""); bench.opinions.set(kept, t); };
  const save = async () => {
    if (busy.current) return;
    busy.current = true;
    try {
      const made = await addMark(bench.api, number, { material, file: file?.id, box, text: text.trim(), offered, key: key.current });
      bench.opinions.delete(kept);
      onDone(made);
    } catch (e) {
      const error = errorOf(e);
      if (!error.offline) key.current = freshKey();
      setFault(error.fields.text ?? sayOf(error, w));
      field.current?.focus();
    } finally {
      busy.current = false;
    }
  };
  return (
    <form class="mark-form" onSubmit={(e) => { e.preventDefault(); void save(); }}>
      <label for="mark-text">{w.markText}</label>
      <textarea id="mark-text" ref={field} class="box" rows={2} maxLength={300} value={text} aria-invalid={fault ? "true" : undefined} aria-describedby={fault ? "mark-fault" : undefined} onInput={(e) => write(e.currentTarget.value)}
        onKeyDown={(e) => { if (e.key === "Enter" && e.ctrlKey) { e.stopPropagation(); e.preventDefault(); void save(); } if (e.key === "Escape") { e.stopPropagation(); onClose(); } }} />
      {fault && <p class="opinion__fault" id="mark-fault" role="alert"><Icon name="alert" />{fault}</p>}
      <div class="row"><label class="tick"><input type="checkbox" checked={offered} onChange={(e) => setOffered(e.currentTarget.checked)} />{w.markOffer}</label>
        <span class="push row"><Button small onClick={onClose}>{w.never}</Button><Button small kind="confirm" type="submit">{w.markSave}</Button></span></div>
    </form>
  );
}

/** All marks of a paper with their words. */
export function MarkList({ number, list, round, chosen, onChoose, onGone }: {
  number: string; list: { mark: PaperMark; no: number }[]; round: number; chosen: string; onChoose: (id: string) => void; onGone?: (id: string) => void;
}) {
  const w = useWork();
  const bench = useBench();
  if (list.length === 0) return null;
  const remove = (id: string) => removeMark(bench.api, number, id).then(() => onGone?.(id), (e: unknown) => { bench.news.value = sayOf(errorOf(e), w); });
  return (
    <ol class="mark-list" aria-label={w.paperMarks}>
      {list.map(({ mark: m, no }) => (
        <li key={m.id} class={m.id === chosen ? "mark-list__on" : undefined}>
          <button type="button" class="mark-list__no" aria-label={w.markNo(no)} aria-pressed={m.id === chosen} onClick={() => onChoose(m.id)}>{no}</button>
          <div class="grow"><p>{m.text}</p>
            <p class="tiny">{w.markBy(m.mine ? w.you : m.name, districtTime(m.at))}{!m.box && <> · {w.markWhole}</>}{m.round < round && <> · {w.markOld(m.round)}</>}{m.offered && <> · {w.markOffered}</>}</p></div>
          {m.mine && onGone && <Button small kind="quiet" icon="del" label={w.markRemove(no)} onClick={() => void remove(m.id)} />}
        </li>
      ))}
    </ol>
  );
}
