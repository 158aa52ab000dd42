package engine

import (
	"io/fs"

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

	programs   map[string]*eval.Program    // by item, in Chinese
	translated map[[2]string]*eval.Program // by item and language
}

// Open loads a catalogue folder and compiles every item. The result is never nil; what is wrong
// stands in Faults, and items with errors have no program.
func Open(fsys fs.FS) *Catalogue {
	c := &Catalogue{programs: map[string]*eval.Program{}, translated: map[[2]string]*eval.Program{}}
	c.Spec, c.Sources, c.Faults = load.Catalog(fsys)
	if c.Spec == nil || c.Faults.HasErrors() {
		return c
	}
	c.Faults.Add(check.Catalogue(c.Spec)...)
	c.Faults.Add(compile.Records(c.Spec)...)
	c.Faults.Add(check.Records(c.Spec, fsys)...)
	for _, item := range c.Spec.Items {
		c.compile(item)
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

func (c *Catalogue) compile(item *spec.Item) {
	p, faults := compile.Item(c.Spec, item, compile.Chinese)
	c.Faults.Add(faults...)
	if p == nil {
		return
	}
	c.Faults.Add(check.Item(c.Spec, item, p)...)
	prog, err := eval.Bind(p)
	if err != nil {
		c.Faults.Add(diag.New(diag.Internal, diag.At(diag.Place(item.Pos), 1), "%s", err.Error()))
		return
	}
	c.programs[item.ID.S] = prog
	for _, t := range c.Spec.Translations {
		if t.Item == item.ID.S {
			c.translate(item, p, t.Language)
		}
	}
}

// translate compiles an item again with the texts of another language.
func (c *Catalogue) translate(item *spec.Item, zh *plan.Plan, language string) {
	p, faults := compile.Translate(c.Spec, item, zh, language)
	c.Faults.Add(faults...)
	if p == nil {
		return
	}
	// What binds in Chinese binds in any language: only texts differ.
	if prog, err := eval.Bind(p); err == nil {
		c.translated[[2]string{item.ID.S, language}] = prog
	}
}

// Program gives an item's program in a language; Chinese where the language has none, nil where the
// item is not there or has errors. It is safe for concurrent use.
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
