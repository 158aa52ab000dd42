package tell

import (
	"slices"
	"strings"

	"banshi/engine/expr"
	"banshi/engine/plan"
	"banshi/engine/value"
)

// Sentence writes a rule of the plan as a sentence. path is the rule's, as eval.Session.Trace names it:
// it tells in which table, field or reuse the rule stands.
func (t *Teller) Sentence(path string, n *expr.Node) string {
	sc := t.scopeOf(path)
	if strings.HasSuffix(path, ".value") && sc.of != nil && !t.isCondition(n, sc) {
		return t.part(n, &expr.Node{Op: expr.Var, Name: "value"}, sc) // a literal is one of the field's own
	}
	return t.say(n, sc, false)
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
		for _, m := range t.plan.Materials {
			if m.ID != parts[1] {
				continue
			}
			sc.table = t.fieldNamed(m.Per)
			if len(parts) > 3 && parts[2] == "reuse" {
				if i := number(parts[3]); i >= 0 && i < len(m.Reuse) {
					sc.it = t.plan.Records[m.Reuse[i].Records]
				}
			}
		}
	}
	return sc
}

func (t *Teller) formScope(sc *scope, parts []string) {
	f := t.fieldNamed(parts[1])
	if f == nil {
		return
	}
	sc.of = f
	if f.Type != "table" {
		return
	}
	if len(parts) > 2 {
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
}

func (t *Teller) fieldNamed(id string) *plan.Field {
	for _, f := range t.plan.Fields {
		if f.ID == id && id != "" {
			return f
		}
	}
	return nil
}

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

// say writes a node; not says the opposite.
func (t *Teller) say(n *expr.Node, sc scope, not bool) string {
	switch n.Op {
	case expr.Lit:
		return t.literal(n, nil, not)
	case expr.Var, expr.Get:
		return t.reference(n, sc, not)
	case "!":
		return t.say(n.Args[0], sc, !not)
	case expr.And, expr.Or:
		return t.joined(n, sc, not)
	case expr.All, expr.Exists, expr.Filter, expr.Map:
		return t.macro(n, sc, not)
	case expr.Has:
		return t.w(negated("has", not), t.say(n.Args[0], sc, false))
	case expr.Cond:
		return t.cond(n, sc, not)
	case expr.List:
		return t.list(n, sc, nil)
	case "==", "!=":
		return t.equality(n, sc, not)
	case "in":
		return t.membership(n, sc, not)
	case "date":
		if d, ok := value.ParseDate(n.Args[0].Value.Text()); ok {
			return t.format(value.DateOf(d), nil)
		}
	}
	return t.call(n, sc, not)
}

func negated(key string, not bool) string {
	if not {
		return "!" + key
	}
	return key
}

func (t *Teller) literal(n *expr.Node, as *plan.Field, not bool) string {
	switch {
	case n.IsConst(!not):
		return t.w("always")
	case n.IsConst(not) && n.Value.Kind() == value.KindBool:
		return t.w("never")
	case n.Value.Kind() == value.KindText && n.Value.Text() == "":
		return t.w("nothing")
	}
	text := t.format(n.Value, as)
	if n.Value.Kind() == value.KindText {
		return t.w("quote", text)
	}
	return text
}

// reference writes a name; of a yes or no that stands alone it says which.
func (t *Teller) reference(n *expr.Node, sc scope, not bool) string {
	name := t.name(n, sc)
	if n.Op == expr.Get && n.Name == "live" {
		if base := n.Args[0]; base.Op == expr.Var && (base.Name == "it" || t.isBound(base, sc)) {
			name = ""
		} else {
			name = t.name(base, sc)
		}
		return strings.TrimSpace(t.w(negated("live", not), name))
	}
	if s := t.shape(n, sc); s.field != nil && s.field.Type == "boolean" {
		if not {
			return t.w("no", name)
		}
		return t.w("yes", name)
	}
	if not {
		return t.w("!", name)
	}
	return name
}

// joined writes && and ||; the opposite of a && b is not a || not b.
func (t *Teller) joined(n *expr.Node, sc scope, not bool) string {
	op := n.Op
	if not && op == expr.And {
		op = expr.Or
	} else if not {
		op = expr.And
	}
	parts := [2]string{}
	for i, a := range n.Args {
		parts[i] = t.say(a, sc, not)
		if inner := plainOp(a); (inner == expr.And || inner == expr.Or) && inner != n.Op {
			parts[i] = t.w("open") + parts[i] + t.w("close")
		}
	}
	return t.w(string(op), parts[0], parts[1])
}

// plainOp is the op below negations, which sentences carry inwards.
func plainOp(n *expr.Node) expr.Op {
	flipped := false
	for n.Op == "!" {
		n, flipped = n.Args[0], !flipped
	}
	switch {
	case flipped && n.Op == expr.And:
		return expr.Or
	case flipped && n.Op == expr.Or:
		return expr.And
	}
	return n.Op
}

func (t *Teller) macro(n *expr.Node, sc scope, not bool) string {
	list := t.say(n.Args[0], sc, false)
	inner := sc.with(n.Name, t.shape(n.Args[0], sc))
	key := string(n.Op)
	if n.Op == expr.All || n.Op == expr.Exists {
		key = negated(key, not)
	}
	body := t.say(n.Args[1], inner, false)
	if o := plainOp(n.Args[1]); o == expr.And || o == expr.Or {
		body = t.w("open") + body + t.w("close")
	}
	return t.w(key, list, body)
}

func (t *Teller) isBound(n *expr.Node, sc scope) bool {
	_, ok := sc.bound[n.Name]
	return ok
}

func (t *Teller) cond(n *expr.Node, sc scope, not bool) string {
	key := "?:"
	if t.isCondition(n.Args[1], sc) && t.isCondition(n.Args[2], sc) {
		key = "?:that"
	}
	return t.w(key, t.say(n.Args[0], sc, false), t.say(n.Args[1], sc, not), t.say(n.Args[2], sc, not))
}

func (t *Teller) isCondition(n *expr.Node, sc scope) bool {
	switch n.Op {
	case "!", expr.And, expr.Or, expr.Has, expr.All, expr.Exists:
		return true
	case expr.Lit:
		return n.Value.Kind() == value.KindBool
	}
	if f := expr.FunctionOf(n.Op); f != nil {
		return f.Boolean()
	}
	s := t.shape(n, sc)
	return s.field != nil && s.field.Type == "boolean"
}

// equality writes options by their texts, and a comparison with true or false as a plain yes or no.
func (t *Teller) equality(n *expr.Node, sc scope, not bool) string {
	not = not != (n.Op == "!=")
	a, b := n.Args[0], n.Args[1]
	for _, pair := range [][2]*expr.Node{{a, b}, {b, a}} {
		if lit := pair[1]; lit.Op == expr.Lit && lit.Value.Kind() == value.KindBool {
			return t.say(pair[0], sc, not == lit.Value.Bool())
		}
	}
	key := "=="
	if not {
		key = "!="
	}
	return t.w(key, t.part(a, b, sc), t.part(b, a, sc))
}

// part writes a as a value of what b is.
func (t *Teller) part(a, b *expr.Node, sc scope) string {
	switch a.Op {
	case expr.Lit:
		return t.literal(a, t.shape(b, sc).field, false)
	case expr.List:
		return t.list(a, sc, t.shape(b, sc).field)
	case expr.Var, expr.Get:
		return t.name(a, sc)
	}
	return t.say(a, sc, false)
}

func (t *Teller) list(n *expr.Node, sc scope, as *plan.Field) string {
	if len(n.Args) == 0 {
		return t.w("none")
	}
	var out []string
	for _, a := range n.Args {
		if a.Op == expr.Lit {
			out = append(out, t.literal(a, as, false))
			continue
		}
		out = append(out, t.say(a, sc, false))
	}
	return strings.Join(out, t.w("and"))
}

func (t *Teller) membership(n *expr.Node, sc scope, not bool) string {
	key := "in"
	if s := t.shape(n.Args[1], sc); s.field != nil && n.Args[1].Op != expr.List {
		key = "chosen"
	}
	if not {
		key = "not" + key
	}
	return t.w(key, t.part(n.Args[0], n.Args[1], sc), t.part(n.Args[1], n.Args[0], sc))
}

var ordered = []expr.Op{"<", "<=", ">", ">="}

// call writes every other function by its pattern.
func (t *Teller) call(n *expr.Node, sc scope, not bool) string {
	var parts []string
	for i, a := range n.Args {
		parts = append(parts, t.part(a, n.Args[max(0, len(n.Args)-1-i)], sc))
	}
	key := string(n.Op)
	switch {
	case slices.Contains(ordered, n.Op):
		if key = negated(key, not); t.isDate(n.Args[0], sc) || t.isDate(n.Args[1], sc) {
			key = "date" + key
		}
		return t.w(key, parts...)
	case (n.Op == "+" || n.Op == "-") && t.isDate(n.Args[0], sc):
		key = "date" + key
		if n.Op == "-" && t.isDate(n.Args[1], sc) {
			key = "date-date"
		}
	case n.Args[0].Op != expr.Lit && words[key+"*"] != [2]string{}:
		key += "*"
	case n.Op == "size" && !t.isList(n.Args[0], sc):
		key = "length"
	case n.Op == "startsWith" && t.isRegion(n.Args[0], sc):
		key = "within"
		parts[1] = strings.Trim(parts[1], "“”")
	}
	if _, ok := words["!"+key]; not && ok {
		return t.w("!"+key, parts...)
	}
	text := t.w(key, parts...)
	if not {
		return t.w("!", text)
	}
	return text
}

func (t *Teller) isDate(n *expr.Node, sc scope) bool {
	s := t.shape(n, sc)
	if n.Op == "-" && len(n.Args) == 2 && t.isDate(n.Args[1], sc) {
		return false // days between
	}
	return s.field != nil && s.field.Type == "date" && !s.list
}

func (t *Teller) isList(n *expr.Node, sc scope) bool {
	return n.Op == expr.List || n.Op == expr.Filter || n.Op == expr.Map || t.shape(n, sc).list
}

func (t *Teller) isRegion(n *expr.Node, sc scope) bool {
	s := t.shape(n, sc)
	return s.field != nil && s.field.Type == "region"
}
