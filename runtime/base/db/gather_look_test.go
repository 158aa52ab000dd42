package db_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/uptrace/bun"

	"banshi/runtime/base/db"
	"banshi/runtime/base/db/dbtest"
)

var named = db.Selecting[thing]("WHERE t.name = ?")

// Who looks up on a server while others do goes with the next, gets what is his or hers, and isn't refused what another is.
func TestLookGathers(t *testing.T) {
	d := dbtest.OpenAt(t, db.Options{URL: dbtest.Need(t)}, dbtest.NewClock(), things())
	ctx := context.Background()
	const many = 9
	if err := d.InTx(ctx, func(ctx context.Context, _ bun.Tx) error {
		var calls []*db.Call
		for i := range many {
			calls = append(calls, onlyOnce.Row(&thing{Name: fmt.Sprint(i), Size: i}))
		}
		return db.Together(ctx, calls...)
	}); err != nil {
		t.Fatal(err)
	}
	for _, refused := range []int{-1, 0, 4, many - 1} {
		let := db.HoldLooks(d)
		var all sync.WaitGroup
		found, faults := make([][]thing, many), make([]error, many)
		for i := range many {
			going, away := context.WithCancel(ctx)
			t.Cleanup(away)
			calls := []*db.Call{named.All(&found[i], fmt.Sprint(i)), named.All(&found[i], fmt.Sprint(i))}
			if i == refused {
				calls = append(calls, grow.With(1, "none"))
			}
			all.Go(func() { faults[i] = d.Look(going, calls...) })
			for db.Looking(d) < i+1 {
				time.Sleep(time.Millisecond)
			}
			if i == 0 {
				away() // the first looks up for all, and goes on when nobody waits for it any more
			}
		}
		let()
		all.Wait()
		for i, list := range found {
			if (faults[i] != nil) != (i == refused) {
				t.Errorf("%d is refused, %d: %v", refused, i, faults[i])
			}
			if i != refused && (len(list) != 2 || list[0].Size != i || list[1].Size != i) {
				t.Errorf("%d is refused, %d: %+v", refused, i, list)
			}
		}
	}
	gone, away := context.WithCancel(ctx)
	away()
	if err := d.Look(gone, grow.With(1, "none")); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
