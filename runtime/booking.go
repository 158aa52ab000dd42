package runtime

import (
	"context"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"slices"
	"time"

	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/fault"
	"banshi/runtime/casework"
	"banshi/runtime/identity"
	"banshi/runtime/notice"
)

// Halls says how visits to offices are booked. The catalogue implements it. Codes: unavailable (nothing was imported yet).
type Halls interface {
	// Hall is how visits to an office are booked; false: one comes without.
	Hall(ctx context.Context, office string) (Hall, bool, error)
}

// hallOf is how visits to an office are booked; false: one comes without.
func (h *hall) hallOf(ctx context.Context, office string) (Hall, bool, error) {
	rules, ok, err := h.Halls.Hall(ctx, office)
	if err != nil {
		return Hall{}, false, fmt.Errorf("runtime: how visits to an office are booked: %w", err)
	}
	return rules, ok, nil
}

// Hall is how visits to one office are booked.
type Hall struct {
	Slot   int      // length of a slot, in minutes
	Places int      // in each
	Ahead  int      // days
	Items  []string // for these alone; none: for all
	Visits []string // kinds of visits
	// Slots lists when the slots of a day begin, in minutes of the day.
	Slots func(day time.Time) []int
}

// takes tells whether one may book for an item and a kind of visit.
func (h Hall) takes(item, visit string) bool {
	return (len(h.Items) == 0 || slices.Contains(h.Items, item)) && slices.Contains(h.Visits, visit)
}

// The kinds of visits: for what somebody comes.
const (
	VisitApply     = "apply"     // to apply at the window
	VisitOriginals = "originals" // with the originals of a case that passed pre-examination
	VisitCollect   = "collect"   // for the result
)

// BookingState is what became of a booking.
type BookingState string

// The states. Arrived and missed may be put right by the clerk on the same day.
const (
	BookingOpen      BookingState = "open"
	BookingArrived   BookingState = "arrived"
	BookingMissed    BookingState = "missed"    // 爽约
	BookingCancelled BookingState = "cancelled" // by who booked, or with what it was for
	BookingClosed    BookingState = "closed"    // by the office, which closed the slot
	BookingPast      BookingState = "past"      // the day went by, and nobody said whether he or she came
)

// Booking (预约) is a place in a slot of an office. It holds the place while it is open, arrived or missed.
type Booking struct {
	ID         string
	Office     string
	Day        string // YYYY-MM-DD in the district
	Minute     int    // of the day, when the slot begins
	Length     int    // minutes
	Visit      string
	Item, Name string   // id and name of the item
	Case       string   // number; "" of no case
	Bring      []string // ids of the materials to bring
	Account    string   // who booked
	Holder     string   // in whose name
	Applicant  string   // name of the holder
	Digest     string   // of its code
	Key        string   // of the client
	State      BookingState
	Note       string // why the office closed the slot, or what it was booked for is done without
	At         time.Time
	Changed    time.Time
}

// BookingOrder is what somebody wants to book.
type BookingOrder struct {
	Item   string
	Case   string // number, instead of an item
	Office string // which, where an item doesn't tell; "": the one that it tells
	Visit  string
	Day    string
	Minute int
	Key    string // of the client: the same key is the same booking
}

// Seat is a place that is taken, with what bounds it.
type Seat struct {
	Booking Booking
	Places  int    // in the slot
	Most    int    // open ones of the account
	Today   string // bookings of days before hold nothing any more
	Event   audit.Event
	News    []notice.Notice // what is told of it, some of it later
}

// Unseat ends what is booked for a case for which nobody need come any more, or, with a holder, what was booked to hand
// in what is handed in now. Who was booked for today has come where that was seen to in person; every other place is
// given back.
type Unseat struct {
	Holder string // with the item; "": what is booked for the case
	Item   string
	Today  string
	Came   bool
	At     string // the office at which that was; "" that of the booking
	Off    bool   // the office calls it off
	Note   string // why it ends, for who booked
	When   time.Time
	Event  func(b Booking, number string) audit.Event
}

// Becomes is the state in which a booking ends.
func (u Unseat) Becomes(b Booking) BookingState {
	switch {
	case u.Came && b.Day == u.Today && (u.At == "" || u.At == b.Office):
		return BookingArrived
	case u.Off:
		return BookingClosed
	}
	return BookingCancelled
}

// Spot is a slot of a day.
type Spot struct {
	Day    string
	Minute int
}

// Closure is a slot without places, for a reason that whoever booked is told.
type Closure struct {
	Office string
	Day    string
	Minute int // WholeDay: all of it
	Reason string
	By     string // account
	At     time.Time
}

