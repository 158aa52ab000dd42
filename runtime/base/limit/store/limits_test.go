package store_test

import (
	"context"
	"os"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"banshi/runtime/base/db/dbtest"
	"banshi/runtime/base/limit"
	"banshi/runtime/base/limit/store"
)

func TestMain(m *testing.M) { os.Exit(dbtest.Main(m)) }

func TestLimits(t *testing.T) {
	ctx := context.Background()
	clock := dbtest.NewClock()
	d := dbtest.Open(t, clock, store.Migrations())
	one, two := store.New(d), store.New(d) // two nodes
	r := limit.Rate{Every: time.Minute, Burst: 5}
	take := func(l *store.Limits, who string) time.Duration {
		t.Helper()
		wait, err := l.Take(ctx, "look", who, r, clock.Now())
		if err != nil {
			t.Fatal(err)
		}
		return wait
	}
	var taken, refused atomic.Int64
	var all sync.WaitGroup
	for i := range 20 {
		all.Go(func() {
			l := one
			if i%2 == 1 {
				l = two
			}
			if take(l, "a") == 0 {
				taken.Add(1)
			} else {
				refused.Add(1)
			}
		})
	}
	all.Wait()
	if taken.Load() != 5 || refused.Load() != 15 {
		t.Errorf("of 20 at once on two nodes %d were let through, want 5", taken.Load())
	}
	if wait := take(two, "a"); wait != time.Minute {
		t.Errorf("the next one is to be had after %v", wait)
	}
	if wait := take(one, "b"); wait != 0 {
		t.Errorf("somebody else waits %v", wait)
	}
	clock.Move(time.Minute)
	if wait := take(two, "a"); wait != 0 {
		t.Errorf("a minute later one waits %v", wait)
	}
	if wait := take(one, "a"); wait != time.Minute {
		t.Errorf("and then %v", wait)
	}
	if n, err := one.Sweep(ctx, clock.Now()); err != nil || n != 1 { // b's is full again
		t.Errorf("swept %d: %v", n, err)
	}
	clock.Move(time.Hour)
	for range 5 {
		if wait := take(one, "a"); wait != 0 {
			t.Errorf("an hour later one waits %v", wait)
		}
	}
	if take(one, "a") == 0 {
		t.Error("time that was not used adds up")
	}
}
