import { useRef, useState } from "preact/hooks";
import { useKeys } from "../../desk/keys";
import { sayOf, useLoad, useTitle } from "../../desk/seat";
import { Blank, Failed, Waiting } from "../../desk/states";
import { Button } from "../../parts/button";
import { Note } from "../../parts/notices";
import { Tag } from "../../parts/tag";
import { Shell } from "../frame";
import { useOpening, useRow } from "../opening";
import { useStudioWords } from "../words";
import { sharedFiles, totals, type SharedFile, type SharedKind, type Total } from "./api";
import { useSharedWords } from "./words";

const kinds: SharedKind[] = ["source", "licence", "fragment", "codes", "bundle", "catalogue"];

/** /shared: what items share, who keeps it, and how much is made of it. */
export default function SharedScreen() {
  const w = useSharedWords();
  const desk = useStudioWords();
  useTitle(w.shared);
  const loaded = useLoad("shared", sharedFiles);
  const counted = useLoad("shared totals", totals);
  const [text, setText] = useState("");
  const [kind, setKind] = useState<SharedKind | "dated" | "">("");
  const { busy, failed, open } = useOpening();
  const box = useRef<HTMLInputElement>(null);
  const files = loaded.state === "here" ? loaded.data : [];
  const needle = text.trim().toLowerCase();
  const list = files.filter((f) => (!kind || (kind === "dated" ? f.dated : f.kind === kind)) && (!needle || [f.title, f.id].some((t) => t.toLowerCase().includes(needle))));
  const { at, setAt, go } = useRow(list.length);
  const now = list[Math.min(at, list.length - 1)];
  useKeys({ "/": () => box.current?.focus(), ArrowDown: () => go(1), ArrowUp: () => go(-1), Enter: () => now && void open(now.path, now) });
  const totalOf = (f: SharedFile): Total | null | undefined => (counted.state === "here" ? counted.data.find((t) => t.file === f.path) ?? null : undefined);
  return (
    <Shell place={<div class="crumbs"><h1 tabIndex={-1}>{w.shared}</h1><span class="muted">{files.length > 0 ? w.count(files.length) : ""}</span></div>}
      shortcuts={[[["/"], "find"], [["↑", "↓"], "rows"], [["Enter"], "openIt"], [["?"], "help"]]}>
      <div class="catalogue">
        {failed && <Note kind="no" icon="alert" role="alert">{sayOf(failed, desk)}</Note>}
        {loaded.state === "waiting" && <Waiting lines={10} />}
        {loaded.state === "failed" && <Failed error={loaded.error} onAgain={loaded.again} />}
        {loaded.state === "here" && (
          <section class="panel" aria-label={w.shared}>
            <div class="panel__head">
              <label class="sr-only" for="shared-kind">{w.kind}</label>
              <select id="shared-kind" class="select" value={kind} onChange={(e) => { setKind(e.currentTarget.value as SharedKind | "dated" | ""); setAt(0); }}>
                <option value="">{w.allKinds}</option>
                <option value="dated">{w.dated}</option>
                {kinds.map((k) => <option key={k} value={k}>{w.kinds[k]}</option>)}
              </select>
              <label class="sr-only" for="shared-find">{w.find}</label>
              <input id="shared-find" ref={box} class="input panel__find" type="search" placeholder={w.find} value={text} onInput={(e) => { setText(e.currentTarget.value); setAt(0); }} />
              <span class="muted push" role="status">{list.length === files.length ? "" : w.count(list.length)}</span>
            </div>
            {list.length === 0 ? <Blank icon="search" title={w.none} line={w.noneHint} /> : (
              <div class="panel__scroll" tabIndex={0}>
                <table class="t">
                  <thead><tr><th scope="col">{w.columns.title}</th><th scope="col">{w.columns.kind}</th><th scope="col">{w.columns.keeper}</th><th scope="col">{w.columns.uses}</th><th scope="col">{w.columns.draft}</th><th scope="col"><span class="sr-only">{w.columns.act}</span></th></tr></thead>
                  <tbody>{list.map((f, n) => <Row key={f.path} file={f} total={totalOf(f)} on={n === at} busy={busy === f.path} onOpen={() => void open(f.path, f)} onPick={() => setAt(n)} />)}</tbody>
                </table>
              </div>
            )}
          </section>
        )}
      </div>
    </Shell>
  );
}

interface RowProps { file: SharedFile; total: Total | null | undefined; on: boolean; busy: boolean; onOpen: () => void; onPick: () => void }

function Row({ file: f, total, on, busy, onOpen, onPick }: RowProps) {
  const w = useSharedWords();
  const desk = useStudioWords();
  return (
    <tr class={on ? "is-on" : undefined} title={f.may.may ? undefined : f.may.why} onClick={onPick}>
      <td><button type="button" class="link strong" onFocus={onPick} onClick={onOpen}>{f.title}</button><small>{f.id}</small></td>
      <td>{w.kinds[f.kind]}{f.dated && <> <Tag kind="held">{w.dated}</Tag></>}</td>
      <td>{f.department ?? <span class="muted">{w.everybody}</span>}</td>
      <td>{total ? w.uses(total.items, total.rules) : total === null && f.kind !== "catalogue" ? <span class="muted">{w.unused}</span> : total === undefined ? <span class="muted">{w.counting}</span> : <span class="muted">{w.everybody}</span>}</td>
      <td>{f.draft ? <><Tag kind={f.draft.state === "in_review" ? "wait" : "held"}>{desk.standings[f.draft.state]}</Tag><small>{w.draftBy(f.draft.by, f.draft.at.slice(0, 10))}</small></> : <span class="muted">{w.noDraft}</span>}</td>
      <td class="num"><Button small busy={busy || !f.draft && !f.may.may} onClick={onOpen} label={`${f.draft ? w.goOn : w.begin}：${f.title}`}>{f.draft ? w.goOn : w.begin}</Button></td>
    </tr>
  );
}
