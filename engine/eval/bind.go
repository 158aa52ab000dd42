package eval

import (
	"fmt"
	"strings"

	"banshi/engine/expr"
	"banshi/engine/field"
	"banshi/engine/plan"
	"banshi/engine/value"
)

// binding turns a plan into a program; the first fault ends it.
type binding struct {
	prog *Program
	err  error
}

func (b *binding) run() error {
	p := b.prog.plan
	b.calendar(p.Calendar)
	for id, r := range p.Records {
		b.prog.records[id] = b.record(r)
	}
	b.slots(p)
	sc := b.prog.scope
	for _, s := range p.Sections {
		b.prog.sections = append(b.prog.sections, &sectionProg{def: s, show: b.rule(s.Show, sc), level: b.level(s.Identity, sc), checks: b.checks(s.Check, sc)})
	}
	for _, f := range p.Facts {
		b.prog.facts = append(b.prog.facts, b.fact(f, sc, sc.slots[f.ID]))
	}
	for i, f := range p.Fields {
		fp := b.field(f, sc, sc.slots["form."+f.ID])
		fp.section = b.sectionOf(f)
		b.sources(fp.fill, nil)
		b.prog.fields = append(b.prog.fields, fp)
		if fp.section >= 0 {
			b.prog.sections[fp.section].fields = append(b.prog.sections[fp.section].fields, i)
		}
	}
	for _, r := range p.Rules {
		b.prog.rules = append(b.prog.rules, &ruleProg{def: r, when: b.rule(r.When, sc), that: b.rule(r.That, sc), otherwise: b.text(r.Otherwise, sc)})
	}
	for _, m := range p.Materials {
		b.prog.material = append(b.prog.material, b.material(m, sc))
	}
	b.rest(p, sc)
	if b.err == nil {
		b.order()
	}
	return b.err
}

func (b *binding) fail(format string, args ...any) {
	if b.err == nil {
		b.err = fmt.Errorf(format, args...)
	}
}

func (b *binding) calendar(years []plan.Year) {
	var list []value.Year
	for _, y := range years {
		year := value.Year{Year: y.Year}
		for _, s := range y.Off {
			year.Off = append(year.Off, b.day(s))
		}
		for _, s := range y.Work {
			year.Work = append(year.Work, b.day(s))
		}
		list = append(list, year)
	}
	c, err := value.NewCalendar(list)
	if err != nil {
		b.fail("calendar: %w", err)
	}
	b.prog.calendar = c
}

func (b *binding) day(s string) value.Date {
	d, ok := value.ParseDate(s)
	if !ok {
		b.fail("%q is no day", s)
	}
	return d
}

func (b *binding) slots(p *plan.Plan) {
	slots := map[string]int{}
	for n, i := range fixedSlots {
		slots[n] = i
	}
	for _, f := range p.Fields {
		slots["form."+f.ID] = len(slots)
	}
	for _, f := range p.Facts {
		slots[f.ID] = len(slots)
	}
	b.prog.scope = scope{slots: slots}
}

func (b *binding) sectionOf(f *plan.Field) int {
	for i, s := range b.prog.plan.Sections {
		if s.ID == f.Section {
			return i
		}
	}
	b.fail("field %s stands in no section", f.ID)
	return -1
}

func (b *binding) rule(n *expr.Node, sc scope) *expr.Program {
	prog, err := expr.Bind(n, sc)
	if err != nil {
		b.fail("%w", err)
	}
	return prog
}

func (b *binding) cell(f *plan.Field) cellType {
	t := field.Of(f.Type)
	if t == nil {
		b.fail("field %s: no type %q", f.ID, f.Type)
	}
	return cellType{def: f, typ: t, params: paramsOf(f)}
}

func paramsOf(f *plan.Field) field.Params {
	p := field.Params{Unit: f.Unit, Mobile: f.Mobile, Digits: f.Digits, Lines: f.Lines}
	for _, o := range f.Options {
		p.Options = append(p.Options, field.Option{Code: o.Code, Text: o.Text})
	}
	return p
}

