package rule

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/checker"
	"cel.dev/cel-go/common"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/containers"
	"cel.dev/cel-go/common/decls"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/parser"

	"banshi/engine/expr"
)

// Env is the typed environment of one item: its names and their types. It is safe for concurrent use.
// With adds names for a narrower scope (row, value, it).
//
// It stands on cel-go's parser and checker, and not on cel.Env, which has no way to say which of the
// two parsers is meant: the hand-written one takes a tenth of the other's time.
type Env struct {
	names    map[string]*Type
	provider *provider
	checker  *checker.Env
	inner    *narrower
}

// narrower keeps what With made of cel-go's environment: fields of one type share it, since cel-go
// knows nothing of options and lengths.
type narrower struct {
	mu   sync.Mutex
	made map[string]*checker.Env
}

// NewEnv makes an environment of names. All record types that With will need later must be
// reachable from names or listed in more.
func NewEnv(names map[string]*Type, more ...*RecordType) (*Env, error) {
	l, err := language()
	if err != nil {
		return nil, err
	}
	p := &provider{Registry: l.registry, records: map[string]*RecordType{}}
	for _, t := range names {
		p.add(t)
	}
	for _, r := range more {
		p.add(RecordOf(r))
	}
	return extend(l.functions, names, names, p)
}

// extend makes an environment of all names, of which outer knows those that are not added.
func extend(outer *checker.Env, all, added map[string]*Type, p *provider) (*Env, error) {
	e, err := checker.NewEnv(containers.DefaultContainer, p, checker.ValidatedDeclarations(outer))
	if err != nil {
		return nil, fmt.Errorf("rule: environment: %w", err)
	}
	for n, t := range added {
		if err := e.AddIdents(decls.NewVariable(n, t.cel())); err != nil {
			return nil, fmt.Errorf("rule: environment: %w", err)
		}
	}
	return &Env{names: all, provider: p, checker: e, inner: &narrower{made: map[string]*checker.Env{}}}, nil
}

// shared is what all environments have in common, and is never changed.
type shared struct {
	parser    *parser.Parser
	registry  *types.Registry // of no types
	functions *checker.Env
}

// language is made once: the functions, the macros and the bounds of a rule's text.
var language = sync.OnceValues(func() (*shared, error) {
	p, err := parser.NewParser(parser.EnablePrattParser(true), parser.Macros(macros...),
		parser.ExpressionSizeCodePointLimit(maxRunes), parser.MaxExpressionNodeCount(maxNodes), parser.MaxRecursionDepth(maxDepth))
	if err != nil {
		return nil, fmt.Errorf("rule: parser: %w", err)
	}
	registry := types.NewEmptyRegistry()
	e, err := checker.NewEnv(containers.DefaultContainer, registry)
	if err != nil {
		return nil, fmt.Errorf("rule: environment: %w", err)
	}
	functions, err := declarations()
	if err == nil {
		err = e.AddFunctions(functions...)
	}
	if err != nil {
		return nil, fmt.Errorf("rule: functions: %w", err)
	}
	return &shared{parser: p, registry: registry, functions: e}, nil
})

// Bounds of one rule's text.
const (
	maxRunes = 4096
	maxNodes = 1000
	maxDepth = 64
)

// With gives an environment that knows further names as well.
func (e *Env) With(names map[string]*Type) (*Env, error) {
	all := make(map[string]*Type, len(e.names)+len(names))
	maps.Copy(all, e.names)
	maps.Copy(all, names)
	var key strings.Builder
	for _, n := range slices.Sorted(maps.Keys(names)) {
		fmt.Fprintf(&key, "%s %s\n", n, names[n].cel())
	}
	e.inner.mu.Lock()
	defer e.inner.mu.Unlock()
	if c, ok := e.inner.made[key.String()]; ok {
		return &Env{names: all, provider: e.provider, checker: c, inner: &narrower{made: map[string]*checker.Env{}}}, nil
	}
	inner, err := extend(e.checker, all, names, e.provider)
	if err == nil {
		e.inner.made[key.String()] = inner.checker
	}
	return inner, err
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

const (
	hasFunction     = "@has"
	addLists        = "add_lists" // known to cel-go, so that it can be refused in words
	decimalFunction = "@decimal"  // what a literal with a point becomes before the check
)

// declarations states every function of expr's table, and what the macros expand to, to cel-go.
func declarations() ([]*decls.FunctionDecl, error) {
	tv := cel.TypeParamType("T")
	list := cel.ListType(tv)
	var out []*decls.FunctionDecl
	var failed error
	add := func(name string, overloads ...decls.FunctionOpt) {
		f, err := decls.NewFunction(name, overloads...)
		if err != nil {
			failed = err
			return
		}
		for i, known := range out {
			if known.Name() == name {
				if out[i], err = known.Merge(f); err != nil {
					failed = err
				}
				return
			}
		}
		out = append(out, f)
	}
	add(operators.LogicalAnd, decls.Overload("and", []*cel.Type{cel.BoolType, cel.BoolType}, cel.BoolType))
	add(operators.LogicalOr, decls.Overload("or", []*cel.Type{cel.BoolType, cel.BoolType}, cel.BoolType))
	add(operators.LogicalNot, decls.Overload("not", []*cel.Type{cel.BoolType}, cel.BoolType))
	add(operators.Conditional, decls.Overload("cond", []*cel.Type{cel.BoolType, tv, tv}, tv))
	add(operators.NotStrictlyFalse, decls.Overload("nsf", []*cel.Type{cel.BoolType}, cel.BoolType))
	add(operators.Add, decls.Overload(addLists, []*cel.Type{list, list}, list))
	add(hasFunction, decls.Overload("has_any", []*cel.Type{tv}, cel.BoolType))
	add(decimalFunction, decls.Overload("decimal_text", []*cel.Type{cel.StringType}, celNumber))
	for _, f := range expr.Functions() {
		name := f.Name
		if op, ok := operatorNames[f.Name]; ok {
			name = op
		}
		add(name, overloads(&f)...)
	}
	return out, failed
}

func overloads(f *expr.Function) []decls.FunctionOpt {
	var out []decls.FunctionOpt
	for i, sig := range f.Signatures {
		args, result := parseSignature(sig)
		out = append(out, decls.Overload(fmt.Sprintf("%s_%d", f.Name, i), args, result))
		if f.Member {
			out = append(out, decls.MemberOverload(fmt.Sprintf("%s_member_%d", f.Name, i), args, result))
		}
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

// macros are those of the language. has of CEL can only say yes or no; ours becomes a function that can
// say unknown. map is CEL's with two arguments; the form with a filter is outside our language.
var macros = []parser.Macro{
	parser.NewGlobalMacro("has", 1, func(eh parser.ExprHelper, _ ast.Expr, args []ast.Expr) (ast.Expr, *common.Error) {
		return eh.NewCall(hasFunction, args[0]), nil
	}),
	parser.AllMacro, parser.ExistsMacro, parser.FilterMacro, parser.MapMacro,
}

// Type gives the type of a name, or of a path like row.person; nil for none.
func (e *Env) Type(name string) *Type { return e.varType(name, nil) }
