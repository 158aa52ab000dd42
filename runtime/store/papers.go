package store

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

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
		Number, Item, Name, State, Materials, Content string
		ItemVersion                                   int
		At                                            int64
	}
	err := s.db.Read().NewSelect().TableExpr("cases AS c").Join("JOIN submissions AS s ON s.number = c.number AND s.round = c.round").
		ColumnExpr("c.number, c.name, c.state, s.item, s.item_version, s.materials, s.content, s.at").
		Where("c.holder = ?", holder).OrderExpr("s.at DESC, c.number DESC").Limit(mostHanded).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("list what was handed in: %w", err)
	}
	out := make([]runtime.Handed, len(rows))
	for i, r := range rows {
		out[i] = runtime.Handed{Number: r.Number, Item: r.Item, ItemVersion: r.ItemVersion, Name: r.Name, State: actor.State(r.State),
			At: db.Time(r.At), Materials: json.RawMessage(r.Materials)}
		if out[i].Seen, err = seenAtCounter(r.Content); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// seenAtCounter lists the materials whose originals were compared at the counter, of the content of a submission.
func seenAtCounter(content string) ([]string, error) {
	if !strings.Contains(content, `"originals"`) {
		return nil, nil
	}
	var c runtime.Content
	if err := json.Unmarshal([]byte(content), &c); err != nil {
		return nil, fmt.Errorf("read what was compared: %w", err)
	}
	if c.Counter == nil {
		return nil, nil
	}
	return slices.Sorted(maps.Keys(c.Counter.Originals)), nil
}