func (b *binding) record(r *plan.RecordType) *recordProg {
	out := &recordProg{def: r, index: map[string]int{}}
	for i, c := range r.Cells {
		out.index[c.ID] = i
		out.types = append(out.types, b.cell(c))
	}
	return out
}

func (b *binding) fact(f *plan.Fact, sc scope, slot int) *factProg {
	out := &factProg{def: f, slot: slot, record: b.prog.records[f.Source], key: b.rule(f.Key, sc), when: b.rule(f.When, sc)}
	if out.record == nil {
		b.fail("fact %s: no source %q", f.ID, f.Source)
	}
	return out
}

func (b *binding) choices(list []plan.Choice, sc scope) []choiceProg {
	var out []choiceProg
	for _, c := range list {
		out = append(out, choiceProg{when: b.rule(c.When, sc), value: b.rule(c.Value, sc), facts: c.Facts})
	}
	return out
}

// sources notes where the entries of a fill come from; table is that of the row, if it is a column.
func (b *binding) sources(fill []choiceProg, table *plan.Field) {
	for i, c := range fill {
		if len(c.facts) == 0 {
			continue
		}
		f := b.prog.plan.Fact(c.facts[0])
		if id, ok := strings.CutPrefix(c.facts[0], "row."); ok && table != nil {
			f = table.Fact(id)
		}
		if f != nil {
			fill[i].source = f.Source
		}
	}
}

func (b *binding) checks(list []*plan.Check, sc scope) []*checkProg {
	var out []*checkProg
	for _, c := range list {
		out = append(out, &checkProg{when: b.rule(c.When, sc), that: b.rule(c.That, sc), say: b.text(c.Say, sc), warn: c.Warn})
	}
	return out
}

func (b *binding) text(t *plan.Text, sc scope) *textProg {
	if t == nil {
		return nil
	}
	out := &textProg{}
	for _, p := range t.Parts {
		part := textPart{words: p.Words, rule: b.rule(p.Rule, sc)}
		if p.Rule != nil {
			part.as = b.cell(p.As)
		}
		out.parts = append(out.parts, part)
	}
	return out
}

func (b *binding) field(f *plan.Field, sc scope, slot int) *fieldProg {
	out := &fieldProg{
		cellType: b.cell(f), path: "form." + f.ID, slot: slot,
		isList: f.Type == "choices" || f.Type == "table", isTable: f.Type == "table",
		show: b.rule(f.Show, sc), need: b.rule(f.Need, sc), min: b.rule(f.Min, sc), max: b.rule(f.Max, sc),
		within: b.rule(f.Within, sc), fill: b.choices(f.Fill, sc), compute: b.choices(f.Compute, sc),
	}
	out.bounded = out.min != nil || out.max != nil || len(f.Length) == 2
	for _, o := range f.Options {
		w := b.rule(o.When, sc)
		out.options = append(out.options, w)
		out.narrowed = out.narrowed || w != nil || o.From != "" || o.To != ""
	}
	out.narrowed = out.narrowed || out.within != nil
	if out.isTable {
		b.table(out, sc)
		return out
	}
	out.checks = b.checks(f.Check, sc)
	return out
}

// table binds columns and row facts in the scope of a row; the table's own checks hold of each row.
func (b *binding) table(t *fieldProg, sc scope) {
	names := map[string]int{}
	for _, c := range t.def.Columns {
		names["row."+c.ID] = len(names)
	}
	for _, f := range t.def.Facts {
		names["row."+f.ID] = len(names)
	}
	inner := scope{slots: sc.slots, row: names}
	t.rowNames = map[string]int{}
	for n, i := range names {
		t.rowNames[strings.TrimPrefix(n, "row.")] = i
	}
	for _, c := range t.def.Columns {
		col := b.field(c, inner, names["row."+c.ID])
		b.sources(col.fill, t.def)
		t.columns = append(t.columns, col)
	}
	for _, f := range t.def.Facts {
		t.facts = append(t.facts, b.fact(f, inner, names["row."+f.ID]))
	}
	t.checks = b.checks(t.def.Check, inner)
	for _, name := range t.def.Order {
		t.rowOrder = append(t.rowOrder, rowNode(t, strings.TrimPrefix(name, "row.")))
	}
	if len(t.rowOrder) != len(names) {
		b.fail("table %s: order names %d of %d columns and facts", t.def.ID, len(t.rowOrder), len(names))
	}
}

