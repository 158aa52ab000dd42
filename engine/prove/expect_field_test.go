package prove

import (
	"strings"
	"testing"

	"banshi/engine/eval"
	"banshi/engine/load/grammar"
	"banshi/engine/plan"
)

// TestAspects holds that whatever check lets a test state of a field is looked at, and nothing else.
func TestAspects(t *testing.T) {
	at := fieldAt{at: "fields.x", title: "“甲”", def: &plan.Field{ID: "x", Type: "text"}, got: eval.FieldState{}}
	for _, key := range append([]string{"vlaue"}, grammar.FieldAspects...) {
		j := &judge{words: words{&plan.Plan{}}, state: &eval.State{}}
		j.aspect(at, key, "neither")
		if len(j.out) != 1 || strings.HasPrefix(j.out[0].Want, "测试里没有") != (key == "vlaue") {
			t.Errorf("%s: %+v", key, j.out)
		}
	}
}
