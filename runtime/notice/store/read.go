package store

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"banshi/runtime/base/db"
	"banshi/runtime/notice"
)

// seenBy narrows a query to what a reader is told by now.
func seenBy(q *bun.SelectQuery, r notice.Reader, now time.Time) *bun.SelectQuery {
	return q.Where("n.told <= ?", db.Micros(now)).WhereGroup(" AND ", func(q *bun.SelectQuery) *bun.SelectQuery {
		names := r.Names
		if !r.Staff {
			names = append([]string{""}, names...)
		}
		q = q.Where("n.account = ? AND n.holder IN (?)", r.Account, bun.List(names))
		if r.Holder != "" {
			q = q.WhereOr("n.holder = ?", r.Holder)
		}
		return q
	})
}

// Notices lists what a reader is told by now, the latest first, from a place on.
func (s *Store) Notices(ctx context.Context, r notice.Reader, now time.Time, after notice.Place, most int) ([]notice.Notice, error) {
	var rows []struct {
		noticeRow `bun:",extend"`
		Seen      *int64
	}
	q := seenBy(s.db.Read().NewSelect().Model((*noticeRow)(nil)), r, now).ColumnExpr("n.*, r.at AS seen").
		Join("LEFT JOIN notice_reads AS r ON r.notice = n.id AND r.account = ?", r.Account)
	if after != (notice.Place{}) {
		q = q.Where("n.told < ? OR (n.told = ? AND n.id < ?)", db.Micros(after.Told), db.Micros(after.Told), after.ID)
	}
	if err := q.OrderExpr("n.told DESC, n.id DESC").Limit(int64(most)).Scan(ctx, &rows); err != nil && !db.IsNone(err) {
		return nil, fmt.Errorf("list notices: %w", err)
	}
	out := make([]notice.Notice, len(rows))
	for i, row := range rows {
		n, err := row.notice()
		if err != nil {
			return nil, err
		}
		n.Read = row.Seen != nil
		out[i] = n
	}
	return out, nil
}

// Unread counts what a reader is told by now and has not read, up to a number.
func (s *Store) Unread(ctx context.Context, r notice.Reader, now time.Time, most int) (int, error) {
	some := seenBy(s.db.Read().NewSelect().Model((*noticeRow)(nil)), r, now).ColumnExpr("n.id").
		Where("NOT EXISTS (SELECT 1 FROM notice_reads AS r WHERE r.notice = n.id AND r.account = ?)", r.Account).Limit(int64(most))
	var n int
	if err := s.db.Read().NewSelect().TableExpr("(?) AS u", some).ColumnExpr("count(*)").Scan(ctx, &n); err != nil {
		return 0, fmt.Errorf("count notices: %w", err)
	}
	return n, nil
}

// MarkRead writes that a reader has read those of some notices that are for him or her; none named: all that are told
// by now. Others are passed over.
func (s *Store) MarkRead(ctx context.Context, r notice.Reader, now time.Time, ids []int64) error {
	return s.db.InTxRows(ctx, func(ctx context.Context, tx bun.Tx) error {
		of := seenBy(tx.NewSelect().TableExpr("notices AS n"), r, now).ColumnExpr("?, n.id, ?", r.Account, db.Micros(now))
		if ids != nil {
			of = of.Where("n.id IN (?)", bun.List(ids))
		}
		_, err := tx.NewRaw("INSERT INTO notice_reads (account, notice, at) ? ON CONFLICT (account, notice) DO NOTHING", of).Exec(ctx)
		if err != nil {
			return fmt.Errorf("write down that notices were read: %w", err)
		}
		return nil
	})
}

// Write tells notices that belong to no other change.
func (s *Store) Write(ctx context.Context, list []notice.Notice) error {
	if len(list) == 0 {
		return nil
	}
	return s.db.InTxRows(ctx, func(ctx context.Context, tx bun.Tx) error { return Tell(ctx, tx, list...) })
}
