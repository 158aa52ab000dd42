package eval

import "strings"

// Withhold gives a state as the applicant may read it: what the records of somebody else hold stays
// behind, and what the rules made of them goes out. st is a state of this session's application, be it
// the one that was kept at submission.
func (s *Session) Withhold(st *State) *State {
	paths := s.Lookups().Paths
	if len(paths) == 0 {
		return st
	}
	others := make(map[string]bool, len(paths))
	for _, p := range paths {
		others[p] = true
	}
	out := *st
	out.Facts = make(map[string]FactState, len(st.Facts))
	for path, f := range st.Facts {
		if others[path] {
			f = FactState{Source: f.Source, Is: f.Is, Down: f.Down, Missing: f.Missing}
		}
		out.Facts[path] = f
	}
	out.Fields = make(map[string]FieldState, len(st.Fields))
	for path, f := range st.Fields {
		if f.From != nil && others[f.From.Fact] {
			f.From = &Origin{Kind: f.From.Kind, Fact: f.From.Fact, Source: f.From.Source}
		}
		out.Fields[path] = f
	}
	out.Materials = make(map[string]MaterialState, len(st.Materials))
	for path, m := range st.Materials {
		if e := m.Evidence; e != nil && others[s.reusedFact(path, m.By)] {
			m.Evidence = &Evidence{Source: e.Source, Title: e.Title, Trust: e.Trust}
		}
		out.Materials[path] = m
	}
	out.Wants = make([]Want, len(st.Wants))
	for i, w := range st.Wants {
		if w.Other {
			w.Key = ""
		}
		out.Wants[i] = w
	}
	return &out
}

// reusedFact is the path of the fact whose record stands in for a material: by names it, and the path
// of the material tells the row.
func (s *Session) reusedFact(material, by string) string {
	fact, ofRow := strings.CutPrefix(by, "row.")
	id, row, perRow := strings.Cut(material, "[")
	if !ofRow || !perRow {
		return by
	}
	for _, m := range s.prog.material {
		if m.def.ID == id {
			return "form." + m.def.Per + "[" + row + "." + fact
		}
	}
	return by
}
