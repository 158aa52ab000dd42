package channel_test

import (
	"testing"

	"banshi/runtime/channel"
)

// identity takes these channels; each has words and abilities here.
func TestEveryChannelHasWords(t *testing.T) {
	for _, id := range []string{"web", "wechat", "miniprogram", "kiosk", "counter", "workbench"} {
		c, ok := channel.Of(id)
		if !ok || c.ID != id || channel.Title(id, "zh-Hans") == id || channel.Title(id, "en") == id || channel.Title(id, "en") == "" {
			t.Errorf("%s: %+v", id, c)
		}
	}
	if k, _ := channel.Of("kiosk"); !k.Shared || !k.Paper || k.Files {
		t.Errorf("kiosk: %+v", k)
	}
	if got := channel.Title("nonsense", "zh-Hans"); got != "nonsense" {
		t.Errorf("an unknown channel is %q", got)
	}
}
