package prove

import (
	"slices"
	"strings"

	"banshi/engine/expr"
	"banshi/engine/plan"
)

// Whether a condition can be unknown is worked out from what it reads and from what is asked before it: a
// second entry is only reached when the first one's condition is decided, a need only while its field is
// shown. All states of what the condition reads are gone through (a value, empty, unknown), and in each,
// what the condition and those before it could come to. What comes out is never less than what can be, so
// a condition is let off only where it is proved that no test could see it unknown.

// outcome is a set of what a rule can come to.
type outcome uint8

const (
	isTrue outcome = 1 << iota
	isFalse
	isOther // any other value: a text, a number, a list, a record
	isEmpty
	isUnknown

	isKnown = isTrue | isFalse | isOther
	isAny   = isKnown | isEmpty | isUnknown
)

// guard is what must have come out for a rule to be asked.
type guard struct {
	node    *expr.Node
	allowed outcome
}

// mostReads bounds the search: three states for each name that the rule reads.
const mostReads = 8

// possibilities works out what the rules of one plan can come to.
type possibilities struct {
	plan  *plan.Plan
	many  map[string]bool        // facts that are lists: their cells are never unknown
	memo  map[string]bool        // can this field be unknown
	busy  map[string]bool        // fields that are being worked out
	field map[string]*plan.Field // by id
}

func newPossibilities(p *plan.Plan) *possibilities {
	out := &possibilities{p, map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]*plan.Field{}}
	for _, f := range p.Facts {
		out.many[f.ID] = f.Many
	}
	for _, f := range p.Fields {
		out.field["form."+f.ID] = f
	}
	return out
}

// canBeUnknown tells whether the rule can be unknown when it is asked.
func (p *possibilities) canBeUnknown(n *expr.Node, guards []guard) bool {
	reads := outerReads(n)
	if len(reads) > mostReads {
		return true
	}
	return p.search(n, guards, reads, map[string]outcome{})
}

func (p *possibilities) search(n *expr.Node, guards []guard, reads []string, state map[string]outcome) bool {
	if len(reads) == 0 {
		if p.of(n, state)&isUnknown == 0 {
			return false
		}
		return !slices.ContainsFunc(guards, func(g guard) bool { return p.of(g.node, state)&g.allowed == 0 })
	}
	for _, s := range p.states(reads[0], state) {
		state[reads[0]] = s
		if p.search(n, guards, reads[1:], state) {
			return true
		}
	}
	delete(state, reads[0])
	return false
}

// states are those that a name can be in: a cell is what its record is, or has a value or none.
func (p *possibilities) states(name string, state map[string]outcome) []outcome {
	if dot := strings.LastIndexByte(name, '.'); dot > 0 {
		switch record, ok := state[name[:dot]]; {
		case ok && record != isKnown:
			return []outcome{record}
		case ok:
			return []outcome{isKnown, isEmpty}
		}
	}
	var out []outcome
	can := p.limits(name, state)
	for _, s := range []outcome{isKnown, isEmpty, isUnknown} {
		if can&s != 0 {
			out = append(out, s)
		}
	}
	return out
}

// limits gives what can stand under a name in a state: what is hidden for an unknown reason is unknown, a
// fact that is looked up for an unknown reason or under an unknown key is too; what is hidden or not
// looked up is empty.
func (p *possibilities) limits(name string, state map[string]outcome) outcome {
	all := isKnown | isEmpty
	switch name {
	case "today", "applicant.no", "applicant.kind", "user.no", "user.acts_as", "user.level":
		return isKnown
	}
	if p.readUnknown(name) {
		all = isAny
	}
	if p.busy[name] {
		return all
	}
	p.busy[name] = true
	defer delete(p.busy, name)
	var gates []*expr.Node
	if f := p.field[name]; f != nil {
		gates = append(gates, f.Show)
		if s := p.plan.Section(f.Section); s != nil {
			gates = append(gates, s.Show)
		}
	}
	if f := p.plan.Fact(name); f != nil {
		gates = append(gates, f.When)
		all = through(all, p.key(f, state), isKnown)
	}
	for _, g := range gates {
		if g != nil {
			all = through(all, truth(p.of(g, state)), isTrue)
		}
	}
	return all
}

func (p *possibilities) key(f *plan.Fact, state map[string]outcome) outcome {
	if f.Key == nil {
		return isKnown
	}
	return p.of(f.Key, state)
}

// through is what comes behind a gate: everything where it is open, nothing known where it is not.
func through(all, gate, open outcome) outcome {
	out := gate & isUnknown
	if gate&open != 0 {
		out |= all
	}
	if gate&^(open|isUnknown) != 0 {
		out |= isEmpty
	}
	return out
}

// outerReads lists the names that a rule reads from outside, and behind each the cells of its record.
func outerReads(n *expr.Node) []string {
	out := n.Reads()
	roots := len(out)
	n.Walk(func(n *expr.Node) bool {
		if n.Op == expr.Get && n.Args[0].Op == expr.Var && slices.Contains(out[:roots], n.Args[0].Name) && !slices.Contains(out, written(n)) {
			out = append(out, written(n))
		}
		return true
	})
	return out
}

// readUnknown tells whether what stands under a name can be unknown. Who the applicant and the user are,
// and which day it is, is always known; a computed field is unknown when what it is computed from is, and so is one that is
// filled in whatever the applicant does.
func (p *possibilities) readUnknown(name string) bool {
	root, _, _ := strings.Cut(name, ".")
	switch root {
	case "applicant", "user", "today":
		return false
	}
	f := p.field[name]
	if f == nil || p.busy[name] {
		return true
	}
	entries := f.Compute
	if alwaysFilled(f) {
		entries = f.Fill
	}
	if len(entries) == 0 {
		return true
	}
	if known, ok := p.memo[name]; ok {
		return known
	}
	p.busy[name] = true
	out := f.Show != nil && p.canBeUnknown(f.Show, nil)
	for _, c := range entries {
		out = out || c.When != nil && p.canBeUnknown(c.When, nil) || c.Value != nil && p.canBeUnknown(c.Value, nil)
	}
	if s := p.plan.Section(f.Section); s != nil && s.Show != nil {
		out = out || p.canBeUnknown(s.Show, nil)
	}
	delete(p.busy, name)
	p.memo[name] = out
	return out
}

// alwaysFilled tells that a field has a value from the start, which the applicant may change and can't take away: it is needed,
// and its last entry is a value that is always on offer.
func alwaysFilled(f *plan.Field) bool {
	if len(f.Fill) == 0 || !f.Need.IsConst(true) || f.Within != nil || f.Min != nil || f.Max != nil {
		return false
	}
	last := f.Fill[len(f.Fill)-1]
	offered := !slices.ContainsFunc(f.Options, func(o *plan.Option) bool { return o.When != nil || o.From != "" || o.To != "" })
	return last.When == nil && last.Value.Op == expr.Lit && offered
}
