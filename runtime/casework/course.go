package casework

import (
	"slices"

	"banshi/engine/eval"
	"banshi/engine/plan"
	"banshi/runtime/base/actor"
)

// The steps of the presets that are more than work: each begins or ends a part of the way. All others are
// work, wherever the definition puts them.
const (
	submitStep   = "submit"
	precheckStep = "precheck"
	bookStep     = "book"
	receiveStep  = "receive"
	acceptStep   = "accept"
	decideStep   = "decide"
	payStep      = "pay"
	makeStep     = "make"
	deliverStep  = "deliver"
)

// Where an outcome leads that is no step.
const (
	toRefuse  = "refuse"
	toCorrect = "correct"
)

// Step is one step of a case.
type Step struct {
	*plan.Step
	Visit bool     // the applicant comes in person
	After []string // the steps that stand between the one before and this, and are no part of the case
}

// Course is the steps that belong to a case, in order, from submission to delivery. What a definition puts
// after delivery is no part of the case: it is done when that has ended.
type Course []Step

// Of gives the course of a case by its state: a step whose condition is not true is left out.
func Of(p *plan.Plan, s *eval.State) Course {
	in := make(map[string]eval.StepState, len(s.Steps))
	for _, st := range s.Steps {
		in[st.ID] = st
	}
	var out Course
	var left []string
	for _, step := range p.Steps {
		if st := in[step.ID]; st.In == "true" {
			out, left = append(out, Step{Step: step, Visit: st.Visit == "true", After: left}), nil
		} else {
			left = append(left, step.ID)
		}
	}
	if at := out.at(deliverStep); at >= 0 {
		out = out[:at+1]
	}
	return out
}

func (c Course) at(id string) int {
	return slices.IndexFunc(c, func(s Step) bool { return s.ID == id })
}

// Step finds one; false where it is no part of the case.
func (c Course) Step(id string) (Step, bool) {
	if i := c.at(id); i >= 0 {
		return c[i], true
	}
	return Step{}, false
}

// next is the first step after another that stands by itself; "" after the last.
func (c Course) next(id string) string {
	for i := c.at(id) + 1; i > 0 && i < len(c); i++ {
		if c[i].Beside == "" {
			return c[i].ID
		}
	}
	return ""
}

// still gives those of some open steps that are part of the case: what was changed of it may have taken one out of its
// course.
func (c Course) still(open []string) []string {
	return slices.DeleteFunc(slices.Clone(open), func(id string) bool { return c.at(id) < 0 })
}

// instead is the step that waits where one waited that is no part of the case any more; "" where there is none.
func (c Course) instead(id string) string {
	for i := range c {
		if !slices.Contains(c[i].After, id) {
			continue
		}
		if c[i].Beside == "" {
			return c[i].ID
		}
		return c.next(c[i].ID)
	}
	return ""
}

// examinedLast is the last step before the decision that the office does and that does not stop the clock; "" where
// nothing is examined.
func (c Course) examinedLast() string {
	for i := c.at(decideStep) - 1; i >= 0 && c.phaseOf(c[i].ID) == examine; i-- {
		if s := c[i]; s.Beside == "" && s.Who != Applicant && !s.Stops {
			return s.ID
		}
	}
	return ""
}

// together is a step with those that are done at the same time (联审).
func (c Course) together(id string) []string {
	out := []string{id}
	for _, s := range c {
		if s.Beside == id {
			out = append(out, s.ID)
		}
	}
	return out
}

// phase is the part of the way in which a step stands, by the steps that part it.
type phase int

const (
	before  phase = iota // nothing is received yet
	intake               // received, and not accepted yet
	examine              // accepted, and not decided yet
	after                // decided
)

func (c Course) phaseOf(id string) phase {
	at := c.at(id)
	passed := func(step string) bool { i := c.at(step); return i >= 0 && at > i }
	switch {
	case at < 0 || passed(decideStep):
		return after
	case passed(acceptStep):
		return examine
	case id == acceptStep || passed(receiveStep):
		return intake
	}
	return before
}

// stateOf is the state of a case in which a step waits. What follows the decision keeps the decision's state
// until it is made out.
func (c Course) stateOf(p Progress, id string) actor.State {
	s, _ := c.Step(id)
	switch c.phaseOf(id) {
	case before:
		switch {
		case id == precheckStep || id == submitStep:
			return actor.Submitted
		case id == receiveStep && p.Visit != "":
			return actor.AwaitingOnsite
		}
		return actor.PrecheckPassed
	case intake:
		return actor.Received
	case examine:
		switch {
		case s.Verify:
			return actor.OnsiteVerify
		case s.Stops || s.Who == Applicant:
			return actor.Special
		case len(p.Open) > 1:
			return actor.JointReview
		}
		return actor.InReview
	}
	switch id {
	case payStep:
		return actor.Paying
	case deliverStep:
		return actor.Issued
	}
	if p.Outcome == Partly {
		return actor.DecidedPartial
	}
	return actor.DecidedYes
}

// Applicant is who does a step that no member of staff does.
const Applicant = "applicant"

// Answers are what the actor of a step may answer; none where it only ends.
func (s Step) Answers() []string {
	var out []string
	for _, o := range s.Outcomes {
		out = append(out, o.Answer)
	}
	return out
}

func (s Step) leads(answer string) (string, bool) {
	for _, o := range s.Outcomes {
		if o.Answer == answer {
			return o.To, true
		}
	}
	return "", false
}
