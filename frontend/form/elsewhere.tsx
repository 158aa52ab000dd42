import type { PlanField } from "../core/contract";
import { TextButton } from "../parts/button";
import { Icon } from "../parts/icon/icon";
import { useForm } from "./context";
import { registry } from "./registry";
import type { CellElsewhere } from "./session";
import { useFormWords } from "./words";

/** Says that an answer was changed in another window, what counts now, and gives the other one back. */
export function ChangedElsewhere({ field }: { field: PlanField }) {
  const fw = useFormWords();
  const { session, lang, masked } = useForm();
  const told = session.elsewhere.value[field.id];
  if (!told) return null;
  const { other, mine, cells } = told;
  const { Show } = registry[field.type];
  if (cells) {
    const line = (c: CellElsewhere): string => {
      if (c.row === 0) return fw.rowGone;
      if (c.column === "") return fw.rowCame(c.row);
      const title = field.columns?.find((x) => x.id === c.column)?.title ?? c.column;
      return fw.cellChanged(c.row, title);
    };
    return (
      <div class="field__warn" role="status">
        <Icon name="people" />
        <span>
          {fw.tableElsewhere}{[...new Set(cells.map(line))].join(fw.comma)}{fw.stop}
          {" "}<TextButton label={`${fw.heard}${fw.colon}${field.title}`} onClick={() => session.heard(field.id)}>{fw.heard}</TextButton>
        </span>
      </div>
    );
  }
  const none = other === undefined || other === null;
  const back = () => (other === undefined ? session.clear(field.id) : session.answer(field.id, other));
  return (
    <div class="field__warn" role="status">
      <Icon name="people" />
      <span>
        {mine ? fw.theirs : fw.changedElsewhere}{none ? fw.blank : <b><Show field={field} value={other} lang={lang} masked={masked} /></b>}{mine ? fw.mineCounts : fw.stop}
        {" "}<TextButton label={`${mine ? fw.useTheirs : fw.useMine}${fw.colon}${field.title}`} onClick={back}>{mine ? fw.useTheirs : fw.useMine}</TextButton>
        {" "}<TextButton label={`${fw.heard}${fw.colon}${field.title}`} onClick={() => session.heard(field.id)}>{fw.heard}</TextButton>
      </span>
    </div>
  );
}