// WholeDay closes every slot of a day.
const WholeDay = -1

// BookingStore keeps bookings. More than Places in a slot are never taken, whoever books at once.
type BookingStore interface {
	// Book takes a place; the same key of an account gives what it gave. Codes: conflict (full, closed, or another open
	// one of the holder for the item), too_large (most open ones of the account).
	Book(ctx context.Context, s Seat) (Booking, error)
	// Rebook takes another place for an open one, and gives its own back. Codes: conflict.
	Rebook(ctx context.Context, s Seat) (Booking, error)
	// Booking finds one. Codes: not_found.
	Booking(ctx context.Context, id string) (Booking, error)
	// BookingsOf lists those that somebody made or that are in the holder's name ("" none), the latest day first.
	BookingsOf(ctx context.Context, account, holder string) ([]Booking, error)
	// BookingsOn lists those of a day of an office, by time.
	BookingsOn(ctx context.Context, office, day string) ([]Booking, error)
	// BookingFor is the last one that was made for a case. Codes: not_found.
	BookingFor(ctx context.Context, number string) (Booking, error)
	// Taken counts the places that are taken from one day to another, and lists what is closed.
	Taken(ctx context.Context, office, from, to string) (map[Spot]int, []Closure, error)
	// NotCome counts the bookings of a holder that were missed on or after a day.
	NotCome(ctx context.Context, holder, since string) (int, error)
	// EndBooking gives one another state, from one of some, and takes back what was to be told of it. Codes: conflict.
	EndBooking(ctx context.Context, b Booking, from []BookingState, e audit.Event) error
	// CloseSlot closes a slot or a day and calls off what is booked there; tell says so to who booked.
	CloseSlot(ctx context.Context, c Closure, tell func(Booking) notice.Notice, e audit.Event) ([]Booking, error)
	// OpenSlot takes that back; what was called off stays so. Codes: not_found.
	OpenSlot(ctx context.Context, c Closure, e audit.Event) error
}

const (
	// mostBookings is how many open ones an account has: places are for who comes.
	mostBookings = 5
	// Who did not come mostMissed times within missedDays books nothing, and comes without.
	mostMissed = 3
	missedDays = 90
)

// Bookings is 预约: people book, move and cancel; clerks see who comes, and close slots.
type Bookings struct{ *hall }

func bookingObject(b Booking) actor.Object {
	return actor.Object{Kind: actor.Booking, ID: b.ID, Owner: b.Account, Holder: b.Holder, Office: b.Office}
}

// When is the beginning of the slot.
func (h *hall) when(day string, minute int) (time.Time, bool) {
	d, err := time.ParseInLocation(time.DateOnly, day, h.Zone)
	if err != nil || minute < 0 || minute >= 24*60 {
		return time.Time{}, false
	}
	return time.Date(d.Year(), d.Month(), d.Day(), minute/60, minute%60, 0, 0, h.Zone), true
}

// Code is what is shown at the counter: eight digits, made of the booking's id, so that they can be shown again and
// are kept nowhere.
func (x *Bookings) Code(b Booking) string { return x.bookingCode(b.ID) }

func (h *hall) bookingCode(id string) string {
	sum, _ := hex.DecodeString(h.underKey("booking/" + id)) // what EncodeToString made
	return fmt.Sprintf("%08d", binary.BigEndian.Uint64(sum)%100_000_000)
}

// Times are the beginning and the end of the visit, and now.
func (x *Bookings) Times(b Booking) (from, to, now time.Time) {
	from, _ = x.when(b.Day, b.Minute) // as it was booked
	return from, from.Add(time.Duration(b.Length) * time.Minute), x.Clock()
}

func (h *hall) bookingEvent(who identity.Current, act actor.Act, b Booking) audit.Event {
	return audit.Event{At: h.Clock().UTC(), Actor: who.Actor(), Act: string(act), Object: audit.Object{Kind: string(actor.Booking), ID: b.ID},
		Detail: map[string]any{"office": b.Office, "day": b.Day, "minute": b.Minute, "visit": b.Visit}}
}

