package eval

import (
	"slices"

	"banshi/engine/expr"
	"banshi/engine/plan"
	"banshi/engine/value"
)

// levelProg is a rule for an identity level, with the lowest and the highest that it can give. Without a rule nothing
// is asked: 0.
type levelProg struct {
	rule            *expr.Program
	lowest, highest int
}

func (b *binding) level(n *expr.Node, sc scope) levelProg {
	if n == nil {
		return levelProg{}
	}
	low, high := plan.Levels(n)
	return levelProg{b.rule(n, sc), low, high}
}

// level gives what a rule asks for. Without a result it asks for the highest that it can give. In a draft the lowest
// is enough while only questions of the form decide: they could not be answered otherwise, and every answer asks again.
func (s *Session) level(p levelProg) int {
	if p.rule == nil {
		return 0
	}
	v := p.rule.Eval(&s.frame)
	switch {
	case v.Kind() == value.KindInt:
		return int(v.Int())
	case v.IsUnknown() && !s.in.Submit && s.onlyQuestions(v.Names()):
		return p.lowest
	}
	return p.highest
}

// identity gives the level that is needed; 0 where nothing is asked. A draft needs that of the item. Who hands it in
// answers for all of it: submission needs the highest of the item, the sections shown, and the signatures that are the
// user's to give.
func (s *Session) identity() (level int, ok bool) {
	level = s.level(s.prog.rest.access)
	if s.in.Submit {
		level = max(level, s.stepsLevel())
	}
	return level, s.in.User.Level >= level
}

func (s *Session) stepsLevel() (level int) {
	for i, sec := range s.prog.sections {
		if s.sections[i].show.IsTrue() {
			level = max(level, s.level(sec.level))
		}
	}
	for i, m := range s.prog.material {
		own := func(row materialRow) bool { return s.signs(m.def, row.state.Signer) }
		if slices.ContainsFunc(s.material[i].states, own) {
			level = max(level, s.level(m.level))
		}
	}
	return level
}

// signs tells whether a signature is the user's to give. For an organisation its legal representative signs, for a ward
// the guardian; an agent never signs what the applicant must.
func (s *Session) signs(m *plan.Material, who string) bool {
	u := s.in.User
	forThem := m.SignBy == "applicant" && (u.ActsAs == "guardian" || u.ActsAs == "self")
	return who != "" && (who == u.No || forThem)
}

// Level is the identity level that is needed as things stand, as in State.
func (s *Session) Level() int {
	s.Update()
	level, _ := s.identity()
	return level
}

// Level is the identity level that a draft always needs; false where that hangs on what is known.
func (p *Program) Level() (level int, always bool) {
	if p == nil {
		return 0, false
	}
	a := p.rest.access
	return a.lowest, a.lowest == a.highest
}
