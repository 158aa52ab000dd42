package rule

import (
	"slices"
	"strconv"
	"strings"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/checker"
	"cel.dev/cel-go/common"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/types"

	"banshi/engine/expr"
	"banshi/engine/value"
)

// Checked is a rule that passed.
type Checked struct {
	Node *expr.Node
	Type *cel.Type
	Cost uint64
}

// Compile judges src in env. The result must be assignable to want (nil: any type). A number is
// assignable from a whole number. On faults the rule is nil.
func (e *Env) Compile(src string, want *Type) (*Checked, []Fault) {
	if c := shortcut(src, want); c != nil {
		return c, nil
	}
	x := &exporter{env: e, src: src, text: []rune(src)}
	if x.faults = scan(x.text); len(x.faults) > 0 {
		return nil, x.faults
	}
	if !x.parse() || !x.check() {
		return nil, x.faults
	}
	node := x.export(x.ast.Expr())
	x.checkOptions(node)
	x.checkLiterals(node)
	if len(x.faults) > 0 {
		return nil, x.faults
	}
	out := &Checked{Node: node, Type: x.ast.GetType(x.ast.Expr().ID())}
	if f := assignable(out.Type, want, src); f != nil {
		return nil, []Fault{*f}
	}
	out.Cost = e.cost(node)
	if out.Cost > MaxCost {
		return nil, []Fault{tooDear(src, out.Cost)}
	}
	return out, nil
}

// parse has cel-go read the text, and refuses what lies outside of our language.
func (x *exporter) parse() bool {
	l, err := language()
	if err != nil { // NewEnv has told it before
		x.faults = []Fault{{Code: "rule-syntax", To: len(x.text), Message: err.Error()}}
		return false
	}
	x.source = common.NewTextSource(x.src)
	parsed, errs := l.parser.Parse(x.source)
	if list := errs.GetErrors(); len(list) > 0 {
		x.faults = []Fault{parseFault(x.src, list[0])}
		return false
	}
	x.ast = parsed
	x.refuse(parsed.Expr())
	return len(x.faults) == 0
}

// check has cel-go find the types.
func (x *exporter) check() bool {
	rewriteDecimals(x.ast, x)
	checked, errs := checker.Check(x.ast, x.source, x.env.checker)
	if list := errs.GetErrors(); len(list) > 0 {
		x.checkFaults(list)
		return false
	}
	x.ast = checked
	return true
}

// shortcut spares the commonest rules, true, false and whole numbers, the way through cel-go.
func shortcut(src string, want *Type) *Checked {
	switch {
	case src == "true" || src == "false":
		if want == nil || want.Kind == Boolean {
			return &Checked{Node: expr.Literal(value.Bool(src == "true")), Type: cel.BoolType, Cost: 1}
		}
	case src != "" && len(src) < 16 && strings.Trim(src, "0123456789") == "" && (len(src) == 1 || src[0] != '0'):
		if want == nil || want.Kind == Integer || want.Kind == Number {
			i, _ := strconv.ParseInt(src, 10, 64) // fewer than 16 digits fit
			n := expr.Literal(value.Int(i))
			n.To = len(src)
			return &Checked{Node: n, Type: cel.IntType, Cost: 1}
		}
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
