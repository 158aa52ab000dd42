import "../form/base";
import { useEffect, useMemo } from "preact/hooks";
import { useLoad, useTitle } from "../desk/seat";
import { Failed, Waiting } from "../desk/states";
import { PlaceContext } from "../screens/place";
import * as api from "./api";
import { Editing, EditingProvider, useEditing, useStudio } from "./app";
import { Canvas } from "./canvas";
import { Choosing } from "./chooser";
import { Conflicts } from "./conflicts";
import { Deleting } from "./deleting";
import { Document, inBrowser, sharedPath } from "./document";
import { Shell } from "./frame";
import { HistoryPanel } from "./history";
import { useDraftKeys, draftShortcuts } from "./draft-keys";
import { Moving } from "./moving";
import { Outline } from "./outline";
import { Palette } from "./palette";
import { Problems } from "./problems";
import { Properties } from "./properties/properties";
import { Sides } from "./sides";
import { styled } from "./styled";
import { isRule, schemaAt } from "./schema";
import { Status } from "./status";
import { Place, Tools } from "./top";
import { TrialRun } from "./trial";
import { later } from "../desk/later";
import { useStudioWords } from "./words";

const Rule = styled(() => import("./rule/panel").then((m) => m.default));
const Keep = styled(() => import("./proof/keep").then((m) => m.default));
const Renaming = later(() => import("./renaming").then((m) => m.default));
const Tests = styled(() => import("./proof/tests").then((m) => m.default));
const Outcomes = styled(() => import("./outcomes/screen").then((m) => m.default));
const Yaml = later(() => import("./yaml").then((m) => m.default));

const SharedView = styled(() => import("./shared/view").then((m) => m.default));

/** The schema of a file that items share, by its kind. */
const kinds: Record<string, string> = { source: "Source", licence: "Licence", fragment: "Fragment", codes: "Codes", bundle: "Bundle", catalogue: "Catalog" };

/** How often it is asked whether a colleague has changed something, in ms. */
const POLL = 3000;

/** A desk: what the portal's parts ask of where they stand. */
const place = {
  can: { searchInPicture: false, cardReader: false, screens: false, camera: false, print: false, showThemes: false, showWays: false, shared: false, sheets: {}, pond: { width: 0, height: 0, cell: 0 } },
  href: (p: string) => p,
};

/** /drafts/:id: one definition, edited by looking at it. */
export default function DraftScreen({ id }: { id: string }) {
  const w = useStudioWords();
  const studio = useStudio();
  const loaded = useLoad(`definition ${id}`, async (a) => {
    const [draft, item, samples, names] = await Promise.all([api.getDraft(a, id), api.schemaOf(a, "Item"), api.samples(a, id).catch(() => []), api.namesOf(a, id).catch(() => ({}))]);
    return { draft, schema: sharedPath(draft.item) ? await api.schemaOf(a, kinds[draft.files[0]?.kind ?? ""] ?? "Source") : item, samples, names };
  });
  useTitle(loaded.state === "here" ? loaded.data.draft.title : w.items);
  if (loaded.state === "here") return <Open key={id} {...loaded.data} />;
  const crumbs = <nav class="crumbs" aria-label={w.crumbs}><a href={studio.router.href("/")}>{w.items}</a><span aria-hidden="true">/</span><h1 tabIndex={-1}>{w.draft}</h1></nav>;
  return (
    <Shell place={crumbs} shortcuts={[[["?"], "help"]]}>
      {loaded.state === "waiting" ? <Waiting lines={12} /> : <Failed error={loaded.error} onAgain={loaded.again} />}
    </Shell>
  );
}

function Open({ draft, schema, samples, names }: { draft: api.DefinitionDraft; schema: api.Schema; samples: api.Sample[]; names: api.Names }) {
  const w = useStudioWords();
  const studio = useStudio();
  const editing = useMemo(() => {
    const doc = new Document(draft, {
      send: (d, body, leaving) => api.sendCommand(studio.api, d, body, leaving),
      undo: (d, v, key) => api.undoStep(studio.api, d, v, key),
      redo: (d, v, key) => api.redoStep(studio.api, d, v, key),
      keep: inBrowser,
      later: (ms, run) => { const t = setTimeout(run, ms); return () => clearTimeout(t); },
      now: () => new Date(),
      key: () => `step-${crypto.randomUUID()}`,
    });
    const e = new Editing(studio, draft, doc, new TrialRun(samples[0]?.as ?? ""), schema, samples, names, w.parts);
    const view = studio.router.search.peek().get("view");
    if (view === "tests" || view === "outcomes") e.beside.value = view;
    // What stands inside an entry is shown with it; a rule there is opened.
    const at = studio.router.search.peek().get("at") ?? "";
    const inside = /^(.*#[^/]+)\/[^#]*$/.exec(at);
    e.selection.value = [inside?.[1] ?? at].filter(Boolean);
    if (inside) e.rule.value = at;
    return e;
  }, [draft.id]);
  useEffect(() => {
    const { doc } = editing;
    const online = () => doc.online();
    const hidden = () => { if (document.visibilityState === "hidden") void doc.flush(true); };
    addEventListener("online", online);
    document.addEventListener("visibilitychange", hidden);
    const poll = setInterval(() => {
      if (document.visibilityState === "hidden" || doc.saving.peek().is !== "saved") return;
      api.changesSince(studio.api, doc.id, doc.version.peek(), `${doc.file}#${editing.one}`).then((c) => doc.watched(c), () => undefined);
    }, POLL);
    return () => {
      removeEventListener("online", online);
      document.removeEventListener("visibilitychange", hidden);
      clearInterval(poll);
      void doc.flush(true);
      editing.close();
    };
  }, [editing]);
  return (
    <EditingProvider value={editing}>
      <PlaceContext.Provider value={place}><Screen /></PlaceContext.Provider>
    </EditingProvider>
  );
}

/** Whether a path is of a rule: a problem may stand at any other. */
function isRuleAt(e: Editing, path: string): boolean {
  return path !== "" && isRule(schemaAt(e.schema, e.doc.tree.value, path) ?? {});
}

function Screen() {
  const editing = useEditing();
  useDraftKeys();
  return (
    <Shell place={<Place />} tools={<Tools />} foot={<Status />} shortcuts={draftShortcuts}>
      <Conflicts />
      {editing.beside.value === "tests" && !editing.shared ? <Tests /> : editing.beside.value === "outcomes" && !editing.shared ? <Outcomes /> : (
        <Sides left={<Outline />} right={editing.yaml.value ? <Yaml /> : isRuleAt(editing, editing.rule.value) ? <Rule path={editing.rule.value} /> : <Properties />} wide={editing.yaml.value}
          below={editing.beside.value === "problems" ? <Problems /> : undefined}>
          {editing.shared ? <SharedView /> : <Canvas />}
        </Sides>
      )}
      {editing.beside.value === "history" && <HistoryPanel />}
      {editing.adding.value && <Choosing />}
      {editing.moving.value.length > 0 && <Moving />}
      {editing.keeping.value && <Keep />}
      {editing.renaming.value && <Renaming />}
      {editing.deleting.value && <Deleting asked={editing.deleting.value} />}
      <Palette />
      <span class="sr-only" role="status">{editing.said.value}</span>
    </Shell>
  );
}
