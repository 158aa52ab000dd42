import "../base";
import type { OpenEdition } from "../../core/api";
import { EditionNote } from "../../form/open";
import { useFrontWords } from "../../parts/front-words";
import { ItemGuide } from "../../screens/item";
import { useLoad, useScreen } from "../app";
import { Await } from "../await";
import { guideOf } from "../guide";

/** /open/items/:id/editions/:number: the guide as it was, to be read. */
export default function EditionPage({ id, number }: { id: string; number: string }) {
  const w = useFrontWords();
  const loaded = useLoad(`edition ${id} ${number}`, (api) => api.call<OpenEdition>("GET", `/open/items/${encodeURIComponent(id)}/editions/${encodeURIComponent(number)}`));
  useScreen(loaded.state === "here" ? loaded.data.view.plan.name : "");
  return (
    <Await loaded={loaded}>
      {(page) => (
        <>
          <EditionNote id={id} number={page.number} newest={page.newest} />
          <ItemGuide guide={{ ...guideOf({ view: page.view, version: page.number, offices: [], drafts: [] }, w), online: false }} reading onStart={() => undefined} onPrint={() => print()} />
        </>
      )}
    </Await>
  );
}
