import { ItemGuide } from "../../screens/item";
import { useApp, useLoad, useScreen } from "../app";
import { Await } from "../await";

/** /items/:id */
export default function ItemPage({ id }: { id: string }) {
  const { session, router } = useApp();
  const loaded = useLoad(`item ${id}`, (api) => api.item(id));
  useScreen(loaded.state === "here" ? loaded.data.title : "");
  const apply = `/apply/${encodeURIComponent(id)}`;
  const start = () => router.go(session.value?.person ? apply : `/sign-in?to=${encodeURIComponent(apply)}`);
  return (
    <Await loaded={loaded}>
      {(guide) => <ItemGuide guide={guide} who={session.value?.person?.name} onStart={start} onPrint={() => print()} />}
    </Await>
  );
}
