package prove

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"banshi/engine/eval"
	"banshi/engine/expr"
	"banshi/engine/plan"
	"banshi/engine/value"
)

// Edge is an applicant just before, at, or just behind the point where a comparison turns.
type Edge struct {
	Rule    string `json:"rule"`    // eligibility.age.that
	Varied  string `json:"varied"`  // today, or the path of an answer
	Where   string `json:"where"`   // before, at, after
	Value   string `json:"value"`   // the day, or the answer
	Result  string `json:"result"`  // of the rule: true, false, unknown, empty; off where it was not asked
	Verdict string `json:"verdict"` // of the whole
	Test    string `json:"test"`    // the test that it begins from
}

var comparisons = []expr.Op{"==", "!=", "<", "<=", ">", ">="}

// Edges derives the applicants at the edges of an item's conditions, from the inputs of its tests: the
// value of each comparison, one below and one above; the eve, the day and the day after. Each comparison
// is tried once, from the test whose own day is nearest to the edge.
func Edges(results []*Result) ([]Edge, error) {
	d := &deriver{best: map[string]int{}}
	for _, r := range results {
		if r.Error != "" {
			continue
		}
		s, err := r.Run.Program.Open(r.Outcome.Input)
		if err != nil {
			return nil, fmt.Errorf("prove: %s: %w", r.Name, err)
		}
		d.result = r
		s.Trace(func(at *eval.Site) {
			if isCondition(at.Rule) {
				d.condition(at, at.Node, nil)
			}
		})
	}
	for _, c := range d.edges {
		d.result = c.result
		c.try()
	}
	return d.out, d.err
}

type deriver struct {
	result *Result
	edges  []candidate
	best   map[string]int // comparison → its place in edges
	out    []Edge
	err    error
}

// candidate is an edge that can be tried from a test, so many days from the test's own.
type candidate struct {
	result *Result
	days   int64
	try    func()
}

func (d *deriver) propose(key string, c candidate) {
	c.result = d.result
	i, ok := d.best[key]
	switch {
	case !ok:
		d.best[key] = len(d.edges)
		d.edges = append(d.edges, c)
	case c.days < d.edges[i].days:
		d.edges[i] = c
	}
}

// condition finds comparisons, with the names that are bound around them.
func (d *deriver) condition(at *eval.Site, n *expr.Node, bound map[string]value.Value) {
	switch n.Op {
	case expr.All, expr.Exists, expr.Filter, expr.Map:
		d.condition(at, n.Args[0], bound)
		for _, e := range at.Eval(n.Args[0], bound).List() {
			inner := maps.Clone(bound)
			if inner == nil {
				inner = map[string]value.Value{}
			}
			inner[n.Name] = e
			d.condition(at, n.Args[1], inner)
		}
		return
	}
	if slices.Contains(comparisons, n.Op) {
		d.comparison(at, n, bound)
	}
	for _, a := range n.Args {
		d.condition(at, a, bound)
	}
}

func (d *deriver) comparison(at *eval.Site, n *expr.Node, bound map[string]value.Value) {
	key := at.Rule + " " + fmt.Sprint(n.From, n.To, n.Op)
	a, b := at.Eval(n.Args[0], bound), at.Eval(n.Args[1], bound)
	if !countable(a) || !countable(b) {
		return
	}
	if field, other := d.answer(at, n, a, b); field != "" {
		d.propose(key, candidate{try: func() { d.around(at, field, other) }})
		return
	}
	if day, ok := turningDay(at, n, bound); ok {
		today := at.Eval(&expr.Node{Op: expr.Var, Name: "today"}, nil).Date()
		d.propose(key, candidate{days: abs(day.Sub(today)), try: func() {
			for i, where := range []string{"before", "at", "after"} {
				text := (day + value.Date(i) - 1).String()
				d.try(at, "today", where, text, func(in *eval.Input) { in.Today = text })
			}
		}})
	}
}

func countable(v value.Value) bool { return v.IsNumeric() || v.Kind() == value.KindDate }

