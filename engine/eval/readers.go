package eval

import (
	"banshi/engine/expr"
)

// noteReads enters node n, at place i, under every slot that it reads.
func (b *binding) noteReads(i int, n node) {
	p := b.prog
	seen := map[int]bool{}
	add := func(slot int) {
		if !seen[slot] {
			seen[slot] = true
			p.readers[slot] = append(p.readers[slot], i)
		}
	}
	rules := func(list ...*expr.Program) {
		for _, r := range list {
			if r == nil {
				continue
			}
			for _, name := range r.Node().Reads() {
				if where, slot := p.scope.Find(name); where == expr.InSlots {
					add(slot)
				}
			}
		}
	}
	switch n.kind {
	case factNode:
		f := p.facts[n.index]
		rules(f.key, f.when)
		p.bySource[f.def.Source] = append(p.bySource[f.def.Source], i)
	case sectionNode:
		rules(p.sections[n.index].show)
	case fieldNode:
		f := p.fields[n.index]
		p.byField[f.def.ID] = i
		rules(p.sections[f.section].show)
		b.fieldReads(f, rules)
		for _, rf := range f.facts {
			p.bySource[rf.def.Source] = append(p.bySource[rf.def.Source], i)
		}
	case checkNode:
		f := p.fields[n.index]
		add(f.slot)
		rules(f.min, f.max)
		checkReads(f.checks, rules)
		for _, c := range f.columns {
			rules(c.min, c.max)
			checkReads(c.checks, rules)
		}
	case sectionCheckNode:
		rules(p.sections[n.index].show)
		checkReads(p.sections[n.index].checks, rules)
	case ruleNode:
		r := p.rules[n.index]
		rules(r.when, r.that)
		textReads(r.otherwise, rules)
		if r.def.Part != "" {
			add(p.scope.slots["form."+p.plan.Parts])
		}
	case materialNode:
		m := p.material[n.index]
		rules(m.need, m.sign, m.deferAt, m.promise)
		textReads(m.promiseText, rules)
		for _, r := range m.reuse {
			rules(r.by, r.when)
		}
		if m.per != nil {
			add(m.per.slot)
		}
		if m.def.Part != "" {
			add(p.scope.slots["form."+p.plan.Parts])
		}
	}
}

func (b *binding) fieldReads(f *fieldProg, rules func(...*expr.Program)) {
	rules(f.show, f.need, f.within)
	rules(f.options...)
	for _, list := range [][]choiceProg{f.fill, f.compute} {
		for _, c := range list {
			rules(c.when, c.value)
		}
	}
	for _, c := range f.columns {
		b.fieldReads(c, rules)
	}
	for _, rf := range f.facts {
		rules(rf.key, rf.when)
	}
	if f.def.Rows != nil && f.def.Rows.From != "" {
		rules(b.rule(&expr.Node{Op: expr.Var, Name: f.def.Rows.From}, b.prog.scope))
	}
}

func checkReads(list []*checkProg, rules func(...*expr.Program)) {
	for _, c := range list {
		rules(c.when, c.that)
		textReads(c.say, rules)
	}
}

func textReads(t *textProg, rules func(...*expr.Program)) {
	if t == nil {
		return
	}
	for _, p := range t.parts {
		rules(p.rule)
	}
}
