/** What few forms need: their field types, what another window changed, records of which one is to be picked. One script. */
import "./base";

export { ChangedElsewhere } from "./elsewhere";
export { Picks } from "./picks";

export * from "../fields/rare";
