import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { ApiError } from "../core/api";
import { ButtonLink } from "../parts/button";
import { Words } from "../parts/words";
import { opened } from "../shell/leave";
import { DisputesScreen } from "./disputes";
import { ImportedScreen } from "./imported";
import { FaqScreen } from "./faq";
import { find, type Route } from "../shell/router";
import type { ComponentChildren } from "preact";
import { errorOf, sit } from "../desk/seat";
import { BenchProvider, startBench, useBench, type Bench } from "./app";
import { BookingsScreen } from "./bookings";
import { CaseScreen } from "./case";
import { CorrectionScreen } from "./correction";
import { seesCases, Shell } from "./frame";
import { ListScreen } from "./list";
import { MembersScreen } from "./members";
import { MissedScreen } from "./missed";
import { NoticesScreen } from "./notices";
import { QuestionsScreen } from "./questions";
import { RatingsScreen } from "./ratings";
import { RolesScreen } from "./roles";
import { PrintScreen } from "./print";
import { RoundScreen } from "./round";
import { SecondScreens } from "./second-screens";
import { SnagsScreen } from "./snags";
import { SignIn } from "../desk/sign-in";
import { Blank, Failed, Waiting } from "../desk/states";
import { TrailScreen, TrailSearch } from "./trail";
import { useTables, useWork, WorkContext } from "./words";
import { DeskProvider } from "../desk/seat";
import { later } from "../desk/later";
import { DeskWordsContext } from "../desk/words";
import "./css/workbench.css";

// The counter brings the applicant's whole form along: it comes when somebody opens it.
const Counter = later(() => import("./counter").then((m) => m.default));

const routes: Route<ComponentChildren>[] = [
  { path: "/", draw: () => <Home /> },
  { path: "/counter", draw: () => <Counter /> },
  { path: "/counter/:id", draw: (p) => <Counter id={p.id} /> },
  { path: "/counter/:id/:step", draw: (p) => <Counter id={p.id} step={p.step} /> },
  { path: "/screens", draw: () => <SecondScreens /> },
  { path: "/cases/:number/trail", draw: (p) => <TrailScreen key={p.number} number={p.number!} /> },
  { path: "/trail", draw: () => <TrailSearch /> },
  { path: "/missed", draw: () => <MissedScreen /> },
  { path: "/members", draw: () => <MembersScreen /> },
  { path: "/bookings", draw: () => <BookingsScreen /> },
  { path: "/disputes", draw: () => <DisputesScreen /> },
  { path: "/faq", draw: () => <FaqScreen /> },
  { path: "/questions", draw: () => <QuestionsScreen /> },
  { path: "/notices", draw: () => <NoticesScreen /> },
  { path: "/snags", draw: () => <SnagsScreen /> },
  { path: "/ratings", draw: () => <RatingsScreen /> },
  { path: "/imported", draw: () => <ImportedScreen /> },
  { path: "/roles", draw: () => <RolesScreen /> },
  { path: "/print", draw: () => <PrintScreen /> },
  { path: "/cases/:number/correction", draw: (p) => <CorrectionScreen key={p.number} number={p.number!} /> },
  { path: "/cases/:number/rounds/:round", draw: (p) => <RoundScreen key={`${p.number} ${p.round}`} number={p.number!} round={Number(p.round)} /> },
  { path: "/cases/:number", draw: (p) => <CaseScreen key={p.number} number={p.number!} /> },
];

/** Where somebody's work is: cases, the directory, the trail; whoever has none of them sees who may what. */
function Home() {
  const roles = useBench().seat.value?.clerk?.roles ?? [];
  const has = (...list: string[]) => list.some((r) => roles.includes(r));
  if (roles.length === 0 || seesCases(roles)) return <ListScreen />;
  if (has("town_admin", "district_admin")) return <MembersScreen />;
  if (has("service_office")) return <MissedScreen />;
  if (has("data_owner", "data_office")) return <DisputesScreen />;
  return has("auditor") ? <TrailSearch /> : <RolesScreen />;
}

function NoPage() {
  const w = useWork();
  const { router } = useBench();
  return (
    <Shell place={<h1 tabIndex={-1}>{w.noPage}</h1>} shortcuts={[[["?"], "help"]]}>
      <Blank icon="search" title={w.noPage} act={<ButtonLink kind="primary" href={router.href("/")}>{w.backToList}</ButtonLink>} />
    </Shell>
  );
}

function Root({ bench }: { bench: Bench }) {
  const tables = useTables(bench.look.lang.value);
  const [failed, setFailed] = useState<ApiError | null>(null);
  const open = () => {
    setFailed(null);
    sit(bench, false, () => opened(bench.api)).catch((e: unknown) => setFailed(errorOf(e)));
  };
  useEffect(open, []);
  const seat = bench.seat.value;
  const at = find(routes, bench.router.path.value);
  return (
    <BenchProvider value={bench}>
      <DeskProvider value={bench}>
      <Words.Provider value={tables.parts}>
        <WorkContext.Provider value={tables.work}><DeskWordsContext.Provider value={tables.work}>
          {!seat ? <main class="entry">{failed ? <Failed error={failed} onAgain={open} /> : <Waiting lines={4} />}</main>
            : !seat.clerk ? <SignIn seat={seat} />
              : at ? at.route.draw(at.params) : <NoPage />}
        </DeskWordsContext.Provider></WorkContext.Provider>
      </Words.Provider>
      </DeskProvider>
    </BenchProvider>
  );
}

render(<Root bench={startBench()} />, document.getElementById("app")!);
