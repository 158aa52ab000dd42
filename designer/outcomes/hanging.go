package outcomes

import (
	"banshi/engine/eval"
	"banshi/engine/expr"
	"banshi/engine/plan"
)

// hanging is something of an outcome that is not decided: what it waits for, and which questions it is read from.
type hanging struct {
	names []string
	reads map[string]bool
}

// undecided lists what of the outcome is open in a state.
func (w *walk) undecided(st *eval.State) []hanging {
	var out []hanging
	add := func(names []string, rules ...*expr.Node) {
		if len(names) > 0 {
			out = append(out, hanging{names, w.readBy(rules)})
		}
	}
	verdict := w.verdict(st)
	done := ends(verdict) // then only what is graver matters
	for _, r := range w.plan.Rules {
		if is := st.Rules[r.ID]; is.Result == eval.IsUnknown && counts(r) && (!done || plan.Gravity(r.Effect) > plan.Gravity(verdict)) {
			add(is.Missing, r.When, r.That)
		}
	}
	if done {
		return out
	}
	for _, m := range w.plan.Materials {
		is, there := st.Materials[m.ID]
		switch {
		case m.Per != "":
			table := st.Fields["form."+m.Per]
			if f := w.plan.Field(m.Per); !table.Shown {
				add(table.Missing, f.Show, showOf(w.plan, f))
			}
		case there && (!m.Made || !is.Need):
			add(is.Missing, append(ways(m), m.Need)...)
		}
	}
	for i, s := range st.Steps {
		add(s.Missing, w.plan.Steps[i].When, w.plan.Steps[i].Visit)
	}
	if st.Limit != nil {
		var rules []*expr.Node
		for _, l := range w.plan.Limits {
			rules = append(rules, l.When)
		}
		add(st.Limit.Missing, rules...)
	}
	if st.Fee != nil {
		var rules []*expr.Node
		for _, f := range w.plan.Fees {
			rules = append(rules, f.When, f.Amount)
		}
		add(st.Fee.Missing, rules...)
	}
	return out
}

// counts tells a condition that makes a difference: a warning makes none.
func counts(r *plan.Rule) bool { return r.Effect != "warn" }

func ways(m *plan.Material) []*expr.Node {
	var out []*expr.Node
	for _, r := range m.Reuse {
		out = append(out, r.Node, r.When)
	}
	return out
}

func showOf(p *plan.Plan, f *plan.Field) *expr.Node {
	if s := p.Section(f.Section); s != nil {
		return s.Show
	}
	return nil
}

// readBy are the questions that rules are read from, through computed and filled ones and through facts.
func (w *walk) readBy(rules []*expr.Node) map[string]bool { return reach(w.hangs, readsOf(rules...)) }

func reach(hangs map[string][]string, todo []string) map[string]bool {
	out := map[string]bool{}
	for len(todo) > 0 {
		name := todo[0]
		if todo = todo[1:]; !out[name] {
			out[name] = true
			todo = append(todo, hangs[name]...)
		}
	}
	return out
}

// relevant are the questions and facts that any outcome may be read from.
func relevant(p *plan.Plan) map[string]bool {
	var rules []*expr.Node
	out := map[string]bool{}
	for _, r := range p.Rules {
		rules = append(rules, r.When, r.That)
	}
	for _, m := range p.Materials {
		rules = append(append(rules, m.Need, m.Sign), ways(m)...)
		if f := p.Field(m.Per); f != nil {
			out["form."+f.ID] = true
			rules = append(rules, f.Show, showOf(p, f))
		}
	}
	for _, s := range p.Steps {
		rules = append(rules, s.When, s.Visit)
	}
	for _, l := range p.Limits {
		rules = append(rules, l.When)
	}
	for _, f := range p.Fees {
		rules = append(rules, f.When, f.Amount)
	}
	for name := range reach(hangsOf(p), readsOf(rules...)) {
		out[name] = true
	}
	return out
}

// hangsOf gives what a question or fact is read from.
func hangsOf(p *plan.Plan) map[string][]string {
	out := map[string][]string{}
	for _, f := range p.Fields {
		rules := []*expr.Node{f.Show, showOf(p, f)}
		for _, list := range [][]plan.Choice{f.Compute, f.Fill} {
			for _, c := range list {
				rules = append(rules, c.When, c.Value)
			}
		}
		out["form."+f.ID] = readsOf(rules...)
	}
	for _, f := range p.Facts {
		out[f.ID] = readsOf(f.Key, f.When)
	}
	return out
}

func readsOf(rules ...*expr.Node) []string {
	var out []string
	for _, r := range rules {
		if r != nil {
			out = append(out, r.Reads()...)
		}
	}
	return out
}
