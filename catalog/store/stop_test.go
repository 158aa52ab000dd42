package store_test

import (
	"errors"
	"slices"
	"testing"

	"banshi/catalog"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/fault"
)

var stopping = catalog.StopOrder{Reason: "系统查到数据有误", Notice: "数据有误，正在核对", English: "Data are being checked"}

// An item is stopped with a reason and a notice, once, and lifted by somebody else with a reason; then it can be stopped again.
func TestStop(t *testing.T) {
	r := newRoom(t)
	if s, err := r.catalogue.Stopped(ctx, library); err != nil || s != nil {
		t.Fatalf("%+v %v", s, err)
	}
	for name, o := range map[string]catalog.StopOrder{"reason": {Notice: "x", English: "x"}, "notice": {Reason: "x", English: "x"}, "english": {Reason: "x", Notice: " "}} {
		if _, err := r.Stop(ctx, chief, library, o); !fault.Is(err, fault.Invalid) {
			t.Errorf("without %s: %v", name, err)
		}
	}
	for who, code := range map[*actor.Actor]fault.Code{&amei: fault.Forbidden, &clerk: fault.Forbidden, &other: fault.NotFound} {
		if _, err := r.Stop(ctx, *who, library, stopping); !fault.Is(err, code) {
			t.Errorf("%s: %v", who.ID, err)
		}
	}
	if _, err := r.Stop(ctx, chief, "nothing", stopping); !fault.Is(err, fault.NotFound) {
		t.Errorf("no item: %v", err)
	}
	if err := r.Lift(ctx, reform, library, "x"); !fault.Is(err, fault.Conflict) {
		t.Errorf("lifted what isn't stopped: %v", err)
	}
	r.told.fails = errors.New("nobody can be told")
	if _, err := r.Stop(ctx, chief, library, stopping); err == nil {
		t.Error("stopped, and nobody was told")
	}
	if s, err := r.catalogue.Stopped(ctx, library); err != nil || s != nil {
		t.Fatalf("stopped although nobody was told: %+v %v", s, err)
	}
	r.told.fails = nil
	for round := range 2 {
		if _, err := r.Stop(ctx, chief, library, stopping); err != nil {
			t.Fatal(err)
		}
		if _, err := r.Stop(ctx, reform, library, stopping); !fault.Is(err, fault.Conflict) {
			t.Errorf("stopped twice: %v", err)
		}
		if all, err := r.catalogue.StopsNow(ctx); err != nil || len(all) != 1 || all[library].English != stopping.English {
			t.Errorf("%+v %v", all, err)
		}
		if list, err := r.List(ctx, amei, catalog.Chinese); err != nil || !slices.ContainsFunc(list, func(c catalog.Configured) bool { return c.ID == library && c.Stop != nil }) {
			t.Errorf("%+v %v", list, err)
		}
		s, err := r.catalogue.Stopped(ctx, library)
		if err != nil || s == nil || s.Seq != round+1 || s.In(catalog.Chinese) != stopping.Notice || s.In("en") != stopping.English || s.ByName != chief.Name {
			t.Fatalf("%+v %v", s, err)
		}
		if h, err := r.Versions(ctx, chief, library); err != nil || h.Stop == nil || h.MayStop == nil {
			t.Errorf("%+v %v", h, err)
		}
		if h, err := r.Versions(ctx, reform, library); err != nil || h.MayStop != nil {
			t.Errorf("%+v %v", h, err)
		}
		if err := r.Lift(ctx, chief, library, "好了"); !fault.Is(err, fault.Forbidden) {
			t.Errorf("lifted by who stopped it: %v", err)
		}
		deputy := staff("deputy", "代", actor.Post{Role: actor.ServiceOffice, For: chief.ID})
		if err := r.Lift(ctx, deputy, library, "好了"); !fault.Is(err, fault.Forbidden) {
			t.Errorf("lifted by a deputy of who stopped it: %v", err)
		}
		if err := r.Lift(ctx, reform, library, " "); !fault.Is(err, fault.Invalid) {
			t.Errorf("lifted without a reason: %v", err)
		}
		if err := r.Lift(ctx, reform, library, "好了"); err != nil {
			t.Fatal(err)
		}
		if err := r.store.Lift(ctx, *s, nil, audit.Event{}); !fault.Is(err, fault.Conflict) {
			t.Errorf("lifted twice: %v", err)
		}
		if s, err := r.catalogue.Stopped(ctx, library); err != nil || s != nil {
			t.Errorf("%+v %v", s, err)
		}
		if all, err := r.catalogue.StopsNow(ctx); err != nil || len(all) != 0 {
			t.Errorf("%+v %v", all, err)
		}
	}
	if want := []string{"stopped " + library, "lifted " + library, "stopped " + library, "lifted " + library}; !slices.Equal(r.told.list, want) {
		t.Errorf("staff was told %q", r.told.list)
	}
	if acts := r.acts(t); acts["item.stop"] != 2 || acts["item.lift"] != 2 {
		t.Errorf("%v", acts)
	}
}
