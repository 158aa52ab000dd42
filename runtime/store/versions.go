package store

import (
	"context"
	"fmt"

	"github.com/uptrace/bun"

	"banshi/runtime"
	"banshi/runtime/base/db"
)

// OnVersion is how many applications stand on a version of an item.
type OnVersion struct {
	Version int
	Drafts  int // begun and not handed in
	Cases   int // handed in and not at their end
}

// OnVersions counts, by the versions of an item on which any stand.
func (s *Store) OnVersions(ctx context.Context, item string) ([]OnVersion, error) {
	var out []OnVersion
	err := s.db.Read().NewRaw(`SELECT version, sum(drafts) AS drafts, sum(cases) AS cases FROM (
		SELECT item_version AS version, count(*) AS drafts, 0 AS cases FROM applications WHERE item = ? AND case_number = '' GROUP BY item_version
		UNION ALL SELECT item_version, 0, count(*) FROM cases WHERE item = ? AND state IN (?) GROUP BY item_version) AS each GROUP BY version ORDER BY version`,
		item, item, bun.List(runtime.OpenStates())).Scan(ctx, &out)
	if err != nil && !db.IsNone(err) {
		return nil, fmt.Errorf("count what stands on versions of %s: %w", item, err)
	}
	return out, nil
}
