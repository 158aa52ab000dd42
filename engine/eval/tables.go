package eval

import (
	"banshi/engine/field"
	"banshi/engine/value"
)

// tableData holds the rows of one table. Rows keep their identity by _row, whatever their place.
type tableData struct {
	rows   []*rowData
	given  bool // an answer stands there
	offers []*record
}

// rowData is one row: a record whose cells are columns and facts of the row.
type rowData struct {
	id       string
	table    *fieldProg
	slots    []value.Value
	cells    []fieldCell
	facts    []factCell
	from     *record // the record that the row began with
	fromFact string  // the fact that it came from
	errors   []Error
	self     value.Value // the row as a value, made once
}

// Get gives a column or a fact of the row.
func (r *rowData) Get(name string) value.Value {
	if i, ok := r.table.rowNames[name]; ok {
		return r.slots[i]
	}
	return value.Empty()
}

// answerTable reads the rows of an answer. One that the type refuses (no list of rows, a row without
// its own _row) counts as none and is an error; null leaves the table blank on purpose.
func (s *Session) answerTable(i int, f *fieldProg, raw any, answered bool) {
	old := s.tables[i]
	t, list, a := s.readTable(raw, answered)
	s.fields[i].answer = a
	byID := make(map[string]map[string]any, len(list))
	ids := make([]string, 0, len(list))
	for _, r := range list {
		byID[r.ID] = r.Cells
		ids = append(ids, r.ID)
	}
	if rows := f.def.Rows; rows != nil && len(rows.Fixed) > 0 {
		ids = fixedIDs(rows.Fixed)
		t.given = true
	}
	for _, id := range ids {
		t.rows = append(t.rows, s.row(f, old, id, byID[id]))
	}
	s.tables[i] = t
}

func (s *Session) readTable(raw any, answered bool) (*tableData, []field.Row, answer) {
	switch rows, fault := field.ParseRows(raw); {
	case !answered:
		return &tableData{}, nil, answer{}
	case fault != nil:
		return &tableData{}, nil, answer{given: true, raw: raw, fault: string(fault.Code)}
	case raw == nil:
		return &tableData{}, nil, answer{given: true, blank: true}
	default:
		return &tableData{given: true}, rows, answer{}
	}
}

func fixedIDs(titles []string) []string {
	ids := make([]string, len(titles))
	for i := range titles {
		ids[i] = "f" + itoa(i+1)
	}
	return ids
}

func (s *Session) row(f *fieldProg, old *tableData, id string, answers map[string]any) *rowData {
	r := &rowData{id: id, table: f, slots: make([]value.Value, len(f.rowNames)), cells: make([]fieldCell, len(f.columns)), facts: make([]factCell, len(f.facts))}
	r.self = value.RecordOf(r)
	prefix := f.path + "[" + id + "]."
	if old != nil {
		for _, o := range old.rows {
			if o.id == id {
				r = o
			}
		}
	}
	for i, c := range f.columns {
		raw, answered := answers[c.def.ID]
		r.cells[i].path = prefix + c.def.ID
		r.cells[i].answer = s.parseAnswer(c, raw, answered)
	}
	for i, fact := range f.facts {
		r.facts[i].path = prefix + fact.def.ID
	}
	return r
}

// evalTable evaluates the rows of a table, each in the order of its columns and facts.
func (s *Session) evalTable(i int, f *fieldProg, c *fieldCell) value.Value {
	t := s.tables[i]
	t.offers = t.offers[:0]
	hidden, shown := s.visible(f, c, s.sections[f.section].show)
	if !shown {
		c.val = hidden
		return c.val
	}
	s.needed(f, c)
	c.offers = s.offerRows(f, t)
	if !t.given {
		c.val = s.blank(f, c)
		if c.val.IsUnknown() {
			return c.val
		}
	}
	rows := make([]value.Value, 0, len(t.rows))
	for _, r := range t.rows {
		s.evalRow(f, r)
		rows = append(rows, r.self)
	}
	c.origin = fromAnswer
	if len(rows) == 0 && !t.given {
		c.origin = fromNowhere
	}
	c.val = value.List(rows)
	return c.val
}

func (s *Session) evalRow(f *fieldProg, r *rowData) {
	outer := s.frame.Row
	s.frame.Row = r.slots
	for _, n := range f.rowOrder {
		if n.kind == factNode {
			fp := f.facts[n.index]
			r.slots[fp.slot] = s.evalFact(fp, &r.facts[n.index], r.facts[n.index].path)
			continue
		}
		cp := f.columns[n.index]
		s.evalField(cp, &r.cells[n.index], yes)
		s.beginWith(cp, &r.cells[n.index], r)
		r.slots[cp.slot] = r.cells[n.index].val
	}
	s.frame.Row = outer
}

// offerRows finds the records that a table with `rows: {from: fact}` begins with. A row that carries
// a record's number begins with its cells. It gives the names that the offer waits for.
func (s *Session) offerRows(f *fieldProg, t *tableData) *value.Names {
	if f.def.Rows == nil || f.def.Rows.From == "" {
		return nil
	}
	v := s.frame.Slots[s.prog.scope.slots[f.def.Rows.From]]
	for _, e := range v.List() {
		if rec, ok := e.Record().(*record); ok {
			t.offers = append(t.offers, rec)
		}
	}
	for _, r := range t.rows {
		r.from = nil
		for _, rec := range t.offers {
			if rec.id == r.id {
				r.from, r.fromFact = rec, f.def.Rows.From
			}
		}
	}
	return v.Names()
}

// beginWith fills a column without fill of its own from the record that its row began with.
func (s *Session) beginWith(f *fieldProg, c *fieldCell, r *rowData) {
	if r.from == nil || f.fill != nil || f.compute != nil || !c.shown || c.answer.given {
		return
	}
	v := s.fitFill(f, c, r.from.Get(f.def.ID))
	if v.Known() {
		c.val, c.fill, c.origin = v, v, fromFill
		c.rec, c.recFact = r.from, r.fromFact
	}
}
