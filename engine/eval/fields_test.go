package eval_test

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"banshi/engine/eval"
	"banshi/engine/plan"
)

// TestUnverified holds the mark 待核: what a source would have filled is typed while it does not answer.
func TestUnverified(t *testing.T) {
	cells := []struct {
		name   string
		submit bool
		change func(*eval.Input)
		want   bool
	}{
		{"filled", true, nil, false},
		{"the source is down: the field is open for typing", false, func(in *eval.Input) { in.Facts["person"][me] = flagged("down") }, true},
		{"typed while it is down", true, func(in *eval.Input) {
			in.Facts["person"][me] = flagged("down")
			in.Answers["locked"] = "陈二"
		}, true},
		{"pending: nobody types yet", true, func(in *eval.Input) { in.Facts["person"][me] = flagged("pending") }, false},
		{"no such record: a question like others", true, func(in *eval.Input) {
			in.Facts["person"][me] = found()
			in.Answers["locked"] = "陈二"
		}, false},
	}
	p := openTable(t)
	for _, c := range cells {
		in := tableInput("true", c.submit)
		if c.change != nil {
			c.change(&in)
		}
		if got := evaluate(t, p, in).Fields["form.locked"].Unverified; got != c.want {
			t.Errorf("%s: unverified %v, want %v", c.name, got, c.want)
		}
	}
}

// TestBornLater holds that nobody has an id number of a day that is still to come.
func TestBornLater(t *testing.T) {
	p := openTable(t)
	in := tableInput("true", false)
	in.Answers["key"] = "440605202803010010"
	f := evaluate(t, p, in).Fields["form.key"]
	if f.Is != eval.IsUnknown || len(f.Errors) != 1 || f.Errors[0].Code != "born_later" {
		t.Errorf("born in 2028, today 2026: %+v", f)
	}
	in.Today = "2028-03-01"
	if f := evaluate(t, p, in).Fields["form.key"]; f.Is != eval.IsValue || len(f.Errors) > 0 {
		t.Errorf("born today: %+v", f)
	}
}

// TestReusedWaitsForNobody holds that a paper that a record stands in for names nothing that is missing,
// although who would have to sign it is not known.
func TestReusedWaitsForNobody(t *testing.T) {
	m := evaluate(t, openTable(t), tableInput("true", false)).Materials["signed_or_known"]
	if m.State != "reused" || len(m.Missing) > 0 {
		t.Errorf("%+v", m)
	}
}

// TestLicenceWithoutEnd holds that a licence whose type has no cell for its end keeps its other cells.
func TestLicenceWithoutEnd(t *testing.T) {
	data, err := json.Marshal(openTable(t).Plan())
	if err != nil {
		t.Fatal(err)
	}
	var p plan.Plan
	if err := json.NewDecoder(bytes.NewReader(data)).Decode(&p); err != nil {
		t.Fatal(err)
	}
	card := p.Records["card"]
	card.Cells = slices.DeleteFunc(card.Cells, func(f *plan.Field) bool { return f.ID == "valid_to" })
	prog, err := eval.Bind(&p)
	if err != nil {
		t.Fatal(err)
	}
	in := tableInput("true", false)
	in.Facts["card"][me] = found(map[string]any{"kind": "普通", "number": "1", "status": "有效"})
	s, err := prog.Open(in)
	if err != nil {
		t.Fatal(err)
	}
	if v := s.Value("card").Record().Get("kind"); v.Text() != "普通" {
		t.Errorf("the first cell is %v", v)
	}
}

