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

func (w *world) list(r notice.Reader, after notice.Place, most int) []notice.Notice {
	w.Helper()
	list, err := w.store.Notices(context.Background(), r, w.db.Now(), after, most)
	if err != nil {
		w.Fatal(err)
	}
	return list
}

func (w *world) unread(r notice.Reader) int {
	w.Helper()
	n, err := w.store.Unread(context.Background(), r, w.db.Now(), 99)
	if err != nil {
		w.Fatal(err)
	}
	return n
}

func (w *world) read(r notice.Reader, ids ...int64) {
	w.Helper()
	if err := w.store.MarkRead(context.Background(), r, w.db.Now(), ids); err != nil {
		w.Fatal(err)
	}
}

// An agent, the one who speaks for the firm, a stranger, and the agent once the authority has ended.
func TestWhoIsToldWhat(t *testing.T) {
	w := open(t)
	agent := notice.Reader{Account: "agent", Names: []string{"person/agent", "organisation/firm"}}
	head := notice.Reader{Account: "head", Names: []string{"person/head", "organisation/firm"}, Holder: "organisation/firm"}
	ended := notice.Reader{Account: "agent", Names: []string{"person/agent"}, Holder: "person/agent"}
	stranger := notice.Reader{Account: "stranger", Names: []string{"person/stranger"}, Holder: "person/stranger"}

	w.tell(w.correction(notice.To{Account: "agent", Holder: "organisation/firm"}, "1"))
	w.clock.Move(time.Second)
	w.tell(w.correction(notice.To{Holder: "organisation/firm"}, "2"), w.correction(notice.To{Account: "agent"}, "3"))
	later := w.correction(notice.To{Account: "agent"}, "4")
	later.From = w.db.Now().Add(time.Hour)
	w.tell(later)

	for _, c := range []struct {
		who  string
		r    notice.Reader
		want string
	}{{"agent", agent, "31"}, {"head", head, "21"}, {"agent whose authority has ended", ended, "3"}, {"stranger", stranger, ""}} {
		got := ""
		for _, n := range w.list(c.r, notice.Place{}, 10) {
			got += n.Subject.ID
		}
		if got != c.want || w.unread(c.r) != len(c.want) {
			t.Errorf("%s is told %q and has %d unread, want %q", c.who, got, w.unread(c.r), c.want)
		}
	}

	first := w.list(agent, notice.Place{}, 1)
	rest := w.list(agent, notice.Place{Told: first[0].From, ID: first[0].ID}, 10)
	if len(rest) != 1 || rest[0].Subject.ID != "1" || first[0].Args[notice.Item] != "食品经营许可" {
		t.Errorf("after %+v came %+v", first, rest)
	}
	w.clock.Move(2 * time.Hour)
	if got := w.list(agent, notice.Place{}, 10); len(got) != 3 || got[0].Subject.ID != "4" {
		t.Errorf("the reminder is not told: %+v", got)
	}
	w.read(stranger, first[0].ID)
	if w.unread(agent) != 3 {
		t.Error("a stranger has read it for the agent")
	}
	w.read(agent, first[0].ID)
	w.read(agent, first[0].ID)
	if n := w.unread(agent); n != 2 || w.unread(head) != 2 {
		t.Errorf("%d unread, of the head %d", n, w.unread(head))
	}
	if got := w.list(agent, notice.Place{}, 10); got[0].Read || !got[1].Read {
		t.Errorf("read: %+v", got)
	}
	if err := w.store.MarkRead(context.Background(), agent, w.db.Now(), nil); err != nil || w.unread(agent) != 0 || w.unread(head) != 2 {
		t.Errorf("%v, %d unread, of the head %d", err, w.unread(agent), w.unread(head))
	}
}
