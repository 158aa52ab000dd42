package engine

import (
	"io/fs"
	"maps"

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
	b.Faults = b.Faults.Finish(0)
	b.people = check.PeopleOf(b.Spec, fsys)
	return b
}

// Item opens one item as its folder in fsys has it now, on what the rest shares: a catalogue in which
// that item alone can be evaluated and tested, with all that Open would say of it. What Open finds by
// looking at several items at once (bundles, the order of what is wanted) is not told here.
func (b *Base) Item(fsys fs.FS, id string) *Catalogue {
	c := &Catalogue{programs: map[string]*eval.Program{}, translated: map[[2]string]*eval.Program{}, people: b.people}
	own, texts, faults := load.Folder(fsys, id)
	c.Sources = b.Sources.With(texts)
	c.Faults.Add(b.Faults...)
	c.Faults.Add(faults...)
	spec := *b.Spec
	spec.Items, spec.Tests, spec.Translations = own.Items, own.Tests, own.Translations
	for _, stub := range b.Spec.Items { // others may be named
		if stub.ID.S != id {
			spec.Items = append(spec.Items, stub)
		}
	}
	spec.Broken = append(spec.Broken[:len(spec.Broken):len(spec.Broken)], own.Broken...)
	c.Spec = &spec
	if !faultyFiles(b.Faults)[catalogFile] && len(own.Items) > 0 {
		c.item(own.Items[0], maps.Clone(faultyFiles(c.Faults)))
	}
	c.Faults = c.Faults.Finish(0)
	return c
}
