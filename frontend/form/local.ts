/** The evaluator on this side: the same plan, the same answers, the same state as on the server. */
import type { PlanField, Node } from "../core/contract";
import { bindPlan, Session } from "../core/core";
import { piece } from "../core/eval/pieces";
import { bind, type Rule, type Scope } from "../core/expr/expr";
import type { Evaluator } from "./evaluator";
import { overlay } from "./overlay";

type Part = { rule: Node; as: PlanField };

/** Opens a plan for evaluation in the browser, once the pieces that it needs are loaded (core/pieces.ts). */
export const local: Evaluator = (plan) => {
  const program = bindPlan(plan);
  const scope: Scope = (name) => {
    const slot = program.slots.get(name);
    return slot === undefined ? undefined : (f) => f.slots[slot]!;
  };
  const bound = new WeakMap<Part, Rule>();
  let session: Session | undefined;
  const partText = (part: Part): string => {
    if (!session) return "…";
    let rule = bound.get(part);
    if (!rule) bound.set(part, (rule = bind(part.rule, scope)));
    return piece("format")(part.as.type, rule(session.frame), part.as, plan.language);
  };
  return {
    state: (input, server) => {
      if (session) session.replace(input);
      else session = new Session(program, input);
      return overlay(session.state(), server, input);
    },
    text: (t) => (typeof t === "string" ? t : t.map((part) => (typeof part === "string" ? part : partText(part))).join("")),
  };
};
