package store

import (
	"context"
	"encoding/json"
	"errors"
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

var handedOf = db.Prepared(`SELECT c.number, c.name, c.state, s.item, s.item_version, s.materials, s.content, s.at FROM cases AS c
	JOIN submissions AS s ON s.number = c.number AND s.round = c.round WHERE c.holder = ? ORDER BY s.at DESC, c.number DESC LIMIT ?`)

// Handed lists what was handed in in the holder's name: the last submission of each case, newest first.
func (s *Store) Handed(ctx context.Context, holder string) ([]runtime.Handed, error) {
	if holder == "" {
		return nil, nil
	}
	var r struct {
		number, item, name, state, materials, content string
		version, at                                   int64
	}
	var out []runtime.Handed
	var bad error
	err := s.db.Look(ctx, handedOf.With(holder, mostHanded).Into(func() {
		seen, err := seenAtCounter(r.content)
		bad = errors.Join(bad, err)
		out = append(out, runtime.Handed{Number: r.number, Item: r.item, ItemVersion: int(r.version), Name: r.name, State: actor.State(r.state),
			At: db.Time(r.at), Materials: json.RawMessage(r.materials), Seen: seen})
	}, &r.number, &r.name, &r.state, &r.item, &r.version, &r.materials, &r.content, &r.at))
	if err := errors.Join(err, bad); err != nil {
		return nil, fmt.Errorf("list what was handed in: %w", err)
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
