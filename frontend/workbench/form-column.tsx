import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../parts/icon/icon";
import { Note } from "../parts/notices";
import { Seg } from "../parts/seg";
import { Tag } from "../parts/tag";
import type { CounterNote } from "./counter-api";
import { CounterAt } from "./counter-at";
import type { StaffCase, Unverified } from "./desk";
import { districtTime } from "./due";
import { byPath, type Told } from "./model/changes";
import { countsOf, sectionsOf, type Row, type Source } from "./model/form";
import { Value } from "./values";
import { useWork } from "./words";

interface FormProps {
  page: StaffCase;
  /** Fields on which an open check hangs. */
  linked: Set<string>;
  /** Fields of the check that is chosen. */
  marked: Set<string>;
  whole: boolean;
  onWhole: (whole: boolean) => void;
  /** What changed since the submission before. */
  changed: Told[];
  /** Review points by what they look at. */
  points: Map<string, string[]>;
}

/** What was filled in, by section, each value with its origin. */
export function FormColumn({ page, linked, marked, whole, onWhole, changed, points }: FormProps) {
  const w = useWork();
  const all = sectionsOf(page.view, linked);
  const doubts = new Map(page.unverified?.map((u) => [u.path, u]));
  const open = (path: string) => doubts.has(path) && doubts.get(path)?.result !== "matches";
  const was = byPath(changed);
  const sections = whole ? all : all.map((s) => ({ ...s, rows: s.rows.filter((r) => r.look || open(r.path) || r.rows?.some((x) => x.cells.some((c) => open(c.path))) || marked.has(r.path) || was.has(r.path)) })).filter((s) => s.rows.length > 0 || s.remarks.length > 0);
  const box = useRef<HTMLDivElement>(null);
  const first = [...marked].join(" ");
  useEffect(() => {
    if (first) box.current?.querySelector(".sel")?.scrollIntoView({ block: "nearest" });
  }, [first]);
  const before = [...page.timeline].reverse().find((h) => h.event === "precheck_return" || h.event === "correct");
  return (
    <section class="column" aria-label={w.form}>
      <div class="head">
        <h2>{w.form}</h2>
        <span class="muted clip" title={w.formCounts(countsOf(all))}>{w.formCounts(countsOf(all))}</span>
        <span class="push"><Seg label={w.whichRows} options={[{ code: "look", text: w.look }, { code: "all", text: w.whole }]} value={whole ? "all" : "look"} onChange={(v) => onWhole(v === "all")} /></span>
      </div>
      <div class="scroll" ref={box} tabIndex={0} role="group" aria-label={w.form}>
        {page.case.round > 1 && before?.text && <Note kind="wait" icon="turn"><b>{w.lastReturn(page.case.round)}</b><br />{before.text}</Note>}
        {page.counter && <CounterAt counter={page.counter} />}
        {changed.length > 0 && <Changes list={changed} masked={page.masked === true} />}
        {sections.length === 0 && <p class="pad muted">{w.nothingInForm}</p>}
        {sections.map((s) => (
          <section key={s.id} aria-labelledby={`section-${s.id}`}>
            <h3 class="grp" id={`section-${s.id}`}>{s.title}</h3>
            {s.remarks.map((r) => <p key={r} class="remark"><Icon name="alert" />{r}</p>)}
            <dl class="values">
              {s.rows.map((r) => <One key={r.path} row={r} marked={marked} was={was} doubts={doubts} points={points} entered={page.counter?.entered} />)}
            </dl>
          </section>
        ))}
      </div>
    </section>
  );
}

