/** Reads a rule: twin of engine/rows/parse.go. */
import { RuleError, lex, type Token } from "./lex";
import { BINDS, Hold, type Kind, type Node, type Span } from "./node";

const KEYWORDS = ["true", "false", "null", "in"];
const RESERVED = "as break const continue else for function if import let loop package namespace return var void while".split(" ");

/** How deep parts may stand in one another; package rule allows less. */
const MAX_DEPTH = 128;

const made = (kind: Kind, text: string, from: number, to: number, args: Node[] = [], signs: Span[] = []): Node =>
  ({ kind, text, args, span: { from, to }, outer: { from, to }, signs });

const ends = (n: Node, to: number): Node => {
  n.span.to = to;
  n.outer.to = to;
  return n;
};

/** Reads a rule, or throws a RuleError for what is no rule of the language. Types and names are not looked at. */
export function parse(text: string): Node {
  return new Parser(lex(text)).rule();
}

class Parser {
  private at = 0;
  private depth = 0;
  constructor(private readonly tokens: Token[]) {}

  rule(): Node {
    const n = this.whole();
    if (this.peek.kind !== "end") this.fail("an operator is missing here");
    return n;
  }

  private get peek(): Token {
    return this.tokens[this.at]!;
  }

  private is(sign: string): boolean {
    return this.peek.kind === "sign" && this.peek.text === sign;
  }

  private fail(message: string): never {
    throw new RuleError(this.peek.span, message);
  }

  private take(): Token {
    return this.tokens[this.at++]!;
  }

  private expect(sign: string): Span {
    return this.is(sign) ? this.take().span : this.fail(`${sign} is missing here`);
  }

  private deeper(f: () => Node): Node {
    if (++this.depth > MAX_DEPTH) this.fail("too many things in one another");
    const n = f();
    this.depth--;
    return n;
  }

  private whole(): Node {
    return this.deeper(() => {
      const when = this.binary(Hold.or);
      if (!this.is("?")) return when;
      const ask = this.take().span;
      const then = this.binary(Hold.or);
      const other = this.expect(":");
      const last = this.whole();
      return made("if", "", when.outer.from, last.outer.to, [when, then, last], [ask, other]);
    });
  }

  /** Reads operators that bind at least so tightly. */
  private binary(least: number): Node {
    let left = this.unary();
    for (;;) {
      const { text } = this.peek;
      const tightness = Object.hasOwn(BINDS, text) ? BINDS[text]! : 0;
      if (tightness === 0 || tightness < least) return left;
      const n = made("binary", text, left.outer.from, 0, [left]);
      do {
        n.signs.push(this.take().span);
        n.args.push(this.binary(tightness + 1));
      } while (this.peek.text === text && tightness <= Hold.and);
      left = ends(n, n.args.at(-1)!.outer.to);
    }
  }

  private unary(): Node {
    if (!this.is("!") && !this.is("-")) return this.member();
    return this.deeper(() => {
      const sign = this.take();
      const of = this.unary();
      return made("unary", sign.text, sign.span.from, of.outer.to, [of], [sign.span]);
    });
  }

  /** Reads what stands behind dots. */
  private member(): Node {
    let n = this.primary();
    while (this.is(".")) {
      this.take();
      const word = this.peek;
      if (word.kind !== "word" || KEYWORDS.includes(word.text)) this.fail("a name is missing behind the dot");
      this.take();
      const from = n.outer.from;
      n = this.is("(") ? this.called(made("method", word.text, from, 0, [n], [word.span])) : made("get", word.text, from, word.span.to, [n], [word.span]);
    }
    return n;
  }

  private primary(): Node {
    const { kind, text, span } = this.peek;
    if (kind === "number" || kind === "text" || text === "true" || text === "false") {
      this.take();
      return made("literal", text, span.from, span.to);
    }
    if (this.is("(")) {
      this.take();
      const n = this.whole();
      n.outer = { from: span.from, to: this.expect(")").to };
      return n;
    }
    if (this.is("[")) {
      this.take();
      return this.parts(made("list", "", span.from, 0), "]");
    }
    if (kind !== "word" || KEYWORDS.includes(text) || RESERVED.includes(text)) this.fail("a value is missing here");
    this.take();
    return this.is("(") ? this.called(made("call", text, span.from, 0, [], [span])) : made("name", text, span.from, span.to, [], [span]);
  }

  private called(n: Node): Node {
    this.take();
    return this.parts(n, ")");
  }

  /** Reads what stands between brackets, and where it ends. Behind the last of a list may be a comma. */
  private parts(n: Node, end: string): Node {
    while (!this.is(end)) {
      n.args.push(this.whole());
      if (this.is(end)) break;
      this.expect(",");
      if (n.kind !== "list" && this.is(end)) this.fail("a value is missing here");
    }
    return ends(n, this.expect(end).to);
  }
}
