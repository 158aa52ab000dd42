package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"banshi/catalog"
	"banshi/engine/record"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/fault"
	"banshi/runtime/sharing"
	"banshi/runtime/sharing/push"
	sharingstore "banshi/runtime/sharing/store"
	"banshi/runtime/sharing/wire"
)

// pushKeysFile lies beside the database: who may push what, with the secrets.
const pushKeysFile = "push-keys.json"

// openPush takes the keys by which departments push. In a trial, a source that is pushed to begins with the records of
// its file, as if they had been pushed.
func (s *site) openPush(ctx context.Context, registers []catalog.Register) error {
	path := filepath.Join(s.cfg.Data, pushKeysFile)
	keys, err := readPushKeys(path)
	if err != nil {
		return s.refuse("bad-push-keys", path, err)
	}
	shapes := map[string]push.Shape{}
	for _, r := range registers {
		shapes[r.Name()] = shapeOf(r)
	}
	if i := slices.IndexFunc(keys, func(k push.Key) bool { return k.Subject != "" }); i >= 0 && s.cfg.Pushers == nil {
		return s.refuse("no-pushers", path, keys[i].ID)
	}
	s.push, err = push.New(push.Config{Clock: s.cfg.Clock, Store: sharingstore.NewPushes(s.db), Keys: keys, Shapes: shapes})
	if err != nil {
		return s.refuse("bad-push-keys", path, err)
	}
	for _, r := range registers {
		if r.Push > 0 && r.File != "" && !s.cfg.Production && s.cfg.Replaced[r.ID] == "" && s.cfg.Replaced[r.Name()] == "" {
			if err := s.seedPush(ctx, r); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *site) seedPush(ctx context.Context, r catalog.Register) error {
	now := s.cfg.Clock().UTC()
	f, err := os.Open(filepath.Join(s.cfg.Catalog, filepath.FromSlash(r.File)))
	if err != nil {
		return s.refuse("bad-source", r.Name(), err)
	}
	rows, err := wire.Decode(f, r.Licence)
	if err := errors.Join(err, f.Close()); err != nil {
		return s.refuse("bad-source", r.Name(), err)
	}
	own := make([]sharing.Own, len(rows))
	for i, row := range rows {
		own[i] = sharing.Own{Source: r.Name(), Row: row, Seq: 1, Origin: sharing.Origin{Kind: sharing.Snapshot, By: r.File}, At: now}
	}
	return sharingstore.NewPushes(s.db).Seed(ctx, r.Name(), own, now, audit.Event{At: now, Actor: actor.Robot("standin"), Act: "records.seed",
		Object: audit.Object{Kind: "records", ID: r.Name()}, Detail: map[string]any{"records": len(own)}})
}

// readPushKeys reads the keys; none where there is no file.
func readPushKeys(path string) ([]push.Key, error) {
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return push.Keys(data)
}

// cellName is what may be said again of a name that came from outside.
var cellName = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_]{0,39}$`)

// shapeOf is what a source declares, as package push asks it.
func shapeOf(r catalog.Register) push.Shape {
	return func(row record.Row) []fault.Text {
		var out []fault.Text
		if !r.Licence && (r.Keyed != (row.Key != "") || r.Keyed && !r.Shape.Key(row.Key)) {
			out = append(out, sayPushedKey)
		}
		undeclared, unreadable := r.Shape.Wrong(row.Fields)
		if len(undeclared) > 0 {
			out = append(out, sayUndeclared.With(cellNames(undeclared)))
		}
		if len(unreadable) > 0 {
			out = append(out, sayUnreadable.With(cellNames(unreadable)))
		}
		return out
	}
}

func cellNames(list []string) string {
	out := make([]string, 0, len(list))
	for i, n := range list {
		switch {
		case i == 5:
			return strings.Join(out, " ") + " …"
		case !cellName.MatchString(n):
			n = "?"
		}
		out = append(out, n)
	}
	return strings.Join(out, " ")
}
