package tell

import (
	"strings"

	"banshi/engine/expr"
	"banshi/engine/plan"
	"banshi/engine/value"
)

// Sentence writes a rule of the plan as a sentence. path is the rule's, as eval.Session.Trace names it:
// it tells in which table, field or reuse the rule stands.
func (t *Teller) Sentence(path string, n *expr.Node) string {
	sc := t.scopeOf(path)
	switch {
	case strings.HasSuffix(path, ".sign") && (n.Name == "applicant.no" || n.Name == "user.no"):
		return t.w(strings.TrimSuffix(n.Name, ".no"))
	case givesValue(path):
		return t.valueOf(n, sc.of, sc)
	}
	return t.say(n, sc, false)
}

// givesValue tells the rules that are asked for a value, and not whether something holds.
func givesValue(path string) bool {
	switch path[strings.LastIndexByte(path, '.')+1:] {
	case "value", "min", "max", "amount", "sign", "by", "key", "within", "identity":
		return true
	}
	return false
}

// affirmed looks through negations and through comparisons with true or false; not tells whether the
// opposite of what is left is meant.
func affirmed(n *expr.Node, not bool) (*expr.Node, bool) {
	for {
		switch n.Op {
		case "!":
			n, not = n.Args[0], !not
			continue
		case "==", "!=":
			for i, a := range n.Args {
				if a.Op == expr.Lit && a.Value.Kind() == value.KindBool {
					n, not = n.Args[1-i], not != (n.Op == "!=") != !a.Value.Bool()
					return affirmed(n, not)
				}
			}
		}
		return n, not
	}
}

// say writes a condition; not says the opposite.
func (t *Teller) say(n *expr.Node, sc scope, not bool) string {
	return t.marks.around(n, t.stated(n, sc, not))
}

