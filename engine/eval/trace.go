package eval

import (
	"strconv"

	"banshi/engine/expr"
	"banshi/engine/value"
)

// Site is one rule of the plan, evaluated where it stands. Coverage counts what sites come to, and
// sentences tell why.
type Site struct {
	Rule  string // the rule's path in the definition: eligibility.age.that, form.managers.no.show
	Path  string // the same with its row: form.managers[r1].no.show
	Node  *expr.Node
	Value value.Value

	frame expr.Frame
	scope scope
}

// Result says in a word what a rule, or a part of one, came to: true, false, unknown, empty; value for
// one that gives something else than yes or no.
func Result(v value.Value) string {
	switch {
	case v.IsUnknown():
		return resultUnknown
	case v.IsEmpty():
		return resultEmpty
	case v.IsTrue():
		return resultTrue
	case v.IsFalse():
		return resultFalse
	}
	return IsValue
}

// Eval evaluates a part of the rule as the rule saw it. bound gives values to names that all, exists,
// filter and map bind around the part.
func (s *Site) Eval(n *expr.Node, bound map[string]value.Value) value.Value {
	f, sc := s.frame, s.scope
	if len(bound) > 0 {
		slots := make(map[string]int, len(sc.slots)+len(bound))
		for name, i := range sc.slots {
			slots[name] = i
		}
		f.Slots = append([]value.Value(nil), f.Slots...)
		for name, v := range bound {
			slots[name] = len(f.Slots)
			f.Slots = append(f.Slots, v)
		}
		sc.slots = slots
	}
	prog, err := expr.Bind(n, sc)
	if err != nil {
		return value.Empty() // no part of this rule
	}
	return prog.Eval(&f)
}

// Trace visits every condition and value rule that the state hangs on, in the order of the plan. A rule
// that nothing asks (the check of a hidden field, `that` where `when` is false) is left out.
func (s *Session) Trace(visit func(*Site)) {
	s.Update()
	t := &tracer{session: s, visit: visit, scope: s.prog.scope}
	for i, f := range s.prog.facts {
		t.fact("facts."+f.def.ID, "facts."+f.def.ID, s.prog.facts[i])
	}
	for i, sec := range s.prog.sections {
		path := "section." + sec.def.ID
		t.at(path+".show", path+".show", sec.show)
		if s.sections[i].show.IsTrue() {
			t.at(path+".identity", path+".identity", sec.level.rule)
			t.checks(path, path, sec.checks)
		}
	}
	for i, f := range s.prog.fields {
		t.field(f.path, f.path, f, &s.fields[i], s.sections[f.section].show)
		t.rows(f, i)
	}
	for i := range s.prog.rules {
		t.rule(s.prog.rules[i])
	}
	for _, m := range s.prog.material {
		t.materials(m)
	}
	t.handling()
}

type tracer struct {
	session *Session
	visit   func(*Site)
	scope   scope
}

// at visits a rule, if it was written, and gives its value.
func (t *tracer) at(rule, path string, p programOrNil) value.Value {
	if p == nil {
		return yes
	}
	v := p.Eval(&t.session.frame)
	t.visit(&Site{Rule: rule, Path: path, Node: p.Node(), Value: v, frame: t.session.frame, scope: t.scope})
	return v
}

func (t *tracer) fact(rule, path string, f *factProg) {
	if possible(t.at(rule+".when", path+".when", f.when)) {
		t.at(rule+".key", path+".key", f.key)
	}
}

func (t *tracer) checks(rule, path string, list []*checkProg) {
	for i, c := range list {
		n := ".check." + strconv.Itoa(i+1)
		if possible(t.at(rule+n+".when", path+n+".when", c.when)) {
			t.at(rule+n+".that", path+n+".that", c.that)
		}
	}
}

func (t *tracer) choices(rule, path string, list []choiceProg) {
	for i, c := range list {
		n := "." + strconv.Itoa(i+1)
		when := t.at(rule+n+".when", path+n+".when", c.when)
		if when.IsUnknown() {
			return
		}
		if when.IsTrue() && !t.at(rule+n+".value", path+n+".value", c.value).IsEmpty() {
			return
		}
	}
}

func (t *tracer) field(rule, path string, f *fieldProg, c *fieldCell, outer value.Value) {
	if !outer.IsTrue() || !t.at(rule+".show", path+".show", f.show).IsTrue() {
		return
	}
	t.at(rule+".need", path+".need", f.need)
	t.at(rule+".within", path+".within", f.within)
	for i, o := range f.options {
		n := ".options." + f.def.Options[i].Code + ".when"
		t.at(rule+n, path+n, o)
	}
	t.choices(rule+".fill", path+".fill", f.fill)
	t.choices(rule+".compute", path+".compute", f.compute)
	t.at(rule+".min", path+".min", f.min)
	t.at(rule+".max", path+".max", f.max)
	if !f.isTable {
		t.session.frame.Value = c.val
		t.checks(rule, path, f.checks)
		t.session.frame.Value = value.Value{}
	}
}

