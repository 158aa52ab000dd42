package prove

import "testing"

// TestEdges holds the edges of the old-age allowance against the calendar: the day on which somebody may
// first apply is 30 days before his 80th birthday.
func TestEdges(t *testing.T) {
	p := openNanhai(t)
	edges, err := Edges(p.Item("elder_allowance"))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]Edge{
		// 吴桂芳 was born on 1946-11-24.
		"before": {Value: "2026-10-24", Result: "false", Verdict: "refuse"},
		"at":     {Value: "2026-10-25", Result: "true", Verdict: "pass"},
		"after":  {Value: "2026-10-26", Result: "true", Verdict: "pass"},
	}
	seen := 0
	for _, e := range edges {
		t.Logf("%+v", e)
		if e.Rule != "eligibility.age.that" {
			continue
		}
		seen++
		if w := want[e.Where]; e.Value != w.Value || e.Result != w.Result || e.Verdict != w.Verdict {
			t.Errorf("%s: %+v, want %+v", e.Where, e, w)
		}
	}
	if seen != 3 {
		t.Errorf("%d edges of the age, want 3", seen)
	}
}
