/** How a key of the definition is edited: the first that fits its schema. A new kind of entry is a row and a file. */
import type { ComponentType } from "preact";
import type { Schema } from "../api";
import type { Tree } from "../model/tree";
import { isRule, wordsOf } from "../schema";
import { ChoiceEntry } from "./choice";
import { InsideEntry } from "./inside";
import { NumberEntry } from "./number";
import { OptionsEntry } from "./options";
import { OtherEntry } from "./other";
import { PlacesEntry } from "./places";
import { RuleEntry } from "./rule";
import { SwitchEntry } from "./switch";
import { TextEntry } from "./text";
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
  fits: (s: Schema, v: Tree | undefined, whole: Schema) => boolean;
  Entry: ComponentType<EntryProps>;
}

const entries: Row[] = [
  { fits: (s) => isRule(s), Entry: RuleEntry },
  { fits: (s) => wordsOf(s) !== null, Entry: ChoiceEntry },
  { fits: (s) => s.type === "boolean" || s.const === true, Entry: SwitchEntry },
  { fits: (s) => s.type === "integer" || s.type === "number", Entry: NumberEntry },
  { fits: (s) => s.type === "string", Entry: TextEntry },
  { fits: (s) => s.type === "object" && !s.properties && isText(s.additionalProperties), Entry: OptionsEntry },
  { fits: (s) => s.type === "array" && s.items?.type === "string", Entry: WordsEntry },
  { fits: (s) => s.type === "array" && !!s.items?.$ref || s.type === "object" && typeof s.additionalProperties === "object", Entry: PlacesEntry },
  { fits: (s) => s.type === "object" && !!s.properties, Entry: InsideEntry },
  { fits: () => true, Entry: OtherEntry },
];

function isText(s: Schema | boolean | undefined): boolean {
  return typeof s === "object" && s.type === "string";
}

/** The editor of a key. */
export function entryOf(s: Schema, v: Tree | undefined, whole: Schema = s): ComponentType<EntryProps> {
  return entries.find((r) => r.fits(s, v, whole))!.Entry;
}
