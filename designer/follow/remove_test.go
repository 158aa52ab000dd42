package follow_test

import (
	"errors"
	"strings"
	"testing"

	"banshi/designer/follow"
	"banshi/engine"
	"banshi/engine/diag"
	"banshi/engine/print"
	"banshi/runtime/base/over"
)

// A field that a rule and tests name: the rule and the translations go along, the tests are told with their places.
func TestRemove(t *testing.T) {
	base := engine.OpenBase(nanhai)
	const item = "elder_allowance"
	got, err := follow.Remove(base, nanhai, item, []print.Path{"/form/#household/fields/#living"})
	if err != nil {
		t.Fatal(err)
	}
	files := done(t, nanhai, got.Changes)
	if en := files["items/elder_allowance/item.en.yaml"]; en == "" || strings.Contains(en, "form.living.") {
		t.Errorf("translations are left: %v", got.Changes)
	}
	in := map[string]int{}
	for _, d := range got.Breaks {
		in[d.Span.Start.File]++
		if d.Code == diag.UnknownTextPath {
			t.Error(d)
		}
	}
	if in["items/elder_allowance/item.yaml"] != 0 || in["items/elder_allowance/tests.yaml"] < 5 || len(in) != 1 {
		t.Errorf("breaks: %v", in)
	}
	if len(got.Rules) != 1 || got.Rules[0].Path != "/form/#household/fields/#care_org/show" || got.Rules[0].Was != `form.living == "home"` {
		t.Errorf("rules: %v", got.Rules)
	}
	if opened := base.Item(over.Files(nanhai, done(t, nanhai, got.Changes)), item); opened.Faults.Count(diag.Error) != len(got.Breaks) {
		t.Errorf("%d faults, %d told", opened.Faults.Count(diag.Error), len(got.Breaks))
	}
	if _, err := follow.Remove(base, nanhai, item, []print.Path{"/form/#nowhere"}); !errors.Is(err, follow.ErrNoEntry) {
		t.Error(err)
	}
}
