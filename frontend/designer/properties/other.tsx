import { Button } from "../../parts/button";
import { useEditing } from "../app";
import { yamlOf } from "../model/tree";
import { useStudioWords } from "../words";
import type { EntryProps } from "./entries";

/** What no editor understands is shown as it stands, and kept. */
export function OtherEntry({ value, path }: EntryProps) {
  const w = useStudioWords();
  const e = useEditing();
  return (
    <div class="other">
      {value ? <pre tabIndex={0}>{yamlOf(value)}</pre> : <span class="muted">{w.notSet}</span>}
      <Button small kind="quiet" onClick={() => { e.rule.value = path; e.yaml.value = true; }}>{w.editAsText}</Button>
    </div>
  );
}
