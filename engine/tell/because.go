package tell

import (
	"reflect"
	"slices"

	"banshi/engine/eval"
	"banshi/engine/expr"
	"banshi/engine/value"
)

// explainer goes down a rule along the parts that decided it.
type explainer struct {
	teller *Teller
	at     *eval.Site
	out    []Because
}

func (e *explainer) decided(n *expr.Node, sc scope, bound map[string]value.Value, not bool) {
	n, not = affirmed(n, not)
	v := e.at.Eval(n, bound)
	switch n.Op {
	case expr.Lit:
		return
	case expr.And, expr.Or:
		for _, a := range n.Args {
			// What decides is every part that came to the same as the whole.
			if eval.Result(e.at.Eval(a, bound)) == eval.Result(v) {
				e.decided(a, sc, bound, not)
			}
		}
		return
	case expr.Cond:
		if c := e.at.Eval(n.Args[0], bound); c.Known() {
			e.decided(n.Args[0], sc, bound, false)
			branch := n.Args[2]
			if c.IsTrue() {
				branch = n.Args[1]
			}
			e.decided(branch, sc, bound, not)
			return
		}
	}
	e.leaf(n, sc, bound, not, v)
}

func (e *explainer) leaf(n *expr.Node, sc scope, bound map[string]value.Value, not bool, v value.Value) {
	b := Because{Text: e.teller.say(n, sc, not), Result: eval.Result(v)}
	if not && v.Known() {
		b.Result = eval.Result(value.Bool(!v.Bool()))
	}
	e.values(n, sc, bound, &b)
	if !slices.ContainsFunc(e.out, func(o Because) bool { return reflect.DeepEqual(o, b) }) {
		e.out = append(e.out, b)
	}
}

// see notes a value under its name, once.
func (b *Because) see(name, shown string) {
	if seen := (Seen{name, shown}); !slices.Contains(b.Values, seen) {
		b.Values = append(b.Values, seen)
	}
}

// values lists what the part read, each once; of exists and all the element that decided.
func (e *explainer) values(n *expr.Node, sc scope, bound map[string]value.Value, b *Because) {
	t := e.teller
	switch n.Op {
	case expr.Lit:
		return
	case expr.Var, expr.Get:
		s := t.shape(n, sc)
		_, isBound := sc.bound[n.Name]
		if s.record == nil && s.table == nil && !(n.Op == expr.Var && isBound && s.field == nil) {
			b.see(t.name(n, sc), t.answered(t.name(n, sc), e.at.Eval(n, bound), s))
		}
		return
	case "size", "sum", "greatest":
		e.total(n, sc, bound, b)
		return
	case expr.All, expr.Exists:
		e.element(n, sc, bound, b)
		return
	case expr.Filter, expr.Map:
		e.values(n.Args[0], sc, bound, b)
		return
	}
	for _, a := range n.Args {
		e.values(a, sc, bound, b)
	}
}

// total shows what a list comes to, and not what stands in it.
func (e *explainer) total(n *expr.Node, sc scope, bound map[string]value.Value, b *Because) {
	b.see(e.teller.operand(n, sc), e.teller.shown(e.at.Eval(n, bound), e.teller.shape(n, sc)))
}

// writtenOut tells a list of literals: the sentence says it all.
func writtenOut(n *expr.Node) bool {
	return n.Op == expr.List && !slices.ContainsFunc(n.Args, func(a *expr.Node) bool { return a.Op != expr.Lit })
}

func (e *explainer) element(n *expr.Node, sc scope, bound map[string]value.Value, b *Because) {
	t := e.teller
	whole, list := e.at.Eval(n, bound), e.at.Eval(n.Args[0], bound)
	s := t.shape(n.Args[0], sc)
	inner := sc.with(n.Name, s)
	if writtenOut(n.Args[0]) {
		e.values(n.Args[1], inner, bound, b)
		return
	}
	for _, x := range list.List() {
		with := map[string]value.Value{n.Name: x}
		for k, v := range bound {
			with[k] = v
		}
		if eval.Result(e.at.Eval(n.Args[1], with)) == eval.Result(whole) && whole.IsTrue() == (n.Op == expr.Exists) {
			e.values(n.Args[1], inner, with, b)
			return
		}
	}
	shown := t.shown(list, shape{withheld: s.withheld})
	if list.Known() && !s.withheld {
		shown = t.inAll(len(list.List()))
	}
	b.see(t.operand(n.Args[0], sc), shown)
}
