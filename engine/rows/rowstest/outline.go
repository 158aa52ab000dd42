package rowstest

import (
	"errors"

	"banshi/engine/rows"
)

// Outline is what package rows makes of a text, as lists of words and offsets that frontend/core/rows/outline.ts
// makes too: the tree, the condition and the value; or where the fault is.
func Outline(text string) any {
	n, err := rows.Parse(text)
	var fault *rows.Error
	if errors.As(err, &fault) {
		return []any{"fault", rows.UTF16(text, fault.From), rows.UTF16(text, fault.To), fault.Message}
	}
	o := outliner(text)
	return []any{o.node(n), o.cond(n.Condition()), o.operand(n.Operand())}
}

type outliner string

func (o outliner) at(list ...rows.Span) []any {
	out := []any{}
	for _, s := range list {
		out = append(out, rows.UTF16(string(o), s.From), rows.UTF16(string(o), s.To))
	}
	return out
}

func (o outliner) node(n *rows.Node) any {
	args := []any{}
	for _, a := range n.Args {
		args = append(args, o.node(a))
	}
	quoted, ok := n.Quoted()
	if !ok {
		quoted = "-"
	}
	return []any{string(n.Kind), n.Text, quoted, o.at(n.Span, n.Outer), o.at(n.Signs...), args}
}

func (o outliner) cond(c *rows.Cond) any {
	if c == nil {
		return nil
	}
	items := []any{}
	for _, i := range c.Items {
		items = append(items, o.cond(i))
	}
	return []any{string(c.Kind), o.at(c.Node.Span, c.Body.Outer), c.Neg, c.Op, o.operand(c.Left), o.operand(c.Right), c.How, c.Var, o.operand(c.List), o.cond(c.Where), items}
}

func (o outliner) operand(p *rows.Operand) any {
	if p == nil {
		return nil
	}
	args := []any{}
	for _, a := range p.Args {
		args = append(args, o.operand(a))
	}
	return []any{string(p.Kind), o.at(p.Node.Outer), p.Text, p.Unit, p.Var, o.cond(p.Where), args}
}
