package prove

import (
	"encoding/json"
	"testing"

	"banshi/engine/eval"
	"banshi/engine/spec"
)

// TestDays holds how a test expects the promised limit: a span, a number, or a range while it is not decided.
func TestDays(t *testing.T) {
	decided, open := eval.LimitState{Promised: "5wd"}, eval.LimitState{Least: "5wd", Most: "2mo"}
	for _, c := range []struct {
		limit eval.LimitState
		days  any
		fits  bool
	}{
		{decided, "5wd", true}, {decided, json.Number("5"), true}, {decided, "6wd", false},
		{open, map[string]any{"min": "5wd", "max": "2mo"}, true}, {open, map[string]any{"min": "5wd", "max": "1mo"}, false}, {open, "5wd", false},
	} {
		got := compare(words{}, &eval.State{Limit: &c.limit}, &spec.Expect{Days: c.days})
		if (len(got) == 0) != c.fits {
			t.Errorf("%+v, expected %v: %v", c.limit, c.days, got)
		}
	}
}
