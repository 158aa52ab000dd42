package replay_test

import (
	"os"
	"slices"
	"testing"

	"banshi/designer/replay"
	"banshi/engine"
	"banshi/engine/eval"
)

// Of each paper what was waived and what was asked for is what the cases' own states say, and the reasons add up.
func TestUses(t *testing.T) {
	base := engine.OpenBase(os.DirFS("../../examples/nanhai"))
	cases, prog := past(t, base), program(t, base)
	got, err := replay.Uses(prog, func(int) (*eval.Program, error) { return prog, nil }, all(cases))
	if err != nil || got.Failed > 0 || got.Cases != len(cases) {
		t.Fatalf("%+v %v", got, err)
	}
	waived, asked, why := map[string]int{}, map[string]int{}, 0
	for _, c := range cases {
		s, err := prog.Evaluate(c.Input)
		if err != nil {
			t.Fatal(err)
		}
		for path, m := range s.Materials {
			switch m.State {
			case "reused":
				waived[path]++
			case "needed", "undecided", "to_be_found", "promised", "deferred", "given":
				asked[path]++
			}
		}
	}
	for _, p := range got.Papers {
		if p.Waived != waived[p.Material] || p.Asked != asked[p.Material] {
			t.Errorf("%s: waived %d, asked %d; the states say %d and %d", p.Material, p.Waived, p.Asked, waived[p.Material], asked[p.Material])
		}
		sum, by := 0, 0
		for _, r := range p.Reasons {
			sum += r.Count
			if r.Count != len(r.Cases) || !slices.IsSorted(r.Cases) {
				t.Errorf("%s: %+v", p.Material, r)
			}
			if r.Outcome == "condition" && r.Clause == "" {
				t.Errorf("%s: a condition without its clause: %+v", p.Material, r)
			}
			why++
		}
		for _, n := range p.By {
			by += n
		}
		if sum != p.Asked || by != p.Waived {
			t.Errorf("%s: the reasons of %d add up to %d, the records of %d to %d", p.Material, p.Asked, sum, p.Waived, by)
		}
	}
	if why < 3 {
		t.Errorf("only %d reasons are told: %+v", why, got)
	}
}
