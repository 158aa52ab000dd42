package store

import (
	"context"
	"fmt"
	"time"

	"banshi/runtime/base/db"
)

// Wanted counts, by item, the applications begun and the cases submitted since then. What mends a
// returned case is neither: it says nothing of what people want.
func (s *Store) Wanted(ctx context.Context, since time.Time) (map[string]int, error) {
	var rows []struct {
		Item string
		N    int
	}
	at := db.Micros(since)
	err := s.db.Read().NewRaw(`SELECT item, sum(n) AS n FROM (
		SELECT item, count(*) AS n FROM applications WHERE created >= ? AND amends = '' GROUP BY item
		UNION ALL SELECT item, count(*) FROM cases WHERE submitted >= ? GROUP BY item) AS each GROUP BY item`, at, at).Scan(ctx, &rows)
	if err != nil && !db.IsNone(err) {
		return nil, fmt.Errorf("count what is wanted: %w", err)
	}
	out := make(map[string]int, len(rows))
	for _, r := range rows {
		out[r.Item] = r.N
	}
	return out, nil
}
