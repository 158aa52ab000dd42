package check

import (
	"slices"

	"banshi/engine/expr"
	"banshi/engine/plan"
	"banshi/engine/spec"
)

// levels holds that identity levels are those that there are, and that a section or a signature that names its own is the
// applicant's and asks for more than the item. A fragment is used by many items: that it says nothing in one of them is no fault.
func (c *checker) levels() {
	c.level(c.item.Access.Identity, c.plan.Access)
	for _, s := range c.plan.Sections {
		w := c.sections[s.ID]
		if w == nil || s.Identity == nil || !c.level(w.Identity, s.Identity) {
			continue
		}
		filled := slices.ContainsFunc(c.plan.Fields, func(f *plan.Field) bool { return f.Section == s.ID && !f.Clerk })
		if s.Step != "" || !filled {
			c.levelOfNone(w.Identity, "“"+s.Title+"”由工作人员填写，不看申请人的实名等级")
			continue
		}
		c.asksMore(w.Identity, s.Identity, slices.ContainsFunc(c.item.Form, func(f spec.Section) bool { return f.Section == w.Section }))
	}
	for _, m := range c.plan.Materials {
		w := c.materials[m.ID]
		if w == nil || m.Identity == nil || !c.level(w.Identity, m.Identity) {
			continue
		}
		if m.Sign == nil {
			c.levelOfNone(w.Identity, "“"+m.Title+"”不用签名，实名等级没有用处")
			continue
		}
		c.asksMore(w.Identity, m.Identity, m.Fragment == "")
	}
}

// level finds a level that is none; whatever else a rule may come to is found when it is evaluated.
func (c *checker) level(w *spec.Rule, n *expr.Node) bool {
	lowest, highest := plan.Levels(n)
	if n == nil || lowest == plan.NoLevel && highest == plan.TopLevel || lowest >= plan.LeastLevel && highest <= plan.TopLevel {
		return true
	}
	c.noLevel(w)
	return false
}

func (c *checker) asksMore(w *spec.Rule, n *expr.Node, own bool) {
	least, _ := plan.Levels(c.plan.Access)
	if _, most := plan.Levels(n); own && most <= least {
		c.levelSaysNothing(w, least)
	}
}
