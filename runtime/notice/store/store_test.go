package store_test

import (
	"context"
	"errors"
	"os"
	"testing"
	"time"

	"github.com/uptrace/bun"

	"banshi/runtime/base/db"
	"banshi/runtime/base/db/dbtest"
	"banshi/runtime/notice"
	"banshi/runtime/notice/store"
)

func TestMain(m *testing.M) { os.Exit(dbtest.Main(m)) }

type world struct {
	*testing.T
	db    *db.DB
	clock *dbtest.Clock
	store *store.Store
}

func open(t *testing.T) *world {
	t.Helper()
	clock := dbtest.NewClock()
	d := dbtest.Open(t, clock, store.Migrations())
	return &world{T: t, db: d, clock: clock, store: store.New(d)}
}

func (w *world) correction(to notice.To, number string) notice.Notice {
	return notice.Notice{To: to, Kind: notice.CaseCorrection, Subject: notice.Subject{Kind: notice.OfCase, ID: number},
		Args: notice.Args{notice.Item: "食品经营许可", notice.Day: "2026-12-31"}, At: w.db.Now()}
}

func (w *world) tell(list ...notice.Notice) {
	w.Helper()
	err := w.db.InTx(context.Background(), func(ctx context.Context, tx bun.Tx) error { return store.Tell(ctx, tx, list...) })
	if err != nil {
		w.Fatal(err)
	}
}

func (w *world) count() int {
	w.Helper()
	var n int
	if err := w.db.Read().NewRaw("SELECT count(*) FROM notices").Scan(context.Background(), &n); err != nil {
		w.Fatal(err)
	}
	return n
}

func TestToldWithItsTransactionOrNotAtAll(t *testing.T) {
	w := open(t)
	undone := errors.New("undone")
	err := w.db.InTx(context.Background(), func(ctx context.Context, tx bun.Tx) error {
		if err := store.Tell(ctx, tx, w.correction(notice.To{Account: "a1"}, "1")); err != nil {
			t.Error(err)
		}
		return undone
	})
	if !errors.Is(err, undone) || w.count() != 0 {
		t.Errorf("%v, %d notices", err, w.count())
	}
	w.tell(w.correction(notice.To{Account: "a1"}, "1"))
	if n := w.count(); n != 1 {
		t.Errorf("%d notices", n)
	}
}

func TestToldOnce(t *testing.T) {
	w := open(t)
	n := w.correction(notice.To{Account: "a1"}, "1")
	n.Once = "deadline/1/3"
	w.tell(n)
	w.tell(n, n)
	if got := w.count(); got != 1 {
		t.Errorf("%d notices", got)
	}
}

func TestAReminderIsTakenBackUntilItIsTold(t *testing.T) {
	w := open(t)
	later := w.correction(notice.To{Account: "a1"}, "1")
	later.From = w.db.Now().Add(24 * time.Hour)
	other := later
	other.Subject.ID = "2"
	w.tell(w.correction(notice.To{Account: "a1"}, "1"), later, other)
	recall := func(at time.Time, kinds ...notice.Kind) {
		t.Helper()
		err := w.db.InTx(context.Background(), func(ctx context.Context, tx bun.Tx) error {
			return store.Recall(ctx, tx, later.Subject, at, kinds...)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	recall(later.From)
	recall(w.db.Now(), notice.CaseDeadline)
	if got := w.count(); got != 3 {
		t.Errorf("%d notices: what is told, or of another kind, was taken back", got)
	}
	recall(w.db.Now(), notice.CaseCorrection)
	if got := w.count(); got != 2 {
		t.Errorf("%d notices", got)
	}
}
