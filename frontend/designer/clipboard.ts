/**
 * Entries from the clipboard, as `copied` puts them there: a list in block style, with JSON for what needs quotes. Any
 * other YAML is not read here (null): the view of the text takes it.
 */
import type { Tree } from "./model/tree";

interface Line { indent: number; text: string }

const shape = /^((?:"(?:[^"\\]|\\.)*"|[^\s:#"'{}[\],&*!|>%@`-][^:#]*?)):(?: (.*))?$/;

class Odd extends Error {}

function scalar(text: string): Tree {
  if (text === "[]") return { l: [] };
  if (text === "{}") return { m: [] };
  if (text.startsWith('"')) return { s: JSON.parse(text) as string };
  if (/^[[{'&*!|>%@`]/.test(text)) throw new Odd();
  if (/^(true|false)$/.test(text)) return { s: text, k: "boolean" };
  if (/^-?(0|[1-9]\d*)(\.\d+)?$/.test(text)) return { s: text, k: "number" };
  return text === "null" ? { s: "", k: "null" } : { s: text };
}

function block(lines: Line[], indent: number): Tree {
  const first = lines[0];
  if (!first || first.indent !== indent) throw new Odd();
  return first.text.startsWith("- ") ? list(lines, indent) : map(lines, indent);
}

function list(lines: Line[], indent: number): Tree {
  const l: Tree[] = [];
  while (lines[0]?.indent === indent && lines[0].text.startsWith("- ")) {
    const text = lines[0].text.slice(2);
    if (shape.test(text) || text.startsWith("- ")) {
      lines[0] = { indent: indent + 2, text };
      l.push(block(lines, indent + 2));
    } else {
      lines.shift();
      l.push(scalar(text));
    }
  }
  return { l };
}

function map(lines: Line[], indent: number): Tree {
  const m: [string, Tree][] = [];
  while (lines[0]?.indent === indent && !lines[0].text.startsWith("- ")) {
    const found = shape.exec(lines.shift()!.text);
    if (!found) throw new Odd();
    const key = found[1]!.startsWith('"') ? JSON.parse(found[1]!) as string : found[1]!;
    if (found[2]) m.push([key, scalar(found[2])]);
    else if (lines[0] && lines[0].indent > indent) m.push([key, block(lines, lines[0].indent)]);
    else m.push([key, { s: "", k: "null" }]);
  }
  return { m };
}

/** The entries of a text; null where it is none of ours. */
export function clipboardTrees(text: string): Tree[] | null {
  const lines = text.replace(/\r/g, "").split("\n").filter((x) => x.trim() !== "").map((x): Line => ({ indent: x.length - x.trimStart().length, text: x.trim() }));
  if (!lines[0]?.text.startsWith("- ") || lines[0].indent !== 0) return null;
  try {
    const t = block(lines, 0);
    return lines.length === 0 && "l" in t && t.l.every((x) => "m" in x) ? t.l : null;
  } catch (e) {
    if (e instanceof Odd || e instanceof SyntaxError) return null;
    throw e;
  }
}
