// Package replay tells what a changed definition would have made of past cases: each is evaluated by the
// definition as it is and as it would be, on the answers and records of its own day. It is pure; where the
// cases come from is for others to say.
package replay

import (
	"cmp"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"

	"banshi/engine/eval"
)

// Case is a past application as it was handed in.
type Case struct {
	Number  string
	Day     string     // on which it was handed in, YYYY-MM-DD
	Version int        // of the definition by which it was
	Input   eval.Input // with the records that were found then
	Bad     error      // why it can't be read; it counts as one that could not be evaluated
}

// Kinds of difference. One case may have several, of several materials.
const (
	Waived  = "waived"  // 多免交: a paper that was asked for would not be
	Asked   = "asked"   // 反而要交: one that was not asked for would be
	Verdict = "verdict" // 结论变了
	Unknown = "unknown" // 还不知道: it would hang on a record that nobody looked up then
	Visits  = "visits"  // one would have to come more or less often
	Days    = "days"    // the promised time would be another
)

// kinds in the order in which they are told, the gravest first.
var kinds = []string{Verdict, Asked, Waived, Unknown, Visits, Days}

// Differing is one difference of one case.
type Differing struct {
	Number string `json:"number"`
	Day    string `json:"day"`
	Kind   string `json:"kind"`
	At     string `json:"at,omitempty"` // path of the material
	Before string `json:"before"`
	After  string `json:"after"`
}

// Replayed is what came of a replay, or of a part of one.
type Replayed struct {
	Cases  int            `json:"cases"`
	Failed int            `json:"failed,omitempty"` // could not be evaluated; they count as neither
	Which  []Failure      `json:"which,omitempty"`  // of them at most MostFailures, by number
	Counts map[string]int `json:"counts"`           // cases by kind
	Papers map[string]int `json:"papers"`           // more papers waived, less those asked, by material
	Lines  []Differing    `json:"lines"`            // at most MostLines, the gravest first, then by number
}

// Failure is a case that could not be evaluated.
type Failure struct {
	Number string `json:"number"`
	Why    string `json:"why"` // FailedRead or FailedEvaluation: errors may quote what somebody wrote, and are for the log
}

// Why a case could not be evaluated.
const (
	FailedRead       = "read"
	FailedEvaluation = "evaluation"
)

const (
	// MostLines is how many differences are kept to be looked at.
	MostLines = 2000
	// MostFailures is how many cases are named that could not be evaluated.
	MostFailures = 200
)

