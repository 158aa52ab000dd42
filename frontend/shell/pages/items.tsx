import "../base";
import { useFrontWords } from "../../parts/front-words";
import { LONGEST } from "../../screens/finder";
import { Items } from "../../screens/items";
import { useApp, useLoad, useScreen } from "../app";
import { Await } from "../await";
import { FinderPage } from "../finder";

/** /items?q= or ?theme= */
export default function ItemsPage() {
  const w = useFrontWords();
  const { router } = useApp();
  const query = [...(router.search.value.get("q") ?? "")].slice(0, LONGEST).join("");
  const theme = router.search.value.get("theme") ?? "";
  const loaded = useLoad(`items ${query} ${theme}`, async (api) => {
    const [found, home] = await Promise.all([api.items(query, theme), theme ? api.home() : undefined]);
    const doors = home ? [...home.events.person, ...home.events.organisation, ...home.themes.person, ...home.themes.organisation] : [];
    return { found, title: doors.find((d) => d.id === theme)?.title };
  });
  useScreen(query || (loaded.state === "here" && loaded.data.title) || w.allItems);
  return <Await loaded={loaded}>{({ found, title }) => <Items title={title} found={found} finder={<FinderPage key={query} query={query} examples={[]} />} />}</Await>;
}
