/**
 * Twin of engine/expr: a checked rule as data, bound once to slots, and its evaluation in three
 * values. A result is unknown only while an answer could still change it: && || all and exists let a
 * decisive value win, else unknown wins over empty; everything else is empty as soon as a part is
 * empty, else unknown as soon as a part is, with the names of all unknown parts.
 */
import type { Node } from "../contract";
import { parseDay, type Calendar } from "../value/dates";
import { union } from "../value/names";
import { parseDecimal } from "../value/number";
import {
  EMPTY, Kind, NO, YES, bool, date, int, isTrue, itemsOf, known, list, num, text, unknown, type Value,
} from "../value/value";
import { binary, unary } from "./functions";

/** What a rule sees while it is evaluated. */
export interface Frame {
  slots: Value[];
  row: Value[];
  value: Value;
  it: Value;
  readonly calendar: Calendar;
  readonly home: readonly string[];
  readonly locals: Value[];
}

/** A bound rule. It is total: whatever the frame, it gives a value, empty or unknown. */
export type Rule = (f: Frame) => Value;

/** Where a name lives: undefined for one that is not known. reads gets what a rule reads from outside. */
export type Scope = (name: string) => Rule | undefined;

/** Resolves the names of a rule. Throws for unknown names and functions: a plan of this version has none. */
export function bind(node: Node, scope: Scope): Rule {
  return bound(node, scope, []);
}

function bound(node: Node, scope: Scope, locals: readonly string[]): Rule {
  const [op, ...rest] = node;
  const part = (i: number): Rule => bound(rest[i] as Node, scope, locals);
  switch (op) {
    case "lit": {
      const v = literal(rest[0] as string, rest[1]);
      return () => v;
    }
    case "var": return variable(rest[0] as string, scope, locals);
    case "get": return get(part(0), rest[1] as string);
    case "has": return has(part(0));
    case "!": return not(part(0));
    case "&&": return decisive(part(0), part(1), false);
    case "||": return decisive(part(0), part(1), true);
    case "?:": return cond(part(0), part(1), part(2));
    case "list": return listOf(rest.map((_, i) => part(i)));
    case "all": case "exists": case "filter": case "map": {
      const body = bound(rest[2] as Node, scope, [...locals, rest[0] as string]);
      return op === "all" || op === "exists" ? quantify(part(1), body, locals.length, op === "exists") : collect(part(1), body, locals.length, op === "map");
    }
  }
  return call(op, rest.map((_, i) => part(i)));
}

function variable(name: string, scope: Scope, locals: readonly string[]): Rule {
  const at = locals.lastIndexOf(name);
  const rule: Rule | undefined = at >= 0 ? (f) => f.locals[at]! : scope(name);
  if (!rule) throw new Error(`expr: no name ${name} here`);
  return rule;
}

function literal(kind: string, v: unknown): Value {
  switch (kind) {
    case "boolean": return bool(v as boolean);
    case "text": return text(v as string);
    case "integer": return int(Number.isSafeInteger(Number(v)) ? Number(v) : BigInt(v as string));
    case "number": return num(parseDecimal(v as string));
    case "date": return date(parseDay(v as string));
  }
  throw new Error(`expr: no literal type ${kind}`);
}

function call(op: string, args: readonly Rule[]): Rule {
  const [a, b] = args, one = unary[op], two = binary[op];
  if (one && a && !b) {
    return (f) => {
      const x = a(f);
      return known(x) ? one(x, f) : x;
    };
  }
  if (two && a && b) {
    return (f) => {
      const x = a(f), y = b(f);
      return known(x) && known(y) ? two(x, y, f) : strict(x, y);
    };
  }
  throw new Error(`expr: no function ${op} with ${args.length} parts`);
}

/** Combines two parts of which one is not known: empty wins over unknown. */
function strict(a: Value, b: Value): Value {
  if (a.k === Kind.Empty || b.k === Kind.Empty) return EMPTY;
  if (a.k === Kind.Unknown) return b.k === Kind.Unknown ? unknown(union(a.v, b.v)) : a;
  return b;
}

/** Combines two undecisive parts: unknown wins over empty, empty over a value. */
function merge(a: Value, b: Value): Value {
  if (a.k === Kind.Unknown) return b.k === Kind.Unknown ? unknown(union(a.v, b.v)) : a;
  if (b.k === Kind.Unknown) return b;
  return a.k === Kind.Empty ? a : b;
}

const get = (rec: Rule, name: string): Rule => (f) => {
  const r = rec(f);
  return r.k === Kind.Record ? r.v.get(name) : r;
};

const has = (a: Rule): Rule => (f) => {
  const v = a(f);
  if (v.k === Kind.Unknown) return v;
  return bool(v.k !== Kind.Empty && (v.k !== Kind.List || v.v.length > 0));
};

const not = (a: Rule): Rule => (f) => {
  const v = a(f);
  return known(v) ? bool(!isTrue(v)) : v;
};

/** by: the value that decides. */
const decisive = (a: Rule, b: Rule, by: boolean): Rule => (f) => {
  const x = a(f);
  if (x.k === Kind.Bool && x.v === by) return x;
  const y = b(f);
  return y.k === Kind.Bool && y.v === by ? y : merge(x, y);
};

const cond = (c: Rule, yes: Rule, no: Rule): Rule => (f) => {
  const v = c(f);
  return !known(v) ? v : isTrue(v) ? yes(f) : no(f);
};

const listOf = (parts: readonly Rule[]): Rule => (f) => {
  const out = parts.map((p) => p(f));
  let all: Value = YES;
  for (const v of out) if (!known(v)) all = strict(all, v);
  return known(all) ? list(out) : all;
};

const quantify = (source: Rule, body: Rule, local: number, by: boolean): Rule => (f) => {
  const l = source(f);
  if (!known(l)) return l;
  let result = by ? NO : YES;
  for (const e of itemsOf(l)) {
    f.locals[local] = e;
    const v = body(f);
    if (v.k === Kind.Bool && v.v === by) return v;
    if (!known(v)) result = merge(result, v);
  }
  return result;
};

const collect = (source: Rule, body: Rule, local: number, map: boolean): Rule => (f) => {
  const l = source(f);
  if (!known(l)) return l;
  const out: Value[] = [];
  let all: Value = YES;
  for (const e of itemsOf(l)) {
    f.locals[local] = e;
    const v = body(f);
    if (!known(v)) all = strict(all, v);
    else if (map) out.push(v);
    else if (isTrue(v)) out.push(e);
  }
  return known(all) ? list(out) : all;
};
