package sharing_test

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"banshi/runtime/sharing"
)

func TestBreaker(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var bad atomic.Bool
		bad.Store(true)
		d := &driver{lookup: func(ctx context.Context, w sharing.Want) ([]sharing.Record, error) {
			if bad.Load() {
				return nil, sharing.ErrUnreachable
			}
			return echo(ctx, w)
		}}
		s := service(t, &log{}, d)
		n := 0
		fetch := func() sharing.Answer {
			n++
			w := person(fmt.Sprint(n))
			return s.Fetch(within(time.Minute), asks(w))[w]
		}
		for range 5 {
			if a := fetch(); a.Why != "unreachable" {
				t.Fatalf("%+v", a)
			}
		}
		for range 20 {
			if a := fetch(); a.Status != sharing.Down || a.Why != "open" {
				t.Fatalf("%+v", a)
			}
		}
		if d.asked.Load() != 5 {
			t.Errorf("a source at rest was asked: %d", d.asked.Load())
		}
		permit := sharing.Want{Licence: "food_permit", Key: "L"}
		if a := s.Fetch(within(time.Minute), asks(permit)); a[permit].Status != sharing.Records {
			t.Error("one source's trouble closes another")
		}
		time.Sleep(10 * time.Second)
		if a := fetch(); a.Why != "unreachable" || d.asked.Load() != 6 {
			t.Errorf("one tries: %+v, asked %d", a, d.asked.Load())
		}
		if a := fetch(); a.Why != "open" {
			t.Errorf("it failed, so rest again: %+v", a)
		}
		time.Sleep(10 * time.Second)
		bad.Store(false)
		for range 3 {
			if a := fetch(); a.Status != sharing.Records {
				t.Errorf("mended: %+v", a)
			}
		}
	})
}

// A source that hangs takes only so many of our look-ups; the rest are pending at once.
func TestBoundInFlight(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := &driver{lookup: after(time.Second)}
		s := service(t, &log{}, d)
		var wants []sharing.Want
		for i := range 40 {
			wants = append(wants, person(fmt.Sprint(i)))
		}
		pending := 0
		for _, a := range s.Fetch(within(time.Minute), asks(wants...)) {
			if a.Status == sharing.Pending {
				pending++
			}
		}
		if d.asked.Load() != 16 || pending != 24 {
			t.Errorf("asked %d, pending %d", d.asked.Load(), pending)
		}
	})
}

// A driver that minds no context keeps its slot until it comes back, and hangs no more goroutines than there
// are slots, however often it is asked; when it comes back the source is asked again.
func TestBoundOfADeafDriver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		stuck := make(chan struct{})
		var inside, most atomic.Int64
		d := &driver{lookup: func(ctx context.Context, w sharing.Want) ([]sharing.Record, error) {
			most.Store(max(most.Load(), inside.Add(1)))
			defer inside.Add(-1)
			<-stuck
			return echo(ctx, w)
		}}
		s, err := sharing.New(sharing.Config{Clock: time.Now, Log: &log{}, Failures: 2, AtOnce: 3},
			[]sharing.Source{{ID: "person", Timeout: time.Second, Driver: d}})
		if err != nil {
			t.Fatal(err)
		}
		fetch := func(key string) sharing.Answer {
			return s.Fetch(within(time.Minute), asks(person(key)))[person(key)]
		}
		for i, why := range []string{"timeout", "timeout", "open"} {
			if a := fetch(fmt.Sprint(i)); a.Status != sharing.Down || a.Why != why {
				t.Errorf("%d: %+v, want %s", i, a, why)
			}
		}
		for i := range 20 { // each rest lets one more try, while there is a slot
			time.Sleep(11 * time.Second)
			if a := fetch(fmt.Sprint("again", i)); a.Status != sharing.Down {
				t.Errorf("%d: %+v", i, a)
			}
		}
		if most.Load() != 3 || d.asked.Load() != 3 {
			t.Errorf("%d at once, %d in all", most.Load(), d.asked.Load())
		}
		close(stuck)
		synctest.Wait()
		if a := fetch("back"); a.Status != sharing.Records {
			t.Errorf("it is back: %+v", a)
		}
	})
}

