// Package store counts in the database what several nodes count together.
package store

import (
	"context"
	"embed"
	"time"

	"github.com/uptrace/bun"

	"banshi/runtime/base/db"
	"banshi/runtime/base/limit"
)

//go:embed sqlite
var migrations embed.FS

// Migrations are the tables of what is counted.
func Migrations() db.Migrations { return db.Migrations{Name: "limits", FS: migrations} }

// row is the bucket of somebody: free_at is when it will be full again, in microseconds. That one number says how much
// is in it (generic cell rate).
type row struct {
	bun.BaseModel `bun:"table:rate_limits,alias:l"`

	Rule   string `bun:",pk"`
	Who    string `bun:",pk"`
	FreeAt int64
}

// Limits is limit.Shared on a database.
type Limits struct{ db *db.DB }

var _ limit.Shared = (*Limits)(nil)

// New needs a database with the tables of Migrations.
func New(d *db.DB) *Limits { return &Limits{d} }

// Take counts one in a single statement, so that nodes that ask at once are counted one after the other.
func (l *Limits) Take(ctx context.Context, rule, who string, r limit.Rate, now time.Time) (wait time.Duration, err error) {
	at, step := db.Micros(now), r.Every.Microseconds()
	room := at + step*int64(max(1, r.Burst))
	err = l.db.InTxRows(ctx, func(ctx context.Context, tx bun.Tx) error {
		wait = 0
		const next = "CASE WHEN l.free_at > ? THEN l.free_at ELSE ? END + ?"
		res, err := tx.NewInsert().Model(&row{Rule: rule, Who: who, FreeAt: at + step}).
			On("CONFLICT (rule, who) DO UPDATE").Set("free_at = "+next, at, at, step).Where(next+" <= ?", at, at, step, room).Exec(ctx)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n > 0 {
			return err
		}
		var full row
		if err := tx.NewSelect().Model(&full).Where("l.rule = ? AND l.who = ?", rule, who).Scan(ctx); err != nil {
			return err
		}
		wait = max(time.Microsecond, time.Duration(full.FreeAt+step-room)*time.Microsecond)
		return nil
	})
	return wait, err
}

// Sweep forgets whose buckets are full again, and tells how many.
func (l *Limits) Sweep(ctx context.Context, now time.Time) (n int, err error) {
	err = l.db.InTxRows(ctx, func(ctx context.Context, tx bun.Tx) error {
		res, err := tx.NewDelete().Model((*row)(nil)).Where("free_at <= ?", db.Micros(now)).Exec(ctx)
		if err != nil {
			return err
		}
		gone, err := res.RowsAffected()
		n = int(gone)
		return err
	})
	return n, err
}
