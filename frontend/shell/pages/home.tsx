import "../base";
import type { ComponentChildren } from "preact";
import type { Api, CaseLine, DraftLine, Home as HomeBody, Theme } from "../../core/api";
import { clockOf } from "../../core/moment";
import { nameSeen } from "../../fields/mask";
import type { IconName } from "../../parts/icon/icon";
import { useFrontWords } from "../../parts/front-words";
import type { FrontWords } from "../../parts/front-words";
import { useWords } from "../../parts/words";
import { Home, type Door, type HomeData, type Todo } from "../../screens/home";
import { useApp, useLoad, useScreen } from "../app";
import { Await } from "../await";
import { FinderPage } from "../finder";

/** A drawing for what is known by its id; a district's own themes get the plain sheet. */
const icons: Record<string, IconName> = {
  grow_old: "elder", elder_care: "elder", start_business: "shop", open_a_restaurant: "bowl", open_a_shop: "shop", open_a_bookshop: "book",
  build_a_factory: "building", run_freight: "truck", close_down: "doc", live_with_disability: "heart", have_a_child: "heart", retire: "clock",
  farewell: "doc", market_entry: "shop", food_drug: "bowl", transport: "truck", environment: "drop", culture: "book", culture_education: "book",
  investment: "building", employment: "people", utilities: "bank", health: "heart", disability: "heart", social_relief: "people",
  social_security: "shield", housing: "home", planning_construction: "building", establishment: "doc", qualification: "card",
};

/** Doors with something behind them; an event for persons and one for firms with the same id are one. */
function doors(list: Record<"person" | "organisation", Theme[]>, w: FrontWords): Door[] {
  const of = (key: "person" | "organisation", audience: "person" | "firm"): Door[] =>
    list[key].filter((t) => t.count > 0).map((t) => ({
      id: `${key}-${t.id}`, title: t.title, line: w.itemsBehind(t.names ?? [], t.count), icon: icons[t.id] ?? "doc", theme: t.id, audience,
    }));
  return [...of("person", "person"), ...of("organisation", "firm")];
}

const adapt = (home: HomeBody, todos: Todo[], w: FrontWords): HomeData => ({
  tries: home.popular.filter((c) => !c.stopped).flatMap((c) => c.alsoKnownAs.slice(0, 1)).slice(0, 5),
  todos,
  // A district without events shows what people want most.
  events: home.events.person.concat(home.events.organisation).some((t) => t.count > 0) ? doors(home.events, w)
    : home.popular.slice(0, 8).map((c) => ({ id: c.id, title: c.name, line: c.stopped ? w.stoppedStart : c.alsoKnownAs.slice(0, 2).join(w.comma), icon: icons[c.id] ?? "doc", item: c.id })),
  themes: doors(home.themes, w),
});

/** What waits for the person: first what came back, then what was begun. */
function todosOf(cases: CaseLine[], drafts: DraftLine[], w: FrontWords, holder: (d: DraftLine) => string): Todo[] {
  const returned = cases.filter((c) => c.state === "precheck_failed" || c.state === "correction").map((c): Todo => ({
    id: c.number, title: c.name, line: c.opinion || w.amendLine(c.office.title), tag: c.stateTitle, urgent: true, icon: "alert", act: w.amendIt, to: `/cases/${c.number}`,
  }));
  const begun = drafts.map((d): Todo => ({
    id: d.id, title: d.name, line: `${holder(d)} · ${w.draftLine(clockOf(d.savedAt).day)}`, tag: w.draft, urgent: false, icon: "edit", act: w.goOn, to: `/drafts/${d.id}`,
  }));
  return [...returned, ...begun];
}

/** What waits is an extra: where it can't be had, the page stands without it. */
async function waiting(api: Api): Promise<{ cases: CaseLine[]; drafts: DraftLine[] }> {
  try {
    const [{ cases }, { drafts }] = await Promise.all([
      api.call<{ cases: CaseLine[] }>("GET", "/cases"), api.call<{ drafts: DraftLine[] }>("GET", "/drafts"),
    ]);
    return { cases, drafts };
  } catch {
    return { cases: [], drafts: [] };
  }
}

/** / */
export default function HomePage({ head }: { head?: ComponentChildren }) {
  const w = useFrontWords();
  const words = useWords();
  const { session, site, can } = useApp();
  const person = session.value!.person;
  useScreen(site);
  const loaded = useLoad("home", async (api) => {
    const [home, mine] = await Promise.all([api.home(), person ? waiting(api) : { cases: [], drafts: [] }]);
    return { home, ...mine };
  });
  return (
    <Await loaded={loaded}>
      {({ home, cases, drafts }) => {
        const data = adapt(home, todosOf(cases, drafts, w, (d) => words.applicantIs(nameSeen(d.applicant, can.shared))), w);
        return <Home data={data} signedIn={!!person} head={head} finder={<FinderPage examples={data.tries} />} />;
      }}
    </Await>
  );
}
