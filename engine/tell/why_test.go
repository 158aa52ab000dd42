package tell_test

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"banshi/engine/tell"
)

// doubled are words that a sentence says twice, or a value that it does not say.
var doubled = regexp.MustCompile(`的的|级级|：：|；；|。。|““|””|（）|：$|→ $`)

// wellSaid holds that no answer names an id or a sign of the rule language, and says nothing twice.
func wellSaid(t *testing.T, item, text string, w tell.Why) {
	t.Helper()
	for _, line := range strings.Split(text, "\n") {
		if bad := doubled.FindString(line); bad != "" {
			t.Errorf("%s %s: %q holds %q", item, w.Path, line, bad)
		}
	}
	if strings.Contains(w.Answer, "_") {
		t.Errorf("%s: %s names an id", item, w.Answer)
	}
	for _, c := range w.Conditions {
		if c.Role == "" && !strings.HasSuffix(c.Rule, ".that") {
			t.Errorf("%s %s: nobody says what hangs on it", item, c.Rule)
		}
		said := []string{c.Text}
		for _, b := range c.Because {
			said = append(said, b.Text)
		}
		for _, s := range said {
			if bad := signs.FindString(s); bad != "" {
				t.Errorf("%s %s: %q holds %q", item, c.Rule, s, bad)
			}
		}
	}
}

// TestWhy explains everything of the first test of each item and of the first that did not pass.
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
				wellSaid(t, item.ID.S, teller.Text(w), w)
			}
		}
		golden(t, filepath.Join("testdata", item.ID.S+".why.txt"), b.String())
	}
}
