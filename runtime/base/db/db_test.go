package db_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/uptrace/bun"

	"banshi/runtime/base/db"
	"banshi/runtime/base/db/dbtest"
	"banshi/runtime/base/fault"
)

type note struct {
	bun.BaseModel `bun:"table:notes"`
	ID            int64 `bun:",pk,autoincrement"`
	Text          string
	At            int64
}

func notes(sql ...string) db.Migrations {
	fsys := fstest.MapFS{"sqlite/20260101000000_begin.tx.up.sql": {Data: []byte(
		`CREATE TABLE notes (id INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT NOT NULL UNIQUE, at INTEGER NOT NULL);`)}}
	for i, s := range sql {
		fsys["sqlite/2026010200000"+string(rune('0'+i))+"_more.tx.up.sql"] = &fstest.MapFile{Data: []byte(s)}
	}
	return db.Migrations{Name: "notes", FS: fsys}
}

func count(t *testing.T, d *db.DB) int {
	t.Helper()
	n, err := d.Read().NewSelect().Model((*note)(nil)).Count(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return int(n)
}

func TestInTx(t *testing.T) {
	ctx := context.Background()
	d := dbtest.Open(t, dbtest.NewClock(), notes())
	insert := func(ctx context.Context, tx bun.Tx, text string) error {
		_, err := tx.NewInsert().Model(&note{Text: text, At: db.Micros(d.Now())}).Exec(ctx)
		return err
	}
	t.Run("commits", func(t *testing.T) {
		if err := d.InTx(ctx, func(ctx context.Context, tx bun.Tx) error { return insert(ctx, tx, "a") }); err != nil {
			t.Fatal(err)
		}
		if n := count(t, d); n != 1 {
			t.Fatalf("%d notes", n)
		}
	})
	t.Run("an error rolls back and comes out as it is", func(t *testing.T) {
		mine := errors.New("mine")
		err := d.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
			if err := insert(ctx, tx, "b"); err != nil {
				return err
			}
			return mine
		})
		if !errors.Is(err, mine) || count(t, d) != 1 {
			t.Fatalf("err %v, %d notes", err, count(t, d))
		}
	})
	t.Run("a panic rolls back and leaves the writer free", func(t *testing.T) {
		func() {
			defer func() { _ = recover() }()
			_ = d.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
				if err := insert(ctx, tx, "c"); err != nil {
					return err
				}
				panic("broken")
			})
		}()
		if n := count(t, d); n != 1 {
			t.Fatalf("%d notes", n)
		}
		if err := d.InTx(ctx, func(context.Context, bun.Tx) error { return nil }); err != nil {
			t.Fatal(err)
		}
	})
	t.Run("a second InTx within is an error, not a deadlock", func(t *testing.T) {
		err := d.InTx(ctx, func(ctx context.Context, _ bun.Tx) error {
			return d.InTx(ctx, func(context.Context, bun.Tx) error { return nil })
		})
		if err == nil || !strings.Contains(err.Error(), "InTx inside InTx") {
			t.Fatalf("err %v", err)
		}
	})
	t.Run("a duplicate is told apart", func(t *testing.T) {
		err := d.InTx(ctx, func(ctx context.Context, tx bun.Tx) error { return insert(ctx, tx, "a") })
		if !db.IsDuplicate(err) || db.IsDuplicate(errors.New("x")) || db.IsNone(err) {
			t.Fatalf("err %v", err)
		}
	})
	t.Run("no room is told apart, and nothing of it is kept", func(t *testing.T) {
		if dbtest.Postgres() {
			t.Skip("a server has its own disk")
		}
		pages := func(n int) {
			if err := d.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
				_, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA max_page_count = %d", n))
				return err
			}); err != nil {
				t.Fatal(err)
			}
		}
		large := func(ctx context.Context, tx bun.Tx) error { return insert(ctx, tx, strings.Repeat("x", 1<<20)) }
		pages(1) // no more than there are
		was := count(t, d)
		err := d.InTx(ctx, large)
		var sqlite interface{ Code() int }
		if !fault.Is(err, fault.Full) || !errors.As(err, &sqlite) || count(t, d) != was {
			t.Fatalf("err %v, %d notes", err, count(t, d))
		}
		pages(1 << 30)
		if err := d.InTx(ctx, large); err != nil || count(t, d) != was+1 {
			t.Fatalf("with room again: %v", err)
		}
	})
	t.Run("one row that isn't there is told apart", func(t *testing.T) {
		err := d.Read().NewSelect().Model(&note{}).Where("id = ?", 999).Scan(ctx)
		if !db.IsNone(err) {
			t.Fatalf("err %v", err)
		}
	})
	t.Run("readers can't write", func(t *testing.T) {
		if _, err := d.Read().NewInsert().Model(&note{Text: "d"}).Exec(ctx); err == nil {
			t.Fatal("a write passed by the queue of writers")
		}
	})
}

