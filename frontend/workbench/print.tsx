import { Button } from "../parts/button";
import { Note } from "../parts/notices";
import { Qr } from "../parts/qr";
import { useLoad, useTitle } from "../desk/seat";
import { useBench } from "./app";
import { sheets, type Sheet } from "./desk";
import { districtTime } from "./due";
import { Shell } from "./frame";
import { useKeys } from "../desk/keys";
import { Failed, Key, Waiting } from "../desk/states";
import { useWork } from "./words";

/** Covers or receipts of several cases, a page each; on paper nothing else is seen. */
export function PrintScreen() {
  const w = useWork();
  const bench = useBench();
  const q = bench.router.search.value;
  const kind = q.get("kind") === "receipt" ? "receipt" : "cover";
  const numbers = (q.get("n") ?? "").split(",").filter(Boolean);
  const loaded = useLoad(`print ${kind} ${numbers.join()}`, (api) => sheets(api, numbers, kind));
  const title = w.printTitle[kind]!;
  useTitle(title);
  const back = () => bench.router.back();
  useKeys({ Escape: back, p: () => print() });
  const here = loaded.state === "here" ? loaded.data : [];
  const gone = here.filter((s) => s.gone).map((s) => s.number);
  return (
    <Shell place={<div class="crumbs"><h1 tabIndex={-1}>{title}</h1><span class="muted">{w.printOf(here.length - gone.length)}</span></div>} shortcuts={[[["Esc"], "esc"], [["?"], "help"]]}
      tools={<><Button small icon="back" onClick={back}>{w.printBack} <Key>Esc</Key></Button><Button small kind="primary" icon="printer" busy={here.length === gone.length} onClick={() => print()}>{w.printNow} <Key>P</Key></Button></>}>
      <div class="sheets" tabIndex={0} role="group" aria-label={title}>
        {loaded.state === "waiting" && <Waiting lines={12} />}
        {loaded.state === "failed" && <Failed error={loaded.error} onAgain={loaded.again} />}
        {gone.length > 0 && <Note kind="wait" icon="lock" role="status">{w.printGone(gone.join(w.comma))}</Note>}
        {here.filter((s) => s.case).map((s) => <One key={s.number} sheet={s} kind={kind} title={title} />)}
      </div>
    </Shell>
  );
}

function One({ sheet: s, kind, title }: { sheet: Sheet; kind: string; title: string }) {
  const w = useWork();
  const c = s.case!;
  const line = (name: string, value: string | undefined) => value && <tr key={name}><th scope="row">{name}</th><td>{value}</td></tr>;
  return (
    <article class="sheet" aria-label={`${title} ${s.number}`}>
      <header><span>{s.department}</span><h2>{title}</h2><b class="sheet__number code">{s.number}</b></header>
      <table>
        <tbody>
          {line(w.sheet.item, `${c.name}${s.itemCode ? ` ${s.itemCode}` : ""}`)}
          {line(w.sheet.applicant, c.applicant)}
          {line(w.sheet.submitted, districtTime(c.submittedAt, true))}
          {line(w.sheet.office, c.office.title)}
          {line(w.sheet.due, c.due)}
          {kind === "cover" && line(w.sheet.claim, c.claim?.name ?? " ")}
          {kind === "cover" && c.round > 1 && line(w.sheet.round, String(c.round))}
          {kind === "receipt" && line(w.sheet.address, s.address)}
          {kind === "receipt" && line(w.sheet.hours, s.hours)}
          {kind === "receipt" && line(w.sheet.phones, s.phones?.join(w.comma))}
        </tbody>
      </table>
      <h3>{w.sheet.papers}</h3>
      <ol>{s.papers?.map((p, i) => <li key={i}><span>{p.title}</span><span>{w.materialWords[p.state] ?? p.state}</span></li>)}</ol>
      {s.query && s.qr && <section class="sheet__query"><Qr {...s.qr} alt={w.sheet.query} /><p><b>{w.sheet.query}</b> <b class="code">{s.query}</b><br />{w.sheet.queryHow}</p></section>}
      <footer><span>{w.sheet.sign}</span><span>{w.sheet.date}</span></footer>
    </article>
  );
}
