package check

import (
	"encoding/json"

	"banshi/engine/expr"
	"banshi/engine/plan"
	"banshi/engine/value"
)

// logic finds rules that never or always hold, fields that can never show, and needed fields that
// their own need hides. It tries all combinations of the choices and yes-no answers that a rule
// reads; whatever else a rule compares counts as a yes-no answer of its own. So what it reports is
// sure, and what it does not report may still be so.
func (c *checker) logic() {
	for _, r := range c.plan.Rules {
		word := c.rules[r.ID]
		if word == nil {
			continue
		}
		c.constant(r.When, word.When.Pos0(), "条件的“什么时候”")
		c.constant(r.That, word.That.Pos, "受理条件")
	}
	for _, s := range c.plan.Sections {
		if w := c.sections[s.ID]; w != nil {
			c.constant(s.Show, w.Show.Pos0(), "分节的显示规则")
		}
	}
	for _, f := range c.plan.Fields {
		c.fieldLogic(f, f.ID, c.sectionShow(f.Section))
		for _, col := range f.Columns {
			c.fieldLogic(col, f.ID+"."+col.ID, nil)
		}
	}
}

func (c *checker) sectionShow(id string) *expr.Node {
	for _, s := range c.plan.Sections {
		if s.ID == id {
			return s.Show
		}
	}
	return nil
}

func (c *checker) fieldLogic(f *plan.Field, path string, outer *expr.Node) {
	w := c.fields[path]
	if w == nil {
		return
	}
	c.constant(f.Show, w.Show.Pos0(), "显示规则")
	if f.Show != nil && outer != nil {
		if some, _ := c.outcomes(and(outer, f.Show)); !some {
			c.neverShown(w)
			return
		}
	}
	if f.Need == nil || f.Need.IsConst(true) {
		return
	}
	c.constant(f.Need, w.Need.Pos0(), "必填规则")
	if f.Show != nil {
		if some, _ := c.outcomes(and(f.Show, f.Need)); !some {
			c.needHidden(w)
		}
	}
}

func and(a, b *expr.Node) *expr.Node { return &expr.Node{Op: expr.And, Args: []*expr.Node{a, b}} }

// maxCombinations bounds the search; a rule with more says nothing.
const maxCombinations = 4096

// outcomes tells whether some combination makes the rule true, and whether some makes it false.
func (c *checker) outcomes(n *expr.Node) (some, notAll bool) {
	t := &table{plan: c.plan, at: map[string]int{}}
	t.collect(n)
	total := 1
	for _, v := range t.vars {
		if total *= len(v.domain); total > maxCombinations {
			return true, true
		}
	}
	for i := 0; i < total; i++ {
		t.pick(i)
		if t.eval(n) {
			some = true
		} else {
			notAll = true
		}
		if some && notAll {
			break
		}
	}
	return some, notAll
}

// table holds the variables of a rule with a choice of their values.
type table struct {
	plan   *plan.Plan
	vars   []variable
	at     map[string]int
	chosen []string
}

type variable struct {
	name   string
	domain []string
}

const (
	yes = "yes"
	no  = "no"
)

func (t *table) add(name string, domain []string) {
	if _, ok := t.at[name]; !ok {
		t.at[name] = len(t.vars)
		t.vars = append(t.vars, variable{name, domain})
	}
}

func (t *table) pick(i int) {
	t.chosen = t.chosen[:0]
	for _, v := range t.vars {
		t.chosen = append(t.chosen, v.domain[i%len(v.domain)])
		i /= len(v.domain)
	}
}

func (t *table) value(name string) string { return t.chosen[t.at[name]] }

func (t *table) collect(n *expr.Node) {
	switch n.Op {
	case expr.And, expr.Or, "!", expr.Cond:
		for _, a := range n.Args {
			t.collect(a)
		}
		return
	case expr.Lit:
		return
	}
	if name, domain := t.choice(n); name != "" {
		t.add(name, domain)
		return
	}
	t.add(key(n), []string{yes, no})
}

// choice recognises a comparison of a choice with its options.
func (t *table) choice(n *expr.Node) (string, []string) {
	if n.Op != "==" && n.Op != "!=" && n.Op != "in" || n.Args[0].Op != expr.Var {
		return "", nil
	}
	if n.Op == "in" && !texts(n.Args[1]) || n.Op != "in" && !isText(n.Args[1]) {
		return "", nil
	}
	for _, f := range t.plan.Fields {
		if "form."+f.ID == n.Args[0].Name && f.Type == "choice" && len(f.Options) > 0 {
			domain := make([]string, len(f.Options))
			for i, o := range f.Options {
				domain[i] = o.Code
			}
			return n.Args[0].Name, domain
		}
	}
	return "", nil
}

func isText(n *expr.Node) bool { return n.Op == expr.Lit && n.Value.Kind() == value.KindText }

func texts(n *expr.Node) bool {
	if n.Op != expr.List {
		return false
	}
	for _, a := range n.Args {
		if !isText(a) {
			return false
		}
	}
	return true
}

// key names whatever is no choice by its text.
func key(n *expr.Node) string {
	data, err := json.Marshal(n)
	if err != nil {
		return ""
	}
	return string(data)
}

func (t *table) eval(n *expr.Node) bool {
	switch n.Op {
	case expr.And:
		return t.eval(n.Args[0]) && t.eval(n.Args[1])
	case expr.Or:
		return t.eval(n.Args[0]) || t.eval(n.Args[1])
	case "!":
		return !t.eval(n.Args[0])
	case expr.Cond:
		if t.eval(n.Args[0]) {
			return t.eval(n.Args[1])
		}
		return t.eval(n.Args[2])
	case expr.Lit:
		return n.Value.IsTrue()
	}
	name, _ := t.choice(n)
	if name == "" {
		return t.value(key(n)) == yes
	}
	have := t.value(name)
	if n.Op == "in" {
		for _, a := range n.Args[1].Args {
			if a.Value.Text() == have {
				return true
			}
		}
		return false
	}
	return (n.Args[1].Value.Text() == have) == (n.Op == "==")
}
