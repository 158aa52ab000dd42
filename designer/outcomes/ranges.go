package outcomes

import (
	"fmt"
	"slices"
	"strings"

	"banshi/engine/expr"
	"banshi/engine/value"
)

// ranges cuts numbers and days at the edges with which the rules compare them: below, at and above each; neighbours that no
// rule tells apart are one.
func (c *cutter) ranges() []Cell {
	if c.uses.whole || len(c.uses.tests) == 0 {
		return nil
	}
	var edges []value.Value
	for _, t := range c.uses.tests {
		if t.Op == expr.Has {
			continue
		}
		edge, ok := c.edge(t)
		if !ok {
			return nil
		}
		edges = append(edges, edge)
	}
	slices.SortFunc(edges, order)
	edges = slices.CompactFunc(edges, func(a, b value.Value) bool { return order(a, b) == 0 })
	return c.between(edges)
}

func order(a, b value.Value) int {
	n, _ := value.Compare(a, b)
	return n
}

// edge is what a test compares the question with: a number, or a day.
func (c *cutter) edge(t *expr.Node) (value.Value, bool) {
	if len(t.Args) != 2 {
		return value.Value{}, false
	}
	for i, a := range t.Args {
		if b := t.Args[1-i]; a.Op == expr.Var && a.Name == "form."+c.f.ID && !slices.Contains(b.Reads(), a.Name) {
			prog, err := expr.Bind(b, names{"", "today"})
			if err != nil {
				return value.Value{}, false
			}
			v := prog.Eval(&expr.Frame{Slots: []value.Value{{}, c.today}})
			return v, v.IsNumeric() && c.f.Type != "date" || v.Kind() == value.KindDate && c.f.Type == "date"
		}
	}
	return value.Value{}, false
}

// stretch is a range: from an edge to an edge, either of which may be missing.
type stretch struct {
	from, to     value.Value
	fromIn, toIn bool // with the edge itself
	some         value.Value
	key          string
}

// between are the ranges that edges leave, without those in which no answer can be.
func (c *cutter) between(edges []value.Value) []Cell {
	var list []stretch
	add := func(s stretch) {
		if s.key = c.uses.vector("form."+c.f.ID, s.some, c.today); len(list) > 0 && list[len(list)-1].key == s.key {
			last := &list[len(list)-1]
			last.to, last.toIn = s.to, s.toIn
			return
		}
		list = append(list, s)
	}
	low, high := c.bound(c.f.Min), c.bound(c.f.Max)
	fits := func(v value.Value) bool {
		return (!low.Known() || order(v, low) >= 0) && (!high.Known() || order(v, high) <= 0)
	}
	for i, e := range edges {
		from := value.Empty()
		if i > 0 {
			from = edges[i-1]
		}
		below, ok := c.step(e, -1)
		if ok && fits(below) && (i == 0 || order(below, from) > 0) {
			add(stretch{from: from, to: e, some: below})
		}
		if fits(e) {
			add(stretch{from: e, to: e, fromIn: true, toIn: true, some: e})
		}
	}
	if n := len(edges); n > 0 {
		if above, ok := c.step(edges[n-1], 1); ok && fits(above) {
			add(stretch{from: edges[n-1], to: value.Empty(), some: above})
		}
	} else {
		return nil
	}
	var out []Cell
	for _, s := range list {
		out = append(out, Cell{c.said(s), c.answer(s.some)})
	}
	return out
}

// bound is a least or most that is written out.
func (c *cutter) bound(n *expr.Node) value.Value {
	if n == nil || n.Op != expr.Lit {
		return value.Empty()
	}
	return n.Value
}

// step is the next answer there can be.
func (c *cutter) step(v value.Value, by int64) (value.Value, bool) {
	switch {
	case v.Kind() == value.KindDate:
		return value.DateOf(v.Date() + value.Date(by)), true
	case c.f.Type == "integer":
		n, ok := whole(v)
		return value.Int(n + by), ok
	}
	places := 2
	if c.f.Digits != nil {
		places = *c.f.Digits
	}
	unit := value.FromInt(1)
	if places > 0 {
		unit, _ = value.ParseDecimal("0." + strings.Repeat("0", places-1) + "1")
	}
	step, _ := unit.Mul(value.FromInt(by))
	sum, ok := numberOf(v).Add(step)
	return value.Num(sum), ok
}

func numberOf(v value.Value) value.Number {
	if v.Kind() == value.KindInt {
		return value.FromInt(v.Int())
	}
	return v.Number()
}

func whole(v value.Value) (int64, bool) {
	if v.Kind() == value.KindInt {
		return v.Int(), true
	}
	return 0, false
}

// answer is a value as an application has it.
func (c *cutter) answer(v value.Value) any {
	switch {
	case v.Kind() == value.KindDate:
		return v.Date().String()
	case v.Kind() == value.KindInt && c.f.Type == "integer":
		return v.Int()
	}
	places := 2
	if c.f.Digits != nil {
		places = *c.f.Digits
	}
	return numberOf(v).Fixed(places)
}

// said writes a range.
func (c *cutter) said(s stretch) string {
	in := func(v value.Value) string {
		if got, ok := c.parse(c.answer(v)); ok {
			return c.written(got)
		}
		return fmt.Sprint(c.answer(v))
	}
	day, lang := c.f.Type == "date", c.plan.Language
	lower, upper := "", ""
	if s.from.Known() {
		lower = fmt.Sprintf(say(pick(s.fromIn, pick(day, sayFromDay, sayLeast), pick(day, sayAfterDay, sayMore)), lang), in(s.from))
	}
	if s.to.Known() {
		upper = fmt.Sprintf(say(pick(s.toIn, pick(day, sayToDay, sayMost), pick(day, sayBeforeDay, sayLess)), lang), in(s.to))
	}
	switch {
	case lower == "":
		return upper
	case upper == "":
		return lower
	case s.fromIn && s.toIn && order(s.from, s.to) == 0:
		return in(s.from)
	}
	return lower + say(sayOr, lang) + upper
}

func pick[T any](yes bool, a, b T) T {
	if yes {
		return a
	}
	return b
}
