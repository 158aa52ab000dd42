package parity

import (
	"encoding/json"
	"testing"

	"banshi/engine/rows/rowstest"
)

// TestRows holds that both sides read rules, and what is left of some after a character went away, as the
// same tree and rows, at the same places: 2,400 of them, or more as BANSHI_PARITY says (30: 12,000).
func TestRows(t *testing.T) {
	c := open(t, nil)
	m, r := rowstest.New(seed), random("rows", 0)
	for range sequences {
		var texts []string
		var want, got []any
		for i := range 400 {
			s := m.Rule(2)
			if i%10 == 0 {
				runes := []rune(s)
				at := r.IntN(len(runes))
				s = string(runes[:at]) + string(runes[at+1:])
			}
			texts, want = append(texts, s), append(want, rowstest.Outline(s))
		}
		c.ask("rows", texts, &got)
		for i, g := range got {
			if a, b := written(t, want[i]), written(t, g); a != b {
				t.Fatalf("%q\n server %s\n client %s", texts[i], a, b)
			}
		}
	}
}

// TestRowCommands holds that both sides do the same to rules, or refuse the same: the new text, the patches
// and those that lead back.
func TestRowCommands(t *testing.T) {
	c, m := open(t, nil), rowstest.New(seed+100)
	done := map[string]int{}
	for range sequences {
		var list []rowstest.Command
		var got []any
		for range 500 {
			list = append(list, m.Command())
		}
		c.ask("commands", list, &got)
		for i, g := range got {
			want := list[i].Run()
			if a, b := written(t, want), written(t, g); a != b {
				t.Fatalf("%+v\n server %s\n client %s", list[i], a, b)
			}
			if want != "refused" {
				done[list[i].Do]++
			}
		}
	}
	for _, name := range []string{"replace", "negate", "operator", "add", "remove", "switch", "group", "dissolve", "move", "rename"} {
		if done[name] < 5 {
			t.Errorf("%s was done %d times only: %v", name, done[name], done)
		}
	}
}

func written(t *testing.T, x any) string {
	t.Helper()
	b, err := json.Marshal(x)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
