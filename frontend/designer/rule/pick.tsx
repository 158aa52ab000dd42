import { Finder } from "../finder";
import { signOf } from "../icons";
import { Panel } from "../panel";
import { useStudioWords } from "../words";
import type { Name } from "./names";

/** A name of those that the rule may read at its place: by title or id. */
export function PickName({ names, onPick, onClose }: { names: Name[]; onPick: (n: Name) => void; onClose: () => void }) {
  const w = useStudioWords();
  const choices = names.map((n) => ({ key: n.path, title: n.title, under: n.path, group: n.group, icon: signOf({ kind: "field", id: n.path, type: n.kind }) }));
  return (
    <Panel title={w.pickField} onClose={onClose}>
      <Finder label={w.findName} choices={choices} onPick={(c) => { onPick(names.find((n) => n.path === c.key)!); onClose(); }} />
    </Panel>
  );
}
