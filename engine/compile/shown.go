package compile

import (
	"strings"

	"banshi/engine/expr"
	"banshi/engine/plan"
	"banshi/engine/rule"
	"banshi/engine/spec"
)

// shownAs finds the field, column or cell that a rule in a text names, for its options, unit and
// digits; nil for a rule that is more than a name. The texts of options are those of the plan's
// language. (Not so in plan.Records: a record may hold the Chinese text of an option.)
func (c *compiler) shownAs(n *expr.Node, env *rule.Env) *plan.Field {
	if n.Op == expr.Get && n.Args[0].Op == expr.Var {
		return c.shownCell(n.Args[0].Name, n.Name, env)
	}
	if n.Op != expr.Var {
		return nil
	}
	if n.Name == "value" {
		return c.shownField(c.checked, c.checkedAt)
	}
	if id, ok := strings.CutPrefix(n.Name, "form."); ok {
		f, path := c.fieldNamed(id)
		return c.shownField(f, path)
	}
	if id, ok := strings.CutPrefix(n.Name, "row."); ok {
		if table, path := c.tableOf(env); table != nil {
			return c.shownField(spec.FieldIn(table.Fields, id), path+"."+id)
		}
		return nil
	}
	return c.shownPerson(n.Name)
}

// fieldNamed finds a field of the form and the path of its texts.
func (c *compiler) fieldNamed(id string) (*spec.Field, string) {
	for _, s := range c.merged.sections {
		if f := spec.FieldIn(s.Fields, id); f != nil {
			if s.Section.Section.S == situationsID {
				return f, "situations." + id
			}
			return f, "form." + id
		}
	}
	return nil, ""
}

// tableOf is the table whose row an environment knows.
func (c *compiler) tableOf(env *rule.Env) (*spec.Field, string) {
	t := env.Type("row")
	if t == nil || t.Kind != rule.Record {
		return nil, ""
	}
	return c.fieldNamed(strings.TrimPrefix(t.Record.Name, rowPrefix))
}

// shownField keeps of a field what is needed to write its values.
func (c *compiler) shownField(f *spec.Field, path string) *plan.Field {
	if f == nil || f.Type.S == "table" {
		return nil
	}
	out := &plan.Field{Type: f.Type.S, Unit: c.words(path+".unit", f.Unit), Digits: f.Digits}
	for _, o := range c.options(f) {
		out.Options = append(out.Options, &plan.Option{Code: o.Code, Text: o.Text})
	}
	if f.Options != nil {
		for i, o := range f.Options.List {
			out.Options[i].Text = c.words(path+".options."+o.Code.S, o.Text)
		}
	}
	if f.Type.S == "region" && out.Options == nil {
		out.Options = planOptions(c.cat.Places())
	}
	c.tableTexts(f, out.Options, path)
	return out
}

// tableTexts translates options that come from a code table. They may have a translation, and needn't:
// a table of industries has hundreds of lines.
func (c *compiler) tableTexts(f *spec.Field, options []*plan.Option, path string) {
	if f.Type.S == "finding" || f.Options != nil && f.Options.Codes.S == "" {
		return
	}
	for _, o := range options {
		o.Text = c.words(path+".options."+o.Code, spec.Text{S: o.Text})
	}
}

// shownCell is the cell of a fact's record; its texts stand under the fact: facts.org.status.options.active.
func (c *compiler) shownCell(fact, cell string, env *rule.Env) *plan.Field {
	f, path := c.factNamed(fact), "facts."+fact
	if id, ok := strings.CutPrefix(fact, "row."); ok {
		f = nil
		if table, at := c.tableOf(env); table != nil {
			path = at + "." + id
			f = factIn(table.Facts, id)
		}
	}
	if f == nil || f.Many {
		return nil
	}
	if words := spec.FieldIn(c.cellsOf(f), cell); words != nil {
		return c.shownField(words, path+"."+cell)
	}
	x := c.recordType(f).Cell(cell) // what every licence has, and the records that are built in
	if x == nil {
		return nil
	}
	return &plan.Field{Type: x.Type, Unit: x.Unit, Digits: x.Digits, Options: x.Options}
}

// cellsOf are the cells of a fact's records as the catalogue defines them.
func (c *compiler) cellsOf(f *spec.Fact) []spec.Field {
	if l := c.cat.Licence(f.Licence.S); l != nil {
		return l.Fields
	}
	if s := c.cat.Source(f.Source.S); s != nil {
		return s.Fields
	}
	return nil
}

// shownPerson writes what applicant and user are in words, and not as codes.
func (c *compiler) shownPerson(name string) *plan.Field {
	codes := map[string][]string{"applicant.kind": {"person", "organisation"}, "user.acts_as": {"self", "agent", "guardian", "family", "village"}}[name]
	if codes == nil {
		return nil
	}
	out := &plan.Field{Type: "choice"}
	for _, code := range codes {
		out.Options = append(out.Options, &plan.Option{Code: code, Text: c.system(code).S})
	}
	return out
}
