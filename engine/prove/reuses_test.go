package prove_test

import (
	"os"
	"reflect"
	"testing"

	"banshi/engine"
	"banshi/engine/eval"
	"banshi/engine/prove"
)

// What is told of each way of not asking for a paper is what the state made of it: over all tests of all examples, a paper is
// reused if and only if the last way that was tried says so, by the same fact and the same record.
func TestReusesTellWhatTheStateSays(t *testing.T) {
	fsys := os.DirFS("../../examples/nanhai")
	c := engine.Open(fsys)
	p, err := prove.Open(c, fsys)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]int{}
	for _, item := range c.Spec.Items {
		for _, r := range p.Item(item.ID.S) {
			in := r.Outcome.Input
			in.Given = nil // what was brought counts before what is held
			s, err := r.Run.Program.Open(in)
			if err != nil {
				t.Fatal(err)
			}
			last := map[string]eval.Tried{}
			s.Reuses(func(got eval.Tried) {
				seen[got.Outcome]++
				if was := last[got.Material]; was.Outcome == eval.TriedReused || was.Entry >= got.Entry {
					t.Errorf("%s, %s: %s is tried on after %+v", item.ID.S, r.Name, got.Material, was)
				}
				last[got.Material] = got
			})
			for path, m := range s.State().Materials {
				got := last[path]
				reused := m.State == "reused"
				if reused != (got.Outcome == eval.TriedReused) && m.State != "not_needed" && m.State != "made" {
					t.Errorf("%s, %s: %s is %s, and the last way tried is %+v", item.ID.S, r.Name, path, m.State, got)
				}
				if reused && (got.By != m.By || !reflect.DeepEqual(got.Evidence, m.Evidence)) {
					t.Errorf("%s, %s: %s by %s %+v, told %s %+v", item.ID.S, r.Name, path, m.By, m.Evidence, got.By, got.Evidence)
				}
			}
		}
	}
	for _, outcome := range []string{eval.TriedNone, eval.TriedDown, eval.TriedCondition, eval.TriedReused} {
		if seen[outcome] == 0 {
			t.Errorf("no example has %q: %v", outcome, seen)
		}
	}
}
