import type { PlanField } from "../core/contract";
import { TextButton } from "../parts/button";
import { Icon } from "../parts/icon/icon";
import { useForm } from "./context";
import { registry } from "./registry";
import type { CellElsewhere } from "./session";
import { tableOf } from "../parts/tables";
import { zh, type ElsewhereWords } from "./messages/elsewhere-zh";
import { useFormWords } from "./words";

const useElsewhereWords = tableOf<ElsewhereWords>(zh, () => import("./messages/elsewhere-en").then((m) => m.en));

/** Says that an answer was changed in another window, what counts now, and gives the other one back. */
export function ChangedElsewhere({ field }: { field: PlanField }) {
  const fw = useFormWords();
  const ew = useElsewhereWords();
  const { session, lang, masked } = useForm();
  const told = session.elsewhere.value[field.id];
  if (!told) return null;
  const { other, mine, cells } = told;
  const { Show } = registry[field.type];
  if (cells) {
    const line = (c: CellElsewhere): string => {
      if (c.row === 0) return ew.rowGone;
      if (c.column === "") return ew.rowCame(c.row);
      const title = field.columns?.find((x) => x.id === c.column)?.title ?? c.column;
      return ew.cellChanged(c.row, title);
    };
    return (
      <div class="field__warn" role="status">
        <Icon name="people" />
        <span>
          {ew.tableElsewhere}{[...new Set(cells.map(line))].join(fw.comma)}{fw.stop}
          {" "}<TextButton label={`${ew.heard}${fw.colon}${field.title}`} onClick={() => session.heard(field.id)}>{ew.heard}</TextButton>
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
        {mine ? ew.theirs : ew.changedElsewhere}{none ? ew.blank : <b><Show field={field} value={other} lang={lang} masked={masked} /></b>}{mine ? ew.mineCounts : fw.stop}
        {" "}<TextButton label={`${mine ? ew.useTheirs : ew.useMine}${fw.colon}${field.title}`} onClick={back}>{mine ? ew.useTheirs : ew.useMine}</TextButton>
        {" "}<TextButton label={`${ew.heard}${fw.colon}${field.title}`} onClick={() => session.heard(field.id)}>{ew.heard}</TextButton>
      </span>
    </div>
  );
}
