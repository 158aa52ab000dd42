/**
 * The client's evaluator: plan + input → state, the same to the byte as the server's (engine/eval).
 * No DOM, no clock, no network, nothing outside this folder.
 *
 *   const s = new Session(view.plan, view.input);
 *   s.answer("area", "80.5");
 *   s.state().fields["form.area"];
 */
import "./eval/materials";
import "./expr/alike";
import "./field/rare";

export { Editor as Session } from "./eval/editor";
export { bindPlan, type Program } from "./eval/program";
export { format } from "./field/format";
export type * from "./contract";
