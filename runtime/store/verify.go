package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"banshi/runtime"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/db"
)

type unverifiedRow struct {
	bun.BaseModel `bun:"table:unverified,alias:u"`

	Number    string `bun:",pk"`
	Round     int    `bun:",pk"`
	Path      string `bun:",pk"`
	Source    string
	LookupKey string
	Result    string
	Said      string
	Checked   int64
}

func (r unverifiedRow) unverified() runtime.Unverified {
	u := runtime.Unverified{Number: r.Number, Round: r.Round, Path: r.Path, Source: r.Source, Key: r.LookupKey, Result: runtime.Verified(r.Result)}
	if r.Said != "" {
		u.Said = json.RawMessage(r.Said)
	}
	if r.Checked != 0 {
		u.Checked = db.Time(r.Checked)
	}
	return u
}

// doubts write down what of a submission nobody could compare.
func doubts(c runtime.Case, list []runtime.Unverified) []*db.Call {
	out := make([]*db.Call, len(list))
	for i, u := range list {
		row := unverifiedRow{Number: c.Number, Round: c.Round, Path: u.Path, Source: u.Source, LookupKey: u.Key, Result: string(u.Result), Said: string(u.Said)}
		if !u.Checked.IsZero() {
			row.Checked = db.Micros(u.Checked)
		}
		out[i] = insertDoubt.Row(&row)
	}
	return out
}

// Unverified lists what of a case's round was typed while its register was silent, with what came of it.
func (s *Store) Unverified(ctx context.Context, number string, round int) ([]runtime.Unverified, error) {
	return s.unverified(ctx, s.db.Read().NewSelect().Where("u.number = ? AND u.round = ?", number, round).Order("u.path"))
}

// ToVerify lists what waits and was not tried since then, the longest untried first.
func (s *Store) ToVerify(ctx context.Context, since time.Time, most int) ([]runtime.Unverified, error) {
	return s.unverified(ctx, s.db.Read().NewSelect().Where("u.result = '' AND u.checked < ?", db.Micros(since)).
		Order("u.checked", "u.number", "u.path").Limit(int64(most)))
}

func (s *Store) unverified(ctx context.Context, q *bun.SelectQuery) ([]runtime.Unverified, error) {
	var rows []unverifiedRow
	if err := q.Model(&rows).Scan(ctx); err != nil && !db.IsNone(err) {
		return nil, fmt.Errorf("what is unverified: %w", err)
	}
	out := make([]runtime.Unverified, len(rows))
	for i, r := range rows {
		out[i] = r.unverified()
	}
	return out, nil
}

// Verify writes what came of comparing, with a line of the timeline and the event where anything came of it.
// Another node may have done the same: what has a result keeps it.
func (s *Store) Verify(ctx context.Context, number string, list []runtime.Unverified, h runtime.Happening, e audit.Event) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		told := false
		for _, u := range list {
			res, err := tx.NewUpdate().Model((*unverifiedRow)(nil)).Set("result = ?", string(u.Result)).Set("said = ?", string(u.Said)).
				Set("checked = ?", db.Micros(u.Checked)).Where("number = ? AND round = ? AND path = ? AND result = ''", u.Number, u.Round, u.Path).Exec(ctx)
			if err != nil {
				return fmt.Errorf("what was verified: %w", err)
			}
			n, err := res.RowsAffected()
			if err != nil {
				return fmt.Errorf("what was verified: %w", err)
			}
			told = told || n > 0 && u.Result != ""
		}
		if !told {
			return nil
		}
		if err := happen(ctx, tx, number, h); err != nil {
			return err
		}
		return audit.Append(ctx, tx, e)
	})
}
