package audit_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/uptrace/bun"

	"banshi/runtime/base/audit"
	"banshi/runtime/base/db"
)

// errBack ends a transaction whose change is only tried.
var errBack = errors.New("only tried")

// changed sets one column of one event, verifies, and takes the change back. It reports whether the database took the
// change at all.
func changed(t *testing.T, d *db.DB, column string, id int64, value any, kept audit.Checkpoint) (taken, found bool) {
	t.Helper()
	err := d.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if _, err := tx.ExecContext(ctx, "UPDATE audit_events SET "+column+" = ? WHERE id = ?", value, id); err != nil {
			return err
		}
		r, err := audit.Verify(ctx, tx, audit.By{Keys: []string{key.Public()}, Heads: []audit.Checkpoint{kept}})
		if err != nil {
			t.Errorf("event %d: %s: %v", id, column, err)
		}
		taken, found = true, !r.OK()
		return errBack
	})
	if taken != errors.Is(err, errBack) {
		t.Fatal(err)
	}
	return taken, found
}

// Every bit of the first, a middle and the last event is flipped, one at a time: verify finds each, and nothing once it is
// back. What the database itself refuses (two of one number) is no finding and isn't counted.
func TestEveryFlippedBitIsFound(t *testing.T) {
	d := open(t)
	fill(t, d, 5)
	seal(t, d, 0)
	head := verify(t, d).Head
	tamper(t, d) // without the triggers that keep honest hands off
	flips, refused := 0, 0
	try := func(what, column string, id int64, becomes any) {
		switch taken, found := changed(t, d, column, id, becomes, head); {
		case !taken:
			refused++
		case !found:
			t.Errorf("event %d: %s: not found", id, what)
		default:
			flips++
		}
	}
	for _, id := range []int64{1, 3, 5} {
		for _, column := range []string{"actor_kind", "actor_id", "act", "object_kind", "object_id", "detail", "prev", "hash"} {
			var text string
			if err := d.Read().NewRaw("SELECT "+column+" FROM audit_events WHERE id = ?", id).Scan(ctx, &text); err != nil {
				t.Fatal(err)
			}
			for at := range len(text) {
				for bit := range 7 { // all of it is ASCII, and no text holds NUL
					raw := []byte(text)
					if raw[at] ^= 1 << bit; raw[at] != 0 {
						try(fmt.Sprintf("bit %d of byte %d of %s", bit, at, column), column, id, string(raw))
					}
				}
			}
		}
		for _, column := range []string{"at", "seq"} {
			var n int64
			if err := d.Read().NewRaw("SELECT "+column+" FROM audit_events WHERE id = ?", id).Scan(ctx, &n); err != nil {
				t.Fatal(err)
			}
			for bit := range 63 {
				try(fmt.Sprintf("bit %d of %s", bit, column), column, id, n^1<<bit)
			}
		}
		for bit := range 62 {
			try(fmt.Sprintf("bit %d of id", bit), "id", id, id^1<<bit)
		}
	}
	if r := verify(t, d, head); !r.OK() || flips < 3000 {
		t.Errorf("%d flips, and in the end %+v", flips, r.Faults)
	}
	// So is each bit of what somebody kept elsewhere.
	for at := range len(head.Hash) {
		for bit := range 7 {
			raw := []byte(head.Hash)
			raw[at] ^= 1 << bit
			if verify(t, d, audit.Checkpoint{Seq: head.Seq, Hash: string(raw)}).OK() {
				t.Errorf("bit %d of byte %d of the kept head: not found", bit, at)
			}
		}
	}
	t.Logf("%d flips found; %d refused by the database", flips, refused)
}

func TestAlarms(t *testing.T) {
	d := open(t)
	now := event(0).At.Add(time.Minute)
	lag := func() time.Duration {
		t.Helper()
		l, err := audit.Lag(ctx, d.Read(), now)
		if err != nil {
			t.Fatal(err)
		}
		return l
	}
	missing := func() int64 {
		t.Helper()
		n, err := audit.Missing(ctx, d.Read())
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	if lag() != 0 || missing() != 0 {
		t.Errorf("empty: %v, %d", lag(), missing())
	}
	fill(t, d, 4)
	if lag() != time.Minute {
		t.Errorf("the oldest waits for a minute: %v", lag())
	}
	seal(t, d, 0)
	if lag() != 0 || missing() != 0 {
		t.Errorf("sealed: %v, %d", lag(), missing())
	}
	tamper(t, d, "DELETE FROM audit_events WHERE seq = 2")
	if missing() != 1 {
		t.Errorf("one was taken away: %d", missing())
	}
}
