package runtime

import (
	"slices"
	"testing"

	"banshi/engine/eval"
	"banshi/engine/plan"
)

// The level of a section counts for whatever a patch changes of it, and for nothing that it only says again.
func TestStepLevel(t *testing.T) {
	p := &plan.Plan{Fields: []*plan.Field{{ID: "name", Section: "plain"}, {ID: "account", Section: "money"}, {ID: "payees", Section: "money"}}}
	state := &eval.State{Sections: map[string]eval.SectionState{"plain": {}, "money": {Level: 4}}, Materials: map[string]eval.MaterialState{"promise": {Level: 5}, "copy": {}}}
	c := Content{Confirmed: eval.Marks{"form.account": "marked"}, Disputed: []string{"form.payees[r1].no"}}
	list := func(paths ...string) *[]string { return &paths }
	for _, x := range []struct {
		name  string
		patch Patch
		level int
	}{
		{"nothing", Patch{}, 0},
		{"an answer of a plain section", Patch{Answers: map[string]any{"name": "甲"}}, 0},
		{"an answer", Patch{Answers: map[string]any{"account": "1"}}, 4},
		{"an answer that is left blank", Patch{Answers: map[string]any{"account": nil}}, 4},
		{"an answer taken back", Patch{Cleared: []string{"account"}}, 4},
		{"a plain confirmation, the other said again", Patch{Confirmed: list("form.name", "form.account")}, 0},
		{"a confirmation taken back", Patch{Confirmed: list("form.name")}, 4},
		{"a confirmation of a cell", Patch{Confirmed: list("form.account", "form.payees[r1].no")}, 4},
		{"a dispute said again", Patch{Disputed: list("form.payees[r1].no", "form.name")}, 0},
		{"a dispute taken back", Patch{Disputed: list()}, 4},
		{"a signature that asks for nothing of its own", Patch{Sign: []string{"copy"}}, 0},
		{"a signature", Patch{Sign: []string{"copy", "promise"}, Answers: map[string]any{"account": "1"}}, 5},
	} {
		if got := stepLevel(p, state, c.touched(x.patch), x.patch.Sign); got != x.level {
			t.Errorf("%s: level %d, want %d; touched %v", x.name, got, x.level, slices.Sorted(slices.Values(c.touched(x.patch))))
		}
	}
}
