package runtime

import (
	"slices"

	"banshi/engine/eval"
	"banshi/engine/plan"
	"banshi/runtime/base/fault"
)

// bringable tells whether a paper may be brought instead of uploaded: the definition asks for its original, and
// there may be a visit at which it is seen. The pages offer it by the same rule. Nothing that is brought stands
// in for what the system makes and somebody signs.
func bringable(p *plan.Plan, s *eval.State, path string) bool {
	_, there := s.Materials[path]
	m := materialOf(p, path)
	return there && m != nil && !m.Made && m.Originals > 0 && s.Visits.Max > 0
}

// bringing refuses what is newly said to be brought and can't be. What was said before lapses by itself.
func (c *answerCheck) bringing(before, now []string) {
	for _, path := range now {
		if !slices.Contains(before, path) && !bringable(c.plan, c.state, path) {
			c.say("brought", sayNotBrought.With(titleOfMaterial(c.plan, path)))
		}
	}
}

// unbring takes out what can't be brought any more, and tells whether there was any.
func (c *Content) unbring(p *plan.Plan, s *eval.State) bool {
	was := len(c.Brought)
	c.Brought = slices.DeleteFunc(slices.Clone(c.Brought), func(path string) bool { return !bringable(p, s, path) })
	return len(c.Brought) != was
}

// signedPaths refuses to sign what nobody signs.
func (o *opened) signedPaths(c *answerCheck, materials []string) {
	for _, path := range materials {
		if m := materialOf(o.plan, path); m != nil && m.Sign == nil {
			c.faults = append(c.faults, fault.Field{Path: "sign", Message: sayNotSigned.With(m.Title)})
		}
	}
}
