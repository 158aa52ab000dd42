package runtime

import (
	"testing"

	"banshi/engine/eval"
	"banshi/runtime/files"
)

func of(v any, by string) eval.FieldState {
	return eval.FieldState{Shown: true, Is: eval.IsValue, Value: v, From: &eval.Origin{Kind: by}}
}

func TestBetween(t *testing.T) {
	file := func(material, name, hash string) File {
		return File{Material: material, Name: name, Stored: files.Stored{Hash: files.Hash(hash)}}
	}
	old := side{state: eval.State{
		Fields: map[string]eval.FieldState{
			"form.same": of("x", "answer"), "form.name": of("陈", "answer"), "form.sum": of("1", "computed"), "form.reg": of("a", "fact"),
			"form.gone": of("y", "answer"), "form.hidden": {Is: eval.IsEmpty},
			"form.t": {Shown: true, Is: eval.IsValue, Rows: []string{"r1", "r2"}}, "form.t[r1].c": of("1", "answer"), "form.t[r2].c": of("2", "answer"),
			"form.list": of([]any{"a", "b"}, "answer"),
		},
		Materials: map[string]eval.MaterialState{"book": {State: "given"}, "photo": {State: "promised"}, "card": {State: "not_needed"}, "form": {State: "made"}},
	}, files: []File{file("book", "a.pdf", "1"), file("plan", "p.pdf", "9")}}
	now := side{state: eval.State{
		Fields: map[string]eval.FieldState{
			"form.same": of("x", "answer"), "form.name": of("李", "answer"), "form.sum": of("2", "computed"), "form.reg": of("b", "fact"),
			"form.gone": {Is: eval.IsEmpty}, "form.hidden": {Is: eval.IsEmpty}, "form.new": of(true, "answer"),
			"form.t": {Shown: true, Is: eval.IsValue, Rows: []string{"r1", "r3"}}, "form.t[r1].c": of("9", "answer"), "form.t[r3].c": of("3", "answer"),
			"form.list": of([]any{"a", "b"}, "answer"),
		},
		Materials: map[string]eval.MaterialState{"book": {State: "given"}, "photo": {State: "given"}, "card": {State: "needed"}, "form": {State: "made"}},
	}, files: []File{file("book", "b.pdf", "2"), file("photo", "p.png", "3"), file("plan", "renamed.pdf", "9")}}
	want := []struct{ path, kind, by string }{
		{"form.t[r2]", "row_removed", "applicant"}, {"form.t[r3]", "row_added", "applicant"},
		{"form.gone", "value", "applicant"}, {"form.name", "value", "applicant"}, {"form.new", "value", "applicant"}, {"form.reg", "value", "register"},
		{"form.sum", "value", "computed"}, {"form.t[r1].c", "value", "applicant"},
		{"book", "files", "applicant"}, {"photo", "files", "applicant"}, {"card", "paper", "computed"},
	}
	got := between(old, now)
	for i, w := range want {
		if i >= len(got) || got[i].Path != w.path || got[i].Kind != w.kind || got[i].By != w.by {
			t.Fatalf("%d: %+v; want %+v of %+v", i, got[min(i, len(got)-1)], w, got)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%+v", got[len(want):])
	}
	if len(between(old, old)) != 0 {
		t.Error("a submission differs from itself")
	}
}
