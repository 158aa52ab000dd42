package eval

import (
	"banshi/engine/field"
	"banshi/engine/value"
)

// fit brings a computed or filled value into the field's own type: digits, options.
func (f *fieldProg) fit(v value.Value) value.Value {
	if !v.Known() {
		return v
	}
	switch f.def.Type {
	case "number", "money":
		n := v.Number()
		if v.Kind() == value.KindInt {
			n = value.FromInt(v.Int())
		}
		r, ok := n.Round(f.digits())
		if !ok {
			return value.Empty()
		}
		return value.Num(r)
	case "choice":
		return f.fitOption(v)
	case "choices":
		return f.fitOptions(v)
	}
	return v
}

func (f *fieldProg) digits() int {
	if f.def.Digits != nil {
		return *f.def.Digits
	}
	return field.DefaultDigits
}

func (f *fieldProg) fitOption(v value.Value) value.Value {
	for _, o := range f.params.Options {
		if o.Code == v.Text() {
			return v
		}
	}
	for _, o := range f.params.Options {
		if o.Text == v.Text() {
			return value.Text(o.Code)
		}
	}
	return value.Empty()
}

func (f *fieldProg) fitOptions(v value.Value) value.Value {
	var out []value.Value
	for _, e := range v.List() {
		if o := f.fitOption(e); o.Known() {
			out = append(out, o)
		}
	}
	return value.List(out)
}

// narrow works out which options are on offer, where rules say so.
func (s *Session) narrow(f *fieldProg, c *fieldCell) {
	if !f.narrowed {
		return
	}
	if c.offered == nil {
		c.offered, c.maybe = make([]bool, len(f.options)), make([]bool, len(f.options))
	}
	within := s.holds(f.within)
	for i := range f.options {
		when := s.onList(f, i, within)
		c.offered[i], c.maybe[i] = when.IsTrue(), when.IsUnknown()
		c.offers = value.Union(c.offers, when.Names())
	}
}

// onList tells whether option i is on offer today: its code is in force, it stands under the answer that
// narrows its table, and its rule holds.
func (s *Session) onList(f *fieldProg, i int, within value.Value) value.Value {
	if o := f.def.Options[i]; o.From > s.in.Today || o.To != "" && o.To < s.in.Today { // days as text, in the order of time
		return value.Bool(false)
	}
	return both(s.inside(f, within, i), s.holds(f.options[i]))
}

// fitFill brings what a fill gives into the field's own type. Of options only those on offer count; what
// is none leaves the question open, and the field says so.
func (s *Session) fitFill(f *fieldProg, c *fieldCell, v value.Value) value.Value {
	fitted := f.fit(v)
	switch {
	case !v.Known(), len(f.def.Options) == 0:
	case v.Kind() == value.KindList:
		return s.fillOptions(f, c, len(v.List()), fitted.List())
	case fitted.Known():
		return s.fillOption(f, c, fitted)
	default:
		c.refused = true
	}
	return fitted
}

// fillOption gives v if it is on offer, unknown while that is not decided, else empty.
func (s *Session) fillOption(f *fieldProg, c *fieldCell, v value.Value) value.Value {
	i := f.option(v.Text())
	switch {
	case !f.narrowed || i < 0 || c.offered[i]:
		return v
	case c.maybe[i]:
		return s.onList(f, i, s.holds(f.within))
	}
	c.refused = true
	return value.Empty()
}

// fillOptions is fillOption of several; n is how many the fill gave.
func (s *Session) fillOptions(f *fieldProg, c *fieldCell, n int, list []value.Value) value.Value {
	var kept []value.Value
	open := value.Empty()
	for _, e := range list {
		switch o := s.fillOption(f, c, e); {
		case o.IsUnknown() && open.IsUnknown():
			open = value.Unknown(value.Union(open.Names(), o.Names()))
		case o.IsUnknown():
			open = o
		case o.Known():
			kept = append(kept, o)
		}
	}
	c.refused = c.refused || len(list) < n
	if open.IsUnknown() || len(kept) == 0 && n > 0 {
		return open
	}
	return value.List(kept)
}

func (f *fieldProg) option(code string) int {
	for i, o := range f.def.Options {
		if o.Code == code {
			return i
		}
	}
	return -1
}

// inside tells whether option i stands under the answer that narrows a code table.
func (s *Session) inside(f *fieldProg, within value.Value, i int) value.Value {
	if f.within == nil || within.IsUnknown() {
		return within
	}
	return value.Bool(within.Kind() == value.KindText && f.def.Options[i].Parent == within.Text())
}

func (c *fieldCell) onOffer(f *fieldProg, v value.Value) bool {
	if !f.narrowed {
		return true
	}
	if v.Kind() == value.KindList {
		for _, e := range v.List() {
			if !c.onOffer(f, e) {
				return false
			}
		}
		return true
	}
	i := f.option(v.Text())
	if i < 0 {
		return true
	}
	c.unsure = c.unsure || c.maybe[i]
	return c.offered[i] || c.maybe[i]
}
