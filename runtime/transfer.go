package runtime

import (
	"context"
	"slices"

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
			doc.Body.Says = []string{"您申请的事项不属于本机关职权范围。请按下面的说明向有权的机关申请。"}
			t.c.Opinion = t.opinion
			return t.move(casework.Order{Event: casework.NotOurs}, saying{act: actor.CaseTransfer, text: t.opinion, document: doc})
		}
		all := t.h.Offices.Of(t.plan.Department.ID)
		at := slices.IndexFunc(all, func(x Office) bool { return x.ID == o.Office && x.ID != t.c.Office })
		if at < 0 {
			return fault.New(fault.Invalid, sayBadWork, fault.Field{Path: "office", Message: sayNoSuchOffice})
		}
		doc.Body.Says = []string{"您的申请已转到“" + all[at].Title + "”办理，不用重新提交。"}
		from := t.c.Office
		err := t.move(casework.Order{Event: casework.PassOn},
			saying{act: actor.CaseTransfer, text: t.opinion, document: doc, detail: map[string]any{"from": from, "to": o.Office}})
		t.c.Office, t.c.OfficeTitle = all[at].ID, all[at].Title
		return err
	})
}
