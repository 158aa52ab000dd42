/** Which word of a rule stands for what: twin of engine/rows/names.go. */
import { isMacro } from "./cond";
import type { Node, Span } from "./node";
import type { Patch } from "./patch";

export interface Use {
  /** of the word alone: area of form.area */
  span: Span;
  word: string;
  /** what it may stand for: form.area; of a cell of a table's row form.staff.no, also where it is written r.no */
  paths: string[];
  /** no name of its own: a macro's variable, where that is bound, or a name of the scope */
  bound: boolean;
  /** the rule reads this, and does not only go on to something within it */
  read: boolean;
}

type Naming = (name: string) => { paths: string[]; bound: boolean };

export type Scope = Readonly<Record<string, string>>;

/** Lists the words that name something, in the order of the text. scope tells what stands for something else there: {row: "form.staff"}. */
export function names(n: Node, scope: Scope = {}): Use[] {
  const uses: Use[] = [];
  const use = (span: Span, word: string, paths: string[], bound: boolean, read: boolean) => uses.push({ span, word, paths, bound, read });
  const visit = (n: Node, of: Naming, read: boolean): string[] => {
    if (n.kind === "name") {
      const { paths, bound } = of(n.text);
      use(n.span, n.text, paths, bound, read);
      return paths;
    }
    if (n.kind === "get") {
      const paths = visit(n.args[0]!, of, false).map((p) => `${p}.${n.text}`);
      use(n.signs[0]!, n.text, paths, false, read);
      return paths;
    }
    if (["exists", "all", "filter", "map"].some((word) => isMacro(n, word))) {
      const [from, variable, body] = n.args as [Node, Node, Node];
      const list = visit(from, of, true);
      use(variable.span, variable.text, list, true, false);
      const inner = visit(body, (name) => (name === variable.text ? { paths: list, bound: true } : of(name)), true);
      return n.text === "filter" ? list : n.text === "map" ? inner : [];
    }
    const out: string[] = [];
    n.args.forEach((a, i) => {
      const paths = visit(a, of, true);
      if (n.kind === "list" || (n.kind === "if" && i > 0)) out.push(...paths);
    });
    return out;
  };
  visit(n, (name) => (Object.hasOwn(scope, name) ? { paths: [scope[name]!], bound: true } : { paths: [name], bound: false }), true);
  return uses.sort((a, b) => a.span.from - b.span.from);
}

/** The patches by which a rule names something by its new name; a macro's variable that has the new name of a fact gets another. */
export function rename(n: Node, scope: Scope, from: string, to: string): Patch[] {
  const word = to.slice(to.lastIndexOf(".") + 1), uses = names(n, scope);
  const patches = uses.filter((u) => !u.bound && u.paths.includes(from)).map((u) => ({ ...u.span, text: word }));
  if (to.includes(".")) return patches;
  let other = word;
  while (uses.some((u) => u.word === other)) other += "_";
  if (Object.hasOwn(scope, word)) return patches;
  return [...patches, ...uses.filter((u) => u.bound && u.word === word).map((u) => ({ ...u.span, text: other }))];
}
