package rule

import "banshi/engine/expr"

// MaxCost bounds what one rule may cost at worst, in steps of the evaluator. It is worked out before
// anything is evaluated, from the declared greatest sizes of tables, registers and texts:
//
//   - a node costs one step, and its parts; of `?:`, && and || all parts, although not all are taken;
//   - all, exists, filter and map cost their body once for each element that their list may have;
//   - a function that goes through a list costs a step for each element, one that reads a text or makes
//     one a step for ten characters; two texts are compared in one step.
//
// The size of what a rule makes is the greatest that it may have: of either branch of `?:`, of any
// element of a list, of what filter let through (all of it) and map made, of both sides of a +. Where
// nothing was declared it is the most that fields take at all.
//
// So the bound holds for answers and records within their declared sizes. An answer with more rows than
// rows.max is refused, and evaluated all the same, with at most field.MaxRows rows; that a register
// keeps to its max is up to the register. The names that an unknown carries are not counted.
const MaxCost = 100_000

func (e *Env) cost(n *expr.Node) uint64 { return e.costIn(n, nil) }

func (e *Env) costIn(n *expr.Node, bound map[string]*Type) uint64 {
	switch n.Op {
	case expr.Lit, expr.Var:
		return 1
	case expr.All, expr.Exists, expr.Filter, expr.Map:
		list := e.typeOf(n.Args[0], bound)
		return e.costIn(n.Args[0], bound) + 1 + uint64(list.most())*(1+e.costIn(n.Args[1], bind(n.Name, list, bound)))
	}
	total := uint64(1)
	for _, a := range n.Args {
		total += e.costIn(a, bound)
	}
	return total + e.costOf(n, bound)
}

// costOf is what a function costs beyond its step.
func (e *Env) costOf(n *expr.Node, bound map[string]*Type) uint64 {
	size := func(i int) (most uint64, kind Kind) {
		t := e.typeOf(n.Args[i], bound)
		if t == nil {
			return 0, "" // a number, a day, a yes or no
		}
		return uint64(t.most()), t.Kind
	}
	switch n.Op {
	case "in":
		most, _ := size(1)
		return most
	case "sum", "greatest":
		most, _ := size(0)
		return most
	case "size", "date", "number":
		if most, kind := size(0); kind == Text {
			return most / 10
		}
	case "contains", "startsWith", "same_name", "same_address", "+":
		a, kind := size(0)
		if b, _ := size(1); kind == Text {
			return (a + b) / 10
		}
	case "==", "!=":
		a, kind := size(0)
		if b, _ := size(1); kind == List {
			return min(a, b)
		}
	}
	return 0
}
