package eval

import (
	"strconv"

	"banshi/engine/value"
)

// How a way of not asking for a material came out, the one that came furthest last.
const (
	TriedNone      = "none"      // no such record
	TriedDown      = "down"      // its source does not answer
	TriedUnknown   = "unknown"   // not decided yet
	TriedTrust     = "trust"     // the record is not trusted enough
	TriedPaper     = "paper"     // an earlier paper is another one, or too old
	TriedCondition = "condition" // the condition does not hold of it
	TriedReused    = "reused"
)

// Tried is one way of not asking for a material: an entry of its reuse.
type Tried struct {
	Material string // its path: proof, proof[r1]
	Entry    int    // in the material's reuse, from 1
	By       string // the fact
	Records  string // id of its source or licence
	Outcome  string
	// Of the record that came furthest; none without one.
	Evidence *Evidence
	Site     *Site // its condition, where that decided
}

// Reuses visits each way of not asking for a material that the state hangs on, in the order of the
// definition, up to the one by which it is reused. A material that is not needed is left out.
func (s *Session) Reuses(visit func(Tried)) {
	s.Update()
	t := &tracer{session: s, scope: s.prog.scope}
	for _, m := range s.prog.material {
		t.visit = func(*Site) {}
		t.eachMaterial(m, func(rule, path string) {
			if !possible(s.asked(m.def.Part)) || m.need != nil && !possible(m.need.Eval(&s.frame)) {
				return
			}
			for i, r := range m.reuse {
				if r.by == nil {
					continue
				}
				n := ".reuse." + strconv.Itoa(i+1)
				got := t.tried(rule+n, path+n, r)
				got.Material, got.Entry, got.By, got.Records = path[len("materials."):], i+1, r.def.By, r.def.Records
				if visit(got); got.Outcome == TriedReused {
					return
				}
			}
		})
	}
}

// tried tries each record of a way, and tells of the one that came furthest.
func (t *tracer) tried(rule, path string, r reuseProg) Tried {
	s := t.session
	by := r.by.Eval(&s.frame)
	if by.IsUnknown() {
		if s.isDown(by.Names()) {
			return Tried{Outcome: TriedDown}
		}
		return Tried{Outcome: TriedUnknown}
	}
	list := []value.Value{by}
	if by.Kind() == value.KindList {
		list = by.List()
	}
	out := Tried{Outcome: TriedNone}
	for _, e := range list {
		got := t.record(rule, path, r, e)
		if rank[got.Outcome] > rank[out.Outcome] {
			out = got
		}
		if out.Outcome == TriedReused {
			break
		}
	}
	return out
}

var rank = map[string]int{TriedNone: 0, TriedTrust: 1, TriedPaper: 2, TriedCondition: 3, TriedUnknown: 4, TriedDown: 5, TriedReused: 6}

func (t *tracer) record(rule, path string, r reuseProg, v value.Value) Tried {
	s := t.session
	rec, ok := v.Record().(*record)
	if !ok {
		return Tried{Outcome: TriedNone}
	}
	out := Tried{Evidence: s.evidence(rec)}
	switch {
	case !trustEnough(s.trustOf(rec), r.def.Trust):
		out.Outcome = TriedTrust
		return out
	case r.def.Paper != "" && !s.samePaper(rec, r.def):
		out.Outcome = TriedPaper
		return out
	case r.when == nil:
		out.Outcome = TriedReused
		return out
	}
	s.frame.It = v
	when := r.when.Eval(&s.frame)
	out.Site = &Site{Rule: rule + ".when", Path: path + ".when", Node: r.when.Node(), Value: when, frame: s.frame, scope: t.scope}
	s.frame.It = value.Value{}
	switch {
	case when.IsTrue():
		out.Outcome = TriedReused
	case when.IsUnknown() && s.isDown(when.Names()):
		out.Outcome = TriedDown
	case when.IsUnknown():
		out.Outcome = TriedUnknown
	default:
		out.Outcome = TriedCondition
	}
	return out
}

// Further tells whether one way came further than another: a record whose condition fails further than none.
func (t Tried) Further(o Tried) bool { return rank[t.Outcome] > rank[o.Outcome] }
