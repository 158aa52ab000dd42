package store

import (
	"context"
	"fmt"
	"strings"

	"github.com/uptrace/bun"

	"banshi/runtime"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/db"
	"banshi/runtime/base/fault"
	"banshi/runtime/notice"
	noticestore "banshi/runtime/notice/store"
)

type bookingRow struct {
	bun.BaseModel `bun:"table:bookings,alias:b"`

	ID         string `bun:",pk"`
	Office     string
	Day        string
	Minute     int
	Length     int
	Visit      string
	Item       string
	ItemName   string
	CaseNumber string
	Bring      string
	Account    string
	Holder     string
	Applicant  string
	Digest     string
	Key        string
	State      string
	Note       string
	At         int64
	Changed    int64
}

type closureRow struct {
	bun.BaseModel `bun:"table:booking_closures,alias:c"`

	Office  string `bun:",pk"`
	Day     string `bun:",pk"`
	Minute  int    `bun:",pk"`
	Reason  string
	Account string
	At      int64
}

func (r bookingRow) booking() runtime.Booking {
	return runtime.Booking{ID: r.ID, Office: r.Office, Day: r.Day, Minute: r.Minute, Length: r.Length, Visit: r.Visit, Item: r.Item, Name: r.ItemName,
		Case: r.CaseNumber, Bring: strings.Fields(r.Bring), Account: r.Account, Holder: r.Holder, Applicant: r.Applicant, Digest: r.Digest, Key: r.Key,
		State: runtime.BookingState(r.State), Note: r.Note, At: db.Time(r.At), Changed: db.Time(r.Changed)}
}

func rowOfBooking(b runtime.Booking) bookingRow {
	return bookingRow{ID: b.ID, Office: b.Office, Day: b.Day, Minute: b.Minute, Length: b.Length, Visit: b.Visit, Item: b.Item, ItemName: b.Name,
		CaseNumber: b.Case, Bring: strings.Join(b.Bring, " "), Account: b.Account, Holder: b.Holder, Applicant: b.Applicant, Digest: b.Digest, Key: b.Key,
		State: string(b.State), Note: b.Note, At: db.Micros(b.At), Changed: db.Micros(b.Changed)}
}

// holding are the states that take a place.
var holding = []string{string(runtime.BookingOpen), string(runtime.BookingArrived), string(runtime.BookingMissed)}

// Book takes a place; the same key of an account gives what it gave. Codes: conflict (full, closed, or another open one
// of the holder for the item), too_large (most open ones of the account).
func (s *Store) Book(ctx context.Context, seat runtime.Seat) (b runtime.Booking, err error) {
	err = s.db.InTxRows(ctx, func(ctx context.Context, tx bun.Tx) error {
		b, err = s.book(ctx, tx, seat)
		return err
	})
	return b, err
}

// book decides by rows that it holds: the account's, and that of the office's day.
func (s *Store) book(ctx context.Context, tx bun.Tx, seat runtime.Seat) (runtime.Booking, error) {
	b := seat.Booking
	if err := inTurn(ctx, tx, "booking_accounts", "account", b.Account); err != nil {
		return b, err
	}
	var before bookingRow
	err := tx.NewSelect().Model(&before).Where("b.id = ?", b.ID).Scan(ctx)
	if err == nil {
		return before.booking(), nil
	}
	if !db.IsNone(err) {
		return b, fmt.Errorf("look a booking up: %w", err)
	}
	// What nobody marked holds nothing once its day is over.
	if _, err := tx.NewUpdate().Model((*bookingRow)(nil)).Set("state = ?", string(runtime.BookingPast)).Where("state = ?", string(runtime.BookingOpen)).
		Where("day < ?", seat.Today).Where("account = ? OR holder = ?", b.Account, b.Holder).Exec(ctx); err != nil {
		return b, fmt.Errorf("put away bookings of days before: %w", err)
	}
	n, err := tx.NewSelect().Model((*bookingRow)(nil)).Where("b.account = ?", b.Account).Where("b.state = ?", string(runtime.BookingOpen)).Count(ctx)
	if err != nil {
		return b, fmt.Errorf("count bookings: %w", err)
	}
	if int(n) >= seat.Most {
		return b, fault.New(fault.TooLarge, sayTooManyBookings.With(seat.Most))
	}
	n, err = tx.NewSelect().Model((*bookingRow)(nil)).Where("b.holder = ?", b.Holder).Where("b.item = ?", b.Item).Where("b.state = ?", string(runtime.BookingOpen)).Count(ctx)
	if err != nil {
		return b, fmt.Errorf("look for another booking: %w", err)
	}
	if n > 0 {
		return b, fault.New(fault.Conflict, sayBookedAlready)
	}
	if err := place(ctx, tx, seat); err != nil {
		return b, err
	}
	row := rowOfBooking(b)
	if _, err := tx.NewInsert().Model(&row).Exec(ctx); err != nil {
		if db.IsDuplicate(err) { // two who act for the same person
			return b, fault.New(fault.Conflict, sayBookedAlready)
		}
		return b, fmt.Errorf("write a booking: %w", err)
	}
	if err := noticestore.Tell(ctx, tx, seat.News...); err != nil {
		return b, err
	}
	return b, audit.Append(ctx, tx, seat.Event)
}

