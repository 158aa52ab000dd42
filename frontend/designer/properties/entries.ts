/** How a key of the definition is edited: the first that fits its schema. A new kind of entry is a row and a file. */
import type { ComponentType } from "preact";
import type { Schema } from "../api";
import type { Tree } from "../model/tree";
import { givesValue, rulePath } from "../model/item";
import { isRule, wordsOf } from "../schema";
import { ChoiceEntry } from "./choice";
import { InsideEntry } from "./inside";
import { NumberEntry } from "./number";
import { OptionsEntry } from "./options";
import { OtherEntry } from "./other";
import { PairEntry } from "./pair";
import { PlacesEntry } from "./places";
import { RuleEntry } from "./rule";
import { SpanEntry } from "./span";
import { SwitchEntry } from "./switch";
import { TextEntry } from "./text";
import { ValueEntry } from "./value";
import { WordsEntry } from "./words";

/** What every entry takes. */
export interface EntryProps {
  /** Of the value. */
  path: string;
  name: string;
  /** Id of its control. */
  id: string;
  schema: Schema;
  value: Tree | undefined;
  /** It is only read. */
  closed: boolean;
}

interface Row {
  fits: (s: Schema, path: string) => boolean;
  Entry: ComponentType<EntryProps>;
}

const entries: Row[] = [
  { fits: (s, path) => isRule(s) && (givesValue(rulePath(path)) || /\/(result\/\d+|result)\/fields\//.test(path) || /\/(dispatch|per|parts|fee)$/.test(path)), Entry: ValueEntry },
  { fits: (s) => isRule(s), Entry: RuleEntry },
  { fits: (s) => wordsOf(s) !== null, Entry: ChoiceEntry },
  { fits: (s) => s.type === "boolean" || s.const !== undefined, Entry: SwitchEntry },
  { fits: (s) => s.type === "integer" || s.type === "number", Entry: NumberEntry },
  { fits: (s) => s.type === "string" && s.pattern === SPAN, Entry: SpanEntry },
  { fits: (s) => s.type === "string", Entry: TextEntry },
  { fits: (s) => s.type === "object" && !s.properties && isPlain(s.additionalProperties), Entry: OptionsEntry },
  { fits: (s) => s.type === "array" && s.items?.type === "string", Entry: WordsEntry },
  { fits: (s) => s.type === "array" && !!s.prefixItems, Entry: PairEntry },
  { fits: (s) => s.type === "array" && !!s.items || s.type === "object" && typeof s.additionalProperties === "object", Entry: PlacesEntry },
  { fits: (s) => s.type === "object" && !!s.properties, Entry: InsideEntry },
  { fits: () => true, Entry: OtherEntry },
];

/** How long something takes or lasts, as the schema says it. */
const SPAN = "^[0-9]{1,4}(wd|d|mo|y)$";

/** A text or a rule: one value to a key. */
function isPlain(s: Schema | boolean | undefined): boolean {
  return typeof s === "object" && (s.type === "string" || isRule(s));
}

/** The editor of a key. */
export function entryOf(s: Schema, path: string): ComponentType<EntryProps> {
  return entries.find((r) => r.fits(s, path))!.Entry;
}
