package compile

import (
	"banshi/engine/field"
	"banshi/engine/plan"
	"banshi/engine/rule"
	"banshi/engine/spec"
)

// ruleType is the type of a field's value in a rule.
func (c *compiler) ruleType(f *spec.Field) *rule.Type {
	t := field.Of(f.Type.S)
	if t == nil {
		var known []string
		for _, t := range field.All() {
			known = append(known, t.Name)
		}
		c.unknownWord("类型", f.Type, known)
		return rule.Scalar(rule.Text)
	}
	switch t.Rule {
	case "list<text>":
		options := c.optionCodes(f)
		return &rule.Type{Kind: rule.List, Most: max(len(options), 1), Elem: &rule.Type{Kind: rule.Text, Options: options, Most: 100}}
	case "list<record>":
		return rule.ListOf(rule.RecordOf(c.rowType(f)), rowsMax(f))
	case "opaque":
		return rule.Scalar(rule.Opaque)
	}
	return &rule.Type{Kind: rule.Kind(t.Rule), Options: c.optionCodes(f), Most: textMax(f)}
}

// textMax is the greatest length of a field's text, as declared, or as its type has it.
func textMax(f *spec.Field) int {
	switch {
	case f.Length != nil:
		return f.Length.Most
	case codeLength[f.Type.S] > 0:
		return codeLength[f.Type.S]
	}
	return field.MaxText
}

// codeLength is the greatest length of types that are codes.
var codeLength = map[string]int{"region": 12, "id_number": 18, "uscc": 18, "phone": 20, "bank_card": 19, "project_code": 30, "choice": 100, "finding": 4}

// rowsMax is how many rows a table may have, as declared, or at all.
func rowsMax(f *spec.Field) int {
	switch {
	case f.Rows != nil && len(f.Rows.Fixed) > 0:
		return len(f.Rows.Fixed)
	case f.Rows != nil && f.Rows.Max > 0:
		return f.Rows.Max
	}
	return field.MaxRows
}

func (c *compiler) optionCodes(f *spec.Field) []rule.OptionCode {
	var out []rule.OptionCode
	for _, o := range c.options(f) {
		out = append(out, rule.OptionCode{Code: o.Code, Text: o.Text})
	}
	return out
}

// rowPrefix begins the name of a row's type, before the id of its table.
const rowPrefix = "T_row_"

// rowType is the record of a table's row: its columns and its facts.
func (c *compiler) rowType(f *spec.Field) *rule.RecordType {
	if r, ok := c.rowOf[f.ID.S]; ok {
		return r
	}
	r := &rule.RecordType{Name: rowPrefix + f.ID.S, Title: "“" + f.Title.S + "”的一行", Fields: map[string]*rule.Type{}}
	c.rowOf[f.ID.S] = r
	for i := range f.Fields {
		r.Fields[f.Fields[i].ID.S] = c.ruleType(&f.Fields[i])
	}
	for i := range f.Facts {
		if t := c.factType(&f.Facts[i]); t != nil {
			r.Fields[f.Facts[i].ID.S] = t
		}
	}
	return r
}

// factType is one record or a list of them, as the fact says.
func (c *compiler) factType(f *spec.Fact) *rule.Type {
	rec := c.recordType(f)
	if rec == nil {
		c.lost[f.ID.S] = true
		return nil
	}
	t := &rule.RecordType{Name: "T_rec_" + rec.ID, Title: rec.Title, Fields: map[string]*rule.Type{}}
	for _, cell := range rec.Cells {
		t.Fields[cell.ID] = cellType(cell)
	}
	if f.Many {
		return rule.ListOf(rule.RecordOf(t), c.recordMax(f))
	}
	return rule.RecordOf(t)
}

func cellType(cell *plan.Field) *rule.Type {
	t := field.Of(cell.Type)
	if t == nil {
		return rule.Scalar(rule.Text)
	}
	var options []rule.OptionCode
	for _, o := range cell.Options {
		options = append(options, rule.OptionCode{Code: o.Code, Text: o.Text})
	}
	most := codeLength[cell.Type]
	if len(cell.Length) == 2 {
		most = cell.Length[1]
	}
	if t.Rule == "list<text>" {
		return &rule.Type{Kind: rule.List, Most: max(len(options), 1), Elem: &rule.Type{Kind: rule.Text, Options: options, Most: 100}}
	}
	if t.Rule == "opaque" || t.Rule == "list<record>" {
		return rule.Scalar(rule.Opaque)
	}
	return &rule.Type{Kind: rule.Kind(t.Rule), Options: options, Most: most}
}

