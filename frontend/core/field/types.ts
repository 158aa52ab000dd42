/** Twin of engine/field: for each type how an answer (JSON) becomes a value or a fault, how a register's cell does, and how a value is written. */
import type { FieldType } from "../contract";
import { civil, dayOf, dayText, maxDay, parseDay } from "../value/dates";
import { nameKey } from "../value/normalise";
import { canon, compareNumbers, decimal, exact, fixed, maxPlaces, maxSafe, ofInt, round, type Rational } from "../value/number";
import { EMPTY, Kind, bool, date, int, list, num, numberOf, opaque, text, textOf, type Value } from "../value/value";
import { bankCard, idNumber, oldIdNumber, phone, projectCode, region, uscc } from "./codes";
import { bytes, coded, compact, parseText, readNumber, trim, wholeJSON, type Code, type Params, type Parsed } from "./read";

export type { Code, Params, Parsed };

type Parse = (raw: unknown, p: Params) => Parsed;

/** A type of field. kind: what a rule sees. record: of a register's cell, where that differs from an answer. */
interface Type {
  kind: Kind;
  parse: Parse;
  record?: Parse;
  format(v: Value, p: Params, en: boolean): string;
}

type Option = NonNullable<Params["options"]>[number];

export const digitsOf = (p: Params): number => Math.min(Math.max(p.digits ?? 2, 0), maxPlaces);

const words = (zh: string, english: string) => (en: boolean): string => (en ? english : zh);
const nothing = words("无", "none");

const asIs = (v: Value): string => textOf(v);
const plain = (parse: Parse, record?: Parse): Type => ({ kind: Kind.Text, parse, record, format: asIs });
const line = plain((raw) => parseText(raw, false, false), (raw) => parseText(raw, false, true));

const isObject = (raw: unknown): raw is Record<string, unknown> => typeof raw === "object" && raw !== null && !Array.isArray(raw);

// ---- choices ----

const byCode = (s: string, options: readonly Option[]): Option | undefined => options.find((o) => o.code === s);

/** The option that a register means: its text, as it compares after folding widths and spaces. */
function byText(s: unknown, options: readonly Option[]): Option | undefined {
  if (typeof s !== "string" || !options.length || !trim(s)) return undefined;
  const key = nameKey(s);
  return options.find((o) => o.text === s) ?? options.find((o) => nameKey(o.text) === key);
}

const byEither = (s: string, options: readonly Option[]): Option | undefined => byCode(s, options) ?? byText(s, options);

function parseChoice(raw: unknown, options: readonly Option[], find: typeof byCode): Parsed {
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
const optionText = (code: string, options: readonly Option[] = []): string => byCode(code, options)?.text || code;

const finding = (en: boolean): Option[] =>
  en
    ? [{ code: "pass", text: "Pass" }, { code: "fail", text: "Fail" }, { code: "na", text: "Not applicable" }]
    : [{ code: "pass", text: "合格" }, { code: "fail", text: "不合格" }, { code: "na", text: "不适用" }];

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

const withUnit = (s: string, unit: string | undefined, en: boolean): string => s + (en && unit ? " " : "") + (unit ?? "");

/** Thousands parted by commas. */
const group = (s: string): string => s.replace(/^-?\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ","));

/** Without decimals where it is whole, else with all of them. */
function amount(n: Rational, digits: number): string {
  const s = decimal(n, digits);
  return group(s.includes(".") ? fixed(n, digits) : s);
}

function formatMoney(v: Value, p: Params, en: boolean): string {
  const n = numberOf(v), digits = digitsOf(p);
  if (en) return "CNY " + amount(n, digits);
  const places = p.unit === "万元" ? 4 : p.unit === "亿元" ? 8 : 0;
  const part = places ? exact("/", n, ofInt(10 ** places)) : undefined;
  if (part) return group(decimal(part, Math.min(places + digits, maxPlaces))) + p.unit;
  return amount(n, digits) + (places ? "元" : p.unit || "元");
}

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

const months = "January February March April May June July August September October November December".split(" ");

function formatDate(v: Value, _: Params, en: boolean): string {
  const day = v.k === Kind.Date ? v.v : 0;
  if (day === maxDay) return en ? "no end date" : "长期";
  const [y, m, d] = civil(day);
  return en ? `${d} ${months[m - 1]} ${y}` : `${y}年${m}月${d}日`;
}

// ---- files, points, tables ----

const parseFile: Parse = (raw) => {
  if (!isObject(raw)) return "shape";
  const out: Record<string, unknown> = {};
  for (const key of ["id", "name", "type", "digest"]) {
    if (raw[key] == null) continue;
    const v = parseText(raw[key], false, true);
    if (typeof v === "string" || bytes(textOf(v)) > 500) return "shape";
    if (v !== EMPTY) out[key] = textOf(v);
  }
  for (const key of ["size", "pages"]) {
    if (raw[key] == null) continue;
    const n = wholeJSON(raw[key]);
    if (n === undefined || n < 0) return "shape";
    out[key] = n;
  }
  return out["id"] === undefined ? "shape" : opaque(out);
};

/** A decimal text within ±most with at most 8 decimals, as its shortest. */
function degrees(raw: unknown, most: number): string | undefined {
  const n = readNumber(raw);
  if (!n || compareNumbers(n, ofInt(most)) > 0 || compareNumbers(n, ofInt(-most)) < 0) return undefined;
  const r = round(n, 8);
  return r && compareNumbers(r, n) === 0 ? canon(n) : undefined;
}

