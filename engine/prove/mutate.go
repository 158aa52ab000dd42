package prove

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"

	"banshi/engine/eval"
	"banshi/engine/expr"
	"banshi/engine/plan"
)

// Mutant is one way in which a definition could have been wrong.
type Mutant struct {
	Item   string `json:"item"`
	Rule   string `json:"rule"`
	Kind   string `json:"kind"`             // comparison constant day negation conjunct option quantifier reference effect
	Change string `json:"change"`           // form.n >= 60 → form.n > 60
	Killed string `json:"killed,omitempty"` // by which test; none: it survived
	Broken bool   `json:"broken,omitempty"` // it could not even be bound; that counts as noticed
	// Equivalent is the reason for which no test can notice it, where tests.yaml names it.
	Equivalent string `json:"equivalent,omitempty"`
	// Shows says of a survivor where the states of the tests differ, though no test looks there.
	Shows []string `json:"shows,omitempty"`
}

// ID is what tests.yaml calls a mutant: its rule and the change, as text.
func (m Mutant) ID() string { return m.Rule + " " + m.Kind + ": " + m.Change }

// Survived tells that no test noticed, and that nobody has said why none could.
func (m Mutant) Survived() bool { return m.Killed == "" && !m.Broken && m.Equivalent == "" }

// Score is the share of mutants that tests noticed, of those that can be noticed.
type Score struct {
	Mutants, Noticed, Equivalent int
}

// Percent is 100 where there is nothing to notice. It is cut to one decimal, so that 100.0 means all.
func (s Score) Percent() float64 {
	if s.Mutants == s.Equivalent {
		return 100
	}
	return math.Floor(1000*float64(s.Noticed)/float64(s.Mutants-s.Equivalent)) / 10
}

// ScoreOf counts mutants.
func ScoreOf(list []Mutant) Score {
	s := Score{Mutants: len(list)}
	for _, m := range list {
		switch {
		case m.Equivalent != "":
			s.Equivalent++
		case !m.Survived():
			s.Noticed++
		}
	}
	return s
}

// Mutate breaks the rules of an item one by one, and runs its tests until one notices. The tests must
// pass before. With only, just the mutants whose ID contains it are tried. An equivalent that tests.yaml
// names and that is none (no such mutant, or a test notices it) is an error, and so are too many.
func (p *Prover) Mutate(item, only string) ([]Mutant, error) {
	tests := p.Item(item)
	for _, r := range tests {
		if !r.Passed() {
			return nil, fmt.Errorf("测试“%s”本来就没通过：先改好它，再改坏规则来试", r.Name)
		}
	}
	prog := p.Catalogue.Program(item, "")
	if prog == nil || len(tests) == 0 {
		return nil, nil
	}
	own, err := cloned(prog.Plan())
	if err != nil {
		return nil, err
	}
	m := &mutator{prover: p, item: item, plan: own, only: only, order: map[string]int{}, tests: tests, seen: map[string]bool{}, named: map[string]int{}}
	if m.reach, err = reach(prog, tests); err != nil {
		return nil, err
	}
	for i, n := range own.Order {
		m.order[n] = i
	}
	eachRule(own, m.rule)
	for _, r := range own.Rules {
		was := r.Effect
		r.Effect = otherEffect[was]
		m.try("eligibility."+r.ID+".that", Mutant{Rule: "eligibility." + r.ID + ".effect", Kind: "effect", Change: was + " → " + r.Effect})
		r.Effect = was
	}
	if m.err == nil {
		m.err = p.judgeEquivalents(item, only, m.out)
	}
	return m.out, m.err
}

var otherEffect = map[string]string{
	"refuse": "review", "review": "refuse", "refer": "refuse", "window": "review", "inspect": "warn", "warn": "inspect",
}

func cloned(p *plan.Plan) (*plan.Plan, error) {
	data, err := json.Marshal(p)
	if err != nil {
		return nil, fmt.Errorf("prove: plan %s: %w", p.ID, err)
	}
	out := &plan.Plan{}
	if err := json.Unmarshal(data, out); err != nil {
		return nil, fmt.Errorf("prove: plan %s: %w", p.ID, err)
	}
	return out, nil
}

