package compile

import (
	"slices"

	"banshi/engine/expr"
	"banshi/engine/field"
	"banshi/engine/plan"
	"banshi/engine/rule"
	"banshi/engine/spec"
	"banshi/engine/value"
)

// fieldKeys reports keys of a field that its type doesn't take, keys that contradict each other, and a
// choice without anything to choose.
func (c *compiler) fieldKeys(f *spec.Field) {
	t := field.Of(f.Type.S)
	if t == nil {
		return // ruleType has said it
	}
	for _, k := range writtenKeys(f) {
		if !slices.Contains(t.Keys, k.key) {
			c.unfitKey(t, f, k)
		}
	}
	switch {
	case len(f.Fill) > 0 && len(f.Compute) > 0:
		c.fillAndCompute(f)
	case f.Edit.S != "" && len(f.Fill) == 0:
		c.editWithoutFill(f)
	case (f.Type.S == "choice" || f.Type.S == "choices") && (f.Options == nil || len(f.Options.List) == 0 && f.Options.Codes.S == ""):
		c.noOptions(f)
	}
}

type writtenKey struct {
	key   string
	pos   spec.Pos
	width int
}

// writtenKeys are the keys of a field that only some types take, in the order of the language page.
func writtenKeys(f *spec.Field) []writtenKey {
	var out []writtenKey
	add := func(written bool, key string, pos spec.Pos, width int) {
		if written {
			out = append(out, writtenKey{key, pos, width})
		}
	}
	ruled := func(r *spec.Rule, key string) { add(r.Set(), key, r.Pos0(), len([]rune(textOf(r)))) }
	add(f.Unit.S != "", "unit", f.Unit.Pos, len([]rune(f.Unit.S)))
	add(f.Digits != nil, "digits", spec.Pos{}, len(f.ID.S))
	add(f.Length != nil, "length", spec.Pos{}, len(f.ID.S))
	ruled(f.Min, "min")
	ruled(f.Max, "max")
	add(f.Lines > 0, "lines", spec.Pos{}, len(f.ID.S))
	add(f.Mobile, "mobile", spec.Pos{}, len(f.ID.S))
	if f.Options != nil {
		add(true, "options", f.Options.Pos, 1)
	}
	if f.Rows != nil {
		add(true, "rows", f.Rows.Pos, 1)
	}
	if len(f.Facts) > 0 {
		add(true, "facts", f.Facts[0].ID.Pos, len(f.Facts[0].ID.S))
	}
	if len(f.Fields) > 0 {
		add(true, "fields", f.Fields[0].ID.Pos, len(f.Fields[0].ID.S))
	}
	return out
}

func textOf(r *spec.Rule) string {
	if r == nil {
		return ""
	}
	return r.S
}

func orElse(p, other spec.Pos) spec.Pos {
	if p.Line == 0 {
		return other
	}
	return p
}

// literals writes options that a rule gives to a choice by their codes, and reports what is none of its options, by code
// or text: in `fill: '"own"'` there is no comparison that package rule could judge. "" gives nothing.
func (c *compiler) literals(r spec.Rule, n *expr.Node, t *rule.Type) {
	options := optionsOf(t)
	if n == nil || len(options) == 0 {
		return
	}
	switch n.Op {
	case expr.Cond:
		c.literals(r, n.Args[1], t)
		c.literals(r, n.Args[2], t)
	case expr.List:
		for _, a := range n.Args {
			c.literals(r, a, t)
		}
	case expr.Lit:
		text := n.Value
		if text.Kind() != value.KindText || text.Text() == "" || slices.ContainsFunc(options, func(o rule.OptionCode) bool { return o.Code == text.Text() }) {
			return
		}
		i := slices.IndexFunc(options, func(o rule.OptionCode) bool { return o.Text == text.Text() })
		if i < 0 {
			c.fault(r, rule.NotAnOption(n, options))
			return
		}
		n.Value = value.Text(options[i].Code) // in another language the option has another text
	}
}

func optionsOf(t *rule.Type) []rule.OptionCode {
	if t != nil && t.Kind == rule.List && t.Elem != nil {
		t = t.Elem
	}
	if t == nil {
		return nil
	}
	return t.Options
}

// lookable names what a definition may say and the item has: fields, with their columns, and materials.
func (c *compiler) lookable() map[string]bool {
	out := map[string]bool{}
	for _, s := range c.merged.sections {
		for _, f := range s.Fields {
			out[f.ID.S] = true
		}
	}
	for _, m := range c.merged.materials {
		out[m.ID.S] = true
	}
	return out
}

// references reports names of other parts of the item that are not there: what a point looks at, where
// an answer leads, who signs a consent, which records begin a table.
func (c *compiler) references() {
	seen := c.lookable()
	materials := map[string]*spec.Material{}
	for i := range c.merged.materials {
		materials[c.merged.materials[i].ID.S] = &c.merged.materials[i]
	}
	steps := []string{"refuse", "correct"}
	for _, s := range c.out.Steps {
		steps = append(steps, s.ID)
	}
	for i := range c.item.Handling.Steps {
		s := &c.item.Handling.Steps[i]
		for _, p := range s.Points {
			for _, w := range p.LookAt {
				c.among("材料或字段", w, keysOf(seen))
			}
		}
		for _, o := range s.Outcomes {
			c.among("环节", o.To, steps)
		}
	}
	for i := range c.merged.facts {
		c.consent(&c.merged.facts[i], materials)
	}
	for _, s := range c.merged.sections {
		for i := range s.Fields {
			f := &s.Fields[i]
			for j := range f.Facts {
				c.consent(&f.Facts[j], materials)
			}
			if f.Rows != nil && f.Rows.From.S != "" {
				c.rowsFrom(f)
			}
		}
	}
}

func keysOf[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

func (c *compiler) among(what string, w spec.Word, known []string) {
	if w.S != "" && !slices.Contains(known, w.S) {
		c.unknownWord(what, w, known)
	}
}

// consent holds that a consent by a paper names a material, one that somebody signs, and who may be the
// person that the record is about: a signature opens it for the signer's own number only, and for those
// of applicant and user none is asked for.
func (c *compiler) consent(f *spec.Fact, materials map[string]*spec.Material) {
	w := f.Consent.Material
	if w.S == "" {
		return
	}
	m := materials[w.S]
	if m == nil {
		c.unknownWord("材料", w, keysOf(materials))
		return
	}
	if !m.Sign.Set() {
		c.consentUnsigned(w, m)
		return
	}
	own := []string{"", "applicant", "user", "applicant.no", "user.no"}
	if slices.Contains(own, m.Sign.S) && !slices.Contains(own, textOf(f.Key)) {
		c.consentByOther(w, m, f)
	}
}

// rowsFrom holds that the records that begin a table are a fact with several of them.
func (c *compiler) rowsFrom(f *spec.Field) {
	var known []string
	for _, x := range c.merged.facts {
		if x.Many {
			known = append(known, x.ID.S)
		}
	}
	old := c.factNamed(f.Rows.From.S)
	if old == nil {
		c.unknownWord("共享数据", f.Rows.From, known)
		return
	}
	if old.Consent.Set() {
		c.othersTicked(f.Rows.From)
	}
	if !old.Many {
		c.rowsFromOne(f.Rows.From)
	}
}

// chosen reports `choose` of a register: only licences have a latest one.
func (c *compiler) chosen(f *spec.Fact, rec *plan.RecordType) {
	if f.Choose.S == "" {
		return
	}
	switch {
	case !rec.Licence:
		c.chooseNoLicence(f, rec)
	case f.Many:
		c.chooseOfMany(f)
	}
}
