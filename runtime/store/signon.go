package store

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"banshi/runtime"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/db"
	"banshi/runtime/base/fault"
)

type signOnRow struct {
	bun.BaseModel `bun:"table:sign_ons,alias:o"`

	ID       string `bun:",pk"`
	System   string
	Item     string
	Account  string
	Made     int64
	Expires  int64
	Redeemed int64 // unix microseconds; 0 not yet
}

// HandOver writes down a sign-on, and forgets those that ended before the time.
func (s *Store) HandOver(ctx context.Context, o runtime.SignOn, forget time.Time, e audit.Event) error {
	row := signOnRow{ID: o.ID, System: o.System, Item: o.Item, Account: o.Account, Made: db.Micros(o.Made), Expires: db.Micros(o.Expires)}
	return s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if _, err := tx.NewDelete().Model((*signOnRow)(nil)).Where("expires < ?", db.Micros(forget)).Exec(ctx); err != nil {
			return fmt.Errorf("forget sign-ons: %w", err)
		}
		if _, err := tx.NewInsert().Model(&row).Exec(ctx); err != nil {
			return fmt.Errorf("write a sign-on: %w", err)
		}
		return audit.Append(ctx, tx, e)
	})
}

// Redeem takes a sign-on once. Codes: not_found, conflict (redeemed before, or too late).
func (s *Store) Redeem(ctx context.Context, id, system string, now time.Time, e audit.Event) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		res, err := tx.NewUpdate().Model((*signOnRow)(nil)).Set("redeemed = ?", db.Micros(now)).
			Where("o.id = ?", id).Where("o.system = ?", system).Where("o.redeemed = 0").Where("o.expires > ?", db.Micros(now)).Exec(ctx)
		if err != nil {
			return fmt.Errorf("redeem a sign-on: %w", err)
		}
		if one, err := changed(res); err != nil || one {
			if err != nil {
				return err
			}
			return audit.Append(ctx, tx, e)
		}
		n, err := tx.NewSelect().Model((*signOnRow)(nil)).Where("o.id = ?", id).Where("o.system = ?", system).Count(ctx)
		if err != nil {
			return fmt.Errorf("look for a sign-on: %w", err)
		}
		if n == 0 {
			return none()
		}
		return fault.New(fault.Conflict, sayWrongState)
	})
}
