// Package field holds the types of fields, one file each: how an answer (JSON)
// becomes a value or a fault, how a register's cell does, and how a value is
// written for people. It knows nothing of rules, forms or questions: length,
// min, max and need are asked by who knows the field, see bounds.go.
//
// Everything here is pure and total: any JSON is either a value, blank, or a
// fault with a code; nothing panics. The client has a twin of each type, and
// testdata/vectors.json is run by both.
package field

import (
	"strings"

	"banshi/engine/value"
)

// Type is a type of field. There is one of each, made here; see All and Of.
type Type struct {
	// Name is the word in a definition: id_number.
	Name string
	// Rule is the word of what a rule sees: text, integer, number, date, boolean,
	// list<text>, list<record>, or opaque (a rule can only ask whether it is there).
	Rule string
	// Keys are the keys of a field that only some types take: length, min, max,
	// unit, digits, lines, options, mobile, rows, facts, fields.
	Keys []string
	// Faults are the codes that Parse and ParseRecord of this type can give.
	Faults []Code

	title  words
	parse  func(raw any, p Params) (value.Value, Code)
	record func(raw any, p Params) (value.Value, Code) // nil: as parse
	format func(v value.Value, p Params, en bool) string
}

// Params is what a type needs to know of one field. The zero Params is a field
// with nothing said.
type Params struct {
	Digits  *int        // decimals of a number; DefaultDigits where nil
	Unit    string      // shown behind a number
	Lines   int         // more than 1: a text may have line breaks
	Mobile  bool        // a phone must be a mobile one
	Options []Option    // of a choice, in their order; of a region, where it is bound to a code table
	Today   *value.Date // no id number is born later; nil: not checked
}

// Option is one answer of a choice: Code is the value, Text what people see, in
// the language that the text is wanted in.
type Option struct{ Code, Text string }

// DefaultDigits is the number of decimals where a field says nothing.
const DefaultDigits = 2

func (p Params) digits() int {
	if p.Digits == nil {
		return DefaultDigits
	}
	return min(max(*p.Digits, 0), value.MaxPlaces)
}

// Title is the type's name for authors, in the language (en, else Chinese).
func (t *Type) Title(lang string) string { return t.title.in(lang) }

// Parse makes a value of an answer. null and blank text give Empty: left blank,
// which is for the caller to judge. A fault means that the answer counts as none.
//
// raw is what a JSON decoder gives: nil, bool, string, json.Number (or float64,
// int, int64), []any, map[string]any.
func (t *Type) Parse(raw any, p Params) (value.Value, *Fault) {
	return finish(t.parse, raw, p)
}

// ParseRecord makes a value of a register's cell. It takes what Parse takes, and
// what registers are known to hold: the text of an option instead of its code,
// an id number of 15 digits, 是 and 否, 长期 for a day without end, and
// characters that could not be read.
func (t *Type) ParseRecord(raw any, p Params) (value.Value, *Fault) {
	if t.record == nil {
		return finish(t.parse, raw, p)
	}
	return finish(t.record, raw, p)
}

func finish(parse func(any, Params) (value.Value, Code), raw any, p Params) (value.Value, *Fault) {
	if raw == nil {
		return value.Empty(), nil
	}
	v, code := parse(raw, p)
	if code != "" {
		return value.Empty(), &Fault{Code: code, Limit: limitOf(code, p)}
	}
	return v, nil
}

// Format writes a value as its field is written in a text: 2026年11月23日,
// 1,234.50元, 是. Unknown is 待填, empty 无; a value of another kind is 无 too.
func (t *Type) Format(v value.Value, p Params, lang string) string {
	en := english(lang)
	switch {
	case v.IsUnknown():
		return toFill.in(lang)
	case !v.Known() || !t.holds(v):
		return nothing.in(lang)
	}
	return t.format(v, p, en)
}

// holds tells whether v is of the kind that this type gives.
func (t *Type) holds(v value.Value) bool {
	switch t.Rule {
	case ruleText:
		return v.Kind() == value.KindText
	case ruleInteger:
		return v.Kind() == value.KindInt
	case ruleNumber:
		return v.IsNumeric()
	case ruleDate:
		return v.Kind() == value.KindDate
	case ruleBoolean:
		return v.Kind() == value.KindBool
	case ruleTexts, ruleRecords:
		return v.Kind() == value.KindList
	}
	return v.Kind() == value.KindOpaque
}

// JSON is the one JSON form of a value of this type, as the answer it would
// have been: text, bool, int64, []string, map[string]any; nil for empty and
// unknown, and for a table, whose rows are written column by column.
func (t *Type) JSON(v value.Value) any {
	if !v.Known() || !t.holds(v) {
		return nil
	}
	switch t.Rule {
	case ruleText:
		return v.Text()
	case ruleInteger:
		return v.Int()
	case ruleNumber:
		return v.Number().Canon()
	case ruleDate:
		return v.Date().String()
	case ruleBoolean:
		return v.Bool()
	case ruleTexts:
		list := make([]string, 0, len(v.List()))
		for _, item := range v.List() {
			list = append(list, item.Text())
		}
		return list
	}
	return v.Opaque()
}

// The words of Type.Rule.
const (
	ruleText    = "text"
	ruleInteger = "integer"
	ruleNumber  = "number"
	ruleDate    = "date"
	ruleBoolean = "boolean"
	ruleTexts   = "list<text>"
	ruleRecords = "list<record>"
	ruleOpaque  = "opaque"
)

// asIs formats a text as it is.
func asIs(v value.Value, _ Params, _ bool) string { return v.Text() }

const hyphens = "‐‑‒–—―−"

// compact is a code as people type it, brought into one form: half width,
// capitals, one hyphen, no spaces, nothing invisible.
func compact(s string) string {
	if isCompact(s) {
		return s
	}
	var out strings.Builder
	for _, c := range s {
		c, ok := value.Fold(c)
		if !ok || c == ' ' {
			continue
		}
		if strings.ContainsRune(hyphens, c) {
			c = '-'
		}
		out.WriteRune(c)
	}
	return out.String()
}

func isCompact(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c <= ' ' || c >= 'a' {
			return false
		}
	}
	return true
}

// allDigits tells whether s is one or more ASCII digits.
func allDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// coded makes the parse of a type that is a code: one text, compacted, judged.
func coded(judge func(s string, p Params) (string, Code)) func(any, Params) (value.Value, Code) {
	return func(raw any, p Params) (value.Value, Code) {
		s, ok := raw.(string)
		if !ok || len(s) > maxCode {
			return value.Empty(), Shape
		}
		if s = compact(s); s == "" {
			return value.Empty(), ""
		}
		s, code := judge(s, p)
		return value.Text(s), code
	}
}

// maxCode bounds what is looked at: no code is near 200 bytes, spaces included.
const maxCode = 200
