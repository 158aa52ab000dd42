package store

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"banshi/runtime"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/db/dbtest"
	"banshi/runtime/base/fault"
	filestore "banshi/runtime/files/store"
	"banshi/runtime/notice"
	noticestore "banshi/runtime/notice/store"
)

func seatOf(who string, key int, day string, minute, places int) runtime.Seat {
	at := time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC)
	b := runtime.Booking{ID: fmt.Sprintf("%s-%d", who, key), Office: "hall", Day: day, Minute: minute, Length: 30, Visit: runtime.VisitApply, Item: fmt.Sprintf("item%d", key),
		Account: who, Holder: "person/" + who, Applicant: who, State: runtime.BookingOpen, At: at, Changed: at}
	return runtime.Seat{Booking: b, Places: places, Most: 3, Today: "2026-11-23", Event: audit.Event{At: at, Actor: actor.Actor{Kind: actor.Person, ID: who},
		Act: string(actor.BookingMake), Object: audit.Object{Kind: string(actor.Booking), ID: b.ID}, Detail: map[string]any{}}}
}

// Two hundred people want the seven places of one slot at once, each asks twice with one key, and a quarter of them moves there
// from another slot: seven places are taken, not one more and not one less.
func TestNobodyIsOverbooked(t *testing.T) {
	s := New(dbtest.Open(t, dbtest.NewClock(), audit.Migrations(), filestore.Migrations(), noticestore.Migrations(), Migrations()))
	ctx := context.Background()
	const people, places, day, minute = 200, 7, "2026-11-25", 540
	for i := range people / 4 {
		if _, err := s.Book(ctx, seatOf(fmt.Sprint("p", i), 0, "2026-11-24", 600, people)); err != nil {
			t.Fatal(err)
		}
	}
	var wg sync.WaitGroup
	var mu sync.Mutex
	won, full := map[string]bool{}, 0
	start := make(chan struct{})
	for i := range people {
		for range 2 {
			wg.Go(func() {
				<-start
				seat := seatOf(fmt.Sprint("p", i), 0, day, minute, places)
				var err error
				if i < people/4 {
					_, err = s.Rebook(ctx, seat)
				} else {
					_, err = s.Book(ctx, seat)
				}
				mu.Lock()
				defer mu.Unlock()
				switch {
				case err == nil:
					won[seat.Booking.Account] = true
				case fault.Is(err, fault.Conflict):
					full++
				default:
					t.Errorf("%s: %v", seat.Booking.Account, err)
				}
			})
		}
	}
	close(start)
	wg.Wait()
	list, err := s.BookingsOn(ctx, "hall", day)
	if err != nil {
		t.Fatal(err)
	}
	if len(list) != places || len(won) != places {
		t.Fatalf("%d booked, %d were told so, and there are %d places", len(list), len(won), places)
	}
	for _, b := range list {
		if !won[b.Account] {
			t.Errorf("%s has a place and was told that there is none", b.Account)
		}
	}
	taken, _, err := s.Taken(ctx, "hall", "2026-11-24", day)
	if err != nil {
		t.Fatal(err)
	}
	left := 0
	for i := range people / 4 {
		b, err := s.Booking(ctx, seatOf(fmt.Sprint("p", i), 0, day, minute, places).Booking.ID)
		if err != nil {
			t.Fatal(err)
		}
		if b.Day != day {
			left++
		}
	}
	if taken[runtime.Spot{Day: day, Minute: minute}] != places || taken[runtime.Spot{Day: "2026-11-24", Minute: 600}] != left {
		t.Errorf("counted %v; %d stayed where they were", taken, left)
	}
}

