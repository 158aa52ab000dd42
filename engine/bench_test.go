package engine_test

import (
	"encoding/json"
	"os"
	"testing"

	"banshi/engine"
	"banshi/engine/eval"
)

// measured opens the item that benchmarks and figures evaluate: 60 fields, 60 rules, all answered.
func measured(tb testing.TB) (*eval.Program, eval.Input) {
	tb.Helper()
	c := engine.Open(os.DirFS("testdata/measured"))
	if c.Faults.HasErrors() {
		tb.Fatal(c.Faults.Text(c.Sources, "zh-Hans"))
	}
	f, err := os.Open("testdata/measured/input.json")
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	d := json.NewDecoder(f)
	d.UseNumber()
	var in eval.Input
	if err := d.Decode(&in); err != nil {
		tb.Fatal(err)
	}
	return c.Program("measured", "zh-Hans"), in
}

// TestMeasured holds that everything of the measured item is answered, shown and decided.
func TestMeasured(t *testing.T) {
	prog, in := measured(t)
	s, err := prog.Evaluate(in)
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Blocked) > 0 || len(s.Missing) > 0 || s.Verdict != "pass" {
		t.Errorf("blocked %v, missing %v, verdict %s; the measured item is to be complete", s.Blocked, s.Missing, s.Verdict)
	}
	for path, f := range s.Fields {
		if !f.Shown || f.Is != eval.IsValue {
			t.Errorf("%s: shown %v, is %s", path, f.Shown, f.Is)
		}
	}
}

func BenchmarkFull(b *testing.B) {
	prog, in := measured(b)
	s, err := prog.Open(in)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		s.Again()
	}
}

func BenchmarkState(b *testing.B) {
	prog, in := measured(b)
	s, err := prog.Open(in)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		s.State()
	}
}

// BenchmarkEdit answers one field after the other, the average of which is what one key costs.
func BenchmarkEdit(b *testing.B) {
	prog, in := measured(b)
	s, err := prog.Open(in)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	i := 0
	ids := make([]string, 0, len(in.Answers))
	for _, f := range prog.Plan().Fields {
		if _, ok := in.Answers[f.ID]; ok && f.Type != "table" {
			ids = append(ids, f.ID)
		}
	}
	for b.Loop() {
		id := ids[i%len(ids)]
		i++
		s.Answer(id, nil, false)
		s.Update()
		s.Answer(id, in.Answers[id], true)
		s.Update()
	}
}

func BenchmarkOpen(b *testing.B) {
	for b.Loop() {
		engine.Open(os.DirFS("testdata/measured"))
	}
}

// One state of one item, as its author's canvas wants it after each step.
func BenchmarkBaseItem(b *testing.B) {
	fsys := os.DirFS("../examples/nanhai")
	base := engine.OpenBase(fsys)
	for b.Loop() {
		if !base.Item(fsys, "elder_allowance").Sound("elder_allowance") {
			b.Fatal("not sound")
		}
	}
}
