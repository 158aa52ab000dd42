package store

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/uptrace/bun"

	"banshi/runtime"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/db"
	"banshi/runtime/base/fault"
	"banshi/runtime/notice"
	noticestore "banshi/runtime/notice/store"
)

type disputeRow struct {
	bun.BaseModel `bun:"table:disputes,alias:d"`

	ID         string `bun:",pk"`
	Account    string
	Holder     string
	Name       string
	Draft      string
	Item       string
	ItemName   string
	Path       string
	Title      string
	Source     string
	Register   string
	LookupKey  string
	Department string
	Said       string
	Claim      string
	Reason     string
	At         int64
	State      string
	Answer     string
	Answered   int64
	AnsweredBy string
}

func (r disputeRow) dispute() runtime.Dispute {
	d := runtime.Dispute{ID: r.ID, Account: r.Account, Holder: r.Holder, Name: r.Name, Draft: r.Draft, Item: r.Item, For: r.ItemName, Path: r.Path,
		Title: r.Title, Source: r.Source, Register: r.Register, Key: r.LookupKey, Department: r.Department, Said: json.RawMessage(r.Said),
		Right: r.Claim, Reason: r.Reason, At: db.Time(r.At), State: runtime.DisputeState(r.State), Answer: r.Answer, By: r.AnsweredBy}
	if r.Answered != 0 {
		d.Answered = db.Time(r.Answered)
	}
	return d
}

func rowOfDispute(d runtime.Dispute) disputeRow {
	return disputeRow{ID: d.ID, Account: d.Account, Holder: d.Holder, Name: d.Name, Draft: d.Draft, Item: d.Item, ItemName: d.For, Path: d.Path,
		Title: d.Title, Source: d.Source, Register: d.Register, LookupKey: d.Key, Department: d.Department, Said: string(d.Said), Claim: d.Right,
		Reason: d.Reason, At: db.Micros(d.At), State: string(d.State)}
}

// Raise writes one, and tells of it; the same id gives the one that is there. Codes: conflict (another is open for the same value), too_large.
func (s *Store) Raise(ctx context.Context, d runtime.Dispute, most int, tell []notice.Notice, e audit.Event) (runtime.Dispute, error) {
	row := rowOfDispute(d)
	err := s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		var before disputeRow
		err := tx.NewSelect().Model(&before).Where("d.id = ?", d.ID).Scan(ctx)
		if err == nil {
			row = before
			return nil
		}
		if !db.IsNone(err) {
			return fmt.Errorf("look a dispute up: %w", err)
		}
		var open []disputeRow
		if err := tx.NewSelect().Model(&open).Column("draft", "path").Where("d.account = ?", d.Account).Where("d.state = ?", string(runtime.DisputeOpen)).Scan(ctx); err != nil && !db.IsNone(err) {
			return fmt.Errorf("count disputes: %w", err)
		}
		if len(open) >= most {
			return fault.New(fault.TooLarge, sayTooManyDisputes.With(most))
		}
		for _, o := range open {
			if o.Draft == d.Draft && o.Path == d.Path {
				return fault.New(fault.Conflict, sayDisputedAlready)
			}
		}
		if _, err := tx.NewInsert().Model(&row).Exec(ctx); err != nil {
			return fmt.Errorf("write a dispute: %w", err)
		}
		if err := noticestore.Tell(ctx, tx, tell...); err != nil {
			return err
		}
		return audit.Append(ctx, tx, e)
	})
	return row.dispute(), err
}

// Dispute finds one. Codes: not_found.
func (s *Store) Dispute(ctx context.Context, id string) (runtime.Dispute, error) {
	return one(disputes(ctx, s.db.Read().NewSelect().Where("d.id = ?", id)))
}

// DisputesOf lists those that somebody raised or that are in the holder's name ("" none), latest first, at most 200.
func (s *Store) DisputesOf(ctx context.Context, account, holder string) ([]runtime.Dispute, error) {
	q := s.db.Read().NewSelect().Where("d.account = ?", account)
	if holder != "" {
		q = q.WhereOr("d.holder = ?", holder)
	}
	return disputes(ctx, q.OrderExpr("d.at DESC, d.id").Limit(200))
}

// DisputesFor lists those for departments (nil: for all), open ones first, the oldest of them first.
func (s *Store) DisputesFor(ctx context.Context, departments []string, most int) ([]runtime.Dispute, error) {
	q := s.db.Read().NewSelect().Where("d.state <> ?", string(runtime.DisputeWithdrawn))
	if departments != nil {
		q = q.Where("d.department IN (?)", bun.List(departments))
	}
	return disputes(ctx, q.OrderExpr("CASE WHEN d.state = ? THEN 0 ELSE 1 END, d.at, d.id", string(runtime.DisputeOpen)).Limit(int64(most)))
}

func disputes(ctx context.Context, q *bun.SelectQuery) ([]runtime.Dispute, error) {
	var rows []disputeRow
	if err := q.Model(&rows).Scan(ctx); err != nil && !db.IsNone(err) {
		return nil, fmt.Errorf("list disputes: %w", err)
	}
	out := make([]runtime.Dispute, len(rows))
	for i, r := range rows {
		out[i] = r.dispute()
	}
	return out, nil
}

// Settle closes an open one. Codes: conflict.
func (s *Store) Settle(ctx context.Context, d runtime.Dispute, tell []notice.Notice, e audit.Event) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		res, err := tx.NewUpdate().Model((*disputeRow)(nil)).Set("state = ?", string(d.State)).Set("answer = ?", d.Answer).Set("answered = ?", db.Micros(d.Answered)).
			Set("answered_by = ?", d.By).Where("id = ?", d.ID).Where("state = ?", string(runtime.DisputeOpen)).Exec(ctx)
		if err != nil {
			return fmt.Errorf("close a dispute: %w", err)
		}
		if one, err := changed(res); err != nil || !one {
			if err != nil {
				return err
			}
			return fault.New(fault.Conflict, sayDisputeClosed)
		}
		if err := noticestore.Tell(ctx, tx, tell...); err != nil {
			return err
		}
		return audit.Append(ctx, tx, e)
	})
}
