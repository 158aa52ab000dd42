package store_test

import (
	"context"
	"slices"
	"testing"

	"banshi/catalog"
	"banshi/engine/print"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
)

// used says what stands on versions.
type used map[int]catalog.Use

func (u used) Uses(context.Context, string) (map[int]catalog.Use, error) { return u, nil }

// published makes the next version of the library card, in force today.
func (r *room) published(t *testing.T, commands ...print.Command) catalog.Draft {
	t.Helper()
	d := r.reviewed(t, commands...)
	d, err := r.Publish(ctx, chief, d.ID, d.Version, r.clock.Now().Format("2006-01-02"))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// Each version is told with who wrote it, agreed to it and published it, and what stands on it.
func TestVersions(t *testing.T) {
	r := newRoom(t)
	second := r.published(t, set("/name", "读者证"))
	r.clock.Move(1e9)
	r.published(t, print.Command{Do: print.Replace, Text: "# 说明\n" + r.text(t, second, libraryFile)}) // it means the same: no version
	h, err := r.Versions(ctx, amei, library)
	if err != nil || h.Title != "读者证" || len(h.Versions) != 2 || h.Draft != nil || h.MayEdit != nil {
		t.Fatalf("%+v %v", h, err)
	}
	v2, v1 := h.Versions[0], h.Versions[1]
	if v2.Number != 2 || !v2.InForce || v2.Drafts != 2 || v2.Cases != 1 || v2.Origin.Draft != second.ID || !slices.Equal(v2.Origin.Authors, []string{amei.Name}) ||
		v2.Origin.Approved != chief.Name || v2.Origin.Published != chief.Name {
		t.Errorf("%+v", v2)
	}
	if v1.Number != 1 || v1.InForce || v1.Drafts != 3 || v1.Origin.Draft != "" || v1.Origin.Published != "" {
		t.Errorf("%+v", v1)
	}
	if _, err := r.Versions(ctx, other, library); !fault.Is(err, fault.NotFound) {
		t.Errorf("another department: %v", err)
	}
	if _, err := r.Versions(ctx, amei, "nothing"); !fault.Is(err, fault.NotFound) {
		t.Errorf("no item: %v", err)
	}
	if _, err := r.Versions(ctx, actor.Actor{}, library); !fault.Is(err, fault.Unauthenticated) {
		t.Errorf("nobody: %v", err)
	}
}

// A version is read as a draft is, and nothing can be done to it.
func TestVersionIsKept(t *testing.T) {
	r := newRoom(t)
	r.published(t, set("/name", "读者证"))
	for number, want := range map[int]string{1: "借书证", 2: "读者证"} {
		d, err := r.Draft(ctx, amei, catalog.VersionID(library, number))
		if err != nil || !d.Kept() || d.Title != want || d.State != catalog.DraftPublished || d.Number != number {
			t.Fatalf("%+v %v", d, err)
		}
		files, err := r.Files(ctx, d)
		if err != nil || len(files) != 2 {
			t.Fatalf("version %d: %v", number, err)
		}
		doc, _ := print.Parse(libraryFile, files[0].Text)
		if name, _ := doc.ValueAt("/name"); name.Text != want {
			t.Errorf("version %d is %s", number, name.Text)
		}
		if _, err := r.Edit(ctx, amei, d.ID, r.order(0, set("/name", "x"))); !fault.Is(err, fault.Conflict) {
			t.Errorf("written in: %v", err)
		}
		if _, err := r.Discard(ctx, amei, d.ID, 0); !fault.Is(err, fault.Conflict) {
			t.Errorf("discarded: %v", err)
		}
		if _, err := r.Return(ctx, chief, d.ID, 0, "x"); !fault.Is(err, fault.Conflict) {
			t.Errorf("returned: %v", err)
		}
		if _, err := r.Comment(ctx, chief, d.ID, catalog.Comment{Text: "x"}, "comment-1"); !fault.Is(err, fault.Conflict) {
			t.Errorf("commented: %v", err)
		}
		if w, err := r.Watch(ctx, amei, d.ID, 0, ""); err != nil || len(w.People) != 0 {
			t.Errorf("%+v %v", w, err)
		}
		for act, err := range r.May(chief, d) {
			if err == nil {
				t.Errorf("may %s", act)
			}
		}
	}
	for _, id := range []string{library + "@3", library + "@0", library + "@x", "nothing@1"} {
		if _, err := r.Draft(ctx, amei, id); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s: %v", id, err)
		}
	}
}

// Going back is a new version: written as a draft, agreed to by another, and the old ones stay.
func TestBeginAgain(t *testing.T) {
	r := newRoom(t)
	r.published(t, set("/name", "读者证"))
	r.clock.Move(1e9)
	d, err := r.Begin(ctx, amei, catalog.DraftOrder{Item: library, From: "version:1"})
	if err != nil || d.Version != 1 || d.State != catalog.DraftOpen || r.value(t, d, "/name") != "借书证" {
		t.Fatalf("%+v %v", d, err)
	}
	if _, err := r.Begin(ctx, amei, catalog.DraftOrder{Item: library, From: "version:1"}); !fault.Is(err, fault.Conflict) {
		t.Errorf("a second one: %v", err)
	}
	if d, err = r.Submit(ctx, amei, d.ID, 1); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Approve(ctx, amei, d.ID, 1); !fault.Is(err, fault.Forbidden) {
		t.Errorf("its author agreed: %v", err)
	}
	if _, err := r.Approve(ctx, chief, d.ID, 1); err != nil {
		t.Fatal(err)
	}
	out, err := r.Publish(ctx, chief, d.ID, 1, r.clock.Now().Format("2006-01-02"))
	if err != nil || out.Number != 3 {
		t.Fatalf("%+v %v", out, err)
	}
	if name, n := r.shown(t); name != "借书证" || n != 3 {
		t.Errorf("%s, version %d", name, n)
	}
	if def, err := r.catalogue.At(ctx, library, 2); err != nil || def.Program("zh-Hans").Plan().Name != "读者证" {
		t.Errorf("the version between: %v", err)
	}
	for from, code := range map[string]fault.Code{"version:3": fault.Conflict, "version:9": fault.NotFound, "version:0": fault.Invalid, "version:x": fault.Invalid} {
		if _, err := r.Begin(ctx, amei, catalog.DraftOrder{Item: library, From: from}); !fault.Is(err, code) {
			t.Errorf("%s: %v", from, err)
		}
	}
	if _, err := r.Begin(ctx, chief, catalog.DraftOrder{Item: library, From: "version:2"}); !fault.Is(err, fault.Forbidden) {
		t.Errorf("by who may not edit: %v", err)
	}
	if acts := r.acts(t); acts["item.draft_begin"] != 2 {
		t.Errorf("%v", acts)
	}
}
