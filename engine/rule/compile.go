package rule

import (
	"strings"

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
	x := &exporter{env: e, src: src, ast: parsed.NativeRep()}
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

// rewriteDecimals turns literals with a point into exact numbers, before types are checked.
func rewriteDecimals(a *ast.AST, x *exporter) {
	factory := ast.NewExprFactory()
	next := ast.MaxID(a) + 1
	visitor := ast.NewExprVisitor(func(e ast.Expr) {
		if e.Kind() != ast.LiteralKind {
			return
		}
		if d, ok := e.AsLiteral().(types.Double); ok {
			text := x.sourceNumber(e.ID(), float64(d))
			e.SetKindCase(factory.NewCall(e.ID(), decimalFunction, factory.NewLiteral(next, types.String(text))))
			next++
		}
	})
	ast.PostOrderVisit(a.Expr(), visitor)
}

// runes gives the text between two rune offsets.
func runes(s string, from, to int) string {
	r := []rune(s)
	if from < 0 || to > len(r) || from > to {
		return ""
	}
	return string(r[from:to])
}

func trimmedLength(src string) int { return len([]rune(strings.TrimRight(src, " \n"))) }

// Is tells whether the rule gives a value of a kind that has no parts.
func (c *Checked) Is(k Kind) bool { return c.Type.IsExactType(Scalar(k).cel()) }

// IsTextList tells whether the rule gives a list of texts.
func (c *Checked) IsTextList() bool { return c.Type.IsExactType(cel.ListType(cel.StringType)) }
