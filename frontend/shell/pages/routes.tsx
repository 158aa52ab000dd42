import type { ComponentChildren } from "preact";
import { lazy } from "../lazy";
import type { Route } from "../router";
import { draftAt } from "../draft-at";

const HomePage = lazy(() => import("./home"), ["front"]);
const ItemsPage = lazy(() => import("./items"), ["front"]);
const ItemPage = lazy(() => import("./item"), ["front"]);
const SignInPage = lazy(() => import("./sign-in"), ["front"]);
const ElsewherePage = lazy(() => import("./elsewhere"), ["front"]);
const ApplyPage = lazy(() => import("./apply"), ["papers"]);
const DraftPage = lazy(() => import("./draft"), ["form"]);
const CasePage = lazy(() => import("./case"), ["form", "papers"]);
const SigningPage = lazy(() => import("./signing"), ["form", "papers"]);
const ActingPage = lazy(() => import("./acting"), ["form", "papers"]);
const LicencesPage = lazy(() => import("./licences"), ["form", "papers"]);
const NoticesPage = lazy(() => import("./notices"), ["form", "papers"]);
const ReadsPage = lazy(() => import("./reads"), ["form", "papers"]);
const BookPage = lazy(() => import("./book"), ["front", "form", "papers"]);
const BookingPage = lazy(() => import("./booking"), ["front", "form", "papers"]);
const BookingsPage = lazy(() => import("./bookings"), ["form", "papers"]);
const ProgressPage = lazy(() => import("./progress"), ["form", "papers"]);
const OpenPage = lazy(() => import("./open"), ["form", "papers"]);
const EditionPage = lazy(() => import("./edition"), ["front", "papers"]);
const SnagPage = lazy(() => import("./snag"), ["form", "papers"]);
const AskPage = lazy(() => import("./ask"), ["form", "papers"]);
const QuestionsPage = lazy(() => import("./questions"), ["form", "papers"]);
const SpacePage = lazy(() => import("./space"), ["form", "papers"]);

/** Screens that every channel has; `head` is drawn over the picture of the home page, `below` under it. */
export function commonRoutes(head?: () => ComponentChildren, below?: () => ComponentChildren): Route<ComponentChildren>[] {
  return [
    { path: "/", page: HomePage, draw: () => <><HomePage head={head?.()} />{below?.()}</> },
    { path: "/items", page: ItemsPage, draw: () => <ItemsPage /> },
    { path: "/items/:id", page: ItemPage, draw: (p) => <ItemPage key={p.id} id={p.id!} /> },
    { path: "/sign-in", page: SignInPage, draw: () => <SignInPage /> },
    { path: "/apply/:item", page: ApplyPage, draw: (p) => <ApplyPage key={p.item} item={p.item!} /> },
    { path: "/go/:item", page: ElsewherePage, draw: (p) => <ElsewherePage key={p.item} item={p.item!} /> },
    ...["/drafts/:id", "/drafts/:id/:step", "/drafts/:id/:step/:section"].map((path) => ({
      path, page: DraftPage, asks: (p: Record<string, string>) => draftAt(p.id!), draw: (p: Record<string, string>) => <DraftPage key={p.id} id={p.id!} step={p.step} section={p.section} />,
    })),
    { path: "/cases/:number", page: CasePage, draw: (p) => <CasePage key={p.number} number={p.number!} /> },
    { path: "/cases/:number/done", page: CasePage, draw: (p) => <CasePage key={`${p.number} done`} number={p.number!} done /> },
    { path: "/sign/:token", page: SigningPage, draw: (p) => <SigningPage key={p.token} token={p.token!} /> },
    { path: "/ask", page: AskPage, draw: () => <AskPage /> },
    { path: "/space/questions", page: QuestionsPage, draw: () => <QuestionsPage /> },
    { path: "/cannot-be-done", page: SnagPage, draw: () => <SnagPage /> },
    { path: "/book/:item", page: BookPage, draw: (p) => <BookPage key={`book ${p.item}`} item={p.item!} /> },
    { path: "/cases/:number/book", page: BookPage, draw: (p) => <BookPage key={`book ${p.number}`} number={p.number!} /> },
    { path: "/bookings/:id", page: BookingPage, draw: (p) => <BookingPage key={p.id} id={p.id!} /> },
    { path: "/bookings/:id/move", page: BookPage, draw: (p) => <BookPage key={`move ${p.id}`} move={p.id!} /> },
    { path: "/space/bookings", page: BookingsPage, draw: () => <BookingsPage /> },
    { path: "/open", page: OpenPage, draw: () => <OpenPage tab="" /> },
    { path: "/open/results", page: OpenPage, draw: () => <OpenPage tab="results" /> },
    { path: "/open/results/:id", page: OpenPage, draw: (p) => <OpenPage key={p.id} tab="results" result={p.id} /> },
    { path: "/open/statistics", page: OpenPage, draw: () => <OpenPage tab="statistics" /> },
    { path: "/open/data", page: OpenPage, draw: () => <OpenPage tab="data" /> },
    { path: "/open/items/:id", page: OpenPage, draw: (p) => <OpenPage key={p.id} tab="" item={p.id} /> },
    { path: "/open/items/:id/editions/:number", page: EditionPage, draw: (p) => <EditionPage key={`${p.id} ${p.number}`} id={p.id!} number={p.number!} /> },
    { path: "/progress", page: ProgressPage, draw: () => <ProgressPage /> },
    { path: "/space/acting", page: ActingPage, draw: () => <ActingPage /> },
    { path: "/space/licences", page: LicencesPage, draw: () => <LicencesPage /> },
    { path: "/space/notices", page: NoticesPage, draw: () => <NoticesPage /> },
    { path: "/space/reads", page: ReadsPage, draw: () => <ReadsPage /> },
    { path: "/space", page: SpacePage, draw: () => <SpacePage /> },
  ];
}
