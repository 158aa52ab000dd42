/** Twin of engine/expr/functions.go: the functions that compare names and addresses, put beside the others as they arrive. See ../pieces.ts. */
import "../core";
import { sameAddress, sameName } from "../value/alike";
import { NO, YES, bool, textOf, unknown } from "../value/value";
import { binary, type Binary } from "./functions";

/** Stands for a comparison that only a person can make. */
const compareNames = unknown(["compare"]);

const alike: Record<string, Binary> = {
  same_name: (a, b) => {
    const same = sameName(textOf(a), textOf(b));
    return same === undefined ? compareNames : same ? YES : NO;
  },
  same_address: (a, b, f) => bool(sameAddress(textOf(a), textOf(b), f.home)),
};

Object.assign(binary, alike);
