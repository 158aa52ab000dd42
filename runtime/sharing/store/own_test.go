package store_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/uptrace/bun"

	"banshi/engine/record"
	"banshi/runtime/base/db"
	"banshi/runtime/base/db/dbtest"
	"banshi/runtime/sharing"
	"banshi/runtime/sharing/store"
)

var permits = func(key string) sharing.Want { return sharing.Want{Licence: "food_permit", Key: key} }

func permit(number, holder, status, at string, o sharing.Origin, seq int64) sharing.Own {
	return sharing.Own{Source: "licences/food_permit", Seq: seq, Origin: o, At: dbtest.NewClock().Now(),
		Row: record.Row{Number: number, HolderNo: holder, Status: status, At: at, Fields: map[string]any{}}}
}

var (
	market = sharing.Origin{Kind: sharing.Pushed, By: "market"}
	issued = sharing.Origin{Kind: sharing.Issued, By: "44060520261123000001"}
)

func put(t *testing.T, d *db.DB, s *store.Own, o sharing.Own) sharing.Outcome {
	t.Helper()
	var got sharing.Outcome
	if err := d.InTx(context.Background(), func(ctx context.Context, tx bun.Tx) (err error) {
		got, err = s.Put(ctx, tx, o)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return got
}

func holding(t *testing.T, s *store.Own, w sharing.Want) sharing.Holding {
	t.Helper()
	m, err := s.Held(context.Background(), []sharing.Want{w})
	if err != nil {
		t.Fatal(err)
	}
	return m[w]
}

func TestOwnInOrder(t *testing.T) {
	d := dbtest.Open(t, dbtest.NewClock(), store.Migrations())
	s := store.NewOwn(d)
	for i, step := range []struct {
		own  sharing.Own
		want sharing.Outcome
		now  string // status afterwards
	}{
		{permit("N1", "H1", "有效", "2026-11-01", issued, 0), sharing.Accepted, "有效"},
		{permit("N1", "H1", "暂扣", "2026-11-02", issued, 0), sharing.Accepted, "暂扣"}, // in the order in which things happen
		{permit("N1", "H1", "有效", "2026-11-01", market, 9), sharing.Older, "暂扣"},    // another feed, of an earlier day
		{permit("N1", "H1", "吊销", "2026-11-02", market, 5), sharing.Accepted, "吊销"}, // of the same day
		{permit("N1", "H1", "有效", "2026-11-09", market, 5), sharing.Older, "吊销"},    // the same place again
		{permit("N1", "H1", "有效", "2026-11-09", market, 4), sharing.Older, "吊销"},    // overtaken
		{permit("N1", "H1", "有效", "2026-11-01", market, 6), sharing.Accepted, "有效"}, // its own order counts, not its days
		{permit("N1", "H1", "有效", "2026-11-01", market, 7).Revoke(), sharing.Accepted, "注销"},
	} {
		if got := put(t, d, s, step.own); got != step.want {
			t.Errorf("%d: %s, want %s", i, got, step.want)
		}
		if h := holding(t, s, permits("H1")); len(h.List) != 1 || h.List[0].Row.Status != step.now {
			t.Errorf("%d: %+v, want %s", i, h, step.now)
		}
	}
	if h := holding(t, s, permits("N1")); len(h.List) != 1 || h.List[0].Origin != market {
		t.Errorf("by its own number: %+v", h)
	}
}

// A licence that goes to somebody else changes what both have.
func TestStampsOfEveryKey(t *testing.T) {
	d := dbtest.Open(t, dbtest.NewClock(), store.Migrations())
	s := store.NewOwn(d)
	wants := []sharing.Want{permits("H1"), permits("H2"), permits("N1"), permits("other")}
	stamps := func() map[sharing.Want]int64 {
		m, err := s.Stamps(context.Background(), wants)
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	if len(stamps()) != 0 {
		t.Fatal("stamps of nothing")
	}
	put(t, d, s, permit("N1", "H1", "有效", "2026-11-01", market, 1))
	first := stamps()
	put(t, d, s, permit("N1", "H2", "有效", "2026-11-02", market, 2))
	second := stamps()
	for _, w := range wants[:3] {
		if first[w] == second[w] {
			t.Errorf("%s: stamp %d stays", w.Key, first[w])
		}
	}
	if second[wants[3]] != 0 {
		t.Error("somebody else's key is stamped")
	}
	if h := holding(t, s, permits("H1")); len(h.List) != 0 || h.Stamp == 0 {
		t.Errorf("%+v", h)
	}
	put(t, d, s, permit("N1", "H1", "有效", "2026-11-02", market, 2)) // older
	if third := stamps(); third[wants[0]] != second[wants[0]] {
		t.Error("what was ignored moves the stamp")
	}
}

func TestOwnFallsWithItsTransaction(t *testing.T) {
	d := dbtest.Open(t, dbtest.NewClock(), store.Migrations())
	s := store.NewOwn(d)
	mine := errors.New("the case was not decided")
	err := d.InTx(context.Background(), func(ctx context.Context, tx bun.Tx) error {
		if _, err := s.Put(ctx, tx, permit("N1", "H1", "有效", "", issued, 0)); err != nil {
			return err
		}
		return mine
	})
	if h := holding(t, s, permits("H1")); !errors.Is(err, mine) || h.Stamp != 0 || len(h.List) != 0 {
		t.Errorf("%v %+v", err, h)
	}
}

func TestOwnRegister(t *testing.T) {
	d := dbtest.Open(t, dbtest.NewClock(), store.Migrations())
	s := store.NewOwn(d)
	own := func(id, key string, seq int64) sharing.Own {
		return sharing.Own{Source: "person", Seq: seq, Origin: market, At: dbtest.NewClock().Now(),
			Row: record.Row{ID: id, Key: key, Fields: map[string]any{"n": 1}}}
	}
	want := sharing.Want{Source: "person", Key: "k"}
	put(t, d, s, own("P2", "k", 1))
	put(t, d, s, own("P1", "k", 1))
	put(t, d, s, own("P3", "other", 1))
	put(t, d, s, own("P2", "k", 2).Revoke())
	h := holding(t, s, want)
	if len(h.List) != 2 || h.List[0].Row.ID != "P1" || h.List[0].Gone || !h.List[1].Gone || fmt.Sprint(h.List[0].Row.Fields["n"]) != "1" {
		t.Errorf("%+v", h)
	}
}

func TestOwnRefuses(t *testing.T) {
	d := dbtest.Open(t, dbtest.NewClock(), store.Migrations())
	s := store.NewOwn(d)
	for name, change := range map[string]func(*sharing.Own){
		"no source": func(o *sharing.Own) { o.Source = "" },
		"no number": func(o *sharing.Own) { o.Row.Number = "" },
		"no holder": func(o *sharing.Own) { o.Row.HolderNo = "" },
		"no status": func(o *sharing.Own) { o.Row.Status = "" },
		"nobody":    func(o *sharing.Own) { o.Origin.By = "" },
		"no time":   func(o *sharing.Own) { o.At = sharing.Own{}.At },
		"before 0":  func(o *sharing.Own) { o.Seq = -1 },
	} {
		o := permit("N1", "H1", "有效", "", issued, 0)
		change(&o)
		if err := d.InTx(context.Background(), func(ctx context.Context, tx bun.Tx) error { _, err := s.Put(ctx, tx, o); return err }); err == nil {
			t.Errorf("%s passed", name)
		}
	}
}
