import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError, type FileLine } from "../core/api";
import { TextButton, Button } from "../parts/button";
import { Drawer } from "../parts/dialog";
import { Tag } from "../parts/tag";
import { useWords } from "../parts/words";
import { usePlace } from "../screens/place";
import { useForm } from "./context";
import { sizeText } from "./format";
import { usePaperWords } from "./paper-words";

interface PagesProps {
  /** Of the material. */
  path: string;
  files: FileLine[];
  title: string;
  /** The material takes a PDF. */
  pdf: boolean;
  onRetake: (file: File) => void;
}

/** Between two looks at what waits for its check, in ms. */
const LOOK = 4000;

/** The files of a material that are there: their order, which way up, one PDF of them; all by buttons. */
export function Pages({ path, files, title, pdf, onRetake }: PagesProps) {
  const { session } = useForm();
  const fw = usePaperWords();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState("");
  const [told, setTold] = useState("");
  const pictures = files.filter((f) => f.picture && f.check !== "infected");

  const waiting = files.some((f) => f.check === "waiting");
  useEffect(() => {
    if (!waiting) return;
    const timer = setInterval(() => void session.look().catch(() => undefined), LOOK);
    return () => clearInterval(timer);
  }, [waiting]);

  const act = async (work: () => Promise<void>, say: string): Promise<boolean> => {
    if (busy) return false;
    setBusy(true);
    setFault("");
    try {
      await work();
      setTold(say);
      return true;
    } catch (e) {
      setFault((e instanceof ApiError && e.say) || fw.actFailed);
      return false;
    } finally {
      setBusy(false);
    }
  };
  const move = (at: number, by: number) => {
    const order = files.map((f) => f.id);
    [order[at], order[at + by]] = [order[at + by]!, order[at]!];
    void act(() => session.arrange(path, { order }), fw.moved(files[at]!.name, at + by + 1));
  };
  return (
    <div class="pages">
      {files.map((f, i) => (
        <Handed key={f.id} file={f} page={files.length > 1 ? [i + 1, files.length] : undefined}
          onUp={i > 0 ? () => move(i, -1) : undefined} onDown={i < files.length - 1 ? () => move(i, 1) : undefined}
          onTurn={() => void act(() => session.arrange(path, { turns: { [f.id]: ((f.turn ?? 0) + 90) % 360 } }), fw.turned(f.name, 90))}
          onRetake={(file) => void act(() => session.removeFile(f.id), "").then((gone) => gone && onRetake(file))}
          onRemove={() => void act(() => session.removeFile(f.id), fw.removed(f.name))} />
      ))}
      {pdf && pictures.length > 1 && (
        <p class="row">
          <Button small kind="quiet" icon="doc" onClick={() => void act(() => session.bundle(path, pictures.map((f) => f.id)), fw.bundled)}>{busy ? fw.bundling : fw.bundle(pictures.length)}</Button>
          <span class="small muted">{fw.bundleHint}</span>
        </p>
      )}
      {fault && <p class="field__error small" role="alert">{fault}</p>}
      <span class="sr-only" role="status">{told && `${title}${fw.colon}${told}`}</span>
    </div>
  );
}

interface HandedProps {
  file: FileLine;
  /** Which page of how many. */
  page?: [number, number];
  onUp?: () => void;
  onDown?: () => void;
  onTurn: () => void;
  onRetake: (file: File) => void;
  onRemove: () => void;
}

/** A file that is there. */
function Handed(p: HandedProps) {
  const { file } = p;
  const fw = usePaperWords();
  const w = useWords();
  const { camera } = useForm();
  const { can } = usePlace();
  const [open, setOpen] = useState(false);
  const [blind, setBlind] = useState(false);
  const again = useRef<HTMLInputElement>(null);
  const url = `/api/files/${encodeURIComponent(file.id)}`;
  // A turn changes the picture and not its address.
  const shown = `${url}/preview?turn=${file.turn ?? 0}`;
  const bad = file.check === "infected";
  const picture = !!file.picture && !blind && !bad;
  const act = (text: string, press?: () => void) => press && <TextButton label={`${text}${fw.colon}${file.name}`} onClick={press}>{text}</TextButton>;
  return (
    <div class="file">
      {picture ? <img class="file__thumb" src={shown} alt="" loading="lazy" onError={() => setBlind(true)} /> : <span class="material__sign" />}
      <div>
        <b>{file.name}</b><span class="tiny">　{[p.page && fw.pageNo(...p.page), sizeText(file.size)].filter(Boolean).join(w.comma)}</span>
        {file.check === "waiting" && <p class="small muted"><Tag kind="wait" icon="hourglass">{fw.waitingCheck}</Tag>　{fw.waitingHint}</p>}
        {bad && <p class="field__error small" role="alert"><Tag kind="no" icon="alert">{fw.infected}</Tag>　{fw.infectedHint}</p>}
        {file.picture && blind && <p class="small muted">{file.type === "image/heic" ? fw.noPreview : fw.previewFailed}</p>}
      </div>
      <span class="row">
        {/* A tab or a file that is opened beside the app stays when the next person comes: there, only pictures are shown, and here. */}
        {picture ? act(fw.seeFile, () => setOpen(true))
          : !can.shared && !bad && file.check !== "waiting" && <a class="link" href={url} target="_blank" rel="noopener" aria-label={`${fw.seeFile}${fw.colon}${file.name}`}>{fw.seeFile}</a>}
        {act(fw.moveUp, p.onUp)}
        {act(fw.moveDown, p.onDown)}
        {picture && act(fw.turnRight, p.onTurn)}
        {(picture || bad) && camera && act(fw.retakeThis, () => again.current?.click())}
        {act(w.remove, p.onRemove)}
      </span>
      {camera && (
        <input ref={again} hidden aria-label={`${fw.retakeThis}${fw.colon}${file.name}`} type="file" accept="image/*" capture="environment"
          onChange={(e) => { const [next] = e.currentTarget.files ?? []; e.currentTarget.value = ""; if (next) p.onRetake(next); }} />
      )}
      {open && <Drawer title={file.name} onClose={() => setOpen(false)}><img class="file__whole" src={shown} alt={file.name} /></Drawer>}
    </div>
  );
}
