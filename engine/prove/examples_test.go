package prove

import (
	"os"
	"testing"

	"banshi/engine"
)

const nanhai = "../../examples/nanhai"

func openNanhai(tb testing.TB) *Prover {
	tb.Helper()
	fsys := os.DirFS(nanhai)
	c := engine.Open(fsys)
	if c.Faults.HasErrors() {
		tb.Fatal(c.Faults.Text(c.Sources, "zh-Hans"))
	}
	p, err := Open(c, fsys)
	if err != nil {
		tb.Fatal(err)
	}
	return p
}

// TestExamples runs every test of the example district.
func TestExamples(t *testing.T) {
	p := openNanhai(t)
	for _, item := range p.Catalogue.Spec.Items {
		results := p.Item(item.ID.S)
		if len(results) == 0 {
			continue
		}
		t.Run(item.ID.S, func(t *testing.T) {
			for _, r := range results {
				if !r.Passed() {
					t.Error("\n" + Text([]*Result{r}))
				}
			}
			t.Log(Text(results))
		})
	}
}
