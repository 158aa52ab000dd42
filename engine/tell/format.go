package tell

import (
	"fmt"

	"banshi/engine/field"
	"banshi/engine/plan"
	"banshi/engine/value"
)

// format writes a value as its field is written; without one by its kind.
func (t *Teller) format(v value.Value, f *plan.Field) string {
	if f != nil && f.Type == "region" && v.Kind() == value.KindText && t.regions[v.Text()] != "" {
		return t.regions[v.Text()]
	}
	if f != nil && f.ID == "item" && f.Type == "text" && v.Kind() == value.KindText && v.Text() == t.plan.ID {
		return t.plan.Name // of the earlier cases those of this item
	}
	if f != nil && f.Type == "choices" && v.Kind() == value.KindText {
		one := *f
		one.Type = "choice"
		f = &one
	}
	if f == nil || f.Type == "table" || !fits(f.Type, v) {
		f = &plan.Field{Type: plainType(v)}
	}
	typ := field.Of(f.Type)
	if typ == nil {
		return ""
	}
	return typ.Format(v, paramsOf(f), t.plan.Language)
}

func paramsOf(f *plan.Field) field.Params {
	p := field.Params{Unit: f.Unit, Digits: f.Digits, Lines: f.Lines}
	for _, o := range f.Options {
		p.Options = append(p.Options, field.Option{Code: o.Code, Text: o.Text})
	}
	return p
}

func fits(typ string, v value.Value) bool {
	t := field.Of(typ)
	return t != nil && (!v.Known() || t.JSON(v) != nil)
}

func plainType(v value.Value) string {
	switch v.Kind() {
	case value.KindBool:
		return "boolean"
	case value.KindInt:
		return "integer"
	case value.KindNumber:
		return "number"
	case value.KindDate:
		return "date"
	case value.KindList:
		return "choices"
	}
	return "text"
}

// shown writes what a rule saw: a value of the shape s, or that it is not to be seen, or not there.
func (t *Teller) shown(v value.Value, s shape) string {
	switch {
	case v.IsUnknown():
		return t.waits(v.Names().Slice())
	case s.withheld:
		return t.w("held back")
	case v.IsEmpty():
		return t.w("no value")
	case s.record != nil:
		return t.record(v)
	case v.Kind() == value.KindText && v.Text() == "":
		return t.w("no value")
	case secret(v, s.field):
		return t.w("masked")
	}
	return t.format(v, s.field)
}

// answered is shown of something that has a name: a question that waits for nothing but its own answer
// is blank.
func (t *Teller) answered(name string, v value.Value, s shape) string {
	if v.IsUnknown() && v.Names().Len() == 1 && t.waits(v.Names().Slice()) == t.w("wait answer", t.quoted(name)) {
		return t.w("blank")
	}
	return t.shown(v, s)
}

// secret tells what is not written where anybody may read along: what the definition calls sensitive,
// and the number by which a person is known, wherever it stands.
func secret(v value.Value, f *plan.Field) bool {
	if f != nil && (f.Sensitive || f.Type == "bank_card") {
		return true
	}
	if v.Kind() != value.KindText {
		return false
	}
	got, fault := field.Of("id_number").Parse(v.Text(), field.Params{})
	return fault == nil && got.Known()
}

// record says which record it is, by its number; of several how many there are.
func (t *Teller) record(v value.Value) string {
	if v.Kind() == value.KindList {
		return t.inAll(len(v.List()))
	}
	if no := numberOf(v); no != "" {
		return no
	}
	return t.w("on record")
}

func (t *Teller) inAll(n int) string {
	if n == 0 {
		return t.w("no value")
	}
	return t.w("in all", fmt.Sprint(n))
}

// numberOf is the number of a licence; "" where a record has none, or one that is a person's.
func numberOf(v value.Value) string {
	r := v.Record()
	if r == nil || secret(r.Get("number"), nil) {
		return ""
	}
	return r.Get("number").Text()
}
