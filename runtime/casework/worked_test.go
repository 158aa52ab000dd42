package casework

import (
	"testing"

	"banshi/engine/value"
)

// TestWorked counts what the office took: from the day after acceptance, without weekends and what the clock stood.
func TestWorked(t *testing.T) {
	cal, err := value.NewCalendar(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		clock Clock
		today string
		want  int
	}{
		{Clock{}, "2026-11-30", 0},
		{Clock{From: "2026-11-23"}, "2026-11-23", 0},
		{Clock{From: "2026-11-23"}, "2026-11-24", 1},
		{Clock{From: "2026-11-23"}, "2026-11-30", 5}, // over a weekend
		{Clock{From: "2026-11-23", Stops: []Stop{{From: "2026-11-24", To: "2026-11-26"}}}, "2026-11-30", 3},
		{Clock{From: "2026-11-23", Stops: []Stop{{From: "2026-11-25"}}}, "2026-11-30", 2},
		{Clock{From: "2026-11-23"}, "x", 0},
	} {
		if got := c.clock.Worked(cal, c.today); got != c.want {
			t.Errorf("%+v until %s: %d, want %d", c.clock, c.today, got, c.want)
		}
	}
}
