/** Twin of engine/eval/identity.go: the level of identity that the item, a section or a signature needs. */
import type { Node, PlanMaterial } from "../contract";
import type { Rule } from "../expr/expr";
import { isTrue, isUnknown, Kind } from "../value/value";
import { isQuestion } from "./fields";
import type { Session } from "./session";

/**
 * What a rule asks for; 0 where there is none. Without a result it asks for the highest level that it can give. In a draft the
 * lowest is enough while only questions of the form decide: they could not be answered otherwise, and every answer asks again.
 */
export function levelOf(s: Session, rule: Rule | undefined, node: Node | undefined): number {
  if (!rule || !node) return 0;
  const v = rule(s.frame), [lowest, highest] = levels(node);
  if (v.k === Kind.Int) return Number(v.v);
  return isUnknown(v) && !s.input.submit && v.v.every((n) => isQuestion(s, n)) ? lowest : highest;
}

/** The lowest and the highest identity level that a rule can give; 0 and 5 for one that may come to any. */
function levels(n: Node): [lowest: number, highest: number] {
  if (n[0] === "lit" && n[1] === "integer") return [Number(n[2]), Number(n[2])];
  if (n[0] !== "?:") return [0, 5];
  const [low, high] = levels(n[2] as Node), [least, most] = levels(n[3] as Node);
  return [Math.min(low, least), Math.max(high, most)];
}

/**
 * The level that is needed, and whether the user has it; 0 where nothing is asked. A draft needs that of the item; who hands it
 * in answers for all of it: then the highest of the item, the sections shown, and the signatures that are the user's to give.
 */
export function identity(s: Session): [level: number, enough: boolean] {
  let level = levelOf(s, s.prog.access, s.prog.plan.access);
  if (s.input.submit) {
    s.prog.sections.forEach((sec, i) => { if (isTrue(s.sections[i]!.show)) level = Math.max(level, levelOf(s, sec.level, sec.def.identity)); });
    s.prog.materials.forEach((m, i) => {
      if (s.materials[i]!.some((c) => signs(s, m.def, c.state.signer))) level = Math.max(level, levelOf(s, m.level, m.def.identity));
    });
  }
  return [level, s.input.user.level >= level];
}

/** A signature that is the user's to give: for an organisation its legal representative signs, for a ward the guardian; an agent never signs what the applicant must. */
export function signs(s: Session, m: PlanMaterial, who = ""): boolean {
  const u = s.input.user;
  return who !== "" && (who === u.no || (m.signBy === "applicant" && (u.actsAs === "guardian" || u.actsAs === "self")));
}
