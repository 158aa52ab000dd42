package rule

import (
	"strings"

	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/types"

	"banshi/engine/expr"
	"banshi/engine/value"
)

// MaxCost bounds what one rule may cost at worst, in steps of the evaluator, worked out from the
// declared greatest sizes of tables, registers and texts.
const MaxCost = 100_000

// maxNesting is how deep all, exists, filter and map may stand in one another.
const maxNesting = 2

// refuse reports what CEL can say and the rule language can't.
func (x *exporter) refuse(root ast.Expr) { x.refuseIn(root, 0) }

func (x *exporter) refuseIn(e ast.Expr, depth int) {
	from, to := x.at(e.ID())
	if w, bad := refusedKinds[e.Kind()]; bad {
		x.faults = append(x.faults, Fault{"rule-outside", from, to, w[0], w[1]})
		return
	}
	switch e.Kind() {
	case ast.IdentKind:
		if strings.HasPrefix(e.AsIdent(), ".") {
			x.faults = append(x.faults, Fault{"rule-outside", from, from + 1, "名字前面没有点", "直接写名字，如 form.字段"})
		}
	case ast.LiteralKind:
		switch e.AsLiteral().(type) {
		case types.Bool, types.Int, types.String:
		case types.Double:
			if _, ok := x.sourceNumber(e.ID()); !ok {
				x.faults = append(x.faults, Fault{"rule-outside", from, max(to, from+1), "小数要写成平常的样子，最多40位", "不写 1e3，写 1000；不写 2.5e-2，写 0.025"})
			}
		default:
			x.faults = append(x.faults, Fault{"rule-outside", from, max(to, from+1), "规则语言里没有这种写法的值", "用文本、整数、小数、true 或 false；问有没有用 has(…)"})
		}
	case ast.SelectKind:
		x.refuseIn(e.AsSelect().Operand(), depth)
	case ast.ListKind:
		for _, el := range e.AsList().Elements() {
			x.refuseIn(el, depth)
		}
	case ast.CallKind:
		c := e.AsCall()
		if c.FunctionName() == operators.Index || c.FunctionName() == operators.Modulo {
			x.faults = append(x.faults, x.env.undeclared("_[_]", from))
			return
		}
		if c.IsMemberFunction() {
			x.refuseIn(c.Target(), depth)
		}
		for _, a := range c.Args() {
			x.refuseIn(a, depth)
		}
	case ast.ComprehensionKind:
		if depth == maxNesting {
			x.faults = append(x.faults, Fault{"rule-too-deep", from, to, "exists、all、filter、map 最多套两层", "先用一个计算字段，再引用它"})
			return
		}
		x.refuseIn(e.AsComprehension().IterRange(), depth)
		x.refuseIn(e.AsComprehension().LoopStep(), depth+1)
	}
}

// typeOf gives the type of an exported node where it can be told from names; nil otherwise.
func (e *Env) typeOf(n *expr.Node, bound map[string]*Type) *Type {
	switch n.Op {
	case expr.Var:
		return e.varType(n.Name, bound)
	case expr.Get:
		if t := e.typeOf(n.Args[0], bound); t != nil && t.Kind == Record {
			return t.Record.Fields[n.Name]
		}
	case expr.Filter:
		return e.typeOf(n.Args[0], bound)
	case expr.Map:
		return ListOf(e.typeOf(n.Args[1], e.bind(n, bound)), e.listSize(n.Args[0], bound))
	case expr.Cond:
		return e.typeOf(n.Args[1], bound)
	case expr.List:
		if len(n.Args) > 0 {
			return ListOf(e.typeOf(n.Args[0], bound), len(n.Args))
		}
	}
	return nil
}

func (e *Env) varType(name string, bound map[string]*Type) *Type {
	if t, ok := bound[name]; ok {
		return t
	}
	if t, ok := e.names[name]; ok {
		return t
	}
	for i, r := range name {
		if r == '.' {
			if t, ok := e.names[name[:i]]; ok && t.Kind == Record {
				return t.Record.Fields[name[i+1:]]
			}
		}
	}
	return nil
}

func (e *Env) bind(macro *expr.Node, bound map[string]*Type) map[string]*Type {
	inner := make(map[string]*Type, len(bound)+1)
	for k, v := range bound {
		inner[k] = v
	}
	inner[macro.Name] = nil
	if t := e.typeOf(macro.Args[0], bound); t != nil && t.Kind == List {
		inner[macro.Name] = t.Elem
	}
	return inner
}

