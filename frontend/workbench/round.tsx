import { useState } from "preact/hooks";
import { ButtonLink } from "../parts/button";
import { Note } from "../parts/notices";
import { useLoad, useTitle } from "../desk/seat";
import { useBench } from "./app";
import { ChecksColumn } from "./checks-column";
import { Columns } from "./columns";
import { round as readRound } from "./desk";
import { FormColumn } from "./form-column";
import { Shell } from "./frame";
import { useKeys } from "../desk/keys";
import { useMarks } from "./marks";
import { MaterialsColumn } from "./materials-column";
import { checksOf, pointsAt } from "./model/checks";
import { papersOf } from "./model/materials";
import { Failed, Waiting } from "../desk/states";
import { useWork } from "./words";

/** A case as it was handed in at an earlier time: to read only. */
export function RoundScreen({ number, round }: { number: string; round: number }) {
  const w = useWork();
  const { router } = useBench();
  const loaded = useLoad(`round ${number} ${round}`, (api) => readRound(api, number, round));
  const page = loaded.state === "here" ? loaded.data : null;
  const marks = useMarks(number, page?.masked !== false && !page);
  const [whole, setWhole] = useState(true);
  const [paper, setPaper] = useState("");
  const [chosen, setChosen] = useState("");
  const back = `/cases/${number}`;
  useTitle(`${number} ${w.roundOf(round)}`);
  useKeys({ Escape: () => router.go(back), f: () => setWhole((v) => !v) });
  const checks = page ? checksOf(page.view) : [];
  const points = pointsAt(checks);
  const marked = new Set(checks.find((c) => c.id === chosen)?.fields ?? []);
  return (
    <Shell shortcuts={[[["F"], "f"], [["Esc"], "esc"], [["?"], "help"]]}
      place={<nav class="crumbs" aria-label={w.crumbs}><a href={router.href("/")}>{w.cases}</a><span aria-hidden="true">/</span><a href={router.href(back)}>{number}</a><span aria-hidden="true">/</span><h1 tabIndex={-1}>{w.roundOf(round)}</h1></nav>}>
      {!page ? (loaded.state === "failed" ? <Failed error={loaded.error} onAgain={loaded.again} /> : <Waiting lines={12} />) : (
        <div class="case">
          <Note kind="wait" icon="clock"><b>{w.roundIs(round, page.today)}</b> <ButtonLink small href={router.href(back)}>{w.backToCase}</ButtonLink></Note>
          <Columns>
            <FormColumn page={page} linked={new Set()} marked={marked} whole={whole} onWhole={setWhole} changed={[]} points={points} />
            <MaterialsColumn page={page} papers={papersOf(page.view, page.files, w.rowOf)} path={paper} onPath={setPaper} marks={marks.list.filter((m) => m.round === round)} points={points} />
            <ChecksColumn page={page} checks={checks} chosen={chosen} onChoose={(c) => setChosen(c.id === chosen ? "" : c.id)} mine={{}} />
          </Columns>
        </div>
      )}
    </Shell>
  );
}
