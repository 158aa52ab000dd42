package eval

import (
	"sort"
	"strings"

	"banshi/engine/expr"
	"banshi/engine/value"
)

type programOrNil = *expr.Program

// State writes down what was evaluated. Update must have run, which Open does.
func (s *Session) State() *State {
	s.Update()
	out := &State{
		Plan: s.prog.plan.Digest, Submit: s.in.Submit, Today: s.in.Today, Settled: true,
		Sections: make(map[string]SectionState, len(s.sections)), Fields: make(map[string]FieldState, len(s.fields)), Facts: make(map[string]FactState, len(s.facts)),
		Rules: make(map[string]RuleState, len(s.rules)), Materials: make(map[string]MaterialState, len(s.material)),
	}
	w := &writer{session: s, out: out, missing: nil}
	w.factStates()
	w.fieldStates()
	w.ruleStates()
	w.materialStates()
	w.handling()
	out.Review = unique(out.Review)
	s.verdict(out, len(out.Review) > 0)
	w.verdictBlocks()
	out.Missing = w.missing.Slice()
	out.Instant = s.instant(out)
	return out
}

// writer collects a state in the order of the form.
type writer struct {
	session *Session
	out     *State
	missing *value.Names
}

func (w *writer) block(kind, path string) { w.out.Blocked = append(w.out.Blocked, Block{kind, path}) }

func (w *writer) factStates() {
	w.session.eachFact(w.factState)
}

func (w *writer) factState(f *factProg, c *factCell, path string) {
	st := FactState{Source: f.def.Source, Key: c.key, Down: c.down}
	if c.other {
		st.Key = ""
	}
	st.Is, st.Missing = status(c.val)
	switch c.val.Kind() {
	case value.KindRecord:
		rec := c.val.Record().(*record)
		st.Record, st.At = rec.id, rec.at
	case value.KindList:
		st.Count = len(c.val.List())
	}
	for _, r := range c.pick {
		st.Pick = append(st.Pick, r.id)
	}
	w.out.Facts[path] = st
	if c.asked {
		w.out.Wants = append(w.out.Wants, wantOf(f, c, path))
	}
	if len(c.pick) > 0 && c.val.IsUnknown() {
		w.block("missing", "choose:"+path)
	}
	if f.record.def.Required && c.val.IsUnknown() && w.session.in.Submit {
		w.block("source", path)
	}
}

func status(v value.Value) (string, []string) {
	switch {
	case v.IsUnknown():
		return IsUnknown, v.Names().Slice()
	case v.IsEmpty():
		return IsEmpty, nil
	}
	return IsValue, nil
}

func (w *writer) fieldStates() {
	s := w.session
	for si, sec := range s.prog.sections {
		c := &s.sections[si]
		st := SectionState{Shown: c.show.IsTrue(), Level: s.level(sec.level), Errors: c.errors}
		if c.show.IsUnknown() {
			st.Missing = c.show.Names().Slice()
		}
		if len(sec.checks) > 0 {
			w.review(st.Missing)
		}
		w.out.Sections[sec.def.ID] = st
		for _, i := range sec.fields {
			w.topField(i)
		}
		w.errorBlocks("section."+sec.def.ID, c.errors)
	}
}

func (w *writer) topField(i int) {
	s := w.session
	f, c := s.prog.fields[i], &s.fields[i]
	path := f.path
	st := w.fieldState(f, c, path)
	if f.isTable {
		t := s.tables[i]
		st.Value = nil
		for _, rec := range t.offers {
			st.Options = append(st.Options, rec.id)
		}
		if c.shown {
			for _, r := range t.rows {
				st.Rows = append(st.Rows, r.id)
			}
		}
	}
	w.out.Fields[path] = st
	w.fieldBlocks(f, c, path)
	if !f.isTable || !c.shown {
		return
	}
	for _, r := range s.tables[i].rows {
		for j, col := range f.columns {
			cell := &r.cells[j]
			w.out.Fields[cell.path] = w.fieldState(col, cell, cell.path)
			w.fieldBlocks(col, cell, cell.path)
		}
		if len(r.errors) > 0 {
			rowPath := path + "[" + r.id + "]"
			w.out.Fields[rowPath] = FieldState{Shown: true, Is: IsValue, Edit: "none", Errors: r.errors}
			w.errorBlocks(rowPath, r.errors)
		}
	}
}

