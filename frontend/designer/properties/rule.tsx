import { useEditing } from "../app";
import { rulePath } from "../model/item";
import { textOf } from "../model/tree";
import { useStudioWords } from "../words";
import { useLabel } from "./labels";
import type { EntryProps } from "./entries";

/** A rule: its sentence, and a slot in which it is written. Yes and no are said without one. */
export function RuleEntry({ path, name, id, value, closed }: EntryProps) {
  const w = useStudioWords();
  const e = useEditing();
  const label = useLabel();
  const text = textOf(value);
  const simple = text === "" || text === "true" || text === "false";
  const open = e.rule.value === path;
  const ways = w.ruleWays[name];
  const sentence = e.look.value?.rules[rulePath(path)];
  const errors = e.look.value?.faults.filter((f) => f.path === path) ?? [];
  const put = (v: "none" | "true" | "false") => {
    if (v === "none") e.do({ do: "delete", at: path }, label(path));
    else e.do({ do: "set", at: path, value: v === "true" }, label(path));
    e.rule.value = "";
  };
  return (
    <div class="rule" id={id} role="group" tabIndex={-1} aria-labelledby={`${id}-label`}>
      {ways && (
        <span class="seg">
          <button type="button" aria-pressed={text === "" && !open} aria-disabled={closed || undefined} onClick={() => !closed && text !== "" && put("none")}>{ways.none}</button>
          {ways.true && <button type="button" aria-pressed={text === "true" && !open} aria-disabled={closed || undefined} onClick={() => !closed && put("true")}>{ways.true}</button>}
          <button type="button" data-rule={simple ? path : undefined} aria-pressed={!simple || open} onClick={() => { e.rule.value = path; }}>{w.byRule}</button>
        </span>
      )}
      {(!simple || !ways) && !open && (
        <button type="button" data-rule={path} class={`slot${errors.some((f) => f.severity === "error") ? " slot--error" : ""}`} onClick={() => { e.rule.value = path; }}>
          {text === "" ? w.noRule : sentence ?? text}
        </button>
      )}
      {errors.map((f) => <p key={f.message} class={f.severity === "error" ? "field__error" : "wait"}>{f.message}</p>)}
    </div>
  );
}
