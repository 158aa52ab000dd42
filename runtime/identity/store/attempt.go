package store

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"banshi/runtime/base/db"
	"banshi/runtime/base/fault"
	"banshi/runtime/identity"
)

type attemptRow struct {
	bun.BaseModel `bun:"table:sign_ins,alias:t"`

	State    string `bun:",pk"`
	Browser  string
	Nonce    string
	Verifier string
	Back     string
	Place    string
	Channel  string
	Level    int
	Account  string
	Until    int64
}

// Attempts is identity.Attempts on a database.
type Attempts struct{ db *db.DB }

var _ identity.Attempts = (*Attempts)(nil)

// NewAttempts needs a database with the tables of Migrations.
func NewAttempts(d *db.DB) *Attempts { return &Attempts{d} }

// Try writes a sign-in down.
func (s *Attempts) Try(ctx context.Context, a identity.Attempt) error {
	row := attemptRow{State: a.State, Browser: a.Browser, Nonce: a.Nonce, Verifier: a.Verifier, Back: a.Back, Place: a.Place, Channel: a.Channel,
		Level: int(a.Level), Account: a.Account, Until: db.Micros(a.Until)}
	return s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if _, err := tx.NewInsert().Model(&row).Exec(ctx); err != nil {
			return fmt.Errorf("write a sign-in: %w", err)
		}
		return nil
	})
}

// Take gives a sign-in and removes it, so that of two who bring the same one comes too late. Codes: not_found.
func (s *Attempts) Take(ctx context.Context, state string) (identity.Attempt, error) {
	var rows []attemptRow
	err := s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if err := tx.NewSelect().Model(&rows).Where("state = ?", state).Scan(ctx); err != nil {
			return fmt.Errorf("find a sign-in: %w", err)
		}
		_, err := tx.NewDelete().Model((*attemptRow)(nil)).Where("state = ?", state).Exec(ctx)
		return err
	})
	if err != nil {
		return identity.Attempt{}, err
	}
	if len(rows) == 0 {
		return identity.Attempt{}, fault.New(fault.NotFound, sayNoSession)
	}
	r := rows[0]
	return identity.Attempt{State: r.State, Browser: r.Browser, Nonce: r.Nonce, Verifier: r.Verifier, Back: r.Back, Place: r.Place, Channel: r.Channel,
		Level: identity.Level(r.Level), Account: r.Account, Until: db.Time(r.Until)}, nil
}

// Forget removes those that ended before.
func (s *Attempts) Forget(ctx context.Context, before time.Time) (int, error) {
	var n int64
	err := s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		res, err := tx.NewDelete().Model((*attemptRow)(nil)).Where("until <= ?", db.Micros(before)).Exec(ctx)
		if err != nil {
			return err
		}
		n, err = res.RowsAffected()
		return err
	})
	return int(n), err
}
