package eval

import (
	"banshi/engine/expr"
	"banshi/engine/plan"
	"banshi/engine/value"
)

// Granted is one thing that the item gives when it is granted: a licence, a record, or a document. Missing names
// what it still hangs on: a field that a later step fills, a fact that did not answer. It is made out once
// nothing is missing.
type Granted struct {
	*plan.Result
	Row     string         // of the table, where there is one for each row
	Cells   map[string]any // as JSON; what is empty is left out
	ValidTo string         // day; "": without end
	Missing []string
}

type resultProg struct {
	def     *plan.Result
	per     *fieldProg
	when    *expr.Program
	validTo *expr.Program
	fields  []assignProg
}

type assignProg struct {
	cellType
	value *expr.Program
}

func (b *binding) results(p *plan.Plan, sc scope) {
	for _, r := range p.Results {
		out := resultProg{def: r}
		in := sc
		if r.Per != "" {
			for _, f := range b.prog.fields {
				if f.def.ID == r.Per {
					out.per = f
				}
			}
			if out.per == nil {
				b.fail("result %s: no table %q", r.Of, r.Per)
				return
			}
			names := map[string]int{}
			for n, i := range out.per.rowNames {
				names["row."+n] = i
			}
			in = scope{slots: sc.slots, row: names}
		}
		out.when, out.validTo = b.rule(r.When, in), b.rule(r.ValidTo, in)
		for _, a := range r.Fields {
			out.fields = append(out.fields, assignProg{cellType: b.assigned(p, r, a.Field), value: b.rule(a.Value, in)})
		}
		b.prog.rest.results = append(b.prog.rest.results, out)
	}
}

// assigned is the type of a cell of what is given; a text where the plan does not hold it.
func (b *binding) assigned(p *plan.Plan, r *plan.Result, id string) cellType {
	if c := p.Records[r.Of].Cell(id); c != nil {
		return b.cell(c)
	}
	return b.cell(&plan.Field{ID: id, Type: "text"})
}

// Results gives what the item gives if it is granted on a day: each whose condition holds, of the parts that
// are asked for and not struck out (nil: none is).
func (s *Session) Results(on value.Date, refused map[string]bool) []Granted {
	s.Update()
	var out []Granted
	for _, r := range s.prog.rest.results {
		if r.def.Part != "" && (refused[r.def.Part] || !s.asked(r.def.Part).IsTrue()) {
			continue
		}
		if r.per == nil {
			out = s.result(out, r, "", on)
			continue
		}
		table := s.frame.Slots[r.per.slot]
		if table.Kind() != value.KindList {
			continue
		}
		outer := s.frame.Row
		for _, e := range table.List() {
			row := e.Record().(*rowData)
			s.frame.Row = row.slots
			out = s.result(out, r, row.id, on)
		}
		s.frame.Row = outer
	}
	return out
}

func (s *Session) result(out []Granted, r resultProg, row string, on value.Date) []Granted {
	when := s.holds(r.when)
	if !when.IsTrue() && !when.IsUnknown() {
		return out
	}
	res := Granted{Result: r.def, Row: row, Cells: map[string]any{}}
	missing := when.Names()
	for _, f := range r.fields {
		v := f.value.Eval(&s.frame)
		switch {
		case v.IsUnknown():
			missing = value.Union(missing, v.Names())
		case v.Known():
			res.Cells[f.def.ID] = f.typ.JSON(v)
		}
	}
	switch {
	case r.validTo != nil:
		v := r.validTo.Eval(&s.frame)
		missing = value.Union(missing, v.Names())
		if v.Kind() == value.KindDate {
			res.ValidTo = v.Date().String()
		}
	case r.def.Valid != nil:
		if day, ok := s.lastOf(on, r.def.Valid); ok {
			res.ValidTo = day.String()
		}
	}
	res.Missing = missing.Slice()
	return append(out, res)
}

// lastOf is the last day of a validity that begins on a day: five years from 2 March end on 1 March.
func (s *Session) lastOf(on value.Date, span *plan.Span) (value.Date, bool) {
	day, ok := s.after(on, span)
	if span.Unit != "wd" {
		day--
	}
	return day, ok
}

// Calendar is the working calendar of the district.
func (p *Program) Calendar() *value.Calendar { return p.calendar }
