package rule

import (
	"slices"
	"strconv"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/types"

	"banshi/engine/expr"
)

// Fault is what is wrong with a rule. From and To are rune offsets into its text. Code is a name of
// the E2xx range of package diag.
type Fault struct {
	Code     string
	From, To int
	Message  string
	Hint     string
}

// Checked is a rule that passed.
type Checked struct {
	Node *expr.Node
	Type *cel.Type
	Cost uint64
}

// Compile judges src in env. The result must be assignable to want (nil: any type). A number is
// assignable from a whole number. On faults the rule is nil.
func (e *Env) Compile(src string, want *Type) (*Checked, []Fault) {
	if n := shortcut(src, want); n != nil {
		return &Checked{Node: n, Type: cel.BoolType, Cost: 1}, nil
	}
	if faults := scan(src); len(faults) > 0 {
		return nil, faults
	}
	parsed, iss := e.cel.Parse(src)
	if iss.Err() != nil {
		return nil, e.parseFaults(src, iss)
	}
	x := &exporter{env: e, src: src, text: []rune(src), ast: parsed.NativeRep()}
	if x.refuse(parsed.NativeRep().Expr()); len(x.faults) > 0 {
		return nil, x.faults
	}
	rewriteDecimals(parsed.NativeRep(), x)
	checked, iss := e.cel.Check(parsed)
	if iss.Err() != nil {
		return nil, e.checkFaults(src, parsed.NativeRep(), iss)
	}
	x.ast = checked.NativeRep()
	node := x.export(x.ast.Expr())
	x.checkOptions(node)
	x.checkLiterals(node)
	if len(x.faults) > 0 {
		return nil, x.faults
	}
	out := &Checked{Node: node, Type: checked.OutputType()}
	if f := assignable(out.Type, want, src); f != nil {
		return nil, []Fault{*f}
	}
	out.Cost = e.cost(node)
	if out.Cost > MaxCost {
		return nil, []Fault{tooDear(src, out.Cost)}
	}
	return out, nil
}

// shortcut spares the commonest rules, true and false, the way through cel-go.
func shortcut(src string, want *Type) *expr.Node {
	if want != nil && want.Kind != Boolean {
		return nil
	}
	switch src {
	case "true":
		return expr.True()
	case "false":
		return expr.Literal(falseValue)
	}
	return nil
}

func assignable(got *cel.Type, want *Type, src string) *Fault {
	if want == nil || got.IsExactType(want.cel()) {
		return nil
	}
	if want.Kind == Number && got.IsExactType(cel.IntType) {
		return nil
	}
	// The empty list literal has an open element type.
	if want.Kind == List && got.Kind() == cel.ListKind && got.Parameters()[0].Kind() == types.TypeParamKind {
		return nil
	}
	f := wrongResult(src, celWord(got), want.Word())
	return &f
}

// rewriteDecimals turns literals with a point into exact numbers, before types are checked. Whole
// literals beside them in a list become exact numbers too, so that [1, 2.5] has one type.
func rewriteDecimals(a *ast.AST, x *exporter) {
	r := rewriter{factory: ast.NewExprFactory(), next: ast.MaxID(a) + 1}
	ast.PostOrderVisit(a.Expr(), ast.NewExprVisitor(func(e ast.Expr) {
		switch e.Kind() {
		case ast.LiteralKind:
			if _, ok := e.AsLiteral().(types.Double); ok {
				text, _ := x.sourceNumber(e.ID()) // refuse has let only exact ones through
				r.exact(e, text)
			}
		case ast.ListKind:
			r.list(e.AsList().Elements())
		}
	}))
}

type rewriter struct {
	factory ast.ExprFactory
	next    int64
}

func (r *rewriter) exact(e ast.Expr, text string) {
	e.SetKindCase(r.factory.NewCall(e.ID(), decimalFunction, r.factory.NewLiteral(r.next, types.String(text))))
	r.next++
}

func (r *rewriter) list(elements []ast.Expr) {
	exact := func(e ast.Expr) bool { return e.Kind() == ast.CallKind && e.AsCall().FunctionName() == decimalFunction }
	if !slices.ContainsFunc(elements, exact) {
		return
	}
	for _, e := range elements {
		if e.Kind() != ast.LiteralKind {
			continue
		}
		if i, ok := e.AsLiteral().(types.Int); ok {
			r.exact(e, strconv.FormatInt(int64(i), 10))
		}
	}
}

func trimmedLength(text []rune) int {
	n := len(text)
	for n > 0 && (text[n-1] == ' ' || text[n-1] == '\n') {
		n--
	}
	return n
}

// Is tells whether the rule gives a value of a kind that has no parts.
func (c *Checked) Is(k Kind) bool { return c.Type.IsExactType(Scalar(k).cel()) }

// IsTextList tells whether the rule gives a list of texts.
func (c *Checked) IsTextList() bool { return c.Type.IsExactType(cel.ListType(cel.StringType)) }
