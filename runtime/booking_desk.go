package runtime

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/fault"
	"banshi/runtime/identity"
	"banshi/runtime/notice"
)

// BookedDay is who comes to an office on a day.
type BookedDay struct {
	Office   string
	Title    string
	Day      string
	Closed   string // why the day is closed
	Slots    []OpenSlot
	Slot     int // minutes; 0: the office takes no bookings
	Bookings []Booking
	Desks    []Named // offices of the caller's that take bookings
}

// desks are the offices of a clerk's at which visits are booked.
func (x *Bookings) desks(ctx context.Context, a actor.Actor) ([]Named, error) {
	var out []Named
	for _, id := range a.Offices() {
		_, takes, err := x.hallOf(ctx, id)
		if err != nil {
			return nil, err
		}
		if takes && actor.Can(a, actor.BookingView, actor.Object{Kind: actor.Booking, Office: id}) == nil {
			out = append(out, Named{Code: id, Text: x.officeTitle(id)})
		}
	}
	return out, nil
}

// receiver is a clerk who may do act to the bookings of an office.
func (x *Bookings) receiver(ctx context.Context, act actor.Act, office string) (identity.Current, error) {
	who, err := worker(ctx)
	if err != nil {
		return who, err
	}
	return who, actor.Can(who.Actor(), act, actor.Object{Kind: actor.Booking, Office: office})
}

// On lists who comes on a day; a look is written down before anything is given out. With a code only who
// shows it. Without an office it is the caller's first.
// Codes: unauthenticated, forbidden, not_found, invalid (day).
func (x *Bookings) On(ctx context.Context, office, onDay, code string) (BookedDay, error) {
	who, err := worker(ctx)
	if err != nil {
		return BookedDay{}, err
	}
	desks, err := x.desks(ctx, who.Actor())
	if err != nil {
		return BookedDay{}, err
	}
	if office == "" && len(desks) > 0 {
		office = desks[0].Code
	}
	if err := actor.Can(who.Actor(), actor.BookingView, actor.Object{Kind: actor.Booking, Office: office}); err != nil {
		return BookedDay{}, err
	}
	if onDay == "" {
		onDay = x.today()
	}
	at, ok := x.when(onDay, 0)
	if !ok {
		return BookedDay{}, fault.New(fault.Invalid, sayNoSlot, fault.Field{Path: "day", Message: sayNoSlot})
	}
	out := BookedDay{Office: office, Title: x.officeTitle(office), Day: onDay, Desks: desks}
	list, err := x.Store.BookingsOn(ctx, office, onDay)
	if err != nil {
		return out, fmt.Errorf("runtime: list the bookings of a day: %w", err)
	}
	if code = strings.ReplaceAll(strings.TrimSpace(code), " ", ""); code != "" {
		digest := x.underKey("booked/" + code)
		list = slices.DeleteFunc(list, func(b Booking) bool { return b.Digest != digest })
	}
	out.Bookings = list
	hall, ok, err := x.hallOf(ctx, office)
	if err != nil {
		return out, err
	}
	if ok {
		if err := x.slots(ctx, &out, hall, at); err != nil {
			return out, err
		}
	}
	ids := make([]any, len(list))
	for i, b := range list {
		ids[i] = b.ID
	}
	return out, x.looked(ctx, who, office, onDay, ids)
}

func (x *Bookings) slots(ctx context.Context, out *BookedDay, hall Hall, at time.Time) error {
	out.Slot = hall.Slot
	taken, closed, err := x.Store.Taken(ctx, out.Office, out.Day, out.Day)
	if err != nil {
		return fmt.Errorf("runtime: places of an office: %w", err)
	}
	for _, minute := range hall.Slots(at) {
		s := OpenSlot{Minute: minute, Left: max(0, hall.Places-taken[Spot{out.Day, minute}])}
		for _, c := range closed {
			if c.Minute == minute {
				s.Closed, s.Left = c.Reason, 0
			}
		}
		out.Slots = append(out.Slots, s)
	}
	for _, c := range closed {
		if c.Minute == WholeDay {
			out.Closed = c.Reason
		}
	}
	return nil
}

