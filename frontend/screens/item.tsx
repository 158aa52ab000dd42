import type { ComponentChildren } from "preact";
import type { Office, Stopped } from "../core/api";
import { Button, ButtonLink } from "../parts/button";
import { Card } from "../parts/card";
import { Icon } from "../parts/icon/icon";
import { Material, type MaterialState } from "../parts/material";
import { Tag } from "../parts/tag";
import { Facts } from "../parts/visits";
import { Hints } from "../parts/why";
import { useFrontWords } from "../parts/front-words";
import { StoppedNote } from "../parts/stopped";
import { Offices } from "./offices";
import { usePlace } from "./place";

/** A material in the guide, before any answers. */
export interface GuideMaterial {
  id: string;
  title: string;
  state: MaterialState;
  line?: string;
}

/** The guide of an item, made from its definition. */
export interface Guide {
  id: string;
  title: string;
  aka: string[];
  code: string;
  version: string;
  office: string;
  facts: { id: string; title: string; figure: string; unit?: string; line?: string }[];
  materials: GuideMaterial[];
  conditions: { id: string; text: string; by: string }[];
  steps: { id: string; actor: string; title: string; line?: string; you: boolean }[];
  returned: { id: string; text: string; line?: string }[];
  asked: { id: string; text: string; line?: string }[];
  offices: Office[];
  /** The one that it would go to. */
  dispatched?: Office;
  /** What would tell which. */
  unknown: string[];
  /** What is there already for who is signed in, and what is left to do. */
  promise?: { filled: number; fields: number; spared: number; papers: number; minutes: number };
  basis: string;
  appeal: string;
  /** Name of the department's own system, if it is done there. */
  external?: string;
  /** It takes no new applications for now. */
  stopped?: Stopped;
  /** A visit can be booked. */
  books?: boolean;
  /** False where there is only a guide. */
  online: boolean;
}

interface GuideProps {
  guide: Guide;
  /** Name of who is signed in. */
  who?: string;
  /** Questions first, with their live verdict: the form flow fills this place. */
  questions?: ComponentChildren;
  onStart: () => void;
  onPrint: () => void;
  busy?: boolean;
  /** An edition that is only read: nothing begins here. */
  reading?: boolean;
}

/** The guide of an item, made from its definition; nothing in it was typed for this page. */
export function ItemGuide(p: GuideProps) {
  const w = useFrontWords();
  const { href } = usePlace();
  const { guide: g } = p;
  const places = [
    p.questions && { id: "q", title: w.tocQuestions },
    { id: "m", title: w.whatToBring },
    { id: "c", title: w.whoMay },
    { id: "s", title: w.howDone },
    g.returned.length > 0 && { id: "r", title: w.oftenReturned },
    g.asked.length > 0 && { id: "f", title: w.oftenAsked },
    g.offices.length > 0 && { id: "o", title: w.offices },
  ].filter((x): x is { id: string; title: string } => !!x);
  return (
    <>
      <Head guide={g} />
      <div class="page split band">
        <div class="stack-l">
          {g.stopped && !p.reading && <StoppedNote stopped={g.stopped} />}
          {p.questions}
          <MaterialsOf guide={g} />
          <Conditions guide={g} />
          <Process guide={g} />
          {g.returned.length > 0 && (
            <Card id="r" title={w.oftenReturned}><Hints warn items={g.returned} /></Card>
          )}
          {g.asked.length > 0 && (
            <Card id="f" title={w.oftenAsked}><Hints icon="ask" items={g.asked} /><p class="small mt"><a href={href(`/ask?item=${encodeURIComponent(g.id)}`)}>{w.askOther}</a></p></Card>
          )}
          {g.offices.length > 0 && <Offices office={g.dispatched} unknown={g.unknown} all={g.offices} />}
          <section class="small muted stack-s" aria-label={w.basis}>
            <p><b>{w.basis}</b>　<span lang="zh-Hans">{g.basis}</span></p>
            {g.appeal && <p><b>{w.appeal}</b>　{g.appeal}</p>}
            <p>{[w.itemCode(g.code), g.version, g.office].join(" · ")}　<a href={href(`/open/items/${encodeURIComponent(g.id)}`)}>{w.allEditions}</a></p>
          </section>
        </div>
        <Side p={p} places={places} />
      </div>
    </>
  );
}

