package store_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"banshi/catalog"
	"banshi/catalog/store"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/db"
	"banshi/runtime/base/db/dbtest"
	"banshi/runtime/base/fault"
)

var ctx = context.Background()

func open(t *testing.T) (*store.Store, *db.DB, *dbtest.Clock) {
	t.Helper()
	clock := dbtest.NewClock()
	d := dbtest.Open(t, clock, audit.Migrations(), store.Migrations())
	return store.New(d), d, clock
}

func publication(clock *dbtest.Clock, pack string, versions ...catalog.Version) catalog.Publication {
	p := catalog.Publication{Pack: pack, Bytes: []byte("bytes of " + pack), At: clock.Now(), By: "system:import"}
	for _, v := range versions {
		v.Pack, v.At, v.By = pack, p.At, p.By
		p.Versions = append(p.Versions, v)
		p.Events = append(p.Events, audit.Event{At: p.At, Actor: actor.Robot("import"), Act: "item.publish", Object: audit.Object{Kind: "item", ID: v.Item}})
	}
	return p
}

func publish(t *testing.T, s *store.Store, p catalog.Publication) {
	t.Helper()
	if err := s.Publish(ctx, p); err != nil {
		t.Fatal(err)
	}
}

func TestThereAndBack(t *testing.T) {
	s, _, clock := open(t)
	if _, err := s.Imported(ctx, 0); !fault.Is(err, fault.NotFound) {
		t.Fatalf("an empty store: %v", err)
	}
	if heads, err := s.Heads(ctx, "2026-11-23", ""); err != nil || len(heads) != 0 {
		t.Fatalf("%v %v", heads, err)
	}
	want := catalog.Version{Item: "a", Number: 1, Digest: "d1", Effective: "2026-11-23"}
	publish(t, s, publication(clock, "p1", want))
	want.Pack, want.At, want.By = "p1", clock.Now(), "system:import"
	if got, err := s.Version(ctx, "a", 1); err != nil || got != want {
		t.Errorf("%+v %v", got, err)
	}
	if data, err := s.Pack(ctx, "p1"); err != nil || string(data) != "bytes of p1" {
		t.Errorf("%q %v", data, err)
	}
	if newest, err := s.Imported(ctx, 0); err != nil || newest != "p1" {
		t.Errorf("%q %v", newest, err)
	}
	for name, err := range map[string]error{
		"item":    second(s.Version(ctx, "b", 1)),
		"version": second(s.Version(ctx, "a", 2)),
		"pack":    second(s.Pack(ctx, "p2")),
	} {
		if !fault.Is(err, fault.NotFound) {
			t.Errorf("no such %s: %v", name, err)
		}
	}
}

func second[T any](_ T, err error) error { return err }

func TestHeads(t *testing.T) {
	s, _, clock := open(t)
	publish(t, s, publication(clock, "p1", catalog.Version{Item: "a", Number: 1, Digest: "a1", Effective: "2026-11-01"},
		catalog.Version{Item: "b", Number: 1, Digest: "b1", Effective: "2026-11-01"}))
	publish(t, s, publication(clock, "p2", catalog.Version{Item: "a", Number: 2, Digest: "a2", Effective: "2026-12-01"}))
	gone := publication(clock, "p3")
	gone.Withdrawn = []string{"b"}
	publish(t, s, gone)
	back := publication(clock, "p1") // an older folder again
	back.Restored = []string{"b"}
	for _, c := range []struct {
		day, item string
		want      []int
		withdrawn bool
	}{
		{"2026-10-31", "", nil, false},
		{"2026-11-30", "", []int{1, 1}, true},
		{"2026-12-01", "", []int{2, 1}, true},
		{"", "a", []int{2}, false},
		{"2026-11-30", "a", []int{1}, false},
	} {
		heads, err := s.Heads(ctx, c.day, c.item)
		if err != nil || len(heads) != len(c.want) {
			t.Errorf("%+v: %+v %v", c, heads, err)
			continue
		}
		for i, h := range heads {
			if h.Number != c.want[i] || h.Withdrawn != (c.withdrawn && h.Item == "b") {
				t.Errorf("%+v: %+v", c, h)
			}
		}
	}
	for item, want := range map[string]string{"a": "2 1", "b": "1", "c": ""} {
		list, err := s.Versions(ctx, item)
		var got []string
		for _, v := range list {
			got = append(got, fmt.Sprint(v.Number))
		}
		if err != nil || strings.Join(got, " ") != want {
			t.Errorf("versions of %s: %v, %v", item, got, err)
		}
	}
	publish(t, s, back)
	heads, err := s.Heads(ctx, "2026-12-01", "b")
	if err != nil || len(heads) != 1 || heads[0].Withdrawn {
		t.Errorf("restored: %+v %v", heads, err)
	}
	for i, want := range []string{"p1", "p3", "p2"} {
		if pack, err := s.Imported(ctx, i); err != nil || pack != want {
			t.Errorf("the folder imported %d times ago is %q (%v)", i, pack, err)
		}
	}
	if _, err := s.Imported(ctx, 9); !fault.Is(err, fault.NotFound) {
		t.Errorf("before the first import: %v", err)
	}
}

