package db_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/uptrace/bun"

	"banshi/runtime/base/db"
	"banshi/runtime/base/db/dbtest"
)

func openAt(t *testing.T, path string) *db.DB {
	t.Helper()
	d, err := db.Open(context.Background(), db.Options{Path: path, Clock: dbtest.NewClock().Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return d
}

// What people hand in is for nobody else on the machine to read, whatever folder it lies in.
func TestNobodyElseReadsIt(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "open")
	path := filepath.Join(dir, "x.db")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, nil, 0o644); err != nil { // as an older program left it
		t.Fatal(err)
	}
	d := openAt(t, path)
	if err := d.Migrate(context.Background(), notes()); err != nil {
		t.Fatal(err)
	}
	list, err := os.ReadDir(dir)
	if err != nil || len(list) < 3 {
		t.Fatalf("%v %v", list, err)
	}
	for _, f := range list {
		if info, err := f.Info(); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v %v", f.Name(), info.Mode(), err)
		}
	}
}

func TestWhole(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "x.db")
	d := openAt(t, path)
	if err := d.Migrate(ctx, notes()); err != nil {
		t.Fatal(err)
	}
	if err := d.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		for i := range 500 {
			if _, err := tx.NewInsert().Model(&note{Text: strings.Repeat("长", 500) + string(rune(0x4e00+i))}).Exec(ctx); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if checked, err := d.Whole(ctx, time.Minute); !checked || err != nil {
		t.Fatalf("a sound one: %v %v", checked, err)
	}
	if checked, err := d.Whole(ctx, time.Nanosecond); checked || err != nil {
		t.Errorf("no time: %v %v", checked, err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	noise := rand.NewChaCha8([32]byte{1})
	if _, err := noise.Read(raw[len(raw)/2 : len(raw)/2+200_000]); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := openAt(t, path).Whole(ctx, time.Minute); !errors.Is(err, db.ErrDamaged) {
		t.Errorf("a damaged one: %v", err)
	}
}

func TestWritable(t *testing.T) {
	ctx := context.Background()
	d := openAt(t, filepath.Join(t.TempDir(), "x.db"))
	if err := d.Writable(ctx); err != nil {
		t.Fatal(err)
	}
	if err := d.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		_, err := tx.ExecContext(ctx, "PRAGMA query_only = 1")
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if err := d.Writable(ctx); err == nil {
		t.Error("nothing can be written, and it says that it can")
	}
}

func TestHold(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.lock")
	release, err := db.Hold(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Hold(path); !errors.Is(err, db.ErrHeld) {
		t.Fatalf("a second one: %v", err)
	}
	if err := release(); err != nil {
		t.Fatal(err)
	}
	again, err := db.Hold(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := again(); err != nil {
		t.Error(err)
	}
}