// types builds the item's environment; nil if that was not possible.
func (c *compiler) types() {
	c.rowOf, c.facts, c.rows = map[string]*rule.RecordType{}, map[string]*rule.Type{}, map[string]*rule.Env{}
	c.lost = map[string]bool{}
	c.formType = &rule.RecordType{Name: "T_form", Title: "表单", Fields: map[string]*rule.Type{}}
	for _, s := range c.merged.sections {
		for i := range s.Fields {
			c.formType.Fields[s.Fields[i].ID.S] = c.ruleType(&s.Fields[i])
		}
	}
	names := map[string]*rule.Type{
		"form":      rule.RecordOf(c.formType),
		"applicant": rule.RecordOf(applicantType()),
		"user":      rule.RecordOf(c.userType()),
		"today":     rule.Scalar(rule.Date),
	}
	for i := range c.merged.facts {
		f := &c.merged.facts[i]
		if t := c.factType(f); t != nil {
			c.facts[f.ID.S] = t
			names[f.ID.S] = t
		}
	}
	env, err := rule.NewEnv(names, c.moreRecords()...)
	if err != nil {
		c.internal("规则的类型环境建不起来", err)
		return
	}
	c.env = env
}

// moreRecords are records that only rows, reuse or texts reach.
func (c *compiler) moreRecords() []*rule.RecordType {
	var out []*rule.RecordType
	for _, r := range c.rowOf {
		out = append(out, r)
	}
	return out
}

func applicantType() *rule.RecordType {
	return &rule.RecordType{Name: "T_applicant", Title: "申请人", Fields: map[string]*rule.Type{
		"kind": {Kind: rule.Text, Most: 12, Options: []rule.OptionCode{{Code: "person", Text: systemTexts["person"][0]}, {Code: "organisation", Text: systemTexts["organisation"][0]}}},
		"no":   {Kind: rule.Text, Most: 18}, "name": {Kind: rule.Text, Most: 100},
	}}
}

func (c *compiler) userType() *rule.RecordType {
	acts := &rule.Type{Kind: rule.Text, Most: 8}
	for _, a := range c.item.Acting {
		acts.Options = append(acts.Options, rule.OptionCode{Code: a.S, Text: systemTexts[a.S][0]})
	}
	// A fragment may ask for a way of acting that this item does not allow; it then never holds.
	for _, code := range []string{"self", "agent", "guardian", "family", "village"} {
		if !c.acts(code) {
			acts.Options = append(acts.Options, rule.OptionCode{Code: code, Text: systemTexts[code][0]})
		}
	}
	return &rule.RecordType{Name: "T_user", Title: "办事人", Fields: map[string]*rule.Type{
		"no": {Kind: rule.Text, Most: 18}, "name": {Kind: rule.Text, Most: 50}, "phone": {Kind: rule.Text, Most: 20},
		"level": rule.Scalar(rule.Integer), "acts_as": acts,
	}}
}

func (c *compiler) acts(code string) bool {
	for _, a := range c.item.Acting {
		if a.S == code {
			return true
		}
	}
	return false
}

// rowEnv is the environment inside a table; nil-safe for tables that failed.
func (c *compiler) rowEnv(table *spec.Field) *rule.Env {
	if e, ok := c.rows[table.ID.S]; ok {
		return e
	}
	e := c.with(c.env, "row", rule.RecordOf(c.rowType(table)))
	c.rows[table.ID.S] = e
	return e
}

func (c *compiler) with(env *rule.Env, name string, t *rule.Type) *rule.Env {
	if env == nil || t == nil {
		return nil
	}
	e, err := env.With(map[string]*rule.Type{name: t})
	if err != nil {
		c.internal("规则的类型环境建不起来", err)
		return nil
	}
	return e
}

// typeTitle is what a type of field is called, for messages.
func typeTitle(name string) string {
	if t := field.Of(name); t != nil {
		return t.Title(Chinese)
	}
	return name
}