// Rebook takes another place for an open one, and gives its own back. Codes: conflict.
func (s *Store) Rebook(ctx context.Context, seat runtime.Seat) (runtime.Booking, error) {
	err := s.db.InTxRows(ctx, func(ctx context.Context, tx bun.Tx) error { return s.rebook(ctx, tx, seat) })
	return seat.Booking, err
}

func (s *Store) rebook(ctx context.Context, tx bun.Tx, seat runtime.Seat) error {
	if err := place(ctx, tx, seat); err != nil {
		return err
	}
	b := seat.Booking
	res, err := tx.NewUpdate().Model((*bookingRow)(nil)).Set("day = ?", b.Day).Set("minute = ?", b.Minute).Set("length = ?", b.Length).
		Set("changed = ?", db.Micros(b.Changed)).Where("id = ?", b.ID).Where("state = ?", string(runtime.BookingOpen)).Exec(ctx)
	if err != nil {
		return fmt.Errorf("move a booking: %w", err)
	}
	if one, err := changed(res); err != nil || !one {
		if err != nil {
			return err
		}
		return fault.New(fault.Conflict, sayBookingMoved)
	}
	if err := recall(ctx, tx, b); err != nil {
		return err
	}
	if err := noticestore.Tell(ctx, tx, seat.News...); err != nil {
		return err
	}
	return audit.Append(ctx, tx, seat.Event)
}

// recall takes back what was to be told of a booking as it was.
func recall(ctx context.Context, tx bun.Tx, b runtime.Booking) error {
	return noticestore.Recall(ctx, tx, notice.Subject{Kind: notice.OfBooking, ID: b.ID}, b.Changed)
}

// sit takes a place with a change of a case, anew or in place of another.
func (s *Store) sit(ctx context.Context, tx bun.Tx, seat runtime.Seat, again bool) error {
	if again {
		return s.rebook(ctx, tx, seat)
	}
	_, err := s.book(ctx, tx, seat)
	return err
}

// unseat ends what is booked for a case, or was booked to hand it in.
func unseat(ctx context.Context, tx bun.Tx, number string, u runtime.Unseat) error {
	which := tx.NewSelect().Where("b.state = ?", string(runtime.BookingOpen)).OrderExpr("b.id")
	if u.Holder == "" {
		which = which.Where("b.case_number = ?", number)
	} else {
		which = which.Where("b.holder = ?", u.Holder).Where("b.item = ?", u.Item).Where("b.visit = ?", runtime.VisitApply)
	}
	list, err := bookings(ctx, which)
	if err != nil {
		return err
	}
	for _, b := range list {
		if b.Day < u.Today {
			continue // nobody said whether he or she came
		}
		b.State, b.Changed = u.Becomes(b), u.When
		if b.State != runtime.BookingArrived {
			b.Note = u.Note
		}
		res, err := tx.NewUpdate().Model((*bookingRow)(nil)).Set("state = ?", string(b.State)).Set("note = ?", b.Note).Set("changed = ?", db.Micros(b.Changed)).
			Where("id = ?", b.ID).Where("state = ?", string(runtime.BookingOpen)).Exec(ctx)
		if err != nil {
			return fmt.Errorf("end the booking of a case: %w", err)
		}
		if one, err := changed(res); err != nil || !one { // else its holder has just cancelled it
			if err != nil {
				return err
			}
			continue
		}
		if err := recall(ctx, tx, b); err != nil {
			return err
		}
		if err := audit.Append(ctx, tx, u.Event(b, number)); err != nil {
			return err
		}
	}
	return nil
}

// place holds that the slot has a place left, while nobody else books on that day of the office. Codes: conflict.
func place(ctx context.Context, tx bun.Tx, seat runtime.Seat) error {
	b := seat.Booking
	if err := inTurn(ctx, tx, "booking_days", "office", b.Office, "day", b.Day); err != nil {
		return err
	}
	n, err := tx.NewSelect().Model((*closureRow)(nil)).Where("c.office = ?", b.Office).Where("c.day = ?", b.Day).
		Where("c.minute IN (?)", bun.List([]int{runtime.WholeDay, b.Minute})).Count(ctx)
	if err != nil {
		return fmt.Errorf("look for closures: %w", err)
	}
	if n > 0 {
		return fault.New(fault.Conflict, saySlotClosed)
	}
	n, err = tx.NewSelect().Model((*bookingRow)(nil)).Where("b.office = ?", b.Office).Where("b.day = ?", b.Day).Where("b.minute = ?", b.Minute).
		Where("b.state IN (?)", bun.List(holding)).Count(ctx)
	if err != nil {
		return fmt.Errorf("count what is booked: %w", err)
	}
	if int(n) >= seat.Places {
		return fault.New(fault.Conflict, saySlotFull)
	}
	return nil
}

