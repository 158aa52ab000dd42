package eval

import (
	"strings"

	"banshi/engine/plan"
	"banshi/engine/value"
)

// ruleCell is the evaluated state of one 受理条件.
type ruleCell struct {
	result string
	text   string
	names  *value.Names
}

// Results of a rule.
const (
	resultTrue    = "true"
	resultFalse   = "false"
	resultUnknown = "unknown"
	resultEmpty   = "empty"
	resultOff     = "off"
)

// asked tells whether a part is applied for; true for what belongs to no part.
func (s *Session) asked(part string) value.Value {
	if part == "" {
		return yes
	}
	v := s.frame.Slots[s.prog.scope.slots["form."+s.prog.plan.Parts]]
	if v.Kind() != value.KindList {
		return v
	}
	for _, e := range v.List() {
		if e.Text() == part {
			return yes
		}
	}
	return value.Bool(false)
}

func (s *Session) evalRule(i int) {
	r, c := s.prog.rules[i], &s.rules[i]
	*c = ruleCell{result: resultOff}
	when := s.asked(r.def.Part)
	if when.IsTrue() {
		when = s.holds(r.when)
	}
	if !when.IsTrue() && !when.IsUnknown() {
		return
	}
	that := r.that.Eval(&s.frame)
	switch {
	case that.IsTrue():
		c.result = resultTrue
	case when.IsUnknown():
		c.result, c.names = resultUnknown, when.Names()
		if that.IsUnknown() {
			c.names = value.Union(c.names, that.Names())
		}
	case that.IsUnknown():
		c.result, c.names = resultUnknown, that.Names()
	case that.IsEmpty():
		c.result = resultEmpty
	default:
		c.result = resultFalse
	}
	if c.result == resultFalse || c.result == resultEmpty {
		c.text = s.render(r.otherwise)
	}
}

// effect is what the rule does to the verdict.
func (s *Session) effect(i int) string {
	switch c := &s.rules[i]; {
	case c.result == resultFalse:
		return s.prog.rules[i].def.Effect
	case c.result == resultEmpty, c.result == resultUnknown && s.in.Submit:
		return "review"
	}
	return ""
}

// verdict is the gravest effect. A part's rules strike only their part; when every part asked for is
// refused, the whole is.
func (s *Session) verdict(out *State, review bool) {
	whole := 0
	if review {
		whole = plan.Gravity("review")
	}
	byPart := map[string]int{}
	for _, o := range s.partsAsked() {
		byPart[o] = 0
	}
	for i, r := range s.prog.rules {
		g := plan.Gravity(s.effect(i))
		if r.def.Part == "" {
			whole = max(whole, g)
		} else if old, ok := byPart[r.def.Part]; ok {
			byPart[r.def.Part] = max(old, g)
		}
	}
	out.Verdict = plan.Effects[max(whole, ofParts(byPart))]
	for part, g := range byPart {
		if out.Parts == nil {
			out.Parts = map[string]string{}
		}
		out.Parts[part] = plan.Effects[g]
	}
}

func ofParts(byPart map[string]int) int {
	refuse := plan.Gravity("refuse")
	gravest, all := 0, len(byPart) > 0
	for _, g := range byPart {
		if g != refuse {
			all = false
			gravest = max(gravest, g)
		}
	}
	if all {
		return refuse
	}
	return gravest
}

func (s *Session) partsAsked() []string {
	if s.prog.plan.Parts == "" {
		return nil
	}
	var out []string
	for _, e := range s.frame.Slots[s.prog.scope.slots["form."+s.prog.plan.Parts]].List() {
		out = append(out, e.Text())
	}
	return out
}

// render writes a text with its values.
func (s *Session) render(t *textProg) string {
	if t == nil {
		return ""
	}
	var out strings.Builder
	for _, p := range t.parts {
		out.WriteString(p.words)
		if p.rule != nil {
			out.WriteString(p.as.typ.Format(p.rule.Eval(&s.frame), p.as.params, s.prog.plan.Language))
		}
	}
	return out.String()
}