func (x *Bookings) looked(ctx context.Context, who identity.Current, office, onDay string, ids []any) error {
	err := x.Store.Viewed(ctx, audit.Event{At: x.Clock().UTC(), Actor: who.Actor(), Act: string(actor.BookingView),
		Object: audit.Object{Kind: string(actor.Booking)}, Detail: map[string]any{"office": office, "day": onDay, "bookings": ids}})
	if err != nil {
		return fmt.Errorf("runtime: write down a look at bookings: %w", err)
	}
	return nil
}

// Received marks whether who booked came (到了、没来), on the day itself; it can be put right until the day is over.
// Codes: unauthenticated, forbidden, not_found, conflict (another day, called off, or the slot is still to come).
func (x *Bookings) Received(ctx context.Context, id string, came bool) (Booking, error) {
	who, err := worker(ctx)
	if err != nil {
		return Booking{}, err
	}
	b, err := x.Store.Booking(ctx, id)
	if err != nil {
		return Booking{}, lost(err, "find a booking")
	}
	if err := actor.Can(who.Actor(), actor.BookingReceive, bookingObject(b)); err != nil {
		return Booking{}, err
	}
	if at, ok := x.when(b.Day, b.Minute); b.Day != x.today() || !ok || !came && x.Clock().Before(at.Add(time.Duration(b.Length)*time.Minute)) {
		return Booking{}, fault.New(fault.Conflict, sayNotNow)
	}
	to := BookingMissed
	if came {
		to = BookingArrived
	}
	if b.State == to {
		return b, nil
	}
	b.State, b.Changed = to, x.Clock().UTC()
	e := x.bookingEvent(who, actor.BookingReceive, b)
	e.Detail["state"] = string(to)
	if err := x.Store.EndBooking(ctx, b, []BookingState{BookingOpen, BookingArrived, BookingMissed}, e); err != nil {
		return Booking{}, fmt.Errorf("runtime: mark a booking: %w", err)
	}
	return b, nil
}

// Close closes a slot or a day of an office, says why to who booked there, and gives back how many those are. Codes:
// unauthenticated, forbidden, not_found, invalid.
func (x *Bookings) Close(ctx context.Context, c Closure) (int, error) {
	who, err := x.receiver(ctx, actor.BookingClose, c.Office)
	if err != nil {
		return 0, err
	}
	c.Reason = strings.TrimSpace(c.Reason)
	say := textWithin(c.Reason, maxCloseReason, sayCloseReason)
	if !say.None() {
		return 0, fault.New(fault.Invalid, sayCloseReason, fault.Field{Path: "reason", Message: say})
	}
	if err := x.closable(ctx, c); err != nil {
		return 0, err
	}
	c.By, c.At = who.Account.ID, x.Clock().UTC()
	off, err := x.Store.CloseSlot(ctx, c, func(b Booking) notice.Notice { return x.told(ctx, b, notice.BookingClosed) }, x.closing(who, c, "close"))
	if err != nil {
		return 0, fmt.Errorf("runtime: close a slot: %w", err)
	}
	return len(off), nil
}

const maxCloseReason = 100

// Open takes a closing back. Codes: as Close, conflict.
func (x *Bookings) Open(ctx context.Context, c Closure) error {
	who, err := x.receiver(ctx, actor.BookingClose, c.Office)
	if err != nil {
		return err
	}
	if err := x.closable(ctx, c); err != nil {
		return err
	}
	c.At = x.Clock().UTC()
	if err := x.Store.OpenSlot(ctx, c, x.closing(who, c, "open")); err != nil {
		return fmt.Errorf("runtime: open a slot: %w", err)
	}
	return nil
}

// closable holds that the slot is one of the office, and not over.
func (x *Bookings) closable(ctx context.Context, c Closure) error {
	hall, ok, err := x.hallOf(ctx, c.Office)
	if err != nil {
		return err
	}
	at, is := x.when(c.Day, max(c.Minute, 0))
	if !ok || !is || c.Minute != WholeDay && !slices.Contains(hall.Slots(at), c.Minute) || c.Day < x.today() || len(hall.Slots(at)) == 0 {
		return fault.New(fault.Invalid, sayNoSlot, fault.Field{Path: "day", Message: sayNoSlot})
	}
	return nil
}

func (x *Bookings) closing(who identity.Current, c Closure, what string) audit.Event {
	return audit.Event{At: c.At, Actor: who.Actor(), Act: string(actor.BookingClose), Object: audit.Object{Kind: string(actor.Booking)},
		Detail: map[string]any{"office": c.Office, "day": c.Day, "minute": c.Minute, "event": what}}
}