function Head({ guide: g }: { guide: Guide }) {
  const w = useFrontWords();
  const { href } = usePlace();
  return (
    <div class="item-head">
      <div class="page">
        <nav aria-label={w.place}>
          <ol class="crumbs">
            <li><a href={href("/")}>{w.home}</a></li>
            <li><a href={href("/items")}>{w.allItems}</a></li>
            <li aria-current="page">{g.title}</li>
          </ol>
        </nav>
        <h1>{g.title}</h1>
        {g.aka.length > 0 && <p class="aka"><span>{w.alsoCalled}</span>{g.aka.map((a) => <span key={a}>{a}</span>)}</p>}
        <Facts facts={g.facts} />
      </div>
    </div>
  );
}

function Side({ p, places }: { p: GuideProps; places: { id: string; title: string }[] }) {
  const w = useFrontWords();
  const { can, href } = usePlace();
  const g = p.guide;
  return (
    <aside class="rail stack" aria-label={w.start}>
      {!p.reading && <div class="start">
        <div class="stack">
          <h2>{w.startAsk}</h2>
          {!g.external && <p class="small muted">{p.who ? w.startHint(p.who) : w.startHintNobody}</p>}
          {g.promise && g.online && !g.external && (
            <ul class="promise">
              <li><Icon name="clock" />{w.aboutMinutes(g.promise.minutes)}</li>
              {g.promise.fields > 0 && <li><Icon name="edit" />{w.fieldsThere(g.promise.filled, g.promise.fields)}</li>}
              {g.promise.papers > 0 && <li><Icon name="doc" />{w.papersSpared(g.promise.spared, g.promise.papers)}</li>}
            </ul>
          )}
          {g.external && <p class="small muted">{w.externalHint(g.external)}</p>}
          {g.stopped && <p class="small no">{w.stoppedStart}</p>}
          {g.online && !g.stopped && <Button kind="primary" wide after="right" busy={p.busy} onClick={p.onStart}>{w.start}</Button>}
          {g.books && !g.stopped && <p class="stack-s"><ButtonLink wide icon="cal" href={href(`/book/${encodeURIComponent(g.id)}`)}>{w.bookFirst}</ButtonLink><span class="small muted">{w.bookFirstHint}</span></p>}
        </div>
      </div>}
      <nav class="toc" aria-label={w.toc}>
        <ul>{places.map((x) => <li key={x.id}><a href={`#${x.id}`}>{x.title}</a></li>)}</ul>
      </nav>
      {can.print && <p><Button small icon="printer" onClick={p.onPrint}>{w.print}</Button></p>}
      <p><ButtonLink small icon="ask" href={href(`/ask?item=${encodeURIComponent(g.id)}`)}>{w.askOnline}</ButtonLink></p>
      <p class="small"><a href={href(`/cannot-be-done?item=${encodeURIComponent(g.id)}`)}>{w.cannotDo}</a></p>
    </aside>
  );
}

/** What is to be done for a paper, the most of it first. */
const ORDER: MaterialState[] = ["upload", "uploaded", "promise", "later", "other-signs", "unknown", "found-later", "generated", "reused"];

function MaterialsOf({ guide: g }: { guide: Guide }) {
  const w = useFrontWords();
  const mine = g.materials.filter((m) => ["upload", "promise", "later", "unknown"].includes(m.state)).length;
  const list = (some: GuideMaterial[]) => <ul>{some.map((m) => <li key={m.id}><Material m={m} /></li>)}</ul>;
  const off = g.materials.filter((m) => m.state === "unneeded");
  return (
    <Card id="m" flush title={w.whatToBring}>
      <p class="card__lead">{w.bringSome(g.materials.length, mine)}</p>
      {list(g.materials.filter((m) => m.state !== "unneeded").sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state)))}
      {off.length > 0 && <details class="materials-off"><summary>{w.notThisTime(off.length)}</summary>{list(off)}</details>}
    </Card>
  );
}

function Conditions({ guide: g }: { guide: Guide }) {
  const w = useFrontWords();
  return (
    <Card id="c" title={w.whoMay}>
      <table class="table table--rows">
        <caption class="sr-only">{w.whoMay}</caption>
        <thead><tr><th scope="col">{w.condition}</th><th scope="col">{w.checkedBy}</th></tr></thead>
        <tbody>{g.conditions.map((c) => <tr key={c.id}><td>{c.text}</td><td>{c.by}</td></tr>)}</tbody>
      </table>
    </Card>
  );
}

function Process({ guide: g }: { guide: Guide }) {
  const w = useFrontWords();
  return (
    <Card id="s" title={w.howDone} note={w.howDoneHint}>
      <ol class="process">
        {g.steps.map((s) => (
          <li key={s.id} class={s.you ? "you" : undefined}>
            <Tag kind={s.you ? "solid" : undefined}>{s.you ? w.you : s.actor}</Tag>
            <b>{s.title}</b>
            {s.line && <small>{s.line}</small>}
          </li>
        ))}
      </ol>
    </Card>
  );
}
