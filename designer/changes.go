package designer

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"banshi/engine/differ"
	"banshi/engine/print"
	"banshi/runtime/base/actor"
)

// Changes are what a draft would change of the catalogue that it was begun on, or that it followed last.
type Changes struct {
	Version int
	Files   []FileChanges // the item's own first, then in the order of paths
}

// FileChanges are those of one file.
type FileChanges struct {
	File    string
	Kind    string // Item, Tests, Source …; "" where it can't be read
	New     bool
	Removed bool
	// Broken: before or now it is no YAML that can be compared; List is empty.
	Broken bool
	List   []differ.Change
}

// Changes tells what a draft changes, in words. Codes: as Drafts.Draft.
func (s *Service) Changes(ctx context.Context, who actor.Actor, id string) (Changes, error) {
	d, err := s.drafts.Draft(ctx, who, id)
	if err != nil {
		return Changes{}, err
	}
	return changesOf(d)
}

// Between tells in words what differs between two published versions of an item: in its own files, and in those of others
// that they name. Codes: as Drafts.Version.
func (s *Service) Between(ctx context.Context, who actor.Actor, item string, from, to int) (Changes, error) {
	was, err := s.drafts.Version(ctx, who, item, from)
	if err != nil {
		return Changes{}, err
	}
	d, err := s.drafts.Version(ctx, who, item, to)
	if err != nil {
		return Changes{}, err
	}
	d.Before = was.Before
	if d.Changed, err = differing(item, was.Folder, d.Folder); err != nil {
		return Changes{}, err
	}
	out, err := changesOf(d)
	out.Version = to
	return out, err
}

func changesOf(d Draft) (Changes, error) {
	out := Changes{Version: d.Version}
	for _, name := range d.Changed {
		f, err := fileChanges(d, name)
		if err != nil {
			return Changes{}, err
		}
		if f.Broken || len(f.List) > 0 {
			out.Files = append(out.Files, f)
		}
	}
	own := func(f FileChanges) int {
		switch {
		case f.File == itemFile(d.Item):
			return 0
		case ownFile(f.File, d.Item):
			return 1
		}
		return 2
	}
	slices.SortStableFunc(out.Files, func(a, b FileChanges) int { return own(a) - own(b) })
	return out, nil
}

func fileChanges(d Draft, name string) (FileChanges, error) {
	before, had, err := valueIn(d.Before, name)
	if err != nil {
		return FileChanges{}, err
	}
	after, has, err := valueIn(d.Folder, name)
	if err != nil {
		return FileChanges{}, err
	}
	out := FileChanges{File: name, New: !had, Removed: had && !has}
	if had && before.Kind != print.Map || has && after.Kind != print.Map {
		out.Broken = true
		return out, nil
	}
	one := after
	if !has {
		one = before
	}
	kind, _ := one.Get("kind")
	out.Kind = kind.Text
	if !had && has {
		before = empty(after) // part by part, not as one lump
	}
	out.List = differ.Compare(before, after)
	return out, nil
}

// empty is a definition of a kind in which nothing stands yet.
func empty(of print.Value) print.Value {
	out := print.Value{Kind: print.Map}
	for i, key := range of.Keys {
		if key == "kind" || key == "language" {
			out.Keys, out.Items = append(out.Keys, key), append(out.Items, of.Items[i])
		}
	}
	return out
}

// valueIn is what a file says; has: there is such a file. What can't be read is the zero Value.
func valueIn(folder fs.FS, name string) (v print.Value, has bool, err error) {
	data, err := fs.ReadFile(folder, name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return print.Value{}, false, nil
	case err != nil:
		return print.Value{}, false, fmt.Errorf("designer: %w", err)
	}
	doc, faults := print.Parse(name, string(data))
	if doc == nil || faults.HasErrors() {
		return print.Value{}, true, nil
	}
	return doc.Value(), true, nil
}
