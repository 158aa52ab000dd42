package prove_test

import (
	"testing"

	"banshi/engine/prove"
	"banshi/engine/spec"
)

// TestDated: of each key the rows follow each other without a gap, unless a row says its last day.
func TestDated(t *testing.T) {
	row := func(from, to, key string) spec.DatedRow {
		return spec.DatedRow{From: spec.Text{S: from}, To: spec.Text{S: to}, Key: spec.Text{S: key}, Values: []spec.Pair{{Name: spec.Word{S: "n"}, Text: spec.Text{S: from}}}}
	}
	s := &spec.Source{Rows: []spec.DatedRow{row("2024-03-01", "", "a"), row("2025-01-01", "2025-06-30", "b"), row("2026-03-01", "", "a"), row("2026-05-01", "", "b")}}
	want := []string{"2024-03-01–2026-02-28", "2025-01-01–2025-06-30", "2026-03-01–9999-12-31", "2026-05-01–9999-12-31"}
	for i, r := range prove.Dated(s) {
		if got := r.From + "–" + r.To; got != want[i] || r.Fields["n"] != r.From {
			t.Errorf("row %d: %s %v, want %s", i, got, r.Fields, want[i])
		}
	}
}