// inTurn holds a row until the transaction ends, by writing it: names and values of its key.
func inTurn(ctx context.Context, tx bun.Tx, table string, key ...string) error {
	var columns, marks, where []string
	args := []any{bun.Ident(table)}
	for i := 0; i < len(key); i += 2 {
		columns, marks, where = append(columns, key[i]), append(marks, "?"), append(where, key[i]+" = ?")
		args = append(args, key[i+1])
	}
	insert := "INSERT INTO ? (" + strings.Join(columns, ", ") + ", turns) VALUES (" + strings.Join(marks, ", ") + ", 0) ON CONFLICT DO NOTHING"
	if _, err := tx.NewRaw(insert, args...).Exec(ctx); err != nil {
		return fmt.Errorf("hold a row of %s: %w", table, err)
	}
	if _, err := tx.NewRaw("UPDATE ? SET turns = turns + 1 WHERE "+strings.Join(where, " AND "), args...).Exec(ctx); err != nil {
		return fmt.Errorf("hold a row of %s: %w", table, err)
	}
	return nil
}

// Booking finds one. Codes: not_found.
func (s *Store) Booking(ctx context.Context, id string) (runtime.Booking, error) {
	return one(bookings(ctx, s.db.Read().NewSelect().Where("b.id = ?", id)))
}

// BookingFor is the last one that was made for a case. Codes: not_found.
func (s *Store) BookingFor(ctx context.Context, number string) (runtime.Booking, error) {
	return one(bookings(ctx, s.db.Read().NewSelect().Where("b.case_number = ?", number).OrderExpr("b.at DESC, b.id").Limit(1)))
}

// BookingsOf lists those that somebody made or that are in the holder's name ("" none), the latest day first, at most 100.
func (s *Store) BookingsOf(ctx context.Context, account, holder string) ([]runtime.Booking, error) {
	q := s.db.Read().NewSelect().Where("b.account = ?", account)
	if holder != "" {
		q = q.WhereOr("b.holder = ?", holder)
	}
	return bookings(ctx, q.OrderExpr("b.day DESC, b.minute DESC, b.id").Limit(100))
}

// BookingsOn lists those of a day of an office, by time, without those that somebody called off.
func (s *Store) BookingsOn(ctx context.Context, office, day string) ([]runtime.Booking, error) {
	return bookings(ctx, s.db.Read().NewSelect().Where("b.office = ?", office).Where("b.day = ?", day).Where("b.state <> ?", string(runtime.BookingCancelled)).OrderExpr("b.minute, b.at, b.id"))
}

func bookings(ctx context.Context, q *bun.SelectQuery) ([]runtime.Booking, error) {
	var rows []bookingRow
	if err := q.Model(&rows).Scan(ctx); err != nil && !db.IsNone(err) {
		return nil, fmt.Errorf("list bookings: %w", err)
	}
	out := make([]runtime.Booking, len(rows))
	for i, r := range rows {
		out[i] = r.booking()
	}
	return out, nil
}

// Taken counts the places that are taken from one day to another, and lists what is closed.
func (s *Store) Taken(ctx context.Context, office, from, to string) (map[runtime.Spot]int, []runtime.Closure, error) {
	var rows []struct {
		Day    string
		Minute int
		N      int
	}
	err := s.db.Read().NewSelect().Model((*bookingRow)(nil)).Column("day", "minute").ColumnExpr("count(*) AS n").Where("b.office = ?", office).
		Where("b.day BETWEEN ? AND ?", from, to).Where("b.state IN (?)", bun.List(holding)).GroupExpr("b.day, b.minute").Scan(ctx, &rows)
	if err != nil && !db.IsNone(err) {
		return nil, nil, fmt.Errorf("count what is booked: %w", err)
	}
	taken := make(map[runtime.Spot]int, len(rows))
	for _, r := range rows {
		taken[runtime.Spot{Day: r.Day, Minute: r.Minute}] = r.N
	}
	var shut []closureRow
	err = s.db.Read().NewSelect().Model(&shut).Where("c.office = ?", office).Where("c.day BETWEEN ? AND ?", from, to).OrderExpr("c.day, c.minute").Scan(ctx)
	if err != nil && !db.IsNone(err) {
		return nil, nil, fmt.Errorf("list closures: %w", err)
	}
	closed := make([]runtime.Closure, len(shut))
	for i, c := range shut {
		closed[i] = runtime.Closure{Office: c.Office, Day: c.Day, Minute: c.Minute, Reason: c.Reason, By: c.Account, At: db.Time(c.At)}
	}
	return taken, closed, nil
}

