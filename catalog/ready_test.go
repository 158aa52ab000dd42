package catalog_test

import (
	"sync"
	"testing"

	"banshi/catalog"
	"banshi/catalog/catalogtest"
	"banshi/catalog/store"
	"banshi/engine/eval"
	"banshi/runtime/base/actor"
)

// With room for one item only, whoever holds a definition goes on with it while others push it out.
func TestLettingGoBreaksNothing(t *testing.T) {
	b := opened(t)
	s, err := catalog.New(catalog.Config{Store: store.New(b.db), Clock: b.clock.Now, Program: "test", Plans: 1})
	if err != nil {
		t.Fatal(err)
	}
	home, err := s.Home(ctx, catalog.Chinese)
	if err != nil {
		t.Fatal(err)
	}
	held, err := s.Current(ctx, elder)
	if err != nil {
		t.Fatal(err)
	}
	input := eval.Input{Today: "2026-11-23", Applicant: eval.Applicant{Kind: "person"}}
	want, err := held.Program("en").Evaluate(input)
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for _, c := range home.Popular {
				if _, err := s.Current(ctx, c.ID); err != nil {
					t.Error(err)
				}
				got, err := held.Program("en").Evaluate(input)
				if err != nil || got.Visits != want.Visits || got.Verdict != want.Verdict || len(got.Fields) != len(want.Fields) {
					t.Errorf("another state: %v", err)
				}
			}
		})
	}
	wg.Wait()
	again, err := s.At(ctx, elder, held.Number)
	if err != nil || again.Digest != held.Digest {
		t.Errorf("%v: %+v", err, again.Version)
	}
}

// Many items are found and opened, and a start with the same folder reads none of them.
func TestManyItems(t *testing.T) {
	b := setup(t)
	many, err := catalogtest.Many(folder(t), 60)
	if err != nil {
		t.Fatal(err)
	}
	if r := b.load(t, many); len(r.Published) != 60 || len(r.Refused) != 0 {
		t.Fatalf("%d published, refused %v", len(r.Published), r.Refused)
	}
	b.again(t)
	r, err := b.Import(ctx, many, catalog.Importing{By: actor.Robot("import")})
	if err != nil || len(r.Unchanged) != 60 || r.Sources != nil {
		t.Fatalf("%v, %d unchanged; the folder was read again: %v", err, len(r.Unchanged), r.Sources != nil)
	}
	name, popular := catalogtest.Name(40)
	for _, text := range []string{name, popular[1]} {
		if l, err := b.Search(ctx, catalog.Looking{Text: text}); err != nil || len(l.Hits) == 0 || l.Hits[0].Name != name {
			t.Errorf("%s: %v, %v", text, err, ids(l.Hits))
		}
	}
	if l, err := b.Search(ctx, catalog.Looking{Text: "开饭店"}); err != nil || len(l.Hits) == 0 || l.Hits[0].ID != "food_business_licence_new" {
		t.Errorf("%v, %v", err, ids(l.Hits))
	}
	// Of another program nothing is trusted.
	other, err := catalog.New(catalog.Config{Store: store.New(b.db), Clock: b.clock.Now, Program: "newer"})
	if err != nil {
		t.Fatal(err)
	}
	if r, err = other.Import(ctx, many, catalog.Importing{By: actor.Robot("import")}); err != nil || r.Sources == nil || len(r.Unchanged) != 60 || len(r.Published) != 0 {
		t.Errorf("%v: %+v", err, r.Published)
	}
}

// Names of the generator are different ones, always the same.
func TestNames(t *testing.T) {
	seen := map[string]int{}
	for i := range 20_000 {
		name, _ := catalogtest.Name(i)
		if j, ok := seen[name]; ok {
			t.Fatalf("%d and %d are both called %s", i, j, name)
		}
		seen[name] = i
	}
}
