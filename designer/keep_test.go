package designer_test

import (
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"banshi/designer"
	"banshi/engine"
	"banshi/engine/print"
	"banshi/engine/prove"
	"banshi/runtime/base/fault"
)

// putTest does what the screen does with a kept trial: the commands of a draft. It gives the file's text.
func (d *desk) putTest(t *testing.T, k designer.Kept, keep func(i int) bool) string {
	t.Helper()
	text := ""
	if f := d.files[k.File]; f != nil {
		text = string(f.Data)
	}
	var expect print.Value
	into := func(v *print.Value, key string) *print.Value {
		for i := range v.Keys {
			if v.Keys[i] == key {
				return &v.Items[i]
			}
		}
		v.Kind, v.Keys, v.Items = print.Map, append(v.Keys, key), append(v.Items, print.Value{})
		return &v.Items[len(v.Items)-1]
	}
	for i, e := range k.Expects {
		if !keep(i) {
			continue
		}
		at := &expect
		for _, key := range e.At {
			at = into(at, key)
		}
		*at = e.Value
	}
	test := print.Value{Kind: print.Map, Keys: append([]string{"name"}, append(k.Test.Keys, "expect")...),
		Items: append([]print.Value{print.Of(k.Name)}, append(k.Test.Items, expect)...)}
	commands := []print.Command{{Do: print.Insert, At: "/tests", Value: &test}}
	if k.Fresh {
		kind, item := print.Of("Tests"), print.Of(k.Item)
		commands = append([]print.Command{{Do: print.Set, At: "/kind", Value: &kind}, {Do: print.Set, At: "/item", Value: &item}}, commands...)
	}
	for _, c := range commands {
		doc, faults := print.Parse(k.File, text)
		if faults.HasErrors() {
			t.Fatalf("%s: %v", k.File, faults)
		}
		next, _, err := doc.Apply(c)
		if err != nil {
			t.Fatalf("%s: %v", k.File, err)
		}
		text = next.Text()
	}
	d.files[k.File] = &fstest.MapFile{Data: []byte(text)}
	return text
}

// Whoever is tried, whatever is answered, as a draft and as a submission: the trial as a test, with all that it can expect, passes,
// and nothing is wrong with how it is written. What stood in the file stays.
func TestKeptTrialsPass(t *testing.T) {
	items, err := fs.Glob(published, "items/*/tests.yaml")
	if err != nil || len(items) == 0 {
		t.Fatal(err, items)
	}
	tried := 0
	s, d := open(t, "")
	base := engine.OpenBase(published)
	world, err := prove.ReadWorld(published, base.Spec)
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range items {
		item := strings.Split(file, "/")[1]
		d.item = item
		before := prove.Prover{Catalogue: base.Item(d.files, item), World: world}
		was := string(d.files[file].Data)
		kept := map[string]bool{}
		tests := before.Tests(item)
		every := max(1, len(tests)/4)
		for i, test := range tests {
			if i%every != 0 {
				continue
			}
			run, err := prove.NewRun(before.Catalogue.Program(item, ""), world, test)
			if err != nil {
				t.Fatal(err)
			}
			in := run.Input
			k, err := s.Keep(t.Context(), clerk, "d1", designer.Trial{As: test.As.S, Day: in.Today, Answers: in.Answers, Slow: run.Pending, Down: run.Down, Submit: i%(2*every) == 0,
				Confirmed: in.Confirmed, Chosen: in.Chosen, Given: in.Given, Promised: in.Promised, Deferred: in.Deferred, FormOf: in.FormOf})
			if err != nil {
				t.Fatalf("%s: %s: %v", item, test.Name.S, err)
			}
			if text := d.putTest(t, k, func(int) bool { return true }); !holds(text, was) {
				t.Fatalf("%s: what stood in the file has changed", item)
			}
			kept[k.Name] = true
		}
		after := prove.Prover{Catalogue: base.Item(d.files, item), World: world}
		for _, f := range after.Catalogue.Faults {
			if f.Span.Start.File == file {
				t.Errorf("%s: %s", file, f.Error())
			}
		}
		for _, x := range after.Item(item) {
			if !kept[x.Name] {
				continue
			}
			tried++
			delete(kept, x.Name)
			if !x.Passed() {
				t.Errorf("%s: %s: %s %+v", item, x.Name, x.Error, x.Differences)
			}
		}
		if len(kept) > 0 {
			t.Errorf("%s: not there: %v", item, kept)
		}
	}
	t.Logf("%d trials kept as tests of %d items", tried, len(items))
}

// holds tells whether all lines of a text stand in another, in their order.
func holds(text, of string) bool {
	now := strings.Split(text, "\n")
	for _, line := range strings.Split(of, "\n") {
		i := slices.Index(now, line)
		if i < 0 {
			return false
		}
		now = now[i+1:]
	}
	return true
}

// The first test of an item makes its file; a second of the same applicant has another name; a test that expects something else fails.
func TestKeepTheFirst(t *testing.T) {
	s, d := open(t, "elder_allowance")
	delete(d.files, "items/elder_allowance/tests.yaml")
	trial := designer.Trial{As: "person/P004", Day: "2026-11-23"}
	k, err := s.Keep(t.Context(), clerk, "d1", trial)
	if err != nil || !k.Fresh || k.File != "items/elder_allowance/tests.yaml" {
		t.Fatalf("%+v: %v", k, err)
	}
	age := func(i int) bool { return strings.Join(k.Expects[i].At, ".") == "rules.age" }
	if text := d.putTest(t, k, age); !strings.HasPrefix(text, "kind: Tests\nitem: elder_allowance\ntests:\n  - name: "+k.Name+"\n") || !strings.HasSuffix(text, "    expect: {rules: {age: true}}\n") && !strings.HasSuffix(text, "      rules: {age: true}\n") {
		t.Errorf("the file reads\n%s", text)
	}
	again, err := s.Keep(t.Context(), clerk, "d1", trial)
	if err != nil || again.Fresh || again.Name != k.Name+"（2）" {
		t.Errorf("%q, %v, %v", again.Name, again.Fresh, err)
	}
	for i := range k.Expects {
		if age(i) {
			k.Expects[i].Value = print.Value{Kind: print.Bool, Text: "false"}
		}
	}
	k.Fresh, k.Name = false, "another"
	d.putTest(t, k, age)
	got, err := s.Prove(t.Context(), clerk, "d1", "zh-Hans")
	if err != nil || len(got.Tests) != 2 || !got.Tests[0].Passed() || got.Tests[1].Passed() {
		t.Errorf("%+v: %v", got.Tests, err)
	}
	if _, err := s.Keep(t.Context(), clerk, "d1", designer.Trial{As: "person"}); !fault.Is(err, fault.Invalid) {
		t.Errorf("nobody kept as a test: %v", err)
	}
}
