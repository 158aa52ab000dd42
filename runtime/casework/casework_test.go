package casework_test

import (
	"testing"

	"banshi/runtime/base/actor"
	"banshi/runtime/casework"
)

var events = []casework.Event{casework.Submit, casework.PrecheckPass, casework.PrecheckReturn, casework.Resubmit,
	casework.InstantAccept, casework.InstantDecide}

// Every way there is, written a second time by hand; every other pair is refused.
func TestAdvance(t *testing.T) {
	ways := map[actor.State]map[casework.Event]actor.State{
		casework.New: {casework.Submit: actor.Submitted},
		actor.Submitted: {casework.PrecheckPass: actor.PrecheckPassed, casework.PrecheckReturn: actor.PrecheckFailed,
			casework.InstantAccept: actor.Accepted},
		actor.Accepted:       {casework.InstantDecide: actor.DecidedYes},
		actor.PrecheckFailed: {casework.Resubmit: actor.Submitted},
	}
	for _, from := range append(casework.States(), casework.New) {
		for _, e := range append(events, "nonsense") {
			to, err := casework.Advance(from, e)
			want, ok := ways[from][e]
			if ok != (err == nil) || ok && to != want || !ok && to != from {
				t.Errorf("%q by %q: %q, %v", from, e, to, err)
			}
		}
	}
}

// Every state and event has its words in both languages, and no two states have the same.
func TestTitles(t *testing.T) {
	seen := map[string]actor.State{}
	for _, s := range casework.States() {
		zh, en := casework.Title(s, "zh-Hans"), casework.Title(s, "en")
		if zh == "" || en == "" || zh == en {
			t.Errorf("%s: %q %q", s, zh, en)
		}
		if other, twice := seen[zh]; twice {
			t.Errorf("%s and %s are both %q", s, other, zh)
		}
		seen[zh] = s
	}
	if len(seen) != 23 {
		t.Errorf("%d states; the enum of actor has 23", len(seen))
	}
	for _, e := range events {
		if casework.EventTitle(e, "zh-Hans") == "" || casework.EventTitle(e, "en") == "" {
			t.Errorf("%s has no words", e)
		}
	}
}
