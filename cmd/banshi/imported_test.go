package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// imported is what a package of ours imports, tests left out.
type imported struct {
	ours, others, std map[string]string // path → a file that imports it
}

// source reads the import lines of the whole project.
func source(t *testing.T) (map[string]*imported, []string) {
	t.Helper()
	root := filepath.Join("..", "..")
	out := map[string]*imported{}
	var clocks []string
	err := filepath.WalkDir(root, func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.IsDir() {
			if base := e.Name(); name != root && (base == "node_modules" || base == "testdata" || strings.HasPrefix(base, ".")) {
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		rel, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			return err
		}
		pkg := path.Dir(rel)
		if out[pkg] == nil {
			out[pkg] = &imported{map[string]string{}, map[string]string{}, map[string]string{}}
		}
		out[pkg].read(file, rel)
		if !strings.HasPrefix(rel, "cmd/") && readsClock(file) {
			clocks = append(clocks, rel)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out, clocks
}

func (p *imported) read(file *ast.File, name string) {
	for _, i := range file.Imports {
		what, err := strconv.Unquote(i.Path.Value)
		if err != nil {
			continue // the compiler refuses it before we do
		}
		first, _, _ := strings.Cut(what, "/")
		switch {
		case strings.HasPrefix(what, module+"/"):
			p.ours[strings.TrimPrefix(what, module+"/")] = name
		case strings.Contains(first, "."):
			p.others[what] = name
		default:
			p.std[what] = name
		}
	}
}

func readsClock(file *ast.File) (found bool) {
	ast.Inspect(file, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok && s.Sel.Name == "Now" {
			if x, ok := s.X.(*ast.Ident); ok && x.Name == "time" && x.Obj == nil {
				found = true
			}
		}
		return !found
	})
	return found
}

// reach is everything of ours that a package imports, directly or through others.
func reach(pkgs map[string]*imported, from string) map[string]bool {
	out := map[string]bool{}
	var walk func(string)
	walk = func(pkg string) {
		if pkgs[pkg] == nil {
			return
		}
		for next := range pkgs[pkg].ours {
			if !out[next] {
				out[next] = true
				walk(next)
			}
		}
	}
	walk(from)
	return out
}

func noticesClock(t *testing.T, dir string) bool {
	t.Helper()
	name := filepath.Join(dir, "x.go")
	if err := os.WriteFile(name, []byte("package x\nimport \"time\"\nvar At = time.Now\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	return readsClock(file)
}
