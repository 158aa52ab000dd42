package fault_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"banshi/runtime/base/fault"
)

// root is the top of the repository, where every package that refuses something lies.
const root = "../../.."

var verb = regexp.MustCompile(`%(?:\[\d+\])?[a-z]`)

// Every text that a refusal can say stands in a table of its package, in both languages, with the same
// values in it. What is written at the place of use would be in no table: nothing but New, Wrap, E and
// Field take a Text, and the compiler lets nothing else through.
func TestEveryTextHasBothLanguages(t *testing.T) {
	texts := 0
	walk(t, func(path string, file *ast.File) {
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || !isSay(call) {
				return true
			}
			zh, en := literal(call.Args, 0), literal(call.Args, 1)
			if zh == "" && en == "" && len(call.Args) == 2 {
				return true // a value in words, like a level: made of a number
			}
			texts++
			if name := filepath.Base(path); name != "messages.go" && name != "serve_refusals.go" {
				t.Errorf("%s: %q stands outside the table of its package", path, zh)
			}
			if fault := faultOf(zh, en); fault != "" {
				t.Errorf("%s: %q / %q: %s", path, zh, en, fault)
			}
			return true
		})
	})
	if texts < 120 {
		t.Errorf("only %d texts were found: is the walk in the right place?", texts)
	}
}

func faultOf(zh, en string) string {
	a, b := verb.FindAllString(zh, -1), verb.FindAllString(en, -1)
	slices.Sort(a)
	slices.Sort(b)
	switch {
	case zh == "" || en == "":
		return "a language is missing"
	case strings.ContainsFunc(en, func(r rune) bool { return unicode.Is(unicode.Han, r) }):
		return "Chinese in the English text"
	case !slices.Equal(a, b):
		return "other values"
	case strings.HasSuffix(zh, "。") || strings.HasSuffix(en, "."):
		return "ends with a full stop"
	}
	return ""
}

func TestFaultsOfTextsAreSeen(t *testing.T) {
	for _, c := range [][2]string{{"有", ""}, {"", "there"}, {"有", "there 有"}, {"有%d", "there"}, {"有%d", "%s"}, {"有。", "there"}, {"有", "there."}} {
		if faultOf(c[0], c[1]) == "" {
			t.Errorf("%q is taken", c)
		}
	}
}

// walk parses every file of the packages that refuse something, tests left out.
func walk(t *testing.T, visit func(path string, file *ast.File)) {
	t.Helper()
	for _, top := range []string{"runtime", "catalog", "designer", "cmd"} {
		err := filepath.WalkDir(filepath.Join(root, top), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || strings.HasSuffix(path, "fault/text.go") {
				return err
			}
			src, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, src, 0)
			if err != nil {
				return err
			}
			visit(path, file)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func isSay(call *ast.CallExpr) bool {
	if id, ok := call.Fun.(*ast.Ident); ok { // in package fault itself
		return id.Name == "Say"
	}
	s, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || s.Sel.Name != "Say" {
		return false
	}
	x, ok := s.X.(*ast.Ident)
	return ok && x.Name == "fault"
}

func literal(args []ast.Expr, i int) string {
	if i >= len(args) {
		return ""
	}
	l, ok := args[i].(*ast.BasicLit)
	if !ok {
		return ""
	}
	s, err := strconv.Unquote(l.Value)
	if err != nil {
		return ""
	}
	return s
}

func TestTextsIn(t *testing.T) {
	size := fault.Say("大", "large")
	text := fault.Say("%s，最多 %d", "%s; at most %d").With(size, 3)
	if text.In("en") != "large; at most 3" || text.In("zh-Hans") != "大，最多 3" || text.String() != "大，最多 3" {
		t.Errorf("%q %q", text.In("en"), text)
	}
	if got := fault.Joined([]fault.Text{size, size}, fault.Say("、", ", ")); got.In("en") != "large, large" || got.String() != "大、大" {
		t.Errorf("%q", got)
	}
	if !(fault.Text{}).None() || size.None() {
		t.Error("None")
	}
}
