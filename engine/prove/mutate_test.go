package prove

import (
	"testing"

	"banshi/engine/spec"
)

// TestMutate holds that the tests of the old-age allowance notice nearly all ways of breaking it, that those of
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
	if len(mutants) < 60 || ScoreOf(mutants).Percent() < 95 {
		t.Errorf("%+v noticed, want 95 in 100", ScoreOf(mutants))
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
	expect := func(name string) spec.Expect {
		for _, test := range tests {
			if test.Name.S == name {
				return test.Expect
			}
		}
		t.Fatalf("no test %q", name)
		return spec.Expect{}
	}
	j := words{r.Run.Program.Plan()}
	for path, want := range map[string]func() []Difference{
		"verdict": func() []Difference { e := expect("60岁，年龄不够"); return compare(j, r.Outcome.State, &e) },
		"rules.age": func() []Difference {
			e := expect("还有31天满80周岁，太早，告诉他哪天可以来")
			e.Verdict = nil
			return compare(j, r.Outcome.State, &e)
		},
		"fields.amount.value": func() []Difference {
			e := expect("90岁生日当天，升到90岁档")
			return compare(j, r.Outcome.State, &e)
		},
		"errors": func() []Difference {
			e := expect("没有承诺的，不能提交")
			return compare(j, r.Outcome.State, &e)
		},
		"blocked": func() []Difference {
			e := expect("住养老院没写哪一家，不能提交")
			return compare(j, r.Outcome.State, &e)
		},
		"materials.stop_proof": func() []Difference {
			e := expect("迁来接着领，要交停发证明")
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
