package runtime

import (
	"context"

	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
	"banshi/runtime/casework"
)

// Withdraw gives a case up, until it is decided. Codes: unauthenticated, not_found, conflict.
func (m *MyCases) Withdraw(ctx context.Context, number string, o Ordering) (Case, error) {
	who, err := citizen(ctx)
	if err != nil {
		return Case{}, err
	}
	return m.order(ctx, who, number, actor.CaseWithdraw, o, "withdraw", nil, func(t *turn) error {
		doc := t.document(DocWithdrawal)
		doc.Body.Reason = t.opinion
		doc.says(sayWithdrawn)
		return t.move(casework.Order{Event: casework.Withdraw}, saying{act: actor.CaseWithdraw, text: t.opinion, document: doc})
	})
}

// Visit says on which day the applicant comes with the originals, where the office takes no bookings: any working day
// within the next weeks. Codes: as Withdraw, invalid (day), conflict (visits are booked there).
func (m *MyCases) Visit(ctx context.Context, number, onDay string, o Ordering) (Case, error) {
	who, err := citizen(ctx)
	if err != nil {
		return Case{}, err
	}
	return m.order(ctx, who, number, actor.CaseBook, o, "visit", onDay, func(t *turn) error {
		hall, ok, err := m.hallOf(ctx, t.c.Office)
		if err != nil {
			return err
		}
		if ok && hall.takes(t.c.Item, VisitOriginals) {
			return fault.New(fault.Conflict, sayBookInstead)
		}
		if !workday(t, onDay) || onDay < t.today || onDay > t.laterThan(mostAhead) {
			return fault.New(fault.Invalid, sayBadWork, fault.Field{Path: "day", Message: sayNoSuchDay})
		}
		doc := t.document(DocVisit)
		doc.Body.Until = onDay
		doc.says(sayComes.With(day(onDay)))
		return t.move(casework.Order{Event: casework.Book, Until: onDay}, saying{act: actor.CaseBook, text: t.opinion, document: doc, detail: map[string]any{"day": onDay}})
	})
}

// mostAhead is how many days ahead somebody may say to come.
const mostAhead = 30
