package catalog

import (
	"math/rand/v2"
	"strings"
	"testing"
)

func someLines(r *rand.Rand, most int) string {
	var b strings.Builder
	for range r.IntN(most + 1) {
		b.WriteString(string("abcd"[r.IntN(4)]) + "\n")
	}
	if r.IntN(3) == 0 {
		b.WriteString("无尾")
	}
	return b.String()
}

// The difference of two texts makes one of the other.
func TestDifference(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 5000 {
		before, after := someLines(r, 12), someLines(r, 12)
		if got, _, err := apply(before, difference(before, after)); err != nil || got != after {
			t.Fatalf("%q to %q: %q, %v", before, after, got, err)
		}
	}
}

// Whoever changed alone has it his way; both ways round it is the same; what only one settles is his.
func TestMerge(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	leave := func(dispute) (string, bool) { return "", false }
	for range 5000 {
		before, mine, their := someLines(r, 12), someLines(r, 12), someLines(r, 12)
		if got, open := merge(before, mine, before, leave); got != mine || len(open) > 0 {
			t.Fatalf("%q, %q alone: %q, %v", before, mine, got, open)
		}
		if got, open := merge(before, mine, mine, leave); got != mine || len(open) > 0 {
			t.Fatalf("%q, %q by both: %q, %v", before, mine, got, open)
		}
		one, a := merge(before, mine, their, leave)
		two, b := merge(before, their, mine, leave)
		if one != two || len(a) != len(b) {
			t.Fatalf("%q, %q, %q: %q %v, and the other way round %q %v", before, mine, their, one, a, two, b)
		}
		if _, open := merge(before, mine, their, func(d dispute) (string, bool) { return d.mine, true }); len(open) > 0 {
			t.Fatalf("%v is left open", open)
		}
	}
}

func TestMergeOfNodes(t *testing.T) {
	before := "name: 甲\ntype: grant\nform:\n  - id: a\n    title: 一\n  - id: b\n    title: 二\n"
	mine := strings.Replace(before, "title: 一", "title: 壹", 1)
	their := strings.Replace(strings.Replace(before, "title: 二", "title: 贰", 1), "type: grant", "type: permit", 1)
	leave := func(dispute) (string, bool) { return "", false }
	got, open := merge(before, mine, their, leave)
	if want := strings.Replace(their, "title: 一", "title: 壹", 1); got != want || len(open) > 0 {
		t.Errorf("%s\n%v", got, open)
	}
	// One below the other is no dispute, the same line is.
	if got, open := merge(before, strings.Replace(before, "甲", "乙", 1), strings.Replace(before, "grant", "permit", 1), leave); len(open) > 0 || !strings.HasPrefix(got, "name: 乙\ntype: permit\n") {
		t.Errorf("%s\n%v", got, open)
	}
	_, open = merge(before, mine, strings.Replace(before, "title: 一", "title: 1", 1), leave)
	if len(open) != 1 || open[0] != (dispute{5, "    title: 一\n", "    title: 壹\n", "    title: 1\n"}) {
		t.Errorf("%+v", open)
	}
	// Two who put something at the same place don't know of each other.
	_, open = merge(before, before+"x: 1\n", before+"y: 1\n", leave)
	if len(open) != 1 {
		t.Errorf("%+v", open)
	}
}
