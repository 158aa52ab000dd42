package figures

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"testing"
	"time"

	"banshi/catalog"
	"banshi/catalog/catalogtest"
	"banshi/catalog/store"
	"banshi/engine/eval"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/db"
	"banshi/runtime/base/db/dbtest"
)

// district is the example.
var district = os.DirFS("../../examples/nanhai")

// opened imports a folder into a database of its own.
func opened(t testing.TB, folder fs.FS) *catalog.Service {
	t.Helper()
	clock := dbtest.NewClock()
	d := dbtest.Open(t, clock, audit.Migrations(), store.Migrations())
	s := service(t, d, clock)
	if r, err := s.Import(ctx, folder, catalog.Importing{By: actor.Robot("import")}); err != nil || len(r.Refused) > 0 {
		t.Fatalf("%v, refused %v", err, r.Refused)
	}
	return s
}

func service(t testing.TB, d *db.DB, clock *dbtest.Clock) *catalog.Service {
	t.Helper()
	s, err := catalog.New(catalog.Config{Store: store.New(d), Clock: clock.Now, Program: "figures"})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

const items = 2000

// TestFiguresMany opens a catalogue of 2,000 items that was imported before, as a server does at its
// start, and takes items out of it that nobody has asked for.
func TestFiguresMany(t *testing.T) {
	if os.Getenv("FIGURES") == "" {
		t.Skip("FIGURES=1 measures")
	}
	before := held()
	folder, err := catalogtest.Many(district, items)
	if err != nil {
		t.Fatal(err)
	}
	clock := dbtest.NewClock()
	path := filepath.Join(t.TempDir(), "many.db")
	d, err := db.Open(ctx, db.Options{Path: path, Clock: clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	if err := d.Migrate(ctx, audit.Migrations(), store.Migrations()); err != nil {
		t.Fatal(err)
	}
	begun := time.Now()
	if r, err := service(t, d, clock).Import(ctx, folder, catalog.Importing{By: actor.Robot("import")}); err != nil || len(r.Refused) > 0 || len(r.Published) != items {
		t.Fatalf("%v, %d published, refused %v", err, len(r.Published), r.Refused)
	}
	t.Logf("checked and published in %v", time.Since(begun))
	s := service(t, d, clock)
	begun = time.Now()
	if r, err := s.Import(ctx, folder, catalog.Importing{By: actor.Robot("import")}); err != nil || len(r.Unchanged) != items {
		t.Fatalf("%v, %d unchanged", err, len(r.Unchanged))
	}
	t.Logf("the same folder again: %v", time.Since(begun))
	begun = time.Now()
	home, err := s.Home(ctx, catalog.Chinese)
	if err != nil || len(home.Popular) != items {
		t.Fatalf("%v, %d items", err, len(home.Popular))
	}
	t.Logf("first page: %v", time.Since(begun))
	begun = time.Now()
	if l, err := s.Search(ctx, catalog.Looking{Text: "开饭店"}); err != nil || len(l.Hits) == 0 || l.Hits[0].ID != "food_business_licence_new" {
		t.Fatalf("%v, %+v", err, l.Hits)
	}
	t.Logf("first search: %v", time.Since(begun))
	if _, err := s.Home(ctx, "en"); err != nil {
		t.Fatal(err)
	}
	folder = nil
	atRest := held() - before
	second, third := service(t, d, clock), service(t, d, clock)
	for _, s := range []*catalog.Service{second, third} {
		if _, err := s.Current(ctx, "elder_allowance"); err != nil { // the folder is open, as it is in a server
			t.Fatal(err)
		}
	}
	var times []time.Duration
	step := 8
	if os.Getenv("SCALE") == "full" {
		step = 1
	}
	for i := 0; i < len(home.Popular); i += step {
		c := home.Popular[i]
		times = append(times, firstUse(t, []*catalog.Service{s, second, third}, c))
	}
	fmt.Printf("figure plan_first_use_ms %.1f ms\n", p99(times).Seconds()*1000)
	fmt.Printf("figure load2000_mb %.0f MB\n", float64(atRest)/(1<<20))
	t.Logf("with plans kept: %d MB", (held()-before)>>20)
	runtime.KeepAlive(s)
	runtime.KeepAlive(home)
}

// firstUse takes an item out of each of three services that never saw it: the quickest counts, since
// others work on the machine.
func firstUse(t *testing.T, services []*catalog.Service, c catalog.Card) time.Duration {
	t.Helper()
	best := time.Hour
	for _, s := range services {
		begun := time.Now()
		def, err := s.Current(ctx, c.ID)
		if err != nil {
			t.Fatal(err)
		}
		state, err := def.Program(catalog.Chinese).Evaluate(eval.Input{Today: "2026-11-23", Applicant: eval.Applicant{Kind: c.Applicants[0]}})
		if err != nil || state == nil {
			t.Fatal(err)
		}
		best = min(best, time.Since(begun))
	}
	return best
}

// held is the memory that is held once everything unused was given back.
func held() int64 {
	debug.FreeOSMemory()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapInuse + m.StackInuse)
}
