package sharing_test

import (
	"context"
	"fmt"
	"maps"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"banshi/runtime/sharing"
)

// driver answers as the test says.
type driver struct {
	asked  atomic.Int64
	lookup func(ctx context.Context, w sharing.Want) ([]sharing.Record, error)
}

func (d *driver) Via() string { return "test" }

func (d *driver) Lookup(ctx context.Context, w sharing.Want) ([]sharing.Record, error) {
	d.asked.Add(1)
	return d.lookup(ctx, w)
}

func echo(_ context.Context, w sharing.Want) ([]sharing.Record, error) {
	return []sharing.Record{{ID: w.Key}}, nil
}

func after(d time.Duration) func(context.Context, sharing.Want) ([]sharing.Record, error) {
	return func(ctx context.Context, w sharing.Want) ([]sharing.Record, error) {
		select {
		case <-time.After(d):
			return echo(ctx, w)
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

type log struct {
	mu    sync.Mutex
	lines []sharing.Lookup
	err   error
}

func (l *log) Lookups(_ context.Context, batch []sharing.Lookup) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.err == nil {
		l.lines = append(l.lines, batch...)
	}
	return l.err
}

func (l *log) Typed(_ context.Context, account string, since time.Time) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	keys := map[string]bool{}
	for _, x := range l.lines {
		if x.Typed && x.Purpose.Actor == account && x.At.After(since) {
			keys[x.Want.Key] = true
		}
	}
	return len(keys), l.err
}

var purpose = sharing.Purpose{Actor: "P001", Item: "elder_allowance", Draft: "d1", Why: "fill"}

func person(key string) sharing.Want { return sharing.Want{Source: "person", Key: key} }

func asks(wants ...sharing.Want) sharing.Request {
	return sharing.Request{Purpose: purpose, Wants: wants}
}

// service has one source, person, with a time-out of 2 s and answers that keep for an hour.
func service(t *testing.T, l *log, d *driver, change ...func(*sharing.Source)) *sharing.Service {
	t.Helper()
	src := sharing.Source{ID: "person", Title: "自然人库", Timeout: 2 * time.Second, Fresh: time.Hour, Driver: d}
	for _, c := range change {
		c(&src)
	}
	// Inside a synctest bubble time.Now is the bubble's own clock.
	s, err := sharing.New(sharing.Config{Clock: time.Now, Log: l}, []sharing.Source{src,
		{ID: "food_permit", Licence: true, Title: "食品经营许可证", Driver: &driver{lookup: echo}}})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func within(d time.Duration) context.Context {
	ctx, cancel := context.WithTimeout(context.Background(), d)
	context.AfterFunc(ctx, cancel)
	return ctx
}

func TestFetch(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &log{}
		s := service(t, l, &driver{lookup: echo})
		wants := []sharing.Want{person("1"), person("2"), person("1"), {Licence: "food_permit", Key: "L1"},
			{Source: "nowhere", Key: "1"}, {Source: "person", Licence: "food_permit", Key: "1"}, {}}
		got := s.Fetch(within(time.Second), asks(wants...))
		if len(got) != 6 {
			t.Fatalf("every want has an answer: %v", got)
		}
		for _, w := range wants[:4] {
			a := got[w]
			if a.Status != sharing.Records || len(a.Records) != 1 || a.Records[0].ID != w.Key || a.From == "" || a.Via == "" || a.At.IsZero() {
				t.Errorf("%v: %+v", w, a)
			}
		}
		for _, w := range wants[4:] {
			if a := got[w]; a.Status != sharing.Down || a.Why != "unknown" {
				t.Errorf("%v: %+v", w, a)
			}
		}
		if len(l.lines) != 3 || l.lines[0].Purpose != purpose || l.lines[0].Reused {
			t.Errorf("%+v", l.lines)
		}
	})
}

