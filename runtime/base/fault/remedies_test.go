package fault_test

import (
	"go/ast"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// What tells somebody what to do: a request, a way that is open, who does it instead, or the bound that is to be kept.
var (
	doChinese = regexp.MustCompile(`请|可以|重新|稍后|再试|另|改|只能|只有|只给|只供|要|须|应|最多|至少|不超过|找|联系|到[^期]|等|由|不用|不必|直接|写成|先|从.+(进|选|办)`)
	doEnglish = regexp.MustCompile(`(?i)\bplease\b|\bcan\b|\bmay\b|\bask\b|\btry\b|\bagain\b|\banew\b|\bchoose\b|\bsign in\b|\bwrite\b|\bgive\b|\bsay\b|\bonly\b|\bmust\b|\bneeds?\b|\bat (most|least)\b|\bgo (to|on|by)\b|\bcome\b|\bopen\b|\banother\b|\bother\b|\btake\b|\bsend\b|\bfill\b|\bhand\b|\bwait\b|\bread\b|\binstead\b|[:;,] (look|see|scan|delete|confirm|reject|compare|type|download|tell|act|set|check|add|raise|receive|mend|pair|reload|upload|leave|begin|show|wait)\b|\b(see|answer|receive) .*first\b`)
)

// Every text of a refusal says what to do. The list is read from the code: whatever goes into a fault, by itself, in a
// field, or through a function of the same package that makes one.
func TestEveryRefusalSaysWhatToDo(t *testing.T) {
	texts, refused := map[string][2]string{}, map[string]bool{}
	shared := map[string]string{} // of a name, the one that it stands for
	walk(t, func(path string, file *ast.File) {
		dir := filepath.Dir(path)
		ast.Inspect(file, func(n ast.Node) bool {
			if spec, ok := n.(*ast.ValueSpec); ok && len(spec.Names) == len(spec.Values) {
				for i, v := range spec.Values {
					switch v := v.(type) {
					case *ast.CallExpr:
						if isSay(v) {
							texts[dir+"."+spec.Names[i].Name] = [2]string{literal(v.Args, 0), literal(v.Args, 1)}
						}
					case *ast.SelectorExpr: // a text that several say in the same words
						if x, ok := v.X.(*ast.Ident); ok && x.Name == "fault" {
							shared[dir+"."+spec.Names[i].Name] = filepath.Join(root, "runtime/base/fault") + "." + v.Sel.Name
						}
					}
				}
			}
			for _, arg := range refusing(n) {
				ast.Inspect(arg, func(n ast.Node) bool {
					if id, ok := n.(*ast.Ident); ok && strings.HasPrefix(id.Name, "say") {
						refused[dir+"."+id.Name] = true
					}
					return true
				})
			}
			return true
		})
	})
	judged := 0
	for name := range refused {
		if of := shared[name]; of != "" {
			name = of
		}
		text, ok := texts[name]
		if !ok {
			continue
		}
		if text[0] == "、" || strings.HasSuffix(text[0], "：%s") {
			continue // joins others
		}
		judged++
		if !doChinese.MatchString(text[0]) || !doEnglish.MatchString(text[1]) {
			t.Errorf("%s says only what is wrong: %s / %s", name, text[0], text[1])
		}
	}
	if judged < 200 {
		t.Errorf("only %d texts of refusals were found", judged)
	}
}

// refusing gives those parts of a node that become the words of a refusal.
func refusing(n ast.Node) []ast.Expr {
	switch n := n.(type) {
	case *ast.CallExpr:
		if s, ok := n.Fun.(*ast.SelectorExpr); ok {
			if x, ok := s.X.(*ast.Ident); ok && (x.Name == "fault" && (s.Sel.Name == "New" || s.Sel.Name == "Wrap") || x.Name == "web" && s.Sel.Name == "E") {
				return n.Args
			}
		}
	case *ast.CompositeLit:
		if s, ok := n.Type.(*ast.SelectorExpr); ok && s.Sel.Name == "Field" {
			return n.Elts
		}
	}
	return nil
}
