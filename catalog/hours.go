package catalog

import (
	"time"

	"banshi/engine/value"
)

// soon is how many days ahead it is looked for when an office opens again: longer than any holiday.
const soon = 15

// openAt tells whether an office is open at a moment, and if not, when it opens next: zero where it doesn't
// within two weeks. off tells whether a day is a holiday, work whether a day of a weekend is worked
// instead: it has the hours of a Monday.
func openAt(h value.Hours, now time.Time, off, work map[string]bool) Open {
	minute := now.Hour()*60 + now.Minute()
	for ahead := range soon {
		day := now.AddDate(0, 0, ahead)
		for _, r := range hoursOn(h, day, off, work) {
			switch {
			case ahead == 0 && minute >= r[1]:
				continue
			case ahead == 0 && minute >= r[0]:
				return Open{Now: true}
			}
			return Open{Next: time.Date(day.Year(), day.Month(), day.Day(), r[0]/60, r[0]%60, 0, 0, now.Location())}
		}
	}
	return Open{}
}

// hoursOn gives the times of a day, from and to in minutes.
func hoursOn(h value.Hours, day time.Time, off, work map[string]bool) [][2]int {
	name := day.Format(time.DateOnly)
	switch {
	case off[name]:
		return nil
	case work[name]:
		return h.On(int(time.Monday))
	}
	return h.On(int(day.Weekday()))
}
