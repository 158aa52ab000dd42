package db_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/uptrace/bun"

	"banshi/runtime/base/db"
	"banshi/runtime/base/db/dbtest"
)

type thing struct {
	bun.BaseModel `bun:"table:things,alias:t"`

	ID   int64 `bun:",pk,autoincrement"`
	Name string
	Size int
	Good bool
	Body []byte
	Seen *int64
}

func things() db.Migrations {
	m := notes(`CREATE TABLE things (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, size INTEGER NOT NULL, good INTEGER NOT NULL,
		body BLOB, seen INTEGER)`)
	m.Name = "things"
	return m
}

var (
	insertThing = db.Inserting[thing]("ON CONFLICT (name) DO NOTHING")
	allThings   = db.Selecting[thing]("ORDER BY t.id")
	grow        = db.Prepared("UPDATE things SET size = size + ? WHERE name <> ?")
	sizeOf      = db.Prepared("UPDATE things SET size = size + 1 WHERE name = ? RETURNING size")
	onlyOnce    = db.Inserting[thing]("")
)

// What is written comes back as it was, on both databases, and each call knows how many rows it touched.
func TestTogether(t *testing.T) {
	d := dbtest.Open(t, dbtest.NewClock(), things())
	ctx, seen := context.Background(), int64(7)
	first := thing{Name: "䶮'\"?$1;--", Size: -3, Good: true, Body: []byte{0, 1, 255}, Seen: &seen}
	second := thing{Name: ""}
	var size int64
	var double, grown, found *db.Call
	err := d.InTxRows(ctx, func(ctx context.Context, tx bun.Tx) error {
		double, grown, found = insertThing.Row(&second), grow.With(5, "none"), sizeOf.With("").Into(nil, &size)
		return db.Together(ctx, insertThing.Row(&first), insertThing.Row(&second), double, grown, found)
	})
	if err != nil || double.Rows != 0 || grown.Rows != 2 || found.Rows != 1 || size != 6 {
		t.Fatal(err, double.Rows, grown.Rows, found.Rows, size)
	}
	var list, again []thing
	if err := d.Look(ctx, allThings.All(&list), allThings.All(&again)); err != nil {
		t.Fatal(err)
	}
	if len(list) != 2 || list[0].Name != first.Name || list[0].Size != 2 || !list[0].Good || !slices.Equal(list[0].Body, first.Body) || *list[0].Seen != 7 {
		t.Errorf("%+v", list)
	}
	if list[1].Seen != nil || list[1].Body != nil || len(again) != 2 {
		t.Errorf("%+v %+v", list, again)
	}
	// Nothing stands of what fails in the middle, and nothing is written by who may only read.
	err = d.InTxRows(ctx, func(ctx context.Context, tx bun.Tx) error {
		return db.Together(ctx, grow.With(1, "none"), onlyOnce.Row(&second), grow.With(1, "none"))
	})
	if !db.IsDuplicate(err) {
		t.Error(err)
	}
	if err := d.Look(ctx, grow.With(1, "none")); err == nil {
		t.Error("a reader has written")
	}
	list = nil
	if err := d.Look(ctx, allThings.All(&list)); err != nil || list[0].Size != 2 {
		t.Errorf("%v %+v", err, list)
	}
	if err := db.Together(ctx, grow.With(1, "none")); err == nil {
		t.Error("it needs a transaction")
	}
}

// Several calls see one moment: no reader sees half of what another has written.
func TestLookSeesOneMoment(t *testing.T) {
	d := dbtest.Open(t, dbtest.NewClock(), things())
	ctx := context.Background()
	if err := d.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		return db.Together(ctx, insertThing.Row(&thing{Name: "a"}), insertThing.Row(&thing{Name: "b"}))
	}); err != nil {
		t.Fatal(err)
	}
	var over atomic.Bool
	var all sync.WaitGroup
	all.Go(func() {
		for !over.Load() {
			if err := d.InTxTogether(ctx, func(ctx context.Context, tx bun.Tx) error {
				return db.Together(ctx, grow.With(1, "none"))
			}); err != nil {
				t.Error(err)
			}
		}
	})
	var readers sync.WaitGroup
	for range 3 {
		readers.Go(func() {
			for range 60 {
				var before, after []thing
				if err := d.Look(ctx, allThings.All(&before), allThings.All(&after)); err != nil || before[0].Size != after[1].Size {
					t.Error(err, before, after)
				}
			}
		})
	}
	readers.Wait()
	over.Store(true)
	all.Wait()
}

// shares lets many write together, some of whom give up, and some of whose connections are cut off: who is told that it was
// written finds it once, the others don't.
func shares(t *testing.T, d *db.DB, spoil func(ctx context.Context, tx bun.Tx, writer, i int) error) {
	t.Helper()
	mine := errors.New("mine")
	var all sync.WaitGroup
	for w := range 16 {
		all.Go(func() {
			for i := range 12 {
				name := fmt.Sprintf("%d/%d", w, i)
				err := d.InTxTogether(context.Background(), func(ctx context.Context, tx bun.Tx) error {
					if err := db.Together(ctx, insertThing.Row(&thing{Name: name})); err != nil {
						return err
					}
					if i%5 == 4 {
						return mine
					}
					return spoil(ctx, tx, w, i)
				})
				if want := i%5 != 4; want != (err == nil) || !want && !errors.Is(err, mine) {
					t.Errorf("%s: %v", name, err)
				}
				var list []thing
				if err := d.Look(context.Background(), allThings.All(&list)); err != nil {
					t.Error(err)
				}
				n := 0
				for _, x := range list {
					if x.Name == name {
						n++
					}
				}
				if (n == 1) != (err == nil) || n > 1 {
					t.Errorf("%s: %v, and it is there %d times", name, err, n)
				}
			}
		})
	}
	all.Wait()
}

func TestInTxTogether(t *testing.T) {
	d := dbtest.Open(t, dbtest.NewClock(), things())
	shares(t, d, func(context.Context, bun.Tx, int, int) error { return nil })
}

func TestALostConnectionOfSeveral(t *testing.T) {
	d := dbtest.OpenAt(t, db.Options{URL: dbtest.Need(t)}, dbtest.NewClock(), things())
	var once [16]atomic.Bool
	shares(t, d, func(ctx context.Context, tx bun.Tx, w, i int) error {
		if i == 7 && w%4 == 0 && once[w].CompareAndSwap(false, true) {
			cut(t, d, ctx, tx)
			return db.Together(ctx, grow.With(1, "none")) // it notices
		}
		return nil
	})
	// One that is lost while it commits leaves open what stands, for all who wrote in it.
	err := d.InTxTogether(context.Background(), func(ctx context.Context, tx bun.Tx) error {
		cut(t, d, ctx, tx)
		return nil
	})
	if !errors.Is(err, db.ErrUnknown) {
		t.Error(err)
	}
}
