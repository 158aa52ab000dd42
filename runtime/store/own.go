package store

import (
	"context"
	"fmt"
	"maps"

	"github.com/uptrace/bun"

	"banshi/engine/record"
	"banshi/runtime"
	"banshi/runtime/sharing"
	sharingstore "banshi/runtime/sharing/store"
)

// Shared writes what was issued among the records that are kept here: in the next evaluation it stands among the
// holder's.
func Shared(own *sharingstore.Own) Issued {
	return func(ctx context.Context, tx bun.IDB, number string, r runtime.Issued) error {
		outcome, err := own.Put(ctx, tx, ownOf(number, r))
		if err != nil {
			return err
		}
		if outcome != sharing.Accepted {
			return fmt.Errorf("%s %s is %s: something newer is known of it", r.Of, r.Number, outcome)
		}
		return nil
	}
}

func ownOf(number string, r runtime.Issued) sharing.Own {
	cells := maps.Clone(r.Cells)
	holder := func(id, otherwise string) string {
		if s, ok := cells[id].(string); ok && s != "" {
			return s
		}
		return otherwise
	}
	row := record.Row{Key: r.Key, ID: r.Number, At: r.Day}
	out := sharing.Own{Source: r.Of, Origin: sharing.Origin{Kind: sharing.Issued, By: number}, At: r.At}
	if r.Kind == "licence" {
		out.Source = "licences/" + r.Of
		row.Number, row.HolderNo, row.Holder = r.Number, holder("holder_no", r.Key), holder("holder", r.Holder)
		row.Issuer, row.Issued, row.ValidFrom, row.ValidTo = r.Issuer, r.Day, r.Day, r.ValidTo
		row.Status, row.Trust = sharing.Live, "A"
		if row.ValidTo == "" {
			row.ValidTo = "9999-12-31"
		}
	} else if row.Key == "" {
		row.Key = r.Number // the source gives the key itself
	}
	for _, id := range []string{"number", "holder_no", "holder", "key"} {
		delete(cells, id)
	}
	row.Fields = cells
	out.Row = row
	return out
}
