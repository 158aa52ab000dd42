package tell

import (
	"encoding/json"
	"strings"

	"banshi/engine/field"
	"banshi/engine/plan"
)

// Path gives what people call a path of a state; the path itself where nothing has a title.
func (t *Teller) Path(path string) string {
	kind, id, _ := strings.Cut(path, ".")
	if rest, ok := strings.CutPrefix(path, "choose:"); ok {
		return t.w("choose", t.Path(rest))
	}
	if rest, ok := strings.CutPrefix(path, "consent:"); ok {
		return t.Path("materials." + rest)
	}
	switch kind {
	case "compare":
		return t.w("compare")
	case "eligibility":
		for _, r := range t.plan.Rules {
			if r.ID == id {
				return t.w("quote", r.Title)
			}
		}
	case "section":
		for _, s := range t.plan.Sections {
			if s.ID == id {
				return t.w("quote", s.Title)
			}
		}
	case "materials":
		base, _, _ := strings.Cut(id, "[")
		for _, m := range t.plan.Materials {
			if m.ID == base {
				return t.w("quote", m.Title)
			}
		}
	case "handling":
		for _, s := range t.plan.Steps {
			if "steps."+s.ID == id {
				return t.w("quote", s.Title)
			}
		}
	case "form":
		if f := t.fieldAt(path); f != nil {
			return t.w("quote", f.Title)
		}
	}
	return t.factPath(path)
}

// factPath names a fact, or a fact of a row, by the title of its source.
func (t *Teller) factPath(path string) string {
	last := path[strings.LastIndexByte(path, '.')+1:]
	facts := t.plan.Facts
	if table, _, ok := strings.Cut(strings.TrimPrefix(path, "form."), "["); ok {
		if f := t.fieldNamed(table); f != nil {
			facts = f.Facts
		}
	}
	for _, f := range facts {
		if f.ID == last {
			return t.w("quote", t.plan.Records[f.Source].Title)
		}
	}
	return path
}

// fieldAt finds the field or column of form.area, form.managers[r1].no.
func (t *Teller) fieldAt(path string) *plan.Field {
	id, _ := strings.CutPrefix(path, "form.")
	table, rest, inRow := strings.Cut(id, "[")
	f := t.fieldNamed(table)
	_, column, ok := strings.Cut(rest, "].")
	if f == nil || !inRow || !ok {
		return f
	}
	for _, c := range f.Columns {
		if c.ID == column {
			return c
		}
	}
	return nil
}

// json writes a value of a state as its field is written.
func (t *Teller) json(raw any, f *plan.Field) string {
	data, err := json.Marshal(raw)
	if err != nil {
		return ""
	}
	var plain any
	d := json.NewDecoder(strings.NewReader(string(data)))
	d.UseNumber()
	if d.Decode(&plain) != nil {
		return ""
	}
	p := field.Params{Unit: f.Unit, Digits: f.Digits, Lines: f.Lines}
	for _, o := range f.Options {
		p.Options = append(p.Options, field.Option{Code: o.Code, Text: o.Text})
	}
	typ := field.Of(f.Type)
	if typ == nil {
		return string(data)
	}
	v, fault := typ.ParseRecord(plain, p)
	if fault != nil {
		return string(data)
	}
	return t.format(v, f)
}
