import { useState } from "preact/hooks";
import { FieldFrame } from "../parts/field-frame";
import { registryOf } from "../fields/registry";
import { wordsOf, type FieldType, type Json } from "../fields/types";
import { samples } from "./samples";

const registry = registryOf({ rare: () => import("../fields/rare"), table: () => import("../fields/table") });

function Twin({ type }: { type: FieldType }) {
  const { field, value } = samples[type];
  const [now, set] = useState<Json>(value);
  const ui = registry[type];
  return (
    <section class={type === "table" || type === "file" ? "wide" : undefined}>
      <p class="spec">{type}</p>
      <FieldFrame id={`twin-${type}`} title={wordsOf(field.ask) || field.title} hint={wordsOf(field.hint)} group={ui.group} optional>
        {(ids) => <ui.Input {...ids} field={field} value={now} onChange={set} lang="zh" onFiles={(f) => set({ name: f[0]?.name ?? "", size: f[0]?.size ?? 0 })} />}
      </FieldFrame>
      <p class="small muted">→ <ui.Show field={field} value={type === "table" ? null : now} lang="zh" masked /></p>
    </section>
  );
}

/** Both faces of every field type. */
export function Fields() {
  return <>{(Object.keys(samples) as FieldType[]).map((t) => <Twin key={t} type={t} />)}</>;
}
