package runtime

import (
	"slices"

	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
	"banshi/runtime/casework"
)

// Standing is how a case stands for somebody who looks at it: what waits, until when, what he or she may do, and
// what was written so far.
type Standing struct {
	Steps     []StepNow // those that wait
	Ahead     []string  // ids of the steps that are still to come
	May       []May
	Light     casework.Light
	Left      int // working days of the promise
	Record    Record
	Parts     []Part     // what the applicant is asked to mend now
	Amendment *Amendment // that waits for the applicant's consent
	Refusable []Named    // parts that a decision could strike out
	Offices   []Office   // to which it could be passed on
}

// Named is a code with its text.
type Named struct{ Code, Text string }

// StepNow is a step that waits.
type StepNow struct {
	ID, Title, WhoTitle string
	Mine                bool // the applicant's own
	Answers             []Answer
}

// Answer is one that the actor of a step may give.
type Answer struct {
	Code, To string
	Corrects bool // it leads to a correction: that is ordered as one
}

// May is one thing that could be done to the case now. Why is None where the one who looks may do it.
type May struct {
	Event casework.Event
	Act   actor.Act // the permission that it takes
	Step  string    // of finish
	Why   fault.Text
	For   string    // the colleague on leave in whose place the one who looks would do it; "" in his or her own right
	Who   []Holders // where the one who looks may not: who may
	// Clears is what has to be done first, where that is what is in the way; "" else. Who are those who may do that.
	Clears actor.Act
}

// needs is the permission that an event takes.
var needs = map[casework.Event]actor.Act{
	casework.PrecheckPass: actor.CasePrecheck, casework.PrecheckReturn: actor.CasePrecheck, casework.Receive: actor.CaseReceive,
	casework.Accept: actor.CaseAccept, casework.NotAccept: actor.CaseAccept, casework.Correct: actor.CaseAccept,
	casework.TakeUp: actor.CaseExamine, casework.Finish: actor.CaseExamine, casework.SpecialOn: actor.CaseExamine,
	casework.SpecialOff: actor.CaseExamine, casework.Suspend: actor.CaseExamine, casework.Resume: actor.CaseExamine,
	casework.Extend: actor.CaseExtend, casework.Grant: actor.CaseDecide, casework.GrantPart: actor.CaseDecide, casework.Refuse: actor.CaseDecide, casework.SendBack: actor.CaseDecide,
	casework.Paid: actor.CaseIssue, casework.Issue: actor.CaseIssue, casework.Send: actor.CaseIssue, casework.HandOver: actor.CaseIssue,
	casework.NotOurs: actor.CaseTransfer, casework.PassOn: actor.CaseTransfer, casework.AmendAsk: actor.CaseAmend, casework.AmendDrop: actor.CaseAmend,
	casework.Withdraw: actor.CaseWithdraw, casework.Book: actor.CaseBook, casework.Amend: actor.CaseConsent, casework.AmendDeny: actor.CaseConsent,
}

// theirs are the events that are the applicant's to bring about; all others of needs are for staff.
var theirs = []casework.Event{casework.Withdraw, casework.Book, casework.Amend, casework.AmendDeny}

// deciding are the events that wait until no amendment does.
var deciding = []casework.Event{casework.Grant, casework.GrantPart, casework.Refuse}

// look tells how a case stands for somebody.
func (t *turn) look(a actor.Actor, r Record) Standing {
	p := t.c.Progress
	s := Standing{Record: r}
	s.Light, s.Left = p.Clock.LightOf(t.prog.Calendar(), t.c.Due, t.today)
	for _, id := range p.Open {
		if step, ok := t.course.Step(id); ok {
			s.Steps = append(s.Steps, stepNow(step))
		}
	}
	s.Ahead = t.ahead()
	for i := range r.Amendments {
		if r.Amendments[i].Answer == "" && p.Outcome == "" && !slices.Contains(atEnd, t.c.State) {
			s.Amendment = &r.Amendments[i]
		}
	}
	kind := map[actor.State]Kind{actor.PrecheckFailed: DocPrecheck, actor.Correction: DocCorrection}[t.c.State]
	for _, d := range r.Documents {
		if d.Kind == kind {
			s.Parts = d.Body.Parts
		}
	}
	s.May = t.may(a, s.Amendment != nil)
	if a.Kind == actor.Staff {
		s.Refusable, s.Offices = t.refusable(), t.others()
	}
	return s
}

