package main

import (
	"context"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"

	"banshi/catalog"
	"banshi/catalog/pattern"
	catalogstore "banshi/catalog/store"
	"banshi/designer/uses"
	"banshi/engine"
	"banshi/engine/compile"
	"banshi/engine/load"
	"banshi/engine/prove"
	keep "banshi/runtime/base/kept"
	runtimestore "banshi/runtime/store"
)

// openDrafts opens the drafts of definitions.
func (s *site) openDrafts() error {
	d, err := catalog.NewDrafts(catalog.DraftsConfig{Catalogue: s.catalog, Store: catalogstore.New(s.db), Clock: s.cfg.Clock,
		Gate: s.newGate(), Patterns: patterns{s.records()}, Uses: onVersions{runtimestore.New(s.db)}, News: news{s}})
	s.drafts = d
	return err
}

// records is the folder in which the records of the catalogue's registers lie, where they lie in files: no pack holds them.
func (s *site) records() fs.FS { return os.DirFS(s.cfg.Catalog) }

// withRecords is the folder of a pack with the records beside it.
type withRecords struct {
	fs.FS
	records fs.FS
}

const recordsFolder = "shared-data"

func (w withRecords) Open(name string) (fs.File, error) {
	if name == recordsFolder || len(name) > len(recordsFolder) && name[:len(recordsFolder)+1] == recordsFolder+"/" {
		return w.records.Open(name)
	}
	return w.FS.Open(name)
}

// gate is catalog.Gate: a candidate passes when neither it nor what it uses has an error, when its tests pass, and when it was
// replayed over the past cases that it bears on; where it changes what items share, errors and tests count of every item that it
// touches.
type gate struct {
	site    *site
	records fs.FS
	bases   *keep.Kept[*ground]    // by pack
	wholes  *keep.Kept[*wholePack] // by pack
}

var _ catalog.Gate = gate{}

// ground is what the items of a pack share.
type ground struct {
	*engine.Base
	world *prove.World
}

// wholePack is a pack with all its items, and what they use of that which they share.
type wholePack struct {
	*engine.Catalogue
	uses uses.Index
}

// mostGrounds is how many packs are kept open: drafts are handed on over the newest.
const mostGrounds = 2

func (s *site) newGate() gate {
	return gate{s, s.records(), &keep.Kept[*ground]{Most: mostGrounds}, &keep.Kept[*wholePack]{Most: mostGrounds}}
}

// onlyOwn tells whether a candidate changes nothing but its own item: then that alone is opened, which spares reading a whole district.
func onlyOwn(c catalog.Candidate) bool {
	for name := range c.Files {
		if !strings.HasPrefix(name, "items/"+c.Item+"/") {
			return false
		}
	}
	return true
}

// open opens a candidate: its item alone where it changes nothing else.
func (g gate) open(c catalog.Candidate, fsys fs.FS) (*prove.Prover, error) {
	if !onlyOwn(c) {
		return prove.Open(engine.Open(fsys), fsys)
	}
	base, err := g.bases.Get(c.Pack, func() (*ground, error) {
		b := engine.OpenBase(fsys)
		w, err := prove.ReadWorld(fsys, b.Spec)
		return &ground{b, w}, err
	})
	if err != nil {
		return nil, err
	}
	return &prove.Prover{Catalogue: base.Item(fsys, c.Item), World: base.world}, nil
}

func (g gate) Hindrances(_ context.Context, c catalog.Candidate) ([]catalog.Hindrance, error) {
	fsys := withRecords{c.FS, g.records}
	p, err := g.open(c, fsys)
	if err != nil {
		return nil, err
	}
	if !onlyOwn(c) {
		return g.touching(c, p)
	}
	return hindrances(p, c, c.Item), nil
}

