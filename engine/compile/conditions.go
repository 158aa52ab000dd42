package compile

import (
	"slices"
	"strings"

	"banshi/engine/expr"
	"banshi/engine/plan"
	"banshi/engine/rule"
	"banshi/engine/spec"
)

func (c *compiler) conditions() {
	for i := range c.merged.eligibility {
		e := &c.merged.eligibility[i]
		c.as(reader{what: "受理条件“" + e.Title.S + "”"}, func() { c.eligibility(e) })
	}
}

func (c *compiler) eligibility(e *spec.Eligibility) {
	that := c.compile(&e.That, c.env, rule.Scalar(rule.Boolean))
	path := "eligibility." + e.ID.S
	r := &plan.Rule{
		ID: e.ID.S, Title: c.words(path+".title", e.Title), Part: e.Part.S, When: c.condition(e.When, c.env), That: that,
		Otherwise: c.template(path+".otherwise", e.Otherwise, c.env), Effect: e.Effect.S, To: e.To.S, Basis: bases(e.Basis),
	}
	if e.Effect.S == "refer" {
		c.referral(e.To)
	}
	c.partOption(e.Part)
	if that != nil {
		c.out.Rules = append(c.out.Rules, r)
	}
}

// referral checks that the item to go to is there. What is no id is the name of a place.
func (c *compiler) referral(to spec.Word) {
	if to.S == "" || !isID(to.S) {
		return
	}
	c.among("事项", to, c.itemIDs())
}

// papersSaid gives the papers of which one is enough in the plan's language. One that is a licence is called as the
// catalogue calls the licence, and needs no translation of its own.
func (c *compiler) papersSaid(path string, papers []spec.Text) []string {
	var out []string
	for i, t := range papers {
		of := slices.IndexFunc(c.cat.Licences, func(l *spec.Licence) bool {
			return slices.ContainsFunc(l.Papers, func(p spec.Text) bool { return p.S == t.S })
		})
		said := t
		if of >= 0 && c.texts != nil {
			said = spec.Text{S: c.cat.Licences[of].Title.S}
		}
		out = append(out, c.words(numbered(path, i), said))
	}
	return out
}

// itemIDs are those of all items of the catalogue. One whose file has an error is there all the same.
func (c *compiler) itemIDs() []string {
	var out []string
	for _, i := range c.cat.Items {
		out = append(out, i.ID.S)
	}
	for _, b := range c.cat.Broken {
		if b.Kind == "Item" {
			out = append(out, b.ID)
		}
	}
	return out
}

func isID(s string) bool {
	for _, r := range s {
		if r != '_' && (r < 'a' || r > 'z') && (r < '0' || r > '9') {
			return false
		}
	}
	return true
}

// partOption checks that a part is an option of the field that names the parts.
func (c *compiler) partOption(w spec.Word) {
	if w.S == "" {
		return
	}
	t := c.formType.Fields[c.out.Parts]
	if t == nil {
		c.noParts(w)
		return
	}
	var known []string
	for _, o := range t.Elem.Options {
		if o.Code == w.S {
			return
		}
		known = append(known, o.Code)
	}
	c.unknownWord("分项", w, known)
}

func bases(list []spec.Basis) []plan.Basis {
	var out []plan.Basis
	for _, b := range list {
		out = append(out, plan.Basis{Law: b.Law.S, Article: b.Article.S, Number: b.Number.S, Text: b.Text.S, Issuer: b.Issuer.S, Since: b.Since.S})
	}
	return out
}

func (c *compiler) materials() {
	for i := range c.merged.materials {
		m := &c.merged.materials[i]
		c.as(reader{what: "材料“" + m.Title.S + "”"}, func() { c.out.Materials = append(c.out.Materials, c.material(m)) })
	}
}

func (c *compiler) material(m *spec.Material) *plan.Material {
	env, path := c.env, "materials."+m.ID.S
	out := &plan.Material{
		ID: m.ID.S, Title: c.words(path+".title", m.Title), Part: m.Part.S, Template: m.Template.S, Sample: m.Sample.S,
		Fragment: c.merged.fragment[m.ID.S],
		Made:     m.From.S == "form", Verify: m.Verify.S != "", Sensitive: m.Sensitive, Source: m.Source.S, Basis: bases(m.Basis), Welcome: m.Welcome,
	}
	if m.Per != nil {
		out.Per = strings.TrimPrefix(m.Per.S, "form.")
		env = c.perEnv(m)
	}
	c.partOption(m.Part)
	out.Help = c.template(path+".help", m.Help, env)
	out.Need = c.condition(m.Need, env)
	out.AnyOf = textsOf(m.AnyOf)
	if said := c.papersSaid(path+".any_of", m.AnyOf); !slices.Equal(said, out.AnyOf) {
		out.AnyOfSaid = said
	}
	if m.Paper != nil {
		out.Originals, out.Copies = m.Paper.Originals, m.Paper.Copies
	}
	if m.File != nil {
		out.MaxMB = m.File.MaxMB
		for _, t := range m.File.Types {
			out.Types = append(out.Types, t.S)
		}
	}
	c.sign(m, out, env)
	for i := range m.Reuse {
		if m.Reuse[i].By.S == earlier {
			out.Reuse = append(out.Reuse, c.earlier(&m.Reuse[i], out))
		} else if r := c.reuse(&m.Reuse[i], env); r != nil {
			out.Reuse = append(out.Reuse, r)
		}
	}
	if m.Defer != nil {
		out.Defer = &plan.Defer{When: c.condition(m.Defer.When, env), Within: span(m.Defer.Within)}
	}
	if m.Promise != nil {
		out.Promise = &plan.Promise{When: c.condition(m.Promise.When, env), Text: c.template(path+".promise", m.Promise.Text, env)}
	}
	return out
}

