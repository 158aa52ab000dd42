package prove

import (
	"strconv"
	"strings"

	"banshi/engine/expr"
	"banshi/engine/value"
)

// written is a rule as an author would write it: what a mutant is called has to stay the same when lines
// move, so it is made from the rule and not from its place.
func written(n *expr.Node) string {
	switch n.Op {
	case expr.Lit:
		return literalText(n)
	case expr.Var:
		return n.Name
	case expr.Get:
		return written(n.Args[0]) + "." + n.Name
	case expr.Cond:
		return tight(n.Args[0]) + " ? " + tight(n.Args[1]) + " : " + tight(n.Args[2])
	case expr.List:
		return "[" + writtenAll(n.Args) + "]"
	case expr.All, expr.Exists, expr.Filter, expr.Map:
		return tight(n.Args[0]) + "." + string(n.Op) + "(" + n.Name + ", " + written(n.Args[1]) + ")"
	case "!":
		return "!" + tight(n.Args[0])
	}
	if f := expr.FunctionOf(n.Op); f != nil && f.Member {
		return tight(n.Args[0]) + "." + string(n.Op) + "(" + writtenAll(n.Args[1:]) + ")"
	}
	if infix(n.Op) {
		return tight(n.Args[0]) + " " + string(n.Op) + " " + tight(n.Args[1])
	}
	return string(n.Op) + "(" + writtenAll(n.Args) + ")"
}

func writtenAll(list []*expr.Node) string {
	out := make([]string, len(list))
	for i, n := range list {
		out[i] = written(n)
	}
	return strings.Join(out, ", ")
}

func infix(op expr.Op) bool {
	switch op {
	case expr.And, expr.Or, "==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "in":
		return true
	}
	return false
}

// tight puts brackets round what would fall apart beside another sign.
func tight(n *expr.Node) string {
	if infix(n.Op) || n.Op == expr.Cond {
		return "(" + written(n) + ")"
	}
	return written(n)
}

func literalText(n *expr.Node) string {
	switch n.Value.Kind() {
	case value.KindText:
		return strconv.Quote(n.Value.Text())
	case value.KindBool:
		return strconv.FormatBool(n.Value.Bool())
	}
	data, err := n.AppendJSON(nil)
	if err != nil {
		return err.Error()
	}
	text := string(data) // ["lit","int",80]
	return strings.Trim(text[strings.LastIndexByte(text, ',')+1:], `"]`)
}
