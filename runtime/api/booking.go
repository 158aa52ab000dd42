package api

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"banshi/runtime"
)

// bookingLine is a visit that was booked.
type bookingLine struct {
	ID        string          `json:"id"`
	State     string          `json:"state" enum:"open,arrived,missed,cancelled,closed,past"`
	Visit     string          `json:"visit" enum:"apply,originals,collect" doc:"for what one comes"`
	Item      string          `json:"item" doc:"id"`
	Name      string          `json:"name" doc:"of the item"`
	Case      string          `json:"case,omitempty"`
	Applicant string          `json:"applicant"`
	Day       string          `json:"day" format:"date"`
	From      string          `json:"from" doc:"09:00, in the district's zone"`
	To        string          `json:"to"`
	Office    *runtime.Office `json:"office,omitempty" doc:"absent: it is no longer in the catalogue"`
	Bring     []bringLine     `json:"bring"`
	Code      string          `json:"code,omitempty" doc:"shown at the counter; while it is open"`
	Note      string          `json:"note,omitempty" doc:"why the office called it off, or why it is no longer needed"`
}

type bringLine struct {
	ID        string `json:"id"`
	Title     string `json:"title"`
	Originals int    `json:"originals,omitempty" doc:"how many originals"`
}

// openingsBody is what can be booked.
type openingsBody struct {
	Item    string           `json:"item" doc:"id"`
	Name    string           `json:"name"`
	Takes   bool             `json:"takes" doc:"visits are booked; else one comes without"`
	Office  *runtime.Office  `json:"office,omitempty"`
	Unknown []string         `json:"unknown,omitempty" doc:"what would tell which office it is"`
	Choice  []runtime.Office `json:"choice,omitempty" doc:"among which one chooses while it is not known"`
	Visit   string           `json:"visit,omitempty" enum:"apply,originals,collect"`
	Slot    int              `json:"slot,omitempty" doc:"minutes"`
	Days    []dayLine        `json:"days"`
	Bring   []bringLine      `json:"bring"`
	Mine    *bookingLine     `json:"mine,omitempty" doc:"the open one that there is"`
}

type dayLine struct {
	Day    string     `json:"day" format:"date"`
	Closed string     `json:"closed,omitempty" doc:"why the office closed it"`
	Slots  []slotLine `json:"slots"`
}

type slotLine struct {
	From   string `json:"from" doc:"09:00"`
	Left   int    `json:"left" doc:"places"`
	Closed string `json:"closed,omitempty" doc:"why the office closed it"`
}

func clockOf(minute int) string { return fmt.Sprintf("%02d:%02d", minute/60, minute%60) }

// minuteOf reads 09:30; -1 where it is none.
func minuteOf(clock string) int {
	t, err := time.Parse("15:04", clock)
	if err != nil {
		return -1
	}
	return t.Hour()*60 + t.Minute()
}

func bringsOf(list []runtime.Bringing) []bringLine {
	out := make([]bringLine, len(list))
	for i, m := range list {
		out[i] = bringLine(m)
	}
	return out
}

func slotsOf(list []runtime.OpenSlot) []slotLine {
	out := make([]slotLine, len(list))
	for i, s := range list {
		out[i] = slotLine{clockOf(s.Minute), s.Left, s.Closed}
	}
	return out
}

type openingsOut struct{ Body openingsBody }

type bookingOut struct{ Body bookingLine }

type bookingsOut struct {
	Body struct {
		Bookings []bookingLine `json:"bookings"`
	}
}

type slotsIn struct {
	Tongue
	ID     string `path:"id" maxLength:"100" doc:"of the item"`
	Office string `query:"office" maxLength:"100" doc:"of the choice, where it isn't known which"`
}

type bookIn struct {
	Tongue
	Body struct {
		Item   string `json:"item,omitempty" maxLength:"100"`
		Case   string `json:"case,omitempty" maxLength:"60" doc:"instead of an item"`
		Office string `json:"office,omitempty" maxLength:"100" doc:"of the choice, where it isn't known which; where it is, that one or none"`
		Visit  string `json:"visit" enum:"apply,originals,collect"`
		Day    string `json:"day" maxLength:"10"`
		From   string `json:"from" maxLength:"5" doc:"09:00"`
		Key    string `json:"key" maxLength:"100"`
	}
}

