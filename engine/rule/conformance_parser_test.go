package rule_test

import (
	"fmt"
	"strings"
	"testing"

	"cel.dev/cel-go/common"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/debug"
	"cel.dev/cel-go/parser"

	"banshi/engine/expr"
	"banshi/engine/rule"
	"banshi/engine/value"
)

// TestParsers holds that cel-go's hand-written parser, which we use, reads what its generated one
// reads, and places every node where that does: on all expressions of the suites and on the measured
// item. Where a node ends is not compared: the generated one counts bytes, so that it is wrong behind a
// Chinese text, and the hand-written one ends a negative number behind its sign (see literalEnd).
func TestParsers(t *testing.T) {
	made := func(pratt bool) *parser.Parser {
		p, err := parser.NewParser(parser.EnablePrattParser(pratt), parser.Macros(parser.AllMacros...))
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	generated, written := made(false), made(true)
	sources := []string{}
	for _, c := range readSuite(t) {
		sources = append(sources, c.Expr)
	}
	b, _ := newBare(t)
	sources = append(sources, b.sources...)
	for _, src := range sources {
		if strings.HasPrefix(src, ".") {
			continue // a name that begins with a dot: the two disagree whether the dot belongs to it
		}
		if want, got := parsed(generated, src), parsed(written, src); want != got {
			t.Errorf("%.200q:\n generated %.600s\n written   %.600s", src, want, got)
		}
	}
}

// parsed is the tree of an expression with the beginning of each node; "error" for none.
func parsed(p *parser.Parser, src string) string {
	a, errs := p.Parse(common.NewTextSource(src))
	if len(errs.GetErrors()) > 0 {
		return "error"
	}
	var places []string
	ast.PreOrderVisit(a.Expr(), ast.NewExprVisitor(func(e ast.Expr) {
		r, _ := a.SourceInfo().GetOffsetRange(e.ID())
		places = append(places, fmt.Sprint(r.Start))
	}))
	return fmt.Sprint(debug.ToDebugString(a.Expr()), places)
}

// FuzzCompile holds that the judge takes any text: it never panics, what it lets through can be bound
// and evaluated, and what it refuses it refuses at a place of the text.
func FuzzCompile(f *testing.F) {
	for _, seed := range []string{
		`form.kind == "own" && form.area > -1.50`, `form.rows.exists(r, has(r.no) && r.no in ["1", '2'])`, `sum(form.rows.map(r, r.n)) / 3`,
		`[1, 2.5, -3][0]`, `"""a"b""" + r'\' // x`, `{"a": 1}.a ? T{x: 1} : b"x"`, `form.. == ?`, `((((((((((`, `form.rows.exists(form, form.n > 1)`, `form.rows.exists_one(r, r.n > 1)`, `1e3 < .5`, `"租`, "a\n  .b(", `-(-9223372036854775808)`,
	} {
		f.Add(seed)
	}
	row := &rule.RecordType{Name: "R", Title: "行", Fields: map[string]*rule.Type{"no": rule.Scalar(rule.Text), "n": rule.Scalar(rule.Integer)}}
	env, err := rule.NewEnv(map[string]*rule.Type{"form": rule.RecordOf(&rule.RecordType{Name: "T", Title: "表单", Fields: map[string]*rule.Type{
		"kind": {Kind: rule.Text, Options: []rule.OptionCode{{Code: "own", Text: "自有"}}}, "area": rule.Scalar(rule.Number),
		"rows": rule.ListOf(rule.RecordOf(row), 10), "day": rule.Scalar(rule.Date),
	}}), "today": rule.Scalar(rule.Date)})
	if err != nil {
		f.Fatal(err)
	}
	slots := boundNames{"form.kind": 0, "form.area": 1, "form.rows": 2, "form.day": 3, "today": 4}
	f.Fuzz(func(t *testing.T, src string) {
		checked, faults := env.Compile(src, nil)
		for _, x := range faults {
			if n := len([]rune(src)); x.From < 0 || x.From > x.To || x.From > n || x.To > n+1 || x.Message == "" {
				t.Errorf("%q: fault %+v has no place in %d characters", src, x, n)
			}
		}
		if checked == nil {
			if len(faults) == 0 {
				t.Errorf("%q: refused without a word", src)
			}
			return
		}
		program, err := expr.Bind(checked.Node, slots)
		if err != nil {
			t.Fatalf("%q: %v", src, err)
		}
		program.Eval(&expr.Frame{Slots: []value.Value{value.Text("own"), value.Int(1), value.List(nil), value.Empty(), value.DateOf(0)}, Calendar: &value.Calendar{}})
	})
}
