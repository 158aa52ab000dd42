import type { ComponentType } from "preact";
import type { Lang } from "../parts/words";

/** What JSON can say. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** The types a field may have; the twin of engine/field. */
export type FieldType =
  | "text" | "integer" | "number" | "money" | "date" | "boolean" | "choice" | "choices"
  | "id_number" | "uscc" | "phone" | "bank_card" | "project_code" | "region" | "address"
  | "finding" | "file" | "point" | "table";

/** One thing to choose. `parent` is the code of the option it belongs to, in code tables with levels. */
export interface PlanOption {
  code: string;
  text: string;
  hint?: string;
  parent?: string;
}

/** What an input must know of a field. */
export interface PlanField {
  id: string;
  type: FieldType;
  title: string;
  ask?: string;
  help?: string;
  hint?: string;
  unit?: string;
  digits?: number;
  length?: [number, number];
  lines?: number;
  min?: string;
  max?: string;
  options?: PlanOption[];
  /** Columns of a table. */
  fields?: PlanField[];
  /** Fixed rows of a table, or how many there may be. */
  rows?: string[] | { min?: number; max?: number };
  sensitive?: boolean;
  need?: boolean;
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
