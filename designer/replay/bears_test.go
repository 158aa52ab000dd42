package replay_test

import (
	"os"
	"testing"

	"banshi/designer/replay"
	"banshi/engine"
)

// What decides bears on past cases, through whatever it reads; what is only worded otherwise does not.
func TestBears(t *testing.T) {
	base := engine.OpenBase(os.DirFS("../../examples/nanhai"))
	for name, x := range map[string]struct {
		old, now string
		bears    bool
	}{
		"nothing":          {"title: 户口簿", "title: 户口簿", false},
		"title of a paper": {"title: 户口簿", "title: 户口簿首页", false},
		"comment":          {"  card: {licence: id_card}\n", "  card: {licence: id_card} # 身份证\n", false},
		"reuse":            {"by: book\n        when: it.live", "by: book\n        when: \"!it.live\"", true},
		"effect":           {"effect: refuse", "effect: review", true},
		"eligibility":      {"years(80)", "years(81)", true},
	} {
		if got := replay.Bears(program(t, base).Plan(), program(t, base, x.old, x.now).Plan()); got != x.bears {
			t.Errorf("%s: %v", name, got)
		}
	}
}
