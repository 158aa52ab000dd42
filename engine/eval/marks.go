package eval

import (
	"encoding/json"
	"fmt"
	"strings"

	"banshi/engine/value"
)

// Marks are the values that the applicant has confirmed, by path: see Session.Mark. A mark that is "" stands
// for whatever is there: a confirmation that is not sent yet.
type Marks map[string]string

// UnmarshalJSON takes a list of paths as well, as inputs of before had it.
func (m *Marks) UnmarshalJSON(data []byte) error {
	var paths []string
	if json.Unmarshal(data, &paths) == nil {
		*m = make(Marks, len(paths))
		for _, p := range paths {
			(*m)[p] = ""
		}
		return nil
	}
	var all map[string]string
	if err := json.Unmarshal(data, &all); err != nil {
		return fmt.Errorf("eval: confirmed is an object path → mark: %w", err)
	}
	*m = all
	return nil
}

// Mark is what 没错 at a path stands for now: the source of the filled value and the value itself. A
// confirmation counts while its mark is this one, so that another value, or the same from elsewhere, is asked
// again. "" where nothing stands to be confirmed.
func (s *Session) Mark(path string) string {
	s.Update()
	f, c := s.cellAt(path)
	if c == nil || !c.shown || !c.fill.Known() || edit(f.def) != "confirm" {
		return ""
	}
	return mark(f, c)
}

func mark(f *fieldProg, c *fieldCell) string {
	source := ""
	switch {
	case c.rec != nil && f.fill == nil:
		source = c.rec.prog.def.ID
	case c.fillBy >= 0 && c.fillBy < len(f.fill):
		source = f.fill[c.fillBy].source
	}
	raw, err := value.Canonical(f.typ.JSON(c.fill))
	if err != nil {
		return source // what has no canonical JSON is confirmed by where it comes from
	}
	return source + " " + string(raw)
}

// confirmed tells whether the applicant has confirmed what fills the field now.
func (s *Session) confirmed(f *fieldProg, c *fieldCell, path string) bool {
	was, ok := s.in.Confirmed[path]
	return ok && (was == "" || was == mark(f, c))
}

// cellAt finds a field by its path, or a cell of a row.
func (s *Session) cellAt(path string) (*fieldProg, *fieldCell) {
	id, cell, inRow := strings.Cut(strings.TrimPrefix(path, "form."), "[")
	n, ok := s.prog.byField[id]
	if !ok {
		return nil, nil
	}
	i := s.prog.nodes[n].index
	if !inRow {
		return s.prog.fields[i], &s.fields[i]
	}
	t := s.tables[i]
	if t == nil {
		return nil, nil
	}
	row, column, _ := strings.Cut(cell, "].")
	for _, r := range t.rows {
		for j, c := range r.table.columns {
			if r.id == row && c.def.ID == column {
				return c, &r.cells[j]
			}
		}
	}
	return nil, nil
}