// A source that says it has no such thing is there: asking it for something else is no use to spare it from.
func TestUnknownIsNoFailure(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := &driver{lookup: func(ctx context.Context, w sharing.Want) ([]sharing.Record, error) {
			if w.Key == "known" {
				return echo(ctx, w)
			}
			return nil, sharing.ErrUnknown
		}}
		s := service(t, &log{}, d)
		for i := range 20 {
			w := person(fmt.Sprint(i))
			if a := s.Fetch(within(time.Minute), asks(w))[w]; a.Why != "unknown" {
				t.Fatalf("%d: %+v", i, a)
			}
		}
		if a := s.Fetch(within(time.Minute), asks(person("known"))); a[person("known")].Status != sharing.Records {
			t.Errorf("%+v", a)
		}
	})
}

func TestNothingUnlogged(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &log{err: errors.New("disk full")}
		d := &driver{lookup: echo}
		s := service(t, l, d)
		a := s.Fetch(within(time.Minute), asks(person("1")))[person("1")]
		if a.Status != sharing.Down || a.Why != "unlogged" || a.Records != nil || d.asked.Load() != 0 {
			t.Errorf("%+v, asked %d", a, d.asked.Load())
		}
		l.err = nil
		fetch := func(p sharing.Purpose) {
			s.Fetch(within(time.Minute), sharing.Request{Purpose: p, Wants: []sharing.Want{person("1")}})
		}
		fetch(purpose)
		fetch(purpose) // the same sitting: one line
		if len(l.lines) != 1 {
			t.Errorf("%d lines", len(l.lines))
		}
		other := purpose
		other.Actor = "clerk"
		fetch(other) // somebody else looks, even if the answer is at hand
		if len(l.lines) != 2 || !l.lines[1].Reused {
			t.Errorf("%+v", l.lines)
		}
		time.Sleep(11 * time.Minute)
		fetch(purpose)
		if len(l.lines) != 3 {
			t.Errorf("the next sitting is written down: %d lines", len(l.lines))
		}
	})
}

func TestAfterClose(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := service(t, &log{}, &driver{lookup: echo})
		s.Close()
		if a := s.Fetch(within(time.Minute), asks(person("1")))[person("1")]; a.Status != sharing.Down {
			t.Errorf("%+v", a)
		}
	})
}

func TestKeepIsBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := &driver{lookup: echo}
		s, err := sharing.New(sharing.Config{Clock: time.Now, Log: &log{}, Keep: 10}, []sharing.Source{{ID: "person", Fresh: time.Hour, Driver: d}})
		if err != nil {
			t.Fatal(err)
		}
		for round := range 2 {
			for i := range 100 {
				w := person(fmt.Sprint(i))
				if a := s.Fetch(within(time.Minute), asks(w))[w]; len(a.Records) != 1 || a.Records[0].ID != w.Key {
					t.Fatalf("round %d: %+v", round, a)
				}
			}
		}
		if d.asked.Load() < 150 {
			t.Errorf("asked %d times: more was kept than may be", d.asked.Load())
		}
	})
}

func TestNewRefuses(t *testing.T) {
	ok := sharing.Config{Clock: time.Now, Log: &log{}}
	for name, c := range map[string]struct {
		cfg sharing.Config
		src []sharing.Source
	}{
		"no log":    {sharing.Config{Clock: time.Now}, nil},
		"no clock":  {sharing.Config{Log: &log{}}, nil},
		"no driver": {ok, []sharing.Source{{ID: "a"}}},
		"twice":     {ok, []sharing.Source{{ID: "a", Driver: &driver{}}, {ID: "a", Driver: &driver{}}}},
	} {
		if _, err := sharing.New(c.cfg, c.src); err == nil {
			t.Errorf("%s passed", name)
		}
	}
	if _, err := sharing.New(ok, []sharing.Source{{ID: "a", Driver: &driver{}}, {ID: "a", Licence: true, Driver: &driver{}}}); err != nil {
		t.Errorf("a source and a licence may share an id: %v", err)
	}
}
