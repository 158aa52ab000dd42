package eval

import (
	"slices"
	"strings"

	"banshi/engine/plan"
	"banshi/engine/value"
)

// States of a material, as the language page lists them.
const (
	notNeeded = "not_needed"
	made      = "made"
	given     = "given"
	reused    = "reused"
	undecided = "undecided"
	promised  = "promised"
	deferred  = "deferred"
	toBeFound = "to_be_found"
	needed    = "needed"
)

// materialCell holds the states of one material, or of one for each row.
type materialCell struct {
	states []materialRow
}

type materialRow struct {
	path  string
	state MaterialState
	names *value.Names
	hang  *value.Names // what an undecided reuse hangs on
	// doubts: unknowns without which it might not have been waived.
	doubts *value.Names
	// review: a choice made earlier whose condition is not known any more.
	review bool
}

func (s *Session) evalMaterial(i int) {
	m, c := s.prog.material[i], &s.material[i]
	c.states = c.states[:0]
	if m.per == nil {
		c.states = append(c.states, s.materialAt(m, m.def.ID))
		return
	}
	table := s.frame.Slots[m.per.slot]
	if table.Kind() != value.KindList {
		return
	}
	outer := s.frame.Row
	for _, e := range table.List() {
		r := e.Record().(*rowData)
		s.frame.Row = r.slots
		c.states = append(c.states, s.materialAt(m, m.def.ID+"["+r.id+"]"))
	}
	s.frame.Row = outer
}

// materialAt finds the first state of the table that fits.
func (s *Session) materialAt(m *materialProg, path string) materialRow {
	row := materialRow{path: path}
	row.state.FormOf = s.in.FormOf[path]
	need := s.asked(m.def.Part)
	if need.IsTrue() {
		need = s.holds(m.need)
	}
	row.state.Need = need.IsTrue()
	if !need.IsTrue() && !need.IsUnknown() {
		row.state.State = notNeeded
		if m.def.Welcome && !m.def.Made && s.given[path] {
			row.state.State = given
		}
		return row
	}
	switch {
	case m.def.Made && s.madeState(m, path, &row):
	case !m.def.Made && s.given[path]: // nothing that is brought stands in for a signature
		row.state.State, row.names = given, nil
	case s.reused(m, &row):
	case need.IsUnknown():
		row.state.State, row.names = undecided, need.Names()
	case row.state.State != "":
	default:
		s.withoutPaper(m, path, &row)
	}
	return row
}

// madeState tells whether the system has made the paper and the right person has signed it; it notes
// who must sign, and waits where that is not known yet.
func (s *Session) madeState(m *materialProg, path string, row *materialRow) bool {
	if m.sign == nil {
		row.state.State = made
		return true
	}
	who := m.sign.Eval(&s.frame)
	switch {
	case who.IsUnknown():
		row.state.State, row.names = undecided, who.Names()
	case who.Kind() == value.KindText:
		row.state.Signer = who.Text()
		if s.hasSigned(m.def, path, who.Text()) {
			row.state.State = made
			return true
		}
	}
	return false
}

// hasSigned tells whether the signature of the right person is there.
func (s *Session) hasSigned(m *plan.Material, path, who string) bool {
	by := s.in.Signed[path]
	return by != "" && (by == who || by == s.in.User.No && s.signs(m, who))
}

// reused looks for a record that stands in; where that is not decided it notes what it hangs on.
func (s *Session) reused(m *materialProg, row *materialRow) bool {
	hang, ok := s.reuse(m, row)
	row.hang = hang
	return ok
}

// withoutPaper looks for what makes a needed material that nothing stands in for not asked for: a
// promise, a deferral, a source that will tell. What is still undecided stays so, but shows what is on
// offer.
func (s *Session) withoutPaper(m *materialProg, path string, row *materialRow) {
	waitsForSource := row.hang != nil && (s.isDown(row.hang) || s.in.Submit && !applicantOpens(row.hang))
	switch {
	case waitsForSource:
		row.doubts = row.hang
	case row.hang != nil && !s.in.Submit:
		row.state.State, row.names = undecided, row.hang
	}
	if s.choice(m.promise, m.def.Promise != nil, s.promised[path], row) {
		row.state.Promise = s.render(m.promiseText)
		if s.promised[path] && row.state.State == "" {
			row.state.State = promised
			return
		}
	}
	if s.choice(m.deferAt, m.def.Defer != nil, s.deferred[path], row) {
		row.state.Defer = true
		if s.deferred[path] && row.state.State == "" {
			row.state.State = deferred
			return
		}
	}
	switch {
	case row.state.State != "":
	case waitsForSource:
		row.state.State, row.names = toBeFound, row.hang
	default:
		row.state.State, row.doubts = needed, nil // with the paper there is nothing left to doubt
	}
}