// All are asked at once: ten look-ups of one second take one second.
func TestAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := service(t, &log{}, &driver{lookup: after(time.Second)})
		var wants []sharing.Want
		for i := range 10 {
			wants = append(wants, person(fmt.Sprint(i)))
		}
		begun := time.Now()
		for w, a := range s.Fetch(within(time.Minute), asks(wants...)) {
			if a.Status != sharing.Records {
				t.Errorf("%v: %+v", w, a)
			}
		}
		if took := time.Since(begun); took != time.Second {
			t.Errorf("took %v", took)
		}
	})
}

// What doesn't come in time is pending, goes on, and is there the next time, asked for once.
func TestPendingThenThere(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := &driver{lookup: after(time.Second)}
		s := service(t, &log{}, d)
		begun := time.Now()
		a := s.Fetch(within(100*time.Millisecond), asks(person("1"), sharing.Want{Licence: "food_permit", Key: "L"}))
		if a[person("1")].Status != sharing.Pending || time.Since(begun) != 100*time.Millisecond {
			t.Fatalf("%+v after %v", a, time.Since(begun))
		}
		if l := a[sharing.Want{Licence: "food_permit", Key: "L"}]; l.Status != sharing.Records {
			t.Errorf("a slow source holds up a quick one: %+v", l)
		}
		if a := s.Fetch(within(100*time.Millisecond), asks(person("1"))); a[person("1")].Status != sharing.Pending {
			t.Errorf("%+v", a)
		}
		time.Sleep(time.Second)
		a = s.Fetch(within(time.Millisecond), asks(person("1")))
		if a[person("1")].Status != sharing.Records || d.asked.Load() != 1 {
			t.Errorf("%+v, asked %d times", a, d.asked.Load())
		}
		s.Close()
	})
}

func TestSingleFlight(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := &driver{lookup: after(time.Second)}
		s := service(t, &log{}, d, func(s *sharing.Source) { s.Fresh = 0 })
		var wg sync.WaitGroup
		for range 50 {
			wg.Go(func() {
				if a := s.Fetch(within(time.Minute), asks(person("1"))); a[person("1")].Status != sharing.Records {
					t.Errorf("%+v", a)
				}
			})
		}
		wg.Wait()
		if n := d.asked.Load(); n != 1 {
			t.Errorf("asked %d times", n)
		}
	})
}

// The one who asked first gives up; the others still get the answer.
func TestFirstGivesUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := service(t, &log{}, &driver{lookup: after(time.Second)})
		s.Fetch(within(time.Millisecond), asks(person("1")))
		if a := s.Fetch(within(time.Minute), asks(person("1"))); a[person("1")].Status != sharing.Records {
			t.Errorf("%+v", a)
		}
	})
}

func TestTimeout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		deaf := &driver{lookup: func(context.Context, sharing.Want) ([]sharing.Record, error) {
			time.Sleep(time.Hour) // minds no context
			return nil, nil
		}}
		s := service(t, &log{}, deaf)
		begun := time.Now()
		a := s.Fetch(within(time.Minute), asks(person("1")))[person("1")]
		if a.Status != sharing.Down || a.Why != "timeout" || time.Since(begun) != 2*time.Second {
			t.Errorf("%+v after %v", a, time.Since(begun))
		}
		s.Close()
		time.Sleep(2 * time.Hour)
	})
}

func TestWhyItIsDown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for why, err := range map[string]error{
			"unreachable": fmt.Errorf("x: %w", sharing.ErrUnreachable), "garbage": sharing.ErrGarbage,
			"unknown": sharing.ErrUnknown, "timeout": context.DeadlineExceeded,
		} {
			s := service(t, &log{}, &driver{lookup: func(context.Context, sharing.Want) ([]sharing.Record, error) { return nil, err }})
			if a := s.Fetch(within(time.Minute), asks(person("1")))[person("1")]; a.Status != sharing.Down || a.Why != why {
				t.Errorf("%s: %+v", why, a)
			}
		}
		s := service(t, &log{}, &driver{lookup: func(context.Context, sharing.Want) ([]sharing.Record, error) { panic("broken") }})
		if a := s.Fetch(within(time.Minute), asks(person("1")))[person("1")]; a.Status != sharing.Down || a.Why != "garbage" {
			t.Errorf("a driver that panics: %+v", a)
		}
	})
}