// What bounds a person: one open booking for an item, three at once; what was not marked holds nothing on the next day.
func TestBookingsOfOnePerson(t *testing.T) {
	s := New(dbtest.Open(t, dbtest.NewClock(), audit.Migrations(), filestore.Migrations(), noticestore.Migrations(), Migrations()))
	ctx := context.Background()
	is := func(what string, err error, code fault.Code) {
		t.Helper()
		var f *fault.Error
		if !errors.As(err, &f) || f.Code != code {
			t.Errorf("%s: %v, want %s", what, err, code)
		}
	}
	book := func(key int, day string) error {
		_, err := s.Book(ctx, seatOf("p", key, day, 540, 2))
		return err
	}
	for key := range 3 {
		if err := book(key, "2026-11-24"); key < 2 && err != nil {
			t.Fatal(err)
		} else if key == 2 {
			is("a third where there are two places", err, fault.Conflict)
		}
	}
	again := seatOf("p", 1, "2026-11-25", 540, 2)
	again.Booking.ID = "another"
	_, err := s.Book(ctx, again)
	is("the same item again", err, fault.Conflict)
	if err := book(2, "2026-11-25"); err != nil {
		t.Fatal(err)
	}
	is("a fourth", book(3, "2026-11-25"), fault.TooLarge)

	late := seatOf("p", 4, "2026-11-26", 540, 2)
	late.Today = "2026-11-25"
	if _, err := s.Book(ctx, late); err != nil {
		t.Errorf("once the day of two is over: %v", err)
	}
	if b, err := s.Booking(ctx, "p-0"); err != nil || b.State != runtime.BookingPast {
		t.Errorf("%+v %v", b, err)
	}
	// Whoever acts for the same person books no second one for the same thing.
	other := seatOf("q", 4, "2026-11-26", 600, 2)
	other.Booking.Holder = "person/p"
	_, err = s.Book(ctx, other)
	is("somebody else for the same person", err, fault.Conflict)
}

// A day that is closed calls off what is open there, and takes nothing until it is opened again.
func TestCloseADay(t *testing.T) {
	s := New(dbtest.Open(t, dbtest.NewClock(), audit.Migrations(), filestore.Migrations(), noticestore.Migrations(), Migrations()))
	ctx := context.Background()
	for i := range 3 {
		if _, err := s.Book(ctx, seatOf(fmt.Sprint("p", i), 0, "2026-11-24", 540+30*i, 2)); err != nil {
			t.Fatal(err)
		}
	}
	at := time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC)
	tell := func(b runtime.Booking) notice.Notice {
		return notice.Notice{To: notice.To{Account: b.Account}, Kind: notice.BookingClosed, Subject: notice.Subject{Kind: notice.OfBooking, ID: b.ID}, At: at,
			Args: notice.Args{notice.Item: "x", notice.Day: b.Day, notice.Time: "09:00", notice.Office: "hall"}}
	}
	event := func() audit.Event { return seatOf("clerk", 0, "", 0, 0).Event }
	off, err := s.CloseSlot(ctx, runtime.Closure{Office: "hall", Day: "2026-11-24", Minute: 570, Reason: "停电", At: at}, tell, event())
	if err != nil || len(off) != 1 || off[0].ID != "p1-0" {
		t.Fatalf("%v %v", off, err)
	}
	off, err = s.CloseSlot(ctx, runtime.Closure{Office: "hall", Day: "2026-11-24", Minute: runtime.WholeDay, Reason: "台风", At: at}, tell, event())
	if err != nil || len(off) != 2 {
		t.Fatalf("%v %v", off, err)
	}
	if b, _ := s.Booking(ctx, "p0-0"); b.State != runtime.BookingClosed || b.Note != "台风" {
		t.Errorf("%+v", b)
	}
	if _, err := s.Book(ctx, seatOf("p9", 0, "2026-11-24", 600, 2)); !fault.Is(err, fault.Conflict) {
		t.Errorf("booked on a closed day: %v", err)
	}
	if err := s.OpenSlot(ctx, runtime.Closure{Office: "hall", Day: "2026-11-24", Minute: runtime.WholeDay}, event()); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Book(ctx, seatOf("p9", 0, "2026-11-24", 600, 2)); err != nil {
		t.Errorf("once it is open again: %v", err)
	}
	if _, err := s.Book(ctx, seatOf("p8", 0, "2026-11-24", 570, 2)); !fault.Is(err, fault.Conflict) {
		t.Errorf("the slot that was closed alone: %v", err)
	}
}
