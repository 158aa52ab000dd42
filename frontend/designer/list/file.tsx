import { useRef, useState } from "preact/hooks";
import { Button } from "../../parts/button";
import { Icon } from "../../parts/icon/icon";
import * as api from "./api";
import { useListWords } from "./words";

/** Where a file is dropped or chosen. */
export function Choosing({ onFile }: { onFile: (f: File) => void }) {
  const w = useListWords();
  const [over, setOver] = useState(false);
  const box = useRef<HTMLInputElement>(null);
  const take = (files: FileList | null | undefined) => {
    const f = files?.[0];
    if (f) onFile(f);
  };
  return (
    <div class={over ? "list__drop is-over" : "list__drop"} onDragOver={(e) => { e.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)}
      onDrop={(e) => { e.preventDefault(); setOver(false); take(e.dataTransfer?.files); }}>
      <Icon name="inbox" large />
      <h2>{w.drop}</h2>
      <p class="muted">{w.dropHint}</p>
      <input ref={box} class="sr-only" type="file" tabIndex={-1} aria-label={w.choose} accept=".xlsx,.csv" onChange={(e) => take(e.currentTarget.files)} />
      <div class="list__acts">
        <Button kind="primary" onClick={() => box.current?.click()}>{w.choose}</Button>
        <a class="btn" href={api.sampleHref} download={w.sampleName}><Icon name="save" />{w.sample}</a>
      </div>
    </div>
  );
}
