/** Twin of engine/field: for each type how an answer (JSON) becomes a value or a fault, and how a register's cell does. How a value is written in a text says format.ts. */
import type { FieldType } from "../contract";
import { dayOf, dayText, maxDay, parseDay } from "../value/dates";
import { nameKey } from "../value/normalise";
import { canon, compareNumbers, maxPlaces, maxSafe, ofInt, round } from "../value/number";
import { EMPTY, Kind, bool, date, int, list, num, opaque, text, textOf, type Value } from "../value/value";
import { compact, parseText, readNumber, trim, type Code, type Params, type Parsed } from "./read";

export type { Code, Params, Parsed };

export type Parse = (raw: unknown, p: Params) => Parsed;

/** A type of field. kind: what a rule sees. record: of a register's cell, where that differs from an answer. */
export interface Type {
  kind: Kind;
  parse: Parse;
  record?: Parse;
}

export type Option = NonNullable<Params["options"]>[number];

export const digitsOf = (p: Params): number => Math.min(Math.max(p.digits ?? 2, 0), maxPlaces);

export const plain = (parse: Parse, record?: Parse): Type => ({ kind: Kind.Text, parse, record });

export const isObject = (raw: unknown): raw is Record<string, unknown> => typeof raw === "object" && raw !== null && !Array.isArray(raw);

// ---- choices ----

export const byCode = (s: string, options: readonly Option[]): Option | undefined => options.find((o) => o.code === s);

/** The option that a register means: its text, as it compares after folding widths and spaces. */
export function byText(s: unknown, options: readonly Option[]): Option | undefined {
  if (typeof s !== "string" || !options.length || !trim(s)) return undefined;
  const key = nameKey(s);
  return options.find((o) => o.text === s) ?? options.find((o) => nameKey(o.text) === key);
}

export const byEither = (s: string, options: readonly Option[]): Option | undefined => byCode(s, options) ?? byText(s, options);

export function parseChoice(raw: unknown, options: readonly Option[], find: typeof byCode): Parsed {
  if (typeof raw !== "string") return "shape";
  const s = trim(raw);
  if (!s) return EMPTY;
  const o = find(s, options);
  return o ? text(o.code) : "not_an_option";
}

function parseChoices(raw: unknown, options: readonly Option[], find: typeof byCode): Parsed {
  if (!Array.isArray(raw) || raw.length > 1000) return "shape";
  const chosen = new Set<string>();
  for (const item of raw as unknown[]) {
    if (typeof item !== "string") return "shape";
    const o = find(trim(item), options);
    if (!o) return "not_an_option";
    chosen.add(o.code);
  }
  return list(options.filter((o) => chosen.delete(o.code)).map((o) => text(o.code)));
}

/** Registers write lists as one text. */
const splitList = (raw: unknown): unknown => (typeof raw === "string" ? raw.split(/[、,，;；]/).map(trim).filter((s) => s) : raw);

/** The text of a code, or the code where the option is gone. */
export const optionText = (code: string, options: readonly Option[] = []): string => byCode(code, options)?.text || code;

// ---- numbers ----

const parseNumber: Parse = (raw, p) => {
  const n = readNumber(raw);
  if (!n) return n === "" ? EMPTY : "shape";
  const r = round(n, digitsOf(p));
  return r && compareNumbers(r, n) === 0 ? num(n) : "too_many_digits";
};

const parseInteger: Parse = (raw) => {
  const n = readNumber(raw);
  if (!n) return n === "" ? EMPTY : "shape";
  if (n.d != 1) return "not_whole";
  return n.n > maxSafe || n.n < -maxSafe ? "too_big" : int(n.n);
};

// ---- days ----

const parseDate: Parse = (raw) => {
  if (typeof raw !== "string") return "shape";
  const plainDay = parseDay(raw);
  if (plainDay !== undefined) return date(plainDay);
  const s = compact(raw);
  if (!s) return s === "" ? EMPTY : "shape";
  const parts = dateParts(s);
  if (!parts) return "shape";
  const day = dayOf(Number(parts[1]), Number(parts[2]), Number(parts[3]));
  return day === undefined ? "no_such_day" : date(day);
};

/** 2026年1月5日, 2026/1/5, 2026.1.5, 2026-1-5 or 20260105. */
function dateParts(s: string): RegExpExecArray | null {
  const eight = /^(\d{4})(\d\d)(\d\d)$/.exec(s);
  if (eight) return eight;
  const count = (c: string): number => s.split(c).length - 1;
  if (s.endsWith("日")) s = s.slice(0, -1).replace("年", "-").replace("月", "-");
  else if (count("/") === 2 || count(".") === 2) s = s.replace(/[/.]/g, "-");
  return /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(s);
}

