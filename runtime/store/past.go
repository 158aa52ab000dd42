package store

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/uptrace/bun"

	"banshi/runtime"
	"banshi/runtime/base/db"
)

type pastRow struct {
	Number      string
	Today       string
	ItemVersion int
	Office      string
	Input       string
}

// Past gives past applications, in the order of their numbers.
func (s *Store) Past(ctx context.Context, of runtime.PastOf, most int) ([]runtime.Past, error) {
	return s.pasts(ctx, s.past(of).ColumnExpr(pastColumns).Limit(int64(most)))
}

// PastNumbers gives their numbers alone.
func (s *Store) PastNumbers(ctx context.Context, of runtime.PastOf, most int) ([]string, error) {
	q := s.past(of).ColumnExpr("s.number")
	if most > 0 {
		q = q.Limit(int64(most))
	}
	var out []string
	if err := q.Scan(ctx, &out); err != nil && !db.IsNone(err) {
		return nil, fmt.Errorf("numbers of past applications: %w", err)
	}
	return out, nil
}

// PastOne gives one of an item. Codes: not_found.
func (s *Store) PastOne(ctx context.Context, item, number string) (runtime.Past, error) {
	list, err := s.pasts(ctx, s.lastRounds().ColumnExpr(pastColumns).Where("s.item = ? AND s.number = ?", item, number))
	if err == nil && len(list) == 0 {
		err = none()
	}
	if err != nil {
		return runtime.Past{}, err
	}
	return list[0], nil
}

const pastColumns = "s.number, s.today, s.item_version, s.input, c.office"

func (s *Store) lastRounds() *bun.SelectQuery {
	return s.db.Read().NewSelect().TableExpr("submissions AS s").Join("JOIN cases AS c ON c.number = s.number AND c.round = s.round")
}

func (s *Store) past(of runtime.PastOf) *bun.SelectQuery {
	q := s.lastRounds().Where("s.item = ? AND s.today BETWEEN ? AND ? AND s.number > ?", of.Item, of.From, of.To, of.Behind).Order("s.number")
	if of.UpTo != "" {
		q = q.Where("s.number <= ?", of.UpTo)
	}
	return q
}

func (s *Store) pasts(ctx context.Context, q *bun.SelectQuery) ([]runtime.Past, error) {
	var rows []pastRow
	if err := q.Scan(ctx, &rows); err != nil && !db.IsNone(err) {
		return nil, fmt.Errorf("past applications: %w", err)
	}
	out := make([]runtime.Past, len(rows))
	for i, r := range rows {
		out[i] = runtime.Past{Number: r.Number, Day: r.Today, Version: r.ItemVersion, Office: r.Office, Input: json.RawMessage(r.Input)}
	}
	return out, nil
}
