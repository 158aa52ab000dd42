/** Texts in quotes: twin of engine/rows/literal.go. */
import { RuleError } from "./lex";
import type { Node } from "./node";

/** Where the quote of the text stands that begins at a place: there, or behind an r; -1 for none. */
export function quoteAt(text: string, at: number): number {
  const quote = at + (text[at] === "r" || text[at] === "R" ? 1 : 0);
  return text[quote] === '"' || text[quote] === "'" ? quote : -1;
}

/** Finds the end of a text in quotes. */
export function readText(text: string, at: number, quote: number): number {
  const raw = quote > at, one = text[quote]!;
  const mark = text.startsWith(one.repeat(3), quote) ? one.repeat(3) : one;
  const fail = (to: number, message: string) => new RuleError({ from: at, to }, message);
  for (let i = quote + mark.length; i < text.length;) {
    if (text.startsWith(mark, i)) return i + mark.length;
    if (text[i] === "\\" && !raw) {
      const size = escaped(text.slice(i, i + 10))[1];
      if (size === 0) throw fail(i + 1, "no such sign behind a backslash");
      i += size;
    } else if (mark.length === 1 && (text[i] === "\n" || text[i] === "\r")) throw fail(i, "a text that does not end in its line");
    else i++;
  }
  throw fail(text.length, "a text without its second quote");
}

const PLAIN: Record<string, string> = {
  a: "\x07", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v", "\\": "\\", "'": "'", '"': '"', "`": "`", "?": "?",
};

/** Reads what begins with a backslash: the character, and its length here; 0 for none. */
function escaped(s: string): [string, number] {
  const plain = PLAIN[s[1] ?? ""];
  if (plain !== undefined) return [plain, 2];
  const m = /^\\(?:[xX]([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-3][0-7]{2}))/.exec(s);
  if (!m) return ["", 0];
  const code = m[4] ? parseInt(m[4], 8) : parseInt(m[1] ?? m[2] ?? m[3]!, 16);
  if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return ["", 0];
  return [String.fromCodePoint(code), m[0].length];
}

/** The text that a literal in quotes stands for; undefined for any other node. */
export function quoted(n: Node): string | undefined {
  if (n.kind !== "literal") return undefined;
  const quote = quoteAt(n.text, 0);
  if (quote < 0) return undefined;
  const one = n.text[quote]!;
  const mark = n.text.length - quote >= 6 && n.text.startsWith(one.repeat(3), quote) ? 3 : 1;
  const inner = n.text.slice(quote + mark, n.text.length - mark).replace(/\r\n?/g, "\n");
  if (quote > 0) return inner;
  let out = "";
  for (let i = 0; i < inner.length;) {
    if (inner[i] !== "\\") {
      out += inner[i++];
      continue;
    }
    const [char, size] = escaped(inner.slice(i, i + 10));
    out += char;
    i += Math.max(size, 1);
  }
  return out;
}

/** Writes a text as a literal. */
export function quote(s: string): string {
  const inner = s.replace(/["\\\0-\x1f]/g, (c) => {
    if (c === '"' || c === "\\") return `\\${c}`;
    return c === "\n" ? "\\n" : `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
  return `"${inner}"`;
}
