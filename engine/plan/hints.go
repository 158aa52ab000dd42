package plan

import (
	"strings"

	"banshi/engine/expr"
)

// kind is what a node stands for, as far as records go: one of a source, or a row of a table. Lists are as their
// elements.
type kind struct {
	record *RecordType
	table  *Field
}

// kinds resolves the nodes of a plan's rules; in is the table in whose rows a rule is evaluated.
type kinds struct {
	plan  *Plan
	in    *Field
	bound map[string]kind
}

// HintsRead names the cells that a rule reads and that may only be a hint, as source.cell. in is the table in whose
// rows it is evaluated, it what `it` stands for in it; both nil outside.
func (p *Plan) HintsRead(n *expr.Node, in *Field, it *expr.Node) []string {
	k := kinds{p, in, map[string]kind{}}
	if it != nil {
		k.bound["it"] = k.of(it)
	}
	var out []string
	k.walk(n, func(r *RecordType, cell *Field) {
		if cell.OnlyHint {
			out = append(out, r.ID+"."+cell.ID)
		}
	})
	return out
}

// walk calls f with every cell of a record that is read.
func (k kinds) walk(n *expr.Node, f func(*RecordType, *Field)) {
	if n == nil {
		return
	}
	switch n.Op {
	case expr.Get:
		if of := k.of(n.Args[0]); of.record != nil {
			if cell := of.record.Cell(n.Name); cell != nil {
				f(of.record, cell)
			}
		}
	case expr.All, expr.Exists, expr.Filter, expr.Map:
		k.walk(n.Args[0], f)
		inner := kinds{k.plan, k.in, map[string]kind{}}
		for name, of := range k.bound {
			inner.bound[name] = of
		}
		inner.bound[n.Name] = k.of(n.Args[0])
		for _, a := range n.Args[1:] {
			inner.walk(a, f)
		}
		return
	}
	for _, a := range n.Args {
		k.walk(a, f)
	}
}

func (k kinds) of(n *expr.Node) kind {
	switch n.Op {
	case expr.Var:
		if of, ok := k.bound[n.Name]; ok {
			return of
		}
		if id, ok := strings.CutPrefix(n.Name, "row."); ok && k.in != nil {
			return k.ofFact(k.in.Fact(id))
		}
		if id, ok := strings.CutPrefix(n.Name, "form."); ok {
			if t := k.plan.Field(id); t != nil && t.Type == "table" {
				return kind{table: t}
			}
			return kind{}
		}
		return k.ofFact(k.plan.Fact(n.Name))
	case expr.Get:
		if t := k.of(n.Args[0]).table; t != nil {
			return k.ofFact(t.Fact(n.Name))
		}
		return kind{}
	case expr.Cond:
		if of := k.of(n.Args[1]); of != (kind{}) {
			return of
		}
		return k.of(n.Args[2])
	case expr.Map: // of texts, numbers; a list of lists there is none
		return kind{}
	}
	if len(n.Args) > 0 { // filter, and functions that pick from a list
		return k.of(n.Args[0])
	}
	return kind{}
}

func (k kinds) ofFact(f *Fact) kind {
	if f == nil {
		return kind{}
	}
	return kind{record: k.plan.Records[f.Source]}
}

// MarkHints marks what a field is filled with from cells that may only be a hint; compile calls it once.
func (p *Plan) MarkHints() {
	for _, f := range p.Fields {
		p.markHints(f, nil)
		for _, c := range f.Columns {
			p.markHints(c, f)
		}
	}
}

func (p *Plan) markHints(f, in *Field) {
	for i := range f.Fill {
		f.Fill[i].Hint = len(p.HintsRead(f.Fill[i].Value, in, nil)) > 0
	}
}
