package designer_test

import (
	"context"
	"encoding/json"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"banshi/designer"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
)

// desk holds one draft of the example district.
type desk struct {
	files fstest.MapFS
	item  string
}

func (d *desk) Draft(_ context.Context, _ actor.Actor, id string) (designer.Draft, error) {
	if id != "d1" {
		return designer.Draft{}, fault.New(fault.NotFound, fault.Say("没有这份草稿", "There is no such draft"))
	}
	return designer.Draft{ID: id, Item: d.item, Version: 3, Shared: "nanhai", Folder: d.files}, nil
}

var clerk = actor.Actor{Kind: actor.Staff, ID: "S1"}

// district is the whole example, which a test may change.
func district(t testing.TB) fstest.MapFS {
	t.Helper()
	out, from := fstest.MapFS{}, os.DirFS("../examples/nanhai")
	err := fs.WalkDir(from, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := fs.ReadFile(from, name)
		out[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func day() time.Time { return time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC) }

func open(t testing.TB, item string) (*designer.Service, *desk) {
	t.Helper()
	d := &desk{files: district(t), item: item}
	return designer.New(d, day), d
}

// edit replaces words of the item's own file.
func (d *desk) edit(t testing.TB, old, now string) {
	t.Helper()
	name := "items/" + d.item + "/item.yaml"
	text := string(d.files[name].Data)
	if !strings.Contains(text, old) {
		t.Fatalf("%s has no %q", name, old)
	}
	d.files[name] = &fstest.MapFile{Data: []byte(strings.Replace(text, old, now, 1))}
}

// An author sees what an applicant would, each rule as a sentence, and nothing wrong where nothing is.
func TestLook(t *testing.T) {
	s, _ := open(t, "elder_allowance")
	got, err := s.Look(t.Context(), clerk, "d1", designer.Trial{As: "person/P004"})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range got.Faults {
		if f.Severity == "error" {
			t.Errorf("%+v", f)
		}
	}
	if got.Version != 3 || got.View == nil || got.View.Input.Applicant.Name == "" || got.View.Input.Today != "2026-03-02" {
		t.Fatalf("%+v", got.View)
	}
	if s := got.Rules["eligibility.age.that"]; !strings.Contains(s, "80") {
		t.Errorf("the rule of the age reads %q", s)
	}
	if f := got.View.State.Fields["form.name"]; got.View.Plan.Field("name") != nil && f.Value == nil {
		t.Errorf("what a register holds isn't filled in: %+v", f)
	}
}

// While the text does not compile there is no view, and the fault has its place.
func TestLookAtWhatIsBroken(t *testing.T) {
	s, d := open(t, "elder_allowance")
	d.edit(t, `identity: 'user.acts_as == "village" ? 5 : 3'`, `identity: 'user.acts_as == "vilage" ? 5 : 3'`)
	got, err := s.Look(t.Context(), clerk, "d1", designer.Trial{})
	if err != nil {
		t.Fatal(err)
	}
	if got.View != nil {
		t.Error("a view of what does not compile")
	}
	var told bool
	for _, f := range got.Faults {
		if f.Severity == "error" {
			told = told || f.Own && f.Line > 0 && f.Column > 0 && f.Path == "/access/identity" && f.Hint != ""
		}
	}
	if !told {
		t.Errorf("%+v", got.Faults)
	}
}

// With a source down an author sees what the citizen gets: its fields are asked, and nobody is stopped.
func TestLookWithASourceDown(t *testing.T) {
	s, _ := open(t, "elder_allowance")
	up, err := s.Look(t.Context(), clerk, "d1", designer.Trial{As: "person/P004"})
	if err != nil {
		t.Fatal(err)
	}
	down, err := s.Look(t.Context(), clerk, "d1", designer.Trial{As: "person/P004", Down: []string{"person"}})
	if err != nil {
		t.Fatal(err)
	}
	typed := func(l designer.Look) (n int) {
		for _, f := range l.View.State.Fields {
			if f.From == nil {
				n++
			}
		}
		return n
	}
	if typed(down) <= typed(up) {
		t.Errorf("%d fields without an origin with the register down, %d with it", typed(down), typed(up))
	}
	if _, err := s.Look(t.Context(), clerk, "d1", designer.Trial{As: "person/nobody"}); !fault.Is(err, fault.Invalid) {
		t.Errorf("somebody who isn't there: %v", err)
	}
	if blank, err := s.Look(t.Context(), clerk, "d1", designer.Trial{As: "person"}); err != nil || blank.View == nil {
		t.Errorf("somebody of whom nothing is known: %v", err)
	}
}

// The tests of a draft run against what stands there now, and each condition says how it was tried.
func TestProve(t *testing.T) {
	s, d := open(t, "elder_allowance")
	got, err := s.Prove(t.Context(), clerk, "d1")
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Tests) == 0 || len(got.Rules) == 0 || len(got.Edges) == 0 {
		t.Fatalf("%d tests, %d rules, %d edges", len(got.Tests), len(got.Rules), len(got.Edges))
	}
	for _, r := range got.Tests {
		if !r.Passed() {
			t.Errorf("%s: %s %+v", r.Name, r.Error, r.Differences)
		}
	}
	for _, r := range got.Rules {
		if r.Sentence == "" {
			t.Errorf("%s has no sentence", r.Rule)
		}
	}
	if lacks, err := designer.Ready(designer.Draft{Item: d.item, Folder: d.files}); err != nil || len(lacks) != 0 {
		t.Errorf("not ready: %+v %v", lacks, err)
	}
}

// A rule that was changed makes its tests fail, and the draft is not ready.
func TestProveSeesAChange(t *testing.T) {
	s, d := open(t, "elder_allowance")
	d.edit(t, "years(80)", "years(95)")
	got, err := s.Prove(t.Context(), clerk, "d1")
	if err != nil {
		t.Fatal(err)
	}
	failed := 0
	for _, r := range got.Tests {
		if !r.Passed() {
			failed++
		}
	}
	lacks, err := designer.Ready(designer.Draft{Item: d.item, Folder: d.files})
	if err != nil || failed == 0 || len(lacks) != failed {
		t.Errorf("%d tests fail, %d things are lacking: %v", failed, len(lacks), err)
	}
}

func TestWhy(t *testing.T) {
	s, _ := open(t, "elder_allowance")
	why, err := s.Why(t.Context(), clerk, "d1", "eligibility.age", designer.Trial{As: "person/P004"})
	if err != nil || why.Answer == "" || len(why.Conditions) == 0 {
		t.Errorf("%+v %v", why, err)
	}
	if _, err := s.Why(t.Context(), clerk, "d1", "eligibility.nothing", designer.Trial{}); !fault.Is(err, fault.NotFound) {
		t.Errorf("a path of nothing: %v", err)
	}
}

func TestSamples(t *testing.T) {
	s, _ := open(t, "elder_allowance")
	list, err := s.Samples(t.Context(), clerk, "d1")
	if err != nil || len(list) < 3 {
		t.Fatalf("%v %v", list, err)
	}
	if len(list[0].Tests) == 0 || list[len(list)-1].As != "person" {
		t.Errorf("%+v … %+v", list[0], list[len(list)-1])
	}
	for _, p := range list {
		if _, err := s.Look(t.Context(), clerk, "d1", designer.Trial{As: p.As}); err != nil {
			t.Errorf("%s can't try it: %v", p.As, err)
		}
	}
}

func TestSchema(t *testing.T) {
	s, _ := open(t, "elder_allowance")
	raw, err := s.Schema(clerk, "Item")
	if err != nil || !json.Valid(raw) {
		t.Error(err)
	}
	if _, err := s.Schema(clerk, "Nothing"); !fault.Is(err, fault.NotFound) {
		t.Error(err)
	}
	if _, err := s.Schema(actor.Actor{}, "Item"); !fault.Is(err, fault.Forbidden) {
		t.Error(err)
	}
}

func BenchmarkLook(b *testing.B) {
	s, _ := open(b, "elder_allowance")
	for b.Loop() {
		if _, err := s.Look(b.Context(), clerk, "d1", designer.Trial{As: "person/P004"}); err != nil {
			b.Fatal(err)
		}
	}
}
