/**
 * The client's evaluator: plan + input → state, the same to the byte as the server's (engine/eval).
 * No DOM, no clock, no network, nothing outside this folder.
 *
 *   const s = new Session(view.plan, view.input);
 *   s.answer("area", "80.5");
 *   s.state().fields["form.area"];
 */
export { Session } from "./eval/session";
export { bindPlan, type Program } from "./eval/program";
export { format } from "./field/types";
export type * from "./contract";
