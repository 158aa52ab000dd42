package prove

import (
	"strconv"

	"banshi/engine/expr"
	"banshi/engine/plan"
)

// eachRule visits the place of every rule that evaluation reads, named as eval.Session.Trace names it.
// The place may be given another rule.
func eachRule(p *plan.Plan, visit func(path string, at **expr.Node)) {
	w := ruleWalker(func(path string, at **expr.Node) {
		if *at != nil {
			visit(path, at)
		}
	})
	w("access.identity", &p.Access)
	w("handling.instant", &p.Instant)
	w.choices("dispatch", p.Dispatch)
	w.facts("facts", p.Facts)
	for _, s := range p.Sections {
		w("section."+s.ID+".show", &s.Show)
		w("section."+s.ID+".identity", &s.Identity)
		w.checks("section."+s.ID, s.Check)
	}
	for _, f := range p.Fields {
		w.field("form."+f.ID, f)
	}
	for _, r := range p.Rules {
		w("eligibility."+r.ID+".when", &r.When)
		w("eligibility."+r.ID+".that", &r.That)
	}
	for _, m := range p.Materials {
		w.material("materials."+m.ID, m)
	}
	for _, s := range p.Steps {
		w("handling.steps."+s.ID+".when", &s.When)
		w("handling.steps."+s.ID+".visit", &s.Visit)
	}
	for i, l := range p.Limits {
		w("handling.limit."+strconv.Itoa(i+1)+".when", &l.When)
	}
	for i, f := range p.Fees {
		w("handling.fee."+strconv.Itoa(i+1)+".when", &f.When)
		w("handling.fee."+strconv.Itoa(i+1)+".amount", &f.Amount)
	}
}

type ruleWalker func(path string, at **expr.Node)

func (w ruleWalker) choices(path string, list []plan.Choice) {
	for i := range list {
		w(path+"."+strconv.Itoa(i+1)+".when", &list[i].When)
		w(path+"."+strconv.Itoa(i+1)+".value", &list[i].Value)
	}
}

func (w ruleWalker) facts(path string, list []*plan.Fact) {
	for _, f := range list {
		w(path+"."+f.ID+".when", &f.When)
		w(path+"."+f.ID+".key", &f.Key)
	}
}

func (w ruleWalker) checks(path string, list []*plan.Check) {
	for i, c := range list {
		w(path+".check."+strconv.Itoa(i+1)+".when", &c.When)
		w(path+".check."+strconv.Itoa(i+1)+".that", &c.That)
	}
}

func (w ruleWalker) field(path string, f *plan.Field) {
	w(path+".show", &f.Show)
	w(path+".need", &f.Need)
	w(path+".within", &f.Within)
	w(path+".min", &f.Min)
	w(path+".max", &f.Max)
	for _, o := range f.Options {
		w(path+".options."+o.Code+".when", &o.When)
	}
	w.choices(path+".fill", f.Fill)
	w.choices(path+".compute", f.Compute)
	w.checks(path, f.Check)
	w.facts(path, f.Facts)
	for _, c := range f.Columns {
		w.field(path+"."+c.ID, c)
	}
}

func (w ruleWalker) material(path string, m *plan.Material) {
	w(path+".need", &m.Need)
	w(path+".sign", &m.Sign)
	w(path+".identity", &m.Identity)
	for i, r := range m.Reuse {
		w(path+".reuse."+strconv.Itoa(i+1)+".by", &r.Node)
		w(path+".reuse."+strconv.Itoa(i+1)+".when", &r.When)
	}
	if m.Promise != nil {
		w(path+".promise.when", &m.Promise.When)
	}
	if m.Defer != nil {
		w(path+".defer.when", &m.Defer.When)
	}
}

// Rule is one rule of a plan, with its path as eval.Session.Trace names it.
type Rule struct {
	Path string
	Node *expr.Node
}

// Rules lists the rules of a plan that evaluation reads, in the order of the plan.
func Rules(p *plan.Plan) []Rule {
	var out []Rule
	eachRule(p, func(path string, at **expr.Node) { out = append(out, Rule{path, *at}) })
	return out
}