// NotCome counts the bookings of a holder that were missed on or after a day.
func (s *Store) NotCome(ctx context.Context, holder, since string) (int, error) {
	n, err := s.db.Read().NewSelect().Model((*bookingRow)(nil)).Where("b.holder = ?", holder).Where("b.state = ?", string(runtime.BookingMissed)).Where("b.day >= ?", since).Count(ctx)
	if err != nil {
		return 0, fmt.Errorf("count who did not come: %w", err)
	}
	return int(n), nil
}

// EndBooking gives one another state, from one of some. Codes: conflict.
func (s *Store) EndBooking(ctx context.Context, b runtime.Booking, from []runtime.BookingState, e audit.Event) error {
	return s.db.InTxRows(ctx, func(ctx context.Context, tx bun.Tx) error {
		res, err := tx.NewUpdate().Model((*bookingRow)(nil)).Set("state = ?", string(b.State)).Set("changed = ?", db.Micros(b.Changed)).
			Where("id = ?", b.ID).Where("state IN (?)", bun.List(from)).Exec(ctx)
		if err != nil {
			return fmt.Errorf("end a booking: %w", err)
		}
		if one, err := changed(res); err != nil || !one {
			if err != nil {
				return err
			}
			return fault.New(fault.Conflict, sayBookingMoved)
		}
		if err := recall(ctx, tx, b); err != nil {
			return err
		}
		return audit.Append(ctx, tx, e)
	})
}

// CloseSlot closes a slot or a day and calls off what is booked there; tell says so to who booked.
func (s *Store) CloseSlot(ctx context.Context, c runtime.Closure, tell func(runtime.Booking) notice.Notice, e audit.Event) (off []runtime.Booking, err error) {
	err = s.db.InTxRows(ctx, func(ctx context.Context, tx bun.Tx) error {
		off = nil
		if err := inTurn(ctx, tx, "booking_days", "office", c.Office, "day", c.Day); err != nil {
			return err
		}
		row := closureRow{Office: c.Office, Day: c.Day, Minute: c.Minute, Reason: c.Reason, Account: c.By, At: db.Micros(c.At)}
		if _, err := tx.NewInsert().Model(&row).On("CONFLICT (office, day, minute) DO UPDATE").Set("reason = EXCLUDED.reason").Exec(ctx); err != nil {
			return fmt.Errorf("close a slot: %w", err)
		}
		q := tx.NewSelect().Where("b.office = ?", c.Office).Where("b.day = ?", c.Day).Where("b.state = ?", string(runtime.BookingOpen)).OrderExpr("b.id")
		if c.Minute != runtime.WholeDay {
			q = q.Where("b.minute = ?", c.Minute)
		}
		list, err := bookings(ctx, q)
		if err != nil {
			return err
		}
		ids := []any{}
		for _, b := range list {
			res, err := tx.NewUpdate().Model((*bookingRow)(nil)).Set("state = ?", string(runtime.BookingClosed)).Set("note = ?", c.Reason).
				Set("changed = ?", db.Micros(c.At)).Where("id = ?", b.ID).Where("state = ?", string(runtime.BookingOpen)).Exec(ctx)
			if err != nil {
				return fmt.Errorf("call a booking off: %w", err)
			}
			one, err := changed(res)
			if err != nil {
				return err
			}
			if one { // else its holder has just cancelled it
				b.State, b.Note, b.Changed = runtime.BookingClosed, c.Reason, c.At
				if err := recall(ctx, tx, b); err != nil {
					return err
				}
				if err := noticestore.Tell(ctx, tx, tell(b)); err != nil {
					return err
				}
				off, ids = append(off, b), append(ids, b.ID)
			}
		}
		e.Detail["bookings"] = ids
		return audit.Append(ctx, tx, e)
	})
	return off, err
}

// OpenSlot takes a closing back; what was called off stays so. Codes: not_found.
func (s *Store) OpenSlot(ctx context.Context, c runtime.Closure, e audit.Event) error {
	return s.db.InTxRows(ctx, func(ctx context.Context, tx bun.Tx) error {
		if err := inTurn(ctx, tx, "booking_days", "office", c.Office, "day", c.Day); err != nil {
			return err
		}
		res, err := tx.NewDelete().Model((*closureRow)(nil)).Where("office = ?", c.Office).Where("day = ?", c.Day).Where("minute = ?", c.Minute).Exec(ctx)
		if err != nil {
			return fmt.Errorf("open a slot: %w", err)
		}
		if one, err := changed(res); err != nil || !one {
			if err != nil {
				return err
			}
			return none()
		}
		return audit.Append(ctx, tx, e)
	})
}