type bookingIDIn struct {
	Tongue
	ID string `path:"id" maxLength:"60"`
}

type moveBookingIn struct {
	Tongue
	ID   string `path:"id" maxLength:"60"`
	Body struct {
		Day  string `json:"day" maxLength:"10"`
		From string `json:"from" maxLength:"5"`
		Key  string `json:"key" maxLength:"100"`
	}
}

// bookedLine is a visit as the counter sees it.
type bookedLine struct {
	ID        string      `json:"id"`
	State     string      `json:"state" enum:"open,arrived,missed,closed,past"`
	Visit     string      `json:"visit" enum:"apply,originals,collect"`
	Item      string      `json:"item" doc:"id"`
	Name      string      `json:"name" doc:"of the item"`
	Case      string      `json:"case,omitempty"`
	Applicant string      `json:"applicant"`
	From      string      `json:"from"`
	To        string      `json:"to"`
	Bring     []bringLine `json:"bring"`
}

type bookedDayOut struct {
	Body struct {
		Office   officeLine   `json:"office"`
		Day      string       `json:"day" format:"date"`
		Takes    bool         `json:"takes" doc:"the office takes bookings"`
		Closed   string       `json:"closed,omitempty" doc:"why the day is closed"`
		Slots    []slotLine   `json:"slots"`
		Bookings []bookedLine `json:"bookings"`
		Offices  []officeLine `json:"offices" doc:"of yours, that take bookings"`
	}
}

type bookedDayIn struct {
	Tongue
	Office string `query:"office" maxLength:"100" doc:"your first one where left out"`
	Day    string `query:"day" maxLength:"10" doc:"today where left out"`
}

type bookedCodeIn struct {
	Tongue
	Body struct {
		Office string `json:"office" maxLength:"100"`
		Code   string `json:"code" maxLength:"20" doc:"as the visitor shows it"`
	}
}

type receivedIn struct {
	Tongue
	ID   string `path:"id" maxLength:"60"`
	Body struct {
		Came bool `json:"came"`
	}
}

type bookedOut struct{ Body bookedLine }

type closeIn struct {
	Tongue
	Body struct {
		Office string `json:"office" maxLength:"100"`
		Day    string `json:"day" maxLength:"10"`
		From   string `json:"from,omitempty" maxLength:"5" doc:"of the slot; the whole day where left out"`
		Reason string `json:"reason" maxLength:"1000" doc:"who booked reads it"`
	}
}

type closedOut struct {
	Body struct {
		Told int `json:"told" doc:"how many bookings were called off"`
	}
}

type openIn struct {
	Tongue
	Office string `query:"office" required:"true" maxLength:"100"`
	Day    string `query:"day" required:"true" maxLength:"10"`
	From   string `query:"from" maxLength:"5"`
}

func registerBookings(api huma.API, s Services) {
	h := bookings{s}
	huma.Register(api, operation("item-slots", http.MethodGet, "/api/items/{id}/slots", "可以预约的时段", "booking", "not_found"), h.slots)
	huma.Register(api, operation("case-slots", http.MethodGet, "/api/cases/{number}/slots", "为办件可以预约的时段", "booking", ofOnes...), h.caseSlots)
	book := operation("book", http.MethodPost, "/api/bookings", "预约", "booking", append(changing, "too_large")...)
	book.DefaultStatus = http.StatusCreated
	huma.Register(api, book, h.book)
	huma.Register(api, operation("list-bookings", http.MethodGet, "/api/bookings", "我的预约", "booking", signedIn...), h.mine)
	huma.Register(api, operation("get-booking", http.MethodGet, "/api/bookings/{id}", "一个预约", "booking", ofOnes...), h.get)
	huma.Register(api, operation("move-booking", http.MethodPost, "/api/bookings/{id}/move", "改约", "booking", changing...), h.move)
	cancel := operation("cancel-booking", http.MethodDelete, "/api/bookings/{id}", "取消预约", "booking", changing...)
	cancel.DefaultStatus = http.StatusNoContent
	huma.Register(api, cancel, h.cancel)
	calendar := operation("booking-calendar", http.MethodGet, "/api/bookings/{id}/calendar.ics", "预约的日历文件", "booking", ofOnes...)
	huma.Register(api, calendar, h.calendar)
	huma.Register(api, operation("booked-day", http.MethodGet, "/api/staff/bookings", "一天里谁来", "staff", looked...), h.day)
	huma.Register(api, operation("find-booking", http.MethodPost, "/api/staff/bookings/find", "按预约码找今天的预约", "staff", looked...), h.find)
	huma.Register(api, operation("receive-booking", http.MethodPost, "/api/staff/bookings/{id}/received", "标记到了或没来", "staff", changing...), h.received)
	huma.Register(api, operation("close-slot", http.MethodPost, "/api/staff/booking-closures", "停止一个时段或一天的预约", "staff", append(changing, "too_large")...), h.close)
	open := operation("open-slot", http.MethodDelete, "/api/staff/booking-closures", "恢复预约", "staff", changing...)
	open.DefaultStatus = http.StatusNoContent
	huma.Register(api, open, h.open)
}

