import "../base";
import type { SnagLine, SnagOrder } from "../../core/api";
import { SnagScreen } from "../../form/snag";
import { usePublicWords } from "../../form/public-words";
import { useApp, useLoad, useScreen } from "../app";
import { Await } from "../await";

/** /cannot-be-done?item=&case=&publication= */
export default function SnagPage() {
  const { api, router, session } = useApp();
  const w = usePublicWords();
  const person = session.value!.person;
  const item = router.search.value.get("item") ?? "";
  const number = router.search.value.get("case") ?? "";
  const publication = router.search.value.get("publication") ?? "";
  useScreen(w.snagTitle);
  const loaded = useLoad(`snags ${item}`, async (a) => {
    const [mine, of] = await Promise.all([
      person ? a.call<{ snags: SnagLine[] }>("GET", "/snags") : { snags: [] },
      item ? a.item(item).catch(() => null) : null,
    ]);
    return { mine: mine.snags, itemName: of?.view.plan?.name ?? "" };
  });
  return (
    <Await loaded={loaded}>
      {(data) => (
        <SnagScreen {...data} signedIn={person !== null} item={item} number={number} text={publication && w.snagPublication(publication)} onTell={(order: SnagOrder) => api.call<SnagLine>("POST", "/snags", order)}
          onLook={(code) => api.call<SnagLine>("POST", "/snags/look", { code })} />
      )}
    </Await>
  );
}
