/** What the canvas draws: the plan as the server compiled it, with the words as they are being typed. */
import type { Plan, PlanField, PlanOption, PlanSection } from "../../core/contract";
import { partsOf, type Part } from "../../form/outline";
import { same } from "../../form/same";
import { at, child, isList, isMap, textAt, textOf, type Tree } from "./tree";

/** The words of a field that can be shown before they are compiled: those without values in them. */
const words = ["title", "ask", "hint", "help", "unit"] as const;
const plain = (s: string) => !/[{}]/.test(s);

function optionsNow(now: Tree | undefined, old: PlanOption[]): PlanOption[] {
  const text = (code: string): string => {
    if (isMap(now)) return textOf(child(now, code));
    const one = isList(now) ? now.l.find((o) => textAt(o, "code") === code) : undefined;
    return textAt(one, "text");
  };
  return old.map((o) => {
    const t = text(o.code);
    return t && t !== o.text ? { ...o, text: t } : o;
  });
}

/** A field with the words that the file says now. */
function fieldNow(f: PlanField, t: Tree | undefined): PlanField {
  if (!t) return f;
  const out: PlanField = { ...f };
  for (const key of words) {
    const now = textAt(t, key);
    if (typeof (out[key] ?? "") === "string" && plain(now) && (out[key] ?? "") !== now && (now || key !== "title")) {
      if (now) out[key] = now;
      else delete out[key];
    }
  }
  const options = child(t, "options");
  if (f.options && options && !child(options, "codes")) out.options = optionsNow(options, f.options);
  return out;
}

/** The sections with their fields; what is the same as before is the same object, so that it isn't drawn again. */
export function partsNow(plan: Plan, tree: Tree | null, places: Map<string, string>, before: Part[]): Part[] {
  const old = new Map(before.flatMap((p) => p.fields.map((f) => [f.id, f] as const)));
  const oldParts = new Map(before.map((p) => [p.section.id, p]));
  const there = (name: string) => {
    const path = places.get(name);
    return path === undefined ? undefined : at(tree ?? undefined, path);
  };
  return partsOf(plan).map((p): Part => {
    const fields = p.fields.map((f) => {
      const now = fieldNow(f, there(`form.${f.id}`));
      const was = old.get(f.id);
      return was && same(was, now) ? was : now;
    });
    const t = there(`section.${p.section.id}`);
    const section: PlanSection = t && textAt(t, "title") && plain(textAt(t, "title")) ? { ...p.section, title: textAt(t, "title") } : p.section;
    const was = oldParts.get(section.id);
    const kept = was && same(was.section, section) ? was.section : section;
    const unchanged = was && kept === was.section && was.fields.length === fields.length && was.fields.every((f, i) => f === fields[i]);
    return unchanged ? was : { section: kept, fields };
  });
}
