// Package check finds what is wrong or unwise in a definition beyond the types of its rules: what can
// never show, what asks for things that the government already holds, limits and visits that
// contradict the law or the mode, elements that publishing needs. It gives diagnostics and nothing
// else; faults.go words them all.
package check

import (
	"banshi/engine/diag"
	"banshi/engine/plan"
	"banshi/engine/spec"
)

// Item checks one item of a catalogue against its compiled plan.
func Item(cat *spec.Catalogue, item *spec.Item, p *plan.Plan) diag.List {
	c := &checker{cat: cat, item: item, plan: p}
	c.index()
	if item.Entry == nil {
		c.papers()
		c.asked()
		c.lookups()
		c.unsure()
		c.hints()
		c.limits()
		c.visits()
		c.logic()
		c.blanks()
		c.sensitive()
		c.texts()
		c.fees()
		c.lint()
		c.publicity()
		c.levels()
	}
	c.entry()
	c.elements()
	c.doors(item.Themes)
	return c.faults.Finish(0)
}

// checker collects what it finds about one item.
type checker struct {
	cat    *spec.Catalogue
	item   *spec.Item
	plan   *plan.Plan
	faults diag.List

	fields    map[string]*spec.Field // by id, or table.column
	facts     map[string]*spec.Fact  // by id, or table.fact
	rules     map[string]*spec.Eligibility
	materials map[string]*spec.Material
	sections  map[string]*spec.Section
	choices   map[string][]string // made by choiceFields
}

// index finds the words behind the plan, fragments and the clerk's forms included.
func (c *checker) index() {
	c.fields, c.facts = map[string]*spec.Field{}, map[string]*spec.Fact{}
	c.rules, c.materials, c.sections = map[string]*spec.Eligibility{}, map[string]*spec.Material{}, map[string]*spec.Section{}
	for i := range c.item.Situations {
		c.indexField(&c.item.Situations[i])
	}
	for _, use := range c.item.Use {
		if f := c.cat.Fragment(use.S); f != nil {
			c.indexParts(f.Facts, f.Form, f.Eligibility, f.Materials)
		}
	}
	c.indexParts(c.item.Facts, c.item.Form, c.item.Eligibility, c.item.Materials)
	for i := range c.item.Handling.Steps {
		c.indexParts(nil, c.item.Handling.Steps[i].Form, nil, nil)
	}
}

func (c *checker) indexParts(facts spec.FactList, form []spec.Section, rules []spec.Eligibility, materials []spec.Material) {
	for i := range facts {
		c.facts[facts[i].ID.S] = &facts[i]
	}
	for i := range form {
		c.sections[form[i].Section.S] = &form[i]
		for j := range form[i].Fields {
			c.indexField(&form[i].Fields[j])
		}
	}
	for i := range rules {
		c.rules[rules[i].ID.S] = &rules[i]
	}
	for i := range materials {
		c.materials[materials[i].ID.S] = &materials[i]
	}
}

func (c *checker) indexField(f *spec.Field) {
	c.fields[f.ID.S] = f
	for i := range f.Fields {
		c.fields[f.ID.S+"."+f.Fields[i].ID.S] = &f.Fields[i]
	}
	for i := range f.Facts {
		c.facts[f.ID.S+"."+f.Facts[i].ID.S] = &f.Facts[i]
	}
}
