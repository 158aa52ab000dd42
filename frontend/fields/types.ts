import type { ComponentType } from "preact";
import type { FieldType, PlanField, PlanOption, Text } from "../core/contract";
import type { FieldOrigin, OriginActs } from "../parts/field-frame";
import type { RowCheck } from "../parts/row-table";
import type { Lang } from "../parts/words";

/** What JSON can say. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export type { FieldType, PlanField, PlanOption };

/** What the caller knows of one cell of a table: evaluation's word on it, in the words of a frame. */
export interface Cell {
  shown: boolean;
  need?: boolean;
  hint?: string;
  error?: string;
  warning?: string;
  origin?: FieldOrigin;
  /** What one may do about a value that was filled in. */
  acts?: OriginActs;
  /** What stands there, where it is not the answer. */
  value?: Json;
  options?: string[];
  min?: string;
  max?: string;
}

/** What every input takes. `value` is JSON; null means unanswered. */
export interface InputProps {
  field: PlanField;
  value: Json;
  onChange: (value: Json) => void;
  onBlur?: () => void;
  id: string;
  describedBy?: string;
  invalid?: boolean;
  disabled?: boolean;
  lang: Lang;
  /** What evaluation says now: an answer is wanted, the bounds, the codes on offer. */
  need?: boolean;
  min?: string;
  max?: string;
  options?: string[];
  /** Of a table: the state of each cell; every cell is an ordinary question where it is left out. */
  cells?: (row: string, column: PlanField) => Cell;
  /** Of a table: what checking a row has found. */
  check?: (row: string) => RowCheck | undefined;
  /** Of a table: records that a row may begin with. */
  offers?: { id: string; text: string }[];
  /** Hands chosen files to whoever uploads them; the value is set when they are there. */
  onFiles?: (files: File[]) => void;
  /** The device has a camera worth offering. */
  camera?: boolean;
}

/** What every reader takes. */
export interface ShowProps {
  field: PlanField;
  value: Json;
  lang: Lang;
  /** Of a table: evaluation's word on each cell; the answer where it is left out. */
  cells?: (row: string, column: PlanField) => Pick<Cell, "shown" | "value">;
  /** Hide the middle of what others could see over one's shoulder. */
  masked?: boolean;
}

/** The two faces of a field type. */
export interface FieldUI {
  Input: ComponentType<InputProps>;
  Show: ComponentType<ShowProps>;
  /** Several controls under one question: the frame is a fieldset. */
  group?: boolean;
}

/** The text in a value, "" for anything else. */
export function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
}

/** The options on offer, where rules narrow them. */
export function optionsOf(p: { field: PlanField; options?: string[] }): PlanOption[] {
  const all = p.field.options ?? [];
  return p.options ? all.filter((o) => p.options!.includes(o.code)) : all;
}

/** The fixed words of a text; values that rules put in are left to who can evaluate them. */
export function wordsOf(text: Text | undefined): string {
  if (text === undefined || typeof text === "string") return text ?? "";
  return text.map((part) => (typeof part === "string" ? part : "…")).join("");
}
