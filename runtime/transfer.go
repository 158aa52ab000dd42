package runtime

import (
	"context"

	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
	"banshi/runtime/casework"
)

// Transferring sends a case where it belongs, before it is accepted.
type Transferring struct {
	Ordering        // the opinion says why, and where to go
	Office   string // another office of the department; "": it is not ours at all
}

// Transfer passes a case on to another office of the department, which goes on where this one stopped; or ends it
// as not ours and says where to go. Codes: unauthenticated, not_found, forbidden, conflict, invalid.
func (d *Desk) Transfer(ctx context.Context, number string, o Transferring) (Case, error) {
	who, err := worker(ctx)
	if err != nil {
		return Case{}, err
	}
	if err := checkOpinion(o.Opinion, true); err != nil {
		return Case{}, err
	}
	return d.order(ctx, who, number, actor.CaseTransfer, o.Ordering, "transfer", o.Office, func(t *turn) error {
		doc := t.document(DocTransfer)
		doc.Body.Reason = t.opinion
		if o.Office == "" {
			doc.says(sayElsewhere)
			t.c.Opinion = t.opinion
			return t.move(casework.Order{Event: casework.NotOurs}, saying{act: actor.CaseTransfer, text: t.opinion, document: doc})
		}
		to := officeIn(t.offices, o.Office)
		if to == nil || to.ID == t.c.Office {
			return fault.New(fault.Invalid, sayBadWork, fault.Field{Path: "office", Message: sayNoSuchOffice})
		}
		doc.says(sayPassedOn.With(to.Title))
		from := t.c.Office
		err := t.move(casework.Order{Event: casework.PassOn},
			saying{act: actor.CaseTransfer, text: t.opinion, document: doc, detail: map[string]any{"from": from, "to": o.Office}})
		t.c.Office, t.c.OfficeTitle = to.ID, to.Title
		return err
	})
}