/** What is new, old beside it. */
export function Changes({ list, masked }: { list: Told[]; masked: boolean }) {
  const w = useWork();
  const side = (c: Told, v: unknown) => (masked ? w.hiddenChange
    : c.kind === "files" ? (Array.isArray(v) && v.length > 0 ? v.join(w.comma) : w.noneOf)
      : c.kind === "paper" ? (w.states[v as keyof typeof w.states] ?? w.noneOf)
        : v === undefined || v === null || v === "" ? w.notFilled : c.field ? <Value field={c.field} value={v} /> : w.noneOf);
  return (
    <section class="changes" aria-label={w.changed(list.length)}>
      <h3><Icon name="turn" />{w.changed(list.length)}</h3>
      <ul>
        {list.map((c) => (
          <li key={`${c.kind} ${c.path}`}>
            <b>{c.title}</b>{w.changedBy[c.by] && <span class="muted"> {w.changedBy[c.by]}</span>}
            {c.kind === "row_added" || c.kind === "row_removed" ? <span> {w.changedRow[c.kind]}</span>
              : <span class="changes__sides"><del>{side(c, c.was)}</del><span aria-hidden="true">→</span><ins>{side(c, c.is)}</ins></span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

interface OneProps {
  row: Row;
  marked: Set<string>;
  /** By path: what was typed while its register did not answer. */
  doubts: Map<string, Unverified>;
  was: Map<string, Told>;
  points: Map<string, string[]>;
  /** By field: what a clerk typed at the window. */
  entered?: CounterNote["entered"];
}

function One({ row, marked, was, points, doubts, entered }: OneProps) {
  const w = useWork();
  const doubt = doubts.get(row.path);
  if (row.rows) {
    return (
      <div class={marked.has(row.path) ? "value value--table sel" : "value value--table"}>
        <dt>{row.field.title}</dt>
        <dd>
          {row.rows.length === 0 ? <span class="muted">{row.is === "unknown" ? w.notKnown : w.noRows}</span> : (
            <ol class="rows">
              {row.rows.map((r, i) => (
                <li key={r.id}>
                  <b class="rows__name">{r.name || w.rowOf(i + 1)}</b>
                  <dl class="values">{r.cells.map((c) => <One key={c.path} row={c} marked={marked} was={was} doubts={doubts} points={points} entered={entered} />)}</dl>
                </li>
              ))}
            </ol>
          )}
          <Remarks row={row} />
        </dd>
      </div>
    );
  }
  return (
    <div class={marked.has(row.path) ? "value sel" : "value"}>
      <dt>{row.field.title}</dt>
      <dd>
        {row.is === "value" ? <Value field={row.field} value={row.value} /> : <span class="muted">{row.is === "unknown" ? w.notKnown : w.notFilled}</span>}
        {row.registered && <span class="was">{w.registered(row.registered.title)}<Value field={row.field} value={row.registered.value} /></span>}
        {doubt && <Doubt field={row.field} doubt={doubt} />}
        {was.get(row.path)?.was !== undefined && <span class="was"><Icon name="turn" />{w.wasBefore}<Value field={row.field} value={was.get(row.path)!.was} /></span>}
        {points.get(row.path)?.map((p) => <span key={p} class="was"><Icon name="eye" />{w.pointHere}{w.colon}{p}</span>)}
        {row.disputed && <span class="was"><Icon name="alert" />{w.disputed}</span>}
        <Remarks row={row} />
      </dd>
      <dd class="value__origin"><Origin source={row.source} blank={row.is === "empty"} by={entered?.[/^form\.([^.[]+)/.exec(row.path)?.[1] ?? ""]} /></dd>
    </div>
  );
}

/** What was typed while its register did not answer, and what came of comparing it. */
function Doubt({ field, doubt }: { field: Row["field"]; doubt: Unverified }) {
  const w = useWork();
  return (
    <>
      <span class="was"><Tag kind={doubt.result === "matches" ? "yes" : doubt.result === "differs" ? "no" : "wait"}>{w.verified[doubt.result]}</Tag></span>
      {doubt.result === "differs" && doubt.said !== undefined && <span class="was">{w.registerSays}<Value field={field} value={doubt.said} /></span>}
    </>
  );
}

function Remarks({ row }: { row: Row }) {
  return <>{row.remarks.map((r) => <span key={r} class="was"><Icon name="alert" />{r}</span>)}</>;
}

function Origin({ source, blank, by }: { source: Source; blank: boolean; by?: CounterNote["entered"][string] }) {
  const w = useWork();
  if (by && (source.kind === "own" || source.kind === "changed")) {
    return <span class={source.kind === "changed" ? "from from--changed" : "from"} title={districtTime(by.at)}><Icon name="edit" /><span class="clip">{w.counter.entered(by.name)}</span></span>;
  }
  switch (source.kind) {
    case "register":
      return (
        <span class="from from--register" title={source.on ? `${source.title} ${source.on}` : source.title}>
          <Icon name="source" /><span class="clip">{source.title}</span>{source.on && <time dateTime={source.on}>{source.on.slice(5)}</time>}
        </span>
      );
    case "computed": return <span class="from"><i aria-hidden="true">ƒ</i>{w.sources.computed}</span>;
    case "changed": return <span class="from from--changed"><Icon name="edit" />{w.sources.changed}</span>;
    case "none": return <>{blank ? null : <span class="from">{w.sources.none}</span>}</>;
    default: return <span class="from"><Icon name="person" />{w.sources[source.kind]}</span>;
  }
}
