/** What of a Chinese text an English page may say: names, and what the catalogue has in no other language. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const catalogue = "examples/nanhai";

/** All files below a folder. */
export const walk = (dir: string): string[] => readdirSync(dir, { withFileTypes: true }).flatMap((f) => (f.isDirectory() ? walk(join(dir, f.name)) : [join(dir, f.name)]));

/** Names that are made of others: the site's, an initial. */
const named = /^南海区(网上|自助)?(办事|工作台)$/u;

/** Texts of English tables that are Chinese on purpose: what a button says to those who read Chinese. */
export const onPurpose = new Set(["中文", "中"]);

/** Tells whether a stretch of Chinese is one of the records of the catalogue (names, addresses), or what somebody typed. An item that speaks no English may be Chinese. */
export function spoken(typed: string[] = []): (run: string) => boolean {
  const known = new Set<string>();
  for (const path of walk(catalogue)) {
    if (path.endsWith("en.yaml")) {
      // What an English text of the catalogue says in Chinese is said so on purpose: the word that becomes part of a name.
      for (const [run] of readFileSync(path, "utf8").replace(/^\s*#.*$/gm, "").replace(/^[^:]+:/gm, "").matchAll(/\p{Script=Han}+/gu)) known.add(run);
      continue;
    }
    const silent = path.endsWith("item.yaml") && !existsSync(path.replace(/yaml$/, "en.yaml"));
    if (!silent && !path.endsWith(".json")) continue;
    for (const [run] of readFileSync(path, "utf8").replace(/^\s*#.*$/gm, "").matchAll(/\p{Script=Han}+/gu)) known.add(run);
  }
  for (const text of typed) for (const [run] of text.matchAll(/\p{Script=Han}+/gu)) known.add(run);
  return (run) => known.has(run) || onPurpose.has(run) || named.test(run);
}
