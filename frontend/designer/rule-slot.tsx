import { useEffect } from "preact/hooks";
import { Button } from "../parts/button";
import { useEditing } from "./app";
import { rulePath } from "./model/item";
import { Typing } from "./properties/typing";
import { useLabel } from "./properties/labels";
import { useStudioWords } from "./words";

/** Where a rule is written. It takes the rule's text and gives it back whole: rows, text and sentence are its own matter. */
export function RuleSlot({ path, name, value, closed }: { path: string; name: string; value: string; closed: boolean }) {
  const w = useStudioWords();
  const e = useEditing();
  const label = useLabel();
  const id = `rule-${path.replace(/[^A-Za-z0-9_-]+/g, "-")}`;
  useEffect(() => document.getElementById(id)?.focus(), []);
  const put = (text: string) => {
    const t = text.trim();
    if (t && t !== value) e.do({ do: "set", at: path, value: t === "true" ? true : t === "false" ? false : t }, label(path));
  };
  const sentence = e.look.value?.rules[rulePath(path)];
  return (
    <div class="rule-slot">
      <label class="sr-only" for={id}>{w.ruleText(name)}</label>
      <Typing id={id} code value={value} closed={closed} describedBy={`${id}-says`} onText={(text, typing) => { if (!typing) put(text); }} />
      <p id={`${id}-says`} class="muted">{sentence ?? w.ruleHint}</p>
      <Button small onClick={() => { e.rule.value = ""; }}>{w.closeIt}</Button>
    </div>
  );
}
