package runtime

import (
	"context"
	"slices"

	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
	"banshi/runtime/casework"
	"banshi/runtime/identity"
)

// TakeUp begins the examination of an accepted case. Codes: unauthenticated, not_found, forbidden, conflict.
func (d *Desk) TakeUp(ctx context.Context, number string, o Ordering) (Case, error) {
	who, err := worker(ctx)
	if err != nil {
		return Case{}, err
	}
	return d.order(ctx, who, number, actor.CaseExamine, o, "take_up", nil, func(t *turn) error {
		return t.move(casework.Order{Event: casework.TakeUp}, saying{act: actor.CaseExamine, text: t.opinion})
	})
}

// Stepping is what somebody puts down who ends a step: the answers of its form and points, and where its
// definition asks for one, the answer that says how it goes on.
type Stepping struct {
	Ordering
	Step    string
	Answer  string
	Answers map[string]any
}

// Finish ends a step of the definition. Codes: unauthenticated, not_found, forbidden, conflict, invalid (answers).
func (d *Desk) Finish(ctx context.Context, number string, o Stepping) (Case, error) {
	who, err := worker(ctx)
	if err != nil {
		return Case{}, err
	}
	return d.finishStep(ctx, who, number, actor.CaseExamine, o)
}

// Finish ends a step that is the applicant's own, such as putting things right (整改). Codes: as Desk.Finish.
func (m *MyCases) Finish(ctx context.Context, number string, o Stepping) (Case, error) {
	who, err := citizen(ctx)
	if err != nil {
		return Case{}, err
	}
	return m.finishStep(ctx, who, number, actor.CaseStep, o)
}

func (h *hall) finishStep(ctx context.Context, who identity.Current, number string, act actor.Act, o Stepping) (Case, error) {
	return h.order(ctx, who, number, act, o.Ordering, "finish/"+safe(o.Step), []any{o.Step, o.Answer, o.Answers}, func(t *turn) error {
		s, ok := t.course.Step(o.Step)
		if !ok || !slices.Contains(t.c.Progress.Open, o.Step) || (s.Who == casework.Applicant) != (act == actor.CaseStep) {
			return fault.New(fault.Conflict, sayNotThisStepNow)
		}
		if err := t.fill(o.Step, o.Answers, true); err != nil {
			return err
		}
		answers := s.Answers()
		if len(answers) > 0 && o.Answer == "" {
			return fault.New(fault.Invalid, sayBadWork, fault.Field{Path: "answer", Message: sayChooseAnswer})
		}
		if err := t.worked(o.Step, o.Answer, t.opinion, o.Answers); err != nil {
			return err
		}
		var doc *Document
		if s.Document != "" {
			doc = t.document(DocStep)
			doc.Body.Reason = t.opinion
			title := fault.Say(s.Title, s.Title)
			doc.titled(s.Document, s.Document)
			if en := t.english().Step(o.Step); en != nil {
				title = fault.Say(s.Title, en.Title)
				doc.titled(s.Document, en.Document)
			}
			doc.says(sayStepDone.With(title, fault.Say(casework.AnswerTitle(o.Answer, "zh-Hans"), casework.AnswerTitle(o.Answer, "en"))))
		}
		return t.move(casework.Order{Event: casework.Finish, Step: o.Step, Answer: o.Answer},
			saying{act: act, text: t.opinion, step: o.Step, answer: o.Answer, document: doc})
	})
}

// Holding holds a case up, for something that does not count for its time limit.
type Holding struct {
	Ordering
	Why   string // which special procedure: 听证 检验 检测 检疫 鉴定 专家评审 公示; of a suspension the reason
	Until string // the last day, as it is expected
}

// Special begins a special procedure (特别程序), and Suspend suspends (中止): the clock stands. Codes: unauthenticated,
// not_found, forbidden, conflict, invalid (why, until).
func (d *Desk) Special(ctx context.Context, number string, o Holding) (Case, error) {
	return d.hold(ctx, number, o, casework.SpecialOn, DocSpecial, saySpecial.With(o.Why))
}

// Suspend suspends the examination. Codes: as Special.
func (d *Desk) Suspend(ctx context.Context, number string, o Holding) (Case, error) {
	return d.hold(ctx, number, o, casework.Suspend, DocSuspension, saySuspends.With(o.Why))
}

func (d *Desk) hold(ctx context.Context, number string, o Holding, event casework.Event, kind Kind, says fault.Text) (Case, error) {
	who, err := worker(ctx)
	if err != nil {
		return Case{}, err
	}
	if o.Why == "" {
		return Case{}, fault.New(fault.Invalid, sayBadHold, fault.Field{Path: "why", Message: sayWhyHeld})
	}
	if err := checkOpinion(o.Why, true); err != nil {
		return Case{}, err
	}
	return d.order(ctx, who, number, actor.CaseExamine, o.Ordering, string(event), []any{o.Why, o.Until}, func(t *turn) error {
		if o.Until < t.today || o.Until > t.laterThan(365) || len(o.Until) != len(t.today) {
			return fault.New(fault.Invalid, sayBadHold, fault.Field{Path: "until", Message: sayUntilWhen})
		}
		doc := t.document(kind)
		doc.says(says)
		doc.Body.Reason, doc.Body.Until = t.opinion, o.Until
		return t.move(casework.Order{Event: event, Until: o.Until},
			saying{act: actor.CaseExamine, text: joined(o.Why, t.opinion), document: doc, detail: map[string]any{"until": o.Until}})
	})
}

func joined(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + "：" + b
}

// GoOn ends what holds a case up: its special procedure, or its suspension. Codes: as TakeUp.
func (d *Desk) GoOn(ctx context.Context, number string, o Ordering) (Case, error) {
	who, err := worker(ctx)
	if err != nil {
		return Case{}, err
	}
	return d.order(ctx, who, number, actor.CaseExamine, o, "go_on", nil, func(t *turn) error {
		event, says := casework.Resume, sayResumes
		if t.c.State == actor.Special {
			event, says = casework.SpecialOff, saySpecialOver
		}
		doc := t.document(DocResumption)
		if err := t.move(casework.Order{Event: event}, saying{act: actor.CaseExamine, text: t.opinion, document: doc}); err != nil {
			return err
		}
		all := []fault.Text{says}
		if t.c.Due != "" {
			all = append(all, sayDueOn.With(day(t.c.Due)))
		}
		doc.says(all...)
		return nil
	})
}

// Extend extends the time limit, once and by what the definition says; the leader answers for it. Codes: as TakeUp,
// invalid (without a reason).
func (d *Desk) Extend(ctx context.Context, number string, o Ordering) (Case, error) {
	who, err := worker(ctx)
	if err != nil {
		return Case{}, err
	}
	if err := checkOpinion(o.Opinion, true); err != nil {
		return Case{}, err
	}
	return d.order(ctx, who, number, actor.CaseExtend, o, "extend", nil, func(t *turn) error {
		doc := t.document(DocExtension)
		if err := t.move(casework.Order{Event: casework.Extend}, saying{act: actor.CaseExtend, text: t.opinion, document: doc}); err != nil {
			return err
		}
		doc.Body.Reason = t.opinion
		doc.says(sayExtends.With(span(t.c.Progress.Clock.Extra), day(t.c.Due)))
		return nil
	})
}