func TestAllOrNothing(t *testing.T) {
	s, d, clock := open(t)
	publish(t, s, publication(clock, "p1", catalog.Version{Item: "a", Number: 1, Digest: "a1", Effective: "2026-11-01"}))
	twice := publication(clock, "p2", catalog.Version{Item: "b", Number: 1, Digest: "b1", Effective: "2026-11-01"},
		catalog.Version{Item: "a", Number: 1, Digest: "a2", Effective: "2026-11-01"})
	if err := s.Publish(ctx, twice); !fault.Is(err, fault.Conflict) {
		t.Fatalf("a number given twice: %v", err)
	}
	silent := publication(clock, "p3", catalog.Version{Item: "c", Number: 1, Digest: "c1", Effective: "2026-11-01"})
	silent.Events = append(silent.Events, audit.Event{})
	if err := s.Publish(ctx, silent); err == nil || errors.Is(err, context.Canceled) {
		t.Fatal("published with an event that can't be written")
	}
	heads, err := s.Heads(ctx, "", "")
	if err != nil || len(heads) != 1 || heads[0].Digest != "a1" {
		t.Errorf("something of it was written: %+v %v", heads, err)
	}
	if newest, _ := s.Imported(ctx, 0); newest != "p1" {
		t.Errorf("newest %q", newest)
	}
	for _, item := range []string{"b", "c"} {
		if n, err := d.Read().NewSelect().TableExpr("audit_events").Where("object_kind = 'item' AND object_id = ?", item).Count(ctx); err != nil || n != 0 {
			t.Errorf("%s: %d events, %v", item, n, err)
		}
	}
}

// Of words that found nothing only so many are kept: those asked least go, but not the newest.
func TestMissed(t *testing.T) {
	s, _, clock := open(t)
	for _, words := range []string{"a", "a", "b", "c", "d"} {
		clock.Move(1e9)
		if err := s.Miss(ctx, words, clock.Now(), 3); err != nil {
			t.Fatal(err)
		}
	}
	list, err := s.Missed(ctx, 9)
	if err != nil || len(list) != 3 || list[0].Words != "a" || list[0].Count != 2 || list[1].Words != "d" || list[2].Words != "c" || !list[1].Last.Equal(clock.Now()) {
		t.Errorf("%v: %+v", err, list)
	}
}

func TestShelf(t *testing.T) {
	s, _, clock := open(t)
	publish(t, s, publication(clock, "p1", catalog.Version{Item: "a", Number: 1, Digest: "d1", Effective: "2026-11-23"}))
	if _, err := s.Shelf(ctx, "p1", "one"); !fault.Is(err, fault.NotFound) {
		t.Fatal(err)
	}
	for _, program := range []string{"one", "two"} {
		if err := s.KeepShelf(ctx, "p1", program, []byte(program)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.Shelf(ctx, "p1", "one"); !fault.Is(err, fault.NotFound) {
		t.Errorf("what another program made was given: %v", err)
	}
	if body, err := s.Shelf(ctx, "p1", "two"); err != nil || string(body) != "two" {
		t.Errorf("%s %v", body, err)
	}
	first, err := s.Turn(ctx)
	if err != nil || first == 0 {
		t.Fatal(first, err)
	}
	publish(t, s, publication(clock, "p2"))
	if next, err := s.Turn(ctx); err != nil || next <= first {
		t.Errorf("%d after %d, %v", next, first, err)
	}
}
