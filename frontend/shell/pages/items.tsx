import "../base";
import { useFrontWords } from "../../parts/front-words";
import { LONGEST } from "../../screens/finder";
import { Items } from "../../screens/items";
import { useApp, useLoad, useScreen } from "../app";
import { Await } from "../await";
import { FinderPage } from "../finder";

const known = ["zero", "once", "instant", "batch"];

/** /items?q= or ?theme=, narrowed by &filter= and lengthened by &show=: all of it in the address, so that back works. */
export default function ItemsPage() {
  const w = useFrontWords();
  const { router } = useApp();
  const search = router.search.value;
  const query = [...(search.get("q") ?? "")].slice(0, LONGEST).join("");
  const theme = search.get("theme") ?? "";
  const filter = (search.get("filter") ?? "").split(",").filter((f) => known.includes(f)).join(",");
  const show = /^[1-9]\d{0,2}$/.test(search.get("show") ?? "") ? String(Math.min(Number(search.get("show")), 500)) : "";
  const loaded = useLoad(`items ${query} ${theme} ${filter} ${show}`, async (api) => {
    const [found, home] = await Promise.all([api.items(query, theme, undefined, { filter, show, asked: query !== "" }), theme ? api.home() : undefined]);
    const doors = home ? [...home.events.person, ...home.events.organisation, ...home.themes.person, ...home.themes.organisation] : [];
    return { found, title: doors.find((d) => d.id === theme)?.title };
  });
  useScreen(query || (loaded.state === "here" && loaded.data.title) || w.allItems);
  /** The same list under other filters, or longer. */
  const to = (filters: string[], longer = show) => {
    const next = new URLSearchParams();
    if (query) next.set("q", query);
    if (theme) next.set("theme", theme);
    const text = next.toString() + (filters.length > 0 ? `${next.size > 0 ? "&" : ""}filter=${filters.join(",")}` : "");
    const all = longer ? `${text}${text ? "&" : ""}show=${longer}` : text;
    return `/items${all ? `?${all}` : ""}`;
  };
  return (
    <Await loaded={loaded}>
      {({ found, title }) => <Items title={title} found={found} to={to} finder={<FinderPage key={query} query={query} examples={[]} />} />}
    </Await>
  );
}
