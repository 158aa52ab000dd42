package tell

import (
	"strings"

	"banshi/engine/expr"
	"banshi/engine/plan"
	"banshi/engine/value"
)

// equality writes options by their texts, and what is compared by what kind of thing it is.
func (t *Teller) equality(n *expr.Node, sc scope, not bool) string {
	not = not != (n.Op == "!=")
	a, b := t.pair(n.Args, sc)
	key := "=="
	switch kind := t.kind(n.Args[0], sc); {
	case kind == isNumber || t.kind(n.Args[1], sc) == isNumber:
		key = "equals"
	case n.Args[0].Op == expr.Lit || n.Args[1].Op == expr.Lit || n.Args[1].Op == expr.List:
	case kind == isDate:
		key = "same day"
	default:
		key = "agree"
	}
	return t.w(negated(key, not), a, b)
}

// pair writes two things that are compared, each as a value of what the other is. Where both have the
// same title it says whose each is.
func (t *Teller) pair(args []*expr.Node, sc scope) (string, string) {
	a, b := t.part(args[0], args[1], sc), t.part(args[1], args[0], sc)
	if isName(args[0]) && isName(args[1]) && (sameTitle(a, b) || sameTitle(b, a)) {
		if x, y := t.whose(args[0], sc), t.whose(args[1], sc); x != y {
			return x, y
		}
	}
	return a, b
}

// sameTitle tells two names that end, or in English begin, with one title.
func sameTitle(a, b string) bool { return strings.HasSuffix(a, b) || strings.HasPrefix(a, b+" ") }

func isName(n *expr.Node) bool { return n.Op == expr.Var || n.Op == expr.Get }

func (t *Teller) membership(n *expr.Node, sc scope, not bool) string {
	a, list := n.Args[0], n.Args[1]
	key := "in"
	switch {
	case list.Op == expr.List && len(list.Args) == 1:
		key = "=="
	case list.Op != expr.List:
		key = "chosen"
	}
	return t.w(negated(key, not), t.part(a, list, sc), t.part(list, a, sc))
}

// opposite is the comparison that holds where another does not.
var opposite = map[expr.Op]expr.Op{"<": ">=", "<=": ">", ">": "<=", ">=": "<"}

// call writes every other function by its pattern.
func (t *Teller) call(n *expr.Node, sc scope, not bool) string {
	if o, ok := opposite[n.Op]; ok {
		if not {
			return t.order(o, n.Args, sc)
		}
		return t.order(n.Op, n.Args, sc)
	}
	switch n.Op {
	case "+", "-", "*", "/":
		return t.arithmetic(n, nil, sc)
	case "startsWith":
		return t.begins(n, sc, not)
	case "same_name", "same_address":
		a, b := t.pair(n.Args, sc)
		return t.w(negated(string(n.Op), not), a, b)
	case "years", "months", "days", "workdays":
		return t.period(n, sc)
	case "greatest":
		if list := t.shape(n.Args[0], sc); list.field != nil && list.field.Type == "date" {
			return t.w("latest", t.operand(n.Args[0], sc))
		}
	case "size":
		if t.kind(n.Args[0], sc) != isList {
			return t.w("length", t.operand(n.Args[0], sc))
		}
	}
	var parts []string
	for _, a := range n.Args {
		parts = append(parts, t.operand(a, sc))
	}
	return t.w(negated(string(n.Op), not), parts...)
}

// order writes < <= > >=: of days earlier and later, of an age from which birthday on.
func (t *Teller) order(op expr.Op, args []*expr.Node, sc scope) string {
	if born := args[0]; born.Op == "age" {
		return t.w("age"+string(op), t.operand(born.Args[0], sc), t.operand(born.Args[1], sc), t.operand(args[1], sc))
	}
	a, b := t.pair(args, sc)
	if t.isDate(args[0], sc) || t.isDate(args[1], sc) {
		return t.w("date"+string(op), a, b)
	}
	return t.w(string(op), a, b)
}

