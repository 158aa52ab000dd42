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
		if r := t.plan.Rule(id); r != nil {
			return t.w("quote", r.Title)
		}
	case "section":
		if s := t.plan.Section(id); s != nil {
			return t.w("quote", s.Title)
		}
	case "materials":
		if m := t.plan.Material(id); m != nil {
			return t.w("quote", m.Title)
		}
	case "handling":
		if step, ok := strings.CutPrefix(id, "steps."); ok && t.plan.Step(step) != nil {
			return t.w("quote", t.plan.Step(step).Title)
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
	f := t.plan.Fact(last)
	if table, _, ok := strings.Cut(strings.TrimPrefix(path, "form."), "["); ok && t.plan.Field(table) != nil {
		f = t.plan.Field(table).Fact(last)
	}
	if f == nil {
		return path
	}
	return t.w("quote", t.plan.Records[f.Source].Title)
}

// fieldAt finds the field or column of form.area, form.managers[r1].no.
func (t *Teller) fieldAt(path string) *plan.Field {
	id, _ := strings.CutPrefix(path, "form.")
	table, rest, inRow := strings.Cut(id, "[")
	f := t.plan.Field(table)
	_, column, ok := strings.Cut(rest, "].")
	if f == nil || !inRow || !ok {
		return f
	}
	return f.Column(column)
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
