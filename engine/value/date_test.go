package value

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func anyDate() *rapid.Generator[Date] {
	return rapid.Map(rapid.Int32Range(int32(MinDate), int32(MaxDate)), func(n int32) Date { return Date(n) })
}

func asTime(d Date) time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

func TestEveryDayRoundTrips(t *testing.T) {
	for d := MinDate; d <= MaxDate; d++ {
		y, m, day := d.Civil()
		if back, ok := NewDate(y, m, day); !ok || back != d {
			t.Fatalf("%d: %d-%d-%d comes back as %d", d, y, m, day, back)
		}
	}
	if MinDate.String() != "0001-01-01" || MaxDate.String() != "9999-12-31" {
		t.Fatalf("bounds are %s and %s", MinDate, MaxDate)
	}
}

func TestDateAgreesWithTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDate().Draw(t, "d")
		at := asTime(d)
		if d.Year() != at.Year() || d.Month() != int(at.Month()) || d.Day() != at.Day() || d.Weekday()%7 != int(at.Weekday()) {
			t.Fatalf("%s is not %s", d, at)
		}
		if back, ok := ParseDate(d.String()); !ok || back != d || d.String() != at.Format(time.DateOnly) {
			t.Fatalf("%s reads back as %s", d, back)
		}
	})
}

func TestAddAgreesWithTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDate().Draw(t, "d")
		p := Period{
			Years:  rapid.Int32Range(-200, 200).Draw(t, "years"),
			Months: rapid.Int32Range(-60, 60).Draw(t, "months"),
			Days:   rapid.Int32Range(-1000, 1000).Draw(t, "days"),
		}
		at := asTime(d)
		// The first of the month never overflows in time.AddDate; then the day, cut to the month's last.
		first := time.Date(at.Year()+int(p.Years), at.Month()+time.Month(p.Months), 1, 0, 0, 0, 0, time.UTC)
		if first.Year() < 1 || first.Year() > 9999 {
			return // d.Add refuses here even if the days led back
		}
		last := first.AddDate(0, 1, -1).Day()
		want := first.AddDate(0, 0, min(at.Day(), last)-1+int(p.Days))
		got, ok := d.Add(p)
		if inside := want.Year() >= 1 && want.Year() <= 9999; ok != inside {
			t.Fatalf("%s + %v: ok = %v, want %s", d, p, ok, want)
		}
		if ok && !asTime(got).Equal(want) {
			t.Fatalf("%s + %v = %s, want %s", d, p, got, want)
		}
	})
}

func TestAgeIsTheGreatestN(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		born := anyDate().Draw(t, "born")
		if rapid.Bool().Draw(t, "leapling") {
			y := rapid.IntRange(1, 2400).Draw(t, "leap") * 4
			if leap, ok := NewDate(y, 2, 29); ok {
				born = leap
			}
		}
		on := Date(rapid.Int32Range(int32(max(MinDate, born-40000)), int32(min(MaxDate, born+40000))).Draw(t, "on"))
		n := Age(born, on)
		had, ok1 := born.Add(Period{Years: int32(n)})
		next, ok2 := born.Add(Period{Years: int32(n) + 1})
		if ok1 && had > on || ok2 && next <= on {
			t.Fatalf("age(%s, %s) = %d: had it on %s, next on %s", born, on, n, had, next)
		}
	})
}

func testCalendar(t testing.TB) *Calendar {
	t.Helper()
	day := func(s string) Date {
		d, ok := ParseDate(s)
		if !ok {
			t.Fatal(s)
		}
		return d
	}
	c, err := NewCalendar([]Year{
		{2026, []Date{day("2026-01-01"), day("2026-01-02"), day("2026-01-03"), day("2026-02-16"), day("2026-02-17"), day("2026-10-01")},
			[]Date{day("2026-01-04"), day("2026-02-14"), day("2026-10-10")}},
		{2025, []Date{day("2025-10-01")}, []Date{day("2025-10-11")}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestCalendarCountsDayByDay(t *testing.T) {
	c := testCalendar(t)
	for _, c := range []*Calendar{c, nil} {
		from, _ := NewDate(2025, 9, 1)
		rapid.Check(t, func(t *rapid.T) {
			d := from + Date(rapid.Int32Range(0, 600).Draw(t, "d"))
			n := rapid.Int64Range(-60, 60).Draw(t, "n")
			step, want := Date(1), d
			if n < 0 {
				step = -1
			}
			for left := n; left != 0; {
				if want += step; c.IsWorkday(want) {
					left -= int64(step)
				}
			}
			got, ok := c.AddWorkdays(d, n)
			if !ok || got != want {
				t.Fatalf("%s + %d working days = %s, want %s", d, n, got, want)
			}
			if back := c.WorkdaysBetween(d, got); back != n {
				t.Fatalf("between %s and %s: %d, want %d", d, got, back, n)
			}
		})
	}
}

func TestCalendarRefusesContradictions(t *testing.T) {
	day, _ := NewDate(2026, 5, 1)
	for name, years := range map[string][]Year{
		"off and worked": {{2026, []Date{day}, []Date{day}}},
		"wrong year":     {{2025, []Date{day}, nil}},
		"twice":          {{2026, nil, nil}, {2026, nil, nil}},
	} {
		if _, err := NewCalendar(years); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestCalendarBounds(t *testing.T) {
	c := testCalendar(t)
	if until, ok := c.Until(); !ok || until.String() != "2026-12-31" {
		t.Errorf("until = %s", until)
	}
	if _, ok := (*Calendar)(nil).Until(); ok {
		t.Error("a nil calendar has a last year")
	}
	for _, n := range []int64{1 << 40, -1 << 40, 3_000_000, -3_000_000} {
		if d, ok := c.AddWorkdays(0, n); ok {
			t.Errorf("%d working days lead to %s", n, d)
		}
	}
	// A day whose last step leaves the calendar only by working days.
	if _, ok := c.Add(MaxDate, Period{Workdays: 1}); ok {
		t.Error("left the calendar")
	}
}
