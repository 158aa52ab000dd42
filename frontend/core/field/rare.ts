/** Twin of engine/field: the types that few plans have, put beside the others as they arrive. See ../pieces.ts. */
import "../core";
import { compareNumbers, canon, ofInt, round } from "../value/number";
import { EMPTY, Kind, opaque, text, textOf } from "../value/value";
import { bankCard, idNumber, oldIdNumber, phone, projectCode, region, uscc } from "./codes";
import { bytes, coded, parseText, readNumber, wholeJSON } from "./read";
import { byCode, byEither, byText, findings, isObject, parseChoice, plain, types, type Parse, type Rare, type Type } from "./types";

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

const rare: Record<Rare, Type> = {
  region: plain(coded(region), (raw, p) => {
    const o = byText(raw, p.options ?? []);
    return o ? text(o.code) : coded(region)(raw, p);
  }),
  id_number: plain(coded(idNumber), coded(oldIdNumber)),
  uscc: plain(coded(uscc)),
  phone: plain(coded(phone)),
  bank_card: plain(coded(bankCard)),
  project_code: plain(coded(projectCode)),
  finding: plain((raw) => parseChoice(raw, findings(false), byCode), (raw) => parseChoice(raw, findings(false), byEither)),
  file: { kind: Kind.Opaque, parse: parseFile },
  point: { kind: Kind.Opaque, parse: parsePoint },
};

Object.assign(types, rare);
