/** Whether two nodes say the same: twin of Node.Same of engine/rows. */
import { quoted } from "./literal";
import type { Node } from "./node";

/** Wherever they stand and whatever parentheses, blanks and quotes they have. */
export function same(a: Node, b: Node): boolean {
  if (a.kind !== b.kind || a.args.length !== b.args.length) return false;
  if (a.text !== b.text && (quoted(a) === undefined || quoted(a) !== quoted(b))) return false;
  return a.args.every((x, i) => same(x, b.args[i]!));
}
