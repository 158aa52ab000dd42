/**
 * Where entries stand in a text of block style, by its indentation: good enough to show and to select. What is edited is
 * found by the server (engine/print).
 */
import { at, entryName, isList, join, namesOf, placeOf, type Tree } from "./tree";

interface Row {
  indent: number;
  dash: boolean;
  key: string;
  /** An id that it gives the entry of its list. */
  id: string;
}

function rowOf(line: string): Row | null {
  const m = /^( *)(- )?(?:("(?:[^"\\]|\\.)*"|'[^']*'|[^\s#:'"{}[\]][^:#]*):(?: |$)(.*))?/.exec(line)!;
  if (line.trim() === "" || line.trimStart().startsWith("#")) return null;
  const key = (m[3] ?? "").replace(/^["']|["']$/g, "");
  const value = (m[4] ?? "").trim().replace(/^["']|["']$/g, "").replace(/\s+#.*$/, "");
  const flow = /^\{id: ?["']?([\w-]+)/.exec((m[2] ? line.slice(m[0].indexOf("- ") + 2) : "").trim())?.[1];
  return { indent: m[1]!.length + (m[2] ? 2 : 0), dash: !!m[2], key, id: /^(id|section|name)$/.test(key) ? value : flow ?? "" };
}

interface Level { indent: number; name: string; list: boolean; count: number }

/** The path of each line. */
function pathsOf(text: string): string[] {
  const lines = text.split("\n");
  const out: string[] = [];
  const stack: Level[] = [];
  lines.forEach((line, n) => {
    const row = rowOf(line);
    if (row) {
      const key = row.dash ? row.indent - 2 : row.indent;
      while (stack.length > 0 && (stack.at(-1)!.list ? stack.at(-1)!.indent > key || stack.at(-1)!.indent === key && !row.dash : stack.at(-1)!.indent >= key && !(row.dash && stack.at(-1)!.indent === key))) stack.pop();
      if (row.dash) {
        let list = stack.at(-1);
        if (!list?.list || list.indent !== key) stack.push((list = { indent: key, name: "", list: true, count: -1 }));
        list.count++;
        list.name = row.id ? `#${row.id}` : nameAhead(lines, n, row.indent) ?? String(list.count);
      }
      if (row.key) {
        while (stack.length > 0 && !stack.at(-1)!.list && stack.at(-1)!.indent >= row.indent) stack.pop();
        stack.push({ indent: row.indent, name: row.key, list: false, count: 0 });
      }
    }
    out.push(stack.reduce((p, l) => join(p, l.name), ""));
  });
  return out;
}

/** The id that an entry of a list gets on one of its further lines. */
function nameAhead(lines: string[], from: number, indent: number): string | undefined {
  for (let n = from + 1; n < lines.length; n++) {
    const row = rowOf(lines[n]!);
    if (!row) continue;
    if (row.indent < indent || row.dash && row.indent <= indent) return undefined;
    if (row.indent === indent && !row.dash && row.id) return `#${row.id}`;
  }
  return undefined;
}

/** The path of the entry on a line, counted from 1; holder: of what a new key there would belong to. */
export function pathAtLine(text: string, line: number, holder = false): string {
  const path = pathsOf(text)[line - 1] ?? "";
  const row = rowOf(text.split("\n")[line - 1] ?? "");
  return holder && row?.key ? path.slice(0, path.lastIndexOf("/")) : path;
}

/** The stretch of the text in which an entry stands, in UTF-16 units; null where it isn't found. */
export function spanOf(text: string, path: string, tree: Tree | null): { from: number; to: number } | null {
  const wanted = canonical(path, tree);
  const paths = pathsOf(text);
  const first = paths.findIndex((p) => p === wanted || p.startsWith(`${wanted}/`));
  if (first < 0) return null;
  let last = first;
  while (last + 1 < paths.length && (paths[last + 1] === wanted || paths[last + 1]!.startsWith(`${wanted}/`))) last++;
  const lines = text.split("\n");
  while (last > first && rowOf(lines[last]!) === null) last--;
  const start = (n: number) => lines.slice(0, n).reduce((sum, l) => sum + l.length + 1, 0);
  return { from: start(first), to: start(last) + lines[last]!.length };
}

/** A path with the names by which lines know entries. */
function canonical(path: string, tree: Tree | null): string {
  let here = "";
  for (const name of namesOf(path)) {
    const list = at(tree ?? undefined, here);
    const i = isList(list) ? placeOf(list.l, name) : -1;
    here = join(here, isList(list) && i >= 0 ? entryName(list.l, i) : name);
  }
  return here;
}
