package prove

import (
	"strings"
	"testing"

	"banshi/engine/expr"
)

// TestFunctions holds that package prove knows every row of the table of functions: what a yes or no can
// come to, and how it is written.
func TestFunctions(t *testing.T) {
	for _, f := range expr.Functions() {
		n := &expr.Node{Op: expr.Op(f.Name), Args: []*expr.Node{{Op: expr.Var, Name: "a"}, {Op: expr.Var, Name: "b"}}}
		if f.Unary != nil {
			n.Args = n.Args[:1]
		}
		if out := ofKnown(n); f.Boolean() && out&isOther != 0 {
			t.Errorf("%s is a yes or no, and may be anything: say in ofKnown of outcomes.go what it can come to", f.Name)
		}
		want := f.Name + "("
		switch {
		case f.Member:
			want = "a." + want
		case f.Binary != nil && strings.Trim(f.Name, "=!<>+-*/") == "" || f.Name == "in":
			want = "a " + f.Name + " b"
		}
		if got := written(n); !strings.HasPrefix(got, want) {
			t.Errorf("%s is written %q, want %s…: see write.go", f.Name, got, want)
		}
	}
}
