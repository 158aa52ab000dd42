package catalog_test

import (
	"os"
	"sync"
	"testing"

	"banshi/catalog/store"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/db"
	"banshi/runtime/base/db/dbtest"
)

// shared is the example district, imported once for all tests that only read. With the race detector an
// import takes seconds.
var shared struct {
	once   sync.Once
	bundle *bundle
	dir    string
}

// opened gives the shared district: nothing may be published into it, and its clock stands.
func opened(t testing.TB) *bundle {
	t.Helper()
	shared.once.Do(func() {
		dir, err := os.MkdirTemp("", "catalog")
		if err != nil {
			t.Fatal(err)
		}
		shared.dir = dir
		b := &bundle{clock: dbtest.NewClock()}
		if b.db, err = db.Open(ctx, db.Options{Path: dir + "/catalog.db", Clock: b.clock.Now}); err != nil {
			t.Fatal(err)
		}
		if err := b.db.Migrate(ctx, audit.Migrations(), store.Migrations()); err != nil {
			t.Fatal(err)
		}
		b.again(t)
		b.load(t, folder(t))
		shared.bundle = b
	})
	if shared.bundle == nil {
		t.Fatal("the shared district could not be opened")
	}
	return &bundle{Service: shared.bundle.Service, db: shared.bundle.db, clock: shared.bundle.clock}
}

func TestMain(m *testing.M) {
	code := m.Run()
	if shared.bundle != nil {
		_ = shared.bundle.db.Close()
	}
	if shared.dir != "" {
		_ = os.RemoveAll(shared.dir)
	}
	os.Exit(code)
}
