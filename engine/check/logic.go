package check

import (
	"fmt"
	"slices"

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
	c.conditions()
	for _, f := range c.plan.Fields {
		c.fieldLogic(f, f.ID, c.sectionShow(f.Section))
		for _, col := range f.Columns {
			c.fieldLogic(col, f.ID+"."+col.ID, nil)
		}
	}
}

func (c *checker) sectionShow(id string) *expr.Node {
	if s := c.plan.Section(id); s != nil {
		return s.Show
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
	return c.outcomesWith(n, nil)
}

// outcomesWith knows further names that take one of several texts.
func (c *checker) outcomesWith(n *expr.Node, more map[string][]string) (some, notAll bool) {
	t := &table{choices: c.choiceFields(), more: more, at: map[string]int{}, atoms: map[*expr.Node]int{}}
	if !connects(n) && t.choice(n) == nil {
		return true, true // one comparison that is no choice: it may go either way
	}
	t.collect(n)
	total := 1
	for _, v := range t.vars {
		if total *= len(v); total > maxCombinations {
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

// choiceFields are the choices of the form with their codes, by name in a rule.
func (c *checker) choiceFields() map[string][]string {
	if c.choices != nil {
		return c.choices
	}
	c.choices = map[string][]string{}
	for _, f := range c.plan.Fields {
		if f.Type != "choice" || len(f.Options) == 0 {
			continue
		}
		codes := make([]string, len(f.Options))
		for i, o := range f.Options {
			codes[i] = o.Code
		}
		c.choices["form."+f.ID] = codes
	}
	return c.choices
}

// connects tells whether a rule is made of smaller conditions.
func connects(n *expr.Node) bool {
	switch n.Op {
	case expr.And, expr.Or, "!", expr.Cond, expr.Lit:
		return true
	}
	return false
}

// table holds the variables of a rule with a choice of their values. A comparison with a choice is
// a variable of its options; any other part of the rule is one that says yes or no.
type table struct {
	choices map[string][]string
	more    map[string][]string // further names and their texts
	vars    [][]string
	at      map[string]int     // variable of a choice, or of the text of another part
	atoms   map[*expr.Node]int // variable of a part
	chosen  []string
}

var yesNo = []string{"yes", "no"}

func (t *table) add(n *expr.Node, name string, domain []string) {
	i, known := t.at[name]
	if !known {
		i = len(t.vars)
		t.at[name] = i
		t.vars = append(t.vars, domain)
	}
	t.atoms[n] = i
}

func (t *table) pick(i int) {
	t.chosen = t.chosen[:0]
	for _, domain := range t.vars {
		t.chosen = append(t.chosen, domain[i%len(domain)])
		i /= len(domain)
	}
}

func (t *table) collect(n *expr.Node) {
	switch {
	case connects(n):
		for _, a := range n.Args {
			t.collect(a)
		}
	default:
		if domain := t.choice(n); domain != nil {
			t.add(n, n.Args[0].Name, domain)
			return
		}
		t.add(n, key(n), yesNo)
	}
}

// choice recognises a comparison of a choice with its options, and gives them.
func (t *table) choice(n *expr.Node) []string {
	if n.Op != "==" && n.Op != "!=" && n.Op != "in" || n.Args[0].Op != expr.Var {
		return nil
	}
	if n.Op == "in" && !allTexts(n.Args[1]) || n.Op != "in" && !isText(n.Args[1]) {
		return nil
	}
	if codes := t.more[n.Args[0].Name]; codes != nil {
		return codes
	}
	return t.choices[n.Args[0].Name]
}

func isText(n *expr.Node) bool { return n.Op == expr.Lit && n.Value.Kind() == value.KindText }

func allTexts(n *expr.Node) bool {
	return n.Op == expr.List && !slices.ContainsFunc(n.Args, func(a *expr.Node) bool { return !isText(a) })
}

// key names a part that is no choice by its text: where it stands twice, it is one variable.
func key(n *expr.Node) string {
	data, err := n.AppendJSON(nil)
	if err != nil {
		return fmt.Sprintf("%p", n)
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
	have := t.chosen[t.atoms[n]]
	switch {
	case t.choice(n) == nil:
		return have == yesNo[0]
	case n.Op == "in":
		return slices.ContainsFunc(n.Args[1].Args, func(a *expr.Node) bool { return a.Value.Text() == have })
	}
	return (n.Args[1].Value.Text() == have) == (n.Op == "==")
}