const parsePoint: Parse = (raw) => {
  const lng = isObject(raw) ? degrees(raw["lng"], 180) : undefined, lat = isObject(raw) ? degrees(raw["lat"], 90) : undefined;
  return lng === undefined || lat === undefined ? "shape" : opaque({ lng, lat });
};

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

function formatPoint(v: Value, _: Params, en: boolean): string {
  const { lng, lat } = v.v as { lng: string; lat: string };
  return en ? `${lng}, ${lat}` : `东经${lng}，北纬${lat}`;
}

const items = (v: Value): readonly Value[] => (v.k === Kind.List ? v.v : []);

/** All types; the compiler asks for a row when engine/field gets a new one. */
const types: Record<FieldType, Type> = {
  text: plain((raw, p) => parseText(raw, (p.lines ?? 0) > 1, false), (raw, p) => parseText(raw, (p.lines ?? 0) > 1, true)),
  address: line,
  region: {
    ...plain(coded(region), (raw, p) => {
      const o = byText(raw, p.options ?? []);
      return o ? text(o.code) : coded(region)(raw, p);
    }),
    format: (v, p) => optionText(textOf(v), p.options),
  },
  id_number: plain(coded(idNumber), coded(oldIdNumber)),
  uscc: plain(coded(uscc)),
  phone: plain(coded(phone)),
  bank_card: plain(coded(bankCard)),
  project_code: plain(coded(projectCode)),
  choice: {
    ...plain((raw, p) => parseChoice(raw, p.options ?? [], byCode), (raw, p) => parseChoice(raw, p.options ?? [], byEither)),
    format: (v, p) => optionText(textOf(v), p.options),
  },
  finding: {
    ...plain((raw) => parseChoice(raw, finding(false), byCode), (raw) => parseChoice(raw, finding(false), byEither)),
    format: (v, _, en) => optionText(textOf(v), finding(en)),
  },
  choices: {
    kind: Kind.List,
    parse: (raw, p) => parseChoices(raw, p.options ?? [], byCode),
    record: (raw, p) => parseChoices(splitList(raw), p.options ?? [], byEither),
    format: (v, p, en) => items(v).map((e) => optionText(textOf(e), p.options)).join(en ? ", " : "、") || nothing(en),
  },
  integer: { kind: Kind.Int, parse: parseInteger, format: (v, p, en) => withUnit(v.k === Kind.Int ? String(v.v) : "", p.unit, en) },
  number: { kind: Kind.Number, parse: parseNumber, format: (v, p, en) => withUnit(decimal(numberOf(v), digitsOf(p)), p.unit, en) },
  money: { kind: Kind.Number, parse: parseNumber, format: formatMoney },
  date: {
    kind: Kind.Date,
    parse: parseDate,
    record: (raw, p) => (typeof raw === "string" && /^(长期|长期有效|永久|无固定期限)$/.test(trim(raw)) ? date(maxDay) : parseDate(raw, p)),
    format: formatDate,
  },
  boolean: {
    kind: Kind.Bool,
    parse: (raw) => (typeof raw === "boolean" ? bool(raw) : "shape"),
    record: (raw) => {
      const s = typeof raw === "string" ? trim(raw) : raw;
      return s === "" ? EMPTY : s === true || s === "是" || s === "true" ? bool(true) : s === false || s === "否" || s === "false" ? bool(false) : "shape";
    },
    format: (v, _, en) => (v.v ? words("是", "Yes") : words("否", "No"))(en),
  },
  file: {
    kind: Kind.Opaque,
    parse: parseFile,
    format: (v, _, en) => (v.v as { name?: string }).name || words("1个文件", "1 file")(en),
  },
  point: { kind: Kind.Opaque, parse: parsePoint, format: formatPoint },
  table: {
    kind: Kind.List,
    parse: parseTable,
    format: (v, _, en) => {
      const n = items(v).length;
      return !n ? nothing(en) : en ? `${n} row${n > 1 ? "s" : ""}` : `${n}行`;
    },
  },
};

/** Makes a value of an answer; EMPTY where it is left blank. */
export const parse = (type: FieldType, raw: unknown, p: Params): Parsed => (raw == null ? EMPTY : types[type].parse(raw, p));

/** Makes a value of a register's cell. */
export function parseRecord(type: FieldType, raw: unknown, p: Params): Parsed {
  const t = types[type];
  return raw == null ? EMPTY : (t.record ?? t.parse)(raw, p);
}

/** v is of the kind that the type gives; a number may be whole. */
const holds = (type: FieldType, v: Value): boolean => {
  const k = types[type].kind;
  return v.k === k || (k === Kind.Number && v.k === Kind.Int);
};

/** Writes a value as its field is written in a text: 2026年11月23日, 1,234.50元, 是; 待填 for unknown, 无 for empty. */
export function format(type: FieldType, v: Value, p: Params, lang: string): string {
  const en = /^en(-|$)/.test(lang);
  if (v.k === Kind.Unknown) return en ? "to be filled in" : "待填";
  return v.k > Kind.Unknown && holds(type, v) ? types[type].format(v, p, en) : nothing(en);
}

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
