package store

import (
	"context"
	"encoding/json"
	"fmt"

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

// Past gives applications of an item that were handed in between two days, of each the last round.
func (s *Store) Past(ctx context.Context, item, from, to, behind string, most int) ([]runtime.Past, error) {
	var rows []pastRow
	err := s.db.Read().NewSelect().TableExpr("submissions AS s").ColumnExpr("s.number, s.today, s.item_version, s.input, c.office").
		Join("JOIN cases AS c ON c.number = s.number AND c.round = s.round").
		Where("s.item = ? AND s.today BETWEEN ? AND ? AND s.number > ?", item, from, to, behind).
		Order("s.number").Limit(int64(most)).Scan(ctx, &rows)
	if err != nil && !db.IsNone(err) {
		return nil, fmt.Errorf("past applications: %w", err)
	}
	out := make([]runtime.Past, len(rows))
	for i, r := range rows {
		out[i] = runtime.Past{Number: r.Number, Day: r.Today, Version: r.ItemVersion, Office: r.Office, Input: json.RawMessage(r.Input)}
	}
	return out, nil
}
