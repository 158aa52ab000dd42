package tell_test

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"banshi/engine"
	"banshi/engine/prove"
	"banshi/engine/tell"
)

var update = flag.Bool("update", false, "write the goldens")

func openNanhai(tb testing.TB) *prove.Prover {
	tb.Helper()
	fsys := os.DirFS("../../examples/nanhai")
	c := engine.Open(fsys)
	if c.Faults.HasErrors() {
		tb.Fatal(c.Faults.Text(c.Sources, "zh-Hans"))
	}
	p, err := prove.Open(c, fsys)
	if err != nil {
		tb.Fatal(err)
	}
	return p
}

// signs are what no sentence may hold: names of ids, operators, brackets of the rule language.
var signs = regexp.MustCompile(`[a-z]+_[a-z]+|[a-z]+\.[a-z]+|&&|\|\||==|!=|%[abc]|^$|^，|（，`)

// TestSentences writes every rule of the example district as a sentence, in both languages.
func TestSentences(t *testing.T) {
	p := openNanhai(t)
	for _, item := range p.Catalogue.Spec.Items {
		for _, language := range []string{"zh-Hans", "en"} {
			plan := p.Catalogue.Plan(item.ID.S, language)
			teller := tell.New(plan)
			var b strings.Builder
			for _, r := range prove.Rules(plan) {
				s := teller.Sentence(r.Path, r.Node)
				b.WriteString(r.Path + ": " + s + "\n")
				if bad := signs.FindString(s); bad != "" {
					t.Errorf("%s %s: %q holds %q", item.ID.S, r.Path, s, bad)
				}
			}
			golden(t, filepath.Join("testdata", item.ID.S+"."+language+".txt"), b.String())
		}
	}
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != got {
		t.Errorf("%s is older than the rules; look at it and run go test ./engine/tell -update\n%s", file, got)
	}
}
