package tell_test

import (
	"path/filepath"
	"strings"
	"testing"

	"banshi/engine/tell"
)

// TestWhy explains everything of the first test of each item and of the first that did not pass, and
// holds that no answer names an id.
func TestWhy(t *testing.T) {
	p := openNanhai(t)
	for _, item := range p.Catalogue.Spec.Items {
		results := p.Item(item.ID.S)
		if len(results) == 0 {
			continue
		}
		var b strings.Builder
		wanted := map[string]bool{"pass": true, "refuse": true, "review": true}
		for _, r := range results {
			if r.Error != "" || !wanted[r.Outcome.State.Verdict] {
				continue
			}
			wanted[r.Outcome.State.Verdict] = false
			s, err := r.Run.Program.Open(r.Outcome.Input)
			if err != nil {
				t.Fatal(err)
			}
			teller := tell.New(r.Run.Program.Plan())
			b.WriteString("== " + r.Name + "\n")
			for _, path := range teller.Paths(r.Outcome.State) {
				w, ok := teller.Why(s, path)
				if !ok {
					t.Errorf("%s: nothing to tell of %s", item.ID.S, path)
					continue
				}
				if text := teller.Text(w); len(w.Conditions) > 0 || path == "verdict" {
					b.WriteString(path + " — " + text)
				}
				if strings.Contains(w.Answer, "_") {
					t.Errorf("%s: %s names an id", item.ID.S, w.Answer)
				}
			}
		}
		golden(t, filepath.Join("testdata", item.ID.S+".why.txt"), b.String())
	}
}
