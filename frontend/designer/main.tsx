import { render, type ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { ApiError } from "../core/api";
import { later } from "../desk/later";
import { DeskProvider, errorOf, sit } from "../desk/seat";
import { SignIn } from "../desk/sign-in";
import { Blank, Failed, Waiting } from "../desk/states";
import { DeskWordsContext } from "../desk/words";
import { ButtonLink } from "../parts/button";
import { Words } from "../parts/words";
import type { Messages } from "../parts/messages/zh";
import { zh as partsZh } from "../parts/messages/zh";
import { opened } from "../shell/leave";
import { find, type Route } from "../shell/router";
import { startStudio, StudioProvider, useStudio, type Studio } from "./app";
import { CatalogueScreen } from "./catalogue";
import { Shell } from "./frame";
import { styled } from "./styled";
import { useStudioWords } from "./words";
import "./css/designer.css";

// What edits a draft comes when one is opened: the list of items is there before it.
const DraftScreen = later(() => import("./draft").then((m) => m.default));

const ReuseScreen = styled(() => import("./reuse/screen").then((m) => m.default));
const ReplayScreen = styled(() => import("./reuse/replay").then((m) => m.default));
const VersionsScreen = styled(() => import("./versions/screen").then((m) => m.default));
const SharedScreen = styled(() => import("./shared/screen").then((m) => m.default));
const ReviewScreen = styled(() => import("./review/review").then((m) => m.default));
const ImportScreen = styled(() => import("./list/screen").then((m) => m.default));

const routes: Route<ComponentChildren>[] = [
  { path: "/", draw: () => <CatalogueScreen /> },
  { path: "/drafts/:id/review", draw: (p) => <ReviewScreen key={p.id} id={p.id!} /> },
  { path: "/drafts/:id", draw: (p) => <DraftScreen key={p.id} id={p.id!} /> },
  { path: "/drafts/:id/replay", draw: (p) => <ReplayScreen key={p.id} id={p.id!} /> },
  { path: "/items/:id/versions", draw: (p) => <VersionsScreen key={p.id} id={p.id!} /> },
  { path: "/import", draw: () => <ImportScreen /> },
  { path: "/shared", draw: () => <SharedScreen /> },
  { path: "/reuse", draw: () => <ReuseScreen /> },
];

function NoPage() {
  const w = useStudioWords();
  const { router } = useStudio();
  return (
    <Shell place={<h1 tabIndex={-1}>{w.noPage}</h1>} shortcuts={[[["?"], "help"]]}>
      <Blank icon="search" title={w.noPage} act={<ButtonLink kind="primary" href={router.href("/")}>{w.backToList}</ButtonLink>} />
    </Shell>
  );
}

/** The words of all pages in a language; English is fetched when first asked for, and Chinese stands until it is here. */
function useParts(lang: string): Messages {
  const [en, setEn] = useState<Messages | null>(null);
  useEffect(() => {
    if (lang === "en" && !en) import("../parts/messages/en").then((m) => setEn(m.en), () => undefined);
  }, [lang]);
  return lang === "en" && en ? en : partsZh;
}

function Root({ studio }: { studio: Studio }) {
  const parts = useParts(studio.look.lang.value);
  return (
    <StudioProvider value={studio}>
      <DeskProvider value={studio}>
        <Words.Provider value={parts}><Seated studio={studio} /></Words.Provider>
      </DeskProvider>
    </StudioProvider>
  );
}

function Seated({ studio }: { studio: Studio }) {
  const w = useStudioWords();
  const [failed, setFailed] = useState<ApiError | null>(null);
  const open = () => {
    setFailed(null);
    sit(studio, false, () => opened(studio.api)).catch((e: unknown) => setFailed(errorOf(e)));
  };
  useEffect(open, []);
  const seat = studio.seat.value;
  const at = find(routes, studio.router.path.value);
  return (
    <DeskWordsContext.Provider value={w}>
      {!seat ? <main class="entry">{failed ? <Failed error={failed} onAgain={open} /> : <Waiting lines={4} />}</main>
        : !seat.clerk ? <SignIn seat={seat} />
          : at ? at.route.draw(at.params) : <NoPage />}
    </DeskWordsContext.Provider>
  );
}

render(<Root studio={startStudio()} />, document.getElementById("app")!);