// answer tells whether one side is an answer of the form by itself, and what stands on the other.
func (d *deriver) answer(at *eval.Site, n *expr.Node, a, b value.Value) (field string, other value.Value) {
	for i, v := range []value.Value{b, a} {
		id, ok := strings.CutPrefix(n.Args[i].Name, "form.")
		if n.Args[i].Op != expr.Var || !ok || slices.Contains(n.Args[1-i].Reads(), n.Args[i].Name) {
			continue
		}
		if _, answered := d.result.Outcome.Input.Answers[id]; answered {
			return id, v
		}
	}
	return "", value.Value{}
}

// around tries the answers one below, at, and one above a value.
func (d *deriver) around(at *eval.Site, id string, v value.Value) {
	f := words{d.result.Run.Program.Plan()}.field("form." + id)
	for i, where := range []string{"before", "at", "after"} {
		raw, ok := step(f, v, int64(i-1))
		if !ok {
			continue
		}
		d.try(at, "form."+id, where, fmt.Sprint(raw), func(in *eval.Input) {
			in.Answers = maps.Clone(in.Answers)
			in.Answers[id] = raw
		})
	}
}

// step is the answer n steps from a value: whole ones, days, or the last decimal.
func step(f *plan.Field, v value.Value, n int64) (any, bool) {
	switch {
	case f == nil:
		return nil, false
	case v.Kind() == value.KindDate:
		return (v.Date() + value.Date(n)).String(), true
	case f.Type == "integer":
		return v.Int() + n, true
	}
	places := 2
	if f.Digits != nil {
		places = *f.Digits
	}
	unit, _ := value.ParseDecimal("0." + strings.Repeat("0", max(places-1, 0)) + "1")
	if places == 0 {
		unit = value.FromInt(1)
	}
	by, _ := unit.Mul(value.FromInt(n))
	sum, ok := v.Number().Add(by)
	return sum.Fixed(places), ok
}

// turningDay finds the day on which the two sides of a comparison meet, if the day moves them.
func turningDay(at *eval.Site, n *expr.Node, bound map[string]value.Value) (value.Date, bool) {
	today := at.Eval(&expr.Node{Op: expr.Var, Name: "today"}, nil).Date()
	gap := func(day value.Date) (int64, bool) {
		s := at.On(day)
		a, b := s.Eval(n.Args[0], bound), s.Eval(n.Args[1], bound)
		if a.Kind() != b.Kind() || !countable(a) {
			return 0, false
		}
		if a.Kind() == value.KindDate {
			return a.Date().Sub(b.Date()), true
		}
		diff, ok := a.Number().Sub(b.Number())
		if c, known := value.Compare(value.Num(diff), value.Int(0)); ok && known {
			return int64(c), true
		}
		return 0, false
	}
	return meet(gap, today)
}

// furthest is how far from the test's own day an edge is looked for: two lives.
const furthest = 200 * 366

// meet finds the first day on which the gap is not on the side any more on which it begins.
func meet(gap func(value.Date) (int64, bool), today value.Date) (value.Date, bool) {
	low, high := today-furthest, today+furthest
	first, ok := gap(low)
	last, also := gap(high)
	if !ok || !also || sign(first) == sign(last) {
		return 0, false
	}
	for high-low > 1 {
		mid := low + (high-low)/2
		g, ok := gap(mid)
		if !ok {
			return 0, false
		}
		if sign(g) == sign(first) {
			low = mid
		} else {
			high = mid
		}
	}
	return high, true
}

func abs(n int64) int64 {
	if n < 0 {
		return -n
	}
	return n
}

func sign(n int64) int {
	switch {
	case n < 0:
		return -1
	case n > 0:
		return 1
	}
	return 0
}

// try evaluates the test's application with one thing changed, and notes what comes out.
func (d *deriver) try(at *eval.Site, varied, where, text string, change func(*eval.Input)) {
	run := *d.result.Run
	change(&run.Input)
	out, err := run.Evaluate()
	if err != nil {
		d.err = fmt.Errorf("prove: %s at %s %s: %w", at.Rule, varied, text, err)
		return
	}
	e := Edge{Rule: at.Rule, Varied: varied, Where: where, Value: text, Verdict: out.State.Verdict, Test: d.result.Name, Result: "off"}
	s, err := run.Program.Open(out.Input)
	if err != nil {
		d.err = err
		return
	}
	s.Trace(func(now *eval.Site) {
		if now.Path == at.Path {
			e.Result = eval.Result(now.Value)
		}
	})
	d.out = append(d.out, e)
}
