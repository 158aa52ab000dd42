/** Field types that few forms have, as one script. */
import "./base";

export * from "../fields/rare";
