package check

import (
	"strings"

	"banshi/engine/expr"
	"banshi/engine/plan"
)

// blanks finds conditions that read a field which may be hidden or left blank, without asking first:
// such cases go to a person, which an author should know.
func (c *checker) blanks() {
	for _, r := range c.plan.Rules {
		asked := map[string]bool{}
		r.When.Walk(func(n *expr.Node) bool {
			if n.Op == expr.Var {
				asked[n.Name] = true
			}
			return true
		})
		r.That.Walk(func(n *expr.Node) bool {
			if n.Op == expr.Has && n.Args[0].Op == expr.Var {
				asked[n.Args[0].Name] = true
			}
			return true
		})
		for _, name := range r.That.Reads() {
			f := c.formField(name)
			if f != nil && !asked[name] && c.mayBeBlank(f) && c.matters(r, f) {
				c.mayBeEmpty(r, f)
			}
		}
	}
}

// formField is the field that a rule names as form.<id>; nil for any other name.
func (c *checker) formField(name string) *plan.Field {
	id, ok := strings.CutPrefix(name, "form.")
	if !ok {
		return nil
	}
	return c.plan.Field(id)
}

// matters tells whether the condition can fail while the field is hidden. A needed field that is
// shown wherever the condition hangs on it never sends a case to a person.
func (c *checker) matters(r *plan.Rule, f *plan.Field) bool {
	show := c.show(f)
	if show == nil || !f.Need.IsConst(true) {
		return true
	}
	undecided := and(not(show), not(r.That))
	if r.When != nil {
		undecided = and(r.When, undecided)
		for _, shown := range c.implied(r.When, map[string]bool{}) {
			undecided = and(shown, undecided)
		}
	}
	some, _ := c.outcomes(undecided)
	return some
}

func not(n *expr.Node) *expr.Node { return &expr.Node{Op: "!", Args: []*expr.Node{n}} }

// implied are the show rules of the fields that must have a value where a rule is true: a comparison
// with a hidden field is empty, and so never true.
func (c *checker) implied(n *expr.Node, seen map[string]bool) []*expr.Node {
	switch {
	case n == nil || n.Op == expr.Or || n.Op == expr.Cond:
		return nil
	case n.Op == expr.And:
		return append(c.implied(n.Args[0], seen), c.implied(n.Args[1], seen)...)
	case n.Op != expr.Has && absorbs(n):
		return nil
	}
	var out []*expr.Node
	for _, name := range n.Reads() {
		if seen[name] {
			continue
		}
		seen[name] = true
		if f := c.plan.Fact(name); f != nil {
			// A record is there only if it was looked up, under a key that has a value.
			if !f.Many {
				out = append(append(out, holds(f.When)...), c.implied(f.When, seen)...)
				out = append(out, c.implied(f.Key, seen)...)
			}
			continue
		}
		f := c.formField(name)
		if f == nil || f.Type == "table" || f.Type == "choices" {
			continue
		}
		if show := c.show(f); show != nil {
			out = append(append(out, show), c.implied(show, seen)...)
		}
	}
	return out
}

func holds(n *expr.Node) []*expr.Node {
	if n == nil {
		return nil
	}
	return []*expr.Node{n}
}

// absorbs tells whether a rule may be true although one of its parts is empty.
func absorbs(n *expr.Node) (found bool) {
	n.Walk(func(n *expr.Node) bool {
		switch n.Op {
		case expr.And, expr.Or, expr.Cond, expr.All, expr.Exists, expr.Filter, expr.Has:
			found = true
		}
		return !found
	})
	return found
}

// show is when a field is shown: its section and itself; nil for always.
func (c *checker) show(f *plan.Field) *expr.Node {
	outer := c.sectionShow(f.Section)
	switch {
	case outer == nil:
		return f.Show
	case f.Show == nil:
		return outer
	}
	return and(outer, f.Show)
}

func (c *checker) mayBeBlank(f *plan.Field) bool {
	if f.Clerk || f.Type == "table" || f.Type == "choices" || len(f.Compute) > 0 {
		return false
	}
	return c.show(f) != nil || !f.Need.IsConst(true)
}

// sensitive finds personal data that nothing uses, or that nobody says what it is for.
func (c *checker) sensitive() {
	used := map[string]bool{}
	c.plan.EachRule(func(n *expr.Node) {
		for _, name := range n.Reads() {
			used[name] = true
		}
	})
	for _, f := range c.plan.Fields {
		c.sensitiveField(f, f.ID, used["form."+f.ID])
		for _, col := range f.Columns {
			c.sensitiveField(col, f.ID+"."+col.ID, used["row."+col.ID])
		}
	}
}

func (c *checker) sensitiveField(f *plan.Field, path string, used bool) {
	if !f.Sensitive || c.fields[path] == nil {
		return
	}
	if f.Purpose == "" {
		c.noPurpose(c.fields[path])
	}
	if !used && len(f.Fill) == 0 && !c.paysTo(f) {
		c.sensitiveUnused(c.fields[path])
	}
}

// paysTo tells a field that is used by what comes after the decision: the account to pay to.
func (c *checker) paysTo(f *plan.Field) bool { return f.Type == "bank_card" && c.plan.Type == "grant" }
