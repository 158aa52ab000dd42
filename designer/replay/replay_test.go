package replay_test

import (
	"fmt"
	"io/fs"
	"iter"
	"math/rand/v2"
	"os"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"banshi/designer/replay"
	"banshi/engine"
	"banshi/engine/compile"
	"banshi/engine/eval"
	"banshi/engine/prove"
)

const item = "elder_allowance"

// program opens the item, with some words of it replaced by others.
func program(t testing.TB, base *engine.Base, words ...string) *eval.Program {
	t.Helper()
	from, files := os.DirFS("../../examples/nanhai"), fstest.MapFS{}
	for _, name := range []string{"item.yaml", "tests.yaml"} {
		data, err := fs.ReadFile(from, "items/"+item+"/"+name)
		if err != nil {
			t.Fatal(err)
		}
		files["items/"+item+"/"+name] = &fstest.MapFile{Data: data}
	}
	file := files["items/"+item+"/item.yaml"]
	for i := 0; i < len(words); i += 2 {
		if !strings.Contains(string(file.Data), words[i]) {
			t.Fatalf("the item has no %q", words[i])
		}
		file.Data = []byte(strings.Replace(string(file.Data), words[i], words[i+1], 1))
	}
	c := base.Item(files, item)
	prog := c.Program(item, compile.Chinese) // a paper that is held and asked for is an error, but can be tried
	if prog == nil {
		t.Fatal(c.Faults)
	}
	return prog
}

// past are the applications of the item's tests, with the records that were found for each.
func past(t testing.TB, base *engine.Base) []replay.Case {
	t.Helper()
	fsys := os.DirFS("../../examples/nanhai")
	w, err := prove.ReadWorld(fsys, base.Spec)
	if err != nil {
		t.Fatal(err)
	}
	p := prove.Prover{Catalogue: base.Item(fsys, item), World: w}
	var out []replay.Case
	for i, r := range p.Item(item) {
		if r.Error != "" {
			t.Fatal(r.Error)
		}
		in := r.Outcome.Input
		in.Submit = true
		out = append(out, replay.Case{Number: fmt.Sprintf("C%03d", i), Day: in.Today, Input: in})
	}
	if len(out) < 10 {
		t.Fatalf("only %d cases", len(out))
	}
	return out
}

func all(list []replay.Case) iter.Seq2[replay.Case, error] {
	return func(yield func(replay.Case, error) bool) {
		for _, c := range list {
			if !yield(c, nil) {
				return
			}
		}
	}
}

func run(t testing.TB, before, after *eval.Program, list []replay.Case) replay.Replayed {
	t.Helper()
	got, err := replay.Run(before, after, all(list))
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// The same definition changes nothing.
func TestNothingChanges(t *testing.T) {
	base := engine.OpenBase(os.DirFS("../../examples/nanhai"))
	cases := past(t, base)
	got := run(t, program(t, base), program(t, base), cases)
	if got.Cases != len(cases) || got.Failed != 0 || len(got.Lines) != 0 || len(got.Counts) != 0 {
		t.Errorf("%+v", got)
	}
}

// Without its reuse rules a paper is asked for again, and with them again it falls away: the same cases, the other way round.
func TestReuseTakenAway(t *testing.T) {
	base := engine.OpenBase(os.DirFS("../../examples/nanhai"))
	cases := past(t, base)
	with, without := program(t, base), program(t, base, `
    reuse:
      - by: person
        when: it.hukou_region.startsWith("440605")
      - by: book
        when: it.live
`, "\n")
	taken, given := run(t, with, without, cases), run(t, without, with, cases)
	if taken.Counts[replay.Asked] == 0 || taken.Papers["elder_hukou_book"] != -taken.Counts[replay.Asked] {
		t.Errorf("taken away: %+v", taken)
	}
	if given.Counts[replay.Waived] != taken.Counts[replay.Asked] || given.Papers["elder_hukou_book"] != -taken.Papers["elder_hukou_book"] {
		t.Errorf("given: %+v", given)
	}
	for _, l := range taken.Lines {
		if l.Kind == replay.Asked && (l.At != "elder_hukou_book" || l.Before != "reused" || l.After != "needed") {
			t.Errorf("%+v", l)
		}
	}
}

// A stricter condition changes verdicts; a record that nobody looked up then is not known, and never taken as either.
func TestVerdictsAndWhatNobodyKnows(t *testing.T) {
	base := engine.OpenBase(os.DirFS("../../examples/nanhai"))
	cases := past(t, base)
	got := run(t, program(t, base), program(t, base, "that: person.birth_date + years(80) <= today + days(standard.early_days)", "that: person.birth_date + years(200) <= today"), cases)
	if got.Counts[replay.Verdict] == 0 {
		t.Errorf("nobody is 200 years old: %+v", got)
	}
	got = run(t, program(t, base), program(t, base, "  card: {licence: id_card}\n", "  card: {licence: id_card}\n  driver: {licence: driver_licence}\n",
		"      - by: book\n        when: it.live\n", "      - by: driver\n        when: it.live\n",
		"      - by: person\n        when: it.hukou_region.startsWith(\"440605\")\n", ""), cases)
	if got.Counts[replay.Unknown] == 0 || got.Counts[replay.Waived] > 0 {
		t.Errorf("a licence that nobody looked up: %+v", got)
	}
}

// However the cases are shared out, and in whatever order, the result is the same, and is that of looking at each case by itself.
func TestPartsMakeTheWhole(t *testing.T) {
	base := engine.OpenBase(os.DirFS("../../examples/nanhai"))
	cases := past(t, base)
	before, after := program(t, base), program(t, base, "that: person.birth_date + years(80) <= today + days(standard.early_days)", "that: person.birth_date + years(90) <= today")
	whole := run(t, before, after, cases)
	lines := 0
	for _, c := range cases {
		got, err := replay.Compare(before, after, c)
		if err != nil {
			t.Fatal(err)
		}
		lines += len(got)
	}
	if lines != len(whole.Lines) {
		t.Errorf("%d lines, one by one %d", len(whole.Lines), lines)
	}
	random := rand.New(rand.NewPCG(1, 2))
	for n := 1; n <= 7; n++ {
		shares := make([][]replay.Case, n)
		for _, i := range random.Perm(len(cases)) {
			k := random.IntN(n)
			shares[k] = append(shares[k], cases[i])
		}
		var parts []replay.Replayed
		for _, share := range shares {
			parts = append(parts, run(t, before, after, share))
		}
		if got := replay.Merge(parts...); !reflect.DeepEqual(got, whole) {
			t.Errorf("in %d parts:\n%+v\nwhole:\n%+v", n, got, whole)
		}
	}
}

func BenchmarkCompare(b *testing.B) {
	base := engine.OpenBase(os.DirFS("../../examples/nanhai"))
	cases := past(b, base)
	before, after := program(b, base), program(b, base, "years(80) <= today + days", "years(90) <= today + days")
	for i := 0; b.Loop(); i++ {
		if _, err := replay.Compare(before, after, cases[i%len(cases)]); err != nil {
			b.Fatal(err)
		}
	}
}
