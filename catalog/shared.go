package catalog

import (
	"context"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"banshi/engine/print"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
)

// A draft is of an item, by its id, or of a file that items share, by its path: sources/person.yaml, catalog.yaml.

// shares tells whether it is the latter.
func shares(subject string) bool { return strings.HasSuffix(subject, ".yaml") }

// SharedKinds are the kinds of files that items share, as FileKind names them, in the order in which they are listed.
var SharedKinds = []string{"source", "licence", "fragment", "codes", "bundle", "catalogue"}

// sharable tells whether a draft may be of a file.
func sharable(name string) bool {
	return definitionFile(name) && slices.Contains(SharedKinds, FileKind(name))
}

// SharedFile is a file that items share, as those see it who configure.
type SharedFile struct {
	Path       string
	Kind       string // see SharedKinds
	ID, Title  string
	Department string // id; "" everybody's, so that the reform office edits it
	Keeper     string // title of the department, in the asker's language
	Dated      bool   // a source whose records count from a day on
	Draft      *Draft // that is open or in review; nil: none, or it isn't the asker's to see
	MayEdit    error  // why the asker may not; nil: may
}

// Shared lists what items share, by kind and path. What is published is called as in a language. Codes:
// unauthenticated, forbidden, unavailable.
func (s *Drafts) Shared(ctx context.Context, who actor.Actor, language string) ([]SharedFile, error) {
	if err := mayAnywhere(who); err != nil {
		return nil, err
	}
	newest, err := s.catalogue.newest(ctx)
	if err != nil {
		return nil, err
	}
	live, err := s.store.LiveDrafts(ctx)
	if err != nil {
		return nil, fmt.Errorf("catalog: drafts: %w", err)
	}
	departments, names := newest.departments(), newest.Names(language)
	called := func(title string) string {
		if to, ok := names[title]; ok {
			return to
		}
		return title
	}
	var out []SharedFile
	for _, pattern := range []string{"*.yaml", "*/*.yaml"} {
		names, err := fs.Glob(newest.files, pattern)
		if err != nil {
			return nil, fmt.Errorf("catalog: files of folder %.12s: %w", newest.id, err)
		}
		for _, name := range names {
			if !sharable(name) {
				continue
			}
			f, err := newest.shared(name)
			if err != nil {
				return nil, err
			}
			f.Title, f.Keeper = called(f.Title), called(departments[f.Department])
			f.MayEdit = actor.Can(who, actor.ItemEdit, actor.Object{Kind: actor.Item, ID: name, Department: f.Department})
			if d, ok := live[name]; ok && actor.Can(who, actor.ItemDrafts, d.object()) == nil {
				f.Draft = &d
			}
			out = append(out, f)
		}
	}
	slices.SortStableFunc(out, func(a, b SharedFile) int {
		return slices.Index(SharedKinds, a.Kind) - slices.Index(SharedKinds, b.Kind)
	})
	return out, nil
}

// shared is a file of a pack that items share.
func (e *edition) shared(name string) (SharedFile, error) {
	text, err := e.read(name)
	if err != nil {
		return SharedFile{}, err
	}
	f := SharedFile{Path: name, Kind: FileKind(name), Department: e.keeper(name)}
	doc, faults := print.Parse(name, text)
	if faults.HasErrors() {
		f.Title = name
		return f, nil
	}
	v := doc.Value()
	f.ID, f.Title = textIn(v, "id"), textIn(v, "title")
	if f.Title == "" {
		f.Title = name
	}
	f.Dated = textIn(v, "dated") == "true"
	return f, nil
}

func textIn(v print.Value, key string) string {
	x, _ := v.Get(key)
	return x.Text
}

// knownShared fills in a draft of a file that items share.
func (e *edition) knownShared(d *Draft) error {
	if !sharable(d.Item) {
		return fault.New(fault.NotFound, sayNoShared)
	}
	text, err := e.read(d.Item)
	if err != nil {
		return err
	}
	if text == "" {
		return fault.New(fault.NotFound, sayNoShared)
	}
	f, err := e.shared(d.Item)
	d.Title, d.Department = f.Title, f.Department
	return err
}
