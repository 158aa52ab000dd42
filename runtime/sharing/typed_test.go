package sharing_test

import (
	"context"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"banshi/runtime/sharing"
)

// Whoever types keys one after another is stopped, and nobody else is: an account can't read a register by guessing.
func TestTypedKeysAreBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l, d := &log{}, &driver{lookup: echo}
		s, err := sharing.New(sharing.Config{Clock: time.Now, Log: l, TypedHour: 3, TypedDay: 5}, []sharing.Source{{ID: "person", Fresh: time.Hour, Driver: d}})
		if err != nil {
			t.Fatal(err)
		}
		fetch := func(account, key string, typed bool) string {
			p := purpose
			p.Actor = account
			w := person(key)
			return s.Fetch(within(time.Minute), sharing.Request{Purpose: p, Wants: []sharing.Want{w}, Typed: map[sharing.Want]bool{w: typed}})[w].Why
		}
		for i := range 6 {
			want := ""
			if i >= 3 {
				want = "limit"
			}
			if got := fetch("P1", fmt.Sprint("k", i), true); got != want {
				t.Errorf("key %d: %q, want %q", i, got, want)
			}
		}
		if d.asked.Load() != 3 || len(l.lines) != 3 {
			t.Errorf("asked %d, %d lines: what is beyond the bound was looked up", d.asked.Load(), len(l.lines))
		}
		if fetch("P1", "k0", true) != "" || fetch("P1", "own", false) != "" || fetch("P2", "k9", true) != "" {
			t.Error("what was looked at a moment ago, one's own number, or somebody else is refused")
		}
		time.Sleep(time.Hour + time.Minute)
		for i, want := range []string{"", "", "limit"} { // two are left of the day
			if got := fetch("P1", fmt.Sprint("later", i), true); got != want {
				t.Errorf("an hour later, key %d: %q, want %q", i, got, want)
			}
		}
	})
}

// Whether there is such a record is not told by what is done to find out: as much is counted, written down and asked.
func TestTypedKeysTellNothingByTheirWork(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		work := func(key string) string {
			l, b := &log{}, &counted{}
			d := &driver{lookup: func(ctx context.Context, w sharing.Want) ([]sharing.Record, error) {
				if w.Key == "nobody" {
					return nil, nil
				}
				return echo(ctx, w)
			}}
			s, err := sharing.New(sharing.Config{Clock: time.Now, Log: l, Book: b, TypedHour: 2}, []sharing.Source{{ID: "person", Fresh: time.Minute, Driver: d}})
			if err != nil {
				t.Fatal(err)
			}
			w := person(key)
			var found []int
			for range 3 { // what comes from the cache is no difference either
				a := s.Fetch(within(time.Minute), sharing.Request{Purpose: purpose, Wants: []sharing.Want{w}, Typed: map[sharing.Want]bool{w: true}})[w]
				if a.Status != sharing.Records {
					t.Fatalf("%+v", a)
				}
				found = append(found, len(a.Records))
			}
			if want := map[bool]int{true: 1}[key != "nobody"]; found[0] != want {
				t.Fatalf("%s: %d found", key, found[0])
			}
			return fmt.Sprint(d.asked.Load(), len(l.lines), l.lines[0].Typed, b.n)
		}
		if a, b := work("somebody"), work("nobody"); a != b {
			t.Errorf("asked, written down, counted: %s for a match, %s for none", a, b)
		}
	})
}

// counted counts how often what is kept here is looked at.
type counted struct{ n int }

func (c *counted) Held(context.Context, []sharing.Want) (map[sharing.Want]sharing.Holding, error) {
	c.n++
	return nil, nil
}

func (c *counted) Stamps(context.Context, []sharing.Want) (map[sharing.Want]int64, error) {
	return nil, nil
}