func (t *Teller) stated(n *expr.Node, sc scope, not bool) string {
	n, not = affirmed(n, not)
	switch n.Op {
	case expr.Lit:
		return t.literal(n, nil, not)
	case expr.Var, expr.Get:
		return t.reference(n, sc, not)
	case expr.And, expr.Or:
		return t.joined(n, sc, not)
	case expr.All, expr.Exists, expr.Filter, expr.Map:
		return t.macro(n, sc, not)
	case expr.Has:
		return t.has(n.Args[0], sc, not)
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

// valueOf writes a part that stands for a value of the field as.
func (t *Teller) valueOf(n *expr.Node, as *plan.Field, sc scope) string {
	switch n.Op {
	case expr.Lit:
		return t.literal(n, as, false)
	case expr.List:
		return t.list(n, sc, as)
	case expr.Var, expr.Get:
		return t.name(n, sc)
	case expr.Cond:
		return t.choice(n, as, sc)
	case "+", "-":
		if !t.isDate(n.Args[0], sc) {
			return t.arithmetic(n, as, sc)
		}
	}
	return t.say(n, sc, false)
}

// part writes a as a value of what b is.
func (t *Teller) part(a, b *expr.Node, sc scope) string {
	text := t.valueOf(a, t.shape(b, sc).field, sc)
	if loose(a) {
		return t.bracketed(text)
	}
	return text
}

// operand writes a part that stands alone in a sentence about something else.
func (t *Teller) operand(n *expr.Node, sc scope) string { return t.part(n, n, sc) }

// loose tells what falls apart inside another sentence.
func loose(n *expr.Node) bool {
	n, _ = affirmed(n, false)
	return n.Op == expr.Cond && !orNone(n) && !onlyIf(n) || n.Op == expr.And || n.Op == expr.Or
}

// orNone tells has(x) ? x : 0.
func orNone(n *expr.Node) bool {
	return n.Args[0].Op == expr.Has && sameName(n.Args[0].Args[0], n.Args[1])
}

// onlyIf tells c ? "text" : "".
func onlyIf(n *expr.Node) bool {
	other := n.Args[2]
	return other.Op == expr.Lit && other.Value.Kind() == value.KindText && other.Value.Text() == ""
}

func negated(key string, not bool) string {
	if not {
		return "!" + key
	}
	return key
}

func (t *Teller) literal(n *expr.Node, as *plan.Field, not bool) string {
	switch {
	case n.Value.Kind() == value.KindBool && as != nil:
		return t.format(n.Value, as)
	case n.IsConst(!not):
		return t.w("always")
	case n.IsConst(not):
		return t.w("never")
	case n.Value.Kind() == value.KindText && n.Value.Text() == "":
		return t.w("nothing")
	}
	text := t.format(n.Value, as)
	if n.Value.Kind() == value.KindText {
		return t.quoted(text)
	}
	return text
}

// reference writes a name; of a yes or no that stands alone it says which.
func (t *Teller) reference(n *expr.Node, sc scope, not bool) string {
	if n.Op == expr.Get && n.Name == "live" {
		name := ""
		if base := n.Args[0]; !sc.goesWithoutSaying(base) {
			name = t.name(base, sc)
		}
		return strings.TrimSpace(t.w(negated("live", not), name))
	}
	name := t.name(n, sc)
	if s := t.shape(n, sc); s.field != nil && s.field.Type == "boolean" {
		return t.w(negated("yes", not), name)
	}
	if not {
		return t.w("!", name)
	}
	return name
}

// has says that something is there: an answer, a cell of a register, a record.
func (t *Teller) has(n *expr.Node, sc scope, not bool) string {
	s := t.shape(n, sc)
	ofRecord := n.Op == expr.Get && t.shape(n.Args[0], sc).record != nil
	switch {
	case ofRecord && sc.goesWithoutSaying(n.Args[0]):
		return t.w(negated("has cell", not), t.name(n, sc))
	case ofRecord:
		return t.w(negated("has cell of", not), t.title(s.field.Title), t.name(n.Args[0], sc))
	case s.record != nil:
		return t.hasRecord(n, s, sc, not)
	case s.field != nil && (n.Op == expr.Get || !strings.Contains(n.Name, "user.")):
		return t.w(negated("has answer", not), t.name(n, sc))
	}
	return t.w(negated("has", not), t.name(n, sc))
}

func (t *Teller) hasRecord(n *expr.Node, s shape, sc scope, not bool) string {
	key := "has "
	if !isLicence(s.record) {
		key = "has record "
	}
	inner := sc
	if n.Op == expr.Get {
		inner = scope{table: t.shape(n.Args[0], sc).table}
	}
	by := t.byKey(s.fact, inner)
	if by == "" {
		return t.w(negated(strings.TrimSpace(key), not), t.name(n, sc))
	}
	return t.w(negated(key+by, not), s.record.Title, t.operand(s.fact.Key, inner))
}

// joined writes && and ||; the opposite of a && b is not a || not b.
func (t *Teller) joined(n *expr.Node, sc scope, not bool) string {
	op := flipped(n.Op, not)
	parts := [2]string{}
	for i, a := range n.Args {
		parts[i] = t.say(a, sc, not)
		inner, innerNot := affirmed(a, not)
		if o := flipped(inner.Op, innerNot); o != op && loose(inner) {
			parts[i] = t.bracketed(parts[i])
		}
	}
	return t.w(string(op), parts[0], parts[1])
}

func flipped(op expr.Op, not bool) expr.Op {
	switch {
	case not && op == expr.And:
		return expr.Or
	case not && op == expr.Or:
		return expr.And
	}
	return op
}

// macro writes what is said of the elements of a list. What is said of them stands in brackets: where
// it ends could not be told otherwise.
func (t *Teller) macro(n *expr.Node, sc scope, not bool) string {
	if n.Op == expr.Exists {
		if text, ok := t.anyOf(n, sc, not); ok {
			return text
		}
	}
	list := t.operand(n.Args[0], sc)
	inner := sc.with(n.Name, t.shape(n.Args[0], sc))
	switch {
	case n.Op == expr.Map && n.Args[0].Op == expr.Filter:
		return t.w("of", list, t.operand(n.Args[1], inner))
	case n.Op == expr.Map:
		return t.w("map", list, t.operand(n.Args[1], inner))
	}
	return t.w(negated(string(n.Op), not), list, t.bracketed(t.say(n.Args[1], inner, false)))
}

// anyOf writes ["a", "b"].exists(x, form.name.contains(x)) by the name that is looked at.
func (t *Teller) anyOf(n *expr.Node, sc scope, not bool) (string, bool) {
	list, body := n.Args[0], n.Args[1]
	if !writtenOut(list) || body.Op != "contains" && body.Op != "startsWith" {
		return "", false
	}
	if x := body.Args[1]; x.Op != expr.Var || x.Name != n.Name || reads(body.Args[0], n.Name) {
		return "", false
	}
	name := t.operand(body.Args[0], sc)
	key := negated("any "+string(body.Op), not)
	if body.Op == "startsWith" && t.isCoded(body.Args[0], sc) {
		name = t.w("code of", name)
	}
	return t.w(key, name, t.list(list, sc, nil)), true
}

func reads(n *expr.Node, name string) bool {
	for _, r := range n.Reads() {
		if r == name {
			return true
		}
	}
	return false
}

// cond writes c ? a : b where a and b are conditions.
func (t *Teller) cond(n *expr.Node, sc scope, not bool) string {
	if !t.isCondition(n.Args[1], sc) || !t.isCondition(n.Args[2], sc) {
		return t.choice(n, nil, sc)
	}
	side := func(a *expr.Node) string {
		text := t.say(a, sc, not)
		if loose(a) {
			return t.bracketed(text)
		}
		return text
	}
	return t.w("?:that", t.say(n.Args[0], sc, false), side(n.Args[1]), side(n.Args[2]))
}

// choice writes c ? a : b where a and b are values of the field as.
func (t *Teller) choice(n *expr.Node, as *plan.Field, sc scope) string {
	when, then, other := n.Args[0], n.Args[1], n.Args[2]
	switch {
	case orNone(n):
		return t.w("?:has", t.name(then, sc), t.valueOf(other, as, sc))
	case onlyIf(n):
		return t.w("?:only", t.say(when, sc, false), t.valueOf(then, as, sc))
	case other.Op == expr.Cond && loose(other):
		return t.w("?:next", t.say(when, sc, false), t.valueOf(then, as, sc), t.choice(other, as, sc))
	}
	return t.w("?:", t.say(when, sc, false), t.valueOf(then, as, sc), t.valueOf(other, as, sc))
}

// sameName tells two parts that are one name.
func sameName(a, b *expr.Node) bool {
	if a.Op != b.Op || a.Name != b.Name || a.Op != expr.Var && a.Op != expr.Get {
		return false
	}
	return a.Op == expr.Var || sameName(a.Args[0], b.Args[0])
}

func (t *Teller) isCondition(n *expr.Node, sc scope) bool {
	switch {
	case saysYesNo(n.Op):
		return true
	case n.Op == expr.Lit:
		return n.Value.Kind() == value.KindBool
	case n.Op == expr.Cond:
		return t.isCondition(n.Args[1], sc)
	}
	s := t.shape(n, sc)
	return s.field != nil && s.field.Type == "boolean"
}

func (t *Teller) list(n *expr.Node, sc scope, as *plan.Field) string {
	if len(n.Args) == 0 {
		return t.w("none")
	}
	var out []string
	for i := 0; i < len(n.Args); i++ {
		if end := run(n.Args[i:]); end > 3 && as == nil {
			out = append(out, t.w("to", t.literal(n.Args[i], nil, false), t.literal(n.Args[i+end-1], nil, false)))
			i += end - 1
			continue
		}
		out = append(out, t.valueOf(n.Args[i], as, sc))
	}
	return strings.Join(out, t.w("and"))
}

// run counts the single characters at the begin of a list that follow each other: "0", "1", "2".
func run(list []*expr.Node) int {
	for i, n := range list {
		r := []rune(n.Value.Text())
		if n.Op != expr.Lit || len(r) != 1 || i > 0 && r[0] != []rune(list[i-1].Value.Text())[0]+1 {
			return i
		}
	}
	return len(list)
}
