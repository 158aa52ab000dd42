import { useState } from "preact/hooks";
import { Choices, MOST_BOXES } from "../../parts/choice";
import { useLateWords } from "../../parts/late-words";
import { optionsOf, textOf, type InputProps, type PlanOption, type ShowProps } from "../types";

/** A place by its code. A few places are boxes; places with levels are one list after another. */
export function Input(p: InputProps) {
  const options = optionsOf(p);
  const code = textOf(p.value);
  const known = new Set(options.map((o) => o.code));
  const top = options.filter((o) => !o.parent || !known.has(o.parent));
  if (top.length === options.length && options.length <= MOST_BOXES) {
    return (
      <Choices name={p.id} options={options} value={code ? [code] : []} onChange={(v) => p.onChange(v[0] ?? null)}
        onBlur={p.onBlur} describedBy={p.describedBy} invalid={p.invalid} disabled={p.disabled} />
    );
  }
  return <Levels p={p} options={options} top={top} code={code} />;
}

function Levels({ p, options, top, code }: { p: InputProps; options: PlanOption[]; top: PlanOption[]; code: string }) {
  const w = useLateWords();
  const [town, setTown] = useState("");
  const chosen = options.find((o) => o.code === code);
  const first = top.some((o) => o.code === code) ? code : (chosen?.parent ?? town);
  const below = options.filter((o) => o.parent === first && first !== "");
  const list = (id: string, label: string, of: PlanOption[], value: string, pick: (code: string) => void) => (
    <span class="region__level">
      <label class="small muted" for={id}>{label}</label>
      <select class="input" id={id} value={value} disabled={p.disabled} aria-describedby={p.describedBy}
        aria-invalid={p.invalid ? "true" : undefined} onChange={(e) => pick(e.currentTarget.value)} onBlur={p.onBlur}>
        <option value="">{w.pickOne}</option>
        {of.map((o) => <option key={o.code} value={o.code}>{o.text}</option>)}
      </select>
    </span>
  );
  const pickTown = (c: string) => {
    setTown(c);
    // A place with places below it is no answer until one of them is chosen.
    p.onChange(c && !options.some((o) => o.parent === c) ? c : null);
  };
  return (
    <div class="region">
      {list(`${p.id}-town`, w.pickTown, top, first, pickTown)}
      {below.length > 0 && list(`${p.id}-village`, w.pickVillage, below, chosen?.parent ? code : "", (c) => p.onChange(c || null))}
    </div>
  );
}

/** 桂城街道平西社区 */
export function Show({ field, value }: ShowProps) {
  const code = textOf(value);
  const place = field.options?.find((o) => o.code === code);
  const over = place?.parent ? field.options?.find((o) => o.code === place.parent) : undefined;
  return <>{place ? (over?.text ?? "") + place.text : code}</>;
}
