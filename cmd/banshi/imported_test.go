package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// imported is what a package imports: path → a file that does.
type imported struct {
	ours, others, std map[string]string
}

// project is what the sources of a whole project say, by package.
type project struct {
	pkgs  map[string]*imported // what is built
	tests map[string]*imported // what their tests import besides

	clocks     []string // files below cmd that read the clock; tests may
	goroutines []string // files of the engine that start a goroutine; tests may
}

// source reads the project.
func source(t *testing.T) *project {
	t.Helper()
	p := &project{pkgs: map[string]*imported{}, tests: map[string]*imported{}}
	root := filepath.Join("..", "..")
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
		if !strings.HasSuffix(name, ".go") {
			return nil
		}
		rel, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			return err
		}
		p.read(file, filepath.ToSlash(rel))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// read enters one file, by its name in the project.
func (p *project) read(file *ast.File, name string) {
	to, pkg := p.pkgs, path.Dir(name)
	if strings.HasSuffix(name, "_test.go") {
		to = p.tests
	} else {
		if !strings.HasPrefix(name, "cmd/") && readsClock(file) {
			p.clocks = append(p.clocks, name)
		}
		if inEngine(pkg) && startsGoroutine(file) {
			p.goroutines = append(p.goroutines, name)
		}
	}
	if to[pkg] == nil {
		to[pkg] = &imported{map[string]string{}, map[string]string{}, map[string]string{}}
	}
	to[pkg].read(file, name)
}

func inEngine(pkg string) bool { return pkg == "engine" || fits(pkg, "engine/...") }

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

// clockFunctions are those of package time that ask what time it is.
var clockFunctions = []string{"Now", "Since", "Until"}

// readsClock tells whether a file asks package time what time it is, by whatever name it imports it.
func readsClock(file *ast.File) (found bool) {
	alias, dotted := "", false
	for _, i := range file.Imports {
		if i.Path.Value != `"time"` {
			continue
		}
		switch {
		case i.Name == nil:
			alias = "time"
		case i.Name.Name == ".":
			dotted = true
		default:
			alias = i.Name.Name
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch x := n.(type) {
		case *ast.SelectorExpr:
			if of, ok := x.X.(*ast.Ident); ok && of.Name == alias && of.Obj == nil && slices.Contains(clockFunctions, x.Sel.Name) {
				found = true
			}
			return !found
		case *ast.Ident:
			if dotted && x.Obj == nil && slices.Contains(clockFunctions, x.Name) {
				found = true
			}
		}
		return !found
	})
	return found
}

func startsGoroutine(file *ast.File) (found bool) {
	ast.Inspect(file, func(n ast.Node) bool {
		if _, ok := n.(*ast.GoStmt); ok {
			found = true
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

// planted is a project of one file, to see whether something in it is noticed.
func planted(t *testing.T, name, text string) *project {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), name, text, 0)
	if err != nil {
		t.Fatal(err)
	}
	p := &project{pkgs: map[string]*imported{}, tests: map[string]*imported{}}
	p.read(file, name)
	return p
}
