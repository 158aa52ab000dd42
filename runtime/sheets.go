package runtime

import (
	"context"
	"fmt"
	"slices"

	"banshi/engine/view"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
)

// Sheet is what is printed of one case: its cover or its receipt. Gone: there is none, or it is none of the caller's.
type Sheet struct {
	Number string
	Gone   bool
	Receipt
}

// Sheets gives what is to be printed of several cases, each look written down. Who only oversees prints none. Codes:
// unauthenticated, forbidden, invalid.
func (d *Desk) Sheets(ctx context.Context, numbers []string, kind, language string) ([]Sheet, error) {
	who, err := worker(ctx)
	if err != nil {
		return nil, err
	}
	switch {
	case !who.Actor().Handles():
		return nil, fault.New(fault.Forbidden, sayNoAssign)
	case len(numbers) == 0 || len(numbers) > MostAtOnce:
		return nil, fault.New(fault.Invalid, sayHowMany.With(MostAtOnce), fault.Field{Path: "numbers", Message: sayHowMany.With(MostAtOnce)})
	}
	var out []Sheet
	for i, n := range numbers {
		if slices.Contains(numbers[:i], n) {
			continue
		}
		c, err := d.find(ctx, who, n, actor.CaseView)
		if fault.Is(err, fault.NotFound) || err == nil && !whole(who.Actor(), c) {
			out = append(out, Sheet{Number: n, Gone: true})
			continue
		}
		if err != nil {
			return nil, err
		}
		page, err := d.page(ctx, c, view.Staff, language)
		if err != nil {
			return nil, err
		}
		e := viewed(who, c, d.Clock())
		e.Detail["printed"] = kind
		if err := d.Store.Viewed(ctx, e); err != nil {
			return nil, fmt.Errorf("runtime: write down that a case is printed: %w", err)
		}
		receipt, err := d.receiptOf(ctx, page)
		if err != nil {
			return nil, err
		}
		sheet := Sheet{Number: n, Receipt: receipt}
		if kind == "receipt" {
			if sheet.Query, err = d.codeFor(ctx, who.Actor(), c); err != nil {
				return nil, err
			}
		}
		out = append(out, sheet)
	}
	return out, nil
}
