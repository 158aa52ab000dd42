package catalog

import (
	"math/rand/v2"
	"slices"
	"testing"
)

const someLetters = "ab甲乙😀\n"

func someText(r *rand.Rand, most int) string {
	runes := []rune(someLetters)
	out := make([]rune, r.IntN(most+1))
	for i := range out {
		out[i] = runes[r.IntN(len(runes))]
	}
	return string(out)
}

// somePatch cuts between characters, never within one.
func somePatch(r *rand.Rand, text string) Patch {
	runes := []rune(text)
	from := r.IntN(len(runes) + 1)
	to := from + r.IntN(min(4, len(runes)-from)+1)
	return Patch{units(string(runes[:from])), units(string(runes[:to])), someText(r, 3)}
}

// Whatever is done to a text: its inverse takes it back, and all steps put together are what happened step by step.
func TestPatches(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 5000 {
		old := someText(r, 20)
		text, list := old, whole()
		for range r.IntN(6) {
			p := []Patch{somePatch(r, text)}
			next, inverse, err := apply(text, p)
			if err != nil {
				t.Fatal(err)
			}
			if back, again, err := apply(next, inverse); err != nil || back != text || !slices.Equal(again, p) {
				t.Fatalf("%q %v: back to %q, %v, %v", text, p, back, again, err)
			}
			list, text = list.then(p), next
		}
		changes := list.changes(old)
		if got, _, err := apply(old, changes); err != nil || got != text {
			t.Fatalf("%q to %q: %v gives %q, %v", old, text, changes, got, err)
		}
		if text == old && len(changes) != 0 && slices.ContainsFunc(changes, func(p Patch) bool { return p.From == p.To && p.Text == "" }) {
			t.Fatalf("nothing changed, and yet %v", changes)
		}
		if p := between(old, text); len(p) > 0 {
			if got, _, err := apply(old, p); err != nil || got != text {
				t.Fatalf("%q to %q: %v gives %q, %v", old, text, p, got, err)
			}
		}
	}
}

// What doesn't touch is carried, and both orders give the same text.
func TestCarried(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	moved := 0
	for range 5000 {
		text := someText(r, 20)
		mine, theirs := []Patch{somePatch(r, text)}, []Patch{somePatch(r, text)}
		after, ok := carried(mine, theirs, false)
		back, also := carried(theirs, mine, false)
		if ok != also {
			t.Fatalf("%v and %v: %t, %t", mine, theirs, ok, also)
		}
		if !ok {
			continue
		}
		moved++
		a, _, err := apply(text, theirs)
		if err != nil {
			t.Fatal(err)
		}
		b, _, err := apply(text, mine)
		if err != nil {
			t.Fatal(err)
		}
		a, _, err1 := apply(a, after)
		b, _, err2 := apply(b, back)
		if err1 != nil || err2 != nil || a != b {
			t.Fatalf("%q: %v, %v: %q and %q", text, mine, theirs, a, b)
		}
	}
	if moved < 500 {
		t.Errorf("only %d were carried", moved)
	}
}

func TestPatchesThatDoNotFit(t *testing.T) {
	for _, p := range [][]Patch{{{0, 5, ""}}, {{2, 1, ""}}, {{1, 2, "x"}, {0, 1, "y"}}, {{3, 4, ""}}, {{-1, 0, ""}}} {
		if _, _, err := apply("a😀b", p); err == nil && p[0].From != 3 {
			t.Errorf("%v was carried out", p)
		}
	}
	if _, _, err := apply("a😀b", []Patch{{2, 3, ""}}); err == nil {
		t.Error("half a character was cut out")
	}
}
