package db_test

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/uptrace/bun"

	"banshi/runtime/base/db"
	"banshi/runtime/base/db/dbtest"
)

func names(t *testing.T, d *db.DB) map[string]int {
	t.Helper()
	var list []thing
	if err := d.Look(context.Background(), allThings.All(&list)); err != nil {
		t.Fatal(err)
	}
	out := map[string]int{}
	for _, x := range list {
		out[x.Name]++
	}
	return out
}

// meanwhile lets several write while somebody holds the turn, so that all go together; going are the places of those who go
// away before it is their turn. It gives their errors.
func meanwhile(t *testing.T, d *db.DB, brought [][]*db.Call, going ...int) []error {
	t.Helper()
	begun, coming := make(chan struct{}), make(chan struct{})
	var all sync.WaitGroup
	all.Go(func() {
		if err := d.InTx(context.Background(), func(context.Context, bun.Tx) error {
			close(begun)
			<-coming
			return nil
		}); err != nil {
			t.Error(err)
		}
	})
	<-begun
	faults := make([]error, len(brought))
	for i, calls := range brought {
		ctx, away := context.WithCancel(context.Background())
		all.Go(func() { faults[i] = d.Write(ctx, calls...) })
		for db.Gathered(d) < i+1 || db.Waiting(d) < 1 {
			time.Sleep(time.Millisecond)
		}
		if slices.Contains(going, i) {
			away()
		}
		t.Cleanup(away)
	}
	close(coming)
	all.Wait()
	return faults
}

// Whoever comes while others write goes with the next, and what is refused is refused to the one who brought it.
func TestWriteGathers(t *testing.T) {
	d := dbtest.OpenAt(t, db.Options{Path: filepath.Join(t.TempDir(), "x.db")}, dbtest.NewClock(), things())
	two := func(name string) []*db.Call {
		return []*db.Call{onlyOnce.Row(&thing{Name: name + "/1"}), onlyOnce.Row(&thing{Name: name})}
	}
	// The first writes for all, and goes on when nobody waits for it any more.
	for i, err := range meanwhile(t, d, [][]*db.Call{two("a"), two("taken")}, 0) {
		if err != nil {
			t.Error(i, err)
		}
	}
	faults := meanwhile(t, d, [][]*db.Call{two("b"), {onlyOnce.Row(&thing{Name: "x"}), onlyOnce.Row(&thing{Name: "taken"})}, two("c")})
	if faults[0] != nil || !db.IsDuplicate(faults[1]) || faults[2] != nil {
		t.Error(faults)
	}
	there := names(t, d)
	for _, name := range []string{"a", "taken", "b", "c"} {
		if there[name] != 1 || there[name+"/1"] != 1 {
			t.Errorf("%s: %v", name, there)
		}
	}
	if there["x"] != 0 {
		t.Error("a part of what was refused is there")
	}
}

// Many write at once on both databases: who is told that it was written finds it, who is refused finds nothing.
func TestWrite(t *testing.T) {
	d := dbtest.Open(t, dbtest.NewClock(), things())
	ctx := context.Background()
	if err := d.Write(ctx, onlyOnce.Row(&thing{Name: "taken"})); err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	for w := range 16 {
		all.Go(func() {
			for i := range 12 {
				name := fmt.Sprintf("%d/%d", w, i)
				calls := []*db.Call{onlyOnce.Row(&thing{Name: name})}
				refused := i%5 == w%5
				if refused {
					calls = append(calls, onlyOnce.Row(&thing{Name: "taken"}))
				}
				err := d.Write(ctx, calls...)
				if refused != db.IsDuplicate(err) || refused == (err == nil) {
					t.Errorf("%s: %v", name, err)
				}
				if n := names(t, d)[name]; (n == 1) != (err == nil) || n > 1 {
					t.Errorf("%s: %v, and it is there %d times", name, err, n)
				}
			}
		})
	}
	all.Wait()
	if err := d.InTx(ctx, func(ctx context.Context, _ bun.Tx) error { return d.Write(ctx, grow.With(1, "")) }); err == nil {
		t.Error("it waited for its own transaction")
	}
}