// checkOptions finds literals compared with a choice that has no such option.
func (x *exporter) checkOptions(root *expr.Node) { x.optionsIn(root, nil) }

func (x *exporter) optionsIn(n *expr.Node, bound map[string]*Type) {
	switch n.Op {
	case "==", "!=":
		x.literalsFit(n.Args[0], n.Args[1], bound)
		x.literalsFit(n.Args[1], n.Args[0], bound)
	case "in":
		x.literalsFit(n.Args[0], n.Args[1], bound)
		if t := x.env.typeOf(n.Args[1], bound); t != nil && t.Kind == List && t.Elem != nil {
			x.mustBeOption(t.Elem.Options, n.Args[0])
		}
	case expr.All, expr.Exists, expr.Filter, expr.Map:
		x.optionsIn(n.Args[0], bound)
		x.optionsIn(n.Args[1], x.env.bind(n, bound))
		return
	}
	for _, a := range n.Args {
		x.optionsIn(a, bound)
	}
}

func (x *exporter) literalsFit(typed, lit *expr.Node, bound map[string]*Type) {
	t := x.env.typeOf(typed, bound)
	if t == nil {
		return
	}
	options := t.Options
	if t.Kind == List && t.Elem != nil {
		options = t.Elem.Options
	}
	x.mustBeOption(options, lit)
}

func (x *exporter) mustBeOption(options []OptionCode, lit *expr.Node) {
	if len(options) == 0 {
		return
	}
	if lit.Op == expr.List {
		for _, a := range lit.Args {
			x.mustBeOption(options, a)
		}
		return
	}
	if lit.Op != expr.Lit || lit.Value.Kind() != value.KindText {
		return
	}
	for _, o := range options {
		if o.Code == lit.Value.Text() {
			return
		}
	}
	x.faults = append(x.faults, NotAnOption(lit, options))
}

// checkLiterals finds constants that can never be what they claim: date("2026-02-30").
func (x *exporter) checkLiterals(root *expr.Node) {
	root.Walk(func(n *expr.Node) bool {
		if (n.Op == "date" || n.Op == "number") && n.Args[0].Op == expr.Lit && n.Args[0].Value.Kind() == value.KindText {
			text := n.Args[0].Value.Text()
			if _, ok := value.ParseDate(text); n.Op == "date" && !ok {
				x.faults = append(x.faults, badLiteral(n.Args[0], "没有“"+text+"”这一天"))
			}
			if _, ok := value.ParseDecimal(text); n.Op == "number" && !ok {
				x.faults = append(x.faults, badLiteral(n.Args[0], "“"+text+"”不是数"))
			}
		}
		return true
	})
}

// Sizes assumed where nothing was declared; check asks authors to declare them.
const (
	assumedText = 1000
	assumedList = 1000
)

func (e *Env) cost(n *expr.Node) uint64 { return e.costIn(n, nil) }

func (e *Env) costIn(n *expr.Node, bound map[string]*Type) uint64 {
	switch n.Op {
	case expr.Lit, expr.Var:
		return 1
	case expr.All, expr.Exists, expr.Filter, expr.Map:
		times := uint64(e.listSize(n.Args[0], bound))
		return e.costIn(n.Args[0], bound) + 1 + times*(1+e.costIn(n.Args[1], e.bind(n, bound)))
	}
	total := uint64(1)
	for _, a := range n.Args {
		total += e.costIn(a, bound)
	}
	switch n.Op {
	case "contains", "startsWith", "same_name", "same_address":
		total += uint64(e.textSize(n.Args[0], bound)) / 10
	case "in":
		total += uint64(e.listSize(n.Args[1], bound))
	case "sum", "greatest":
		total += uint64(e.listSize(n.Args[0], bound))
	}
	return total
}

func (e *Env) listSize(n *expr.Node, bound map[string]*Type) int {
	if n.Op == expr.List {
		return len(n.Args)
	}
	if t := e.typeOf(n, bound); t != nil && t.Most > 0 {
		return t.Most
	}
	return assumedList
}

func (e *Env) textSize(n *expr.Node, bound map[string]*Type) int {
	if t := e.typeOf(n, bound); t != nil && t.Most > 0 {
		return t.Most
	}
	return assumedText
}
