package tell

import (
	"unicode/utf8"

	"banshi/engine/expr"
	"banshi/engine/rows"
)

// Clause is a piece of a sentence with the part of the rule's text that it says, in bytes of the text.
type Clause struct {
	rows.Span
	Text string
}

// Clauses writes a rule as Sentence does, in pieces: put together they are the sentence. Each carries the
// place of the innermost item of the rule's rows (rows.Cond) that it belongs to, parentheses included; what
// joins the items of a group carries the group's. text is the rule's source. Where it is not the text that n
// was made from, there is one clause.
func (t *Teller) Clauses(path string, n *expr.Node, text string) []Clause {
	root, err := rows.Parse(text)
	if err != nil {
		return []Clause{{rows.Span{From: 0, To: len(text)}, t.Sentence(path, n)}}
	}
	m := &marks{at: map[*expr.Node]int{}}
	m.align(n, root, true)
	marked := *t
	marked.marks = m
	return m.cut(marked.Sentence(path, n), root.Outer)
}

// marks puts characters that no text has round what is said of a node, so that templates may move it.
type marks struct {
	at    map[*expr.Node]int // index into spans
	spans []rows.Span
}

const (
	firstMark = 0xF0000 // of private use: opens what is said of spans[r-firstMark]
	lastMark  = 0xFFFFC
	endMark   = 0xFFFFD
)

// around marks what is said of a node.
func (m *marks) around(n *expr.Node, said string) string {
	if m == nil {
		return said
	}
	i, ok := m.at[n]
	if !ok || firstMark+i > lastMark {
		return said
	}
	return string(rune(firstMark+i)) + said + string(rune(endMark))
}

// cut takes the marks out of a sentence.
func (m *marks) cut(said string, whole rows.Span) []Clause {
	var out []Clause
	inside := []rows.Span{whole}
	from := 0
	piece := func(to int) {
		if from < to {
			out = append(out, Clause{inside[len(inside)-1], said[from:to]})
		}
	}
	for i, r := range said {
		switch {
		case r >= firstMark && r <= lastMark:
			piece(i)
			inside, from = append(inside, m.spans[r-firstMark]), i+utf8.RuneLen(r)
		case r == endMark && len(inside) > 1:
			piece(i)
			inside, from = inside[:len(inside)-1], i+utf8.RuneLen(r)
		}
	}
	piece(len(said))
	return out
}

// align goes through a checked rule and its text together, and notes the conditions. item tells that the node
// stands where rows have an item.
func (m *marks) align(e *expr.Node, r *rows.Node, item bool) {
	whole := r.Outer
	for r.Kind == rows.Unary && r.Args[0].Kind == rows.Unary && r.Args[0].Text == r.Text && r.Args[0].Bare() {
		r = r.Args[0].Args[0] // cel-go drops !! and --
	}
	if !sameNode(e, r) {
		return
	}
	if _, noted := m.at[e]; !noted && (item || r.Condition().Kind != rows.OpenIt) {
		m.at[e] = len(m.spans)
		m.spans = append(m.spans, whole)
	}
	switch {
	case e.Op == expr.And || e.Op == expr.Or:
		checked, written := chain(e, e.Op, nil), writtenChain(r, r.Text, nil)
		for i := 0; i < len(checked) && len(checked) == len(written); i++ {
			m.align(checked[i], written[i], true)
		}
	case isMacro(e.Op):
		m.align(e.Args[0], r.Args[0], false)
		m.align(e.Args[1], r.Args[2], e.Op != expr.Map)
	case len(e.Args) == len(r.Args):
		for i, a := range e.Args {
			m.align(a, r.Args[i], false)
		}
	}
}

func isMacro(op expr.Op) bool {
	return op == expr.All || op == expr.Exists || op == expr.Filter || op == expr.Map
}

// sameNode tells whether a node of the checked rule is that of the text.
func sameNode(e *expr.Node, r *rows.Node) bool {
	switch r.Kind {
	case rows.Literal:
		return e.Op == expr.Lit
	case rows.Name:
		return e.Op == expr.Var
	case rows.Get:
		return e.Op == expr.Var || e.Op == expr.Get
	case rows.List:
		return e.Op == expr.List
	case rows.If:
		return e.Op == expr.Cond
	case rows.Unary:
		return r.Text == "!" && e.Op == "!" || r.Text == "-" && (e.Op == "neg" || e.Op == expr.Lit)
	case rows.Method:
		if isMacro(e.Op) && len(r.Args) != 3 {
			return false
		}
	}
	return string(e.Op) == r.Text
}

// chain lists what && or || joins: cel-go balances long chains.
func chain(n *expr.Node, op expr.Op, out []*expr.Node) []*expr.Node {
	if n.Op != op {
		return append(out, n)
	}
	return chain(n.Args[1], op, chain(n.Args[0], op, out))
}

func writtenChain(n *rows.Node, op string, out []*rows.Node) []*rows.Node {
	if n.Kind != rows.Binary || n.Text != op {
		return append(out, n)
	}
	for _, a := range n.Args {
		out = writtenChain(a, op, out)
	}
	return out
}
