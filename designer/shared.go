package designer

import (
	"context"
	"io/fs"
	"slices"
	"strings"

	"banshi/designer/uses"
	"banshi/engine"
	"banshi/engine/print"
	"banshi/engine/prove"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
)

// shares tells whether a draft is of a file that items share, by its path, and not of an item.
func shares(subject string) bool { return strings.HasSuffix(subject, ".yaml") }

// whole is a catalogue with all of its items compiled, and what they use of that which they share.
type whole struct {
	*engine.Catalogue
	uses uses.Index
}

// mostWholes is how many are kept: what is published, and drafts that change what items share.
const mostWholes = 4

// whole opens all of a folder, once for each name.
func (s *Service) whole(name string, folder fs.FS) (*whole, error) {
	return s.wholes.Get(name, func() (*whole, error) {
		c := engine.Open(folder)
		return &whole{c, uses.Of(c)}, nil
	})
}

// publishedWhole is what counts now, whole.
func (s *Service) publishedWhole(ctx context.Context) (*whole, error) {
	name, folder, err := s.published.Folder(ctx)
	if err != nil {
		return nil, err
	}
	return s.whole(name, folder)
}

// mayConfigure: what items use of each other's sources is for those who configure items of any department.
func mayConfigure(who actor.Actor) error {
	err := actor.Can(who, actor.ItemDrafts, actor.Object{Kind: actor.Item})
	for _, p := range who.Posts {
		if err != nil && p.Department != "" {
			err = actor.Can(who, actor.ItemDrafts, actor.Object{Kind: actor.Item, Department: p.Department})
		}
	}
	if fault.Is(err, fault.NotFound) {
		return fault.New(fault.Forbidden, sayStaff)
	}
	return err
}

// SharedUse is how much is made of a file that items share.
type SharedUse struct {
	File         string
	Items, Rules int
}

// SharedUses counts, of each such file, the items that use it and their rules that read it, in the order of paths. Codes:
// unauthenticated, forbidden.
func (s *Service) SharedUses(ctx context.Context, who actor.Actor) ([]SharedUse, error) {
	if err := mayConfigure(who); err != nil {
		return nil, err
	}
	w, err := s.publishedWhole(ctx)
	if err != nil {
		return nil, err
	}
	var out []SharedUse
	for e, items := range w.uses {
		if e.Path != "" {
			continue
		}
		u := SharedUse{File: e.File, Items: len(items)}
		for _, i := range items {
			u.Rules += len(i.Rules)
		}
		out = append(out, u)
	}
	slices.SortFunc(out, func(a, b SharedUse) int { return strings.Compare(a.File, b.File) })
	return out, nil
}

// EntryUse is what items make of a file, or of an entry of it.
type EntryUse struct {
	Path  string // in the file; "" the file as a whole
	Items []uses.Item
}

// UsesOf tells who uses a file that items share, as a whole and entry by entry, in the order of paths. Codes: as SharedUses.
func (s *Service) UsesOf(ctx context.Context, who actor.Actor, file string) ([]EntryUse, error) {
	if err := mayConfigure(who); err != nil {
		return nil, err
	}
	w, err := s.publishedWhole(ctx)
	if err != nil {
		return nil, err
	}
	var out []EntryUse
	for e, items := range w.uses {
		if e.File == file {
			out = append(out, EntryUse{e.Path, items})
		}
	}
	slices.SortFunc(out, func(a, b EntryUse) int { return strings.Compare(a.Path, b.Path) })
	return out, nil
}

// Effect is what a draft of that which items share means for one item.
type Effect struct {
	Item, Name string
	Changed    bool         // it becomes a new version of the item
	Broken     bool         // it can't be compiled any more
	Rules      []uses.Rule  // that read what is changed
	Tests      int          // that were run
	Failing    []FailedTest // of them
}

// FailedTest is a test of an item that fails by a change elsewhere.
type FailedTest struct {
	Name string
	File string
	Line int
}

// Effects tells which items a draft touches, and runs their tests. Codes: as Drafts.Draft.
func (s *Service) Effects(ctx context.Context, who actor.Actor, id string) ([]Effect, error) {
	d, err := s.drafts.Draft(ctx, who, id)
	if err != nil {
		return nil, err
	}
	var files []string
	for _, f := range d.Changed {
		if !strings.HasPrefix(f, "items/") {
			files = append(files, f)
		}
	}
	if len(files) == 0 {
		return nil, nil
	}
	before, err := s.whole(d.Base, d.Before)
	if err != nil {
		return nil, err
	}
	after, err := s.whole(d.Shared, d.Folder)
	if err != nil {
		return nil, err
	}
	said, err := changesOf(d)
	if err != nil {
		return nil, err
	}
	prover, err := prove.Open(after.Catalogue, d.Folder)
	if err != nil {
		return nil, err
	}
	var out []Effect
	for _, item := range uses.Touched(before.Catalogue, after.Catalogue, before.uses, after.uses, files) {
		e := Effect{Item: item, Name: item, Changed: uses.Changed(before.Catalogue, after.Catalogue, item), Broken: !after.Sound(item)}
		for _, f := range said.Files {
			for _, c := range f.List {
				e.reads(before.uses, f.File, c.Path)
				e.reads(after.uses, f.File, c.Path)
			}
		}
		if x := after.Spec.Item(item); x != nil {
			e.Name = x.Name.S
		}
		if !e.Broken {
			results := prover.Item(item)
			e.Tests = len(results)
			for _, r := range results {
				if !r.Passed() {
					e.Failing = append(e.Failing, FailedTest{r.Name, r.File, r.Line})
				}
			}
		}
		out = append(out, e)
	}
	return out, nil
}

// reads adds the rules of the item that read what stands at a path of a file, or the entry around it.
func (e *Effect) reads(index uses.Index, file string, at print.Path) {
	path := at
	if path == "/rows" || strings.HasPrefix(string(path), "/rows/") {
		path = "" // a row says something of every field
	}
	for {
		items, ok := index[uses.Entry{File: file, Path: string(path)}]
		if ok || path == "" {
			for _, i := range items {
				for _, r := range i.Rules {
					if i.ID == e.Item && !slices.Contains(e.Rules, r) {
						e.Rules = append(e.Rules, r)
					}
				}
			}
			return
		}
		path, _ = path.Parent()
	}
}
