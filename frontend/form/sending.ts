/** What sends files, for who sends one: one script. */
import "./base";

export { send } from "../core/tus";
