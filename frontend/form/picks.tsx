import { Card } from "../parts/card";
import { Choices } from "../parts/choice";
import { useWords } from "../parts/words";
import { useForm } from "./context";
import { recordText, severalOf } from "./several";
import { useFormWords } from "./words";

/** Facts with several records: the person says which one is meant. */
export function Picks() {
  const { session } = useForm();
  const w = useWords();
  const fw = useFormWords();
  const state = session.state.value;
  const input = session.input.value;
  const open = Object.entries(state.facts ?? {}).filter(([path, f]) => severalOf(path, f) || input.chosen?.[path]);
  return (
    <>
      {open.map(([path, f]) => {
        const type = session.plan.records[f.source];
        const found = input.facts?.[f.source]?.[f.key ?? ""]?.records ?? [];
        const options = found.map((r) => ({ code: r.id, text: recordText(type, r, w) || fw.recordNo(r.id), hint: fw.recordNo(r.id) }));
        const chosen = input.chosen?.[path];
        return (
          <Card key={path}>
            <fieldset class="field">
              <legend>{(options.length > 0 ? fw.pickRecord : fw.pickOthers)(type?.title ?? f.source)}</legend>
              <Choices name={`pick-${path}`} options={[...options, { code: "none", text: fw.pickNone }]} value={chosen ? [chosen] : []}
                onChange={([id]) => session.pick("chosen", path, id ?? null)} />
            </fieldset>
          </Card>
        );
      })}
    </>
  );
}