// Book takes a place in a slot, for the applicant of the session. Codes: unauthenticated, forbidden, not_found, invalid,
// conflict (full, closed, another open one for the item, too often not come), too_large.
func (x *Bookings) Book(ctx context.Context, o BookingOrder, language string) (Booking, error) {
	who, err := citizen(ctx)
	if err != nil {
		return Booking{}, err
	}
	if err := actor.Can(who.Actor(), actor.BookingMake, actor.Object{Kind: actor.Booking}); err != nil {
		return Booking{}, err
	}
	if !idempotencyKey.MatchString(o.Key) {
		return Booking{}, badKey()
	}
	open, err := x.openings(ctx, o, language)
	if err != nil {
		return Booking{}, err
	}
	if open.Office != nil && o.Office != "" && o.Office != open.Office.ID {
		is := sayHallIs.With(open.Office.Title)
		return Booking{}, fault.New(fault.Invalid, is, fault.Field{Path: "body.office", Message: is})
	}
	b := Booking{Office: open.office(), Day: o.Day, Minute: o.Minute, Visit: o.Visit, Item: open.Item, Name: open.Name, Case: o.Case,
		Account: who.Account.ID, Holder: who.Applicant.Key(), Applicant: who.Applicant.Name, Key: o.Key, State: BookingOpen, At: x.Clock().UTC()}
	b.Changed = b.At
	if open.of != nil { // of a case: in whose name it is
		b.Holder, b.Applicant = open.of.Holder, open.of.ApplicantName
	}
	for _, m := range open.Bring {
		b.Bring = append(b.Bring, m.ID)
	}
	if b.Holder == "" {
		return Booking{}, fault.New(fault.Forbidden, sayNoHolder)
	}
	b.ID = idUnder("booking", b.Account, o.Key, b.Holder, b.Item, b.Case, b.Office, b.Visit, b.Day, clock(b.Minute))
	if before, err := x.Store.Booking(ctx, b.ID); err == nil {
		return before, nil
	} else if !fault.Is(err, fault.NotFound) {
		return Booking{}, fmt.Errorf("runtime: look a booking up: %w", err)
	}
	if err := x.free(open, &b, false); err != nil {
		return Booking{}, err
	}
	b.Digest = x.underKey("booked/" + x.bookingCode(b.ID))
	since := x.Clock().In(x.Zone).AddDate(0, 0, -missedDays).Format(time.DateOnly)
	n, err := x.Store.NotCome(ctx, b.Holder, since)
	if err != nil {
		return Booking{}, fmt.Errorf("runtime: count who did not come: %w", err)
	}
	if n >= mostMissed {
		return Booking{}, fault.New(fault.Conflict, sayNotComeOften.With(missedDays, n))
	}
	seat := Seat{Booking: b, Places: open.hall.Places, Most: mostBookings, Today: x.today(), Event: x.bookingEvent(who, actor.BookingMake, b), News: x.bookingNews(ctx, b, true)}
	if b.Visit == VisitOriginals {
		return b, x.comes(ctx, who, open.of, seat, false)
	}
	if b, err = x.Store.Book(ctx, seat); err != nil {
		return Booking{}, fmt.Errorf("runtime: book: %w", err)
	}
	return b, nil
}

// told is a notice about a booking.
func (x *Bookings) told(ctx context.Context, b Booking, kind notice.Kind) notice.Notice {
	args := notice.Args{notice.Item: b.Name, notice.Day: b.Day, notice.Time: clock(b.Minute), notice.Office: x.officeTitle(b.Office)}
	if def, err := x.Definitions.Current(ctx, b.Item); err == nil {
		args[notice.Item], args[notice.Item+".en"] = def.Program("zh-Hans").Plan().Name, def.Program("en").Plan().Name
	}
	return notice.Notice{To: notice.To{Account: b.Account, Holder: b.Holder}, Kind: kind, Subject: notice.Subject{Kind: notice.OfBooking, ID: b.ID}, Args: args, At: x.Clock().UTC()}
}

// remindAt is the hour of the day before at which somebody is reminded of a visit.
const remindAt = 9

// bookingNews is what is told of a booking: that it is made, unless the case tells it, and on the day before.
func (x *Bookings) bookingNews(ctx context.Context, b Booking, made bool) []notice.Notice {
	var out []notice.Notice
	if made && b.Visit != VisitOriginals {
		out = append(out, x.told(ctx, b, notice.BookingMade))
	}
	at, ok := x.when(b.Day, remindAt*60)
	if before := at.AddDate(0, 0, -1); ok && before.After(x.Clock()) {
		n := x.told(ctx, b, notice.BookingReminder)
		n.From, n.Once = before.UTC(), fmt.Sprintf("booking/%s/%s/%d", b.ID, b.Day, b.Minute)
		out = append(out, n)
	}
	return out
}