func (t *tracer) rows(f *fieldProg, i int) {
	if !f.isTable || !t.session.fields[i].shown {
		return
	}
	outer := t.inRow(f)
	for _, r := range t.session.tables[i].rows {
		t.session.frame.Row = r.slots
		rule := f.path
		path := rule + "[" + r.id + "]"
		for _, rf := range f.facts {
			t.fact(rule+"."+rf.def.ID, path+"."+rf.def.ID, rf)
		}
		for j, col := range f.columns {
			t.field(rule+"."+col.def.ID, path+"."+col.def.ID, col, &r.cells[j], yes)
		}
		t.checks(rule, path, f.checks)
	}
	outer()
}

// inRow makes the names of a table's rows known until the function that it gives is called.
func (t *tracer) inRow(f *fieldProg) func() {
	row, sc := t.session.frame.Row, t.scope
	names := make(map[string]int, len(f.rowNames))
	for n, i := range f.rowNames {
		names["row."+n] = i
	}
	t.scope.row = names
	return func() { t.session.frame.Row, t.scope = row, sc }
}

func (t *tracer) rule(r *ruleProg) {
	if !possible(t.session.asked(r.def.Part)) {
		return
	}
	path := "eligibility." + r.def.ID
	if possible(t.at(path+".when", path+".when", r.when)) {
		t.at(path+".that", path+".that", r.that)
	}
}

func (t *tracer) materials(m *materialProg) {
	if !possible(t.session.asked(m.def.Part)) {
		return
	}
	t.eachMaterial(m, func(rule, path string) { t.material(rule, path, m) })
}

// eachMaterial visits a material, or one for each row that it is asked for.
func (t *tracer) eachMaterial(m *materialProg, visit func(rule, path string)) {
	rule := "materials." + m.def.ID
	if m.per == nil {
		visit(rule, rule)
		return
	}
	table := t.session.frame.Slots[m.per.slot]
	if table.Kind() != value.KindList {
		return
	}
	outer := t.inRow(m.per)
	for _, e := range table.List() {
		r := e.Record().(*rowData)
		t.session.frame.Row = r.slots
		visit(rule, rule+"["+r.id+"]")
	}
	outer()
}

func (t *tracer) material(rule, path string, m *materialProg) {
	if !possible(t.at(rule+".need", path+".need", m.need)) {
		return
	}
	t.at(rule+".sign", path+".sign", m.sign)
	t.at(rule+".identity", path+".identity", m.level.rule)
	for i, r := range m.reuse {
		if r.by == nil {
			continue
		}
		n := ".reuse." + strconv.Itoa(i+1)
		if t.reuse(rule+n, path+n, r) {
			return
		}
	}
	t.at(rule+".promise.when", path+".promise.when", m.promise)
	t.at(rule+".defer.when", path+".defer.when", m.deferAt)
}

// reuse visits the condition for each record that is good enough, and tells whether one was true.
func (t *tracer) reuse(rule, path string, r reuseProg) bool {
	s := t.session
	by := t.at(rule+".by", path+".by", r.by)
	if r.when == nil {
		v, _ := s.tryReuse(r)
		return v.IsTrue()
	}
	list := []value.Value{by}
	if by.Kind() == value.KindList {
		list = by.List()
	}
	for _, e := range list {
		rec, ok := e.Record().(*record)
		if !e.IsUnknown() && (!ok || !trustEnough(s.trustOf(rec), r.def.Trust)) {
			continue
		}
		s.frame.It = e
		v := t.at(rule+".when", path+".when", r.when)
		s.frame.It = value.Value{}
		if v.IsTrue() {
			return true
		}
	}
	return false
}

func (t *tracer) handling() {
	r, p := &t.session.prog.rest, t.session.prog.plan
	t.at("access.identity", "access.identity", r.access.rule)
	t.at("handling.instant", "handling.instant", r.instant)
	t.choices("dispatch", "dispatch", r.dispatch)
	for i, st := range r.steps {
		path := "handling.steps." + p.Steps[i].ID
		if possible(t.at(path+".when", path+".when", st.when)) {
			t.at(path+".visit", path+".visit", st.visit)
		}
	}
	for i, l := range r.limits {
		path := "handling.limit." + strconv.Itoa(i+1) + ".when"
		if v := t.at(path, path, l); !v.IsFalse() && !v.IsEmpty() {
			break
		}
	}
	for i, f := range r.fees {
		path := "handling.fee." + strconv.Itoa(i+1)
		when := t.at(path+".when", path+".when", f.when)
		if !possible(when) {
			continue
		}
		t.at(path+".amount", path+".amount", f.value)
		break
	}
}

// On gives the site as it would be on another day. Facts and answers stay as they are; what was
// computed from them on the way does too.
func (s *Site) On(day value.Date) *Site {
	out := *s
	out.frame.Slots = append([]value.Value(nil), s.frame.Slots...)
	out.frame.Slots[slotToday] = value.DateOf(day)
	return &out
}
