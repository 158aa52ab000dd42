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
		name := day.Format(time.DateOnly)
		weekday := day.Weekday()
		switch {
		case off[name]:
			continue
		case work[name]:
			weekday = time.Monday
		}
		for _, r := range h.On(int(weekday)) {
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
