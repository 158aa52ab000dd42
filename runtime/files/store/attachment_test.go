package store_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/uptrace/bun"

	"banshi/runtime/base/db"
	"banshi/runtime/base/db/dbtest"
	"banshi/runtime/base/fault"
	"banshi/runtime/files"
	"banshi/runtime/files/store"
)

var (
	ctx   = context.Background()
	quota = files.Quota{Files: 3, Bytes: 100}
)

func file(n int, size int64) store.Attachment {
	return store.Attachment{Draft: "d1", Slot: "lease", Name: "合同.pdf", At: dbtest.NewClock().Now().Add(time.Duration(n) * time.Second),
		Stored: files.Stored{Hash: files.Hash(strings.Repeat(fmt.Sprintf("%x", n%16), 64)), Size: size, Type: files.PDF}}
}

func attach(d *db.DB, a store.Attachment) (out store.Attachment, err error) {
	err = d.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		out, err = store.Attach(ctx, tx, a, quota)
		return err
	})
	return out, err
}

func TestAttachments(t *testing.T) {
	d := dbtest.Open(t, dbtest.NewClock(), store.Migrations())
	a, err := attach(d, file(1, 40))
	if err != nil || a.ID == "" {
		t.Fatal(a, err)
	}
	same, err := attach(d, file(1, 40))
	if err != nil || same.ID != a.ID {
		t.Errorf("the same content in the same slot is one file: %+v %v", same, err)
	}
	if room, err := store.Room(ctx, d.Read(), "d1", quota); err != nil || room != (files.Room{Files: 2, Bytes: 60}) {
		t.Errorf("%+v %v", room, err)
	}
	if _, err := attach(d, file(2, 61)); !fault.Is(err, fault.TooLarge) {
		t.Errorf("beyond the quota: %v", err)
	}
	b, err := attach(d, file(3, 60))
	if err != nil {
		t.Fatal(err)
	}
	if list, err := store.Of(ctx, d.Read(), "d1"); err != nil || len(list) != 2 || list[0].Stored != a.Stored {
		t.Errorf("%+v %v", list, err)
	}
	if got, err := store.Get(ctx, d.Read(), "d1", b.ID); err != nil || got.Stored != b.Stored || got.Name != "合同.pdf" || !got.At.Equal(b.At) {
		t.Errorf("%+v %v", got, err)
	}
	if _, err := store.Get(ctx, d.Read(), "d2", b.ID); !fault.Is(err, fault.NotFound) {
		t.Errorf("by another draft: %v", err)
	}
	detach := func(draft string) error {
		return d.InTx(ctx, func(ctx context.Context, tx bun.Tx) error { return store.Detach(ctx, tx, draft, b.ID) })
	}
	if err := detach("d2"); !fault.Is(err, fault.NotFound) {
		t.Errorf("from another draft: %v", err)
	}
	if err := detach("d1"); err != nil {
		t.Error(err)
	}
	if err := detach("d1"); !fault.Is(err, fault.NotFound) {
		t.Errorf("twice: %v", err)
	}
}

// Uploads at once can't overrun the quota together, though each alone would fit.
func TestQuotaAtOnce(t *testing.T) {
	d := dbtest.Open(t, dbtest.NewClock(), store.Migrations())
	var wg sync.WaitGroup
	var mu sync.Mutex
	took := 0
	for i := range 12 {
		wg.Go(func() {
			_, err := attach(d, file(i, 30))
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				took++
			} else if !fault.Is(err, fault.TooLarge) {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if took != 3 {
		t.Errorf("%d files", took)
	}
}