// arithmetic writes + - * /: days go on and back, texts are put together, and what would be read
// otherwise stands in brackets.
func (t *Teller) arithmetic(n *expr.Node, as *plan.Field, sc scope) string {
	key := string(n.Op)
	switch first := t.kind(n.Args[0], sc); {
	case n.Op == "+" && first == isText:
		return t.w("put together", strings.Join(t.pieces(n, as, sc), t.w("and")))
	case n.Op == "-" && first == isDate && t.isDate(n.Args[1], sc):
		key = "date-date"
	case first == isDate && binds(n.Op) == 1: // nothing else is made of a day
		key = "date" + key
	}
	var parts [2]string
	for i, a := range n.Args {
		switch {
		case n.Op == "*" || n.Op == "/": // a factor has no unit of the other's
			parts[i] = t.operand(a, sc)
		case a.Op == expr.Lit && as == nil:
			parts[i] = t.part(a, n.Args[1-i], sc)
		default:
			parts[i] = t.valueOf(a, as, sc)
			if loose(a) {
				parts[i] = t.bracketed(parts[i])
			}
		}
		if binds(a.Op) > 0 && (binds(a.Op) < binds(n.Op) || binds(a.Op) == binds(n.Op) && i == 1 && n.Op != "+") {
			parts[i] = t.bracketed(parts[i])
		}
	}
	return t.w(key, parts[0], parts[1])
}

// binds tells how closely an operator binds; 0 for what is none.
func binds(op expr.Op) int {
	switch op {
	case "+", "-":
		return 1
	case "*", "/":
		return 2
	}
	return 0
}

// pieces are the texts that are put together.
func (t *Teller) pieces(n *expr.Node, as *plan.Field, sc scope) []string {
	if n.Op == "+" {
		return append(t.pieces(n.Args[0], as, sc), t.pieces(n.Args[1], as, sc)...)
	}
	text := t.valueOf(n, as, sc)
	if loose(n) {
		text = t.bracketed(text)
	}
	return []string{text}
}

// begins writes startsWith: a region lies in another, a code belongs under another or begins with it.
func (t *Teller) begins(n *expr.Node, sc scope, not bool) string {
	a, b := n.Args[0], n.Args[1]
	s := t.shape(a, sc)
	switch {
	case s.field != nil && s.field.Type == "region" && b.Op == expr.Lit:
		return t.w(negated("within", not), t.operand(a, sc), t.format(b.Value, s.field))
	case t.isCoded(a, sc) && hasOption(s.field, b.Value):
		return t.w(negated("belongs", not), t.operand(a, sc), t.part(b, a, sc))
	case t.isCoded(a, sc):
		return t.w(negated("startsWith", not), t.w("code of", t.operand(a, sc)), t.operand(b, sc))
	}
	return t.w(negated("startsWith", not), t.operand(a, sc), t.operand(b, sc))
}

func (t *Teller) isCoded(n *expr.Node, sc scope) bool {
	s := t.shape(n, sc)
	return s.field != nil && (s.field.Type == "choice" || s.field.Type == "choices")
}

func hasOption(f *plan.Field, v value.Value) bool {
	for _, o := range f.Options {
		if o.Code == v.Text() {
			return true
		}
	}
	return false
}

// period writes a length of time. A field that has a unit of its own says by it what is counted.
func (t *Teller) period(n *expr.Node, sc scope) string {
	key := string(n.Op)
	switch {
	case n.Args[0].Op == expr.Lit && n.Args[0].Value.Int() == 1:
		key += "1"
	case n.Args[0].Op != expr.Lit:
		key += "*"
		if s := t.shape(n.Args[0], sc); s.field != nil && s.field.Unit != "" {
			key = "counted"
		}
	}
	return t.w(key, t.operand(n.Args[0], sc))
}

func (t *Teller) isDate(n *expr.Node, sc scope) bool { return t.kind(n, sc) == isDate }
