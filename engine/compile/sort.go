package compile

import (
	"strings"

	"banshi/engine/expr"
	"banshi/engine/plan"
	"banshi/engine/spec"
	"banshi/engine/value"
)

var falseValue = value.Bool(false)

// sort works out the order of evaluation from what reads what. Equal ones stand in file order. A
// cycle is a fault at one of its fields, and shows the whole path.
func (c *compiler) sort() {
	g := &graph{reads: map[string][]string{}}
	for _, f := range c.out.Facts {
		g.add(f.ID, f.Key, f.When)
	}
	for _, s := range c.out.Sections {
		g.add("section."+s.ID, s.Show)
	}
	for _, f := range c.out.Fields {
		name := "form." + f.ID
		g.add(name, fieldRules(f)...)
		g.reads[name] = append(g.reads[name], "section."+f.Section)
		if f.Rows != nil && f.Rows.From != "" {
			g.reads[name] = append(g.reads[name], f.Rows.From)
		}
		for _, col := range f.Columns {
			g.more(name, fieldRules(col)...)
		}
		for _, rf := range f.Facts {
			g.more(name, rf.Key, rf.When)
		}
		f.Order = c.sortRow(f)
	}
	order, cycle := g.order()
	if cycle != nil {
		c.cycle(cycle, c.cycleAt(cycle, c.nodeWords()))
		return
	}
	c.out.Order = append(c.out.Order, order...)
}

// sortRow orders the columns and facts of one row.
func (c *compiler) sortRow(f *plan.Field) []string {
	if f.Type != "table" {
		return nil
	}
	g := &graph{reads: map[string][]string{}}
	for _, col := range f.Columns {
		g.add("row."+col.ID, fieldRules(col)...)
	}
	for _, rf := range f.Facts {
		g.add("row."+rf.ID, rf.Key, rf.When)
	}
	order, cycle := g.order()
	if cycle != nil {
		table, _ := c.fieldNamed(f.ID)
		c.cycle(cycle, c.cycleAt(cycle, rowWords(table)))
	}
	return order
}

// nodeWords are those by which the nodes of the graph stand in the file.
func (c *compiler) nodeWords() map[string]spec.Word {
	out := map[string]spec.Word{}
	for _, f := range c.merged.facts {
		out[f.ID.S] = f.ID
	}
	for _, s := range c.merged.sections {
		out["section."+s.Section.Section.S] = s.Section.Section
		for _, f := range s.Fields {
			out["form."+f.ID.S] = f.ID
		}
	}
	return out
}

func rowWords(table *spec.Field) map[string]spec.Word {
	out := map[string]spec.Word{}
	for _, f := range table.Facts {
		out["row."+f.ID.S] = f.ID
	}
	for _, f := range table.Fields {
		out["row."+f.ID.S] = f.ID
	}
	return out
}

// cycleAt is the word of a cycle at which it is told: the first of its fields, else the first of all
// that stands in a file.
func (c *compiler) cycleAt(cycle []string, words map[string]spec.Word) spec.Word {
	for _, kind := range []string{"form.", "row.", ""} {
		for _, name := range cycle {
			if w := words[name]; w.Pos.Line > 0 && strings.HasPrefix(name, kind) {
				return w
			}
		}
	}
	return c.item.ID
}

// fieldRules are the rules that a field's value hangs on. min, max and check run after the pass.
func fieldRules(f *plan.Field) []*expr.Node {
	out := []*expr.Node{f.Show, f.Need, f.Within}
	for _, list := range [][]plan.Choice{f.Fill, f.Compute} {
		for _, ch := range list {
			out = append(out, ch.When, ch.Value)
		}
	}
	for _, o := range f.Options {
		out = append(out, o.When)
	}
	return out
}

type graph struct {
	names []string
	reads map[string][]string
}

func (g *graph) add(name string, rules ...*expr.Node) {
	g.names = append(g.names, name)
	g.more(name, rules...)
}

func (g *graph) more(name string, rules ...*expr.Node) {
	for _, r := range rules {
		g.reads[name] = append(g.reads[name], r.Reads()...)
	}
}

// order is a topological order that stays as near to file order as it can: each name as soon as all
// that it reads is there. On a cycle it gives the path of one.
func (g *graph) order() (order, cycle []string) {
	const (
		open = 1
		done = 2
	)
	state := map[string]int{}
	known := map[string]bool{}
	for _, n := range g.names {
		known[n] = true
	}
	var path []string
	var visit func(n string) bool
	visit = func(n string) bool {
		switch {
		case !known[n] || state[n] == done:
			return true
		case state[n] == open:
			cycle = append(path[indexOf(path, n):], n)
			return false
		}
		state[n] = open
		path = append(path, n)
		for _, r := range g.reads[n] {
			if !visit(r) {
				return false
			}
		}
		path = path[:len(path)-1]
		state[n] = done
		order = append(order, n)
		return true
	}
	for _, n := range g.names {
		if !visit(n) {
			return nil, cycle
		}
	}
	return order, nil
}

func indexOf(list []string, x string) int {
	for i, y := range list {
		if x == y {
			return i
		}
	}
	return 0
}
