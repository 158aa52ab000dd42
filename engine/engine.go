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

	programs map[string]map[string]*eval.Program // item → language
}

// Open loads a catalogue folder and compiles every item. The result is never nil; what is wrong
// stands in Faults, and items with errors have no program.
func Open(fsys fs.FS) *Catalogue {
	c := &Catalogue{programs: map[string]map[string]*eval.Program{}}
	c.Spec, c.Sources, c.Faults = load.Catalog(fsys)
	if c.Spec == nil || c.Faults.HasErrors() {
		return c
	}
	c.Faults.Add(check.Catalogue(c.Spec)...)
	for _, item := range c.Spec.Items {
		c.compile(item)
	}
	c.Faults = c.Faults.Finish(0)
	return c
}

// Languages are those in which the texts of plans exist.
var Languages = []string{compile.Chinese, "en"}

func (c *Catalogue) compile(item *spec.Item) {
	for _, language := range Languages {
		p, faults := compile.Item(c.Spec, item, language)
		if language == compile.Chinese {
			c.Faults.Add(faults...)
		}
		if p == nil {
			continue
		}
		if language == compile.Chinese {
			c.Faults.Add(check.Item(c.Spec, item, p)...)
		}
		prog, err := eval.Bind(p)
		if err != nil {
			internal, _ := diag.Named("internal")
			c.Faults.Add(diag.New(internal, diag.At(diag.Place(item.Pos), 1), "%s", err.Error()))
			continue
		}
		if c.programs[item.ID.S] == nil {
			c.programs[item.ID.S] = map[string]*eval.Program{}
		}
		c.programs[item.ID.S][language] = prog
	}
}

// Program gives an item's program in a language; Chinese where the language has none, nil where the
// item is not there or has errors.
func (c *Catalogue) Program(item, language string) *eval.Program {
	if p := c.programs[item][language]; p != nil {
		return p
	}
	return c.programs[item][compile.Chinese]
}

// Plan gives an item's plan, as Program does.
func (c *Catalogue) Plan(item, language string) *plan.Plan {
	if p := c.Program(item, language); p != nil {
		return p.Plan()
	}
	return nil
}
