// Package rule judges the text of a rule: it has cel-go parse and type-check it against the names
// and types of one item, refuses what lies outside the rule language, bounds its cost, and hands over
// a checked rule as data (package expr). It is the only importer of cel-go.
//
// Evaluation is not here: three values with the names of what is missing, equal to the byte on the
// server and in every client, are package expr's work.
package rule

import (
	"sort"

	"cel.dev/cel-go/cel"
)

// Type is the type of a value in a rule.
type Type struct {
	Kind    Kind
	Elem    *Type        // of a list
	Record  *RecordType  // of a record
	Options []OptionCode // of a choice: what a literal beside it may be
	Most    int          // greatest length of a text in code points, or of a list; 0: not said
}

// OptionCode is one code of a choice, with the text that people see.
type OptionCode struct{ Code, Text string }

// Kind is a word of the type table.
type Kind string

// The kinds of the rule language.
const (
	Text    Kind = "text"
	Boolean Kind = "boolean"
	Integer Kind = "integer"
	Number  Kind = "number"
	Date    Kind = "date"
	Period  Kind = "period"
	Opaque  Kind = "opaque" // a file or a point: only `has`
	List    Kind = "list"
	Record  Kind = "record"
)

// RecordType is what one may read of `form`, `applicant`, a row or a record. Name must be unique in
// an environment and is never shown.
type RecordType struct {
	Name   string
	Title  string // how messages call it: 表单, 法人登记库 …
	Fields map[string]*Type
}

// Names lists the fields in alphabetical order.
func (r *RecordType) Names() []string {
	out := make([]string, 0, len(r.Fields))
	for n := range r.Fields {
		out = append(out, n)
	}
	sort.Strings(out)
	return out
}

// Scalar is a type without parts.
func Scalar(k Kind) *Type { return &Type{Kind: k} }

// ListOf is the type of a list.
func ListOf(elem *Type, most int) *Type { return &Type{Kind: List, Elem: elem, Most: most} }

// RecordOf is the type of a record.
func RecordOf(r *RecordType) *Type { return &Type{Kind: Record, Record: r} }

var (
	celNumber = cel.ObjectType("number")
	celDate   = cel.ObjectType("date")
	celPeriod = cel.ObjectType("period")
	celOpaque = cel.ObjectType("opaque")
)

func (t *Type) cel() *cel.Type {
	switch t.Kind {
	case Text:
		return cel.StringType
	case Boolean:
		return cel.BoolType
	case Integer:
		return cel.IntType
	case Number:
		return celNumber
	case Date:
		return celDate
	case Period:
		return celPeriod
	case Opaque:
		return celOpaque
	case List:
		return cel.ListType(t.Elem.cel())
	}
	return cel.ObjectType(t.Record.Name)
}

// Word says the type in Chinese, for messages.
func (t *Type) Word() string {
	switch t.Kind {
	case List:
		if t.Elem.Kind == Record {
			return "记录列表"
		}
		return t.Elem.Word() + "列表"
	case Record:
		return "一条记录"
	}
	return kindWords[t.Kind]
}

var kindWords = map[Kind]string{
	Text: "文本", Boolean: "是或否", Integer: "整数", Number: "数", Date: "日期", Period: "一段时间", Opaque: "附件",
}

// celWord says a type of cel-go in Chinese.
func celWord(t *cel.Type) string {
	switch {
	case t.IsExactType(cel.StringType):
		return kindWords[Text]
	case t.IsExactType(cel.BoolType):
		return kindWords[Boolean]
	case t.IsExactType(cel.IntType):
		return kindWords[Integer]
	case t.IsExactType(celNumber):
		return kindWords[Number]
	case t.IsExactType(celDate):
		return kindWords[Date]
	case t.IsExactType(celPeriod):
		return kindWords[Period]
	case t.IsExactType(celOpaque):
		return kindWords[Opaque]
	case t.Kind() == cel.ListKind:
		if len(t.Parameters()) == 1 && t.Parameters()[0].Kind() == cel.StructKind && !scalarObject(t.Parameters()[0]) {
			return "记录列表"
		}
		return celWord(t.Parameters()[0]) + "列表"
	}
	return "一条记录"
}

func scalarObject(t *cel.Type) bool {
	return t.IsExactType(celNumber) || t.IsExactType(celDate) || t.IsExactType(celPeriod) || t.IsExactType(celOpaque)
}
