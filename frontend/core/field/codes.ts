/** Codes with shapes and check digits: twin of engine/field's id_number.go, uscc.go, phone.go, bank_card.go, project_code.go, region.go. */
import { parseDay } from "../value/dates";
import type { Params } from "./read";

const provinces = "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83";
const province = (two: string): boolean => provinces.includes(two);

/** The check character of 17 digits (ISO 7064 MOD 11-2). */
function idCheck(s: string): string {
  let rest = 0;
  for (let i = 0; i < 17; i++) rest = ((rest + Number(s[i])) * 2) % 11;
  return "10X98765432"[rest]!;
}

export function idNumber(s: string, p: Params): string {
  if (/^\d{15}$/.test(s)) return "!old_number";
  if (!/^\d{17}[\dX]$/.test(s) || (!province(s.slice(0, 2)) && (s[0] !== "9" || !province(s.slice(1, 3))))) return "!shape";
  const born = parseDay(`${s.slice(6, 10)}-${s.slice(10, 12)}-${s.slice(12, 14)}`);
  if (born === undefined) return "!no_such_day";
  if (idCheck(s) !== s[17]) return "!check_digit";
  return p.today !== undefined && born > p.today ? "!born_later" : s;
}

/** A register may hold numbers from before 1999: two digits of the year, no check. */
export function oldIdNumber(s: string, p: Params): string {
  if (/^\d{15}$/.test(s)) {
    s = `${s.slice(0, 6)}19${s.slice(6)}`;
    s += idCheck(s);
  }
  return idNumber(s, p);
}

const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

export function uscc(s: string): string {
  if (!/^[0-9A-HJ-NP-RTUWXY]{2}\d{6}[0-9A-HJ-NP-RTUWXY]{10}$/.test(s)) return "!shape";
  let sum = 0, weight = 1;
  for (let i = 0; i < 18; i++) {
    sum += alphabet.indexOf(s[i]!) * weight;
    weight = i === 16 ? 1 : (weight * 3) % 31; // the last counts 3^17, so that a right code sums to 0
  }
  let own = 0; // of the organisation code within
  [3, 7, 9, 10, 5, 8, 4, 2].forEach((w, i) => { own += parseInt(s[8 + i]!, 36) * w; });
  return sum % 31 || "0X987654321"[own % 11] !== s[16] ? "!check_digit" : s;
}

export function phone(s: string, p: Params): string {
  for (const code of ["+86", "0086"]) {
    if (s.startsWith(code)) s = s.slice(code.length);
    if (s[0] === "-") s = s.slice(1);
  }
  const mobile = s.replace(/-/g, "");
  if (/^1[3-9]\d{9}$/.test(mobile)) return mobile;
  if (p.mobile) return "!not_mobile";
  const m = /^(010|02\d|0[1-9]\d\d)-?([2-9]\d{6,7})(?:-(\d{1,6}))?$/.exec(s.replace(/\(/g, "").replace(/\)/g, "-"));
  // 010 and 02x are areas of three digits, whose numbers have eight.
  if (!m || (/^(010|02)/.test(m[1]!) && (m[1]!.length !== 3 || m[2]!.length !== 8))) return "!shape";
  return `${m[1]}-${m[2]}${m[3] ? "-" + m[3] : ""}`;
}

export function bankCard(s: string): string {
  s = s.replace(/-/g, "");
  if (!/^\d{16,19}$/.test(s)) return "!shape";
  let sum = 0;
  for (let i = 0; i < s.length; i++) {
    const d = Number(s[s.length - 1 - i]);
    sum += i % 2 ? (d > 4 ? d * 2 - 9 : d * 2) : d;
  }
  return sum % 10 ? "!check_digit" : s;
}

export function projectCode(s: string): string {
  const plain = s.replace(/-/g, "");
  if (!/^\d{20}$/.test(plain)) return "!shape";
  const code = plain.replace(/^(....)(.{6})(..)(..)/, "$1-$2-$3-$4-");
  return s === plain || s === code ? code : "!shape";
}

function shortRegion(s: string): string | undefined {
  if (!/^\d{6}(\d{3}){0,2}$/.test(s) || !province(s.slice(0, 2))) return undefined;
  while (s.length > 6 && s.endsWith("000")) s = s.slice(0, -3);
  return s;
}

export function region(s: string, p: Params): string {
  const short = shortRegion(s);
  if (!short) return "!shape";
  if (!p.options?.length) return short;
  return p.options.find((o) => shortRegion(o.code) === short)?.code ?? "!not_an_option";
}
