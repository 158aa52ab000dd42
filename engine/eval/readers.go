package eval

import "banshi/engine/expr"

// index enters node n, at place i, under its id, its sources, and every slot that it reads.
func (b *binding) index(i int, n node) {
	p := b.prog
	r := &reads{prog: p, seen: map[int]bool{}}
	switch n.kind {
	case factNode:
		f := p.facts[n.index]
		p.bySource[f.def.Source] = append(p.bySource[f.def.Source], i)
		r.rules(f.key, f.when)
	case sectionNode:
		r.rules(p.sections[n.index].show)
	case fieldNode:
		f := p.fields[n.index]
		p.byField[f.def.ID] = i
		for _, rf := range f.facts {
			p.bySource[rf.def.Source] = append(p.bySource[rf.def.Source], i)
		}
		r.rules(p.sections[f.section].show)
		r.field(f)
	case checkNode:
		r.checked(p.fields[n.index])
	case sectionCheckNode:
		r.rules(p.sections[n.index].show)
		r.checks(p.sections[n.index].checks)
	case ruleNode:
		r.eligibility(p.rules[n.index])
	case materialNode:
		r.material(p.material[n.index])
	}
	for _, slot := range r.slots {
		p.readers[slot] = append(p.readers[slot], i)
	}
}

// reads collects the slots that one node reads, each once.
type reads struct {
	prog  *Program
	seen  map[int]bool
	slots []int
}

func (r *reads) slot(i int) {
	if !r.seen[i] {
		r.seen[i] = true
		r.slots = append(r.slots, i)
	}
}

func (r *reads) rules(list ...*expr.Program) {
	for _, rule := range list {
		if rule == nil {
			continue
		}
		for _, name := range rule.Node().Reads() {
			if where, slot := r.prog.scope.Find(name); where == expr.InSlots {
				r.slot(slot)
			}
		}
	}
}

// field reads what a field's value hangs on; for a table, that of its rows.
func (r *reads) field(f *fieldProg) {
	r.rules(f.show, f.need, f.within)
	r.rules(f.options...)
	for _, list := range [][]choiceProg{f.fill, f.compute} {
		for _, c := range list {
			r.rules(c.when, c.value)
		}
	}
	for _, c := range f.columns {
		r.field(c)
	}
	for _, rf := range f.facts {
		r.rules(rf.key, rf.when)
	}
	if f.def.Rows != nil && f.def.Rows.From != "" {
		r.slot(r.prog.scope.slots[f.def.Rows.From])
	}
}

// checked reads what the errors of a field hang on; for a table, those of its rows.
func (r *reads) checked(f *fieldProg) {
	r.slot(f.slot)
	r.bounds(f)
	for _, c := range f.columns {
		r.bounds(c)
	}
}

func (r *reads) bounds(f *fieldProg) {
	r.rules(f.min, f.max)
	r.checks(f.checks)
}

func (r *reads) checks(list []*checkProg) {
	for _, c := range list {
		r.rules(c.when, c.that)
		r.text(c.say)
	}
}

func (r *reads) text(t *textProg) {
	if t == nil {
		return
	}
	for _, p := range t.parts {
		r.rules(p.rule)
	}
}

func (r *reads) eligibility(p *ruleProg) {
	r.part(p.def.Part)
	r.rules(p.when, p.that)
	r.text(p.otherwise)
}

func (r *reads) material(m *materialProg) {
	r.part(m.def.Part)
	r.rules(m.need, m.sign, m.deferAt, m.promise)
	r.text(m.promiseText)
	for _, u := range m.reuse {
		r.rules(u.by, u.when)
	}
	if m.per != nil {
		r.slot(m.per.slot)
	}
}

// part reads which parts are applied for, where something belongs to one.
func (r *reads) part(id string) {
	if id != "" {
		r.slot(r.prog.scope.slots["form."+r.prog.plan.Parts])
	}
}