type bookings struct{ Services }

func (h bookings) line(ctx context.Context, b runtime.Booking, language string) (bookingLine, error) {
	name, bring := h.Bookings.Brought(ctx, b, language)
	out := bookingLine{ID: b.ID, State: string(b.State), Visit: b.Visit, Item: b.Item, Name: name, Case: b.Case, Applicant: b.Applicant, Day: b.Day,
		From: clockOf(b.Minute), To: clockOf(b.Minute + b.Length), Bring: bringsOf(bring), Note: b.Note}
	var err error
	if out.Office, err = h.Bookings.Place(ctx, b); err != nil {
		return bookingLine{}, err
	}
	if b.State == runtime.BookingOpen {
		out.Code = h.Bookings.Code(b)
	}
	return out, nil
}

func (h bookings) one(ctx context.Context, b runtime.Booking, language string) (*bookingOut, error) {
	l, err := h.line(ctx, b, language)
	return &bookingOut{l}, err
}

func (h bookings) openings(ctx context.Context, o runtime.Openings, language string) (*openingsOut, error) {
	out := &openingsOut{openingsBody{Item: o.Item, Name: o.Name, Takes: o.Takes, Office: o.Office, Unknown: o.Unknown, Choice: o.Choice, Slot: o.Slot,
		Days: make([]dayLine, len(o.Days)), Bring: bringsOf(o.Bring)}}
	if len(o.Visits) > 0 {
		out.Body.Visit = o.Visits[0]
	}
	for i, d := range o.Days {
		out.Body.Days[i] = dayLine{d.Day, d.Closed, slotsOf(d.Slots)}
	}
	if o.Mine != nil {
		l, err := h.line(ctx, *o.Mine, language)
		if err != nil {
			return nil, err
		}
		out.Body.Mine = &l
	}
	return out, nil
}

func (h bookings) slots(ctx context.Context, in *slotsIn) (*openingsOut, error) {
	o, err := h.Bookings.Free(ctx, in.ID, in.Office, in.language())
	if err != nil {
		return nil, err
	}
	return h.openings(ctx, o, in.language())
}

func (h bookings) caseSlots(ctx context.Context, in *numberIn) (*openingsOut, error) {
	o, err := h.Bookings.FreeFor(ctx, in.Number, in.language())
	if err != nil {
		return nil, err
	}
	return h.openings(ctx, o, in.language())
}

func (h bookings) book(ctx context.Context, in *bookIn) (*bookingOut, error) {
	b := in.Body
	out, err := h.Bookings.Book(ctx, runtime.BookingOrder{Item: b.Item, Case: b.Case, Office: b.Office, Visit: b.Visit, Day: b.Day, Minute: minuteOf(b.From), Key: b.Key}, in.language())
	if err != nil {
		return nil, err
	}
	return h.one(ctx, out, in.language())
}

