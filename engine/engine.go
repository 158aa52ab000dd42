package engine

import (
	"io/fs"
	"path"

	"banshi/engine/check"
	"banshi/engine/compile"
	"banshi/engine/diag"
	"banshi/engine/eval"
	"banshi/engine/load"
	"banshi/engine/plan"
	"banshi/engine/spec"
)

// Catalogue is a loaded, checked and compiled catalogue.
type Catalogue struct {
	Spec    *spec.Catalogue
	Sources *diag.Sources // texts of the files, to render diagnostics
	Faults  diag.List

	people     *check.People
	programs   map[string]*eval.Program    // by item, in Chinese
	translated map[[2]string]*eval.Program // by item and language
	spoken     map[string]compile.Spoken   // by language: what items share, as it is called there
}

// Open loads a catalogue folder, compiles every item, and tells all that is wrong at once. The result
// is never nil, and what is wrong stands in Faults. An error stops those that it concerns: in an item's
// folder that item, in a fragment, source, licence or code table the items that use it (each has one
// fault for that, BrokenPart), in what all share (see Stopped) all. A bundle stops nothing but itself.
func Open(fsys fs.FS) *Catalogue {
	c := &Catalogue{programs: map[string]*eval.Program{}, translated: map[[2]string]*eval.Program{}}
	c.Spec, c.Sources, c.Faults = load.Catalog(fsys)
	if faultyFiles(c.Faults)[catalogFile] {
		return c // without it nothing else can be judged
	}
	c.Faults.Add(check.Catalogue(c.Spec)...)
	c.Faults.Add(compile.Records(c.Spec)...)
	c.Faults.Add(check.Records(c.Spec, fsys)...)
	c.people = check.PeopleOf(c.Spec, fsys)
	var found diag.List
	c.spoken, found = compile.SpeakAll(c.Spec)
	c.Faults.Add(found...)
	faulty := faultyFiles(c.Faults)
	for _, item := range c.Spec.Items {
		c.item(item, faulty)
	}
	plans := map[string]*plan.Plan{}
	for id, prog := range c.programs {
		plans[id] = prog.Plan()
	}
	for _, b := range c.Spec.Bundles {
		c.Faults.Add(compile.Bundle(c.Spec, b, plans)...)
	}
	c.Faults = c.Faults.Finish(0)
	return c
}

// item compiles and checks an item, unless a part of it could not be read: then most of what could be
// said of it would only follow from that.
func (c *Catalogue) item(item *spec.Item, faulty map[string]bool) {
	parts := partsOf(c.Spec, item)
	var found diag.List
	if !parts.broken {
		found = c.compile(item)
		c.Faults.Add(found...)
	}
	if d, stopped := parts.stopped(item, faulty, faultyFiles(found)); stopped {
		c.Faults.Add(d)
	}
}

func (c *Catalogue) compile(item *spec.Item) diag.List {
	p, found := compile.Item(c.Spec, item, compile.Chinese)
	if p == nil {
		return found
	}
	found.Add(check.Item(c.Spec, item, p)...)
	found.Add(check.Tests(c.Spec, p, c.people)...)
	prog, err := eval.Bind(p)
	if err != nil {
		found.Add(diag.New(diag.Internal, diag.At(diag.Place(item.Pos), 1), "%s", err.Error()))
		return found
	}
	c.programs[item.ID.S] = prog
	for _, t := range c.Spec.Translations {
		if t.Item == item.ID.S {
			found.Add(c.translate(item, p, t.Language)...)
		}
	}
	return found
}

// Names gives what a name of what items share is called in a language, by the Chinese one. Nobody changes it.
func (c *Catalogue) Names(language string) map[string]string { return c.spoken[language].Names }

// translate compiles an item again with the texts of another language.
func (c *Catalogue) translate(item *spec.Item, zh *plan.Plan, language string) diag.List {
	p, found := compile.Translate(c.spoken[language].Catalogue, item, zh, language)
	if p == nil {
		return found
	}
	prog, err := eval.Bind(p)
	if err != nil {
		found.Add(diag.New(diag.Internal, diag.At(diag.Place(item.Pos), 1), "%s: %s", language, err.Error()))
		return found
	}
	c.translated[[2]string{item.ID.S, language}] = prog
	return found
}

// Sound tells whether an item is there and nothing that it is made from has an error: it may be tried,
// tested and published. (What the rest of the catalogue lacks is told by Stopped.)
func (c *Catalogue) Sound(item string) bool {
	if c.programs[item] == nil {
		return false
	}
	own := path.Dir(c.Spec.Item(item).File)
	for file := range faultyFiles(c.Faults) {
		if path.Dir(file) == own {
			return false
		}
	}
	return true
}

// Stopped tells whether something that all items share has an error: catalog.yaml, the table of places,
// or a file that stands where none belongs, so that nobody can say who uses it. Then no item is sound
// enough to be published.
func (c *Catalogue) Stopped() bool {
	for file := range faultyFiles(c.Faults) {
		if !ofSome(file) {
			return true
		}
	}
	return false
}

// Program gives an item's program in a language; Chinese where the language has none, nil where the
// item is not there or can't be compiled. It is safe for concurrent use.
func (c *Catalogue) Program(item, language string) *eval.Program {
	if prog := c.translated[[2]string{item, language}]; prog != nil {
		return prog
	}
	return c.programs[item]
}

// Plan gives an item's plan, as Program does.
func (c *Catalogue) Plan(item, language string) *plan.Plan {
	if p := c.Program(item, language); p != nil {
		return p.Plan()
	}
	return nil
}

// In is the catalogue with what items share called as in a language; in Chinese where the language has no names.
func (c *Catalogue) In(language string) *spec.Catalogue {
	if in := c.spoken[language]; in.Catalogue != nil {
		return in.Catalogue
	}
	return c.Spec
}
