package examples_test

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"banshi/engine/compile"
	"banshi/engine/eval"
	"banshi/engine/plan"
	"banshi/engine/prove"
	"banshi/engine/spec"
)

// application is one that an example applicant hands in: an item, filled in to the end.
type application struct {
	item, who string
	plan      *plan.Plan
	input     eval.Input
	state     *eval.State
}

// applications are those of the example district: every item that is filled in here, for everybody in its registers whom the
// item takes. What only the applicant can tell is answered as in the item's own tests: in his own where he has a complete
// one, else in the first that somebody hands in for himself. All that the district holds about him is looked up.
var applications = sync.OnceValues(func() ([]*application, error) {
	p, err := prove.Open(nanhai(), os.DirFS("nanhai"))
	if err != nil {
		return nil, err
	}
	var out []*application
	for _, item := range p.Catalogue.Spec.Items {
		of, err := applicationsOf(p, item.ID.S)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", item.ID.S, err)
		}
		out = append(out, of...)
	}
	return out, nil
})

func applicationsOf(p *prove.Prover, item string) (out []*application, err error) {
	prog := p.Catalogue.Program(item, compile.Chinese)
	if prog.Plan().Entry != nil {
		return nil, nil // it is begun elsewhere
	}
	own := map[string]bool{} // who has an application of his own
	var model *spec.Test
	for _, t := range p.Tests(item) {
		way := t.As.S + " as " + t.User.ActsAs.S
		if own[way] || len(t.Down)+len(t.Pending)+len(t.Facts)+len(t.Disputed) > 0 {
			continue // the district as it is
		}
		a, err := applied(prog, p.World, t, false)
		if err != nil {
			return nil, err
		}
		if !taken(a.state) || !a.state.Submit || len(a.state.Blocked) > 0 {
			continue
		}
		if own[way] = true; model == nil && t.User.ActsAs.S == "self" {
			model = t
		}
		out = append(out, a)
	}
	if model == nil {
		return nil, fmt.Errorf("no test hands in a complete application")
	}
	for _, kind := range prog.Plan().Applicants {
		for _, r := range rowsOf(kind) {
			t := *model
			t.As, t.User, t.Signed, t.Chosen = spec.Text{S: kind + "/" + r.ID}, nil, nil, nil
			if own[t.As.S+" as self"] {
				continue
			}
			a, err := applied(prog, p.World, &t, true)
			if err != nil {
				return nil, err
			}
			if taken(a.state) {
				out = append(out, a)
			}
		}
	}
	return out, nil
}

// taken tells that the item takes an application, though perhaps not on the spot.
func taken(s *eval.State) bool { return plan.Gravity(s.Verdict) < plan.Gravity("window") }

// applied fills in the application of a test. With borrowed, its answers are somebody else's: then whatever the district
// holds goes before them.
func applied(prog *eval.Program, w *prove.World, t *spec.Test, borrowed bool) (*application, error) {
	answers := maps.Clone(t.Answers)
	for round := 0; ; round++ {
		with := *t
		with.Answers = answers
		run, err := prove.NewRun(prog, w, &with)
		if err != nil {
			return nil, err
		}
		o, err := run.Evaluate()
		if err != nil {
			return nil, err
		}
		a := &application{item: prog.Plan().ID, who: t.As.S, plan: prog.Plan(), input: o.Input, state: o.State}
		less, changed := a.withoutFilled(answers, borrowed)
		if !changed || round > 20 {
			return a, nil
		}
		answers = less
	}
}

// withoutFilled leaves out the answers that nobody would type: those that stand there already. A table that begins with
// records of the district has them ticked in place of somebody else's rows.
func (a *application) withoutFilled(answers map[string]any, borrowed bool) (map[string]any, bool) {
	out, changed := maps.Clone(answers), false
	for _, f := range a.plan.Fields {
		answer, ok := out[f.ID]
		if !ok {
			continue
		}
		if f.Type != "table" {
			if filled := a.fill("form."+f.ID, f); filled && (borrowed || a.state.Fields["form."+f.ID].Filled == nil) {
				delete(out, f.ID)
				changed = true
			}
			continue
		}
		rows, _ := answer.([]any)
		offers := a.state.Fields["form."+f.ID].Options
		list := []any{}
		for i, r := range rows {
			row := maps.Clone(r.(map[string]any))
			id := row["_row"].(string)
			if borrowed && i < len(offers) && !slices.Contains(offers, id) {
				id, changed = offers[i], true
				row = map[string]any{"_row": id}
			}
			for _, c := range f.Columns {
				at := fmt.Sprintf("form.%s[%s].%s", f.ID, id, c.ID)
				if _, typed := row[c.ID]; typed && a.fill(at, c) && (borrowed || a.state.Fields[at].Filled == nil) {
					delete(row, c.ID)
					changed = true
				}
			}
			list = append(list, row)
		}
		out[f.ID] = list
	}
	return out, changed
}

