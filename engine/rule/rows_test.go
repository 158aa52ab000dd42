package rule_test

import (
	"fmt"
	"os"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"cel.dev/cel-go/common"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/parser"

	"banshi/engine"
	"banshi/engine/rows"
	"banshi/engine/rows/rowstest"
	"banshi/engine/spec"
)

// plainParser reads CEL without macros, as package rows does.
func plainParser(tb testing.TB) *parser.Parser {
	tb.Helper()
	p, err := parser.NewParser(parser.EnablePrattParser(true))
	if err != nil {
		tb.Fatal(err)
	}
	return p
}

// signOf is operators' names turned into signs.
var signOf = map[string]string{
	operators.LogicalAnd: "&&", operators.LogicalOr: "||", operators.LogicalNot: "!", operators.Negate: "-", operators.Equals: "==",
	operators.NotEquals: "!=", operators.Less: "<", operators.LessEquals: "<=", operators.Greater: ">", operators.GreaterEquals: ">=",
	operators.In: "in", operators.Add: "+", operators.Subtract: "-", operators.Multiply: "*", operators.Divide: "/", operators.Conditional: "?:",
}

// celTree writes what cel-go read: chains flat, negative literals folded.
func celTree(e ast.Expr) string {
	switch e.Kind() {
	case ast.LiteralKind:
		switch v := e.AsLiteral().(type) {
		case types.String:
			return strconv.Quote(string(v))
		case types.Double:
			return strconv.FormatFloat(float64(v), 'g', -1, 64)
		default:
			return fmt.Sprint(v.Value())
		}
	case ast.IdentKind:
		return e.AsIdent()
	case ast.SelectKind:
		return "(. " + celTree(e.AsSelect().Operand()) + " " + e.AsSelect().FieldName() + ")"
	case ast.ListKind:
		return celParts("[]", e.AsList().Elements())
	case ast.CallKind:
		c := e.AsCall()
		if c.IsMemberFunction() {
			return celParts("."+c.FunctionName(), append([]ast.Expr{c.Target()}, c.Args()...))
		}
		if sign, ok := signOf[c.FunctionName()]; ok {
			args := c.Args()
			if sign == "&&" || sign == "||" {
				args = celChain(c.FunctionName(), args, nil)
			}
			return folded(sign, celParts(sign, args))
		}
		return celParts(c.FunctionName()+"()", c.Args())
	}
	return "outside"
}

func celParts(head string, list []ast.Expr) string {
	out := "(" + head
	for _, e := range list {
		out += " " + celTree(e)
	}
	return out + ")"
}

func celChain(op string, args, out []ast.Expr) []ast.Expr {
	for _, a := range args {
		if a.Kind() == ast.CallKind && a.AsCall().FunctionName() == op {
			out = celChain(op, a.AsCall().Args(), out)
			continue
		}
		out = append(out, a)
	}
	return out
}

// folded makes (- 5) the literal -5, which cel-go does now and then.
func folded(sign, tree string) string {
	inner := strings.TrimSuffix(strings.TrimPrefix(tree, "(- "), ")")
	if _, err := strconv.ParseFloat(inner, 64); sign == "-" && err == nil {
		if inner == "0" { // of whole numbers
			return "0"
		}
		return "-" + inner
	}
	return tree
}

// rowTree writes what package rows read, in the same words.
func rowTree(n *rows.Node) string {
	switch n.Kind {
	case rows.Literal:
		if s, ok := n.Quoted(); ok {
			return strconv.Quote(s)
		}
		if n.Text == "true" || n.Text == "false" {
			return n.Text
		}
		if i, err := strconv.ParseInt(n.Text, 10, 64); err == nil {
			return fmt.Sprint(i)
		}
		f, _ := strconv.ParseFloat(n.Text, 64)
		return strconv.FormatFloat(f, 'g', -1, 64)
	case rows.Name:
		return n.Text
	case rows.Get:
		return "(. " + rowTree(n.Args[0]) + " " + n.Text + ")"
	case rows.List:
		return rowParts("[]", n.Args)
	case rows.Call:
		return rowParts(n.Text+"()", n.Args)
	case rows.Method:
		return rowParts("."+n.Text, n.Args)
	case rows.If:
		return rowParts("?:", n.Args)
	case rows.Unary:
		if of := n.Args[0]; of.Kind == rows.Unary && of.Text == n.Text && of.Bare() {
			return rowTree(of.Args[0]) // cel-go drops !! and --
		}
		return folded(n.Text, rowParts(n.Text, n.Args))
	}
	args := n.Args
	if n.Text == "&&" || n.Text == "||" {
		args = rowChain(n.Text, n.Args, nil)
	}
	return rowParts(n.Text, args)
}

func rowChain(op string, args, out []*rows.Node) []*rows.Node {
	for _, a := range args {
		if a.Kind == rows.Binary && a.Text == op {
			out = rowChain(op, a.Args, out)
			continue
		}
		out = append(out, a)
	}
	return out
}

func rowParts(head string, list []*rows.Node) string {
	out := "(" + head
	for _, n := range list {
		out += " " + rowTree(n)
	}
	return out + ")"
}

// TestRowsReadWhatCELReads holds that package rows reads every rule of the examples, and thousands that
// are made, as cel-go does.
func TestRowsReadWhatCELReads(t *testing.T) {
	p := plainParser(t)
	texts := exampleRules(t)
	m := rowstest.New(1)
	for i := range 12000 {
		if i%3 == 0 {
			texts = append(texts, m.Value([]string{"date", "integer", "number", "text", "list<text>"}[i%5], 3))
			continue
		}
		texts = append(texts, m.Rule(4))
	}
	for _, src := range texts {
		parsed, errs := p.Parse(common.NewTextSource(src))
		if list := errs.GetErrors(); len(list) > 0 {
			t.Fatalf("cel-go does not read %q: %v", src, list[0].Message)
		}
		n, err := rows.Parse(src)
		if err != nil {
			t.Fatalf("%q: %v", src, err)
		}
		if want, got := celTree(parsed.Expr()), rowTree(n); want != got {
			t.Fatalf("%q\n cel-go %s\n rows   %s", src, want, got)
		}
	}
}

// exampleRules are the texts of all rules of the examples.
func exampleRules(tb testing.TB) []string {
	tb.Helper()
	var out []string
	for _, dir := range []string{"../../examples/nanhai", measuredDir} {
		c := engine.Open(os.DirFS(dir))
		if c.Faults.HasErrors() {
			tb.Fatal(c.Faults.Text(c.Sources, "zh-Hans"))
		}
		eachRule(reflect.ValueOf(c.Spec), func(r spec.Rule) {
			if r.Set() {
				out = append(out, r.S)
			}
		})
	}
	if len(out) < 500 {
		tb.Fatalf("the examples have %d rules; they were not found", len(out))
	}
	return out
}

// eachRule visits every rule of a definition.
func eachRule(v reflect.Value, visit func(spec.Rule)) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			eachRule(v.Elem(), visit)
		}
	case reflect.Slice:
		for i := range v.Len() {
			eachRule(v.Index(i), visit)
		}
	case reflect.Map:
		for _, k := range v.MapKeys() {
			eachRule(v.MapIndex(k), visit)
		}
	case reflect.Struct:
		if r, ok := v.Interface().(spec.Rule); ok {
			visit(r)
			return
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				eachRule(v.Field(i), visit)
			}
		}
	}
}
