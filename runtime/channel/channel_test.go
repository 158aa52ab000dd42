package channel_test

import (
	"testing"

	"banshi/runtime/channel"
)

// Each channel has an id of its own, words in both languages, and a session that ends.
func TestEveryChannelIsWhole(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range channel.All() {
		zh, en := channel.Title(c.ID, "zh-Hans"), channel.Title(c.ID, "en")
		if c.ID == "" || seen[c.ID] || zh == c.ID || en == c.ID || zh == "" || en == "" || zh == en {
			t.Errorf("%+v: %q %q", c, zh, en)
		}
		seen[c.ID] = true
		if c.Idle <= 0 || c.Whole <= c.Idle {
			t.Errorf("%s: a session of %s, idle %s", c.ID, c.Whole, c.Idle)
		}
		if got, ok := channel.Of(c.ID); !ok || got != c {
			t.Errorf("%s: %+v", c.ID, got)
		}
	}
	if got := channel.Title("nonsense", "zh-Hans"); got != "nonsense" {
		t.Errorf("an unknown channel is %q", got)
	}
	if _, ok := channel.Of("nonsense"); ok {
		t.Error("an unknown channel was found")
	}
}