// perEnv is the environment of the rows of the table that a material is asked for.
func (c *compiler) perEnv(m *spec.Material) *rule.Env {
	if f, _ := c.fieldNamed(strings.TrimPrefix(m.Per.S, "form.")); f != nil && f.Type.S == "table" {
		return c.rowEnv(f)
	}
	var known []string
	for _, s := range c.merged.sections {
		for _, f := range s.Fields {
			if f.Type.S == "table" {
				known = append(known, "form."+f.ID.S)
			}
		}
	}
	c.unknownWord("表格", spec.Word{S: m.Per.S, Pos: m.Per.Pos}, known)
	return nil
}

// sign says who signs: applicant and user are words; anything else is a rule that gives a number.
func (c *compiler) sign(m *spec.Material, out *plan.Material, env *rule.Env) {
	out.Identity = c.identity(m.Identity)
	if !m.Sign.Set() {
		return
	}
	switch m.Sign.S {
	case "applicant", "user":
		out.SignBy = m.Sign.S
		out.Sign = &expr.Node{Op: expr.Var, Name: m.Sign.S + ".no"}
	default:
		out.Sign = c.compile(m.Sign, env, rule.Scalar(rule.Text))
		c.keepsOthers(*m.Sign, out.Sign, env, "由谁签名也会给他看", "写一个他自己填的号码，如 form.owner_no")
	}
}

// earlier is the reuse of what was handed in with an earlier case.
const earlier = "earlier"

// earlier looks for the paper among what the applicant gave before. Of a paper for each row nobody knows
// whose row it was then, so nothing is looked for.
func (c *compiler) earlier(r *spec.Reuse, m *plan.Material) *plan.Reuse {
	out := &plan.Reuse{By: earlier, Trust: trust(r), Within: spanOf(r.Within)}
	if m.Per != "" {
		return out
	}
	if c.factNamed(plan.Papers) != nil {
		c.papersTaken(spec.Word{S: r.By.S, Pos: r.By.Pos})
		return out
	}
	out.Paper, out.Records = c.out.Paper(m), plan.Papers
	out.Node = &expr.Node{Op: expr.Var, Name: plan.Papers}
	if c.out.Records[plan.Papers] == nil {
		given := *builtIn[plan.Papers]
		given.Title = c.system(plan.Papers).S
		c.out.Records[plan.Papers] = &given
		c.out.Facts = append(c.out.Facts, &plan.Fact{ID: plan.Papers, Source: plan.Papers, Many: true, Key: &expr.Node{Op: expr.Var, Name: "applicant.no"}})
	}
	return out
}

func trust(r *spec.Reuse) string {
	if r.Trust.S == "" {
		return "B"
	}
	return r.Trust.S
}

func (c *compiler) reuse(r *spec.Reuse, env *rule.Env) *plan.Reuse {
	out := &plan.Reuse{By: r.By.S, Trust: trust(r), Within: spanOf(r.Within)}
	if env == nil {
		return nil
	}
	out.Node = c.compile(&r.By, env, nil)
	t := c.typeOfRecord(r.By.S, env)
	if out.Node == nil || t == nil {
		if out.Node != nil {
			c.reuseByNoRecord(r)
		}
		return nil
	}
	out.Records = strings.TrimPrefix(t.Record.Name, "T_rec_")
	out.When = c.condition(r.When, c.with(env, "it", t))
	return out
}

func (c *compiler) typeOfRecord(name string, env *rule.Env) *rule.Type {
	t := env.Type(name)
	if t != nil && t.Kind == rule.List {
		t = t.Elem
	}
	if t == nil || t.Kind != rule.Record {
		return nil
	}
	return t
}

func span(s spec.Span) plan.Span { return plan.Span{N: s.N, Unit: s.Unit} }

func spanOf(s spec.Span) *plan.Span {
	if s.Zero() {
		return nil
	}
	out := span(s)
	return &out
}
