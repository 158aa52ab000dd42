/** The evaluator without its pieces. Each piece imports this first: so what they share is one script and not many. */
export { Session } from "./eval/session";
export { bindPlan, type Program } from "./eval/program";
