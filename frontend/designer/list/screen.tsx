import { useRef, useState } from "preact/hooks";
import type { ApiError } from "../../core/api";
import { useKeys } from "../../desk/keys";
import { errorOf, sayOf, useTitle } from "../../desk/seat";
import { Waiting } from "../../desk/states";
import { Button } from "../../parts/button";
import { Note } from "../../parts/notices";
import { useStudio } from "../app";
import { Shell } from "../frame";
import { Sign } from "../icons";
import { useStudioWords } from "../words";
import * as api from "./api";
import { Aside } from "./aside";
import { Done } from "./done";
import { Choosing } from "./file";
import { Grid, Others, type At } from "./grid";
import { alike, cellOf, counts, elsewhere, keyOf, leaves, makeable, mended, next, usual } from "./sheet";
import { useListWords } from "./words";

const newKey = () => crypto.randomUUID();

/** /import: a list of items becomes drafts, and nobody guesses what a cell means. */
export default function ImportScreen() {
  const w = useListWords();
  const s = useStudioWords();
  const studio = useStudio();
  useTitle(w.title);
  const [name, setName] = useState("");
  const [reading, setReading] = useState<api.Reading | null>(null);
  const [before, setBefore] = useState<api.Table[]>([]);
  const [settled, setSettled] = useState<ReadonlySet<string>>(new Set());
  const [leftOut, setLeftOut] = useState<ReadonlySet<number>>(new Set());
  const [taken, setTaken] = useState<ReadonlyMap<number, ReadonlySet<string>>>(new Map());
  const [at, setAt] = useState<At | null>(null);
  const [busy, setBusy] = useState<"" | "file" | "table" | "making">("");
  const [failed, setFailed] = useState<ApiError | null>(null);
  const [made, setMade] = useState<api.Made[] | null>(null);
  const key = useRef(newKey());
  const turn = useRef(0);

  /** What the server says of a file or of a mended table; an answer that another overtook is let go. */
  const read = async (how: "file" | "table", ask: () => Promise<api.Reading>): Promise<boolean> => {
    const mine = ++turn.current;
    setBusy(how);
    setFailed(null);
    key.current = newKey();
    try {
      const got = await ask();
      if (mine !== turn.current) return false;
      setReading(got);
      setBusy("");
      return true;
    } catch (e) {
      if (mine !== turn.current) return false;
      setFailed(errorOf(e));
      setBusy("");
      return false;
    }
  };
  const open = async (file: File) => {
    setName(file.name);
    if (!await read("file", async () => api.readFile(studio.api, await coded(file)))) return;
    setBefore([]);
    setSettled(new Set());
    setLeftOut(new Set());
    setTaken(new Map());
    setAt(null);
  };
  const close = () => {
    turn.current++;
    setReading(null);
    setMade(null);
    setFailed(null);
    setBusy("");
  };
  const table = async (to: api.Table, back: api.Table[]) => {
    if (await read("table", () => api.readTable(studio.api, to))) setBefore(back);
  };
  const choose = (d: api.Doubt, way: api.Way, all: boolean) => {
    if (!reading || busy) return;
    const others = all ? alike(reading, d) : [];
    if (leaves(way)) return setSettled(new Set([...settled, keyOf(d), ...others.map(keyOf)]));
    void table(mended(reading.table, [way, ...others.map((o) => elsewhere(way, d, o))]), [...before, reading.table]);
  };
  const undo = () => {
    const last = before.at(-1);
    if (last && !busy) void table(last, before.slice(0, -1));
  };
  const go = (back = false) => {
    const d = reading && next(reading.doubts, settled, at, back);
    if (!d) return;
    setAt({ row: d.row, column: d.column });
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-cell="${keyOf(d)}"]`)?.focus());
  };
  const doubt = reading?.doubts.find((d) => at && d.row === at.row && d.column === at.column) ?? null;
  const nth = (n: number) => () => doubt?.ways[n] && choose(doubt, doubt.ways[n], false);
  useKeys({ F8: () => go(), "Shift+F8": () => go(true), 1: nth(0), 2: nth(1), 3: nth(2) });

  const takes = (r: api.Row) => taken.get(r.no) ?? usual(r);
  const chosen = reading?.rows.filter((r) => makeable(r) && !leftOut.has(r.no) && (!r.existing || takes(r).size > 0)) ?? [];
  const make = async () => {
    if (!reading || busy || chosen.length === 0) return;
    setBusy("making");
    setFailed(null);
    try {
      setMade(await api.makeDrafts(studio.api, reading.table, chosen.map((r) => ({ no: r.no, changes: r.existing ? [...takes(r)] : undefined })), key.current));
    } catch (e) {
      setFailed(errorOf(e));
    }
    setBusy("");
  };

  const place = (
    <nav class="crumbs" aria-label={s.crumbs}>
      <a href={studio.router.href("/")}>{s.items}</a><span aria-hidden="true">/</span><h1 tabIndex={-1}>{w.title}</h1>
    </nav>
  );
  const step = made ? 2 : reading ? 1 : 0;
  const sum = reading && counts(reading, settled);
  const left = sum ? sum.look + sum.unknown : 0;
  return (
    <Shell place={place} shortcuts={[[["F8"], "nextProblem"], [["Shift F8"], "lastProblem"], [["1", "2", "3"], "chooseWay"], [["?"], "help"]]}>
      <div class="list">
        <section class="list__main" aria-label={w.title} tabIndex={0}>
          <ol class="list__steps">
            {w.steps.map((text, i) => <li key={text} class={i < step ? "is-done" : undefined} aria-current={i === step ? "step" : undefined}>{i < step && <Sign name="check" />}{text}</li>)}
          </ol>
          {failed && <Note kind="no" icon="alert" role="alert">{!reading && <b>{w.broken}</b>} {sayOf(failed, s)}</Note>}
          {!reading && busy !== "file" && <Choosing onFile={(f) => void open(f)} />}
          {!reading && busy === "file" && <Waiting lines={8} />}
          {reading && sum && !made && (
            <>
              <section class="panel list__panel" aria-label={w.table} aria-busy={busy === "table"}>
                <header class="panel__head">
                  <Sign name="table" /><b>{name}</b><span class="muted">{w.size(reading.rows.length, reading.columns.length)}</span>
                  <span class="list__sum push" role="status"><span class="yes">{w.known(sum.known)}</span><span class="wait">{w.look(sum.look)}</span><span class="no">{w.unknown(sum.unknown)}</span>{busy === "table" && <span class="muted">{w.again}</span>}</span>
                </header>
                <Grid of={reading} at={at} settled={settled} leftOut={leftOut} onPick={setAt} onTake={(no, take) => {
                  const to = new Set(leftOut);
                  if (take) to.delete(no); else to.add(no);
                  setLeftOut(to);
                  key.current = newKey();
                }} />
              </section>
              <Others of={reading} />
            </>
          )}
          {made && reading && <Done made={made} rows={reading.rows} />}
        </section>
        {reading && !made && (
          <aside class="list__aside" aria-label={w.aside}>
            <Aside key={at ? keyOf(at) : ""} of={reading} at={at} doubt={doubt} text={at ? cellOf(reading.table, at.row, at.column) : ""} settled={doubt !== null && settled.has(keyOf(doubt))}
              same={doubt ? alike(reading, doubt).length : 0} busy={busy !== ""} takes={takes} onChoose={choose}
              onTake={(r, to) => { setTaken(new Map([...taken, [r.no, to]])); key.current = newKey(); }} />
          </aside>
        )}
        {reading && (
          <footer class="list__foot">
            {made ? <Button icon="back" onClick={() => setMade(null)}>{w.goBack}</Button> : <Button icon="back" onClick={close}>{w.otherFile}</Button>}
            {!made && <span class="muted">{w.hint}</span>}
            {!made && before.length > 0 && <Button small kind="quiet" busy={busy !== ""} onClick={undo}><Sign name="undo" />{w.undo}</Button>}
            <span class="push muted">{made ? "" : left > 0 ? w.open(left) : w.allSeen}</span>
            {made ? <a class="btn btn--primary" href={studio.router.href("/")}>{w.back}</a>
              : <Button kind="primary" busy={busy !== "" || chosen.length === 0} onClick={() => void make()}>{w.make(chosen.length)}</Button>}
          </footer>
        )}
      </div>
    </Shell>
  );
}

/** A file as JSON carries it. */
function coded(file: File): Promise<string> {
  return new Promise((done, fail) => {
    const r = new FileReader();
    r.onload = () => done(String(r.result).replace(/^[^,]*,/, ""));
    r.onerror = () => fail(r.error);
    r.readAsDataURL(file);
  });
}
