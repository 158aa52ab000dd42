package db_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/uptrace/bun"

	"banshi/runtime/base/db"
	"banshi/runtime/base/db/dbtest"
	"banshi/runtime/base/fault"
)

// file is a SQLite database with notes, whatever the tests run on: only there do writers share a transaction.
func file(t *testing.T) *db.DB {
	t.Helper()
	return dbtest.OpenAt(t, db.Options{Path: filepath.Join(t.TempDir(), "x.db")}, dbtest.NewClock(), notes())
}

// behind lets several write while the first holds the turn, so that they share its transaction. It gives their errors.
func behind(t *testing.T, d *db.DB, first func(context.Context, bun.Tx) error, others ...func(context.Context, bun.Tx) error) []error {
	t.Helper()
	faults := make([]error, 1+len(others))
	var all sync.WaitGroup
	begun, coming := make(chan struct{}), make(chan struct{})
	var once sync.Once
	all.Go(func() {
		faults[0] = d.InTx(context.Background(), func(ctx context.Context, tx bun.Tx) error {
			once.Do(func() { close(begun); <-coming })
			return first(ctx, tx)
		})
	})
	<-begun
	for i, fn := range others {
		all.Go(func() { faults[i+1] = d.InTx(context.Background(), fn) })
		for db.Waiting(d) < i+1 {
			time.Sleep(time.Millisecond)
		}
	}
	close(coming)
	all.Wait()
	return faults
}

func write(text string) func(context.Context, bun.Tx) error {
	return func(ctx context.Context, tx bun.Tx) error {
		_, err := tx.NewInsert().Model(&note{Text: text}).Exec(ctx)
		return err
	}
}

func texts(t *testing.T, d *db.DB) string {
	t.Helper()
	var out []string
	if err := d.Read().NewSelect().Model((*note)(nil)).Column("text").OrderExpr("id").Scan(context.Background(), &out); err != nil {
		t.Fatal(err)
	}
	return strings.Join(out, " ")
}

func TestWritersShareATransaction(t *testing.T) {
	d := file(t)
	mine := errors.New("mine")
	broken := func(ctx context.Context, tx bun.Tx) error { return errors.Join(write("broken")(ctx, tx), mine) }
	faults := behind(t, d, write("a"), write("b"), broken, write("b"), write("c"))
	if faults[0] != nil || faults[1] != nil || faults[4] != nil {
		t.Errorf("%v", faults)
	}
	if !errors.Is(faults[2], mine) || !db.IsDuplicate(faults[3]) {
		t.Errorf("their own errors: %v", faults)
	}
	if got := texts(t, d); got != "a b c" {
		t.Errorf("%q was written", got)
	}
}

// The first writer fails: nothing of its transaction was anybody else's yet.
func TestTheFirstFails(t *testing.T) {
	d := file(t)
	mine := errors.New("mine")
	faults := behind(t, d, func(ctx context.Context, tx bun.Tx) error { return errors.Join(write("a")(ctx, tx), mine) }, write("b"))
	if !errors.Is(faults[0], mine) || faults[1] != nil || texts(t, d) != "b" {
		t.Errorf("%v %q", faults, texts(t, d))
	}
}

// What can't be committed is acknowledged to nobody, and to nobody in part.
func TestAFailingCommitFailsAll(t *testing.T) {
	d := dbtest.OpenAt(t, db.Options{Path: filepath.Join(t.TempDir(), "x.db")}, dbtest.NewClock(),
		notes("CREATE TABLE leaves (note INTEGER NOT NULL REFERENCES notes (id) DEFERRABLE INITIALLY DEFERRED)"))
	mine := errors.New("mine")
	faults := behind(t, d, write("a"), func(ctx context.Context, tx bun.Tx) error {
		_, err := tx.ExecContext(ctx, "INSERT INTO leaves (note) VALUES (99)")
		return err
	}, write("b"), func(context.Context, bun.Tx) error { return mine })
	for i, err := range faults {
		if err == nil || errors.Is(err, mine) || !strings.Contains(err.Error(), "db: commit") {
			t.Errorf("writer %d: %v", i, err)
		}
	}
	if got := texts(t, d); got != "" {
		t.Errorf("%q was written", got)
	}
	if err := d.InTx(context.Background(), write("after")); err != nil {
		t.Error(err)
	}
}

// A disk without room makes the engine undo everything; the others write again, and are told nothing of it.
func TestOneWithoutRoomUndoesNobodyElse(t *testing.T) {
	d := file(t)
	pages := func(n int) {
		if err := d.InTx(context.Background(), func(ctx context.Context, tx bun.Tx) error {
			_, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA max_page_count = %d", n))
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	pages(60)
	faults := behind(t, d, write("a"), write(strings.Repeat("x", 1<<20)), write("b"))
	if faults[0] != nil || !fault.Is(faults[1], fault.Full) || faults[2] != nil || texts(t, d) != "a b" {
		t.Errorf("%v %.40q", faults, texts(t, d))
	}
}

func TestPanicsAndThoseWhoGoAway(t *testing.T) {
	d := file(t)
	ctx, cancel := context.WithCancel(context.Background())
	var panicked atomic.Bool
	var all sync.WaitGroup
	faults := behind(t, d, write("a"), func(ctx context.Context, tx bun.Tx) (err error) {
		all.Go(func() {
			defer func() { panicked.Store(recover() != nil) }()
			_ = d.InTx(context.Background(), func(ctx context.Context, tx bun.Tx) error {
				_ = write("panic")(ctx, tx)
				panic("broken")
			})
		})
		return nil
	}, write("b"))
	all.Wait()
	if errors.Join(faults...) != nil || !panicked.Load() || texts(t, d) != "a b" {
		t.Errorf("%v %v %q", faults, panicked.Load(), texts(t, d))
	}
	cancel()
	if err := d.InTx(ctx, write("never")); !errors.Is(err, context.Canceled) || texts(t, d) != "a b" {
		t.Errorf("%v %q", err, texts(t, d))
	}
}

// Nobody is told before it is durable: what an acknowledged writer wrote is seen by every reader at once.
func TestAcknowledgedIsCommitted(t *testing.T) {
	d := file(t)
	var all sync.WaitGroup
	for w := range 32 {
		all.Go(func() {
			for i := range 20 {
				text := fmt.Sprintf("%d/%d", w, i)
				err := d.InTx(context.Background(), func(ctx context.Context, tx bun.Tx) error {
					if err := write(text)(ctx, tx); err != nil || i%5 != 4 {
						return err
					}
					return errors.New("given up")
				})
				n, readErr := d.Read().NewSelect().Model((*note)(nil)).Where("text = ?", text).Count(context.Background())
				if want := i%5 != 4; readErr != nil || (err == nil) != want || (n == 1) != want {
					t.Errorf("%s: %v %v, %d rows", text, err, readErr, n)
				}
			}
		})
	}
	all.Wait()
}
