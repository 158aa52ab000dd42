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

var handedOf = db.Prepared(`SELECT c.number, c.name, c.state, s.item, s.item_version, s.materials, s.at FROM cases AS c
	JOIN submissions AS s ON s.number = c.number AND s.round = c.round WHERE c.holder = ? ORDER BY s.at DESC, c.number DESC LIMIT ?`)

// Handed lists what was handed in in the holder's name: the last submission of each case, newest first.
func (s *Store) Handed(ctx context.Context, holder string) ([]runtime.Handed, error) {
	if holder == "" {
		return nil, nil
	}
	var r struct {
		number, item, name, state, materials string
		version, at                          int64
	}
	var out []runtime.Handed
	err := s.db.Look(ctx, handedOf.With(holder, mostHanded).Into(func() {
		out = append(out, runtime.Handed{Number: r.number, Item: r.item, ItemVersion: int(r.version), Name: r.name, State: actor.State(r.state),
			At: db.Time(r.at), Materials: json.RawMessage(r.materials)})
	}, &r.number, &r.name, &r.state, &r.item, &r.version, &r.materials, &r.at))
	if err != nil {
		return nil, fmt.Errorf("list what was handed in: %w", err)
	}
	return out, nil
}
