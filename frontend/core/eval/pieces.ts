/** What only some plans need, as far as it is here: each piece puts itself in as it arrives. See ../pieces.ts. */
import type { FieldType, PlanMaterial } from "../contract";
import type { Scope } from "../expr/expr";
import type { Params } from "../field/types";
import type { Value } from "../value/value";
import type { Writer } from "./blocks";
import type { MaterialProg, Program } from "./program";
import type { Session } from "./session";

/** 申请材料: made ready, evaluated, written. */
export interface Materials {
  bind(def: PlanMaterial, p: Program, sc: Scope): MaterialProg;
  evaluate(s: Session): void;
  write(w: Writer): void;
}

interface Pieces {
  materials?: Materials;
  format?: (type: FieldType, v: Value, p: Params, lang: string) => string;
}

export const pieces: Pieces = {};

/** A piece that a plan needs. Throws where it was not loaded: guessing would be worse than not evaluating here. */
export function piece<K extends keyof Pieces>(name: K): NonNullable<Pieces[K]> {
  const p = pieces[name];
  if (!p) throw new Error(`eval: the piece ${name} is not loaded`);
  return p;
}