func TestFreshness(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		none := false
		d := &driver{lookup: func(ctx context.Context, w sharing.Want) ([]sharing.Record, error) {
			if none {
				return nil, nil
			}
			return echo(ctx, w)
		}}
		l := &log{}
		s := service(t, l, d)
		fetch := func() sharing.Answer {
			return s.Fetch(within(time.Minute), asks(person("1")))[person("1")]
		}
		first := fetch()
		time.Sleep(59 * time.Minute)
		if a := fetch(); d.asked.Load() != 1 || !a.At.Equal(first.At) {
			t.Errorf("asked %d times; the answer says when the source was asked: %v", d.asked.Load(), a.At)
		}
		time.Sleep(2 * time.Minute)
		if fetch(); d.asked.Load() != 2 {
			t.Errorf("stale, asked %d times", d.asked.Load())
		}
		time.Sleep(61 * time.Minute)
		none = true
		if a := fetch(); d.asked.Load() != 3 || a.Status != sharing.Records || len(a.Records) != 0 {
			t.Errorf("none is an answer: %+v", a)
		}
		time.Sleep(61 * time.Second)
		if fetch(); d.asked.Load() != 4 {
			t.Errorf("that there is none is kept for a minute: asked %d times", d.asked.Load())
		}
	})
}

// Who asks anew gets no answer from before, not even one that is still fresh; what comes serves others.
func TestAnew(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var n atomic.Int64
		var bad atomic.Bool
		d := &driver{lookup: func(context.Context, sharing.Want) ([]sharing.Record, error) {
			if bad.Load() {
				return nil, sharing.ErrUnreachable
			}
			return []sharing.Record{{ID: fmt.Sprint(n.Add(1))}}, nil
		}}
		l := &log{}
		s := service(t, l, d)
		fetch := func(why string, anew bool) (sharing.Status, string) {
			r := asks(person("1"))
			r.Purpose.Why, r.Anew = why, anew
			a := s.Fetch(within(time.Minute), r)[person("1")]
			if len(a.Records) == 0 {
				return a.Status, ""
			}
			return a.Status, a.Records[0].ID
		}
		expect := func(what, why string, anew bool, status sharing.Status, id string) {
			t.Helper()
			if gotStatus, got := fetch(why, anew); gotStatus != status || got != id {
				t.Errorf("%s: %s %q, want %s %q", what, gotStatus, got, status, id)
			}
		}
		expect("first", "fill", false, sharing.Records, "1")
		expect("fresh still", "review", false, sharing.Records, "1")
		expect("anew", "submit", true, sharing.Records, "2")
		expect("what came serves others", "preview", false, sharing.Records, "2")
		bad.Store(true)
		expect("anew while it is down", "submit", true, sharing.Down, "")
		expect("the others go on", "fill", false, sharing.Records, "2")
		reused := map[string]bool{}
		for _, line := range l.lines {
			reused[line.Purpose.Why] = line.Reused
		}
		if want := (map[string]bool{"fill": false, "review": true, "submit": false, "preview": true}); !maps.Equal(reused, want) {
			t.Errorf("reused %v, want %v", reused, want)
		}
	})
}

func TestFailuresAreNeverKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		bad := true
		d := &driver{lookup: func(ctx context.Context, w sharing.Want) ([]sharing.Record, error) {
			if bad {
				return nil, sharing.ErrGarbage
			}
			return echo(ctx, w)
		}}
		s := service(t, &log{}, d)
		s.Fetch(within(time.Minute), asks(person("1")))
		bad = false
		if a := s.Fetch(within(time.Minute), asks(person("1")))[person("1")]; a.Status != sharing.Records {
			t.Errorf("%+v", a)
		}
	})
}
