package casework_test

import (
	"testing"

	"pgregory.net/rapid"

	"banshi/engine/value"
	"banshi/runtime/casework"
)

// 2026: 1 October, a Thursday, begins a holiday to the 7th; 20 September and 10 October, of weekends, are worked.
func TestDue(t *testing.T) {
	stop := func(list ...string) (out []casework.Stop) {
		for i := 0; i < len(list); i += 2 {
			out = append(out, casework.Stop{From: list[i], To: list[i+1], Why: casework.Suspend})
		}
		return out
	}
	for _, x := range []struct {
		name  string
		clock casework.Clock
		limit casework.Span
		today string
		due   string
	}{
		{"the day of acceptance does not count", casework.Clock{From: "2026-11-23"}, "5wd", "2026-11-23", "2026-11-30"},
		{"accepted on a Saturday", casework.Clock{From: "2026-11-21"}, "5wd", "2026-11-21", "2026-11-27"},
		{"none is the day itself", casework.Clock{From: "2026-11-23"}, "0wd", "2026-11-23", "2026-11-23"},
		{"a holiday, and a Saturday that is worked", casework.Clock{From: "2026-09-29"}, "3wd", "2026-09-29", "2026-10-09"},
		{"a stop of three working days", casework.Clock{From: "2026-11-23", Stops: stop("2026-11-24", "2026-11-27")}, "5wd", "2026-11-30", "2026-12-03"},
		{"half open: the day of resuming counts", casework.Clock{From: "2026-11-23", Stops: stop("2026-11-24", "2026-11-25")}, "5wd", "2026-11-25", "2026-12-01"},
		{"a stop within a day takes none", casework.Clock{From: "2026-11-23", Stops: stop("2026-11-24", "2026-11-24")}, "5wd", "2026-11-24", "2026-11-30"},
		{"over a weekend", casework.Clock{From: "2026-11-23", Stops: stop("2026-11-27", "2026-11-30")}, "5wd", "2026-11-30", "2026-12-01"},
		{"after the last day it changes nothing", casework.Clock{From: "2026-11-23", Stops: stop("2026-12-02", "2026-12-09")}, "5wd", "2026-12-09", "2026-11-30"},
		{"a stop that lasts puts it off day by day", casework.Clock{From: "2026-11-23", Stops: stop("2026-11-24", "")}, "5wd", "2026-11-27", "2026-12-03"},
		{"calendar days, ending on a day of rest", casework.Clock{From: "2026-11-23"}, "5d", "2026-11-23", "2026-11-30"},
		{"months", casework.Clock{From: "2026-11-23"}, "2mo", "2026-11-23", "2027-01-25"},
		{"extended", casework.Clock{From: "2026-11-23", Extra: "5wd", Extended: "2026-11-27"}, "5wd", "2026-11-27", "2026-12-07"},
	} {
		due, ok := x.clock.DueOn(calendar(), x.limit, x.today)
		if !ok || due != x.due {
			t.Errorf("%s: %s %v, want %s", x.name, due, ok, x.due)
		}
	}
	if due, ok := (casework.Clock{}).DueOn(calendar(), "5wd", "2026-11-23"); ok {
		t.Errorf("without acceptance: %s", due)
	}
}

func TestLights(t *testing.T) {
	twenty := casework.Clock{From: "2026-11-02", Promised: "20wd"} // due on the 30th
	for _, x := range []struct {
		today string
		light casework.Light
		left  int
	}{{"2026-11-02", casework.Green, 20}, {"2026-11-23", casework.Green, 5}, {"2026-11-24", casework.Yellow, 4}, {"2026-11-30", casework.Yellow, 0}, {"2026-12-01", casework.Red, -1}} {
		if light, left := twenty.LightOf(calendar(), "2026-11-30", x.today); light != x.light || left != x.left {
			t.Errorf("%s: %s %d", x.today, light, left)
		}
	}
	three := casework.Clock{From: "2026-11-23", Promised: "3wd"}
	if light, _ := three.LightOf(calendar(), "2026-11-26", "2026-11-25"); light != casework.Yellow {
		t.Errorf("a day before: %s", light)
	}
	if light, _ := three.LightOf(calendar(), "2026-11-26", "2026-11-24"); light != casework.Green {
		t.Errorf("two days before: %s", light)
	}
	three.Stops = []casework.Stop{{From: "2026-11-24"}}
	if light, _ := three.LightOf(calendar(), "2026-11-26", "2026-12-24"); light != casework.Still {
		t.Errorf("stopped: %s", light)
	}
}

// A stop never brings the last day nearer, and puts it off by no more working days than it has.
func TestStopsPutOff(t *testing.T) {
	cal := calendar()
	rapid.Check(t, func(t *rapid.T) {
		day := func(name string) value.Date {
			d, _ := value.NewDate(2026, 1, 1)
			return d + value.Date(rapid.IntRange(0, 330).Draw(t, name))
		}
		c := casework.Clock{From: day("from").String()}
		limit := casework.Span(rapid.SampledFrom([]string{"1wd", "5wd", "20wd", "10d", "1mo"}).Draw(t, "limit"))
		plain, _ := c.DueOn(cal, limit, "2026-12-31")
		a, b := day("stop"), day("resume")
		if b < a {
			a, b = b, a
		}
		c.Stops = []casework.Stop{{From: a.String(), To: b.String()}}
		due, ok := c.DueOn(cal, limit, "2026-12-31")
		x, _ := value.ParseDate(plain)
		y, _ := value.ParseDate(due)
		if !ok || y < x {
			t.Fatalf("%s became %s by a stop from %s to %s", plain, due, a, b)
		}
		if limit[len(limit)-2:] == "wd" && cal.WorkdaysBetween(x, y) > cal.WorkdaysBetween(a-1, b-1) {
			t.Fatalf("%s became %s by a stop from %s to %s", plain, due, a, b)
		}
	})
}
