import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import { Button, TextButton } from "./button";
import { cx } from "./classes";
import { Icon, type IconName } from "./icon/icon";
import { Tag } from "./tag";
import { useLateWords } from "./late-words";

/** Where an upload stands. `percent` is 0 to 100. */
export type FileState =
  | { state: "sending"; percent: number }
  /** The line is cut: it goes on by itself. */
  | { state: "paused"; percent: number }
  /** Somebody has stopped it. */
  | { state: "held"; percent: number }
  | { state: "failed"; say: string }
  | { state: "checked"; blurred?: boolean }; // left out: nobody has looked yet

interface FileRowProps {
  name: string;
  /** Size as text: 1.2MB. */
  size?: string;
  file: FileState;
  onCancel?: () => void;
  onPause?: () => void;
  onRetry?: () => void;
  onReplace?: () => void;
  onTurn?: () => void;
  onKeep?: () => void;
  onRemove?: () => void;
}

const signs: Record<FileState["state"], IconName> = { sending: "doc", paused: "offline", held: "hourglass", failed: "alert", checked: "check" };

/** One uploaded file: bar while it goes, what to do when it stops, what was seen when it is there. */
export function FileRow(p: FileRowProps) {
  const w = useLateWords();
  const f = p.file;
  const act = (text: string, press?: () => void) =>
    press && <TextButton label={`${text}${w.colon}${p.name}`} onClick={press}>{text}</TextButton>;
  const moving = f.state === "sending" || f.state === "paused" || f.state === "held";
  const line =
    f.state === "sending" ? w.sent(f.percent)
    : f.state === "paused" ? w.paused(f.percent)
    : f.state === "held" ? w.held(f.percent)
    : f.state === "checked" && f.blurred === false ? w.clear
    : "";
  return (
    <div class="file">
      <span class="material__sign"><Icon name={signs[f.state]} /></span>
      <div>
        <b>{p.name}</b>
        <span class="tiny">　{[p.size, line].filter(Boolean).join(w.comma)}</span>
        {moving && (
          <progress class={cx("meter", f.state !== "sending" && "meter--wait")} max={100} value={f.percent} aria-label={p.name} />
        )}
        {/* Read out by quarters: each per cent would drown everything else. */}
        {moving && <span class="sr-only" role="status">{f.state === "sending" ? `${p.name}${w.comma}${w.sent(Math.floor(f.percent / 25) * 25)}` : `${p.name}${w.comma}${line}`}</span>}
        {f.state === "failed" && <p class="field__error small" role="alert">{f.say}</p>}
        {f.state === "checked" && f.blurred && <>　<Tag kind="wait" icon="alert">{w.blurred}</Tag></>}
      </div>
      <span class="row">
        {f.state === "sending" && act(w.pause, p.onPause)}
        {f.state === "held" && act(w.goOn, p.onRetry)}
        {f.state === "paused" && act(w.retry, p.onRetry)}
        {f.state === "failed" && act(w.retry, p.onRetry)}
        {moving && act(w.cancelUpload, p.onCancel)}
        {f.state === "failed" && act(w.another, p.onReplace)}
        {f.state === "checked" && act(w.turn, p.onTurn)}
        {f.state === "checked" && act(w.retake, p.onReplace)}
        {f.state === "checked" && f.blurred && act(w.keepThis, p.onKeep)}
        {f.state === "checked" && act(w.remove, p.onRemove)}
      </span>
    </div>
  );
}

interface FileDropProps {
  id: string;
  accept?: string;
  multiple?: boolean;
  /** A phone or terminal offers its camera. */
  camera?: boolean;
  disabled?: boolean;
  describedBy?: string;
  invalid?: boolean;
  /** Names what the file is for, where no label points at it. */
  label?: string;
  onFiles: (files: File[]) => void;
  children?: ComponentChildren;
}

/** Where files come in: a native file input behind a button, and a place to drop them. */
export function FileDrop(p: FileDropProps) {
  const w = useLateWords();
  const input = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (list: FileList | null | undefined) => {
    const files = [...(list ?? [])];
    if (files.length > 0 && !p.disabled) p.onFiles(p.multiple ? files : files.slice(0, 1));
  };
  return (
    <div
      class={cx("drop", over && "drop--over")}
      onDragOver={(e) => { e.preventDefault(); setOver(true); }}
      onDragLeave={() => setOver(false)}
      onDrop={(e) => { e.preventDefault(); setOver(false); take(e.dataTransfer?.files); }}
    >
      <input
        ref={input}
        class="sr-only"
        id={p.id}
        type="file"
        accept={[p.camera && "image/*", p.accept].filter(Boolean).join(",") || undefined}
        multiple={p.multiple}
        disabled={p.disabled}
        aria-label={p.label}
        aria-describedby={p.describedBy}
        aria-invalid={p.invalid ? "true" : undefined}
        onChange={(e) => { take(e.currentTarget.files); e.currentTarget.value = ""; }}
      />
      {/* The camera at once: of the album and of files there is the other one. */}
      {p.camera && (
        <input
          ref={camera} class="sr-only" id={`${p.id}-camera`} type="file" accept="image/*" capture="environment" disabled={p.disabled}
          aria-label={p.label ? `${w.takePhoto}${w.colon}${p.label}` : w.takePhoto}
          onChange={(e) => { take(e.currentTarget.files); e.currentTarget.value = ""; }}
        />
      )}
      <span class="row" aria-hidden="true">
        {p.camera && <Button icon="camera" untabbed onClick={() => camera.current?.click()}>{w.takePhoto}</Button>}
        <Button icon="upload" kind={p.camera ? "quiet" : undefined} untabbed onClick={() => input.current?.click()}>
          {p.camera ? w.pickAlbum : w.pickFile}
        </Button>
      </span>
      {(p.children || !p.camera) && <span class="small muted">{p.children ?? w.dropHere}</span>}
    </div>
  );
}

/** One photographed page with its picture and what was seen in it. */
export function PageThumb({ page, src, blurred, ...acts }: {
  page: number;
  src: string;
  blurred?: boolean;
  onTurn?: () => void;
  onRetake?: () => void;
  onKeep?: () => void;
  onRemove?: () => void;
}) {
  const w = useLateWords();
  const act = (text: string, press?: () => void) =>
    press && <TextButton label={`${text}${w.colon}${w.pageOf(page)}`} onClick={press}>{text}</TextButton>;
  return (
    <figure class="page-thumb">
      <div class="shot"><img src={src} alt={w.pageOf(page)} /></div>
      <figcaption class="small">
        {blurred ? <Tag kind="wait" icon="alert">{w.blurred}</Tag> : <><b>{w.pageOf(page)}</b> · {w.clear}</>}
      </figcaption>
      <div class="acts">
        {!blurred && act(w.turn, acts.onTurn)}
        {act(w.retake, acts.onRetake)}
        {blurred && act(w.keepThis, acts.onKeep)}
        {!blurred && act(w.remove, acts.onRemove)}
      </div>
    </figure>
  );
}
