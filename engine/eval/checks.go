package eval

import (
	"banshi/engine/expr"
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
	case f.compute != nil || c.origin == fromFill && f.def.Edit == "locked": // what stands there is not the answer
	case c.answer.fault != "":
		c.errors = append(c.errors, Error{Code: c.answer.fault})
	case c.answer.usable() && !c.onOffer(f, c.answer.val) && c.origin != fromFill:
		c.errors = append(c.errors, Error{Code: string(field.NotAnOption)})
	case c.refused && c.origin != fromAnswer: // the source's fault and not the applicant's
		c.errors = append(c.errors, Error{Code: string(field.NotAnOption), Warn: true})
	}
	if c.val.Known() && c.origin == fromAnswer {
		c.errors = append(c.errors, s.bounds(f, c.val)...)
	}
	s.frame.Value = c.val
	c.errors = append(c.errors, s.failing(f.checks)...)
	s.frame.Value = value.Value{}
}

// bounds are errors of a value that is kept all the same: length, min, max.
func (s *Session) bounds(f *fieldProg, v value.Value) []Error {
	var fault *field.Fault
	if len(f.def.Length) == 2 {
		fault = field.Length(v, f.def.Length[0], f.def.Length[1])
	}
	if b, ok := s.bound(f.min); ok && fault == nil {
		fault = field.Least(v, b)
	}
	if b, ok := s.bound(f.max); ok && fault == nil {
		fault = field.Most(v, b)
	}
	if fault == nil {
		return nil
	}
	return []Error{{Code: string(fault.Code), Bound: boundText(fault.Limit)}}
}

func (s *Session) bound(p *expr.Program) (value.Value, bool) {
	if p == nil {
		return value.Value{}, false
	}
	v := p.Eval(&s.frame)
	return v, v.Known()
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

// failing lists the checks that are false, and those that can't be decided.
func (s *Session) failing(checks []*checkProg) []Error {
	var out []Error
	for _, c := range checks {
		if !s.holds(c.when).IsTrue() {
			continue
		}
		v := c.that.Eval(&s.frame)
		switch {
		case v.IsFalse():
			out = append(out, Error{Code: "check", Say: s.render(c.say), Warn: c.warn})
		case v.IsUnknown() && s.in.Submit:
			out = append(out, Error{Code: "undecided", Names: v.Names().Slice(), Warn: true})
		}
	}
	return out
}
