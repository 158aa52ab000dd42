/** Cuts a rule into tokens: twin of engine/rows/lex.go. */
import { quoteAt, readText } from "./literal";
import type { Span } from "./node";

/** Why a text is no rule, and where. */
export class RuleError extends Error {
  constructor(readonly at: Span, message: string) {
    super(message);
  }
}

export interface Token { kind: "end" | "word" | "number" | "text" | "sign"; text: string; span: Span }

const SIGN = /&&|\|\||==|!=|<=|>=|[<>!?:+\-*/()[\],.]/y;
const WORD = /[A-Za-z_][A-Za-z0-9_]*/y;
const NUMBER = /0x[0-9a-fA-F]+|[0-9]+(?:\.[0-9]+)?|\.[0-9]+/y;
const SKIP = /(?:[ \t\n\r\f]|\/\/[^\n]*)*/y;

const match = (re: RegExp, text: string, at: number): number => {
  re.lastIndex = at;
  return re.test(text) ? re.lastIndex : at;
};

/** Goes over blanks and comments. */
export const skip = (text: string, at: number): number => match(SKIP, text, at);

export function lex(text: string): Token[] {
  const out: Token[] = [];
  const push = (kind: Token["kind"], from: number, to: number) => out.push({ kind, text: text.slice(from, to), span: { from, to } });
  for (let at = 0; ;) {
    at = skip(text, at);
    if (at === text.length) {
      push("end", at, at);
      return out;
    }
    const quote = quoteAt(text, at);
    let end: number, kind: Token["kind"] = "text";
    if (quote >= 0) end = readText(text, at, quote);
    else if ((end = match(WORD, text, at)) > at) kind = "word";
    else if ((end = match(NUMBER, text, at)) > at) kind = "number";
    else if ((end = match(SIGN, text, at)) > at) kind = "sign";
    else {
      end = at + (text.codePointAt(at)! > 0xffff ? 2 : 1);
      throw new RuleError({ from: at, to: end }, `${text.slice(at, end)} is no sign of the language`);
    }
    push(kind, at, end);
    at = end;
  }
}
