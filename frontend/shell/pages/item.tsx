import "../base";
import { useFrontWords } from "../../parts/front-words";
import { ItemGuide } from "../../screens/item";
import { useApp, useLoad, useScreen } from "../app";
import { Await } from "../await";
import { guideOf } from "../guide";

/** /items/:id */
export default function ItemPage({ id }: { id: string }) {
  const w = useFrontWords();
  const { session, router } = useApp();
  const loaded = useLoad(`item ${id}`, (api) => api.item(id));
  useScreen(loaded.state === "here" ? loaded.data.view.plan.name : "");
  const outside = loaded.state === "here" && loaded.data.elsewhere;
  const apply = `/${outside ? "go" : "apply"}/${encodeURIComponent(id)}`;
  const start = () => router.go(session.value?.person ? apply : `/sign-in?to=${encodeURIComponent(apply)}`);
  return (
    <Await loaded={loaded}>
      {(page) => <ItemGuide guide={guideOf(page, w)} who={session.value?.person?.name} onStart={start} onPrint={() => print()} />}
    </Await>
  );
}