// Writers queue, none fails, and readers go on meanwhile.
func TestManyWriters(t *testing.T) {
	ctx := context.Background()
	d := dbtest.Open(t, dbtest.NewClock(), notes())
	var wg sync.WaitGroup
	const writers, each = 16, 20
	for w := range writers {
		wg.Go(func() {
			for i := range each {
				err := d.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
					_, err := tx.NewInsert().Model(&note{Text: string(rune('A'+w)) + string(rune('a'+i))}).Exec(ctx)
					return err
				})
				if err != nil {
					t.Errorf("writer %d: %v", w, err)
					return
				}
				if _, err := d.Read().NewSelect().Model((*note)(nil)).Count(ctx); err != nil {
					t.Errorf("reader %d: %v", w, err)
				}
			}
		})
	}
	wg.Wait()
	if n := count(t, d); n != writers*each {
		t.Fatalf("%d notes, want %d", n, writers*each)
	}
}

func TestMigrate(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "deep", "er", "x.db")
	open := func() *db.DB {
		d, err := db.Open(ctx, db.Options{Path: path, Clock: dbtest.NewClock().Now})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { d.Close() })
		return d
	}
	d := open()
	if err := d.Migrate(ctx, notes()); err != nil {
		t.Fatal(err)
	}
	t.Run("twice is once", func(t *testing.T) {
		if err := open().Migrate(ctx, notes()); err != nil {
			t.Fatal(err)
		}
	})
	t.Run("a broken step leaves nothing half done and is tried again", func(t *testing.T) {
		broken := notes("ALTER TABLE notes ADD COLUMN colour TEXT;\n--bun:split\nSELECT * FROM nowhere;")
		if err := d.Migrate(ctx, broken); err == nil {
			t.Fatal("a broken step passed")
		}
		mended := notes("ALTER TABLE notes ADD COLUMN colour TEXT;")
		if err := d.Migrate(ctx, mended); err != nil {
			t.Fatalf("after mending: %v", err)
		}
	})
	t.Run("a database of a newer program is refused", func(t *testing.T) {
		err := open().Migrate(ctx, notes())
		if err == nil || !strings.Contains(err.Error(), "newer version") {
			t.Fatalf("err %v", err)
		}
	})
	t.Run("a newer program beside which older ones go on is none's trouble, but only that one takes its step back", func(t *testing.T) {
		besides := open()
		newer := notes("ALTER TABLE notes ADD COLUMN colour TEXT;", "-- older programs go on\nALTER TABLE notes ADD COLUMN size TEXT;")
		newer.FS.(fstest.MapFS)["sqlite/20260102000001_more.tx.down.sql"] = &fstest.MapFile{Data: []byte("ALTER TABLE notes DROP COLUMN size;")}
		if err := besides.Migrate(ctx, newer); err != nil {
			t.Fatal(err)
		}
		older := notes("ALTER TABLE notes ADD COLUMN colour TEXT;")
		if err := open().Migrate(ctx, older); err != nil {
			t.Errorf("an older program doesn't go on: %v", err)
		}
		steps, err := older.Steps()
		if err != nil {
			t.Fatal(err)
		}
		to := db.Steps{"notes": steps}
		if err := open().Back(ctx, to, older); err == nil || !strings.Contains(err.Error(), "newer program") {
			t.Errorf("an older program takes back what it doesn't know: %v", err)
		}
		if err := besides.Back(ctx, to, newer); err != nil {
			t.Error(err)
		}
	})
	t.Run("a step that isn't transactional is refused", func(t *testing.T) {
		err := d.Migrate(ctx, db.Migrations{Name: "other", FS: fstest.MapFS{"sqlite/20260101000000_x.up.sql": {Data: []byte("SELECT 1")}}})
		if err == nil || !strings.Contains(err.Error(), ".tx.up.sql") {
			t.Fatalf("err %v", err)
		}
	})
	t.Run("an empty set is refused", func(t *testing.T) {
		if err := d.Migrate(ctx, db.Migrations{Name: "none", FS: fstest.MapFS{"sqlite": {Mode: 0o755 | 1<<31}}}); err == nil {
			t.Fatal("an empty set passed")
		}
	})
}

func TestInstants(t *testing.T) {
	at := time.Date(2026, 11, 23, 9, 0, 0, 123456789, time.FixedZone("CST", 8*3600))
	got := db.Time(db.Micros(at))
	if !got.Equal(at.Truncate(time.Microsecond)) || got.Location() != time.UTC {
		t.Fatalf("%v came back as %v", at, got)
	}
}
