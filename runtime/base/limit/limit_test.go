package limit_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"banshi/runtime/base/fault"
	"banshi/runtime/base/limit"
)

var ctx = context.Background()

// clock moves by hand.
type clock struct{ now time.Time }

func (c *clock) Now() time.Time { return c.now }

func buckets(c *clock, shared limit.Shared, failed func(error)) *limit.Buckets {
	return limit.NewBuckets(limit.Config{Rates: map[string]limit.Rate{"look": {Every: time.Second, Burst: 3}, "free": {}}, Shared: shared,
		Across: []string{"look"}, Key: []byte("key"), Clock: c.Now, Failed: failed})
}

func TestBuckets(t *testing.T) {
	c := &clock{time.Unix(1_800_000_000, 0)}
	b := buckets(c, nil, nil)
	for i := range 3 {
		if err := b.Take(ctx, "look", "a"); err != nil {
			t.Fatalf("%d: %v", i, err)
		}
	}
	err := b.Take(ctx, "look", "a")
	var f *fault.Error
	if !errors.As(err, &f) || f.Code != fault.TooMany || f.After != time.Second {
		t.Fatalf("the fourth at once: %v", err)
	}
	if err := b.Take(ctx, "look", "b"); err != nil {
		t.Errorf("somebody else: %v", err)
	}
	for range 100 { // who is refused is not set back further
		_ = b.Take(ctx, "look", "a")
	}
	c.now = c.now.Add(time.Second)
	if err := b.Take(ctx, "look", "a"); err != nil {
		t.Errorf("a second later: %v", err)
	}
	if b.Take(ctx, "look", "a") == nil {
		t.Error("two in one second")
	}
	for range 100 {
		if b.Take(ctx, "free", "a") != nil || b.Take(ctx, "no such rule", "a") != nil {
			t.Fatal("what has no rate is bounded")
		}
	}
}

// Forgetting who has not come for long gives nobody more than there is, and keeps no more than there may be.
func TestBucketsForget(t *testing.T) {
	c := &clock{time.Unix(1_800_000_000, 0)}
	b := buckets(c, nil, nil)
	for range 3 {
		_ = b.Take(ctx, "look", "a")
	}
	for turn := range 10 {
		c.now = c.now.Add(59 * time.Second)
		for range 3 { // full again after 3 s
			if err := b.Take(ctx, "look", "a"); err != nil {
				t.Fatalf("turn %d: %v", turn, err)
			}
		}
		if b.Take(ctx, "look", "a") == nil {
			t.Fatalf("turn %d: a fourth", turn)
		}
	}
	for i := range 40_000 {
		_ = b.Take(ctx, "look", fmt.Sprint("flood", i))
	}
	if b.Take(ctx, "look", "a") == nil {
		t.Error("a flood from elsewhere fills one's bucket")
	}
}

type sharedFake struct {
	wait time.Duration
	err  error
	who  []string
}

func (s *sharedFake) Take(_ context.Context, _, who string, _ limit.Rate, _ time.Time) (time.Duration, error) {
	s.who = append(s.who, who)
	return s.wait, s.err
}

func TestBucketsTogether(t *testing.T) {
	c := &clock{time.Unix(1_800_000_000, 0)}
	s := &sharedFake{wait: 2500 * time.Millisecond}
	failed := 0
	b := buckets(c, s, func(error) { failed++ })
	err := b.Take(ctx, "look", "203.0.113.7")
	var f *fault.Error
	if !errors.As(err, &f) || f.After != 3*time.Second {
		t.Errorf("what other nodes counted: %v", err)
	}
	if len(s.who) != 1 || s.who[0] == "203.0.113.7" || len(s.who[0]) != 32 {
		t.Errorf("what is kept tells who it is: %q", s.who)
	}
	s.wait, s.err = 0, errors.New("down")
	if err := b.Take(ctx, "look", "b"); err != nil || failed != 1 {
		t.Errorf("without the database this node counts alone: %v, told %d times", err, failed)
	}
	for range 10 {
		_ = b.Take(ctx, "look", "b")
	}
	if len(s.who) > 4 {
		t.Errorf("a flood on one node reaches the database: %d times", len(s.who))
	}
}

func TestLanes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := limit.NewLanes(map[string]limit.Lane{"public": {Most: 2, Waiting: 3, Wait: time.Second}, "staff": {Most: 1}})
		var leave []func()
		for range 2 {
			f, err := l.Enter(ctx, "public")
			if err != nil {
				t.Fatal(err)
			}
			leave = append(leave, f)
		}
		begun := time.Now()
		got := make(chan error, 10)
		var all sync.WaitGroup
		for range 10 {
			all.Go(func() {
				f, err := l.Enter(ctx, "public")
				if err == nil {
					defer f()
				}
				got <- err
			})
		}
		synctest.Wait()
		if len(got) != 7 {
			t.Errorf("%d of 10 are told at once that there is no room for them to wait, want 7", len(got))
		}
		if u := l.Use()["public"]; u.InUse != 2 || u.Waiting != 3 || u.Refused != 7 {
			t.Errorf("%+v", u)
		}
		if f, err := l.Enter(ctx, "staff"); err != nil {
			t.Errorf("the other lane: %v", err)
		} else {
			f()
		}
		leave[0]()
		all.Wait()
		if took := time.Since(begun); took > time.Second {
			t.Errorf("somebody waited for %v", took)
		}
		good := 0
		for range 10 {
			err := <-got
			var f *fault.Error
			switch {
			case err == nil:
				good++
			case !errors.As(err, &f) || f.Code != fault.Unavailable || f.After == 0:
				t.Errorf("%v", err)
			}
		}
		if good != 3 {
			t.Errorf("%d of those who waited got in, want 3", good)
		}
		leave[1]()
		if u := l.Use()["public"]; u.InUse != 0 || u.Waiting != 0 {
			t.Errorf("a place was lost: %+v", u)
		}
	})
}

func TestLanesGiveUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := limit.NewLanes(map[string]limit.Lane{"public": {Most: 1, Waiting: 2, Wait: time.Second}})
		if _, err := l.Enter(ctx, "public"); err != nil {
			t.Fatal(err)
		}
		gone, leave := context.WithCancel(ctx)
		leave()
		if _, err := l.Enter(gone, "public"); err == nil {
			t.Error("who has gone away gets a place")
		}
		begun := time.Now()
		if _, err := l.Enter(ctx, "public"); err == nil || time.Since(begun) != time.Second {
			t.Errorf("%v after %v", err, time.Since(begun))
		}
		if u := l.Use()["public"]; u.Waiting != 0 {
			t.Errorf("%+v", u)
		}
	})
}
