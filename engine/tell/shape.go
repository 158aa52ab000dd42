package tell

import (
	"slices"
	"strings"

	"banshi/engine/expr"
	"banshi/engine/plan"
	"banshi/engine/value"
)

// scope knows where a rule stands: in the rows of a table, in a reuse, inside all and exists.
type scope struct {
	table *plan.Field      // row.x
	it    shape            // it.x
	among bool             // it is one of several records
	of    *plan.Field      // value
	bound map[string]shape // x of list.exists(x, …)
	near  string           // the one of them that was bound last
}

// with is the scope inside a macro that binds a name to each element of a list.
func (sc scope) with(name string, list shape) scope {
	bound := make(map[string]shape, len(sc.bound)+1)
	for k, v := range sc.bound {
		bound[k] = v
	}
	list.list = false
	bound[name] = list
	sc.bound, sc.near = bound, name
	return sc
}

// shape is what is known of a part of a rule: the field that it is, the record, or the row.
type shape struct {
	field  *plan.Field
	record *plan.RecordType
	fact   *plan.Fact // which gave the record
	table  *plan.Field
	list   bool
	// withheld: it comes from a record about somebody else. Whatever is read from it does too.
	withheld bool
}

// shape finds what a part of a rule is.
func (t *Teller) shape(n *expr.Node, sc scope) shape {
	switch n.Op {
	case expr.Var:
		return t.varShape(n.Name, sc)
	case expr.Get:
		return t.cell(t.shape(n.Args[0], sc), n.Name)
	case expr.Filter:
		return t.shape(n.Args[0], sc)
	case expr.Map:
		body := t.shape(n.Args[1], sc.with(n.Name, t.shape(n.Args[0], sc)))
		return shape{field: body.field, list: true, withheld: body.withheld}
	}
	if saysYesNo(n.Op) {
		return shape{} // whether it holds is for everybody to know
	}
	return t.madeOf(n, sc)
}

// madeOf is the shape of what is worked out from its parts.
func (t *Teller) madeOf(n *expr.Node, sc scope) shape {
	parts := n.Args
	if n.Op == expr.Cond {
		parts = parts[1:]
	}
	var out shape
	withheld := false
	for i, a := range parts {
		s := t.shape(a, sc)
		withheld = withheld || s.withheld
		if i == 0 && (n.Op == expr.Cond || n.Op == expr.List || n.Op == "+" || n.Op == "-") {
			out = s
		}
	}
	switch n.Op {
	case "date":
		out.field = &plan.Field{Type: "date"}
	case expr.List:
		out.list = true
	}
	out.withheld = withheld
	return out
}

// conditions are what says yes or no besides functions.
var conditions = []expr.Op{"!", expr.And, expr.Or, expr.Has, expr.All, expr.Exists}

// saysYesNo tells whether an op gives a yes or no whatever its parts are.
func saysYesNo(op expr.Op) bool {
	f := expr.FunctionOf(op)
	return slices.Contains(conditions, op) || f != nil && f.Boolean()
}

func (t *Teller) varShape(name string, sc scope) shape {
	if s, ok := sc.bound[name]; ok {
		return s
	}
	switch name {
	case "today":
		return shape{field: &plan.Field{Type: "date"}}
	case "it":
		return sc.it
	case "value":
		return shape{field: sc.of}
	case "user.level":
		return shape{field: t.level()}
	case "user.acts_as", "applicant.kind":
		f := &plan.Field{Type: "choice"}
		for _, code := range []string{"self", "agent", "guardian", "family", "village", "person", "organisation"} {
			f.Options = append(f.Options, &plan.Option{Code: code, Text: t.w(code)})
		}
		return shape{field: f}
	}
	if id, ok := strings.CutPrefix(name, "form."); ok {
		if f := t.plan.Field(id); f != nil {
			return fieldShape(f)
		}
	}
	if id, ok := strings.CutPrefix(name, "row."); ok && sc.table != nil {
		return t.cell(shape{table: sc.table}, id)
	}
	if f := t.plan.Fact(name); f != nil {
		return shape{record: t.plan.Records[f.Source], fact: f, list: f.Many, withheld: t.hidden[f.ID]}
	}
	return shape{}
}

// level is an identity level, as it is written.
func (t *Teller) level() *plan.Field { return &plan.Field{Type: "integer", Unit: t.w("level")} }