func stepNow(step casework.Step) StepNow {
	out := StepNow{ID: step.ID, Title: step.Title, WhoTitle: step.WhoTitle, Mine: step.Who == casework.Applicant}
	for _, o := range step.Outcomes {
		out.Answers = append(out.Answers, Answer{Code: o.Answer, To: o.To, Corrects: o.To == "correct"})
	}
	return out
}

// ahead are the steps after those that wait; none once the case is at an end.
func (t *turn) ahead() []string {
	var out []string
	if len(t.c.Progress.Open) == 0 {
		return out
	}
	passed := true
	for _, s := range t.course {
		if slices.Contains(t.c.Progress.Open, s.ID) {
			passed = false
			continue
		}
		if !passed {
			out = append(out, s.ID)
		}
	}
	return out
}

// may lists what could be done to the case now, and why somebody may not.
func (t *turn) may(a actor.Actor, amending bool) []May {
	var out []May
	possible := t.course.May(t.c.Progress)
	if s, ok := t.course.Step(receiveStep); ok && !s.Visit && slices.Contains(possible, casework.Receive) {
		possible = append(possible, casework.Accept) // in the same breath
	}
	for _, e := range possible {
		act, ok := needs[e]
		if !ok || slices.Contains(theirs, e) != (a.Kind == actor.Person) && e != casework.Finish {
			continue
		}
		switch {
		case e == casework.GrantPart && len(t.refusable()) < 2,
			(e == casework.Amend || e == casework.AmendDeny) && !amending, e == casework.AmendAsk && amending,
			e == casework.AmendDrop && !amending:
			continue
		case e == casework.Correct && t.c.Progress.Accepted != "":
			act = actor.CaseExamine
		case e == casework.Accept && t.c.State == actor.PrecheckPassed:
			act = actor.CaseReceive
		}
		if e != casework.Finish {
			m := May{Event: e, Act: act, Why: t.whyNot(a, act)}
			if m.Why.None() && amending && slices.Contains(deciding, e) {
				m.Why, m.Clears = sayAmendWaits, actor.CaseAmend
			}
			out = append(out, m)
			continue
		}
		for _, id := range t.c.Progress.Open {
			step, _ := t.course.Step(id)
			mine := step.Who == casework.Applicant
			if mine {
				act = actor.CaseStep
			}
			if mine == (a.Kind == actor.Person) {
				out = append(out, May{Event: e, Act: act, Step: id, Why: t.whyNot(a, act)})
			}
		}
	}
	return out
}

// whyNot is why somebody may not do an act now; None where he or she may.
func (t *turn) whyNot(a actor.Actor, act actor.Act) fault.Text {
	if err := actor.Can(a, act, caseObject(t.c)); err != nil {
		return whyNot(err)
	}
	return whyNot(held(a, t.has, act, t.c))
}

// refusable are the parts that were asked for, of an item that decides in parts.
func (t *turn) refusable() []Named {
	f := t.plan.Field(t.plan.Parts)
	if f == nil {
		return nil
	}
	asked, _ := t.state.Fields["form."+f.ID].Value.([]any)
	var out []Named
	for _, o := range f.Options {
		if slices.ContainsFunc(asked, func(x any) bool { return x == o.Code }) {
			out = append(out, Named{o.Code, o.Text})
		}
	}
	return out
}

// others are the department's other offices.
func (t *turn) others() []Office {
	return slices.DeleteFunc(slices.Clone(t.offices), func(o Office) bool { return o.ID == t.c.Office })
}
