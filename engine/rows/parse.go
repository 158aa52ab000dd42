package rows

import "slices"

// Parse reads a rule. The error is an *Error, for what is no rule of the language: one with an index, a
// map, a remainder or null among them. Types and names are not looked at.
func Parse(text string) (*Node, error) {
	tokens, fault := lex(text)
	if fault != nil {
		return nil, fault
	}
	p := &parser{tokens: tokens}
	n := p.whole()
	if p.fault == nil && p.peek().kind != endToken {
		p.fail("an operator is missing here")
	}
	if p.fault != nil {
		return nil, p.fault
	}
	return n, nil
}

// maxDepth is how deep parts may stand in one another; package rule allows less.
const maxDepth = 128

type parser struct {
	tokens []token
	at     int
	depth  int
	fault  *Error
}

func (p *parser) peek() token { return p.tokens[p.at] }

func (p *parser) take() token {
	t := p.tokens[p.at]
	if t.kind != endToken {
		p.at++
	}
	return t
}

func (p *parser) is(sign string) bool { t := p.peek(); return t.kind == signToken && t.text == sign }

// fail notes the first fault, and goes to the end.
func (p *parser) fail(message string) *Node {
	if p.fault == nil {
		p.fault = &Error{p.peek().Span, message}
	}
	p.at = len(p.tokens) - 1
	return &Node{Kind: Name}
}

func (p *parser) expect(sign string) Span {
	if !p.is(sign) {
		p.fail(sign + " is missing here")
		return Span{}
	}
	return p.take().Span
}

// made is a node without parentheses.
func made(kind Kind, text string, from, to int, args ...*Node) *Node {
	return &Node{Kind: kind, Text: text, Args: args, Span: Span{from, to}, Outer: Span{from, to}}
}

func (p *parser) whole() *Node {
	if p.depth++; p.depth > maxDepth {
		return p.fail("too many things in one another")
	}
	defer func() { p.depth-- }()
	when := p.binary(looseOr)
	if !p.is("?") {
		return when
	}
	ask := p.take().Span
	then := p.binary(looseOr)
	other := p.expect(":")
	last := p.whole()
	n := made(If, "", when.Outer.From, last.Outer.To, when, then, last)
	n.Signs = []Span{ask, other}
	return n
}

// binary reads operators that bind at least so tightly.
func (p *parser) binary(least int) *Node {
	left := p.unary()
	for {
		t := p.peek()
		tightness := binds[t.text]
		if tightness == 0 || tightness < least {
			return left
		}
		n := made(Binary, t.text, left.Outer.From, 0, left)
		for {
			n.Signs = append(n.Signs, p.take().Span)
			n.Args = append(n.Args, p.binary(tightness+1))
			if p.peek().text != t.text || tightness > looseAnd {
				break
			}
		}
		n.Span.To = n.Args[len(n.Args)-1].Outer.To
		n.Outer = n.Span
		left = n
	}
}

func (p *parser) unary() *Node {
	t := p.peek()
	if !p.is("!") && !p.is("-") {
		return p.member()
	}
	if p.depth++; p.depth > maxDepth {
		return p.fail("too many things in one another")
	}
	defer func() { p.depth-- }()
	p.take()
	of := p.unary()
	n := made(Unary, t.text, t.From, of.Outer.To, of)
	n.Signs = []Span{t.Span}
	return n
}

// member reads what stands behind dots.
func (p *parser) member() *Node {
	n := p.primary()
	for p.is(".") {
		p.take()
		word := p.peek()
		if word.kind != wordToken || slices.Contains(keywords, word.text) {
			return p.fail("a name is missing behind the dot")
		}
		p.take()
		from := n.Outer.From
		if p.is("(") {
			n = p.arguments(made(Method, word.text, from, 0, n))
		} else {
			n = made(Get, word.text, from, word.To, n)
		}
		n.Signs = []Span{word.Span}
	}
	return n
}

// keywords are no names anywhere, reserved ones only behind a dot.
var (
	keywords = []string{"true", "false", "null", "in"}
	reserved = []string{"as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package", "namespace", "return", "var", "void", "while"}
)

func (p *parser) primary() *Node {
	t := p.peek()
	switch {
	case t.kind == numberToken || t.kind == textToken || t.kind == wordToken && (t.text == "true" || t.text == "false"):
		p.take()
		return made(Literal, t.text, t.From, t.To)
	case p.is("("):
		p.take()
		n := p.whole()
		n.Outer = Span{t.From, p.expect(")").To}
		return n
	case p.is("["):
		p.take()
		n := made(List, "", t.From, 0)
		p.parts(n, "]")
		return n
	case t.kind != wordToken || slices.Contains(keywords, t.text) || slices.Contains(reserved, t.text):
		return p.fail("a value is missing here")
	}
	p.take()
	if !p.is("(") {
		n := made(Name, t.text, t.From, t.To)
		n.Signs = []Span{t.Span}
		return n
	}
	n := p.arguments(made(Call, t.text, t.From, 0))
	n.Signs = []Span{t.Span}
	return n
}

func (p *parser) arguments(n *Node) *Node {
	p.take()
	p.parts(n, ")")
	return n
}

// parts reads what stands between brackets, commas between them, and where it ends. Behind the last of a
// list may be a comma.
func (p *parser) parts(n *Node, end string) {
	for !p.is(end) && p.fault == nil {
		n.Args = append(n.Args, p.whole())
		if p.is(end) {
			break
		}
		p.expect(",")
		if n.Kind != List && p.is(end) {
			p.fail("a value is missing here")
		}
	}
	n.Span.To = p.expect(end).To
	n.Outer = n.Span
}