// ---- tables ----

const parseTable: Parse = (raw) => {
  if (!Array.isArray(raw) || raw.length > 1000) return "shape";
  const seen = new Set<string>();
  for (const row of raw as unknown[]) {
    const id = isObject(row) ? row["_row"] : undefined;
    if (typeof id !== "string" || !/^[0-9A-Za-z_-]{1,64}$/.test(id)) return "shape";
    if (seen.has(id)) return "same_row";
    seen.add(id);
  }
  return list((raw as unknown[]).map(opaque));
};

/** Types that few plans have, if any: see ../pieces.ts. */
export type Rare = "region" | "id_number" | "uscc" | "phone" | "bank_card" | "project_code" | "finding" | "file" | "point";

/** The types that are always here; the compiler asks for a row, here or in rare.ts, when engine/field gets a new one. */
const common: Record<Exclude<FieldType, Rare>, Type> = {
  text: plain((raw, p) => parseText(raw, (p.lines ?? 0) > 1, false), (raw, p) => parseText(raw, (p.lines ?? 0) > 1, true)),
  address: plain((raw) => parseText(raw, false, false), (raw) => parseText(raw, false, true)),
  choice: plain((raw, p) => parseChoice(raw, p.options ?? [], byCode), (raw, p) => parseChoice(raw, p.options ?? [], byEither)),
  choices: {
    kind: Kind.List,
    parse: (raw, p) => parseChoices(raw, p.options ?? [], byCode),
    record: (raw, p) => parseChoices(splitList(raw), p.options ?? [], byEither),
  },
  integer: { kind: Kind.Int, parse: parseInteger },
  number: { kind: Kind.Number, parse: parseNumber },
  money: { kind: Kind.Number, parse: parseNumber },
  date: {
    kind: Kind.Date,
    parse: parseDate,
    record: (raw, p) => (typeof raw === "string" && /^(长期|长期有效|永久|无固定期限)$/.test(trim(raw)) ? date(maxDay) : parseDate(raw, p)),
  },
  boolean: {
    kind: Kind.Bool,
    parse: (raw) => (typeof raw === "boolean" ? bool(raw) : "shape"),
    record: (raw) => {
      const s = typeof raw === "string" ? trim(raw) : raw;
      return s === "" ? EMPTY : s === true || s === "是" || s === "true" ? bool(true) : s === false || s === "否" || s === "false" ? bool(false) : "shape";
    },
  },
  table: { kind: Kind.List, parse: parseTable },
};

/** What a finding can be. */
export const findings = (en: boolean): Option[] =>
  en
    ? [{ code: "pass", text: "Pass" }, { code: "fail", text: "Fail" }, { code: "na", text: "Not applicable" }]
    : [{ code: "pass", text: "合格" }, { code: "fail", text: "不合格" }, { code: "na", text: "不适用" }];

/** All types that are here. */
export const types = common as Record<FieldType, Type>;

/** Makes a value of an answer; EMPTY where it is left blank. */
export const parse = (type: FieldType, raw: unknown, p: Params): Parsed => (raw == null ? EMPTY : types[type].parse(raw, p));

/** Makes a value of a register's cell. */
export function parseRecord(type: FieldType, raw: unknown, p: Params): Parsed {
  const t = types[type];
  return raw == null ? EMPTY : (t.record ?? t.parse)(raw, p);
}

/** v is of the kind that the type gives; a number may be whole. */
export const holds = (type: FieldType, v: Value): boolean => {
  const k = types[type].kind;
  return v.k === k || (k === Kind.Number && v.k === Kind.Int);
};

/** The one JSON form of a value of this type, as the answer would have been; null for empty, unknown, and a table. */
export function toJSON(type: FieldType, v: Value): unknown {
  if (!holds(type, v) || type === "table") return null;
  switch (v.k) {
    case Kind.Int: return type === "integer" ? (typeof v.v === "number" ? v.v : String(v.v)) : canon(ofInt(v.v));
    case Kind.Number: return canon(v.v);
    case Kind.Date: return dayText(v.v);
    case Kind.List: return v.v.map(textOf);
  }
  return v.v;
}

export const isFieldType = (name: string): name is FieldType => name in types;
