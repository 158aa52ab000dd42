/** Exact decimals as text: never through floating point. */

const shape = /^(-?)(\d*)(?:\.(\d*))?$/;

const thousands = /^-?\d{1,3}(,\d{3})+(\.|$)/;

/** Full-width digits, spaces, thousands commas and 。 as people type them → plain decimal text. Any other comma stays: it is a fault, and nobody's ×10. */
export function tidyDecimal(typed: string): string {
  const text = typed
    .replace(/[０-９．－，]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(/。/g, ".")
    .replace(/\s/g, "");
  const [whole = "", ...part] = text.split(".");
  return thousands.test(text) ? [whole.replaceAll(",", ""), ...part].join(".") : text;
}

/** Places by which a unit of money moves what is read from what is kept: in 元. */
export const placesOf = (unit?: string) => (unit === "万元" ? 4 : unit === "亿元" ? 8 : 0);

/** Moves the decimal point by `places` (positive: ×10). Text that is no decimal comes back as it is. */
export function shift(text: string, places: number): string {
  const m = shape.exec(text);
  if (!m || (!m[2] && !m[3])) return text;
  let whole = m[2] ?? "";
  let part = m[3] ?? "";
  if (places >= 0) {
    part = part.padEnd(places, "0");
    whole += part.slice(0, places);
    part = part.slice(places);
  } else {
    whole = whole.padStart(1 - places, "0");
    part = whole.slice(places) + part;
    whole = whole.slice(0, places);
  }
  whole = whole.replace(/^0+(?=\d)/, "") || "0";
  part = part.replace(/0+$/, "");
  return (m[1] ?? "") + whole + (part ? `.${part}` : "");
}

/** 1234567.5 → 1,234,567.5, for reading. Text that is no decimal comes back as it is. */
export function grouped(text: string): string {
  const m = shape.exec(text);
  if (!m || !m[2]) return text;
  return (m[1] ?? "") + m[2].replace(/\B(?=(\d{3})+$)/g, ",") + (m[3] ? `.${m[3]}` : "");
}

/** Fills up to `digits` places after the point, for amounts that are always shown so. */
export function fixed(text: string, digits: number | undefined): string {
  const m = shape.exec(text);
  if (!m || !m[2] || digits === undefined) return text;
  const part = (m[3] ?? "").padEnd(digits, "0");
  return (m[1] ?? "") + m[2] + (part ? `.${part}` : "");
}
