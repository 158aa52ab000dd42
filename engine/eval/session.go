package eval

import (
	"errors"
	"fmt"
	"maps"

	"banshi/engine/expr"
	"banshi/engine/value"
)

// Session is one application under evaluation. Update brings everything up to date after answers or
// facts changed, and looks only at what depends on the change. A Session is not safe for concurrent
// use; its Program is.
type Session struct {
	prog  *Program
	in    Input
	today value.Date
	frame expr.Frame

	fields   []fieldCell
	facts    []factCell
	sections []sectionCell
	rules    []ruleCell
	material []materialCell
	tables   map[int]*tableData // by index of the field

	found    map[foundKey]*foundData
	disputed map[string]bool
	given    map[string]bool
	promised map[string]bool
	deferred map[string]bool

	dirty  []bool // by node
	turned bool   // a source that was waited for is down, or the reverse

	ownAnswers, ownFacts bool // copied before the first change: the caller's maps stay as they were
}

// Wants are the facts that are looked for and not had, as State has them.
func (s *Session) Wants() []Want {
	s.Update()
	var out []Want
	s.eachFact(func(f *factProg, c *factCell, path string) {
		if c.asked {
			out = append(out, wantOf(f, c, path))
		}
	})
	return out
}

func wantOf(f *factProg, c *factCell, path string) Want {
	return Want{Source: f.def.Source, Key: c.key, Fact: path, Other: c.other}
}

// Evaluate gives the state of in.
func (p *Program) Evaluate(in Input) (*State, error) {
	s, err := p.Open(in)
	if err != nil {
		return nil, err
	}
	return s.State(), nil
}

// Open begins a session and evaluates everything once. It fails only if the day is none, or p is nil:
// that of an item that is not there, or has an error.
func (p *Program) Open(in Input) (*Session, error) {
	if p == nil {
		return nil, errors.New("eval: no program: the catalogue has no such item, or it has an error")
	}
	s := &Session{
		prog: p, in: in,
		fields: make([]fieldCell, len(p.fields)), facts: make([]factCell, len(p.facts)),
		sections: make([]sectionCell, len(p.sections)), rules: make([]ruleCell, len(p.rules)),
		material: make([]materialCell, len(p.material)), tables: map[int]*tableData{},
		found: map[foundKey]*foundData{}, dirty: make([]bool, len(p.nodes)),
	}
	today, ok := value.ParseDate(in.Today)
	if !ok {
		return nil, fmt.Errorf("eval: today is %q; write YYYY-MM-DD", in.Today)
	}
	s.today = today
	s.frame.Calendar, s.frame.Home = p.calendar, p.plan.Home
	s.frame.Slots = make([]value.Value, len(p.scope.slots))
	s.disputed = set(in.Disputed)
	s.given, s.promised, s.deferred = set(in.Given), set(in.Promised), set(in.Deferred)
	s.people()
	for i, f := range p.fields {
		raw, answered := in.Answers[f.def.ID]
		s.answer(i, raw, answered)
	}
	for i := range s.dirty {
		s.dirty[i] = true
	}
	s.Update()
	return s, nil
}

func set(list []string) map[string]bool {
	m := make(map[string]bool, len(list))
	for _, x := range list {
		m[x] = true
	}
	return m
}

func (s *Session) people() {
	a, u, slots := s.in.Applicant, s.in.User, s.frame.Slots
	slots[slotKind], slots[slotNo], slots[slotName] = text(a.Kind), text(a.No), text(a.Name)
	slots[slotUserNo], slots[slotUserName], slots[slotUserPhone] = text(u.No), text(u.Name), text(u.Phone)
	slots[slotUserLevel], slots[slotUserActsAs] = value.Int(int64(u.Level)), text(u.ActsAs)
	slots[slotToday] = value.DateOf(s.today)
}

// text gives a text, or empty for none: an anonymous visitor has no number.
func text(s string) value.Value {
	if s == "" {
		return value.Empty()
	}
	return value.Text(s)
}