// Grave are the numbers of the cases that somebody has to look at before the definition is published, each once, in
// order: those in which a paper would be asked for after all, or the verdict would be another.
func (r Replayed) Grave() []string {
	var out []string
	for _, l := range r.Lines {
		if l.Kind == Asked || l.Kind == Verdict {
			out = append(out, l.Number)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Run replays cases. The result does not hang on their order.
func Run(before, after *eval.Program, cases iter.Seq2[Case, error]) (Replayed, error) {
	out := Replayed{Counts: map[string]int{}, Papers: map[string]int{}}
	for c, err := range cases {
		if err != nil {
			return out, fmt.Errorf("replay: %w", err)
		}
		out.Cases++
		if c.Bad != nil {
			out.fail(c.Number, FailedRead)
			continue
		}
		lines, err := Compare(before, after, c)
		if err != nil {
			out.fail(c.Number, FailedEvaluation)
			continue
		}
		out.add(lines)
	}
	out.finish()
	return out, nil
}

// Merge joins the results of parts, in any order.
func Merge(parts ...Replayed) Replayed {
	out := Replayed{Counts: map[string]int{}, Papers: map[string]int{}}
	for _, p := range parts {
		out.Cases, out.Failed = out.Cases+p.Cases, out.Failed+p.Failed
		for kind, n := range p.Counts {
			out.Counts[kind] += n
		}
		for material, n := range p.Papers {
			out.Papers[material] += n
		}
		out.Lines, out.Which = append(out.Lines, p.Lines...), append(out.Which, p.Which...)
	}
	out.finish()
	return out
}

func (r *Replayed) fail(number, why string) {
	r.Failed++
	if r.Which = append(r.Which, Failure{number, why}); len(r.Which) > 2*MostFailures {
		r.finish()
	}
}

func (r *Replayed) add(lines []Differing) {
	seen := map[string]bool{}
	for _, l := range lines {
		if !seen[l.Kind] {
			seen[l.Kind] = true
			r.Counts[l.Kind]++
		}
		material, _, _ := strings.Cut(l.At, "[")
		switch l.Kind {
		case Waived:
			r.Papers[material]++
		case Asked:
			r.Papers[material]--
		}
	}
	r.Lines = append(r.Lines, lines...)
	if len(r.Lines) > 2*MostLines {
		r.finish()
	}
}

// finish sorts the lines and leaves out those beyond the bound.
func (r *Replayed) finish() {
	slices.SortFunc(r.Lines, func(a, b Differing) int {
		return cmp.Or(slices.Index(kinds, a.Kind)-slices.Index(kinds, b.Kind), cmp.Compare(a.Number, b.Number), cmp.Compare(a.At, b.At))
	})
	r.Lines = slices.Clip(r.Lines[:min(len(r.Lines), MostLines)])
	slices.SortFunc(r.Which, func(a, b Failure) int { return cmp.Compare(a.Number, b.Number) })
	r.Which = slices.Clip(r.Which[:min(len(r.Which), MostFailures)])
}

// Compare tells how one case would have been otherwise.
func Compare(before, after *eval.Program, c Case) ([]Differing, error) {
	in := c.Input
	in.Given = nil // what was brought because it was asked for says nothing about whether it is asked for
	was, err := before.Evaluate(in)
	if err != nil {
		return nil, err
	}
	now, err := after.Evaluate(in)
	if err != nil {
		return nil, err
	}
	var out []Differing
	note := func(kind, at, a, b string) {
		out = append(out, Differing{Number: c.Number, Day: c.Day, Kind: kind, At: at, Before: a, After: b})
	}
	materials(was, now, note)
	if was.Verdict != now.Verdict {
		note(Verdict, "", was.Verdict, now.Verdict)
	}
	if len(out) == 0 && now.Settled != was.Settled {
		note(Unknown, "", word(was.Settled), word(now.Settled))
	}
	if was.Visits != now.Visits {
		note(Visits, "", span(was.Visits), span(now.Visits))
	}
	if a, b := promise(was), promise(now); a != b {
		note(Days, "", a, b)
	}
	return out, nil
}

// materials holds each material of both states against the other.
func materials(was, now *eval.State, note func(kind, at, a, b string)) {
	paths := map[string]bool{}
	for path := range was.Materials {
		paths[path] = true
	}
	for path := range now.Materials {
		paths[path] = true
	}
	for _, path := range slices.Sorted(maps.Keys(paths)) {
		a, b := state(was, path), state(now, path)
		switch {
		case a == b:
		case open(a) || open(b):
			note(Unknown, path, a, b)
		case wanted(a) && !wanted(b):
			note(Waived, path, a, b)
		case !wanted(a) && wanted(b):
			note(Asked, path, a, b)
		}
	}
}

// state is that of a material; one that a definition does not have is not needed.
func state(s *eval.State, path string) string {
	if m, ok := s.Materials[path]; ok {
		return m.State
	}
	return "not_needed"
}

// wanted tells the states in which the applicant brings a paper, now or later.
func wanted(state string) bool { return state == "needed" || state == "deferred" }

// open tells the states that hang on what is not known.
func open(state string) bool { return state == "undecided" || state == "to_be_found" }

func word(settled bool) string {
	if settled {
		return "settled"
	}
	return "open"
}

// span writes how often one comes: 0, or 0-1 where it is not decided.
func span(r eval.Range) string {
	if r.Min == r.Max {
		return strconv.Itoa(r.Min)
	}
	return fmt.Sprintf("%d-%d", r.Min, r.Max)
}

func promise(s *eval.State) string {
	if s.Limit == nil {
		return ""
	}
	return s.Limit.Promised
}