// applicantOpens tells whether an unknown hangs on what the applicant can settle: a signature to be had, a
// record to be picked.
func applicantOpens(names *value.Names) bool {
	return slices.ContainsFunc(names.Slice(), func(n string) bool {
		return strings.HasPrefix(n, "consent:") || strings.HasPrefix(n, "choose:")
	})
}

// choice tells whether a promise or deferral is on offer. One that was made stays when its condition
// becomes unknown, and a person looks at it.
func (s *Session) choice(when programOrNil, exists, taken bool, row *materialRow) bool {
	if !exists {
		return false
	}
	v := s.holds(when)
	row.doubts = value.Union(row.doubts, v.Names())
	if v.IsUnknown() && taken {
		row.review = true
		return true
	}
	return v.IsTrue()
}

// reuse tries the records in order. The names tell what an undecided one hangs on, if none is true.
func (s *Session) reuse(m *materialProg, row *materialRow) (*value.Names, bool) {
	var hang *value.Names
	for _, r := range m.reuse {
		if r.by == nil { // a paper for each row is not looked for among earlier ones
			continue
		}
		v, rec := s.tryReuse(r)
		if v.IsUnknown() {
			hang = value.Union(hang, v.Names())
		}
		if v.IsTrue() && rec != nil {
			row.state.State, row.state.By, row.names = reused, r.def.By, nil
			row.state.Evidence = s.evidence(rec)
			return nil, true
		}
	}
	return hang, false
}

func (s *Session) tryReuse(r reuseProg) (value.Value, *record) {
	by := r.by.Eval(&s.frame)
	if by.Kind() == value.KindList {
		return s.tryEach(r, by.List())
	}
	if !by.Known() {
		return by, nil
	}
	return s.tryRecord(r, by)
}

func (s *Session) tryEach(r reuseProg, list []value.Value) (value.Value, *record) {
	result := value.Empty()
	for _, e := range list {
		v, rec := s.tryRecord(r, e)
		if v.IsTrue() {
			return v, rec
		}
		if v.IsUnknown() {
			if result.IsUnknown() {
				v = value.Unknown(value.Union(result.Names(), v.Names()))
			}
			result = v
		}
	}
	return result, nil
}

func (s *Session) tryRecord(r reuseProg, v value.Value) (value.Value, *record) {
	rec, ok := v.Record().(*record)
	if !ok || !trustEnough(s.trustOf(rec), r.def.Trust) || r.def.Paper != "" && !s.samePaper(rec, r.def) {
		return value.Bool(false), nil
	}
	s.frame.It = v
	when := s.holds(r.when)
	s.frame.It = value.Value{}
	return when, rec
}

// samePaper tells whether an earlier paper is the one wanted, and given recently enough: the last day counts.
func (s *Session) samePaper(rec *record, want *plan.Reuse) bool {
	given := rec.Get("given")
	if rec.Get("paper").Text() != want.Paper || given.Kind() != value.KindDate {
		return false
	}
	until, ok := s.after(given.Date(), want.Within)
	return want.Within == nil || ok && until >= s.today
}

func (s *Session) trustOf(r *record) string {
	if r.prog.own() {
		if t := r.Get("trust"); t.Kind() == value.KindText {
			return t.Text()
		}
	}
	return r.prog.def.Trust
}

// trustEnough compares trust levels: A is the best, D the least; B where nothing is asked.
func trustEnough(have, want string) bool {
	if want == "" {
		want = "B"
	}
	return have != "" && have <= want
}

func (s *Session) evidence(r *record) *Evidence {
	e := &Evidence{Source: r.prog.def.ID, Record: r.id, Title: r.prog.def.Title, Trust: s.trustOf(r), At: r.at}
	if r.prog.own() {
		e.Number, e.Issuer = r.Get("number").Text(), r.Get("issuer").Text()
		if v := r.Get("valid_to"); v.Kind() == value.KindDate {
			e.Until = v.Date().String()
		}
	}
	return e
}
