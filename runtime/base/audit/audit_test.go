package audit_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/uptrace/bun"

	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/db"
	"banshi/runtime/base/db/dbtest"
)

var ctx = context.Background()

func event(i int) audit.Event {
	return audit.Event{At: time.Unix(1_800_000_000+int64(i), 0), Actor: actor.Actor{Kind: actor.Person, ID: "P001"}, Act: "draft.edit",
		Object: audit.Object{Kind: "draft", ID: fmt.Sprint("d", i%3)}, Detail: map[string]any{"n": i}}
}

func fill(t *testing.T, d *db.DB, n int) {
	t.Helper()
	err := d.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		for i := range n {
			if err := audit.Append(ctx, tx, event(i)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func seal(t *testing.T, d *db.DB, batch int) int {
	t.Helper()
	n, err := audit.NewSequencer(d, key, batch).Seal(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// key is that of these tests.
var key = func() audit.Key {
	private, public, err := audit.MakeKey("hall.example/audit")
	if err != nil {
		panic(err)
	}
	k, err := audit.ParseKey(private + "\n")
	if err != nil || k.Public() != public {
		panic(fmt.Sprint(err, k.Public(), public))
	}
	return k
}()

func verify(t *testing.T, d *db.DB, kept ...audit.Checkpoint) audit.Report {
	t.Helper()
	return verifyBy(t, d, audit.By{Keys: []string{key.Public()}, Heads: kept})
}

func verifyBy(t *testing.T, d *db.DB, by audit.By) audit.Report {
	t.Helper()
	r, err := audit.Verify(ctx, d.Read(), by)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func open(t *testing.T) *db.DB { return dbtest.Open(t, dbtest.NewClock(), audit.Migrations()) }

func TestAppendStandsAndFallsWithItsTransaction(t *testing.T) {
	d := open(t)
	mine := errors.New("the change failed")
	err := d.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if err := audit.Append(ctx, tx, event(1)); err != nil {
			return err
		}
		return mine
	})
	if !errors.Is(err, mine) {
		t.Fatal(err)
	}
	if r := verify(t, d); r.Waiting != 0 || r.Sealed != 0 {
		t.Fatalf("an event outlived its transaction: %+v", r)
	}
}

func TestAppendRefusesAnEventThatSaysNothing(t *testing.T) {
	d := open(t)
	for name, spoil := range map[string]func(*audit.Event){
		"act":    func(e *audit.Event) { e.Act = "" },
		"time":   func(e *audit.Event) { e.At = time.Time{} },
		"object": func(e *audit.Event) { e.Object.Kind = "" },
		"actor":  func(e *audit.Event) { e.Actor.ID = "" },
		"detail": func(e *audit.Event) { e.Detail = map[string]any{"f": func() {}} },
	} {
		e := event(1)
		spoil(&e)
		err := d.InTx(ctx, func(ctx context.Context, tx bun.Tx) error { return audit.Append(ctx, tx, e) })
		if err == nil {
			t.Errorf("without %s it passed", name)
		}
	}
}

func TestNoPersonalNumberIsStored(t *testing.T) {
	d := open(t)
	e := event(0)
	e.Detail = map[string]any{"note": "来电 13900000001", "id_no": "440622198604129913", "rows": []any{"440622198604129913"}}
	e.Actor.ID = "440622198604129913" // a mistake of the caller
	if err := d.InTx(ctx, func(ctx context.Context, tx bun.Tx) error { return audit.Append(ctx, tx, e) }); err != nil {
		t.Fatal(err)
	}
	var rows []map[string]any
	if err := d.Read().NewSelect().TableExpr("audit_events").Where("object_id = 'd0'").Scan(ctx, &rows); err != nil || len(rows) != 1 {
		t.Fatalf("%v %v", rows, err)
	}
	text := fmt.Sprint(rows[0])
	for _, leak := range []string{"440622198604129913", "13900000001"} {
		if strings.Contains(text, leak) {
			t.Errorf("%s is stored: %s", leak, text)
		}
	}
}

func TestSealAndVerify(t *testing.T) {
	d := open(t)
	fill(t, d, 25)
	if r := verify(t, d); r.Waiting != 25 || r.Sealed != 0 || !r.OK() {
		t.Fatalf("before sealing: %+v", r)
	}
	if n := seal(t, d, 10); n != 25 {
		t.Fatalf("sealed %d", n)
	}
	first := verify(t, d)
	if first.Waiting != 0 || first.Sealed != 25 || first.Head.Seq != 25 || !first.OK() {
		t.Fatalf("%+v", first)
	}
	fill(t, d, 5)
	seal(t, d, 0)
	if r := verify(t, d, first.Head); r.Sealed != 30 || !r.OK() {
		t.Fatalf("the old head must still be in the chain: %+v", r)
	}
	if n := seal(t, d, 0); n != 0 {
		t.Fatalf("sealed %d events twice", n)
	}
}

func TestTheDatabaseItselfRefusesChanges(t *testing.T) {
	d := open(t)
	fill(t, d, 2)
	seal(t, d, 1)
	fill(t, d, 1)
	for _, sql := range []string{
		"DELETE FROM audit_events WHERE id = 1",
		"UPDATE audit_events SET detail = '{}' WHERE id = 1",
		"UPDATE audit_events SET hash = 'x' WHERE id = 1",
		"UPDATE audit_events SET act = 'x' WHERE id = 3",
		"UPDATE audit_events SET act = 'x', seq = 3 WHERE id = 3",
	} {
		err := d.InTx(ctx, func(ctx context.Context, tx bun.Tx) error { _, err := tx.ExecContext(ctx, sql); return err })
		if err == nil || !strings.Contains(err.Error(), "never") {
			t.Errorf("%s: %v", sql, err)
		}
	}
}

// tamper does what somebody with the file in hand can do.
func tamper(t *testing.T, d *db.DB, sql ...string) {
	t.Helper()
	for _, trigger := range []string{"audit_events_keep", "audit_events_seal_once"} {
		if err := dbtest.Unguard(ctx, d, "audit_events", trigger); err != nil {
			t.Fatal(err)
		}
	}
	err := d.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		for _, s := range sql {
			if _, err := tx.ExecContext(ctx, s); err != nil {
				return fmt.Errorf("%s: %w", s, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestEveryChangedColumnIsFoundAndNamed(t *testing.T) {
	for _, change := range []string{
		"at = at + 1", "actor_kind = 'staff'", "actor_id = 'P002'", "act = 'draft.view'", "object_kind = 'case'",
		"object_id = object_id || 'x'", "detail = '{}'", "hash = substr(hash, 2) || 'f'", "prev = substr(prev, 2) || 'f'",
	} {
		d := open(t)
		fill(t, d, 9)
		seal(t, d, 0)
		tamper(t, d, "UPDATE audit_events SET "+change+" WHERE id = 5")
		r := verify(t, d)
		if r.OK() || r.Faults[0].Seq != 5 || r.Faults[0].ID != 5 {
			t.Errorf("%s: %+v", change, r.Faults)
		}
		for _, f := range r.Faults {
			if f.Seq != 5 && f.Seq != 6 { // 6 may say that it doesn't follow
				t.Errorf("%s: place %d is blamed too", change, f.Seq)
			}
		}
	}
}

func TestRemovedInsertedSwappedAndCut(t *testing.T) {
	swap := []string{"UPDATE audit_events SET seq = -1 WHERE seq = 4", "UPDATE audit_events SET seq = 4 WHERE seq = 5", "UPDATE audit_events SET seq = 5 WHERE seq = -1"}
	for name, sql := range map[string][]string{
		"removed":  {"DELETE FROM audit_events WHERE seq = 4"},
		"swapped":  swap,
		"inserted": {"INSERT INTO audit_events (at, actor_kind, actor_id, act, object_kind, object_id, detail, seq, prev, hash) SELECT at, actor_kind, actor_id, act, object_kind, object_id, detail, 10, hash, hash FROM audit_events WHERE seq = 9"},
		"in front": {"INSERT INTO audit_events (at, actor_kind, actor_id, act, object_kind, object_id, detail, seq, prev, hash) VALUES (1, '', '', 'x', 'x', '', '{}', 0, '', 'y')"},
	} {
		d := open(t)
		fill(t, d, 9)
		seal(t, d, 0)
		tamper(t, d, sql...)
		if r := verify(t, d); r.OK() {
			t.Errorf("%s: not found", name)
		}
	}
	d := open(t)
	fill(t, d, 9)
	seal(t, d, 0)
	kept := verify(t, d).Head
	tamper(t, d, "DELETE FROM audit_events WHERE seq >= 8")
	if r := verify(t, d, kept); r.OK() || r.Faults[0].Seq != 9 {
		t.Errorf("an end that was cut off: %+v", r)
	}
	if r := verify(t, d, audit.Checkpoint{Seq: 3, Hash: "another"}); r.OK() || r.Faults[0].Seq != 3 {
		t.Errorf("a chain written anew: %+v", r)
	}
}

// Writers and the sequencer at once: nothing is lost, the chain has no gap.
func TestSealWhileWriting(t *testing.T) {
	d := open(t)
	run, stop := context.WithCancel(ctx)
	var sequencer, writers sync.WaitGroup
	sequencer.Go(func() {
		audit.NewSequencer(d, key, 7).Run(run, time.Millisecond, func(err error) { t.Error(err) })
	})
	for w := range 4 {
		writers.Go(func() {
			for i := range 25 {
				err := d.InTx(ctx, func(ctx context.Context, tx bun.Tx) error { return audit.Append(ctx, tx, event(w*100+i)) })
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	writers.Wait()
	stop()
	sequencer.Wait()
	if r := verify(t, d); r.Sealed != 100 || r.Waiting != 0 || !r.OK() {
		t.Fatalf("%+v", r)
	}
}
