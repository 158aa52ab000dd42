package store

import (
	"context"
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
	noticestore "banshi/runtime/notice/store"
)

// Questions come by the day they are due, what is answered after them; each has a number of its own, and of several who
// answer at once one does.
func TestConsultations(t *testing.T) {
	s := New(dbtest.Open(t, dbtest.NewClock(), audit.Migrations(), filestore.Migrations(), noticestore.Migrations(), Migrations()))
	ctx := context.Background()
	at := time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC)
	event := func(act actor.Act, id string) audit.Event {
		return audit.Event{At: at, Actor: actor.Actor{Kind: actor.Person, ID: "P001"}, Act: string(act), Object: audit.Object{Kind: string(actor.Consultation), ID: id}, Detail: map[string]any{}}
	}
	ask := func(id, office, due string) (runtime.Consultation, error) {
		return s.Ask(ctx, runtime.Consultation{ID: id, Account: "P001", Text: id, At: at, Due: due, State: runtime.ConsultationOpen, Version: 1, Office: office}, 6, event(actor.ConsultationAsk, id))
	}
	var all sync.WaitGroup
	for i, due := range []string{"2026-11-27", "2026-11-25", "2026-11-26"} {
		all.Go(func() {
			if _, err := ask(fmt.Sprint("q", i), "hall", due); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if _, err := ask("other", "elsewhere", "2026-11-24"); err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	won, lost := 0, 0
	for i := range 5 {
		all.Go(func() {
			c := runtime.Consultation{ID: "q1", State: runtime.ConsultationAnswered, Version: 1, Office: "hall", Due: "2026-11-25"}
			step := runtime.ConsultationStep{Act: runtime.ConsultationAnswer, Text: fmt.Sprint(i), Account: fmt.Sprint("C", i), At: at}
			err := s.ConsultationStep(ctx, c, step, nil, event(actor.ConsultationAnswer, "q1"))
			mu.Lock()
			defer mu.Unlock()
			switch {
			case err == nil:
				won++
			case fault.Is(err, fault.Conflict):
				lost++
			default:
				t.Error(err)
			}
		})
	}
	all.Wait()
	if won != 1 || lost != 4 {
		t.Errorf("%d answered, %d saw that", won, lost)
	}
	list, err := s.ConsultationsFor(ctx, []string{"hall"}, 10)
	if err != nil || len(list) != 3 || list[0].ID != "q2" || list[1].ID != "q0" || list[2].ID != "q1" || len(list[2].Steps) != 1 {
		t.Errorf("the office has %+v, %v", list, err)
	}
	if list, err := s.ConsultationsFor(ctx, nil, 10); err != nil || len(list) != 4 || list[0].ID != "other" {
		t.Errorf("all are %+v, %v", list, err)
	}
	numbers := map[string]bool{}
	for _, c := range list {
		numbers[c.Number] = true
	}
	if len(numbers) != 3 {
		t.Errorf("numbers %v", numbers)
	}
	answered, err := s.Consultation(ctx, "q1")
	if err != nil {
		t.Fatal(err)
	}
	answered.Helped, answered.Version = runtime.HelpedYes, 1
	if err := s.ConsultationHelped(ctx, answered, event(actor.ConsultationFollow, "q1")); !fault.Is(err, fault.Conflict) {
		t.Errorf("an older answer was judged: %v", err)
	}
	for i := range 3 {
		if _, err := ask(fmt.Sprint("more", i), "", "2026-11-30"); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := ask("too many", "", "2026-11-30"); !fault.Is(err, fault.TooLarge) {
		t.Errorf("more than wait for an answer: %v", err)
	}
	if _, err := s.Consultation(ctx, "nothing"); !fault.Is(err, fault.NotFound) {
		t.Errorf("one that isn't there: %v", err)
	}
}

// A question is proposed once at a time; who sees offices sees theirs, who sees departments theirs, and the stamp moves with
// every change.
func TestFAQs(t *testing.T) {
	s := New(dbtest.Open(t, dbtest.NewClock(), audit.Migrations(), filestore.Migrations(), noticestore.Migrations(), Migrations()))
	ctx := context.Background()
	at := time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC)
	event := audit.Event{At: at, Actor: actor.Actor{Kind: actor.Staff, ID: "C1"}, Act: string(actor.FAQPropose), Object: audit.Object{Kind: string(actor.FAQ), ID: "f"}, Detail: map[string]any{}}
	propose := func(id, consultation, office, department string) error {
		_, err := s.ProposeFAQ(ctx, runtime.FAQ{ID: id, Consultation: consultation, Item: "elder_allowance", Office: office, Department: department,
			Chinese: runtime.QA{Ask: "问", Answer: "答"}, State: runtime.FAQProposed, Version: 1, Account: "C1", At: at}, event)
		return err
	}
	stamps := map[int64]bool{}
	stamp := func() {
		n, err := s.FAQStamp(ctx)
		if err != nil || stamps[n] {
			t.Errorf("stamp %d again, %v", n, err)
		}
		stamps[n] = true
	}
	stamp()
	for _, x := range [][4]string{{"f1", "q1", "hall", "civil"}, {"f2", "q2", "elsewhere", "civil"}, {"f3", "q3", "", "market"}} {
		if err := propose(x[0], x[1], x[2], x[3]); err != nil {
			t.Fatal(err)
		}
		stamp()
	}
	if err := propose("f4", "q1", "hall", "civil"); !fault.Is(err, fault.Conflict) {
		t.Errorf("proposed twice: %v", err)
	}
	count := func(want int, offices, departments []string) {
		t.Helper()
		list, err := s.FAQsFor(ctx, offices, departments, 10)
		if err != nil || len(list) != want {
			t.Errorf("%v %v see %d, want %d: %v", offices, departments, len(list), want, err)
		}
	}
	count(3, nil, nil)
	count(1, []string{"hall"}, []string{})
	count(2, []string{}, []string{"civil"})
	count(3, []string{"hall"}, []string{"civil", "market"})
	count(0, []string{}, []string{})
	f, err := s.FAQ(ctx, "f1")
	if err != nil {
		t.Fatal(err)
	}
	for _, state := range []runtime.FAQState{runtime.FAQPublished, runtime.FAQWithdrawn} {
		f.State, f.Reviewer, f.Reviewed = state, "C2", at
		if err := s.ReviewFAQ(ctx, f, event); err != nil {
			t.Fatal(err)
		}
		if err := s.ReviewFAQ(ctx, f, event); !fault.Is(err, fault.Conflict) {
			t.Errorf("reviewed twice: %v", err)
		}
		stamp()
		list, err := s.PublishedFAQs(ctx)
		if err != nil || len(list) != 1 && state == runtime.FAQPublished || len(list) != 0 && state == runtime.FAQWithdrawn {
			t.Errorf("%s: %d are published, %v", state, len(list), err)
		}
		f.Version++
	}
	if err := propose("f5", "q1", "hall", "civil"); err != nil {
		t.Errorf("proposed anew: %v", err)
	}
}
