package rule

import (
	"slices"
	"strings"
	"unicode/utf8"

	"cel.dev/cel-go/common"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/types"

	"banshi/engine/expr"
	"banshi/engine/value"
)

// exporter turns a checked AST of cel-go into a tree of package expr, and collects what our
// language refuses on the way.
type exporter struct {
	env    *Env
	src    string
	text   []rune // src
	source common.Source
	ast    *ast.AST
	faults []Fault
	bound  []string // the names that all, exists, filter and map have bound where it is
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
		return 0, trimmedLength(x.text)
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
		n.To = x.literalEnd(n)
		return n
	case ast.IdentKind:
		n := x.node(e, expr.Var)
		n.Name = e.AsIdent()
		x.mayStandAlone(n, x.ast.GetType(e.ID()))
		return n
	case ast.SelectKind:
		return x.exportSelect(e)
	case ast.ListKind:
		return x.exportList(e)
	case ast.ComprehensionKind:
		return x.exportMacro(e)
	}
	return x.exportCall(e)
}

// mayStandAlone refuses names that are no values: form without a field, and the names under which
// cel-go knows our record types.
func (x *exporter) mayStandAlone(n *expr.Node, t *types.Type) {
	switch {
	case x.isBound(n.Name):
	case pathRoots[n.Name]:
		x.add(rootAlone(n))
	case t.Kind() == types.TypeKind:
		x.add(x.env.undeclared(n.Name, n.From))
	}
}

// exportList refuses a list of different types, which cel-go makes a list of anything.
func (x *exporter) exportList(e ast.Expr) *expr.Node {
	var args []*expr.Node
	for _, el := range e.AsList().Elements() {
		args = append(args, x.export(el))
	}
	n := x.node(e, expr.List, args...)
	if t := x.ast.GetType(e.ID()); len(args) > 0 && t.Kind() == types.ListKind && t.Parameters()[0].Kind() == types.DynKind {
		x.add(mixedList(n))
	}
	return n
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

// literalEnd is where a literal ends: of a negative number cel-go's parser knows the sign only.
func (x *exporter) literalEnd(n *expr.Node) int {
	if n.From >= len(x.text) || x.text[n.From] != '-' {
		return n.To
	}
	i := n.From + 1
	for i < len(x.text) && (x.text[i] == ' ' || x.text[i] == '\n') {
		i++
	}
	for i < len(x.text) && (isLetter(x.text[i]) || x.text[i] >= '0' && x.text[i] <= '9' || x.text[i] == '.') {
		i++
	}
	return i
}

// pathRoots are names whose fields are single slots: form.area is read as one name.
var pathRoots = map[string]bool{"form": true, "applicant": true, "user": true, "row": true}

func (x *exporter) isBound(name string) bool { return slices.Contains(x.bound, name) }

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
	i := dot + 1
	for i < len(x.text) && (x.text[i] == ' ' || x.text[i] == '\n') {
		i++
	}
	return min(i+utf8.RuneCountInString(name), len(x.text))
}

func (x *exporter) exportMacro(e ast.Expr) *expr.Node {
	c := e.AsComprehension()
	step := c.LoopStep().AsCall()
	list := x.export(c.IterRange()) // the name is bound in the body, and not here
	op, body := macroOf(c), step.Args()[0]
	switch op {
	case expr.Exists, expr.All:
		body = step.Args()[1]
	case expr.Map:
		body = step.Args()[1].AsList().Elements()[0]
	}
	x.bound = append(x.bound, c.IterVar())
	n := x.node(e, op, list, x.export(body))
	x.bound = x.bound[:len(x.bound)-1]
	n.Name = c.IterVar()
	return n
}

// macroOf tells by its step what a macro was.
func macroOf(c ast.ComprehensionExpr) expr.Op {
	switch c.LoopStep().AsCall().FunctionName() {
	case operators.LogicalOr:
		return expr.Exists
	case operators.LogicalAnd:
		return expr.All
	case operators.Conditional:
		return expr.Filter
	}
	return expr.Map
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
		n.To = x.literalEnd(n)
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
	if ids := x.ast.GetOverloadIDs(e.ID()); len(ids) == 1 && ids[0] == addLists {
		x.add(addedLists(n))
	}
	if turned[n.Op] != "" && isNumber(args[0]) && args[1].Op != expr.Lit && x.ast.GetType(c.Args()[1].ID()).IsExactType(celNumber) {
		x.add(literalLeft(n, x.text))
	}
	if folded := foldNegative(n); folded != nil {
		return folded
	}
	return n
}

// turned are comparisons with what they become when their sides change places. A literal number stands
// on the right of a number, money among them: what is asked about comes first (form.area > 10).
var turned = map[expr.Op]string{"==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}

func isNumber(n *expr.Node) bool { return n.Op == expr.Lit && n.Value.IsNumeric() }

// foldNegative makes -3 one literal. The negative of the smallest whole number is none: that is left to
// evaluation, where it is an overflow.
func foldNegative(n *expr.Node) *expr.Node {
	if n.Op != "neg" || n.Args[0].Op != expr.Lit {
		return nil
	}
	v := n.Args[0].Value
	negative, ok := value.NegInt(v.Int())
	if v.Kind() != value.KindInt || !ok {
		return nil
	}
	return &expr.Node{Op: expr.Lit, Value: value.Int(negative), From: n.From, To: n.To}
}

// sourceNumber gives a decimal literal as the author wrote it, since cel-go has it as floating point:
// -12.50, .5 and 007.5 become plain decimals. False for one with an exponent, and for one that is too
// long to be exact.
func (x *exporter) sourceNumber(id int64) (string, bool) {
	i, _ := x.at(id)
	sign := ""
	if i < len(x.text) && x.text[i] == '-' {
		sign = "-"
		for i++; i < len(x.text) && (x.text[i] == ' ' || x.text[i] == '\n'); i++ {
			continue
		}
	}
	from := i
	for i < len(x.text) && (x.text[i] >= '0' && x.text[i] <= '9' || x.text[i] == '.') {
		i++
	}
	if i < len(x.text) && (x.text[i] == 'e' || x.text[i] == 'E') {
		return "", false
	}
	whole, places, _ := strings.Cut(string(x.text[from:i]), ".")
	whole = strings.TrimLeft(whole, "0")
	if whole == "" {
		whole = "0"
	}
	text := sign + whole + "." + places
	_, ok := value.ParseDecimal(text)
	return text, ok
}