// comes books the day of a case with its place, in one change of the case.
func (x *Bookings) comes(ctx context.Context, who identity.Current, c *Case, s Seat, again bool) error {
	o := Ordering{Version: c.Version, Key: s.Booking.Key}
	_, err := x.order(ctx, who, c.Number, actor.CaseBook, o, "book", []any{s.Booking.Day, s.Booking.Minute}, func(t *turn) error {
		doc := t.document(DocVisit)
		doc.Body.Until = s.Booking.Day
		doc.says(sayBookedVisit.With(day(s.Booking.Day), clock(s.Booking.Minute)))
		t.step.Seat, t.step.Reseat = &s, again
		return t.move(casework.Order{Event: casework.Book, Until: s.Booking.Day}, saying{act: actor.CaseBook, document: doc,
			detail: map[string]any{"day": s.Booking.Day, "booking": s.Booking.ID}})
	})
	return err
}

// clock writes a minute of the day.
func clock(minute int) string { return fmt.Sprintf("%02d:%02d", minute/60, minute%60) }

// free holds that a place is one that the office gives: what is taken and closed, the store knows. Codes: invalid,
// conflict.
func (x *Bookings) free(open Openings, b *Booking, moved bool) error {
	switch {
	case open.Office == nil:
		return fault.New(fault.Invalid, sayWhichHall, fault.Field{Path: "office", Message: sayWhichOffice})
	case !open.Takes || !moved && !slices.Contains(open.Visits, b.Visit):
		return fault.New(fault.Invalid, sayNotBooked, fault.Field{Path: "visit", Message: sayNotBooked})
	}
	b.Length = open.hall.Slot
	at, ok := x.when(b.Day, b.Minute)
	now := x.Clock()
	if !ok || !slices.Contains(open.hall.Slots(at), b.Minute) || b.Day > x.last(open.hall) {
		return fault.New(fault.Invalid, sayNoSlot, fault.Field{Path: "day", Message: sayNoSlot})
	}
	if !at.After(now) {
		return fault.New(fault.Conflict, saySlotOver)
	}
	return nil
}

// last is the last day that one may book now.
func (h *hall) last(hall Hall) string {
	return h.Clock().In(h.Zone).AddDate(0, 0, hall.Ahead).Format(time.DateOnly)
}

// mine finds a booking of the caller's, to do act to it.
func (x *Bookings) mine(ctx context.Context, id string, act actor.Act) (identity.Current, Booking, error) {
	who, err := citizen(ctx)
	if err != nil {
		return who, Booking{}, err
	}
	b, err := x.Store.Booking(ctx, id)
	if err != nil {
		return who, b, lost(err, "find a booking")
	}
	return who, b, actor.Can(who.Actor(), act, bookingObject(b))
}

// Get shows one of the caller's. Codes: unauthenticated, forbidden, not_found.
func (x *Bookings) Get(ctx context.Context, id string) (Booking, error) {
	_, b, err := x.mine(ctx, id, actor.BookingView)
	return b, err
}

// Mine lists those of the caller, and of whom he or she may speak for; the next one first.
func (x *Bookings) Mine(ctx context.Context) ([]Booking, error) {
	who, err := citizen(ctx)
	if err != nil {
		return nil, err
	}
	list, err := x.Store.BookingsOf(ctx, who.Account.ID, who.Actor().Binds())
	if err != nil {
		return nil, fmt.Errorf("runtime: list bookings: %w", err)
	}
	list = slices.DeleteFunc(list, func(b Booking) bool { return actor.Can(who.Actor(), actor.BookingView, bookingObject(b)) != nil })
	slices.Reverse(list)
	slices.SortStableFunc(list, func(a, b Booking) int { return order(a, x.today()) - order(b, x.today()) })
	return list, nil
}

// order puts what is to come before what is over.
func order(b Booking, today string) int {
	if b.State == BookingOpen && b.Day >= today {
		return 0
	}
	return 1
}

// Move takes another slot of the same office; the code stays. Codes: as Book.
func (x *Bookings) Move(ctx context.Context, id, toDay string, minute int, key, language string) (Booking, error) {
	who, b, err := x.mine(ctx, id, actor.BookingChange)
	if err != nil {
		return Booking{}, err
	}
	if !idempotencyKey.MatchString(key) {
		return Booking{}, badKey()
	}
	if b.State != BookingOpen {
		return Booking{}, fault.New(fault.Conflict, sayBookingOver)
	}
	if b.Day == toDay && b.Minute == minute {
		return b, nil
	}
	open, err := x.openings(ctx, BookingOrder{Item: b.Item, Case: b.Case, Office: b.Office, Visit: b.Visit}, language)
	if err != nil {
		return Booking{}, err
	}
	was := b
	b.Day, b.Minute, b.Key, b.Changed = toDay, minute, key, x.Clock().UTC()
	if open.office() != b.Office {
		return Booking{}, fault.New(fault.Conflict, sayOtherOffice)
	}
	if err := x.free(open, &b, true); err != nil {
		return Booking{}, err
	}
	e := x.bookingEvent(who, actor.BookingChange, b)
	e.Detail["from_day"], e.Detail["from_minute"] = was.Day, was.Minute
	seat := Seat{Booking: b, Places: open.hall.Places, Today: x.today(), Event: e, News: x.bookingNews(ctx, b, b.Visit != VisitOriginals)}
	if b.Visit == VisitOriginals {
		return b, x.comes(ctx, who, open.of, seat, true)
	}
	if b, err = x.Store.Rebook(ctx, seat); err != nil {
		return Booking{}, fmt.Errorf("runtime: move a booking: %w", err)
	}
	return b, nil
}

