package gen

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// docs are the comments of structs and fields, and the texts of blocks of constants.
type docs struct {
	types  map[string]string   // plan.Fact
	fields map[string]string   // plan.Fact.Key
	consts map[string][]string // by the first constant of the block
}

func readDocs(root string, dirs ...string) (docs, error) {
	d := docs{types: map[string]string{}, fields: map[string]string{}, consts: map[string][]string{}}
	for _, dir := range dirs {
		files, err := os.ReadDir(filepath.Join(root, dir))
		if err != nil {
			return d, fmt.Errorf("gen: sources of the structs: %w", err)
		}
		for _, f := range files {
			if !strings.HasSuffix(f.Name(), ".go") || strings.HasSuffix(f.Name(), "_test.go") {
				continue
			}
			path := filepath.Join(root, dir, f.Name())
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ParseComments)
			if err != nil {
				return d, fmt.Errorf("gen: %w", err)
			}
			d.file(filepath.Base(dir), file)
		}
	}
	return d, nil
}

func (d docs) file(pkg string, file *ast.File) {
	for _, decl := range file.Decls {
		g, ok := decl.(*ast.GenDecl)
		if !ok {
			continue
		}
		if g.Tok == token.CONST {
			d.block(g)
			continue
		}
		for _, s := range g.Specs {
			if ts, ok := s.(*ast.TypeSpec); ok {
				d.structure(pkg+"."+ts.Name.Name, ts, g.Doc)
			}
		}
	}
}

func (d docs) structure(name string, ts *ast.TypeSpec, doc *ast.CommentGroup) {
	st, ok := ts.Type.(*ast.StructType)
	if !ok {
		return
	}
	d.types[name] = strings.TrimSpace(doc.Text())
	for _, f := range st.Fields.List {
		text := f.Doc.Text() + f.Comment.Text()
		for _, n := range f.Names {
			d.fields[name+"."+n.Name] = strings.TrimSpace(text)
		}
	}
}

func (d docs) block(g *ast.GenDecl) {
	var first string
	for _, s := range g.Specs {
		v := s.(*ast.ValueSpec)
		for i, n := range v.Names {
			if first == "" {
				first = n.Name
			}
			if i >= len(v.Values) {
				continue
			}
			if lit, ok := v.Values[i].(*ast.BasicLit); ok && lit.Kind == token.STRING {
				text, _ := strconv.Unquote(lit.Value)
				d.consts[first] = append(d.consts[first], text)
			}
		}
	}
}
