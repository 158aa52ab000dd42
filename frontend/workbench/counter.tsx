import "../form/base";
import { useState } from "preact/hooks";
import type { CaseLine, Draft, Office } from "../core/api";
import { Button, ButtonLink } from "../parts/button";
import { Card } from "../parts/card";
import { Icon } from "../parts/icon/icon";
import { Qr } from "../parts/qr";
import { useLoad, useTitle } from "../desk/seat";
import { useBench } from "./app";
import { counterDraft } from "./counter-api";
import type { Ask } from "./counter-ask";
import { sheets } from "./desk";
import { CounterWork } from "./counter-form";
import { CounterHome } from "./counter-home";
import { FormStyle } from "./counter-style";
import { Shell } from "./frame";
import { GradeOnScreen } from "./grade-ask";
import { Failed, Waiting } from "../desk/states";
import { useWork } from "./words";

/** /counter, /counter/:id, /counter/:id/:step */
export default function CounterScreen({ id, step }: { id?: string; step?: string }) {
  const w = useWork();
  const { router } = useBench();
  const [done, setDone] = useState<{ c: CaseLine; asked?: Ask } | null>(null);
  useTitle(w.counter.title);
  const place = (
    <nav class="crumbs" aria-label={w.crumbs}>
      {id && <><a href={router.href("/counter")}>{w.counter.title}</a><span aria-hidden="true">/</span></>}
      {id && !done ? <span aria-current="page">{w.counter.begin}</span> : <h1 tabIndex={-1}>{id ? w.counter.begin : w.counter.title}</h1>}
    </nav>
  );
  return (
    <Shell place={place} shortcuts={[[["?"], "help"]]}>
      <FormStyle>
        {done ? <Done {...done} onAnother={() => { setDone(null); router.go("/counter"); }} /> : id ? <One id={id} step={step} onDone={(c, asked) => setDone({ c, asked })} /> : <CounterHome />}
      </FormStyle>
    </Shell>
  );
}

function One({ id, step, onDone }: { id: string; step?: string; onDone: (c: CaseLine, asked?: Ask) => void }) {
  const loaded = useLoad(`counter ${id}`, async (api) => {
    const draft = await api.call<Draft>("GET", `/drafts/${encodeURIComponent(id)}`);
    const first = await counterDraft(api, id);
    const { offices } = await api.item(draft.item).catch(() => ({ offices: [] as Office[] }));
    return { draft, first, offices };
  });
  if (loaded.state === "waiting") return <Waiting lines={10} />;
  if (loaded.state === "failed") return <Failed error={loaded.error} onAgain={loaded.again} />;
  return <CounterWork key={`${id} ${loaded.data.draft.view.plan.language}`} {...loaded.data} step={step} onDone={onDone} />;
}

/** Handed in: the number, the receipt, and the next person. */
function Done({ c, asked, onAnother }: { c: CaseLine; asked?: Ask; onAnother: () => void }) {
  const w = useWork();
  const { router, seat } = useBench();
  const ours = seat.value?.clerk?.offices.includes(c.office.id) ?? false;
  return (
    <div class="counter">
      <div class="page band">
        <Card id="done" title={<><Icon name="check" /> {w.counter.done}</>}>
          <p>{w.counter.doneLine(c.number, c.stateTitle)}</p>
          <p class="muted">{c.applicant} · {c.name} · {c.office.title}</p>
          {!ours && <p>{w.counter.elsewhere(c.office.title)}</p>}
          <p class="row row--wrap mt">
            {ours && <ButtonLink kind="primary" icon="printer" href={router.href(`/print?kind=receipt&n=${encodeURIComponent(c.number)}`)}>{w.counter.printReceipt}</ButtonLink>}
            {ours && <ButtonLink href={router.href(`/cases/${encodeURIComponent(c.number)}`)}>{w.counter.openCase}</ButtonLink>}
            <Button icon="plus" onClick={onAnother}>{w.counter.another}</Button>
          </p>
          {ours && <Grade number={c.number} asked={asked} />}
        </Card>
      </div>
    </div>
  );
}

/** 请申请人评价: on the second screen, or on the applicant's own phone. */
function Grade({ number, asked }: { number: string; asked?: Ask }) {
  const w = useWork();
  const loaded = useLoad(`grade ${number}`, (api) => sheets(api, [number], "receipt"));
  const sheet = loaded.state === "here" ? loaded.data[0] : undefined;
  return (
    <div class="row row--wrap mt sheet__query">
      {sheet?.qr && <Qr {...sheet.qr} alt={w.counter.gradeAlt} />}
      <div class="stack-s"><b>{w.counter.grade}</b><p>{w.counter.gradeHint}</p><GradeOnScreen number={number} at={asked} /></div>
    </div>
  );
}
