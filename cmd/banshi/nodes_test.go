package main

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"banshi/runtime/base/audit"
	"banshi/runtime/base/db/dbtest"
)

// Two nodes on one PostgreSQL: 32 submit at once, and no number is given twice or left out; the trail has one chain.
func TestNumbersOfTwoNodes(t *testing.T) {
	const people = 96
	catalogue, accounts := crowd(t, people)
	cfg := config(t)
	cfg.Catalog, cfg.Database = catalogue, dbtest.Need(t)
	one, other := start(t, cfg), start(t, cfg)
	drafts := one.fillIn(t, accounts)
	numbers := make([]string, people)
	var all sync.WaitGroup
	next := make(chan int)
	for w := range 32 {
		node := one.site
		if w%2 == 1 {
			node = other.site
		}
		all.Go(func() {
			for i := range next {
				c, err := node.submit(drafts[i])
				if err != nil {
					t.Errorf("draft %d: %v", i, err)
					continue
				}
				numbers[i] = c.Number
				// The answer may be lost on its way: whoever asks again, anywhere, gets the same.
				if again, err := one.submit(drafts[i]); err != nil || again.Number != c.Number {
					t.Errorf("once more: %s, %v; want %s", again.Number, err, c.Number)
				}
			}
		})
	}
	for i := range people {
		next <- i
	}
	close(next)
	all.Wait()
	seen := map[string]bool{}
	for _, n := range numbers {
		_, serial, _ := strings.Cut(strings.TrimPrefix(n, "440605-"), "-")
		seen[serial] = true
	}
	for i := range people {
		if !seen[fmt.Sprintf("%05d", i+1)] {
			t.Errorf("number %d is missing", i+1)
		}
	}
	one.stop()
	other.stop()
	d := dbtest.OpenAt(t, place("", cfg.Database, time.Now), dbtest.NewClock())
	if r, err := audit.Verify(context.Background(), d.Read()); err != nil || !r.OK() || r.Waiting != 0 || r.Sealed < people {
		t.Errorf("%+v %v", r, err)
	}
}
