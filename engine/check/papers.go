package check

import (
	"slices"
	"strings"

	"banshi/engine/plan"
)

// papers finds materials that ask for a licence which the government itself issued: 无需重复提交 is
// the point of the whole plan. It also finds papers asked for twice, and reuse that can't succeed.
func (c *checker) papers() {
	seen := map[string]string{}
	for _, m := range c.plan.Materials {
		if first, twice := seen[m.Title]; twice && !m.Made {
			c.askedTwice(m, first)
		}
		seen[m.Title] = m.ID
		if m.Made {
			continue
		}
		for _, title := range append([]string{m.Title}, m.AnyOf...) {
			c.paper(m, title)
		}
		for i, r := range m.Reuse {
			c.reuseTrust(m, i, r)
		}
	}
}

func (c *checker) paper(m *plan.Material, title string) {
	for _, l := range c.cat.Licences {
		for _, p := range l.Papers {
			if p.S == title && !reusesFrom(m, l.ID.S) {
				c.heldPaper(m, title, l)
			}
		}
	}
}

func reusesFrom(m *plan.Material, licence string) bool {
	for _, r := range m.Reuse {
		if r.Records == licence {
			return true
		}
	}
	return false
}

// reuseTrust finds a source that is never trusted enough for what the reuse asks.
func (c *checker) reuseTrust(m *plan.Material, i int, r *plan.Reuse) {
	rec := c.plan.Records[r.Records]
	if rec == nil || rec.Licence || rec.Trust == "" || rec.Trust <= r.Trust {
		return
	}
	c.neverReused(m, i, rec)
}

// asked finds fields of the same id and type as a cell of a fact, that are neither filled from it nor
// compared with it.
func (c *checker) asked() {
	cells := c.cellsOf(c.plan.Facts)
	for _, f := range c.plan.Fields {
		if f.Clerk {
			continue
		}
		c.askedField(f, f.ID, cells, "")
		inner := c.cellsOf(f.Facts)
		for _, col := range f.Columns {
			// What a fact is looked up by has to be there before it.
			if !slices.ContainsFunc(f.Facts, func(x *plan.Fact) bool { return slices.Contains(x.Key.Reads(), "row."+col.ID) }) {
				c.askedField(col, f.ID+"."+col.ID, inner, f.ID)
			}
		}
	}
}

// cellsOf maps the ids of cells to the fact and type that holds them. Facts with several records
// hold nothing that one could fill in.
func (c *checker) cellsOf(facts []*plan.Fact) map[string]heldCell {
	out := map[string]heldCell{}
	for _, f := range facts {
		rec := c.plan.Records[f.Source]
		if f.Many || rec == nil || rec.Licence && f.Source == "id_card" {
			continue
		}
		for _, cell := range rec.Cells {
			if _, taken := out[cell.ID]; !taken {
				out[cell.ID] = heldCell{fact: f.ID, typ: cell.Type, title: rec.Title}
			}
		}
	}
	return out
}

type heldCell struct{ fact, typ, title string }

func (c *checker) askedField(f *plan.Field, path string, cells map[string]heldCell, table string) {
	held, ok := cells[f.ID]
	if !ok || held.typ != f.Type || len(f.Fill) > 0 || len(f.Compute) > 0 || c.compared(f, held.fact, table) {
		return
	}
	c.heldField(f, path, held)
}

// compared tells whether some check compares the field with the fact.
func (c *checker) compared(f *plan.Field, fact, table string) bool {
	own, other := "form."+f.ID, fact
	if table != "" {
		own, other = "row."+f.ID, "row."+fact
	}
	found := false
	each := func(checks []*plan.Check) {
		for _, k := range checks {
			names := strings.Join(k.That.Reads(), " ") + " "
			reads := strings.Contains(names, own+" ") || strings.Contains(names, "value ")
			found = found || reads && strings.Contains(names, other+" ")
		}
	}
	each(f.Check)
	for _, s := range c.plan.Sections {
		each(s.Check)
	}
	if t := c.plan.Field(table); t != nil {
		each(t.Check)
	}
	for _, r := range c.plan.Rules {
		names := strings.Join(r.That.Reads(), " ") + " "
		found = found || strings.Contains(names, own+" ") && strings.Contains(names, other+" ")
	}
	return found
}
