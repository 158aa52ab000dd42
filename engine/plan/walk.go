package plan

import "banshi/engine/expr"

// EachRule calls f with every rule of the plan, texts included.
func (p *Plan) EachRule(f func(*expr.Node)) {
	w := walker(f)
	w.rules(p.Access, p.Instant)
	w.choices(p.Dispatch)
	w.facts(p.Facts)
	for _, s := range p.Sections {
		w.rules(s.Show, s.Identity)
		w.text(s.Help)
		w.checks(s.Check)
	}
	w.fields(p.Fields)
	for _, r := range p.Rules {
		w.rules(r.When, r.That)
		w.text(r.Otherwise)
	}
	for _, m := range p.Materials {
		w.material(m)
	}
	w.handling(p)
}

type walker func(*expr.Node)

func (w walker) rules(list ...*expr.Node) {
	for _, n := range list {
		if n != nil {
			w(n)
		}
	}
}

func (w walker) text(t *Text) {
	if t == nil {
		return
	}
	for _, p := range t.Parts {
		w.rules(p.Rule)
	}
}

func (w walker) choices(list []Choice) {
	for _, c := range list {
		w.rules(c.When, c.Value)
	}
}

func (w walker) checks(list []*Check) {
	for _, c := range list {
		w.rules(c.When, c.That)
		w.text(c.Say)
	}
}

func (w walker) facts(list []*Fact) {
	for _, f := range list {
		w.rules(f.Key, f.When)
	}
}

func (w walker) fields(list []*Field) {
	for _, f := range list {
		w.text(f.Ask)
		w.text(f.Help)
		w.text(f.Hint)
		w.rules(f.Within, f.Show, f.Need, f.Min, f.Max)
		for _, o := range f.Options {
			w.rules(o.When)
		}
		w.choices(f.Fill)
		w.choices(f.Compute)
		w.checks(f.Check)
		w.facts(f.Facts)
		w.fields(f.Columns)
	}
}

func (w walker) material(m *Material) {
	w.text(m.Help)
	w.rules(m.Need, m.Sign, m.Identity)
	for _, r := range m.Reuse {
		w.rules(r.Node, r.When)
	}
	if m.Defer != nil {
		w.rules(m.Defer.When)
	}
	if m.Promise != nil {
		w.rules(m.Promise.When)
		w.text(m.Promise.Text)
	}
}

func (w walker) handling(p *Plan) {
	for _, s := range p.Steps {
		w.rules(s.When, s.Visit)
	}
	for _, l := range p.Limits {
		w.rules(l.When)
	}
	for _, f := range p.Fees {
		w.rules(f.When, f.Amount)
	}
	for _, r := range p.Results {
		w.rules(r.When, r.ValidTo)
		for _, a := range r.Fields {
			w.rules(a.Value)
		}
	}
	if p.Offer != nil {
		w.rules(p.Offer.When)
	}
	if p.Batch != nil {
		w.rules(p.Batch.QuotaKey)
		for _, r := range p.Batch.Rank {
			w.rules(r.When, r.By)
		}
	}
}
