package check

import (
	"banshi/engine/plan"
	"banshi/engine/spec"
)

// conditions finds, beside those of fields and of eligibility, all other rules that never or always
// hold: of facts, options, checks, materials, handling.
func (c *checker) conditions() {
	for _, f := range c.plan.Facts {
		if w := c.facts[f.ID]; w != nil {
			c.constant(f.When, w.When.Pos0(), "查询条件")
		}
	}
	for _, s := range c.plan.Sections {
		if w := c.sections[s.ID]; w != nil {
			c.checkRules(s.Check, w.Check)
		}
	}
	for _, f := range c.plan.Fields {
		c.fieldConditions(f, f.ID)
		for _, col := range f.Columns {
			c.fieldConditions(col, f.ID+"."+col.ID)
		}
	}
	for _, m := range c.plan.Materials {
		if w := c.materials[m.ID]; w != nil {
			c.materialConditions(m, w)
		}
	}
	c.handlingConditions()
}

func (c *checker) checkRules(list []*plan.Check, words []spec.Check) {
	if len(list) != len(words) {
		return // one of them didn't compile
	}
	for i, k := range list {
		c.constant(k.That, words[i].That.Pos, "校验")
		c.constant(k.When, words[i].When.Pos0(), "校验的“什么时候”")
	}
}

func (c *checker) fieldConditions(f *plan.Field, path string) {
	w := c.fields[path]
	if w == nil {
		return
	}
	c.checkRules(f.Check, w.Check)
	if w.Options != nil && len(w.Options.List) == len(f.Options) {
		for i, o := range f.Options {
			c.constant(o.When, w.Options.List[i].When.Pos0(), "选项的“什么时候”")
		}
	}
	for _, list := range []struct {
		choices []plan.Choice
		words   spec.Entries
	}{{f.Fill, w.Fill}, {f.Compute, w.Compute}} {
		if len(list.choices) != len(list.words) {
			continue
		}
		for i, ch := range list.choices {
			c.constant(ch.When, list.words[i].When.Pos0(), "这一条的“什么时候”")
		}
	}
}

func (c *checker) materialConditions(m *plan.Material, w *spec.Material) {
	c.constant(m.Need, w.Need.Pos0(), "材料的必交规则")
	if len(m.Reuse) == len(w.Reuse) {
		for i, r := range m.Reuse {
			c.constant(r.When, w.Reuse[i].When.Pos0(), "免交条件")
		}
	}
	if m.Promise != nil {
		c.constant(m.Promise.When, w.Promise.When.Pos0(), "告知承诺的条件")
	}
	if m.Defer != nil {
		c.constant(m.Defer.When, w.Defer.When.Pos0(), "容缺的条件")
	}
}

func (c *checker) handlingConditions() {
	h := &c.item.Handling
	if len(c.plan.Limits) == len(h.Limit) {
		for i, l := range c.plan.Limits {
			c.constant(l.When, h.Limit[i].When.Pos0(), "时限的“什么时候”")
		}
	}
	if len(c.plan.Fees) == len(h.Fee) {
		for i, f := range c.plan.Fees {
			c.constant(f.When, h.Fee[i].When.Pos0(), "收费的“什么时候”")
		}
	}
	if len(c.plan.Results) == len(h.Result) {
		for i, r := range c.plan.Results {
			c.constant(r.When, h.Result[i].When.Pos0(), "结果的“什么时候”")
		}
	}
	for _, s := range c.plan.Steps {
		for i := range h.Steps {
			if w := &h.Steps[i]; w.ID.S == s.ID {
				c.constant(s.When, w.When.Pos0(), "环节的“什么时候”")
				c.constant(s.Visit, w.Visit.Pos0(), "到现场的条件")
			}
		}
	}
	c.constant(c.plan.Instant, h.Instant.Pos0(), "即办条件")
}
