package runtime

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"banshi/engine/eval"
	"banshi/engine/plan"
	"banshi/runtime/base/actor"
	"banshi/runtime/identity"
)

// Openings is what can be booked: where, for what, when, and what to bring.
type Openings struct {
	Item, Name string
	Office     *Office  // nil: it is not known which
	Unknown    []string // what would tell, as people call it
	Choice     []Office // among which one chooses while it is not known
	Takes      bool     // the office takes bookings for this
	Visits     []string // for what one may come now
	Days       []OpenDay
	Bring      []Bringing
	Slot       int      // minutes
	Mine       *Booking // an open one of the caller's for the same item

	hall Hall
	of   *Case
}

func (o Openings) office() string {
	if o.Office == nil {
		return ""
	}
	return o.Office.ID
}

// OpenDay is a day with its slots.
type OpenDay struct {
	Day    string
	Closed string // why all of it is closed; "" it isn't
	Slots  []OpenSlot
}

// OpenSlot is a slot with the places that are left. One that has begun has none.
type OpenSlot struct {
	Minute, Left int
	Closed       string // why
}

// Bringing is a paper to bring.
type Bringing struct {
	ID, Title string
	Originals int // how many
}

// Free shows what can be booked for an item, to anybody. Codes: not_found.
func (x *Bookings) Free(ctx context.Context, item, office, language string) (Openings, error) {
	return x.shown(ctx, BookingOrder{Item: item, Office: office}, language)
}

// FreeFor shows what can be booked for a case of the caller's. Codes: unauthenticated, forbidden, not_found.
func (x *Bookings) FreeFor(ctx context.Context, number, language string) (Openings, error) {
	return x.shown(ctx, BookingOrder{Case: number}, language)
}

func (x *Bookings) shown(ctx context.Context, o BookingOrder, language string) (Openings, error) {
	out, err := x.openings(ctx, o, language)
	if err != nil || !out.Takes {
		return out, err
	}
	if out.Days, err = x.days(ctx, out.Office.ID, out.hall); err != nil {
		return out, err
	}
	if who, ok := identity.From(ctx); ok && who.Account.Staff == nil {
		list, err := x.Mine(ctx)
		if err != nil {
			return out, err
		}
		i := slices.IndexFunc(list, func(b Booking) bool {
			return b.State == BookingOpen && b.Day >= x.today() && b.Item == out.Item && (b.Holder == who.Applicant.Key() || o.Case != "" && b.Case == o.Case)
		})
		if i >= 0 {
			out.Mine = &list[i]
		}
	}
	return out, nil
}

// days lists the days of an office that can be booked, with what is left.
func (x *Bookings) days(ctx context.Context, office string, hall Hall) ([]OpenDay, error) {
	now := x.Clock().In(x.Zone)
	taken, closed, err := x.Store.Taken(ctx, office, x.today(), x.last(hall))
	if err != nil {
		return nil, fmt.Errorf("runtime: places of an office: %w", err)
	}
	why := map[Spot]string{}
	for _, c := range closed {
		why[Spot{c.Day, c.Minute}] = c.Reason
	}
	var out []OpenDay
	for ahead := range hall.Ahead + 1 {
		at := now.AddDate(0, 0, ahead)
		d := OpenDay{Day: at.Format(time.DateOnly)}
		d.Closed = why[Spot{d.Day, WholeDay}]
		for _, minute := range hall.Slots(at) {
			s := OpenSlot{Minute: minute, Left: max(0, hall.Places-taken[Spot{d.Day, minute}]), Closed: why[Spot{d.Day, minute}]}
			if begins, ok := x.when(d.Day, minute); !ok || !begins.After(now) || s.Closed != "" || d.Closed != "" {
				s.Left = 0
			}
			d.Slots = append(d.Slots, s)
		}
		if len(d.Slots) > 0 {
			out = append(out, d)
		}
	}
	return out, nil
}

// openings is what is to be known before any place is looked for: the office, its rules, for what one comes.
func (x *Bookings) openings(ctx context.Context, o BookingOrder, language string) (Openings, error) {
	if o.Case != "" {
		return x.ofCase(ctx, o.Case, language)
	}
	def, err := x.Definitions.Current(ctx, o.Item)
	if err != nil {
		return Openings{}, err
	}
	guide := &Guide{hall: x.hall}
	v, err := guide.look(ctx, def, nil, "", language)
	if err != nil {
		return Openings{}, err
	}
	out := Openings{Item: def.Item, Name: v.Plan.Name, Bring: bring(v.Plan, v.State)}
	if v.Plan.Entry != nil {
		return out, nil // done in a department's own system
	}
	if out.Office, out.Unknown, err = guide.whereTo(ctx, v); err != nil {
		return Openings{}, err
	}
	if out.Office == nil {
		if out.Choice, err = x.choice(ctx, v.Plan.Department.ID, o.Item); err != nil {
			return Openings{}, err
		}
		out.Office = officeIn(out.Choice, o.Office)
	}
	return out, x.rules(ctx, &out, VisitApply)
}

