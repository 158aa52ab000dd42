package store

import (
	"context"
	"encoding/json"
	"fmt"

	"banshi/runtime"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/db"
)

// mostHanded is how many cases of one holder are looked through for papers.
const mostHanded = 200

// Handed lists what was handed in in the holder's name: the last submission of each case, newest first.
func (s *Store) Handed(ctx context.Context, holder string) ([]runtime.Handed, error) {
	if holder == "" {
		return nil, nil
	}
	var rows []struct {
		Number, Item, Name, State, Materials string
		ItemVersion                          int
		At                                   int64
	}
	err := s.db.Read().NewSelect().TableExpr("cases AS c").Join("JOIN submissions AS s ON s.number = c.number AND s.round = c.round").
		ColumnExpr("c.number, c.name, c.state, s.item, s.item_version, s.materials, s.at").
		Where("c.holder = ?", holder).OrderExpr("s.at DESC, c.number DESC").Limit(mostHanded).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("list what was handed in: %w", err)
	}
	out := make([]runtime.Handed, len(rows))
	for i, r := range rows {
		out[i] = runtime.Handed{Number: r.Number, Item: r.Item, ItemVersion: r.ItemVersion, Name: r.Name, State: actor.State(r.State),
			At: db.Time(r.At), Materials: json.RawMessage(r.Materials)}
	}
	return out, nil
}
