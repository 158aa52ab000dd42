import { useWords } from "../../parts/words";
import { Items } from "../../screens/items";
import { useApp, useLoad, useScreen } from "../app";
import { Await } from "../await";
import { FinderPage } from "../finder";

/** /items?q= */
export default function ItemsPage() {
  const w = useWords();
  const { router } = useApp();
  const query = router.search.value.get("q") ?? "";
  useScreen(query || w.allItems);
  const loaded = useLoad(`items ${query}`, (api) => api.items(query));
  return <Await loaded={loaded}>{(hits) => <Items query={query} hits={hits} finder={<FinderPage examples={[]} />} />}</Await>;
}
