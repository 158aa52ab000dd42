package sharing_test

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"banshi/engine/record"
	"banshi/runtime/sharing"
)

// book holds what the test says.
type book struct {
	held map[sharing.Want]sharing.Holding
	err  error
}

func (b *book) Held(context.Context, []sharing.Want) (map[sharing.Want]sharing.Holding, error) {
	return b.held, b.err
}

func (b *book) Stamps(context.Context, []sharing.Want) (map[sharing.Want]int64, error) {
	out := map[sharing.Want]int64{}
	for w, h := range b.held {
		out[w] = h.Stamp
	}
	return out, b.err
}

func licence(number, status, at string) sharing.Own {
	return sharing.Own{Source: "licences/food_permit", Origin: sharing.Origin{Kind: sharing.Issued, By: "44060520261123000001"},
		Row: record.Row{ID: number, Number: number, HolderNo: "H", Status: status, At: at, Fields: map[string]any{}}}
}

func theirs(number, status, at string) sharing.Record {
	return sharing.Record{ID: "x" + number, At: at, Cells: map[string]any{"number": number, "status": status}}
}

// What counts where both sides know of a licence.
func TestOverlay(t *testing.T) {
	down := errors.New("down")
	for name, c := range map[string]struct {
		theirs     []sharing.Record
		err        error
		ours       []sharing.Own
		want       []string // number status
		incomplete bool
	}{
		"nothing here":                              {theirs: []sharing.Record{theirs("1", "有效", "")}, want: []string{"1 有效"}},
		"side by side":                              {theirs: []sharing.Record{theirs("1", "有效", "")}, ours: []sharing.Own{licence("2", "有效", "2026-11-01")}, want: []string{"1 有效", "2 有效"}},
		"only here":                                 {ours: []sharing.Own{licence("2", "有效", "")}, want: []string{"2 有效"}},
		"ours is newer":                             {theirs: []sharing.Record{theirs("1", "暂扣", "2026-10-01")}, ours: []sharing.Own{licence("1", "有效", "2026-11-01")}, want: []string{"1 有效"}},
		"theirs is newer":                           {theirs: []sharing.Record{theirs("1", "吊销", "2026-12-01")}, ours: []sharing.Own{licence("1", "有效", "2026-11-01")}, want: []string{"1 吊销"}},
		"the same day: ours":                        {theirs: []sharing.Record{theirs("1", "有效", "2026-11-01")}, ours: []sharing.Own{licence("1", "暂扣", "2026-11-01")}, want: []string{"1 暂扣"}},
		"the same day, struck there":                {theirs: []sharing.Record{theirs("1", "吊销", "2026-11-01")}, ours: []sharing.Own{licence("1", "有效", "2026-11-01")}, want: []string{"1 吊销"}},
		"no day: ours":                              {theirs: []sharing.Record{theirs("1", "有效", "")}, ours: []sharing.Own{licence("1", "注销", "2026-11-01")}, want: []string{"1 注销"}},
		"no day, struck there":                      {theirs: []sharing.Record{theirs("1", "注销", "")}, ours: []sharing.Own{licence("1", "有效", "2026-11-01")}, want: []string{"1 注销"}},
		"down, and nothing here":                    {err: down},
		"down: what is here, and that it isn't all": {err: down, ours: []sharing.Own{licence("2", "有效", "")}, want: []string{"2 有效"}, incomplete: true},
	} {
		synctest.Test(t, func(t *testing.T) {
			w := sharing.Want{Licence: "food_permit", Key: "H"}
			d := &driver{lookup: func(context.Context, sharing.Want) ([]sharing.Record, error) { return c.theirs, c.err }}
			b := &book{held: map[sharing.Want]sharing.Holding{w: {Stamp: 7, List: c.ours}}}
			s, err := sharing.New(sharing.Config{Clock: time.Now, Log: &log{}, Book: b}, []sharing.Source{{ID: "food_permit", Licence: true, Driver: d}})
			if err != nil {
				t.Fatal(err)
			}
			a := s.Fetch(within(time.Minute), asks(w))[w]
			var got []string
			for _, r := range a.Records {
				got = append(got, r.Cells["number"].(string)+" "+r.Cells["status"].(string))
			}
			if !slices.Equal(got, c.want) || a.Incomplete != c.incomplete || a.Stamp != 7 {
				t.Errorf("%s: %v, %+v", name, got, a)
			}
			if (a.Status == sharing.Records) != (c.err == nil || len(c.want) > 0) {
				t.Errorf("%s: %s", name, a.Status)
			}
			if c.incomplete && (a.Why != "unreachable" || !strings.Contains(a.Via, "issued here, case 44060520261123000001")) {
				t.Errorf("%s: %+v", name, a)
			}
		})
	}
}

// What is kept here is never cached, and what is struck off a register hides its record there.
func TestOverlayIsReadEachTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := person("k")
		d, b := &driver{lookup: echo}, &book{held: map[sharing.Want]sharing.Holding{}}
		s, err := sharing.New(sharing.Config{Clock: time.Now, Log: &log{}, Book: b}, []sharing.Source{{ID: "person", Fresh: time.Hour, Driver: d}})
		if err != nil {
			t.Fatal(err)
		}
		fetch := func() sharing.Answer { return s.Fetch(within(time.Minute), asks(w))[w] }
		if a := fetch(); len(a.Records) != 1 || a.Records[0].Cells["name"] != nil {
			t.Fatalf("%+v", a)
		}
		own := sharing.Own{Source: "person", Row: record.Row{ID: "k", Key: "k", Fields: map[string]any{"name": "新"}}, Origin: sharing.Origin{Kind: sharing.Pushed, By: "police"}}
		b.held[w] = sharing.Holding{Stamp: 1, List: []sharing.Own{own}}
		if a := fetch(); len(a.Records) != 1 || a.Records[0].Cells["name"] != "新" || d.asked.Load() != 1 {
			t.Errorf("%+v", a)
		}
		b.held[w] = sharing.Holding{Stamp: 2, List: []sharing.Own{own.Revoke()}}
		if a := fetch(); a.Status != sharing.Records || len(a.Records) != 0 || a.Stamp != 2 {
			t.Errorf("%+v", a)
		}
		if m, err := s.Stamps(context.Background(), []sharing.Want{w}); err != nil || !maps.Equal(m, map[sharing.Want]int64{w: 2}) {
			t.Errorf("%v %v", m, err)
		}
		b.err = errors.New("disk")
		if a := fetch(); a.Status != sharing.Down || a.Records != nil {
			t.Errorf("half an answer: %+v", a)
		}
	})
}