func fieldShape(f *plan.Field) shape {
	if f.Type == "table" {
		return shape{field: f, table: f, list: true}
	}
	return shape{field: f, list: f.Type == "choices"}
}

// cell finds a cell of a record, or a column or fact of a row.
func (t *Teller) cell(of shape, name string) shape {
	out := shape{}
	if of.record != nil {
		for _, c := range of.record.Cells {
			if c.ID == name {
				out.field = c
			}
		}
	}
	if of.table != nil {
		for _, c := range of.table.Columns {
			if c.ID == name {
				out = fieldShape(c)
			}
		}
		for _, f := range of.table.Facts {
			if f.ID == name {
				out = shape{record: t.plan.Records[f.Source], fact: f, list: f.Many, withheld: t.hidden["form."+of.table.ID+"."+f.ID]}
			}
		}
	}
	out.withheld = out.withheld || of.withheld
	return out
}

// Kinds of values, as far as sentences differ by them.
const (
	isNumber = "number"
	isDate   = "date"
	isText   = "text"
	isList   = "list"
)

// kind tells what kind of value a part of a rule has; "" for what is none of the above.
func (t *Teller) kind(n *expr.Node, sc scope) string {
	switch n.Op {
	case expr.Lit:
		return kindOf(n.Value)
	case expr.List, expr.Filter, expr.Map:
		return isList
	case expr.Cond:
		return t.kind(n.Args[1], sc)
	case "size", "sum", "age", "neg", "number", "*", "/":
		return isNumber
	case "date":
		return isDate
	case "-":
		if t.kind(n.Args[1], sc) == isDate {
			return isNumber // days between
		}
		return t.kind(n.Args[0], sc)
	case "+":
		return t.kind(n.Args[0], sc)
	}
	s := t.shape(n, sc)
	switch {
	case s.list:
		return isList
	case s.field == nil:
		return ""
	case s.field.Type == "integer" || s.field.Type == "number" || s.field.Type == "money":
		return isNumber
	case s.field.Type == "date":
		return isDate
	case s.field.Type == "boolean" || s.field.Type == "file" || s.field.Type == "point":
		return ""
	}
	return isText
}

func kindOf(v value.Value) string {
	switch v.Kind() {
	case value.KindInt, value.KindNumber:
		return isNumber
	case value.KindDate:
		return isDate
	case value.KindText:
		return isText
	case value.KindList:
		return isList
	}
	return ""
}

// scopeOf finds the table, the field and the record that a rule's path speaks of.
func (t *Teller) scopeOf(path string) scope {
	parts := strings.Split(path, ".")
	sc := scope{}
	if len(parts) < 2 {
		return sc
	}
	switch parts[0] {
	case "form":
		t.formScope(&sc, parts)
	case "materials":
		t.materialScope(&sc, parts)
	case "access":
		sc.of = t.level()
	case "dispatch":
		sc.of = &plan.Field{Type: "region"}
	case "handling":
		if parts[len(parts)-1] == "amount" {
			sc.of = &plan.Field{Type: "money"}
		}
	}
	return sc
}

func (t *Teller) materialScope(sc *scope, parts []string) {
	for _, m := range t.plan.Materials {
		if m.ID != parts[1] {
			continue
		}
		sc.table = t.plan.Field(m.Per)
		if len(parts) > 3 && parts[2] == "reuse" {
			if i := number(parts[3]); i >= 0 && i < len(m.Reuse) {
				by := t.shape(m.Reuse[i].Node, *sc)
				sc.it = shape{record: t.plan.Records[m.Reuse[i].Records], withheld: by.withheld}
				sc.among = by.list
			}
		}
	}
}

func (t *Teller) formScope(sc *scope, parts []string) {
	f := t.plan.Field(parts[1])
	if f == nil {
		return
	}
	sc.of = f
	if f.Type != "table" || len(parts) < 3 {
		return
	}
	inRow := parts[2] == "check"
	for _, c := range f.Columns {
		if c.ID == parts[2] {
			sc.of, inRow = c, true
		}
	}
	for _, rf := range f.Facts {
		inRow = inRow || rf.ID == parts[2]
	}
	if inRow {
		sc.table = f
	}
}

// number reads the place in a list that a path counts from 1; -1 for none.
func number(s string) int {
	n := 0
	for _, r := range s {
		if r < '0' || r > '9' {
			return -1
		}
		n = n*10 + int(r-'0')
	}
	return n - 1
}
