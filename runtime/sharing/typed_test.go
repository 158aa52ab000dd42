package sharing_test

import (
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
