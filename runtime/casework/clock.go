package casework

import (
	"strconv"
	"strings"

	"banshi/engine/value"
)

// Span is a length of time as definitions write it: 5wd, 20d, 2mo, 1y. "" is none.
type Span string

func (s Span) period() (n int, unit string, ok bool) {
	i := strings.IndexFunc(string(s), func(r rune) bool { return r < '0' || r > '9' })
	if i <= 0 {
		return 0, "", false
	}
	n, err := strconv.Atoi(string(s[:i]))
	return n, string(s[i:]), err == nil
}

// Stop is a time in which the clock stands: from a day, which counts no more, up to another, which counts
// again. "" as To: it still stands.
type Stop struct {
	From string `json:"from"`
	To   string `json:"to,omitempty"`
	Why  Event  `json:"why"`
}

// Clock is the time limit of a case. It starts on the day of acceptance, which does not count, and ends with
// the decision.
type Clock struct {
	From      string `json:"from,omitempty"` // the day of acceptance; "": it has not started
	Ended     string `json:"ended,omitempty"`
	Promised  Span   `json:"promised,omitempty"`
	Statutory Span   `json:"statutory,omitempty"`
	Extra     Span   `json:"extra,omitempty"` // by which it may be extended, once
	Extended  string `json:"extended,omitempty"`
	Stops     []Stop `json:"stops,omitempty"`
}

// Stands tells whether the clock is stopped now.
func (c Clock) Stands() bool { return len(c.Stops) > 0 && c.Stops[len(c.Stops)-1].To == "" }

func (c *Clock) stop(day string, why Event) {
	if c.From != "" && c.Ended == "" && !c.Stands() {
		c.Stops = append(append([]Stop(nil), c.Stops...), Stop{From: day, Why: why})
	}
}

func (c *Clock) start(day string) {
	if c.Stands() {
		c.Stops = append([]Stop(nil), c.Stops...)
		c.Stops[len(c.Stops)-1].To = day
	}
}

// DueOn is the last day of a limit, with what was added by extending it, as it is known today: a stop that
// lasts puts it off day by day. false: the clock has not started, or nothing is limited.
func (c Clock) DueOn(cal *value.Calendar, limit Span, today string) (string, bool) {
	from, ok := value.ParseDate(c.From)
	now, known := value.ParseDate(today)
	if !ok || !known {
		return "", false
	}
	day, ok := c.add(cal, from, limit, now)
	if ok && c.Extended != "" {
		day, ok = c.add(cal, day, c.Extra, now)
	}
	if !ok {
		return "", false
	}
	return day.String(), true
}

// mostDays bounds the search for the last day: no limit of a law is longer.
const mostDays = 366 * 30

// add is the last day of a span that begins on a day; the day itself, and what is stopped, does not count.
func (c Clock) add(cal *value.Calendar, from value.Date, span Span, today value.Date) (value.Date, bool) {
	n, unit, ok := span.period()
	if !ok {
		return 0, false
	}
	counts := func(d value.Date) bool { return true }
	switch unit {
	case "wd":
		counts = cal.IsWorkday
	case "mo", "y":
		p := value.Period{Months: int32(n)}
		if unit == "y" {
			p = value.Period{Years: int32(n)}
		}
		end, ok := from.Add(p)
		if !ok {
			return 0, false
		}
		n = int(end.Sub(from))
	}
	day, left := from, n
	for i := 0; left > 0; i++ {
		if i > mostDays {
			return 0, false
		}
		day++
		if counts(day) && !c.stopped(day, today) {
			left--
		}
	}
	if n > 0 {
		for !cal.IsWorkday(day) { // a last day of rest goes to the next working day
			day++
		}
	}
	return day, true
}

// Worked is how many working days the office took until a day, which is included: the day of acceptance does not count,
// nor does what the clock stood. 0 where the clock has not started.
func (c Clock) Worked(cal *value.Calendar, today string) int {
	from, ok := value.ParseDate(c.From)
	last, known := value.ParseDate(today)
	if !ok || !known {
		return 0
	}
	n := 0
	for d := from + 1; d <= last && d-from <= mostDays; d++ {
		if cal.IsWorkday(d) && !c.stopped(d, last) {
			n++
		}
	}
	return n
}

func (c Clock) stopped(d, today value.Date) bool {
	for _, s := range c.Stops {
		from, _ := value.ParseDate(s.From)
		to, ok := value.ParseDate(s.To)
		if !ok {
			to = today
		}
		if from <= d && d < to {
			return true
		}
	}
	return false
}

// Light is how a limit stands: the conditions 即将到期 and 已超期, and none where no clock runs.
type Light string

// The lights.
const (
	NoLight Light = ""       // nothing runs
	Green   Light = "green"  // time enough
	Yellow  Light = "yellow" // a fifth is left, or one working day
	Red     Light = "red"    // over
	Still   Light = "still"  // the clock stands
)

// LightOf is the light of a case whose last day is due, and how many working days are left of the limit.
func (c Clock) LightOf(cal *value.Calendar, due, today string) (Light, int) {
	last, ok := value.ParseDate(due)
	now, known := value.ParseDate(today)
	if !ok || !known || c.Ended != "" {
		return NoLight, 0
	}
	left := int(cal.WorkdaysBetween(now, last))
	whole := left
	if from, ok := value.ParseDate(c.From); ok {
		whole = int(cal.WorkdaysBetween(from, last))
	}
	switch {
	case c.Stands():
		return Still, left
	case now > last:
		return Red, left
	case left <= 1 || left*5 <= whole:
		return Yellow, left
	}
	return Green, left
}

// Longer tells whether one limit is longer than another, from a day.
func Longer(cal *value.Calendar, a, b Span, from string) bool {
	c := Clock{From: from}
	x, okA := c.DueOn(cal, a, from)
	y, okB := c.DueOn(cal, b, from)
	return okA && okB && x > y
}
