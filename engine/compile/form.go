package compile

import (
	"strconv"
	"strings"

	"banshi/engine/expr"
	"banshi/engine/plan"
	"banshi/engine/rule"
	"banshi/engine/spec"
)

func (c *compiler) form() {
	for i := range c.merged.facts {
		f := &c.merged.facts[i]
		if p := c.fact(f, c.env); p != nil {
			c.out.Facts = append(c.out.Facts, p)
		}
	}
	for _, s := range c.merged.sections {
		c.as(reader{what: "“" + s.Title.S + "”", step: s.step}, func() { c.section(s) })
	}
}

func (c *compiler) section(s section) {
	id := s.Section.Section.S
	path := "form." + id
	c.out.Sections = append(c.out.Sections, &plan.Section{
		ID: id, Title: c.words(path+".title", s.Title), Help: c.template(path+".help", s.Help, c.env),
		Show: c.condition(s.Show, c.env), Identity: c.identity(s.Identity), Check: c.checks(path, s.Check, c.env), Step: s.step,
	})
	root := "form."
	if id == situationsID {
		root = "situations."
	}
	for i := range s.Fields {
		var f *plan.Field
		c.as(fieldReader(&s.Fields[i], s.step), func() { f = c.field(&s.Fields[i], root+s.Fields[i].ID.S, c.env) })
		f.Section, f.Step = id, s.step
		f.Clerk = f.Clerk || s.step != ""
		f.Point = s.point[f.ID]
		c.out.Fields = append(c.out.Fields, f)
	}
}

// fact compiles a look-up; the key of the applicant is the default where the source has one.
func (c *compiler) fact(f *spec.Fact, env *rule.Env) *plan.Fact {
	rec := c.recordType(f)
	if rec == nil {
		return nil
	}
	c.chosen(f, rec)
	out := &plan.Fact{ID: f.ID.S, Source: rec.ID, Licence: f.Licence.S != "", Many: f.Many, Latest: f.Choose.S == "latest", When: c.condition(f.When, env)}
	switch {
	case f.Key.Set():
		out.Key = c.compile(f.Key, env, rule.Scalar(rule.Text))
		if !f.Consent.Set() {
			c.keepsOthers(*f.Key, out.Key, env, "用它的内容去查的也不能", "给这条共享数据也写 consent")
		}
	case c.keyed(f):
		out.Key = &expr.Node{Op: expr.Var, Name: "applicant.no"}
	}
	if f.Consent.Set() {
		out.Consent = &plan.Consent{Law: f.Consent.Law.S, Material: f.Consent.Material.S}
	}
	return out
}

// keyed tells whether the source is looked up by a key; one table for all is not.
func (c *compiler) keyed(f *spec.Fact) bool {
	s := c.cat.Source(f.Source.S)
	return s == nil || s.Key.S != ""
}

func (c *compiler) field(f *spec.Field, path string, env *rule.Env) *plan.Field {
	t := c.typeOf(f, path)
	c.fieldKeys(f)
	out := &plan.Field{
		ID: f.ID.S, Type: f.Type.S, Title: c.words(path+".title", f.Title),
		Ask: c.template(path+".ask", f.Ask, env), Help: c.template(path+".help", f.Help, env), Hint: c.template(path+".hint", f.Hint.Text, env),
		Unit: c.words(path+".unit", f.Unit), Digits: f.Digits, Lines: f.Lines, Mobile: f.Mobile,
		Show: c.condition(f.Show, env), Need: c.need(f.Need, env),
		Min: c.compile(f.Min, env, boundType(t)), Max: c.compile(f.Max, env, boundType(t)),
		Fill: c.choices(f.Fill, env, fillType(t)), Compute: c.choices(f.Compute, env, fillType(t)),
		Sensitive: f.Sensitive, Purpose: f.Purpose.S, Clerk: f.By.S == "clerk",
	}
	c.bound(f.Min, out.Min, env)
	c.bound(f.Max, out.Max, env)
	if f.Length != nil {
		out.Length = []int{f.Length.Least, f.Length.Most}
	}
	if len(f.Fill) > 0 {
		out.Edit = f.Edit.S
		if out.Edit == "" {
			out.Edit = "confirm"
		}
	}
	c.fieldOptions(f, out, path, env)
	if f.Type.S == "table" {
		c.table(f, out, path)
		return out
	}
	if len(f.Check) > 0 {
		c.checked, c.checkedAt = f, path
		out.Check = c.checks(path, f.Check, c.with(env, "value", t))
		c.checked, c.checkedAt = nil, ""
	}
	return out
}

