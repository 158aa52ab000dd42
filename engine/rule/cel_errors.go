package rule

import (
	"regexp"
	"strings"

	"cel.dev/cel-go/common"
	"cel.dev/cel-go/common/ast"

	"banshi/engine/expr"
)

// What cel-go says of a rule, said again for authors.

func parseFault(src string, err *common.Error) Fault {
	at := offsetOf(src, err.Location)
	switch {
	case strings.Contains(err.Message, "exceed") || strings.Contains(err.Message, "limit"):
		return ruleTooLong(src)
	case strings.Contains(err.Message, "simple name"):
		return noNewName(at)
	}
	return unreadable(at)
}

func offsetOf(src string, loc common.Location) int {
	if loc.Line() < 1 {
		return 0
	}
	offset := 0
	for i, line := range strings.SplitAfter(src, "\n") {
		if i+1 == loc.Line() {
			return offset + max(loc.Column(), 0)
		}
		offset += len([]rune(line))
	}
	return offset
}

var (
	undefinedField = regexp.MustCompile(`^undefined field '(.+)'`)
	undeclared     = regexp.MustCompile(`^undeclared reference to '(.+?)'`)
	noOverload     = regexp.MustCompile(`^found no matching overload for '(.+?)' applied to '(.*)'$`)
	noSelection    = regexp.MustCompile(`^type '(.+)' does not support field selection`)
	noRange        = regexp.MustCompile(`^expression of type '(.+)' cannot be range of a comprehension`)
	mixedTypes     = regexp.MustCompile(`^expected type '(.+)' but found '(.+)'`)
)

func (x *exporter) checkFaults(errs []*common.Error) {
	for _, err := range errs {
		at := offsetOf(x.src, err.Location)
		switch m := err.Message; {
		case undefinedField.MatchString(m):
			x.add(noField(x.recordAt(err.ExprID), undefinedField.FindStringSubmatch(m)[1], at+1))
		case undeclared.MatchString(m):
			name := undeclared.FindStringSubmatch(m)[1]
			x.add(x.env.undeclared(name, calledAt(x.src, name, at)))
		case noOverload.MatchString(m):
			call := noOverload.FindStringSubmatch(m)
			x.add(overload(x.src, call[1], typesOf(call[2]), at))
		case noSelection.MatchString(m):
			x.add(selection(noSelection.FindStringSubmatch(m)[1], at))
		case noRange.MatchString(m):
			from, to := x.extent(err.ExprID, at)
			x.add(notAList(noRange.FindStringSubmatch(m)[1], string(x.text[from:to]), from, to))
		case mixedTypes.MatchString(m):
			from, to := x.extent(err.ExprID, at)
			types := mixedTypes.FindStringSubmatch(m)
			x.add(otherType(types[1], types[2], from, to))
		default:
			x.add(Fault{Code: "rule-type", From: at, To: at + 1, Message: "这里的类型不对", Hint: "看看运算符两边是不是同一种东西"})
		}
	}
}

// calledAt is where the name of a call stands: cel-go places a call at its bracket.
func calledAt(src, name string, at int) int {
	text, length := []rune(src), len([]rune(name))
	if at < len(text) && text[at] == '(' && at >= length && string(text[at-length:at]) == name {
		return at - length
	}
	return at
}

// extent is where an expression stands: a name with all that is in front of its dots; anything else is
// one character.
func (x *exporter) extent(id int64, at int) (from, to int) {
	from, to = at, min(at+1, len(x.text))
	ast.PostOrderVisit(x.ast.Expr(), ast.NewExprVisitor(func(e ast.Expr) {
		if e.ID() != id {
			return
		}
		inner := e
		for inner.Kind() == ast.SelectKind {
			inner = inner.AsSelect().Operand()
		}
		switch {
		case inner.Kind() != ast.IdentKind:
			return
		case e.Kind() == ast.SelectKind:
			to = x.wordEnd(e.ID(), e.AsSelect().FieldName())
		default:
			to = min(at+len([]rune(inner.AsIdent())), len(x.text))
		}
		from, _ = x.at(inner.ID())
	}))
	return from, to
}

// recordAt finds the record type whose field was asked for by the select with an id.
func (x *exporter) recordAt(id int64) (found *RecordType) {
	var walk func(e ast.Expr, bound map[string]*Type)
	walk = func(e ast.Expr, bound map[string]*Type) {
		switch e.Kind() {
		case ast.SelectKind:
			if t := x.env.typeBefore(e.AsSelect().Operand(), bound); e.ID() == id && t != nil && t.Kind == Record {
				found = t.Record
			}
			walk(e.AsSelect().Operand(), bound)
		case ast.ListKind:
			for _, el := range e.AsList().Elements() {
				walk(el, bound)
			}
		case ast.CallKind:
			if e.AsCall().IsMemberFunction() {
				walk(e.AsCall().Target(), bound)
			}
			for _, a := range e.AsCall().Args() {
				walk(a, bound)
			}
		case ast.ComprehensionKind:
			c := e.AsComprehension()
			walk(c.IterRange(), bound)
			walk(c.LoopStep(), bind(c.IterVar(), x.env.typeBefore(c.IterRange(), bound), bound))
		}
	}
	walk(x.ast.Expr(), nil)
	return found
}

// typeBefore is the type of names, their fields and what filter leaves of them: as much as can be known
// of a rule that did not pass the check.
func (e *Env) typeBefore(x ast.Expr, bound map[string]*Type) *Type {
	switch x.Kind() {
	case ast.IdentKind:
		return e.varType(x.AsIdent(), bound)
	case ast.SelectKind:
		if t := e.typeBefore(x.AsSelect().Operand(), bound); t != nil && t.Kind == Record {
			return t.Record.Fields[x.AsSelect().FieldName()]
		}
	case ast.ComprehensionKind:
		if c := x.AsComprehension(); macroOf(c) == expr.Filter {
			return e.typeBefore(c.IterRange(), bound)
		}
	}
	return nil
}