func (w *writer) fieldState(f *fieldProg, c *fieldCell, path string) FieldState {
	s := w.session
	st := FieldState{Shown: c.shown, Need: c.need, Errors: c.errors, Edit: "none"}
	st.Is, st.Missing = status(c.val)
	if st.Is == IsValue && !f.isTable {
		st.Value = f.typ.JSON(c.val)
	}
	if !c.shown {
		return st
	}
	st.Disputed = s.disputed[path]
	st.Unverified = !c.waits && s.unverified(c)
	st.Edit = w.editing(f, c)
	st.From = w.origin(f, c)
	if c.origin == fromAnswer && c.fill.Known() {
		if !same(c.fill, c.val) {
			st.Filled = f.typ.JSON(c.fill)
		} else if edit(f.def) == "confirm" {
			st.Confirm = "done"
		}
	}
	if c.origin == fromFill && edit(f.def) == "confirm" {
		st.Confirm = "waiting"
		if s.confirmed(f, c, path) {
			st.Confirm = "done"
		}
	}
	if f.narrowed && f.compute == nil {
		st.Options = []string{}
		for i, o := range f.def.Options {
			if c.offered != nil && c.offered[i] {
				st.Options = append(st.Options, o.Code)
			}
		}
	}
	st.Min, st.Max = s.boundOf(f.min), s.boundOf(f.max)
	return st
}

// boundOf writes a bound of a top-level field, "" where it has no value; a column's may differ by row and is
// told by its error.
func (s *Session) boundOf(p programOrNil) string {
	if p == nil || readsRow(p) {
		return ""
	}
	return boundText(p.Eval(&s.frame))
}

func readsRow(p programOrNil) bool {
	for _, n := range p.Node().Reads() {
		if strings.HasPrefix(n, "row.") {
			return true
		}
	}
	return false
}

func (w *writer) editing(f *fieldProg, c *fieldCell) string {
	switch {
	case f.compute != nil:
		return "none"
	case f.def.Edit == "locked" && !c.fixed(f):
		return "free"
	case c.origin == fromFill:
		return edit(f.def)
	case c.fill.Kind() != value.KindNone && c.origin == fromAnswer && c.fill.Known():
		return edit(f.def)
	}
	return "free"
}

func (w *writer) origin(f *fieldProg, c *fieldCell) *Origin {
	switch c.origin {
	case fromAnswer:
		return &Origin{Kind: "answer"}
	case fromCompute:
		return &Origin{Kind: "computed"}
	case fromFill:
		return w.fillOrigin(f, c)
	}
	return nil
}

func (w *writer) fillOrigin(f *fieldProg, c *fieldCell) *Origin {
	s := w.session
	var facts []string
	if c.fillBy >= 0 && c.fillBy < len(f.fill) {
		facts = f.fill[c.fillBy].facts
	}
	if c.rec != nil && f.fill == nil {
		return &Origin{Kind: "fact", Fact: c.recFact, Source: c.rec.prog.def.ID, Record: c.rec.id, At: c.rec.at}
	}
	if len(facts) == 0 {
		return &Origin{Kind: ownOrigin(f.fill[c.fillBy].value)}
	}
	path := facts[0]
	if rest, ok := strings.CutPrefix(path, "row."); ok {
		path = c.path[:strings.LastIndexByte(c.path, '.')+1] + rest
	}
	fc := s.factAt(path)
	o := &Origin{Kind: "fact", Fact: path, Source: w.out.Facts[path].Source}
	if fc == nil {
		return o
	}
	if o.Source == "profile" {
		o.Kind = "profile"
	}
	if fc.val.Kind() == value.KindRecord {
		rec := fc.val.Record().(*record)
		o.Record, o.At = rec.id, rec.at
	}
	return o
}

// ownOrigin says where a fill comes from that reads no fact.
func ownOrigin(p programOrNil) string {
	for _, n := range p.Node().Reads() {
		root, _, _ := strings.Cut(n, ".")
		if root == "user" || root == "applicant" {
			return root
		}
	}
	return "computed"
}

func (w *writer) ruleStates() {
	s := w.session
	for i, r := range s.prog.rules {
		c := &s.rules[i]
		st := RuleState{Result: c.result, Effect: s.effect(i), Text: c.text, Missing: c.names.Slice()}
		if c.result == resultUnknown {
			w.out.Settled = false
			w.missing = value.Union(w.missing, c.names)
		}
		w.out.Rules[r.def.ID] = st
	}
}

func (w *writer) materialStates() {
	s := w.session
	for i, prog := range s.prog.material {
		for _, m := range s.material[i].states {
			st := m.state
			if st.Signer != "" {
				st.Level = s.level(prog.level)
			}
			st.Missing = m.names.Slice()
			w.out.Materials[m.path] = st
			switch st.State {
			case needed:
				w.block("material", m.path)
			case toBeFound, undecided:
				w.review(st.Missing)
			}
			w.review(m.doubts.Slice())
			if m.review {
				w.out.Review = append(w.out.Review, m.path)
			}
		}
	}
}

func unique(list []string) []string {
	if len(list) == 0 {
		return nil
	}
	sort.Strings(list)
	out := list[:1]
	for _, x := range list[1:] {
		if x != out[len(out)-1] {
			out = append(out, x)
		}
	}
	return out
}
