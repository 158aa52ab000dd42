package runtime

import (
	"context"
	"fmt"
	"strings"

	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
	"banshi/runtime/base/mask"
	"banshi/runtime/notice"
)

// Tasks lists the questions that the caller may see: an office its own, the government-service office and supervisors all;
// overdue ones first. That they are looked at is written down. Codes: unauthenticated, forbidden.
func (x *Consultations) Tasks(ctx context.Context) ([]Consultation, error) {
	who, err := worker(ctx)
	if err != nil {
		return nil, err
	}
	a := who.Actor()
	offices, err := officesFor(a, actor.ConsultationView, actor.Consultation)
	if err != nil {
		return nil, err
	}
	list, err := x.Store.ConsultationsFor(ctx, offices, mostTasks)
	if err != nil {
		return nil, fmt.Errorf("runtime: list questions: %w", err)
	}
	for i := range list {
		list[i] = list[i].masked()
	}
	return list, listed(ctx, x.hall, a, actor.ConsultationView, actor.Consultation, list, func(c Consultation) string { return c.ID })
}

// masked is a question as staff sees it: an answer needs nobody's name and no number of a person.
func (c Consultation) masked() Consultation {
	c.Name, c.Text = mask.Name(c.Name), mask.Text(c.Text)
	steps := make([]ConsultationStep, len(c.Steps))
	for i, s := range c.Steps {
		if s.Act == ConsultationFollow {
			s.Text = mask.Text(s.Text)
		}
		steps[i] = s
	}
	c.Steps = steps
	return c
}

// May tells whether the caller may go on with one.
func (x *Consultations) May(ctx context.Context, c Consultation) bool {
	who, err := worker(ctx)
	return err == nil && c.State == ConsultationOpen && actor.Can(who.Actor(), actor.ConsultationAnswer, consultationObject(c)) == nil
}

// Late tells whether the promised day of an answer is over.
func (x *Consultations) Late(c Consultation) bool {
	return c.State == ConsultationOpen && c.Due < x.today()
}

// Step answers a question, or hands it over to another office. The same answer sent twice is one. Codes: unauthenticated,
// forbidden, not_found, invalid, conflict (somebody was first).
func (x *Consultations) Step(ctx context.Context, id string, w ConsultationWork) (Consultation, error) {
	who, err := worker(ctx)
	if err != nil {
		return Consultation{}, err
	}
	c, err := x.Store.Consultation(ctx, id)
	if err != nil {
		return Consultation{}, lost(err, "find a question")
	}
	if err := actor.Can(who.Actor(), actor.ConsultationAnswer, consultationObject(c)); err != nil {
		return Consultation{}, err
	}
	w.Text = strings.TrimSpace(w.Text)
	most, missing := MaxAnswer, sayAnswerText
	if w.Act == ConsultationHand {
		most, missing = maxReason, sayHandReason
	}
	if say := textWithin(w.Text, most, missing); !say.None() {
		return Consultation{}, fault.New(fault.Invalid, sayBadStep, fault.Field{Path: "body.text", Message: say})
	}
	if c.done(who.Account.ID, w) {
		return c.masked(), nil
	}
	if w.Version != c.Version || c.State != ConsultationOpen {
		return Consultation{}, c.moved()
	}
	step := ConsultationStep{Act: w.Act, Text: w.Text, Account: who.Account.ID, Name: who.Account.Name, Title: who.Account.Staff.Title, At: x.Clock().UTC()}
	var tell []notice.Notice
	switch {
	case w.Act == ConsultationHand && w.Office == c.Office:
		return Consultation{}, fault.New(fault.Invalid, sayBadStep, fault.Field{Path: "body.office", Message: sayOtherPlace})
	case w.Act == ConsultationHand && w.Office == "":
		c.Office, c.Of = "", ""
	case w.Act == ConsultationHand:
		title := x.officeTitle(w.Office)
		if title == w.Office {
			return Consultation{}, fault.New(fault.Invalid, sayBadStep, fault.Field{Path: "body.office", Message: sayWhichOffice})
		}
		c.Office, c.Of, step.Office = w.Office, title, title
	case w.Act != ConsultationAnswer:
		return Consultation{}, fault.New(fault.Invalid, sayBadStep, fault.Field{Path: "body.act", Message: sayWhichOutcome})
	default:
		c.State = ConsultationAnswered
		tell = append(tell, notice.Notice{To: notice.To{Account: c.Account}, Kind: notice.ConsultationAnswered, Subject: notice.Subject{Kind: notice.OfConsultation, ID: c.ID},
			Args: notice.Args{notice.Number: c.Number}, At: step.At})
	}
	e := x.consultationEvent(who, actor.ConsultationAnswer, c)
	e.Detail = map[string]any{"step": string(step.Act), "office": c.Office}
	written := x.Store.ConsultationStep(ctx, c, step, tell, e)
	if written != nil && !fault.Is(written, fault.Conflict) {
		return Consultation{}, fmt.Errorf("runtime: a step about a question: %w", written)
	}
	if c, err = x.Store.Consultation(ctx, id); err != nil {
		return Consultation{}, fmt.Errorf("runtime: find a question: %w", err)
	}
	if written != nil && !c.done(who.Account.ID, w) {
		return Consultation{}, c.moved()
	}
	return c.masked(), nil
}

// done tells whether the last step is what somebody orders: pressed twice, or its acknowledgement was lost.
func (c Consultation) done(account string, w ConsultationWork) bool {
	if len(c.Steps) == 0 || w.Version != c.Version-1 {
		return false
	}
	s := c.Steps[len(c.Steps)-1]
	return s.Account == account && s.Act == w.Act && s.Text == w.Text
}

// moved says who was first.
func (c Consultation) moved() error {
	if n := len(c.Steps); n > 0 && c.Steps[n-1].Name != "" {
		return fault.New(fault.Conflict, sayConsultationBy.With(c.Steps[n-1].Name))
	}
	return fault.New(fault.Conflict, sayConsultationMoved)
}