// reach lists for each rule the tests that ask it, by their place.
func reach(prog *eval.Program, tests []*Result) (map[string][]int, error) {
	out := map[string][]int{}
	for i, r := range tests {
		s, err := prog.Open(r.Outcome.Input)
		if err != nil {
			return nil, fmt.Errorf("prove: %s: %w", r.Name, err)
		}
		s.Trace(func(at *eval.Site) {
			if list := out[at.Rule]; len(list) == 0 || list[len(list)-1] != i {
				out[at.Rule] = append(list, i)
			}
		})
	}
	return out, nil
}

type mutator struct {
	prover *Prover
	item   string
	plan   *plan.Plan
	only   string
	order  map[string]int
	tests  []*Result        // as they come out of the right rules
	reach  map[string][]int // rule → tests that ask it; they are tried first
	last   int              // the test that noticed last
	seen   map[string]bool  // changed rules: two changes to the same rule are one mutant
	named  map[string]int   // how many mutants have an ID
	out    []Mutant
	err    error
}

// rule tries every change of every node of a rule, one at a time.
func (m *mutator) rule(path string, at **expr.Node) {
	root := *at
	m.seen = map[string]bool{identity(root): true}
	m.node(path, at, at, at)
	if isCondition(path) && root.Op != expr.Lit {
		*at = &expr.Node{Op: "!", Args: []*expr.Node{root}}
		m.fresh(path, at, Mutant{Rule: path, Kind: "negation", Change: "!(…)"})
	}
	*at = root
}

// node tries the changes of a node and of those below it. parent is what it is told beside.
func (m *mutator) node(path string, root, parent, at **expr.Node) {
	n := *at
	for _, c := range m.changes(path, n) {
		told := parent
		if !besides((*parent).Op) {
			told = at
		}
		before := written(*told)
		*at = c.to
		say := c.say
		if say == "" {
			say = before + " → " + written(*told)
		}
		m.fresh(path, root, Mutant{Rule: path, Kind: c.kind, Change: say})
		*at = n
	}
	for i := range n.Args {
		m.node(path, root, at, &n.Args[i])
	}
}

// besides tells whether a part of the node is better told together with it: 80 alone says little,
// years(80) says more.
func besides(op expr.Op) bool {
	switch op {
	case expr.And, expr.Or, expr.Cond, expr.All, expr.Exists, expr.Filter, expr.Map, expr.List, expr.Has, "!":
		return false
	}
	return true
}

// fresh tries a changed rule that was not tried before in other words.
func (m *mutator) fresh(path string, root **expr.Node, mutant Mutant) {
	key := identity(*root)
	if m.seen[key] {
		return
	}
	m.seen[key] = true
	m.try(path, mutant)
}

// identity is the same for rules that come to the same by their signs alone: !(a == b) is a != b also
// where a is empty or unknown, and !!a is a.
func identity(n *expr.Node) string {
	if n.Op != "!" {
		return written(n)
	}
	inner := n.Args[0]
	switch inner.Op {
	case "!":
		return identity(inner.Args[0])
	case "==", "!=":
		return written(&expr.Node{Op: otherOp[inner.Op], Args: inner.Args})
	}
	return written(n)
}

// try binds the plan as it stands and runs the tests until one fails.
func (m *mutator) try(path string, mutant Mutant) {
	mutant.Item = m.item
	id := mutant.ID()
	if m.named[id]++; m.named[id] > 1 {
		mutant.Change += fmt.Sprintf(" (%d)", m.named[id])
	}
	if m.err != nil || !strings.Contains(mutant.ID(), m.only) {
		return
	}
	prog, err := eval.Bind(m.plan)
	if err != nil {
		mutant.Broken = true
		m.out = append(m.out, mutant)
		return
	}
	got := make([]*Result, len(m.tests))
	tests := m.prover.Tests(m.item)
	for _, t := range m.first(path) {
		got[t] = m.prover.test(m.item, prog, tests[t])
		if !got[t].Passed() {
			mutant.Killed, m.last = got[t].Name, t
			break
		}
	}
	if mutant.Killed == "" {
		mutant.Shows, m.err = m.shows(got)
	}
	m.out = append(m.out, mutant)
}

// first orders the tests: the one that noticed last, those that ask the rule, the others.
func (m *mutator) first(path string) []int {
	asks := m.reach[path]
	out := make([]int, 0, len(m.tests))
	if slices.Contains(asks, m.last) {
		out = append(out, m.last)
	}
	for _, t := range asks {
		if t != m.last {
			out = append(out, t)
		}
	}
	for t := range m.tests {
		if !slices.Contains(asks, t) {
			out = append(out, t)
		}
	}
	return out
}
