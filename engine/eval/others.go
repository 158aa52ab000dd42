package eval

import (
	"sort"

	"banshi/engine/value"
)

// Key names one look-up: a source or licence, and the key under which it was asked.
type Key struct{ Source, Key string }

// Program gives the program under which the session evaluates.
func (s *Session) Program() *Program { return s.prog }

// KeyOf is the key by which the fact at a path is looked up, "" where it isn't known; also that of a record about somebody
// else, which no state tells: it is for the server alone.
func (s *Session) KeyOf(path string) string {
	if c := s.factAt(path); c != nil {
		return c.key
	}
	return ""
}

// Input gives what the session has been told so far. It must not be changed.
func (s *Session) Input() Input { return s.in }

// Lookups are the look-ups that the facts of a session make.
type Lookups struct {
	// Own are those of records that applicant or user may see: about themselves, or about nobody.
	Own map[Key]bool
	// Others are those of records about somebody who is neither applicant nor user. Such records never
	// leave the server. A record that another fact reads as an own one is not among them.
	Others map[Key]bool
	// Paths are those of the facts that look at somebody else's record, sorted.
	Paths []string
}

// Lookups tells which records the session looks at, and whose they are.
func (s *Session) Lookups() Lookups {
	out := Lookups{Own: map[Key]bool{}, Others: map[Key]bool{}}
	s.eachFact(func(f *factProg, c *factCell, path string) {
		k := Key{f.def.Source, c.key}
		if !c.other {
			out.Own[k] = true
			return
		}
		out.Others[k] = true
		out.Paths = append(out.Paths, path)
	})
	for k := range out.Own {
		delete(out.Others, k)
	}
	sort.Strings(out.Paths)
	return out
}

// Shut lists the look-ups that nobody has consented to, not even by another fact: what was found before,
// when somebody had, is not to be kept.
func (s *Session) Shut() map[Key]bool {
	shut, open := map[Key]bool{}, map[Key]bool{}
	s.eachFact(func(f *factProg, c *factCell, _ string) {
		k := Key{f.def.Source, c.key}
		if c.shut {
			shut[k] = true
		} else {
			open[k] = true
		}
	})
	for k := range open {
		delete(shut, k)
	}
	return shut
}

// eachFact goes through all facts, those of rows by their paths.
func (s *Session) eachFact(note func(f *factProg, c *factCell, path string)) {
	for i, f := range s.prog.facts {
		note(f, &s.facts[i], f.def.ID)
	}
	for i, f := range s.prog.fields {
		if !f.isTable || !s.fields[i].shown {
			continue
		}
		for _, r := range s.tables[i].rows {
			for j, rf := range f.facts {
				note(rf, &r.facts[j], r.facts[j].path)
			}
		}
	}
}

// Value gives what a name of a rule (form.area, a fact, today) is worth now; the zero Value for a
// name that the plan does not have.
func (s *Session) Value(name string) value.Value {
	if i, ok := s.prog.scope.slots[name]; ok {
		return s.frame.Slots[i]
	}
	return value.Value{}
}
