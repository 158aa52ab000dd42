package eval

import (
	"slices"
	"strings"

	"banshi/engine/expr"
	"banshi/engine/plan"
	"banshi/engine/value"
)

// answer is what the applicant (or clerk) gave for one field.
type answer struct {
	given bool // something stands there, be it null
	blank bool // null: left blank on purpose
	val   value.Value
	raw   any
	fault string // code of package field; then the answer counts as none
}

func (a answer) usable() bool { return a.given && !a.blank && a.fault == "" }

func (s *Session) parseAnswer(f *fieldProg, raw any, answered bool) answer {
	if !answered {
		return answer{}
	}
	if raw == nil {
		return answer{given: true, blank: true}
	}
	p := f.params
	p.Today = &s.today // nobody is born later; what a register holds is not judged by our day
	v, fault := f.typ.Parse(raw, p)
	switch {
	case fault != nil:
		return answer{given: true, raw: raw, fault: string(fault.Code)}
	case v.IsEmpty():
		return answer{} // an emptied box is a blank question, not a choice to leave it blank
	}
	return answer{given: true, raw: raw, val: v}
}

// origins of a field's value.
type origin uint8

const (
	fromNowhere origin = iota
	fromAnswer
	fromFill
	fromCompute
)

// fieldCell is the evaluated state of one field, or of one cell of a row.
type fieldCell struct {
	path    string       // set for cells of rows
	self    *value.Names // the field's own name, as a leaf of an unknown
	answer  answer
	show    value.Value
	shown   bool
	need    bool
	val     value.Value
	fill    value.Value // what the fill gives; KindNone: there is none
	fillBy  int         // which entry
	origin  origin
	waits   bool // unknown because a fill waits for its source: nobody has to type it
	errors  []Error
	needs   *value.Names // what need hangs on while it is not known
	offers  *value.Names // what the options, or rows, that may come to be on offer hang on
	offered []bool       // of the options, where rules narrow them
	maybe   []bool       // options whose rule is unknown: not on offer, but a choice already made stays
	unsure  bool         // the answer is such an option
	refused bool         // the fill gives an option that is not on offer
	rec     *record      // the record that the cell's row began with
	recFact string       // the fact that it came from
}

func (s *Session) pathOf(f *fieldProg, c *fieldCell) string {
	if c.path != "" {
		return c.path
	}
	return f.path
}

func (s *Session) leaf(f *fieldProg, c *fieldCell) value.Value {
	if c.self == nil {
		c.self = value.NamesOf(s.pathOf(f, c))
	}
	return value.Unknown(c.self)
}

func nothing(f *fieldProg) value.Value {
	if f.isList {
		return value.List(nil)
	}
	return value.Empty()
}

var yes = value.Bool(true)

// holds evaluates a condition that may be left out, which then is true.
func (s *Session) holds(p *expr.Program) value.Value {
	if p == nil {
		return yes
	}
	return p.Eval(&s.frame)
}

type sectionCell struct {
	show   value.Value
	errors []Error
}

func (s *Session) evalSection(i int) {
	s.sections[i].show = s.holds(s.prog.sections[i].show)
}

// visible works out shown, and gives the value of what is not; ok is false then.
func (s *Session) visible(f *fieldProg, c *fieldCell, outer value.Value) (value.Value, bool) {
	c.show = both(outer, s.holds(f.show))
	c.shown = c.show.IsTrue()
	c.need, c.waits, c.refused, c.origin, c.fill = false, false, false, fromNowhere, value.Value{}
	c.needs, c.offers = nil, nil
	switch {
	case c.shown:
		return value.Value{}, true
	case c.show.IsUnknown():
		return c.show, false
	}
	return nothing(f), false
}

// both is && of a section's show and a field's: hidden as soon as one of them says so.
func both(outer, own value.Value) value.Value {
	switch {
	case !outer.IsTrue() && !outer.IsUnknown(), outer.IsUnknown() && own.IsTrue():
		return outer
	case outer.IsUnknown() && own.IsUnknown():
		return value.Unknown(value.Union(outer.Names(), own.Names()))
	}
	return own
}

// evalField gives a field its value, from the outside in: hidden, the clerk's, computed, filled,
// answered, blank.
func (s *Session) evalField(f *fieldProg, c *fieldCell, outer value.Value) {
	hidden, shown := s.visible(f, c, outer)
	if !shown {
		c.val = hidden
		return
	}
	if f.compute != nil {
		c.val = s.computed(f)
		if c.val.IsEmpty() {
			c.val = nothing(f)
		}
		c.origin = fromCompute
		return
	}
	s.needed(f, c)
	s.narrow(f, c)
	given, answered := s.accepted(f, c)
	if f.def.Clerk {
		switch {
		case answered:
			c.val, c.origin = given, fromAnswer
		case c.answer.blank && !c.need:
			c.val = nothing(f)
		default:
			c.val = s.leaf(f, c)
		}
		return
	}
	s.ask(f, c, given, answered)
}

