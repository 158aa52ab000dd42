import { useRef, useState } from "preact/hooks";
import { Button } from "../parts/button";
import { Icon } from "../parts/icon/icon";
import { Note } from "../parts/notices";
import { errorOf, sayOf, useLoad } from "../desk/seat";
import { useBench } from "./app";
import { enclose, enclosures, fileHref, freshKey, ENCLOSING, type Enclosing, type StaffCase } from "./desk";
import { digestIn, digestOn } from "./model/sheet-code";
import { SignedSheets } from "./signed-sheets";
import { districtTime } from "./due";
import { Failed, Waiting } from "../desk/states";
import { useWork } from "./words";

/** What staff put to a case (附卷), and a form to put more. The applicant sees none of it. */
export function Enclosures({ page }: { page: StaffCase }) {
  const w = useWork();
  const e = w.enclosures;
  const { api, seat } = useBench();
  const { number } = page.case;
  const list = useLoad(page.masked ? "" : `enclosures ${number}`, (a) => enclosures(a, number));
  const [purpose, setPurpose] = useState<Enclosing>("visit");
  const [note, setNote] = useState("");
  const [sheet, setSheet] = useState("");
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState("");
  const box = useRef<HTMLInputElement>(null);
  const keys = useRef(new Map<string, string>()); // of what was sent: a second try is the same
  const may = seat.value?.clerk?.roles.some((r) => ["window_clerk", "approver", "leader", "inspector"].includes(r)) && !["done", "archived", "withdrawn", "transferred", "rejected_intake"].includes(page.case.state);
  if (page.masked) return null;
  const offered = ENCLOSING.filter((p) => p !== "sheet" || list.state === "here" && list.data.sheets.length > 0);
  /** Reads the digest off the picture of a sheet, where nobody has typed it. */
  const readCode = async (files: FileList | null) => {
    if (purpose !== "sheet" || sheet.trim() || !files?.[0]) return;
    const read = await digestOn(files[0]);
    if (read) setSheet((was) => was.trim() ? was : read);
  };
  const send = async () => {
    const files = [...(box.current?.files ?? [])];
    if (busy || files.length === 0) return;
    setBusy(true);
    setFault("");
    try {
      for (const f of files) {
        const as = JSON.stringify([f.name, f.size, f.lastModified, purpose, note, sheet]);
        const key = keys.current.get(as) ?? freshKey();
        keys.current.set(as, key);
        await enclose(api, number, { name: f.name, purpose, note: note.trim(), sheet: purpose === "sheet" ? sheet.trim() : "" }, f, key);
      }
      setNote("");
      setSheet("");
      box.current!.value = "";
      keys.current.clear();
    } catch (x) {
      setFault(sayOf(errorOf(x), w));
    }
    setBusy(false);
    list.again();
  };
  return (
    <section class="enclosures" aria-label={e.title}>
      <h3>{e.title}</h3>
      <p class="tiny">{e.hint}</p>
      {list.state === "waiting" && <Waiting lines={2} />}
      {list.state === "failed" && <Failed error={list.error} onAgain={list.again} />}
      {list.state === "here" && (list.data.enclosures.length === 0 ? <p class="muted">{e.none}</p> : (
        <ul class="deeds">
          {list.data.enclosures.map((x) => (
            <li key={x.file.id}>
              <Icon name={x.file.check === "infected" ? "alert" : "doc"} />
              <span><b>{e.purposes[x.purpose]}</b> {x.file.check === "infected" ? <>{x.file.name} <span class="said said--no">{w.fileInfected}</span></> : x.file.check === "waiting" ? <>{x.file.name} <span class="said said--wait">{w.fileWaiting}</span></> : <a href={fileHref(x.file.id)} download={x.file.name}>{x.file.name}</a>}
                <br /><span class="muted">{[x.name, districtTime(x.at), x.note].filter(Boolean).join(w.then)}</span></span>
            </li>
          ))}
        </ul>
      ))}
      {list.state === "here" && <SignedSheets {...list.data} />}
      {may && (
        <form class="enclose" onSubmit={(ev) => { ev.preventDefault(); void send(); }}>
          <label>{e.purpose}<select class="box" value={purpose} onChange={(ev) => setPurpose(ev.currentTarget.value as Enclosing)}>{offered.map((p) => <option key={p} value={p}>{e.purposes[p]}</option>)}</select></label>
          {purpose === "sheet" && <label>{e.sheet}<input class="box code" required minLength={16} maxLength={200} autocomplete="off" spellcheck={false} aria-describedby="sheet-hint" value={sheet} onInput={(ev) => setSheet(digestIn(ev.currentTarget.value))}
            onKeyDown={(ev) => { if (ev.key === "Enter") { ev.preventDefault(); box.current?.focus(); } /* so a scanner ends what it typed */ }} /><span class="tiny" id="sheet-hint">{e.sheetHint}</span></label>}
          <label>{e.note}<input class="box" maxLength={300} value={note} onInput={(ev) => setNote(ev.currentTarget.value)} /></label>
          <label>{e.files}<input class="enclose__files" ref={box} type="file" multiple accept="application/pdf,image/jpeg,image/png,image/heic" onChange={(ev) => void readCode(ev.currentTarget.files)} /></label>
          {fault && <Note kind="no" icon="alert" role="alert">{fault}</Note>}
          <Button type="submit" small icon="upload" busy={busy}>{busy ? w.sending : e.put}</Button>
        </form>
      )}
    </section>
  );
}