// fill tells whether a value would stand there without an answer.
func (a *application) fill(path string, f *plan.Field) bool {
	st := a.state.Fields[path]
	if st.Filled != nil {
		return true
	}
	if len(f.Fill) == 0 || st.From == nil || st.From.Kind != "answer" {
		return false
	}
	s, err := a.program().Open(a.input)
	if err != nil {
		panic(err)
	}
	name, row, column := parted(path)
	if row == "" {
		s.Answer(name, nil, false)
	} else {
		rows := []any{}
		for _, r := range a.input.Answers[name].([]any) {
			r := maps.Clone(r.(map[string]any))
			if r["_row"] == row {
				delete(r, column)
			}
			rows = append(rows, r)
		}
		s.Answer(name, rows, true)
	}
	s.Update()
	from := s.State().Fields[path].From
	return from != nil && from.Kind != "answer"
}

func (a *application) program() *eval.Program { return nanhai().Program(a.item, compile.Chinese) }

// parted takes a path apart: form.name, or form.table[row].column.
func parted(path string) (name, row, column string) {
	name = strings.TrimPrefix(path, "form.")
	name, rest, _ := strings.Cut(name, "[")
	row, column, _ = strings.Cut(rest, "].")
	return name, row, column
}

// fieldAt finds the field of a path; nil for a row.
func fieldAt(p *plan.Plan, path string) *plan.Field {
	name, row, column := parted(path)
	f := p.Field(name)
	if f == nil || row == "" {
		return f
	}
	return f.Column(column)
}

// questions are what the applicant is shown to be filled in, by path: no heading of a table, nothing computed, nothing that a
// clerk fills in later.
func (a *application) questions() map[string]*plan.Field {
	out := map[string]*plan.Field{}
	for path, st := range a.state.Fields {
		f := fieldAt(a.plan, path)
		if f != nil && st.Shown && !f.Clerk && f.Step == "" && len(f.Compute) == 0 && f.Type != "table" {
			out[path] = f
		}
	}
	return out
}

// typed tells whether the applicant has to bring the value: it stood nowhere, or he wrote another.
func (a *application) typed(path string) bool {
	from := a.state.Fields[path].From
	return from == nil || from.Kind == "answer"
}

// tally is what applications ask and ask for.
type tally struct{ needed, typed, papers, waived int }

func (a *application) tally() (t tally) {
	for path := range a.questions() {
		if !a.state.Fields[path].Need {
			continue
		}
		t.needed++
		if a.typed(path) {
			t.typed++
		}
	}
	for _, m := range a.state.Materials {
		switch m.State {
		case "reused":
			t.waived++
		case "needed", "given", "promised", "deferred":
			t.papers++
		}
	}
	t.papers += t.waived
	return t
}

// share of n in a whole, in per cent.
func share(n, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return 100 * float64(n) / float64(whole)
}

const reportFile = "testdata/asked.txt"

// TestAsked holds the report of what applicants of each item type and hand in: `go test ./examples -update` writes it.
func TestAsked(t *testing.T) {
	list, err := applications()
	if err != nil {
		t.Fatal(err)
	}
	report := reportOf(list)
	if *update {
		if err := os.WriteFile(reportFile, []byte(report), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	stands, err := os.ReadFile(reportFile)
	if err != nil {
		t.Fatal(err)
	}
	if string(stands) != report {
		t.Errorf("%s says otherwise; -update writes it anew:\n%s", reportFile, report)
	}
}

func reportOf(list []*application) string {
	var b strings.Builder
	b.WriteString(`# What applicants of the example district type, and which papers fall away. go test ./examples -update writes this.
# An application for everybody in the registers whom the item takes; see asked_test.go. Fields are those that are shown and
# needed; typed ones stood nowhere. Papers are those that the case needs; waived ones are known from shared data.
#
# item  applications  fields needed, on average  of them typed, %  papers needed, on average  of them waived, %
`)
	of := map[string][]*application{}
	for _, a := range list {
		of[a.item] = append(of[a.item], a)
	}
	for _, item := range slices.Sorted(maps.Keys(of)) {
		var sum tally
		for _, a := range of[item] {
			x := a.tally()
			sum = tally{sum.needed + x.needed, sum.typed + x.typed, sum.papers + x.papers, sum.waived + x.waived}
		}
		n := float64(len(of[item]))
		fmt.Fprintf(&b, "%-30s %3d %6.1f %6.1f %6.1f %6.1f\n", item, len(of[item]), float64(sum.needed)/n, typedShare(of[item]),
			float64(sum.papers)/n, share(sum.waived, sum.papers))
	}
	fmt.Fprintf(&b, "%-30s %3d %6s %6.1f\n", "all", len(list), "", typedShare(list))
	return b.String()
}

// typedShare is the share of shown and needed fields that the applicant types, averaged over applications, in per cent.
func typedShare(list []*application) float64 {
	sum := 0.0
	for _, a := range list {
		t := a.tally()
		sum += share(t.typed, t.needed)
	}
	return sum / float64(len(list))
}
