package runtime

import (
	"context"
	"strings"

	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
	"banshi/runtime/casework"
)

// Pay notes that the fee was paid: by the number of the receipt, as long as nothing is paid online. Codes:
// unauthenticated, not_found, forbidden, conflict, invalid (receipt).
func (d *Desk) Pay(ctx context.Context, number string, o Ordering) (Case, error) {
	who, err := worker(ctx)
	if err != nil {
		return Case{}, err
	}
	if strings.TrimSpace(o.Opinion) == "" {
		return Case{}, fault.New(fault.Invalid, sayBadWork, fault.Field{Path: "opinion", Message: sayReceiptNumber})
	}
	return d.order(ctx, who, number, actor.CaseIssue, o, "pay", nil, func(t *turn) error {
		if err := t.move(casework.Order{Event: casework.Paid}, saying{act: actor.CaseIssue, text: t.opinion}); err != nil {
			return err
		}
		return t.goOn()
	})
}

// Issuing is what is filled in when a result is made out (制证): a code that the law gives, for one.
type Issuing struct {
	Ordering
	Answers map[string]any
}

// Issue makes out what was granted. Codes: as Pay.
func (d *Desk) Issue(ctx context.Context, number string, o Issuing) (Case, error) {
	who, err := worker(ctx)
	if err != nil {
		return Case{}, err
	}
	return d.order(ctx, who, number, actor.CaseIssue, o.Ordering, "issue", o.Answers, func(t *turn) error {
		if err := t.fill(makeStep, o.Answers, true); err != nil {
			return err
		}
		if len(o.Answers) > 0 {
			if err := t.worked(makeStep, "", t.opinion, o.Answers); err != nil {
				return err
			}
		}
		waiting, err := t.give()
		if err != nil {
			return err
		}
		if waiting {
			return fault.New(fault.Conflict, sayResultWaits)
		}
		if err := t.move(casework.Order{Event: casework.Issue}, saying{act: actor.CaseIssue, text: t.opinion}); err != nil {
			return err
		}
		return t.goOn()
	})
}

// Send notes that the result is on its way; the opinion says by which parcel. Codes: as Pay.
func (d *Desk) Send(ctx context.Context, number string, o Ordering) (Case, error) {
	who, err := worker(ctx)
	if err != nil {
		return Case{}, err
	}
	return d.order(ctx, who, number, actor.CaseIssue, o, "send", nil, func(t *turn) error {
		return t.move(casework.Order{Event: casework.Send}, saying{act: actor.CaseIssue, text: t.opinion})
	})
}

// HandOver notes that the applicant has the result, or the refusal (送达). Codes: as Pay.
func (d *Desk) HandOver(ctx context.Context, number string, o Ordering) (Case, error) {
	who, err := worker(ctx)
	if err != nil {
		return Case{}, err
	}
	return d.order(ctx, who, number, actor.CaseIssue, o, "hand_over", nil, func(t *turn) error {
		doc := t.document(DocDelivery)
		doc.says(sayDelivered)
		doc.Body.Reason = t.opinion
		if t.c.Progress.Outcome != casework.Refused {
			doc.names(t.given())
		}
		return t.move(casework.Order{Event: casework.HandOver}, saying{act: actor.CaseIssue, text: t.opinion, document: doc})
	})
}
