package prove

import "testing"

// TestMutate holds that the tests of the old-age allowance notice most ways of breaking it, that those of
// its core rules are all noticed, and that the plan that serves applications is left alone.
func TestMutate(t *testing.T) {
	p := openNanhai(t)
	mutants, err := p.Mutate("elder_allowance", "")
	if err != nil {
		t.Fatal(err)
	}
	killed, kinds := 0, map[string]int{}
	for _, m := range mutants {
		kinds[m.Kind]++
		if !m.Survived() {
			killed++
			continue
		}
		t.Logf("survives: %s %s %s", m.Rule, m.Kind, m.Change)
		switch m.Rule {
		case "eligibility.age.that", "eligibility.alive.that", "eligibility.account.that":
			t.Errorf("%s: %s %s is noticed by no test", m.Rule, m.Kind, m.Change)
		}
	}
	t.Logf("%d mutants, %d noticed, %v", len(mutants), killed, kinds)
	if len(mutants) < 60 || killed*10 < len(mutants)*7 {
		t.Errorf("%d of %d noticed, want 7 in 10", killed, len(mutants))
	}
	for _, r := range p.Item("elder_allowance") {
		if !r.Passed() {
			t.Errorf("%s fails after mutation: the plan in use was changed", r.Name)
		}
	}
}

// TestEveryTestCanFail holds that the judge sees each kind of difference: every expectation of a test,
// turned round, fails.
func TestEveryTestCanFail(t *testing.T) {
	p := openNanhai(t)
	r := p.Item("elder_allowance")[0]
	tests := p.Tests("elder_allowance")
	j := words{r.Run.Program.Plan()}
	for path, want := range map[string]func() []Difference{
		"verdict": func() []Difference { e := tests[5].Expect; return compare(j, r.Outcome.State, &e) },
		"rules.age": func() []Difference {
			e := tests[1].Expect
			e.Verdict = nil
			return compare(j, r.Outcome.State, &e)
		},
		"fields.amount.value": func() []Difference { e := tests[7].Expect; return compare(j, r.Outcome.State, &e) },
		"errors":              func() []Difference { e := tests[33].Expect; return compare(j, r.Outcome.State, &e) },
		"blocked":             func() []Difference { e := tests[32].Expect; return compare(j, r.Outcome.State, &e) },
		"materials.stop_proof": func() []Difference {
			e := tests[16].Expect
			return compare(j, r.Outcome.State, &e)
		},
	} {
		found := false
		for _, d := range want() {
			found = found || d.Path == path
		}
		if !found {
			t.Errorf("%s: no difference seen: %+v", path, want())
		}
	}
}
