package replay

import (
	"maps"
	"slices"
	"strings"

	"banshi/engine/eval"
	"banshi/engine/tell"
)

// Why is a case by two definitions: what became otherwise, and by which conditions. It quotes no answer and no record: whoever
// wants to see these opens the case itself.
type Why struct {
	Lines  []Differing
	Papers []PaperWhy
	Rules  []RuleWhy
}

// PaperWhy is one material that became otherwise.
type PaperWhy struct {
	At, Title     string // path; what it is called
	Before, After PaperSide
}

// PaperSide is a material by one definition.
type PaperSide struct {
	State string
	Ways  []WayWhy // what was tried in its place, in the order of the definition
}

// WayWhy is one way of not asking for a paper.
type WayWhy struct {
	Entry   int
	Records string // what the source or licence is called
	Outcome string // see eval.Tried
	Clauses []ClauseWhy
}

// ClauseWhy is a part of its condition, and what it came to: true, false, unknown.
type ClauseWhy struct{ Text, Result string }

// RuleWhy is a condition for acceptance that came out otherwise; "" where a definition has none of it.
type RuleWhy struct{ ID, Title, Before, After string }

// Explain tells why one case would have been otherwise.
func Explain(before, after *eval.Program, c Case) (Why, error) {
	lines, err := Compare(before, after, c)
	if err != nil {
		return Why{}, err
	}
	out := Why{Lines: lines}
	was, err := sideOf(before, c)
	if err != nil {
		return Why{}, err
	}
	now, err := sideOf(after, c)
	if err != nil {
		return Why{}, err
	}
	for _, l := range lines {
		if l.At == "" {
			continue
		}
		w := PaperWhy{At: l.At, Title: now.title(l.At), Before: was.paper(l.At), After: now.paper(l.At)}
		if w.Title == "" {
			w.Title = was.title(l.At)
		}
		out.Papers = append(out.Papers, w)
	}
	out.Rules = rulesOf(was, now)
	return out, nil
}

// side is a case by one definition, opened.
type side struct {
	prog  *eval.Program
	state *eval.State
	ways  map[string][]WayWhy // by path of the material
}

func sideOf(prog *eval.Program, c Case) (side, error) {
	in := c.Input
	in.Given = nil // as Compare does
	s, err := prog.Open(in)
	if err != nil {
		return side{}, err
	}
	p, teller := prog.Plan(), tell.New(prog.Plan())
	out := side{prog: prog, ways: map[string][]WayWhy{}}
	s.Reuses(func(t eval.Tried) {
		w := WayWhy{Entry: t.Entry, Records: t.Records, Outcome: t.Outcome}
		if rec := p.Records[t.Records]; rec != nil {
			w.Records = rec.Title
		}
		if t.Site != nil {
			for _, b := range teller.Condition(t.Site).Because {
				w.Clauses = append(w.Clauses, ClauseWhy{b.Text, b.Result})
			}
		}
		out.ways[t.Material] = append(out.ways[t.Material], w)
	})
	out.state = s.State()
	return out, nil
}

func (s side) paper(path string) PaperSide { return PaperSide{state(s.state, path), s.ways[path]} }

func (s side) title(path string) string {
	id, _, _ := strings.Cut(path, "[")
	for _, m := range s.prog.Plan().Materials {
		if m.ID == id {
			return m.Title
		}
	}
	return ""
}

func rulesOf(was, now side) []RuleWhy {
	titles := map[string]string{}
	for _, s := range []side{was, now} {
		for _, r := range s.prog.Plan().Rules {
			titles[r.ID] = r.Title
		}
	}
	var out []RuleWhy
	for _, id := range slices.Sorted(maps.Keys(titles)) {
		a, b := was.state.Rules[id], now.state.Rules[id]
		if a.Result != b.Result || a.Effect != b.Effect {
			out = append(out, RuleWhy{id, titles[id], a.Result, b.Result})
		}
	}
	return out
}