// TestOffered holds what is on offer, and what becomes of an answer or a fill that is not.
func TestOffered(t *testing.T) {
	p := openTable(t)
	registered := func(cell string, v any) func(*eval.Input) {
		return func(in *eval.Input) {
			in.Facts["person"][me] = found(map[string]any{"name": "陈一", "yes": true, cell: v})
		}
	}
	on := func(day string, change func(*eval.Input)) func(*eval.Input) {
		return func(in *eval.Input) { in.Today = day; change(in) }
	}
	answer := func(id string, v any) func(*eval.Input) { return func(in *eval.Input) { in.Answers[id] = v } }
	cells := []struct {
		name    string
		flag    string // of flag.b, which option a hangs on
		field   string
		change  func(*eval.Input)
		is      string
		value   any
		options []string
		fault   string // code, ! before that of an error that blocks
		edit    string
	}{
		{"a fill on offer", "true", "option_filled", registered("pick", "a"), "value", "a", []string{"a", "b"}, "", "confirm"},
		{"a fill by the text of an option", "true", "option_filled", registered("pick", "甲"), "value", "a", []string{"a", "b"}, "", "confirm"},
		{"a fill whose option's when is false: a question, and why", "false", "option_filled", registered("pick", "a"), "unknown", nil, []string{"b"}, "not_an_option", "free"},
		{"a fill whose option's when is empty", "empty", "option_filled", registered("pick", "a"), "unknown", nil, []string{"b"}, "not_an_option", "free"},
		{"a fill whose option's when is unknown", "pending", "option_filled", registered("pick", "a"), "unknown", nil, []string{"b"}, "", "free"},
		{"a fill of no option at all", "true", "option_filled", registered("pick", "丙"), "unknown", nil, []string{"a", "b"}, "not_an_option", "free"},
		{"a fill not on offer, answered otherwise", "false", "option_filled", func(in *eval.Input) { registered("pick", "a")(in); in.Answers["option_filled"] = "b" }, "value", "b", []string{"b"}, "", "free"},
		{"locked, not on offer, none left", "false", "option_locked", registered("pick", "a"), "unknown", nil, []string{}, "not_an_option", "free"},
		{"an answer whose option's when is false", "false", "option_filled", answer("option_filled", "a"), "unknown", nil, []string{"b"}, "!not_an_option", "free"},
		{"a code on its last day", "true", "kind", answer("kind", "old"), "value", "old", []string{"always", "old"}, "", "free"},
		{"a code the day after", "true", "kind", on("2026-11-24", answer("kind", "old")), "unknown", nil, []string{"always", "new"}, "!not_an_option", "free"},
		{"a code before its first day", "true", "kind", answer("kind", "new"), "unknown", nil, []string{"always", "old"}, "!not_an_option", "free"},
		{"a code on its first day", "true", "kind", on("2026-11-24", answer("kind", "new")), "value", "new", []string{"always", "new"}, "", "free"},
		{"a code of long ago", "true", "kind", answer("kind", "past"), "unknown", nil, []string{"always", "old"}, "!not_an_option", "free"},
		{"a code of long ago, in its time", "true", "kind", on("2001-06-01", answer("kind", "past")), "value", "past", []string{"always", "old", "past"}, "", "free"},
		{"a fill of a code that is gone", "true", "kind_filled", registered("kind", "past"), "unknown", nil, []string{"always", "old"}, "not_an_option", "free"},
		{"a fill of a code in force", "true", "kind_filled", registered("kind", "old"), "value", "old", []string{"always", "old"}, "", "free"},
		{"of several what is on offer stays", "true", "kinds_filled", registered("picks", []any{"always", "past"}), "value", []string{"always"}, []string{"always", "old"}, "not_an_option", "free"},
		{"of several none is on offer", "true", "kinds_filled", registered("picks", []any{"past"}), "unknown", nil, []string{"always", "old"}, "not_an_option", "free"},
		{"several, none registered", "true", "kinds_filled", registered("picks", []any{}), "value", []string{}, []string{"always", "old"}, "", "free"},
	}
	for _, c := range cells {
		in := tableInput(c.flag, false)
		c.change(&in)
		s := evaluate(t, p, in)
		f := s.Fields["form."+c.field]
		fault := ""
		for _, e := range f.Errors {
			fault = e.Code
			if !e.Warn {
				fault = "!" + e.Code
			}
		}
		blocked := slices.Contains(s.Blocked, eval.Block{Kind: "error", Path: "form." + c.field})
		if f.Is != c.is || !reflect.DeepEqual(f.Value, c.value) || !reflect.DeepEqual(f.Options, c.options) || fault != c.fault || f.Edit != c.edit || blocked != strings.HasPrefix(c.fault, "!") {
			t.Errorf("%s: %s %v, options %v, errors %v, edit %s, blocked %v; want %s %v, %v, %q, %s", c.name, f.Is, f.Value, f.Options, f.Errors, f.Edit, blocked, c.is, c.value, c.options, c.fault, c.edit)
		}
	}
}

// TestRegisterKeepsOldCodes holds that the cell of a record may hold a code that is no longer on offer.
func TestRegisterKeepsOldCodes(t *testing.T) {
	in := tableInput("true", false)
	in.Facts["person"][me] = found(map[string]any{"name": "陈一", "kind": "past"})
	s, err := openTable(t).Open(in)
	if err != nil {
		t.Fatal(err)
	}
	if v := s.Value("person").Record().Get("kind"); v.Text() != "past" {
		t.Errorf("the register's kind is %v", v)
	}
}
