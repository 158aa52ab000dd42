package rule

import (
	"strconv"

	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/types"

	"banshi/engine/expr"
	"banshi/engine/value"
)

var falseValue = value.Bool(false)

// exporter turns a checked AST of cel-go into a tree of package expr, and collects what our
// language refuses on the way.
type exporter struct {
	env    *Env
	src    string
	ast    *ast.AST
	faults []Fault
	bound  []boundName
}

type boundName struct {
	name string
	of   *Type // element type of the list, for options
}

// functionNames is operatorNames turned round.
var functionNames = func() map[string]string {
	out := map[string]string{}
	for ours, theirs := range operatorNames {
		out[theirs] = ours
	}
	return out
}()

func (x *exporter) at(id int64) (from, to int) {
	r, ok := x.ast.SourceInfo().GetOffsetRange(id)
	if !ok {
		return 0, trimmedLength(x.src)
	}
	return int(r.Start), int(r.Stop)
}

func (x *exporter) node(e ast.Expr, op expr.Op, args ...*expr.Node) *expr.Node {
	n := &expr.Node{Op: op, Args: args}
	n.From, n.To = x.at(e.ID())
	for _, a := range args {
		n.From, n.To = min(n.From, a.From), max(n.To, a.To)
	}
	return n
}

func (x *exporter) export(e ast.Expr) *expr.Node {
	switch e.Kind() {
	case ast.LiteralKind:
		n := x.node(e, expr.Lit)
		n.Value = literal(e)
		return n
	case ast.IdentKind:
		n := x.node(e, expr.Var)
		n.Name = e.AsIdent()
		return n
	case ast.SelectKind:
		return x.exportSelect(e)
	case ast.ListKind:
		var args []*expr.Node
		for _, el := range e.AsList().Elements() {
			args = append(args, x.export(el))
		}
		return x.node(e, expr.List, args...)
	case ast.ComprehensionKind:
		return x.exportMacro(e)
	}
	return x.exportCall(e)
}

// literal reads a constant; refuse has let only these kinds through.
func literal(e ast.Expr) value.Value {
	switch v := e.AsLiteral().(type) {
	case types.Bool:
		return value.Bool(bool(v))
	case types.Int:
		return value.Int(int64(v))
	default:
		return value.Text(string(v.(types.String)))
	}
}

// pathRoots are names whose fields are single slots: form.area is read as one name.
var pathRoots = map[string]bool{"form": true, "applicant": true, "user": true, "row": true}

func (x *exporter) isBound(name string) bool {
	for _, b := range x.bound {
		if b.name == name {
			return true
		}
	}
	return false
}

func (x *exporter) exportSelect(e ast.Expr) *expr.Node {
	s := e.AsSelect()
	if s.Operand().Kind() == ast.IdentKind {
		root := s.Operand().AsIdent()
		if pathRoots[root] && !x.isBound(root) {
			n := x.node(e, expr.Var)
			n.Name = root + "." + s.FieldName()
			from, _ := x.at(s.Operand().ID())
			n.From = min(n.From, from)
			n.To = x.wordEnd(e.ID(), s.FieldName())
			return n
		}
	}
	n := x.node(e, expr.Get, x.export(s.Operand()))
	n.Name = s.FieldName()
	n.To = x.wordEnd(e.ID(), s.FieldName())
	return n
}

// wordEnd finds the end of the field name behind the dot of a select.
func (x *exporter) wordEnd(id int64, name string) int {
	dot, _ := x.at(id)
	r := []rune(x.src)
	i := dot + 1
	for i < len(r) && (r[i] == ' ' || r[i] == '\n') {
		i++
	}
	return min(i+len([]rune(name)), len(r))
}

func (x *exporter) exportMacro(e ast.Expr) *expr.Node {
	c := e.AsComprehension()
	step := c.LoopStep().AsCall()
	x.bound = append(x.bound, boundName{name: c.IterVar()})
	defer func() { x.bound = x.bound[:len(x.bound)-1] }()
	var op expr.Op
	var body ast.Expr
	switch step.FunctionName() {
	case operators.LogicalOr:
		op, body = expr.Exists, step.Args()[1]
	case operators.LogicalAnd:
		op, body = expr.All, step.Args()[1]
	case operators.Conditional:
		op, body = expr.Filter, step.Args()[0]
	default:
		op, body = expr.Map, step.Args()[1].AsList().Elements()[0]
	}
	inner := x.export(body)
	n := x.node(e, op, x.export(c.IterRange()), inner)
	n.Name = c.IterVar()
	return n
}

var plainOps = map[string]expr.Op{
	operators.LogicalAnd: expr.And, operators.LogicalOr: expr.Or, operators.LogicalNot: "!",
	operators.Conditional: expr.Cond, hasFunction: expr.Has,
}

func (x *exporter) exportCall(e ast.Expr) *expr.Node {
	c := e.AsCall()
	if c.FunctionName() == decimalFunction {
		n := x.node(e, expr.Lit)
		num, _ := value.ParseDecimal(string(c.Args()[0].AsLiteral().(types.String)))
		n.Value = value.Num(num)
		return n
	}
	var args []*expr.Node
	if c.IsMemberFunction() {
		args = append(args, x.export(c.Target()))
	}
	for _, a := range c.Args() {
		args = append(args, x.export(a))
	}
	if op, ok := plainOps[c.FunctionName()]; ok {
		return x.node(e, op, args...)
	}
	name := c.FunctionName()
	if ours, ok := functionNames[name]; ok {
		name = ours
	}
	n := x.node(e, expr.Op(name), args...)
	if folded := foldNegative(n); folded != nil {
		return folded
	}
	return n
}

// foldNegative makes -3 one literal.
func foldNegative(n *expr.Node) *expr.Node {
	if n.Op != "neg" || n.Args[0].Op != expr.Lit {
		return nil
	}
	v := n.Args[0].Value
	if v.Kind() != value.KindInt {
		return nil
	}
	return &expr.Node{Op: expr.Lit, Value: value.Int(-v.Int()), From: n.From, To: n.To}
}

// sourceNumber gives a decimal literal as the author wrote it: cel-go has it as floating point.
func (x *exporter) sourceNumber(id int64, f float64) string {
	from, _ := x.at(id)
	r := []rune(x.src)
	to := from
	for to < len(r) && (r[to] >= '0' && r[to] <= '9' || r[to] == '.') {
		to++
	}
	text := string(r[from:to])
	if _, ok := value.ParseDecimal(text); ok && text != "" {
		return text
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}
