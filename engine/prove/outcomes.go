package prove

import (
	"slices"

	"banshi/engine/expr"
	"banshi/engine/value"
)

// of gives all that a rule can come to in a state. A name that the state does not hold can be anything.
func (p *possibilities) of(n *expr.Node, state map[string]outcome) outcome {
	switch n.Op {
	case expr.Lit:
		return literal(n)
	case expr.Var:
		return p.read(n.Name, state)
	case expr.Get:
		return p.cell(n, state)
	case expr.Has, "!":
		out := outcome(0)
		for _, o := range each(p.of(n.Args[0], state)) {
			out |= turned(n.Op, o)
		}
		return out
	case expr.And:
		return decided(p.of(n.Args[0], state), p.of(n.Args[1], state), isFalse)
	case expr.Or:
		return decided(p.of(n.Args[0], state), p.of(n.Args[1], state), isTrue)
	case expr.Cond:
		return p.branch(n, state)
	case expr.All, expr.Exists:
		return p.quantified(n, state)
	}
	return p.strictly(n, state)
}

func literal(n *expr.Node) outcome {
	switch {
	case n.Value.Kind() != value.KindBool:
		return isOther
	case n.Value.Bool():
		return isTrue
	}
	return isFalse
}

func (p *possibilities) read(name string, state map[string]outcome) outcome {
	if s, ok := state[name]; ok {
		return s
	}
	return p.limits(name, state)
}

func (p *possibilities) cell(n *expr.Node, state map[string]outcome) outcome {
	if s, ok := state[written(n)]; ok {
		return s
	}
	record := p.of(n.Args[0], state)
	out := record & (isEmpty | isUnknown)
	if record&isKnown != 0 {
		out |= isKnown | isEmpty
	}
	return out
}

// each takes a set apart.
func each(set outcome) []outcome {
	var out []outcome
	for o := isTrue; o <= isUnknown; o <<= 1 {
		if set&o != 0 {
			out = append(out, o)
		}
	}
	return out
}

// turned is has and !. A list may be known and yet have nothing.
func turned(op expr.Op, o outcome) outcome {
	switch {
	case o == isUnknown, op == "!" && o == isEmpty:
		return o
	case op == "!" && o == isTrue, op == expr.Has && o == isEmpty:
		return isFalse
	case op == "!" && o == isFalse:
		return isTrue
	}
	return isTrue | isFalse
}

// decided is && (by false) and || (by true).
func decided(a, b, by outcome) outcome {
	out := outcome(0)
	for _, x := range each(truth(a)) {
		for _, y := range each(truth(b)) {
			switch {
			case x == by || y == by:
				out |= by
			case x == isUnknown || y == isUnknown:
				out |= isUnknown
			case x == isEmpty || y == isEmpty:
				out |= isEmpty
			default:
				out |= (isTrue | isFalse) &^ by
			}
		}
	}
	return out
}

// truth reads a value as yes or no.
func truth(set outcome) outcome {
	if set&isOther != 0 {
		set = set&^isOther | isTrue | isFalse
	}
	return set
}

func (p *possibilities) branch(n *expr.Node, state map[string]outcome) outcome {
	c := truth(p.of(n.Args[0], state))
	out := c & (isEmpty | isUnknown)
	if c&isTrue != 0 {
		out |= p.of(n.Args[1], state)
	}
	if c&isFalse != 0 {
		out |= p.of(n.Args[2], state)
	}
	return out
}

// quantified is all and exists: each element for itself, over a list that may have none.
func (p *possibilities) quantified(n *expr.Node, state map[string]outcome) outcome {
	list := p.of(n.Args[0], state)
	out := list & (isEmpty | isUnknown)
	if list&isKnown == 0 {
		return out
	}
	return out | isTrue | isFalse | p.body(n, state)&(isEmpty|isUnknown)
}

// body is what comes of an element. A row may be half filled; the cells of records that were looked up are
// never unknown.
func (p *possibilities) body(n *expr.Node, state map[string]outcome) outcome {
	inner := make(map[string]outcome, len(state)+1)
	for k, v := range state {
		inner[k] = v
	}
	inner[n.Name] = isAny
	if list := n.Args[0]; list.Op == expr.Var && p.many[list.Name] || constant(list) {
		inner[n.Name] = isKnown
	}
	return p.of(n.Args[1], inner)
}

// constant tells whether a list is written out in the rule.
func constant(list *expr.Node) bool {
	return list.Op == expr.List && !slices.ContainsFunc(list.Args, func(a *expr.Node) bool { return a.Op != expr.Lit })
}

// strictly is everything else: empty as soon as a part is, else unknown as soon as a part is.
func (p *possibilities) strictly(n *expr.Node, state map[string]outcome) outcome {
	var out outcome
	all, allNotEmpty, anyUnknown := true, true, false
	for i, a := range n.Args {
		o := p.of(a, state)
		if i == 1 && (n.Op == expr.Filter || n.Op == expr.Map) {
			o = p.body(n, state) | isKnown
		}
		out |= o & isEmpty
		all = all && o&isKnown != 0
		allNotEmpty = allNotEmpty && o&(isKnown|isUnknown) != 0
		anyUnknown = anyUnknown || o&isUnknown != 0
	}
	if anyUnknown && allNotEmpty {
		out |= isUnknown
	}
	if !all {
		return out
	}
	return out | ofKnown(n)
}

// ofKnown is what a function gives for known parts: sums may overflow, days may not be, and names may be
// for a person to compare.
func ofKnown(n *expr.Node) outcome {
	switch n.Op {
	case "==", "!=", "<", "<=", ">", ">=", "in", "startsWith", "contains", "same_address":
		return isTrue | isFalse
	case "same_name":
		return isTrue | isFalse | isUnknown
	case expr.List, "size", "age", expr.Filter, expr.Map:
		return isOther
	case "years", "months", "days", "workdays":
		if n.Args[0].Op == expr.Lit {
			return isOther
		}
	}
	return isKnown | isEmpty
}
