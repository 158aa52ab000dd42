package engine_test

import (
	"encoding/json"
	"os"
	"testing"

	"banshi/engine"
	"banshi/engine/eval"
	"banshi/engine/prove"
)

// What comes of an application does not hang on the language in which it is filled in: every test of the examples comes to the
// same values, papers, signatures and verdict in English.
func TestSameInEveryLanguage(t *testing.T) {
	dir := os.DirFS("../examples/nanhai")
	c := engine.Open(dir)
	world, err := prove.ReadWorld(dir, c.Spec)
	if err != nil {
		t.Fatal(err)
	}
	runs := 0
	for _, tests := range c.Spec.Tests {
		for i := range tests.Tests {
			test := &tests.Tests[i]
			var said [2]string
			for n, language := range []string{"zh-Hans", "en"} {
				run, err := prove.NewRun(c.Program(tests.Item.S, language), world, test)
				if err != nil {
					t.Fatalf("%s, %s: %v", tests.Item.S, test.Name.S, err)
				}
				out, err := run.Evaluate()
				if err != nil {
					t.Fatalf("%s, %s: %v", tests.Item.S, test.Name.S, err)
				}
				said[n] = wordless(t, out.State)
			}
			if runs++; said[0] != said[1] {
				t.Errorf("%s, %s: in English\n%s\nand not\n%s", tests.Item.S, test.Name.S, said[1], said[0])
			}
		}
	}
	if runs < 100 {
		t.Errorf("only %d tests were run", runs)
	}
}

// wordless is what a state decides, without the words in which it says so.
func wordless(t *testing.T, s *eval.State) string {
	values := map[string]any{}
	for path, f := range s.Fields {
		values[path] = []any{f.Shown, f.Is, f.Value, f.Edit}
	}
	papers := map[string]any{}
	for path, m := range s.Materials {
		papers[path] = []any{m.State, m.Signer}
	}
	rules := map[string]any{}
	for id, r := range s.Rules {
		rules[id] = []any{r.Result, r.Effect}
	}
	raw, err := json.Marshal([]any{s.Verdict, values, papers, rules, s.Review, len(s.Blocked)})
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}
