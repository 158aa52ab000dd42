import type { ComponentChildren } from "preact";
import type { Guide } from "../core/api";
import { Button, ButtonLink } from "../parts/button";
import { Card } from "../parts/card";
import { Material } from "../parts/material";
import { Tag } from "../parts/tag";
import { Facts } from "../parts/visits";
import { Hints } from "../parts/why";
import { useWords } from "../parts/words";
import { usePlace } from "./place";

interface GuideProps {
  guide: Guide;
  /** Name of who is signed in. */
  who?: string;
  /** Questions first, with their live verdict: the form flow fills this place. */
  questions?: ComponentChildren;
  onStart: () => void;
  onPrint: () => void;
  busy?: boolean;
}

/** The guide of an item, made from its definition; nothing in it was typed for this page. */
export function ItemGuide(p: GuideProps) {
  const w = useWords();
  const { guide: g } = p;
  const places = [
    p.questions && { id: "q", title: w.tocQuestions },
    g.amounts && { id: "a", title: g.amounts.title },
    { id: "m", title: w.whatToBring },
    { id: "c", title: w.whoMay },
    { id: "s", title: w.howDone },
    g.returned.length > 0 && { id: "r", title: w.oftenReturned },
  ].filter((x): x is { id: string; title: string } => !!x);
  return (
    <>
      <Head guide={g} />
      <div class="page split band">
        <div class="stack-l">
          {p.questions}
          {g.amounts && <Amounts amounts={g.amounts} />}
          <MaterialsOf guide={g} />
          <Conditions guide={g} />
          <Process guide={g} />
          {g.returned.length > 0 && (
            <Card id="r" title={w.oftenReturned}><Hints warn items={g.returned} /></Card>
          )}
          <section class="small muted stack-s" aria-label={w.basis}>
            <p><b>{w.basis}</b>　{g.basis}</p>
            <p><b>{w.appeal}</b>　{g.appeal}</p>
            <p>{[w.itemCode(g.code), g.version, g.office].join(" · ")}</p>
          </section>
        </div>
        <Side p={p} places={places} />
      </div>
    </>
  );
}

function Head({ guide: g }: { guide: Guide }) {
  const w = useWords();
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
  const w = useWords();
  const { can } = usePlace();
  const g = p.guide;
  return (
    <aside class="rail stack" aria-label={w.start}>
      <div class="start">
        <div class="stack">
          <h2>{w.startAsk}</h2>
          <p class="small muted">{p.who ? w.startHint(p.who) : w.startHintNobody}</p>
          {g.external
            ? <ButtonLink kind="primary" wide after="right" href={g.external}>{w.start}</ButtonLink>
            : g.online && <Button kind="primary" wide after="right" busy={p.busy} onClick={p.onStart}>{w.start}</Button>}
        </div>
      </div>
      <nav class="toc" aria-label={w.toc}>
        <ul>{places.map((x) => <li key={x.id}><a href={`#${x.id}`}>{x.title}</a></li>)}</ul>
      </nav>
      {can.print && <p><Button small icon="printer" onClick={p.onPrint}>{w.print}</Button></p>}
    </aside>
  );
}

function Amounts({ amounts }: { amounts: NonNullable<Guide["amounts"]> }) {
  const w = useWords();
  return (
    <Card id="a" title={amounts.title}>
      <table class="table">
        <caption class="sr-only">{amounts.title}</caption>
        <thead><tr>{amounts.columns.map((c) => <th scope="col" key={c}>{c}</th>)}</tr></thead>
        <tbody>
          {amounts.rows.map((r, i) => (
            <tr key={i} class={r.you ? "is-you" : undefined}>
              {r.cells.map((c, k) => <td key={k}>{r.you ? <b>{c}</b> : c}{r.you && k === 0 && <> <Tag kind="held" icon="check">{w.you}</Tag></>}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

function MaterialsOf({ guide: g }: { guide: Guide }) {
  const w = useWords();
  const mine = g.materials.filter((m) => m.state === "upload" || m.state === "promise" || m.state === "later" || m.state === "unknown").length;
  return (
    <Card id="m" flush title={w.whatToBring}>
      <p class="card__lead">{w.bringSome(g.materials.length, mine)}</p>
      <ul>{g.materials.map((m) => <li key={m.id}><Material m={m} /></li>)}</ul>
    </Card>
  );
}

function Conditions({ guide: g }: { guide: Guide }) {
  const w = useWords();
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
  const w = useWords();
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
