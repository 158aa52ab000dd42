package rule_test

import (
	"fmt"
	"strings"
	"testing"

	"cel.dev/cel-go/common"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/debug"
	"cel.dev/cel-go/parser"
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
