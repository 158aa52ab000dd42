package value

import (
	"fmt"
	"slices"
)

// Year is the published working calendar of one year: days off that would be
// working days, and days worked that would be a weekend. Days that are off or
// worked anyway may be listed too.
type Year struct {
	Year      int
	Off, Work []Date
}

// Calendar knows the working days. Years that nobody has published yet go from
// Monday to Friday, and days in them are marked 暂估. A nil Calendar has no
// published year. A Calendar never changes.
type Calendar struct {
	years []int  // published, sorted
	days  []Date // where the calendar departs from Monday to Friday, sorted
	sum   []int  // sum[i]: working days that days[:i+1] add (+) or take (-)
}

// NewCalendar makes a calendar; an error names the year and day that contradict.
func NewCalendar(years []Year) (*Calendar, error) {
	c := &Calendar{}
	worked := map[Date]bool{}
	for _, y := range years {
		if slices.Contains(c.years, y.Year) {
			return nil, fmt.Errorf("calendar: year %d stands twice; keep one of them", y.Year)
		}
		c.years = append(c.years, y.Year)
		for i, day := range slices.Concat(y.Off, y.Work) {
			work := i >= len(y.Off)
			if day.Year() != y.Year {
				return nil, fmt.Errorf("calendar: %s stands under the year %d; move it to its own year", day, y.Year)
			}
			if before, twice := worked[day]; twice && before != work {
				return nil, fmt.Errorf("calendar: %s is listed as off and as worked; keep one of them", day)
			}
			worked[day] = work
		}
	}
	slices.Sort(c.years)
	for day, work := range worked {
		if work != (day.Weekday() <= 5) {
			c.days = append(c.days, day)
		}
	}
	slices.Sort(c.days)
	total := 0
	for _, day := range c.days {
		if worked[day] {
			total++
		} else {
			total--
		}
		c.sum = append(c.sum, total)
	}
	return c, nil
}

// Until is the last day of the last published year; false when there is none.
func (c *Calendar) Until() (Date, bool) {
	if c == nil || len(c.years) == 0 {
		return 0, false
	}
	return NewDate(c.years[len(c.years)-1], 12, 31)
}

// Estimated tells whether the working days around d are a guess (暂估): its
// year has not been published.
func (c *Calendar) Estimated(d Date) bool {
	if c == nil {
		return true
	}
	_, published := slices.BinarySearch(c.years, d.Year())
	return !published
}

// IsWorkday tells whether d is a working day.
func (c *Calendar) IsWorkday(d Date) bool {
	return c.count(int(d)) > c.count(int(d)-1)
}

// count is the number of working days up to and with day d, from a far zero
// point. It grows by 0 or 1 a day, so that all else is a search in it.
func (c *Calendar) count(d int) int {
	x := d + 4 // days since Sunday 1969-12-28: whole weeks, then a rest from Monday
	n := 5*div(x, 7) + min(mod(x, 7), 5)
	if c == nil || len(c.days) == 0 {
		return n
	}
	i, found := slices.BinarySearch(c.days, Date(d))
	if found {
		i++
	}
	if i > 0 {
		n += c.sum[i-1]
	}
	return n
}

// AddWorkdays is the n-th working day after d, or before it for a negative n;
// d itself for 0, working day or not. False when that leaves the calendar.
func (c *Calendar) AddWorkdays(d Date, n int64) (Date, bool) {
	if n == 0 {
		return d, true
	}
	if n < -maxPeriod || n > maxPeriod {
		return 0, false
	}
	want := c.count(int(d)) + int(n)
	if n < 0 {
		want = c.count(int(d)-1) + int(n) + 1
	}
	if c.count(int(MaxDate)) < want || c.count(int(MinDate)-1) >= want {
		return 0, false
	}
	low, high := int(MinDate), int(MaxDate) // the first day on which count reaches want
	for low < high {
		mid := low + div(high-low, 2)
		if c.count(mid) < want {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return Date(low), true
}

// WorkdaysBetween is the number of working days after from, up to and with to;
// for to before from it is minus those from to up to the eve of from. So
// AddWorkdays by n is always n working days away.
func (c *Calendar) WorkdaysBetween(from, to Date) int64 {
	if to >= from {
		return int64(c.count(int(to)) - c.count(int(from)))
	}
	return int64(c.count(int(to)-1) - c.count(int(from)-1))
}

// Add is d plus p, working days last; false when that leaves the calendar.
func (c *Calendar) Add(d Date, p Period) (Date, bool) {
	d, ok := d.Add(p)
	if !ok {
		return 0, false
	}
	return c.AddWorkdays(d, int64(p.Workdays))
}