// needed works out whether the field must be given; what is not known is optional so far.
func (s *Session) needed(f *fieldProg, c *fieldCell) {
	if f.need == nil {
		return
	}
	need := f.need.Eval(&s.frame)
	c.need, c.needs = need.IsTrue(), need.Names()
}

// ask gives the applicant's field its value: filled, answered, blank.
func (s *Session) ask(f *fieldProg, c *fieldCell, given value.Value, answered bool) {
	if f.fill != nil {
		c.fill, c.fillBy = s.choose(f.fill)
		c.fill = s.fitFill(f, c, c.fill)
	}
	filled, cleared := c.fill.Known(), c.answer.blank && !c.need
	if f.def.Edit == "locked" && c.fill.IsUnknown() && s.asksFirst(c.fill.Names()) {
		answered, cleared = false, false // another question decides whether this answer will count
	}
	switch {
	case filled && (c.fixed(f) || !answered && !cleared):
		c.val, c.origin = c.fill, fromFill
	case cleared:
		c.val = nothing(f)
		if filled {
			c.origin = fromAnswer
		}
	case answered:
		c.val, c.origin = given, fromAnswer
	default:
		c.val = s.blank(f, c)
	}
}

// fixed tells that a locked fill stands whatever is answered. [] is a value and doesn't satisfy need: then
// the question is open.
func (c *fieldCell) fixed(f *fieldProg) bool {
	return f.def.Edit == "locked" && c.fill.Known() && !(c.need && noEntry(c.fill))
}

// noEntry tells that v is an empty list.
func noEntry(v value.Value) bool { return v.Kind() == value.KindList && len(v.List()) == 0 }

// asksFirst tells whether an unknown hangs on a question of the form, beside facts.
func (s *Session) asksFirst(names *value.Names) bool {
	return slices.ContainsFunc(names.Slice(), s.isQuestion)
}

func (s *Session) onlyQuestions(names *value.Names) bool {
	return !slices.ContainsFunc(names.Slice(), func(n string) bool { return !s.isQuestion(n) })
}

// isQuestion tells whether a name is a question's, and no fact's.
func (s *Session) isQuestion(name string) bool {
	return strings.HasPrefix(name, "form.") && s.factAt(name) == nil
}

// accepted gives the answer if it counts: its type took it, and the options on offer have it.
func (s *Session) accepted(f *fieldProg, c *fieldCell) (value.Value, bool) {
	c.unsure = false
	if !c.answer.usable() || !c.onOffer(f, c.answer.val) {
		return value.Value{}, false
	}
	return c.answer.val, true
}

// blank is the value of a question without answer.
func (s *Session) blank(f *fieldProg, c *fieldCell) value.Value {
	if c.fill.IsUnknown() && !s.isDown(c.fill.Names()) {
		c.waits = true
		return c.fill
	}
	if c.need || !s.in.Submit && !c.answer.blank {
		return s.leaf(f, c)
	}
	return nothing(f)
}

func (s *Session) computed(f *fieldProg) value.Value {
	v, _ := s.choose(f.compute)
	return f.fit(v)
}

// choose walks a list of {when, value}: the first entry that holds and has a value wins; one that is
// unknown makes the later ones wait.
func (s *Session) choose(list []choiceProg) (value.Value, int) {
	for i, c := range list {
		when := s.holds(c.when)
		if when.IsUnknown() {
			return when, i
		}
		if !when.IsTrue() {
			continue
		}
		if v := c.value.Eval(&s.frame); !v.IsEmpty() {
			return v, i
		}
	}
	return value.Empty(), -1
}

// missing tells that submission waits for an answer.
func (c *fieldCell) missing(f *fieldProg) bool {
	if !c.shown || !c.need || f.def.Clerk || c.waits || f.compute != nil {
		return false
	}
	return !c.val.Known() || noEntry(c.val)
}

// confirmWaits tells that a filled value waits for the applicant's 没错.
func (s *Session) confirmWaits(f *fieldProg, c *fieldCell) bool {
	return c.shown && c.origin == fromFill && edit(f.def) == "confirm" && !s.confirmed(f, c, s.pathOf(f, c))
}

func edit(f *plan.Field) string {
	if f.Edit == "" && len(f.Fill) > 0 {
		return "confirm"
	}
	return f.Edit
}