// Answer sets the answer to a field; a nil raw with answered is "left blank on purpose". An unknown
// field is left alone.
func (s *Session) Answer(id string, raw any, answered bool) {
	n, ok := s.prog.byField[id]
	if !ok {
		return
	}
	if !s.ownAnswers {
		s.in.Answers, s.ownAnswers = maps.Clone(s.in.Answers), true
	}
	if s.in.Answers == nil {
		s.in.Answers = map[string]any{}
	}
	s.in.Answers[id] = raw
	if !answered {
		delete(s.in.Answers, id)
	}
	s.answer(s.prog.nodes[n].index, raw, answered)
	s.dirty[n] = true
}

func (s *Session) answer(i int, raw any, answered bool) {
	f := s.prog.fields[i]
	if f.isTable {
		s.answerTable(i, f, raw, answered)
		return
	}
	s.fields[i].answer = s.parseAnswer(f, raw, answered)
}

// Found hands in what a source answered, and marks what hangs on it.
func (s *Session) Found(source, key string, f Found) {
	if !s.ownFacts {
		s.ownFacts = true
		all := make(map[string]map[string]Found, len(s.in.Facts)+1)
		for id, byKey := range s.in.Facts {
			all[id] = maps.Clone(byKey)
		}
		s.in.Facts = all
	}
	if s.in.Facts[source] == nil {
		s.in.Facts[source] = map[string]Found{}
	}
	s.in.Facts[source][key] = f
	delete(s.found, foundKey{source, key})
	for _, n := range s.prog.bySource[source] {
		s.dirty[n] = true
	}
}

// Update evaluates every node that a change may have touched, in order.
func (s *Session) Update() {
	for i := range s.dirty {
		if !s.dirty[i] {
			continue
		}
		s.dirty[i] = false
		n := s.prog.nodes[i]
		switch n.kind {
		case factNode:
			s.evalTopFact(n.index)
		case sectionNode:
			s.evalSection(n.index)
		case fieldNode:
			s.evalTop(n.index)
		case checkNode:
			s.checkField(n.index)
		case sectionCheckNode:
			s.checkSection(n.index)
		case ruleNode:
			s.evalRule(n.index)
		case materialNode:
			s.evalMaterial(n.index)
		}
		if s.turned { // an unknown of the same name means something else now, wherever it has got to
			s.turned = false
			for n := i + 1; n < len(s.dirty); n++ {
				s.dirty[n] = true
			}
		}
	}
}

func (s *Session) evalTopFact(i int) {
	f, c := s.prog.facts[i], &s.facts[i]
	s.setSlot(f.slot, s.evalFact(f, c, f.def.ID), false)
}

func (s *Session) evalTop(i int) {
	s.dirty[s.prog.checkOf[i]] = true // what is shown, needed or on offer may have changed, whatever the value
	f, c := s.prog.fields[i], &s.fields[i]
	if f.isTable {
		s.setSlot(f.slot, s.evalTable(i, f, c), true)
		return
	}
	s.evalField(f, c, s.sections[f.section].show)
	s.setSlot(f.slot, c.val, false)
}

// setSlot stores a node's value and marks its readers if it changed. A table's cells are not
// compared: its readers always look again.
func (s *Session) setSlot(slot int, v value.Value, always bool) {
	if !always && same(s.frame.Slots[slot], v) {
		return
	}
	s.frame.Slots[slot] = v
	for _, n := range s.prog.readers[slot] {
		s.dirty[n] = true
	}
}

// same tells whether two results are interchangeable for every reader.
func same(a, b value.Value) bool {
	if a.Kind() != b.Kind() {
		return false
	}
	switch a.Kind() {
	case value.KindEmpty:
		return true
	case value.KindUnknown:
		return a.Names() == b.Names()
	case value.KindNone, value.KindRecord, value.KindOpaque:
		return false
	}
	eq, ok := value.Equal(a, b)
	return ok && eq
}

// Again evaluates everything anew, as after a change of all answers.
func (s *Session) Again() {
	for i := range s.dirty {
		s.dirty[i] = true
	}
	s.Update()
}
