package catalog

import (
	"context"
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
	b, ok := e.bookings()[office]
	return b, ok, nil
}

// bookings are those of a catalogue, by office.
func bookings(c *spec.Catalogue) map[string]Booking {
	out := map[string]Booking{}
	for _, o := range c.Catalog.Offices {
		if b, ok := booking(c, o); ok {
			out[o.ID.S] = b
		}
	}
	return out
}

func booking(c *spec.Catalogue, o spec.Office) (Booking, bool) {
	b := o.Booking
	if b == nil {
		return Booking{}, false
	}
	hours := b.Hours.S
	if hours == "" {
		hours = o.Hours.S
	}
	h, ok := value.ParseHours(hours)
	if !ok {
		return Booking{}, false // W442: no slots can be told
	}
	out := Booking{Slot: b.Slot, Places: b.Places, Ahead: b.Ahead, Items: words(b.Items), Visits: words(b.Visits)}
	if len(out.Visits) == 0 {
		out.Visits = visits
	}
	off, work := published(c)
	for _, d := range b.Closed {
		off[d.S] = true
	}
	out.hours = func(day time.Time) [][2]int { return hoursOn(h, day, off, work) }
	return out, true
}
