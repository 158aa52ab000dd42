package rule

import (
	"fmt"
	"strings"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/parser"

	"banshi/engine/expr"
)

// Env is the typed environment of one item: its names and their types. It is immutable and safe for
// concurrent use. With adds names for a narrower scope (row, value, it).
type Env struct {
	names    map[string]*Type
	provider *provider
	cel      *cel.Env
}

// NewEnv makes an environment of names. All record types that With will need later must be
// reachable from names or listed in more.
func NewEnv(names map[string]*Type, more ...*RecordType) (*Env, error) {
	p := &provider{Registry: types.NewEmptyRegistry(), records: map[string]*RecordType{}}
	for _, t := range names {
		p.add(t)
	}
	for _, r := range more {
		p.add(RecordOf(r))
	}
	options := []cel.EnvOption{
		cel.CustomTypeProvider(p), cel.CustomTypeAdapter(p),
		cel.Macros(hasMacro(), cel.AllMacro, cel.ExistsMacro, cel.FilterMacro, mapMacro()),
		cel.ParserExpressionSizeLimit(maxRunes), cel.ExpressionNodeLimit(maxNodes), cel.ParserRecursionLimit(maxDepth),
	}
	options = append(options, declarations()...)
	for n, t := range names {
		options = append(options, cel.Variable(n, t.cel()))
	}
	e, err := cel.NewCustomEnv(options...)
	if err != nil {
		return nil, fmt.Errorf("rule: environment: %w", err)
	}
	return &Env{names: names, provider: p, cel: e}, nil
}

// Bounds of one rule's text.
const (
	maxRunes = 4096
	maxNodes = 1000
	maxDepth = 64
)

// With gives an environment that knows further names as well.
func (e *Env) With(names map[string]*Type) (*Env, error) {
	all := make(map[string]*Type, len(e.names)+len(names))
	for n, t := range e.names {
		all[n] = t
	}
	var options []cel.EnvOption
	for n, t := range names {
		all[n] = t
		options = append(options, cel.Variable(n, t.cel()))
	}
	inner, err := e.cel.Extend(options...)
	if err != nil {
		return nil, fmt.Errorf("rule: environment: %w", err)
	}
	return &Env{names: all, provider: e.provider, cel: inner}, nil
}

// provider tells cel-go the fields of our records.
type provider struct {
	*types.Registry
	records map[string]*RecordType
}

func (p *provider) add(t *Type) {
	switch t.Kind {
	case List:
		p.add(t.Elem)
	case Record:
		if _, known := p.records[t.Record.Name]; known {
			return
		}
		p.records[t.Record.Name] = t.Record
		for _, f := range t.Record.Fields {
			p.add(f)
		}
	}
}

func (p *provider) FindStructType(name string) (*cel.Type, bool) {
	if _, ok := p.records[name]; !ok {
		return nil, false
	}
	return types.NewTypeTypeWithParam(types.NewObjectType(name)), true
}

func (p *provider) FindStructFieldNames(name string) ([]string, bool) {
	r, ok := p.records[name]
	if !ok {
		return nil, false
	}
	return r.Names(), true
}

func (p *provider) FindStructFieldType(name, field string) (*types.FieldType, bool) {
	r, ok := p.records[name]
	if !ok {
		return nil, false
	}
	t, ok := r.Fields[field]
	if !ok {
		return nil, false
	}
	return &types.FieldType{Type: t.cel()}, true
}

// operatorNames maps the functions of our table that are written as operators to cel-go's names.
var operatorNames = map[string]string{
	"==": operators.Equals, "!=": operators.NotEquals, "<": operators.Less, "<=": operators.LessEquals,
	">": operators.Greater, ">=": operators.GreaterEquals, "+": operators.Add, "-": operators.Subtract,
	"*": operators.Multiply, "/": operators.Divide, "neg": operators.Negate, "in": operators.In,
}

// memberNames may also be written behind a dot: s.startsWith("…").
var memberNames = map[string]bool{"startsWith": true, "contains": true}

const (
	hasFunction     = "@has"
	addLists        = "add_lists" // known to cel-go, so that it can be refused in words
	decimalFunction = "@decimal"  // what a literal with a point becomes before the check
)

// declarations states every function of expr's table, and what the macros expand to, to cel-go.
func declarations() []cel.EnvOption {
	tv := cel.TypeParamType("T")
	list := cel.ListType(tv)
	out := []cel.EnvOption{
		cel.Function(operators.LogicalAnd, cel.Overload("and", []*cel.Type{cel.BoolType, cel.BoolType}, cel.BoolType)),
		cel.Function(operators.LogicalOr, cel.Overload("or", []*cel.Type{cel.BoolType, cel.BoolType}, cel.BoolType)),
		cel.Function(operators.LogicalNot, cel.Overload("not", []*cel.Type{cel.BoolType}, cel.BoolType)),
		cel.Function(operators.Conditional, cel.Overload("cond", []*cel.Type{cel.BoolType, tv, tv}, tv)),
		cel.Function(operators.NotStrictlyFalse, cel.Overload("nsf", []*cel.Type{cel.BoolType}, cel.BoolType)),
		cel.Function(operators.Add, cel.Overload(addLists, []*cel.Type{list, list}, list)),
		cel.Function(hasFunction, cel.Overload("has_any", []*cel.Type{tv}, cel.BoolType)),
		cel.Function(decimalFunction, cel.Overload("decimal_text", []*cel.Type{cel.StringType}, celNumber)),
	}
	for _, f := range expr.Functions() {
		name := f.Name
		if op, ok := operatorNames[f.Name]; ok {
			name = op
		}
		var overloads []cel.FunctionOpt
		for i, sig := range f.Signatures {
			args, result := parseSignature(sig)
			overloads = append(overloads, cel.Overload(fmt.Sprintf("%s_%d", f.Name, i), args, result))
			if memberNames[f.Name] {
				overloads = append(overloads, cel.MemberOverload(fmt.Sprintf("%s_member_%d", f.Name, i), args, result))
			}
		}
		out = append(out, cel.Function(name, overloads...))
	}
	return out
}

func parseSignature(sig string) (args []*cel.Type, result *cel.Type) {
	left, right, _ := strings.Cut(sig, " -> ")
	for _, a := range strings.Split(left, ",") {
		args = append(args, signatureType(a))
	}
	return args, signatureType(right)
}

func signatureType(word string) *cel.Type {
	if inner, ok := strings.CutPrefix(word, "list<"); ok {
		return cel.ListType(signatureType(strings.TrimSuffix(inner, ">")))
	}
	if word == "T" {
		return cel.TypeParamType("T")
	}
	return Scalar(Kind(word)).cel()
}

// hasMacro replaces CEL's has, which can only say yes or no, by a function that can say unknown.
func hasMacro() cel.Macro {
	return cel.GlobalMacro("has", 1, func(eh parser.ExprHelper, _ ast.Expr, args []ast.Expr) (ast.Expr, *common.Error) {
		return eh.NewCall(hasFunction, args[0]), nil
	})
}

// mapMacro is CEL's map with two arguments; the form with a filter is outside our language.
func mapMacro() cel.Macro { return cel.MapMacro }

// Type gives the type of a name, or of a path like row.person; nil for none.
func (e *Env) Type(name string) *Type { return e.varType(name, nil) }