func rowNode(t *fieldProg, id string) node {
	for i, c := range t.columns {
		if c.def.ID == id {
			return node{fieldNode, i}
		}
	}
	for i, f := range t.facts {
		if f.def.ID == id {
			return node{factNode, i}
		}
	}
	return node{fieldNode, -1}
}

func (b *binding) material(m *plan.Material, sc scope) *materialProg {
	out := &materialProg{def: m}
	if m.Per != "" {
		for _, f := range b.prog.fields {
			if f.def.ID == m.Per {
				out.per = f
			}
		}
		if out.per == nil {
			b.fail("material %s: no table %q", m.ID, m.Per)
			return out
		}
		names := map[string]int{}
		for n, i := range out.per.rowNames {
			names["row."+n] = i
		}
		sc = scope{slots: sc.slots, row: names}
	}
	out.need, out.sign, out.level = b.rule(m.Need, sc), b.rule(m.Sign, sc), b.level(m.Identity, sc)
	for _, r := range m.Reuse {
		out.reuse = append(out.reuse, reuseProg{def: r, by: b.rule(r.Node, sc), when: b.rule(r.When, sc), record: b.prog.records[r.Records]})
	}
	if m.Defer != nil {
		out.deferAt = b.rule(m.Defer.When, sc)
	}
	if m.Promise != nil {
		out.promise, out.promiseText = b.rule(m.Promise.When, sc), b.text(m.Promise.Text, sc)
	}
	return out
}

func (b *binding) rest(p *plan.Plan, sc scope) {
	r := &b.prog.rest
	r.access, r.instant, r.dispatch = b.level(p.Access, sc), b.rule(p.Instant, sc), b.choices(p.Dispatch, sc)
	for _, s := range p.Steps {
		r.steps = append(r.steps, stepProg{b.rule(s.When, sc), b.rule(s.Visit, sc)})
	}
	for _, l := range p.Limits {
		r.limits = append(r.limits, b.rule(l.When, sc))
	}
	for _, f := range p.Fees {
		r.fees = append(r.fees, choiceProg{when: b.rule(f.When, sc), value: b.rule(f.Amount, sc)})
	}
	b.results(p, sc)
}

// order lays out the nodes and notes who reads what, for evaluation after one edit.
func (b *binding) order() {
	p := b.prog
	at := map[string]node{}
	for i, f := range p.fields {
		at[f.path] = node{fieldNode, i}
	}
	for i, f := range p.facts {
		at[f.def.ID] = node{factNode, i}
	}
	for i, s := range p.sections {
		at["section."+s.def.ID] = node{sectionNode, i}
	}
	for _, name := range p.plan.Order {
		n, ok := at[name]
		if !ok {
			b.fail("order names %q, which is nothing", name)
			return
		}
		delete(at, name)
		p.nodes = append(p.nodes, n)
	}
	if len(at) > 0 {
		b.fail("order leaves out %d of the nodes", len(at))
		return
	}
	for i := range p.fields {
		p.checkOf = append(p.checkOf, len(p.nodes))
		p.nodes = append(p.nodes, node{checkNode, i})
	}
	for i := range p.sections {
		p.nodes = append(p.nodes, node{sectionCheckNode, i})
	}
	for i := range p.rules {
		p.nodes = append(p.nodes, node{ruleNode, i})
	}
	for i := range p.material {
		p.nodes = append(p.nodes, node{materialNode, i})
	}
	for i, n := range p.nodes {
		b.index(i, n)
	}
}
