package tell

import (
	"banshi/engine/eval"
	"banshi/engine/expr"
	"banshi/engine/rows"
)

// Part is a condition within a rule, and what it came to where the rule was evaluated.
type Part struct {
	rows.Span        // in bytes of the rule's text, parentheses included
	Result    string // as eval.Result says it
	Values    []Seen // what it read
	Missing   []string
}

// Parts lists the conditions of a rule's text with what each came to, outermost first. text is the rule's
// source: none where it is not the text that the rule was made from. What stands inside all, exists, filter
// and map is asked once for each row, and has no part of its own.
func (t *Teller) Parts(at *eval.Site, text string) []Part {
	root, err := rows.Parse(text)
	if err != nil {
		return nil
	}
	m := &marks{at: map[*expr.Node]int{}}
	m.align(at.Node, root, true)
	e := &explainer{teller: t, at: at}
	sc := t.scopeOf(at.Rule)
	var out []Part
	var visit func(*expr.Node)
	visit = func(n *expr.Node) {
		if i, ok := m.at[n]; ok {
			v := at.Eval(n, nil)
			b := Because{}
			e.values(n, sc, nil, &b)
			p := Part{Span: m.spans[i], Result: eval.Result(v), Values: b.Values}
			if v.IsUnknown() {
				p.Missing = v.Names().Slice()
			}
			out = append(out, p)
		}
		for i, a := range n.Args {
			if i == 0 || !isMacro(n.Op) {
				visit(a)
			}
		}
	}
	visit(at.Node)
	return out
}
