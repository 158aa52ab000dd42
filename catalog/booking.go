package catalog

import (
	"context"
	"slices"
	"time"

	"banshi/engine/spec"
	"banshi/engine/value"
)

// Booking is how visits to an office are booked.
type Booking struct {
	Slot   int      // length of a slot, in minutes
	Places int      // in each
	Ahead  int      // days
	Items  []string // for these alone; none: for all
	Visits []string // for what one comes: apply, originals, collect

	hours func(day time.Time) [][2]int
}

// Slots lists when the slots of a day begin, in minutes of the day. What is shorter than a slot at the end of the
// hours is none.
func (b Booking) Slots(day time.Time) []int {
	var out []int
	for _, r := range b.hours(day) {
		for at := r[0]; at+b.Slot <= r[1]; at += b.Slot {
			out = append(out, at)
		}
	}
	return out
}

// visits are all that one may come for.
var visits = []string{"apply", "originals", "collect"}

// Booking tells how visits to an office are booked; false: one comes without. Codes: unavailable.
func (s *Service) Booking(ctx context.Context, office string) (Booking, bool, error) {
	e, err := s.newest(ctx)
	if err != nil {
		return Booking{}, false, err
	}
	i := slices.IndexFunc(e.Spec.Catalog.Offices, func(o spec.Office) bool { return o.ID.S == office })
	if i < 0 || e.Spec.Catalog.Offices[i].Booking == nil {
		return Booking{}, false, nil
	}
	o := e.Spec.Catalog.Offices[i]
	b := o.Booking
	hours := b.Hours.S
	if hours == "" {
		hours = o.Hours.S
	}
	h, ok := value.ParseHours(hours)
	if !ok {
		return Booking{}, false, nil // W442: no slots can be told
	}
	out := Booking{Slot: b.Slot, Places: b.Places, Ahead: b.Ahead, Items: words(b.Items), Visits: words(b.Visits)}
	if len(out.Visits) == 0 {
		out.Visits = visits
	}
	off, work := published(e.Spec)
	for _, d := range b.Closed {
		off[d.S] = true
	}
	out.hours = func(day time.Time) [][2]int { return hoursOn(h, day, off, work) }
	return out, true, nil
}