// choice lists the offices of a department that take bookings for an item.
func (x *Bookings) choice(ctx context.Context, department, item string) ([]Office, error) {
	list, err := x.officesOf(ctx, department)
	if err != nil {
		return nil, err
	}
	var out []Office
	for _, place := range list {
		hall, ok, err := x.hallOf(ctx, place.ID)
		if err != nil {
			return nil, err
		}
		if ok && hall.takes(item, VisitApply) {
			out = append(out, place)
		}
	}
	return out, nil
}

// rules adds how the office is booked, for what one may come now.
func (x *Bookings) rules(ctx context.Context, out *Openings, visit string) error {
	if out.Office == nil {
		return nil
	}
	hall, ok, err := x.hallOf(ctx, out.Office.ID)
	if err != nil || !ok || !hall.takes(out.Item, visit) {
		return err
	}
	out.hall, out.Takes, out.Slot, out.Visits = hall, true, hall.Slot, []string{visit}
	return nil
}

// ofCase is for who comes about a case: with the originals, or for the result.
func (x *Bookings) ofCase(ctx context.Context, number, language string) (Openings, error) {
	who, err := citizen(ctx)
	if err != nil {
		return Openings{}, err
	}
	c, err := x.find(ctx, who, number, actor.CaseView)
	if err != nil {
		return Openings{}, err
	}
	t, err := x.turnOf(ctx, c)
	if err != nil {
		return Openings{}, err
	}
	p := t.def.Program(language).Plan()
	out := Openings{Item: c.Item, Name: p.Name, of: &c}
	visit := t.visit()
	if visit == VisitOriginals {
		out.Bring = brings(p, t.state)
	}
	out.Office = officeIn(t.offices, c.Office)
	if visit == "" {
		return out, nil
	}
	return out, x.rules(ctx, &out, visit)
}

// eachPaper walks the materials, one of rows once.
func eachPaper(p *plan.Plan, state *eval.State, do func(*plan.Material, string)) {
	for _, m := range p.Materials {
		for path, s := range state.Materials {
			if id, _, _ := strings.Cut(path, "["); id == m.ID {
				do(m, s.State)
				break
			}
		}
	}
}

// bring lists what to bring to a window where nothing is handed in yet: what no record stands in for.
func bring(p *plan.Plan, state *eval.State) []Bringing {
	var out []Bringing
	eachPaper(p, state, func(m *plan.Material, state string) {
		if !m.Made && !slices.Contains([]string{"not_needed", "made", "reused", "given"}, state) {
			out = append(out, Bringing{ID: m.ID, Title: m.Title, Originals: m.Originals})
		}
	})
	return out
}

// brings lists what was handed in as a picture, and what is still to come: its original is wanted.
func brings(p *plan.Plan, state *eval.State) []Bringing {
	var out []Bringing
	eachPaper(p, state, func(m *plan.Material, state string) {
		if !m.Made && slices.Contains([]string{"given", "deferred", "promised"}, state) {
			out = append(out, Bringing{ID: m.ID, Title: m.Title, Originals: m.Originals})
		}
	})
	return out
}

// Brought names what a booking says to bring, in a language; what the item no longer asks for is left out.
func (x *Bookings) Brought(ctx context.Context, b Booking, language string) (name string, list []Bringing) {
	def, err := x.Definitions.Current(ctx, b.Item)
	if err != nil {
		return b.Name, nil
	}
	p := def.Program(language).Plan()
	for _, m := range p.Materials {
		if slices.Contains(b.Bring, m.ID) {
			list = append(list, Bringing{ID: m.ID, Title: m.Title, Originals: m.Originals})
		}
	}
	return p.Name, list
}

// Place is the office of a booking, as it is now; nil: it is no longer in the catalogue.
func (x *Bookings) Place(ctx context.Context, b Booking) (*Office, error) {
	for _, l := range x.Locations.Locations() {
		if l.Office == b.Office {
			list, err := x.officesOf(ctx, l.Department)
			return officeIn(list, b.Office), err
		}
	}
	return nil, nil
}
