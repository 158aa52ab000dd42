package store_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"banshi/designer"
	"banshi/designer/replay"
	"banshi/runtime/base/fault"
)

func replaced(t *testing.T, text, old, now string) string {
	t.Helper()
	if !strings.Contains(text, old) {
		t.Fatalf("no %q", old)
	}
	return strings.Replace(text, old, now, 1)
}

// lacking are the codes of what is missing before the draft is handed on.
func (r *room) lacking(t *testing.T, readers ...string) string {
	t.Helper()
	list, err := r.node().Lacking(ctx, "d1", item, programOf(r.draft), readers)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, l := range list {
		out = append(out, l.Code)
	}
	return strings.Join(out, " ")
}

// A fresh replay is asked for where a change bears on past cases, and of its reviewer that whatever is worse was opened.
func TestGate(t *testing.T) {
	r := newRoom(t, 300)
	s := r.node()
	if got := r.lacking(t); got != "" {
		t.Errorf("nothing changed: %s", got)
	}
	r.edit(t, "title: 户口簿", "title: 户口簿首页")
	if got := r.lacking(t); got != "" {
		t.Errorf("a title: %s", got)
	}
	r.edit(t, reuse, "\n")
	if got := r.lacking(t); got != designer.LackReplay {
		t.Errorf("never replayed: %q", got)
	}
	r.start(t, s, "the-first-key")
	if got := r.lacking(t); got != designer.LackReplay {
		t.Errorf("it runs: %q", got)
	}
	r.run(t, s)
	if got := r.lacking(t); got != "" {
		t.Errorf("replayed: %q", got)
	}
	if got := r.lacking(t, bing.ID); got != designer.LackOpened {
		t.Errorf("nothing was opened: %q", got)
	}

	// Each case is opened, or those that change alike with one that was.
	n := r.newest(t, bing)
	grave := n.Newest.Result.Grave()
	if n.Grave != len(grave) || len(grave) < 3 || len(n.Opened) != 0 {
		t.Fatalf("%+v", n)
	}
	if err := s.MarkOpened(ctx, bing, "d1", n.Newest.ID, grave[0]); !fault.Is(err, fault.Invalid) {
		t.Errorf("noted before one was opened: %v", err)
	}
	why, err := s.OpenReplayed(ctx, bing, "d1", n.Newest.ID, grave[0])
	if err != nil || len(why.Papers) != 1 || why.Papers[0].Before.State != "reused" || why.Papers[0].After.State != "needed" || len(why.Papers[0].Before.Ways) == 0 || len(why.Papers[0].After.Ways) != 0 {
		t.Errorf("%+v %v", why, err)
	}
	if got := r.newest(t, bing).Opened; !slices.Equal(got, grave[:1]) {
		t.Errorf("%q", got)
	}
	if err := s.MarkOpened(ctx, bing, "d1", n.Newest.ID, grave[0]); err != nil {
		t.Fatal(err)
	}
	if got := r.newest(t, bing); len(got.Opened) != len(grave) || len(got.Lacks) != 0 {
		t.Errorf("%d of %d, %v", len(got.Opened), len(grave), got.Lacks)
	}
	if got := r.lacking(t, bing.ID); got != "" {
		t.Errorf("all was opened: %q", got)
	}
	if got := r.lacking(t, amei.ID); got != designer.LackOpened {
		t.Errorf("by another: %q", got)
	}
	if got := r.lacking(t, amei.ID, bing.ID); got != "" {
		t.Errorf("by one of them: %q", got)
	}
	for _, x := range []struct{ id, number string }{{"nothing", grave[0]}, {n.Newest.ID, "C99999"}} {
		if _, err := s.OpenReplayed(ctx, bing, "d1", x.id, x.number); !fault.Is(err, fault.NotFound) {
			t.Errorf("%v: %v", x, err)
		}
	}

	// A draft that says something else, another version in force, days that pass: it is to be replayed again.
	was, before := r.draft, r.force
	r.edit(t, "effect: refuse", "effect: review")
	if got := r.lacking(t, bing.ID); got != designer.LackReplay {
		t.Errorf("the draft was changed: %q", got)
	}
	if got := r.newest(t, bing).Stale; !slices.Equal(got, []string{designer.StaleDraft}) {
		t.Errorf("%q", got)
	}
	r.draft = was
	r.force = replaced(t, before, "effect: refuse", "effect: review")
	if got := r.lacking(t, bing.ID); got != designer.LackReplay {
		t.Errorf("another version is in force: %q", got)
	}
	r.force = before
	if got := r.lacking(t, bing.ID); got != "" {
		t.Errorf("all is as it was: %q", got)
	}
	r.clock.Move(9 * 24 * time.Hour)
	if got := r.lacking(t, bing.ID); got != designer.LackReplay {
		t.Errorf("days have passed: %q", got)
	}
	if got := r.newest(t, bing).Stale; !slices.Equal(got, []string{designer.StaleDays}) {
		t.Errorf("%q", got)
	}
	// A month is too short a time.
	if _, err := s.StartReplay(ctx, amei, "d1", "", "", "a-month-alone"); err != nil {
		t.Fatal(err)
	}
	r.run(t, s)
	if got := r.lacking(t); got != designer.LackReplay {
		t.Errorf("a month: %q", got)
	}

	// An item without past cases, and one that isn't in force, need none.
	r.cases = nil
	if got := r.lacking(t, bing.ID); got != "" {
		t.Errorf("no cases: %q", got)
	}
	r.force = ""
	if got := r.lacking(t, bing.ID); got != "" {
		t.Errorf("a new item: %q", got)
	}
}

// A draft over no cases at all is replayed at once, and nothing would change.
func TestNoCases(t *testing.T) {
	r := newRoom(t, 0)
	s := r.node()
	r.start(t, s, "the-first-key")
	r.run(t, s)
	if got := r.newest(t, amei).Newest; got.State != designer.ReplayDone || got.Result.Cases != 0 || got.Result.Counts[replay.Asked] != 0 {
		t.Errorf("%+v", got)
	}
}
