package runtime

import (
	"context"

	"banshi/runtime/base/actor"
	"banshi/runtime/casework"
)

// Correcting is one notice that lists all that is to be corrected (一次性告知).
type Correcting struct {
	Ordering
	Parts []Part
	Days  int // how long there is time; 0: 30 days
}

// mostCorrectionDays is the longest time that a notice may give.
const mostCorrectionDays = 90

// Correct asks the applicant to correct, once before acceptance and once after: everything stands in one notice,
// and only what stands there can be changed. Codes: unauthenticated, not_found, forbidden, conflict, invalid (parts).
func (d *Desk) Correct(ctx context.Context, number string, o Correcting) (Case, error) {
	who, err := worker(ctx)
	if err != nil {
		return Case{}, err
	}
	if o.Days <= 0 || o.Days > mostCorrectionDays {
		o.Days = casework.CorrectionDays
	}
	c, err := d.find(ctx, who, number, actor.CaseView)
	if err != nil {
		return Case{}, err
	}
	act := actor.CaseAccept
	if c.Progress.Accepted != "" {
		act = actor.CaseExamine
	}
	return d.order(ctx, who, number, act, o.Ordering, "correct", []any{o.Parts, o.Days}, func(t *turn) error {
		parts, err := t.parts(o.Parts, true)
		if err != nil {
			return err
		}
		until := t.laterThan(o.Days)
		doc := t.document(DocCorrection)
		doc.says(sayCorrectAll)
		doc.Body.Reason, doc.Body.Until = t.opinion, until
		t.asks(doc, parts)
		t.c.Opinion = t.opinion
		return t.move(casework.Order{Event: casework.Correct, Until: until},
			saying{act: act, text: noticeText(t.opinion, parts), document: doc, detail: map[string]any{"parts": len(parts), "until": until}})
	})
}
