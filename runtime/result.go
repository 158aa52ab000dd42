package runtime

import (
	"fmt"
	"slices"

	"banshi/engine/eval"
	"banshi/engine/plan"
	"banshi/engine/value"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
	"banshi/runtime/casework"
)

// results are what the item gives by the decision, of the parts that were not struck out.
func (t *turn) results(refused map[string]bool) []eval.Granted {
	on, ok := value.ParseDate(t.today)
	if !ok {
		return nil
	}
	return t.session.Results(on, refused)
}

// goOn does what follows a decision by itself: it gives what can be given, and delivers what is electronic. What
// waits for somebody (a fee, a publication, a code that is filled in when it is made out, a paper that is fetched)
// waits.
func (t *turn) goOn() error {
	p := t.c.Progress
	if p.Outcome == casework.Refused || t.c.State != actor.DecidedYes && t.c.State != actor.DecidedPartial && t.c.State != actor.Issued {
		return nil
	}
	if len(p.Open) > 0 && p.Open[0] != makeStep && t.c.State != actor.Issued {
		return nil // the fee, or a step that the definition puts after the decision
	}
	waiting, err := t.give()
	if err != nil || waiting || !t.electronic() {
		return err
	}
	return t.byRobot("deliver", func() error {
		if t.c.State != actor.Issued {
			if t.formOf(makeStep) {
				return nil // somebody makes it out
			}
			if err := t.move(casework.Order{Event: casework.Issue}, saying{act: actor.CaseIssue}); err != nil {
				return err
			}
		}
		if t.c.State != actor.Issued {
			return nil
		}
		doc := t.document(DocDelivery)
		doc.says(sayDeliveredOnline)
		doc.names(t.given())
		return t.move(casework.Order{Event: casework.HandOver}, saying{act: actor.CaseIssue, document: doc})
	})
}

// give makes out every result that hangs on nothing any more; true where some still do.
func (t *turn) give() (waiting bool, err error) {
	refused := map[string]bool{}
	for _, p := range t.c.Progress.Struck {
		refused[p] = true
	}
	for i, r := range t.results(refused) {
		name := fmt.Sprint(i, "/", r.Of, "/", r.Row)
		if len(r.Missing) > 0 {
			waiting = true
			continue
		}
		if t.c.Progress.Has(name) {
			continue
		}
		t.c.Progress.Given = append(append([]string(nil), t.c.Progress.Given...), name)
		if r.Kind == "document" {
			doc := t.document(DocResult)
			title := t.resultTitle(r)
			doc.titled(title.In("zh-Hans"), title.In("en"))
			doc.says(sayResultGranted.With(fault.Say(t.c.Name, t.english().Name)))
			if err := t.byRobot("deliver", func() error { t.note(casework.Give, saying{act: actor.CaseIssue, document: doc}); return nil }); err != nil {
				return waiting, err
			}
			continue
		}
		t.step.Issued = append(t.step.Issued, t.issued(r))
	}
	return waiting, nil
}

// issued is a result as it is written where other items read it.
func (t *turn) issued(r eval.Granted) Issued {
	out := Issued{Kind: r.Kind, Of: r.Of, Title: r.Title, Row: r.Row, Office: t.c.Office, KeyIs: r.Key, Day: t.today, ValidTo: r.ValidTo,
		Cells: r.Cells, At: t.now, Holder: t.c.ApplicantName, Issuer: t.plan.Department.Title}
	switch in := t.session.Input(); r.Key {
	case "":
	case plan.KeyApplicant:
		out.Key = in.Applicant.No
	default:
		out.Key, _ = r.Cells[r.Key].(string)
	}
	if s, ok := r.Cells["holder"].(string); ok && s != "" {
		out.Holder = s
	}
	if s, ok := r.Cells["number"].(string); ok && r.Kind == "licence" {
		out.Number = s
	}
	return out
}

// resultTitle names a result.
func (t *turn) resultTitle(r eval.Granted) fault.Text {
	en := r.Title
	if i := slices.IndexFunc(t.plan.Results, func(x *plan.Result) bool { return x == r.Result }); i >= 0 && i < len(t.english().Results) {
		en = t.english().Results[i].Title
	}
	return fault.Say(r.Title, en)
}

// given are the titles of what was given so far.
func (t *turn) given() []fault.Text {
	var out []fault.Text
	for _, r := range t.results(nil) {
		if len(r.Missing) == 0 {
			out = append(out, t.resultTitle(r))
		}
	}
	return out
}

// formOf tells whether somebody fills something in at a step.
func (t *turn) formOf(step string) bool {
	for _, f := range t.plan.Fields {
		if f.Step == step && t.state.Fields["form."+f.ID].Shown {
			return true
		}
	}
	return false
}

// electronic tells whether the applicant wants, or can have, nothing but the electronic result.
func (t *turn) electronic() bool {
	if f, asked := t.state.Fields["form.deliver"]; asked {
		return f.Value == "electronic"
	}
	s, ok := t.course.Step("deliver")
	return ok && !s.Visit
}
