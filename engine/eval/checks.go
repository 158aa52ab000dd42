package eval

import (
	"banshi/engine/field"
	"banshi/engine/value"
)

// checkField works out the errors of a field, and of every cell and row of a table.
func (s *Session) checkField(i int) {
	f, c := s.prog.fields[i], &s.fields[i]
	c.errors = nil
	if !c.shown {
		return
	}
	if !f.isTable {
		s.checkCell(f, c)
		return
	}
	t := s.tables[i]
	c.errors = rowCount(f, c)
	if c.answer.fault != "" {
		c.errors = []Error{{Code: c.answer.fault}}
	}
	outer := s.frame.Row
	for _, r := range t.rows {
		s.frame.Row = r.slots
		for j, col := range f.columns {
			r.cells[j].errors = nil
			if r.cells[j].shown {
				s.checkCell(col, &r.cells[j])
			}
		}
		r.errors = s.failing(f.checks)
	}
	s.frame.Row = outer
}

func rowCount(f *fieldProg, c *fieldCell) []Error {
	rows, n := f.def.Rows, len(c.val.List())
	if rows == nil || c.origin == fromNowhere || n == 0 && !c.need {
		return nil
	}
	if fault := field.RowCount(n, rows.Min, rows.Max); fault != nil {
		return []Error{{Code: string(fault.Code), Bound: boundText(fault.Limit)}}
	}
	return nil
}

func (s *Session) checkCell(f *fieldProg, c *fieldCell) {
	switch {
	case f.compute != nil || c.fixed(f): // what stands there is not the answer
	case c.answer.fault != "":
		c.errors = append(c.errors, Error{Code: c.answer.fault})
	case c.answer.usable() && !c.onOffer(f, c.answer.val) && c.origin != fromFill:
		c.errors = append(c.errors, Error{Code: string(field.NotAnOption)})
	case c.refused && c.origin != fromAnswer: // the source's fault and not the applicant's
		c.errors = append(c.errors, Error{Code: string(field.NotAnOption), Warn: true})
	}
	if f.bounded && c.val.Known() {
		c.errors = append(c.errors, s.bounds(f, c)...)
	}
	s.frame.Value = c.val
	c.errors = append(c.errors, s.failing(f.checks)...)
	s.frame.Value = value.Value{}
}

// bounds are errors of a value that is kept all the same: length, min, max. What the applicant can't change,
// a computed or locked value, does not keep him from submitting: a person looks.
func (s *Session) bounds(f *fieldProg, c *fieldCell) []Error {
	var fault *field.Fault
	if len(f.def.Length) == 2 {
		fault = field.Length(c.val, f.def.Length[0], f.def.Length[1])
	}
	var hang *value.Names
	if f.min != nil && fault == nil {
		least := f.min.Eval(&s.frame)
		fault, hang = field.Least(c.val, least), least.Names()
	}
	if f.max != nil && fault == nil {
		most := f.max.Eval(&s.frame)
		fault, hang = field.Most(c.val, most), value.Union(hang, most.Names())
	}
	if fault != nil {
		return []Error{{Code: string(fault.Code), Bound: boundText(fault.Limit), Warn: f.compute != nil || c.fixed(f)}}
	}
	return s.undecided(hang)
}

// undecided is what a submission says of a check or bound that hangs on names.
func (s *Session) undecided(names *value.Names) []Error {
	if names == nil || !s.in.Submit {
		return nil
	}
	return []Error{{Code: "undecided", Names: names.Slice(), Warn: true}}
}

// boundText writes a bound as an answer would be written in JSON, as text.
func boundText(v value.Value) string {
	switch v.Kind() {
	case value.KindDate:
		return v.Date().String()
	case value.KindInt, value.KindNumber:
		return v.Number().Canon()
	}
	return ""
}

func (s *Session) checkSection(i int) {
	p, c := s.prog.sections[i], &s.sections[i]
	c.errors = nil
	if c.show.IsTrue() {
		c.errors = s.failing(p.checks)
	}
}

// failing lists the checks that are false, and those that can't be decided: one that holds needs no `when`.
func (s *Session) failing(checks []*checkProg) []Error {
	var out []Error
	for _, c := range checks {
		when := s.holds(c.when)
		if !possible(when) {
			continue
		}
		switch that := c.that.Eval(&s.frame); {
		case when.IsTrue() && that.IsFalse():
			out = append(out, Error{Code: "check", Say: s.render(c.say), Warn: c.warn})
		case that.IsFalse() || that.IsUnknown():
			out = append(out, s.undecided(value.Union(when.Names(), that.Names()))...)
		}
	}
	return out
}