func (h bookings) mine(ctx context.Context, in *Tongue) (*bookingsOut, error) {
	list, err := h.Bookings.Mine(ctx)
	if err != nil {
		return nil, err
	}
	out := &bookingsOut{}
	out.Body.Bookings = make([]bookingLine, len(list))
	for i, b := range list {
		if out.Body.Bookings[i], err = h.line(ctx, b, in.language()); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (h bookings) get(ctx context.Context, in *bookingIDIn) (*bookingOut, error) {
	b, err := h.Bookings.Get(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return h.one(ctx, b, in.language())
}

func (h bookings) move(ctx context.Context, in *moveBookingIn) (*bookingOut, error) {
	b, err := h.Bookings.Move(ctx, in.ID, in.Body.Day, minuteOf(in.Body.From), in.Body.Key, in.language())
	if err != nil {
		return nil, err
	}
	return h.one(ctx, b, in.language())
}

func (h bookings) cancel(ctx context.Context, in *bookingIDIn) (*struct{}, error) {
	return nil, h.Bookings.Cancel(ctx, in.ID)
}

func (h bookings) calendar(ctx context.Context, in *bookingIDIn) (*calendarOut, error) {
	b, err := h.Bookings.Get(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	from, to, now := h.Bookings.Times(b)
	l, err := h.line(ctx, b, in.language())
	if err != nil {
		return nil, err
	}
	return calendarOf(l, from, to, now, in.language()), nil
}

func bookedOf(ctx context.Context, h bookings, b runtime.Booking, language string) bookedLine {
	name, bring := h.Bookings.Brought(ctx, b, language)
	return bookedLine{ID: b.ID, State: string(b.State), Visit: b.Visit, Item: b.Item, Name: name, Case: b.Case, Applicant: b.Applicant,
		From: clockOf(b.Minute), To: clockOf(b.Minute + b.Length), Bring: bringsOf(bring)}
}

func (h bookings) dayOf(ctx context.Context, d runtime.BookedDay, language string) *bookedDayOut {
	out := &bookedDayOut{}
	o := &out.Body
	o.Office, o.Day, o.Takes, o.Closed, o.Slots = officeLine{d.Office, d.Title}, d.Day, d.Slot > 0, d.Closed, slotsOf(d.Slots)
	o.Offices = make([]officeLine, len(d.Desks))
	for i, x := range d.Desks {
		o.Offices[i] = officeLine{x.Code, x.Text}
	}
	o.Bookings = make([]bookedLine, len(d.Bookings))
	for i, b := range d.Bookings {
		o.Bookings[i] = bookedOf(ctx, h, b, language)
	}
	return out
}

func (h bookings) day(ctx context.Context, in *bookedDayIn) (*bookedDayOut, error) {
	d, err := h.Bookings.On(ctx, in.Office, in.Day, "")
	if err != nil {
		return nil, err
	}
	return h.dayOf(ctx, d, in.language()), nil
}

// find takes the code in the body: an address stands in logs.
func (h bookings) find(ctx context.Context, in *bookedCodeIn) (*bookedDayOut, error) {
	d, err := h.Bookings.On(ctx, in.Body.Office, "", in.Body.Code)
	if err != nil {
		return nil, err
	}
	return h.dayOf(ctx, d, in.language()), nil
}

func (h bookings) received(ctx context.Context, in *receivedIn) (*bookedOut, error) {
	b, err := h.Bookings.Received(ctx, in.ID, in.Body.Came)
	if err != nil {
		return nil, err
	}
	return &bookedOut{bookedOf(ctx, h, b, in.language())}, nil
}

// slotMinute is the whole day where no slot is named.
func slotMinute(from string) int {
	if strings.TrimSpace(from) == "" {
		return runtime.WholeDay
	}
	if m := minuteOf(from); m >= 0 {
		return m
	}
	return 24 * 60 // no slot of any office
}

func (h bookings) close(ctx context.Context, in *closeIn) (*closedOut, error) {
	b := in.Body
	n, err := h.Bookings.Close(ctx, runtime.Closure{Office: b.Office, Day: b.Day, Minute: slotMinute(b.From), Reason: b.Reason})
	if err != nil {
		return nil, err
	}
	out := &closedOut{}
	out.Body.Told = n
	return out, nil
}

func (h bookings) open(ctx context.Context, in *openIn) (*struct{}, error) {
	return nil, h.Bookings.Open(ctx, runtime.Closure{Office: in.Office, Day: in.Day, Minute: slotMinute(in.From)})
}
