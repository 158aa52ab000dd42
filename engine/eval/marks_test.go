package eval_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"testing"

	"banshi/engine/eval"
)

// TestConfirmed holds that a confirmation stands for what was confirmed, and for nothing that came after.
func TestConfirmed(t *testing.T) {
	named := func(name any) eval.Found { return found(map[string]any{"name": name, "yes": true, "no": false}) }
	cells := []struct {
		name    string
		marks   eval.Marks
		found   eval.Found
		confirm string
		mark    string // of what stands there
	}{
		{"confirmed", eval.Marks{"form.confirmed": `person "陈一"`}, named("陈一"), "done", `person "陈一"`},
		{"not confirmed", nil, named("陈一"), "waiting", `person "陈一"`},
		{"the fact has changed since", eval.Marks{"form.confirmed": `person "陈一"`}, named("陈二"), "waiting", `person "陈二"`},
		{"the same value, of another source", eval.Marks{"form.confirmed": `profile "陈一"`}, named("陈一"), "waiting", `person "陈一"`},
		{"another field", eval.Marks{"form.locked": `person "陈一"`}, named("陈一"), "waiting", `person "陈一"`},
		{"whatever stands there", eval.Marks{"form.confirmed": ""}, named("陈二"), "done", `person "陈二"`},
		{"nothing stands there", eval.Marks{"form.confirmed": `person "陈一"`}, named(nil), "", ""},
		{"the source is down", eval.Marks{"form.confirmed": `person "陈一"`}, flagged("down"), "", ""},
	}
	p := openTable(t)
	for _, c := range cells {
		in := tableInput("true", true)
		in.Confirmed, in.Facts["person"][me] = c.marks, c.found
		s, err := p.Open(in)
		if err != nil {
			t.Fatal(err)
		}
		state := s.State()
		if got := state.Fields["form.confirmed"].Confirm; got != c.confirm {
			t.Errorf("%s: %q, want %q", c.name, got, c.confirm)
		}
		if got := s.Mark("form.confirmed"); got != c.mark {
			t.Errorf("%s: mark %s, want %s", c.name, got, c.mark)
		}
		if blocked := slices.Contains(state.Blocked, eval.Block{Kind: "confirm", Path: "form.confirmed"}); blocked != (c.confirm == "waiting") {
			t.Errorf("%s: submission waits for it: %v", c.name, blocked)
		}
	}
}

// TestMarks holds which paths have a mark at all, and that a cell of a row has its own.
func TestMarks(t *testing.T) {
	in := tableInput("true", false)
	in.Facts["person"][me] = found(map[string]any{"name": "陈一", "kind": "old", "picks": []any{"always"}})
	in.Answers["rows"] = rows("a", "b")
	s, err := openTable(t).Open(in)
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		"form.rows[a].kind": `person "old"`, "form.rows[c].kind": "", "form.rows[a].none": "", "form.rows[a": "", "form.rows": "",
		"form.locked": "", "form.kind_filled": "", "form.nowhere": "", "": "",
	} {
		if got := s.Mark(path); got != want {
			t.Errorf("%q: mark %q, want %q", path, got, want)
		}
	}
}

// TestMarksInJSON holds that an input of before, with a list of paths, is still read.
func TestMarksInJSON(t *testing.T) {
	for text, want := range map[string]eval.Marks{
		`{"confirmed":["form.a"]}`:       {"form.a": ""},
		`{"confirmed":{"form.a":"s 1"}}`: {"form.a": "s 1"},
		`{"confirmed":null}`:             nil,
		`{}`:                             nil,
	} {
		var in eval.Input
		if err := json.Unmarshal([]byte(text), &in); err != nil {
			t.Errorf("%s: %v", text, err)
		}
		if len(in.Confirmed)+len(want) > 0 && !reflect.DeepEqual(in.Confirmed, want) {
			t.Errorf("%s: %v, want %v", text, in.Confirmed, want)
		}
	}
	var in eval.Input
	if json.Unmarshal([]byte(`{"confirmed":7}`), &in) == nil {
		t.Error("a number is no confirmation")
	}
}
