package engine

import (
	"io/fs"
	"maps"
	"slices"

	"banshi/engine/check"
	"banshi/engine/compile"
	"banshi/engine/diag"
	"banshi/engine/eval"
	"banshi/engine/load"
	"banshi/engine/spec"
)

// Base is what the items of a catalogue share, read and checked once, for an author who works at one of
// them: each state of it is opened on top, in the time that this one item takes. It never changes.
type Base struct {
	Spec    *spec.Catalogue // its items are stubs: ids and nothing else
	Sources *diag.Sources
	Faults  diag.List

	people *check.People
	spoken map[string]compile.Spoken // by language, see Catalogue
}

// OpenBase reads what the items of a folder share. What is wrong there stands in Faults.
func OpenBase(fsys fs.FS) *Base {
	b := &Base{}
	b.Spec, b.Sources, b.Faults = load.Shared(fsys)
	if faultyFiles(b.Faults)[catalogFile] {
		return b
	}
	b.Faults.Add(compile.Records(b.Spec)...)
	b.Faults.Add(check.Records(b.Spec, fsys)...)
	var found diag.List
	b.spoken, found = compile.SpeakAll(b.Spec)
	b.Faults.Add(found...)
	b.Faults = b.Faults.Finish(0)
	b.people = check.PeopleOf(b.Spec, fsys)
	return b
}

// Item opens one item as its folder in fsys has it now, on what the rest shares: a catalogue in which
// that item alone can be evaluated and tested, with all that Open would say of it. What Open finds by
// looking at several items at once (bundles, the order of what is wanted) is not told here.
func (b *Base) Item(fsys fs.FS, id string) *Catalogue {
	c := &Catalogue{programs: map[string]*eval.Program{}, translated: map[[2]string]*eval.Program{}, people: b.people, spoken: map[string]compile.Spoken{}}
	own, texts, faults := load.Folder(fsys, id)
	c.Sources = b.Sources.With(texts)
	c.Faults.Add(b.Faults...)
	c.Faults.Add(faults...)
	c.Spec = with(b.Spec, own, id)
	for _, t := range own.Translations {
		if in, ok := b.spoken[t.Language]; ok {
			c.spoken[t.Language] = compile.Spoken{Catalogue: with(in.Catalogue, own, id), Names: in.Names}
		} else {
			c.spoken[t.Language] = compile.Spoken{Catalogue: c.Spec}
		}
	}
	if !faultyFiles(b.Faults)[catalogFile] && len(own.Items) > 0 {
		c.item(own.Items[0], maps.Clone(faultyFiles(c.Faults)))
	}
	c.Faults = c.Faults.Finish(0)
	return c
}

// with is a catalogue with one item's own in the place of its stub. Others may be named, and stay stubs.
func with(shared, own *spec.Catalogue, id string) *spec.Catalogue {
	out := *shared
	out.Items, out.Tests, out.Translations = slices.Clone(own.Items), own.Tests, own.Translations
	for _, stub := range shared.Items {
		if stub.ID.S != id {
			out.Items = append(out.Items, stub)
		}
	}
	out.Broken = append(out.Broken[:len(out.Broken):len(out.Broken)], own.Broken...)
	return &out
}
