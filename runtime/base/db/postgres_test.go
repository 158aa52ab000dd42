package db_test

import (
	"context"
	"errors"
	"sync"
	"testing"

	"github.com/uptrace/bun"

	"banshi/runtime/base/db"
	"banshi/runtime/base/db/dbtest"
	"banshi/runtime/base/fault"
)

// server is a PostgreSQL with notes, whatever the tests run on.
func server(t *testing.T) *db.DB {
	t.Helper()
	return dbtest.OpenAt(t, db.Options{URL: dbtest.Need(t)}, dbtest.NewClock(), notes())
}

// cut ends the connection of a transaction, as a server does that is stopped.
func cut(t *testing.T, d *db.DB, ctx context.Context, tx bun.Tx) {
	t.Helper()
	var pid int
	if err := tx.NewRaw("SELECT pg_backend_pid()").Scan(ctx, &pid); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Read().NewRaw("SELECT pg_terminate_backend(?)", pid).Exec(ctx); err != nil {
		t.Fatal(err)
	}
}

// A connection that is lost before it is asked to commit is no loss: it is all written again. One that is lost while
// it commits leaves open what stands, and that is said.
func TestALostConnection(t *testing.T) {
	d := server(t)
	ctx, runs := context.Background(), 0
	err := d.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if runs++; runs == 1 {
			cut(t, d, ctx, tx)
		}
		return write("a")(ctx, tx)
	})
	if err != nil || runs != 2 || texts(t, d) != "a" {
		t.Errorf("%d runs, %v, %q", runs, err, texts(t, d))
	}
	runs = 0
	err = d.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		runs++
		if err := write("b")(ctx, tx); err != nil {
			return err
		}
		cut(t, d, ctx, tx)
		return nil
	})
	if !errors.Is(err, db.ErrUnknown) || !fault.Is(err, fault.Unavailable) || runs != 1 {
		t.Errorf("%d runs, %v", runs, err)
	}
}

// Who decides by what he has read is undone and runs again when that has changed: nobody's decision rests on less.
func TestAsIfOneAfterTheOther(t *testing.T) {
	d := server(t)
	ctx := context.Background()
	var all sync.WaitGroup
	for i := range 12 {
		all.Go(func() {
			err := d.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
				n, err := tx.NewSelect().Model((*note)(nil)).Count(ctx)
				if err != nil || n >= 3 {
					return err
				}
				return write(string(rune('a'+i)))(ctx, tx)
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if n := count(t, d); n != 3 {
		t.Errorf("%d notes, at most 3 are allowed", n)
	}
}

// One does a job at a time, on whatever node.
func TestAlone(t *testing.T) {
	url := dbtest.Need(t)
	one := dbtest.OpenAt(t, db.Options{URL: url}, dbtest.NewClock(), notes())
	other := dbtest.OpenAt(t, db.Options{URL: url}, dbtest.NewClock(), notes())
	ask := func(d *db.DB, job string) (got bool) {
		if err := d.InTxRows(context.Background(), func(ctx context.Context, tx bun.Tx) (err error) {
			got, err = db.Alone(ctx, tx, job)
			return err
		}); err != nil {
			t.Error(err)
		}
		return got
	}
	err := one.InTxRows(context.Background(), func(ctx context.Context, tx bun.Tx) error {
		got, err := db.Alone(ctx, tx, "x")
		if !got || ask(other, "x") || !ask(other, "y") {
			t.Error("two did the same job, or one kept another from his own")
		}
		return err
	})
	if err != nil || !ask(other, "x") {
		t.Errorf("afterwards: %v", err)
	}
}

// A server that could lose what it acknowledges is refused.
func TestAServerThatLosesIsRefused(t *testing.T) {
	url, _ := dbtest.Own(t, "-c fsync=off")
	if d, err := db.Open(context.Background(), db.Options{URL: url, Clock: dbtest.NewClock().Now}); err == nil {
		t.Error("fsync is off, and it is taken", d.Close())
	}
}