// touching judges every item that a candidate touches. What was wrong before is no hindrance.
func (g gate) touching(c catalog.Candidate, p *prove.Prover) ([]catalog.Hindrance, error) {
	before, err := g.wholes.Get(c.Pack, func() (*wholePack, error) {
		opened := engine.Open(withRecords{c.Before, g.records})
		return &wholePack{opened, uses.Of(opened)}, nil
	})
	if err != nil {
		return nil, err
	}
	if own := p.Catalogue.Stopped() || errorsIn(p.Catalogue, c.Files); own {
		return ofFiles(p.Catalogue, c), nil
	}
	var out []catalog.Hindrance
	for _, item := range uses.Touched(before.Catalogue, p.Catalogue, before.uses, uses.Of(p.Catalogue), slices.Sorted(maps.Keys(c.Files))) {
		if item == c.Item || before.Sound(item) {
			out = append(out, hindrances(p, c, item)...)
		}
	}
	return out, nil
}

// errorsIn tells whether a changed file has an error.
func errorsIn(opened *engine.Catalogue, files map[string]string) bool {
	return slices.ContainsFunc(catalog.HindrancesOf(opened.Faults), func(h catalog.Hindrance) bool { _, changed := files[h.File]; return changed })
}

// ofFiles are the errors of the files that a candidate changes; where they have none, all that there are.
func ofFiles(opened *engine.Catalogue, c catalog.Candidate, also ...string) []catalog.Hindrance {
	var own []catalog.Hindrance
	all := catalog.HindrancesOf(opened.Faults)
	for _, h := range all {
		if _, changed := c.Files[h.File]; changed || slices.Contains(also, h.File) {
			own = append(own, h)
		}
	}
	if len(own) == 0 {
		return all
	}
	return own
}

// hindrances are those of one item.
func hindrances(p *prove.Prover, c catalog.Candidate, item string) []catalog.Hindrance {
	opened := p.Catalogue
	if opened.Stopped() || !opened.Sound(item) {
		return ofFiles(opened, c, "items/"+item+"/item.yaml")
	}
	results := p.Item(item)
	if len(results) == 0 && item == c.Item && opened.Spec.Item(item).Entry == nil { // what is only a guide, or begun elsewhere, has nothing to test
		return []catalog.Hindrance{{Code: "test", File: "items/" + item + "/tests.yaml", Chinese: "还没有测试", English: "There are no tests yet"}}
	}
	var out []catalog.Hindrance
	for _, r := range results {
		if !r.Passed() {
			out = append(out, catalog.Hindrance{Code: "test", File: r.File, Line: r.Line, Column: 1, Chinese: "测试没有通过：" + r.Name, English: "A test fails: " + r.Name})
		}
	}
	return out
}

func (g gate) Unreplayed(ctx context.Context, c catalog.Candidate, readers []string) ([]catalog.Hindrance, error) {
	p, err := g.open(c, withRecords{c.FS, g.records})
	if err != nil {
		return nil, err
	}
	after := p.Catalogue.Program(c.Item, compile.Chinese)
	if after == nil {
		return nil, nil // has errors, which say more
	}
	lacks, err := g.site.designer.Lacking(ctx, c.Draft, c.Item, after, readers)
	if err != nil {
		return nil, err
	}
	out := make([]catalog.Hindrance, len(lacks))
	for i, l := range lacks {
		out[i] = catalog.Hindrance{Code: l.Code, File: "items/" + c.Item + "/item.yaml", Chinese: l.Say.In(compile.Chinese), English: l.Say.In("en")}
	}
	return out, nil
}

// patterns is catalog.Patterns.
type patterns struct{ records fs.FS }

var _ catalog.Patterns = patterns{}

func (p patterns) Begin(catalogue fs.FS, b catalog.Beginning) (map[string]string, error) {
	shared, _, _ := load.Shared(catalogue)
	return pattern.Files(shared, p.records, pattern.Item{ID: b.ID, Name: b.Name, Department: b.Department, Mode: b.Mode, Bare: b.Mode == ""}), nil
}

// onVersions is catalog.Uses.
type onVersions struct{ store *runtimestore.Store }

var _ catalog.Uses = onVersions{}

func (s onVersions) Uses(ctx context.Context, item string) (map[int]catalog.Use, error) {
	list, err := s.store.OnVersions(ctx, item)
	out := make(map[int]catalog.Use, len(list))
	for _, v := range list {
		out[v.Version] = catalog.Use{Drafts: v.Drafts, Cases: v.Cases}
	}
	return out, err
}
