package store

import (
	"context"
	"time"

	"github.com/uptrace/bun"

	"banshi/catalog"
	"banshi/runtime/base/db"
)

type seatRow struct {
	bun.BaseModel `bun:"table:definition_seats,alias:s"`

	Draft   string `bun:",pk"`
	Account string `bun:",pk"`
	Name    string
	Place   string
	At      int64
}

// Sit notes where somebody is, and forgets whoever was there last before a time.
func (s *Store) Sit(ctx context.Context, draft string, at catalog.Seat, gone time.Time) error {
	// Each writes its own row alone, every few seconds: nobody need wait for another.
	return s.db.InTxRows(ctx, func(ctx context.Context, tx bun.Tx) error {
		row := seatRow{Draft: draft, Account: at.Account, Name: at.Name, Place: at.Place, At: db.Micros(at.At)}
		_, err := tx.NewInsert().Model(&row).On("CONFLICT (draft, account) DO UPDATE").Set("name = EXCLUDED.name").Set("place = EXCLUDED.place").Set("at = EXCLUDED.at").Exec(ctx)
		if err != nil {
			return err
		}
		_, err = tx.NewDelete().Model((*seatRow)(nil)).Where("draft = ?", draft).Where("at < ?", db.Micros(gone)).Exec(ctx)
		return err
	})
}

// Seats lists who was there since a time, in the order of names.
func (s *Store) Seats(ctx context.Context, draft string, since time.Time) ([]catalog.Seat, error) {
	var rows []seatRow
	err := s.db.Read().NewSelect().Model(&rows).Where("s.draft = ?", draft).Where("s.at >= ?", db.Micros(since)).OrderExpr("s.name, s.account").Scan(ctx)
	if err != nil && !db.IsNone(err) {
		return nil, err
	}
	out := make([]catalog.Seat, len(rows))
	for i, r := range rows {
		out[i] = catalog.Seat{Account: r.Account, Name: r.Name, Place: r.Place, At: db.Time(r.At)}
	}
	return out, nil
}