// Cancel gives a place back, until its slot begins. Twice is once. Codes: as Get, conflict.
func (x *Bookings) Cancel(ctx context.Context, id string) error {
	who, b, err := x.mine(ctx, id, actor.BookingChange)
	if err != nil || b.State == BookingCancelled {
		return err
	}
	if at, ok := x.when(b.Day, b.Minute); !ok || !at.After(x.Clock()) {
		return fault.New(fault.Conflict, saySlotOver)
	}
	b.State, b.Changed = BookingCancelled, x.Clock().UTC()
	if err := x.Store.EndBooking(ctx, b, []BookingState{BookingOpen}, x.bookingEvent(who, actor.BookingChange, b)); err != nil {
		return fmt.Errorf("runtime: cancel a booking: %w", err)
	}
	return nil
}

// visited adds the booking of a case. Where visits are booked, a day whose place was given back is none.
func (t *turn) visited(ctx context.Context, p *CasePage) error {
	visit := t.visit()
	if visit == "" {
		return nil
	}
	hall, ok, err := t.h.hallOf(ctx, t.c.Office)
	if err != nil {
		return err
	}
	p.Books = ok && hall.takes(t.c.Item, visit)
	b, err := t.h.Store.BookingFor(ctx, t.c.Number)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return fmt.Errorf("runtime: booking of a case: %w", err)
	}
	if err == nil && b.Visit == visit && b.State == BookingOpen && b.Day >= t.today {
		p.Booking = &b
	}
	if p.Books && p.Booking == nil && p.Case.Progress.Visit >= t.today {
		p.Case.Progress.Visit = ""
	}
	return nil
}

// inPerson are the events at which somebody was there.
var inPerson = []casework.Event{casework.Receive, casework.Intake, casework.HandOver}

// unseat is nil where the booking of the case, if there is one, goes on: for the same visit to the same office.
func (t *turn) unseat() *Unseat {
	if t.visitWas == "" || t.step.Seat != nil || t.visitWas == t.visit() && t.officeWas == t.c.Office {
		return nil
	}
	u := t.unseats()
	u.Came = slices.ContainsFunc(t.step.Done, func(d Done) bool { return slices.Contains(inPerson, casework.Event(d.Event.Event)) })
	if t.officeWas != t.c.Office {
		u.Off, u.Note = true, sayMovedTo.With(t.c.OfficeTitle).In("zh-Hans")
	}
	return u
}

// handsIn ends what was booked to hand in at a window what is handed in now, there or from afar.
func (t *turn) handsIn(a *Application, by actor.Actor) *Unseat {
	u := t.unseats()
	u.Holder, u.Item, u.Came, u.At, u.Note = t.c.Holder, t.c.Item, a.atCounter(), a.Office, sayHandedIn.In("zh-Hans")
	u.Event = endOf(by, t.now)
	return u
}

func (t *turn) unseats() *Unseat {
	return &Unseat{Today: t.today, When: t.now, Event: endOf(t.who, t.now)}
}

// endOf writes down that a booking ends with what somebody did to a case.
func endOf(who actor.Actor, at time.Time) func(Booking, string) audit.Event {
	return func(b Booking, number string) audit.Event {
		return audit.Event{At: at, Actor: who, Act: "booking.end", Object: audit.Object{Kind: string(actor.Booking), ID: b.ID},
			Detail: map[string]any{"office": b.Office, "day": b.Day, "minute": b.Minute, "visit": b.Visit, "case": number, "state": string(b.State)}}
	}
}

// visit is for what the applicant of a case may come now; "" for nothing.
func (t *turn) visit() string {
	switch s, ok := t.course.Step(receiveStep); {
	case ok && s.Visit && (t.c.State == actor.PrecheckPassed || t.c.State == actor.AwaitingOnsite):
		return VisitOriginals
	case t.c.State == actor.Issued || t.c.State == actor.Delivering:
		return VisitCollect
	}
	return ""
}
