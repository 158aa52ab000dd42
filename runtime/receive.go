package runtime

import (
	"context"

	"banshi/engine/plan"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
	"banshi/runtime/casework"
)

const (
	precheckStep = "precheck"
	receiveStep  = "receive"
	acceptStep   = "accept"
	makeStep     = "make"
)

// Receiving is what a clerk puts down who takes the papers in (收件).
type Receiving struct {
	Ordering
	Answers map[string]any // of the step's form and points: originals seen
}

// Receive takes in a case that passed pre-examination; where the applicant comes, the originals are seen here.
// Codes: unauthenticated, not_found, forbidden, conflict, invalid.
func (d *Desk) Receive(ctx context.Context, number string, o Receiving) (Case, error) {
	who, err := worker(ctx)
	if err != nil {
		return Case{}, err
	}
	return d.order(ctx, who, number, actor.CaseReceive, o.Ordering, "receive", o.Answers, func(t *turn) error { return t.receive(o.Answers) })
}

func (t *turn) receive(answers map[string]any) error {
	if err := t.fill(receiveStep, answers, true); err != nil {
		return err
	}
	if len(answers) > 0 {
		if err := t.worked(receiveStep, "", t.opinion, answers); err != nil {
			return err
		}
	}
	return t.move(casework.Order{Event: casework.Receive}, saying{act: actor.CaseReceive, text: t.opinion, document: t.receipt()})
}

// intake takes a case in that was handed in at the counter of its own office, every original compared: at once, where
// nothing has to be written down with it. Another office's case goes to that office, as any other does.
func (t *turn) intake(a *Application) error {
	_, receives := t.course.Step(receiveStep)
	if t.c.State != actor.Submitted || t.c.Office != a.Office || !receives || !t.originalsSeen(a) {
		return nil
	}
	if err := t.fill(receiveStep, nil, true); fault.Is(err, fault.Invalid) {
		return nil
	} else if err != nil {
		return err
	}
	return t.move(casework.Order{Event: casework.Intake}, saying{act: actor.CaseIntake, document: t.receipt()})
}

// originalsSeen tells whether each paper of which the definition wants an original was compared with it.
func (t *turn) originalsSeen(a *Application) bool {
	for path, m := range t.state.Materials {
		if m.State != "given" {
			continue
		}
		if def := materialOf(t.plan, path); def != nil && def.Originals > 0 && !def.Made && !a.compared(path) {
			return false
		}
	}
	return true
}

// receipt is the 收件回执.
func (t *turn) receipt() *Document {
	doc := t.document(DocReceipt)
	t.papers(doc)
	doc.says(sayReceives)
	return doc
}

// Accepting is what a clerk says who accepts, or does not (受理、不予受理).
type Accepting struct {
	Ordering
	Answers map[string]any // of the step's own form
	Receive map[string]any // where it is received in the same breath: of that step's form
}

// Accept starts the clock. What nobody need bring is received in the same breath. Codes: as Receive.
func (d *Desk) Accept(ctx context.Context, number string, o Accepting) (Case, error) {
	who, err := worker(ctx)
	if err != nil {
		return Case{}, err
	}
	c, err := d.find(ctx, who, number, actor.CaseView)
	if err != nil {
		return Case{}, err
	}
	act := actor.CaseAccept
	if c.State == actor.PrecheckPassed {
		act = actor.CaseReceive
	}
	return d.order(ctx, who, number, act, o.Ordering, "accept", []any{o.Answers, o.Receive}, func(t *turn) error {
		if t.c.State == actor.PrecheckPassed {
			if s, ok := t.course.Step(receiveStep); ok && s.Visit {
				return fault.New(fault.Conflict, sayReceiveFirst)
			}
			if err := t.receive(o.Receive); err != nil {
				return err
			}
		}
		if err := t.fill(acceptStep, o.Answers, true); err != nil {
			return err
		}
		return t.accept(casework.Accept, actor.CaseAccept)
	})
}

// accept starts the clock by an event that does: a clerk's, or the system's.
func (t *turn) accept(event casework.Event, act actor.Act) error {
	order := casework.Order{Event: event}
	if l := t.state.Limit; l != nil {
		order.Promised, order.Statutory, order.Extra = casework.Span(l.Promised), casework.Span(l.Statutory), casework.Span(l.Extend)
		if order.Promised == "" {
			order.Promised = casework.Span(l.Most) // not decided which: no later than the longest
		}
	}
	if order.Promised == "" {
		order.Promised = order.Statutory
	}
	doc := t.document(DocAcceptance)
	if err := t.move(order, saying{act: act, text: t.opinion, document: doc}); err != nil {
		return err
	}
	from := t.c.Progress.Clock.From
	says := []fault.Text{sayAccepts}
	if event == casework.Deem {
		says = []fault.Text{sayDeemed}
		doc.Body.Basis = []plan.Basis{{Law: "中华人民共和国行政许可法", Article: "第三十二条"}}
	}
	if t.c.Instant {
		says = append(says, saySettledAtOnce)
	} else if t.c.Due != "" {
		says = append(says, sayPromises.With(day(from), span(order.Promised), day(t.c.Due)))
	}
	if t.c.Legal != "" {
		says = append(says, sayByLaw.With(span(order.Statutory), day(t.c.Legal)))
	}
	doc.says(append(says, sayOffTheClock)...)
	return nil
}

// NotAccept refuses to accept (不予受理), with the reason and what can be done against it. Codes: as Receive.
func (d *Desk) NotAccept(ctx context.Context, number string, o Ordering) (Case, error) {
	who, err := worker(ctx)
	if err != nil {
		return Case{}, err
	}
	if err := checkOpinion(o.Opinion, true); err != nil {
		return Case{}, err
	}
	return d.order(ctx, who, number, actor.CaseAccept, o, "not_accept", nil, func(t *turn) error {
		doc := t.document(DocNotAccepted)
		doc.says(sayNotAccepts)
		doc.Body.Reason = t.opinion
		t.cites(doc)
		doc.remedies()
		t.c.Opinion = t.opinion
		return t.move(casework.Order{Event: casework.NotAccept}, saying{act: actor.CaseAccept, text: t.opinion, document: doc})
	})
}
