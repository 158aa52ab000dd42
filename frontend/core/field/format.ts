/** Twin of engine/field: how a value is written in a text. Only plans whose texts hold values ask: see ../pieces.ts. */
import "../core";
import type { FieldType } from "../contract";
import { pieces } from "../eval/pieces";
import { civil, maxDay } from "../value/dates";
import { decimal, exact, fixed, maxPlaces, ofInt, type Rational } from "../value/number";
import { Kind, numberOf, textOf, type Value } from "../value/value";
import { digitsOf, findings, holds, optionText, type Params } from "./types";

type Format = (v: Value, p: Params, en: boolean) => string;

const words = (zh: string, english: string) => (en: boolean): string => (en ? english : zh);
const nothing = words("无", "none");


const asIs = (v: Value): string => textOf(v);
const items = (v: Value): readonly Value[] => (v.k === Kind.List ? v.v : []);

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

const months = "January February March April May June July August September October November December".split(" ");

function formatDate(v: Value, _: Params, en: boolean): string {
  const day = v.k === Kind.Date ? v.v : 0;
  if (day === maxDay) return en ? "no end date" : "长期";
  const [y, m, d] = civil(day);
  return en ? `${d} ${months[m - 1]} ${y}` : `${y}年${m}月${d}日`;
}

function formatPoint(v: Value, _: Params, en: boolean): string {
  const { lng, lat } = v.v as { lng: string; lat: string };
  return en ? `${lng}, ${lat}` : `东经${lng}，北纬${lat}`;
}

const option: Format = (v, p) => optionText(textOf(v), p.options);

/** The compiler asks for a row when engine/field gets a new type. */
const formats: Record<FieldType, Format> = {
  text: asIs,
  address: asIs,
  region: option,
  id_number: asIs,
  uscc: asIs,
  phone: asIs,
  bank_card: asIs,
  project_code: asIs,
  choice: option,
  finding: (v, _, en) => optionText(textOf(v), findings(en)),
  choices: (v, p, en) => items(v).map((e) => optionText(textOf(e), p.options)).join(en ? ", " : "、") || nothing(en),
  integer: (v, p, en) => withUnit(v.k === Kind.Int ? String(v.v) : "", p.unit, en),
  number: (v, p, en) => withUnit(decimal(numberOf(v), digitsOf(p)), p.unit, en),
  money: formatMoney,
  date: formatDate,
  boolean: (v, _, en) => (v.v ? words("是", "Yes") : words("否", "No"))(en),
  file: (v, _, en) => (v.v as { name?: string }).name || words("1个文件", "1 file")(en),
  point: formatPoint,
  table: (v, _, en) => {
    const n = items(v).length;
    return !n ? nothing(en) : en ? `${n} row${n > 1 ? "s" : ""}` : `${n}行`;
  },
};

/** Writes a value as its field is written in a text: 2026年11月23日, 1,234.50元, 是; 待填 for unknown, 无 for empty. */
export function format(type: FieldType, v: Value, p: Params, lang: string): string {
  const en = /^en(-|$)/.test(lang);
  if (v.k === Kind.Unknown) return en ? "to be filled in" : "待填";
  return v.k > Kind.Unknown && holds(type, v) ? formats[type](v, p, en) : nothing(en);
}

pieces.format = format;
