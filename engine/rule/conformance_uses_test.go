package rule_test

import (
	"fmt"
	"regexp"
	"strings"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/types"
)

// uses says in words what a case of the suite uses of CEL: what testdata/conformance/outside.json is
// matched against. It asks cel-go and not our own judge, so that a fault of ours can't put a case
// outside.
//
//	case <path>           its place in the suite
//	literal uint          kinds of literals: bool int uint double string bytes null_type, exponent for 1e3
//	call size/1           functions and macros with the number of their arguments, the target not counted
//	overload less_string  what CEL's checker resolved a call to
//	type dyn              types of anything in the expression; type foreign: of a declared name
//	map, message          literals in braces
//	result foreign        the expected value is of a kind that we don't have
//	unchecked             CEL's checker refuses it, and a value is expected all the same
//	undeclared            names are neither in the case nor in standard CEL, and yet that isn't what it tests
//	container, function   names are looked up in a package; the case brings a function of its own
func (c *suiteCase) uses() map[string]bool {
	u := useFinder{words: map[string]bool{"case " + c.Path: true}}
	if c.Container != "" {
		u.words["container"] = true
	}
	for _, n := range c.TypeEnv {
		switch {
		case n.Ident == nil:
			u.words["function"] = true
		case n.Ident.Type.ruleType() == nil:
			u.words["type foreign"] = true
		}
	}
	if _, ok := c.wanted().ours(); !ok && !c.CheckOnly && !c.wantsError() {
		u.words["result foreign"] = true
	}
	u.expression(c)
	return u.words
}

const undeclared = "undeclared reference"

type useFinder struct {
	words     map[string]bool
	src       *ast.AST
	expr      []rune
	collected int // how many map and filter there are
}

// expression parses with macros left as calls, and then checks against all of CEL.
func (u *useFinder) expression(c *suiteCase) {
	options := []cel.EnvOption{}
	for _, n := range c.TypeEnv {
		if n.Ident != nil {
			options = append(options, cel.Variable(n.Name, n.Ident.Type.cel()))
		}
	}
	env, err := cel.NewEnv(append(options, cel.ClearMacros())...)
	if err != nil {
		u.words["environment: "+err.Error()] = true
		return
	}
	parsed, iss := env.Parse(c.Expr)
	if iss.Err() != nil {
		return
	}
	u.src, u.expr = parsed.NativeRep(), []rune(c.Expr)
	ast.PreOrderVisit(u.src.Expr(), ast.NewExprVisitor(u.node))

	if env, err = cel.NewEnv(append(options, cel.CrossTypeNumericComparisons(true))...); err != nil {
		return
	}
	checked, iss := env.Compile(c.Expr)
	switch {
	case iss.Err() == nil:
		u.checked(checked.NativeRep())
	case strings.Contains(iss.Err().Error(), undeclared) && (!c.wantsError() || strings.HasPrefix(c.Path, "parsing/")):
		u.words["undeclared"] = true
	case c.DisableCheck && !c.wantsError():
		u.words["unchecked"] = true
	}
}

func (u *useFinder) node(e ast.Expr) {
	switch e.Kind() {
	case ast.LiteralKind:
		u.words["literal "+u.literal(e)] = true
	case ast.CallKind:
		name := e.AsCall().FunctionName()
		u.words[fmt.Sprintf("call %s/%d", name, len(e.AsCall().Args()))] = true
		if name == "map" || name == "filter" {
			u.collected++
		}
	case ast.MapKind:
		u.words["map"] = true
	case ast.StructKind:
		u.words["message"] = true
	}
}

func (u *useFinder) literal(e ast.Expr) string {
	if _, ok := e.AsLiteral().(types.Double); ok {
		if r, ok := u.src.SourceInfo().GetOffsetRange(e.ID()); ok && exponent(u.expr[r.Start:]) {
			return "exponent"
		}
	}
	return e.AsLiteral().Type().TypeName()
}

func exponent(text []rune) bool {
	for i, r := range text {
		switch {
		case r == 'e' || r == 'E':
			return true
		case r == '-' && i == 0, r == '.', r >= '0' && r <= '9':
		default:
			return false
		}
	}
	return false
}

func (u *useFinder) checked(a *ast.AST) {
	added := 0
	for _, r := range a.ReferenceMap() {
		for _, o := range r.OverloadIDs {
			if o == "add_list" {
				added++
				continue
			}
			u.words["overload "+o] = true
		}
	}
	if added > u.collected { // map and filter become a sum of lists each
		u.words["overload add_list"] = true
	}
	empty := map[int64]bool{} // lists without elements, whose type stays open
	ast.PreOrderVisit(a.Expr(), ast.NewExprVisitor(func(e ast.Expr) {
		empty[e.ID()] = e.Kind() == ast.ListKind && len(e.AsList().Elements()) == 0
	}))
	for id, t := range a.TypeMap() {
		if !empty[id] {
			u.types(t)
		}
	}
}

func (u *useFinder) types(t *cel.Type) {
	if t.Kind() == types.ListKind {
		u.types(t.Parameters()[0])
		return
	}
	u.words["type "+t.TypeName()] = true
}

// cel gives cel-go's type; any type that our language lacks is dyn here, which is outside too.
func (t *suiteType) cel() *cel.Type {
	switch {
	case t == nil:
		return cel.DynType
	case t.ListType != nil:
		return cel.ListType(t.ListType.ElemType.cel())
	}
	switch t.Primitive {
	case "BOOL":
		return cel.BoolType
	case "INT64":
		return cel.IntType
	case "STRING":
		return cel.StringType
	case "DOUBLE":
		return cel.DoubleType
	}
	return cel.DynType
}

// ourWord writes a type of CEL with our name of its numbers.
func ourWord(t string) string { return strings.ReplaceAll(t, "double", "number") }

// behindDyn is a number behind dyn, to which CEL's checker gives no type.
var behindDyn = regexp.MustCompile(`\bdyn\((-?[0-9.]+)\)`)

// adapted is the expression as our language writes it. CEL compares whole numbers with doubles only
// behind dyn(…); ours compares whole numbers with exact ones as they are, so dyn around a number is
// left out. Nothing else is changed.
func (c *suiteCase) adapted() (src string, changed bool) {
	src = behindDyn.ReplaceAllString(c.Expr, "$1")
	return src, src != c.Expr
}
