package plan

import "strings"

// Field finds a question of the form, the clerk's among them, by its id; nil for none.
func (p *Plan) Field(id string) *Field { return fieldIn(p.Fields, id) }

// Column finds a column of a table by its id; nil for none.
func (f *Field) Column(id string) *Field { return fieldIn(f.Columns, id) }

// Cell finds a cell of a record by its id; nil for none, also where there is no such record.
func (r *RecordType) Cell(id string) *Field {
	if r == nil {
		return nil
	}
	return fieldIn(r.Cells, id)
}

// Fact finds what the item looks up by its id; nil for none.
func (p *Plan) Fact(id string) *Fact { return factIn(p.Facts, id) }

// Fact finds what a table looks up for each row by its id; nil for none.
func (f *Field) Fact(id string) *Fact { return factIn(f.Facts, id) }

// Section finds a section by its id; nil for none.
func (p *Plan) Section(id string) *Section {
	for _, s := range p.Sections {
		if s.ID == id {
			return s
		}
	}
	return nil
}

// Rule finds a condition by its id; nil for none.
func (p *Plan) Rule(id string) *Rule {
	for _, r := range p.Rules {
		if r.ID == id {
			return r
		}
	}
	return nil
}

// Material finds a material by its path, which is its id, and behind it the row that one of several is of:
// health_cert[<row>]. Nil for none.
func (p *Plan) Material(path string) *Material {
	id, _, _ := strings.Cut(path, "[")
	for _, m := range p.Materials {
		if m.ID == id {
			return m
		}
	}
	return nil
}

// Step finds a step by its id; nil for none.
func (p *Plan) Step(id string) *Step {
	for _, s := range p.Steps {
		if s.ID == id {
			return s
		}
	}
	return nil
}

func fieldIn(list []*Field, id string) *Field {
	for _, f := range list {
		if f.ID == id {
			return f
		}
	}
	return nil
}

func factIn(list []*Fact, id string) *Fact {
	for _, f := range list {
		if f.ID == id {
			return f
		}
	}
	return nil
}
