// Package store keeps sessions in the database.
package store

import (
	"context"
	"embed"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"banshi/runtime/base/audit"
	"banshi/runtime/base/db"
	"banshi/runtime/base/fault"
	"banshi/runtime/identity"
)

//go:embed sqlite
var migrations embed.FS

// Migrations are the tables of identity. They need those of audit.
func Migrations() db.Migrations { return db.Migrations{Name: "identity", FS: migrations} }

type sessionRow struct {
	bun.BaseModel `bun:"table:sessions,alias:s"`

	Key       string `bun:",pk"`
	Account   string
	Applicant string
	Channel   string
	CSRF      string `bun:"csrf"`
	Begun     int64
	Seen      int64
	Ends      int64
	Level     int
	Method    string
	Provider  string
}

var sessionOf = db.Selecting[sessionRow]("WHERE s.key = ?")

// Sessions is identity.Store on a database.
type Sessions struct{ db *db.DB }

var _ identity.Store = (*Sessions)(nil)

// New needs a database with the tables of Migrations.
func New(d *db.DB) *Sessions { return &Sessions{d} }

// Begin writes the session and its event, and removes the older one.
func (s *Sessions) Begin(ctx context.Context, r identity.Record, old string, e audit.Event) error {
	row := sessionRow{Key: r.Key, Account: r.Account, Applicant: r.Applicant, Channel: r.Channel, CSRF: r.CSRF,
		Begun: db.Micros(r.Begun), Seen: db.Micros(r.Seen), Ends: db.Micros(r.Ends),
		Level: int(r.Level), Method: r.Method, Provider: r.Provider}
	return s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if old != "" {
			if _, err := tx.NewDelete().Model((*sessionRow)(nil)).Where("key = ?", old).Exec(ctx); err != nil {
				return fmt.Errorf("remove the older session: %w", err)
			}
		}
		if _, err := tx.NewInsert().Model(&row).Exec(ctx); err != nil {
			return fmt.Errorf("write the session: %w", err)
		}
		return audit.Append(ctx, tx, e)
	})
}

// Find reads a session. Codes: not_found.
func (s *Sessions) Find(ctx context.Context, key string) (identity.Record, error) {
	var row sessionRow
	found := sessionOf.Into(&row, nil, key)
	if err := s.db.Look(ctx, found); err != nil {
		return identity.Record{}, err
	}
	if found.Rows == 0 {
		return identity.Record{}, fault.New(fault.NotFound, sayNoSession)
	}
	return identity.Record{Key: row.Key, Account: row.Account, Applicant: row.Applicant, Channel: row.Channel, CSRF: row.CSRF,
		Begun: db.Time(row.Begun), Seen: db.Time(row.Seen), Ends: db.Time(row.Ends),
		Level: identity.Level(row.Level), Method: row.Method, Provider: row.Provider}, nil
}

// Touch moves the time of the last use, never back.
func (s *Sessions) Touch(ctx context.Context, key string, seen time.Time) error {
	at := db.Micros(seen)
	return s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		_, err := tx.NewUpdate().Model((*sessionRow)(nil)).Set("seen = ?", at).Where("key = ? AND seen < ?", key, at).Exec(ctx)
		return err
	})
}

// End removes the session and writes its event; of a session that is gone it writes nothing.
func (s *Sessions) End(ctx context.Context, key string, e audit.Event) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		res, err := tx.NewDelete().Model((*sessionRow)(nil)).Where("key = ?", key).Exec(ctx)
		if err != nil {
			return fmt.Errorf("remove the session: %w", err)
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return err
		}
		return audit.Append(ctx, tx, e)
	})
}

// EndOf removes the sessions of an account, or those of one name at the provider, with an event for each.
func (s *Sessions) EndOf(ctx context.Context, account, provider string, e audit.Event) (int, error) {
	var keys []string
	err := s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		q := tx.NewDelete().Model((*sessionRow)(nil))
		if account != "" {
			q = q.Where("account = ?", account)
		}
		if provider != "" {
			q = q.Where("provider = ?", provider)
		}
		if _, err := q.Returning("key").Exec(ctx, &keys); err != nil {
			return fmt.Errorf("remove sessions: %w", err)
		}
		for _, k := range keys {
			e.Object = audit.Object{Kind: "session", ID: k[:16]}
			if err := audit.Append(ctx, tx, e); err != nil {
				return err
			}
		}
		return nil
	})
	return len(keys), err
}

// Count is how many have not ended.
func (s *Sessions) Count(ctx context.Context, now time.Time) (int, error) {
	n, err := s.db.Read().NewSelect().Model((*sessionRow)(nil)).Where("ends > ?", db.Micros(now)).Count(ctx)
	return int(n), err
}

// Sweep removes what ended before.
func (s *Sessions) Sweep(ctx context.Context, before time.Time) (int, error) {
	var n int64
	err := s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		res, err := tx.NewDelete().Model((*sessionRow)(nil)).Where("ends <= ?", db.Micros(before)).Exec(ctx)
		if err != nil {
			return err
		}
		n, err = res.RowsAffected()
		return err
	})
	return int(n), err
}

// EndAll removes every session of an account inside the caller's transaction, whose event tells of it. It
// reports how many there were.
func EndAll(ctx context.Context, tx bun.IDB, account string) (int, error) {
	res, err := tx.NewDelete().Model((*sessionRow)(nil)).Where("account = ?", account).Exec(ctx)
	if err != nil {
		return 0, fmt.Errorf("end the sessions of an account: %w", err)
	}
	n, err := res.RowsAffected()
	return int(n), err
}