// bound holds that a bound may be read by the applicant, who is told what it is.
func (c *compiler) bound(r *spec.Rule, n *expr.Node, env *rule.Env) {
	if n != nil {
		c.keepsOthers(*r, n, env, "上下限也会给他看", "写成 check，只说合不合")
	}
}

// typeOf is the type that the environment already has for the field.
func (c *compiler) typeOf(f *spec.Field, path string) *rule.Type {
	if t, ok := c.formType.Fields[f.ID.S]; ok && strings.Count(path, ".") == 1 {
		return t
	}
	return c.ruleType(f)
}

// fillType is what a fill may give: texts fit any text, and an option may come as its text.
func fillType(t *rule.Type) *rule.Type {
	if t.Kind == rule.List && t.Elem.Kind == rule.Record {
		return nil
	}
	return t
}

func boundType(t *rule.Type) *rule.Type {
	if t.Kind == rule.Integer || t.Kind == rule.Number || t.Kind == rule.Date {
		return t
	}
	return nil
}

// need keeps `true`: it means something to submission. `false` is the default and left out.
func (c *compiler) need(r *spec.Rule, env *rule.Env) *expr.Node {
	n := c.compile(r, env, rule.Scalar(rule.Boolean))
	if n.IsConst(false) {
		return nil
	}
	return n
}

func (c *compiler) fieldOptions(f *spec.Field, out *plan.Field, path string, env *rule.Env) {
	if f.Type.S != "region" || f.Options != nil {
		out.Options = c.options(f)
	} else {
		out.Options = planOptions(c.cat.Towns())
	}
	c.tableTexts(f, out.Options, path)
	if f.Options == nil {
		return
	}
	out.Within = c.compile(f.Options.Within, env, rule.Scalar(rule.Text))
	for i := range f.Options.List {
		o := &f.Options.List[i]
		p := path + ".options." + o.Code.S
		out.Options[i].Text = c.words(p, o.Text)
		out.Options[i].Hint = c.words(p+".hint", o.Hint)
		out.Options[i].When = c.condition(o.When, env)
	}
}

func (c *compiler) table(f *spec.Field, out *plan.Field, path string) {
	env := c.rowEnv(f)
	for i := range f.Fields {
		col := &f.Fields[i]
		out.Columns = append(out.Columns, c.field(col, path+"."+col.ID.S, env))
	}
	for i := range f.Facts {
		if p := c.fact(&f.Facts[i], env); p != nil {
			out.Facts = append(out.Facts, p)
		}
	}
	out.Check = c.checks(path, f.Check, env)
	if f.Rows != nil {
		out.Rows = &plan.Rows{Min: f.Rows.Min, Max: f.Rows.Max, From: f.Rows.From.S}
		for i, t := range f.Rows.Fixed {
			out.Rows.Fixed = append(out.Rows.Fixed, c.words(path+".rows."+strconv.Itoa(i+1), t))
		}
	}
}

func (c *compiler) choices(list spec.Entries, env *rule.Env, want *rule.Type) []plan.Choice {
	var out []plan.Choice
	for i := range list {
		value := c.compile(&list[i].Value, env, want)
		if value == nil {
			continue
		}
		c.literals(list[i].Value, value, want)
		out = append(out, plan.Choice{When: c.condition(list[i].When, env), Value: value, Facts: c.factsIn(value, env)})
	}
	return out
}

// factsIn names the facts that a rule reads: where a filled value comes from.
func (c *compiler) factsIn(n *expr.Node, env *rule.Env) []string {
	table, _ := c.tableOf(env)
	var out []string
	for _, name := range n.Reads() {
		id, inRow := strings.CutPrefix(name, "row.")
		if c.facts[name] != nil || inRow && table != nil && factIn(table.Facts, id) != nil {
			out = append(out, name)
		}
	}
	return out
}

func (c *compiler) checks(path string, list []spec.Check, env *rule.Env) []*plan.Check {
	var out []*plan.Check
	for i := range list {
		k := &list[i]
		that := c.compile(&k.That, env, rule.Scalar(rule.Boolean))
		if that == nil {
			continue
		}
		p := path + ".check." + strconv.Itoa(i+1)
		out = append(out, &plan.Check{That: that, When: c.condition(k.When, env), Say: c.template(p, k.Say, env), Warn: k.Effect.S == "warn"})
	}
	return out
}
