package eval

import (
	"strconv"

	"banshi/engine/plan"
	"banshi/engine/value"
)

// handling writes down how the case will be handled, and has a person look where that is not decided.
func (w *writer) handling() {
	s, out := w.session, w.out
	s.fee(out)
	s.steps(out)
	s.limit(out)
	s.dispatch(out)
	if out.Fee != nil {
		w.review(out.Fee.Missing)
	}
	for _, st := range out.Steps {
		w.review(st.Missing)
	}
	if out.Limit != nil {
		w.review(out.Limit.Missing)
	}
	if out.Dispatch != nil {
		w.review(out.Dispatch.Missing)
	}
	if r := s.prog.rest.instant; r != nil {
		w.review(r.Eval(&s.frame).Names().Slice())
	}
}

// steps says which steps belong to the case, and how often the applicant must come.
func (s *Session) steps(out *State) {
	for i, p := range s.prog.rest.steps {
		in := s.holds(p.when)
		if s.prog.plan.Steps[i].ID == payStep && p.when == nil {
			in = s.toPay(out.Fee)
		}
		visit := value.Bool(false)
		if p.visit != nil && possible(in) {
			visit = p.visit.Eval(&s.frame)
		}
		st := StepState{ID: s.prog.plan.Steps[i].ID, In: word(in), Missing: value.Union(in.Names(), visit.Names()).Slice()}
		if p.visit != nil {
			st.Visit = word(visit)
		}
		out.Steps = append(out.Steps, st)
		if in.IsTrue() && visit.IsTrue() {
			out.Visits.Min++
		}
		if possible(in) && possible(visit) {
			out.Visits.Max++
		}
	}
}

// payStep is left out where there is nothing to pay.
const payStep = "pay"

func (s *Session) toPay(f *FeeState) value.Value {
	switch {
	case f == nil:
		return value.Bool(false)
	case len(f.Missing) > 0:
		return value.Unknown(value.NamesOf(f.Missing...))
	}
	return value.Bool(f.Amount != "0")
}

func possible(v value.Value) bool { return v.IsTrue() || v.IsUnknown() }

// word says a condition for the state; empty is no.
func word(v value.Value) string {
	switch {
	case v.IsUnknown():
		return resultUnknown
	case v.IsTrue():
		return resultTrue
	}
	return resultFalse
}

// limit finds the time limits: the first entry that holds.
func (s *Session) limit(out *State) {
	for i, when := range s.prog.rest.limits {
		v := s.holds(when)
		if v.IsUnknown() {
			out.Limit = &LimitState{Missing: v.Names().Slice()}
			s.limitRange(out.Limit, i)
			return
		}
		if !v.IsTrue() {
			continue
		}
		l := s.prog.plan.Limits[i]
		out.Limit = &LimitState{Statutory: spanText(l.Statutory), Promised: spanText(l.Promised), Extend: spanText(l.Extend)}
		if due, ok := s.due(l.Promised); ok {
			out.Limit.Due = due.String()
			out.Limit.Estimated = l.Promised.Unit == "wd" && s.prog.calendar.Estimated(due)
		}
		return
	}
}

// limitRange notes the shortest and the longest promise that may come of the entries from the first that
// is not decided.
func (s *Session) limitRange(out *LimitState, from int) {
	var first, last value.Date
	for i, when := range s.prog.rest.limits[from:] {
		v := s.holds(when)
		if !possible(v) {
			continue
		}
		span := s.prog.plan.Limits[from+i].Promised
		if due, ok := s.due(span); ok {
			if out.Least == "" || due < first {
				first, out.Least = due, spanText(span)
			}
			if out.Most == "" || due > last {
				last, out.Most = due, spanText(span)
			}
		}
		if v.IsTrue() {
			return
		}
	}
}

// due is the last day of a span that begins today; today does not count.
func (s *Session) due(span *plan.Span) (value.Date, bool) { return s.after(s.today, span) }

// after is the last day of a span that begins on a day.
func (s *Session) after(day value.Date, span *plan.Span) (value.Date, bool) {
	if span == nil {
		return 0, false
	}
	var p value.Period
	n := int32(span.N)
	switch span.Unit {
	case "wd":
		p.Workdays = n
	case "d":
		p.Days = n
	case "mo":
		p.Months = n
	default:
		p.Years = n
	}
	return s.prog.calendar.Add(day, p)
}

func spanText(s *plan.Span) string {
	if s == nil {
		return ""
	}
	return strconv.Itoa(s.N) + s.Unit
}

func (s *Session) fee(out *State) {
	if len(s.prog.rest.fees) == 0 {
		return
	}
	v, _ := s.choose(s.prog.rest.fees)
	switch {
	case v.IsUnknown():
		out.Fee = &FeeState{Missing: v.Names().Slice()}
	case v.Kind() == value.KindInt:
		out.Fee = &FeeState{Amount: strconv.FormatInt(v.Int(), 10)}
	case v.Kind() == value.KindNumber:
		out.Fee = &FeeState{Amount: v.Number().Text(2)}
	}
}

func (s *Session) dispatch(out *State) {
	if len(s.prog.rest.dispatch) == 0 {
		return
	}
	v, _ := s.choose(s.prog.rest.dispatch)
	switch {
	case v.IsUnknown():
		out.Dispatch = &DispatchState{Missing: v.Names().Slice()}
	case v.Kind() == value.KindText:
		out.Dispatch = &DispatchState{Region: v.Text()}
	}
}

// instant: at submission the system itself decides, if nothing is unknown, deferred or left to be seen:
// what was uploaded nobody has read yet. It refuses nothing, no part either.
func (s *Session) instant(out *State) bool {
	if !s.in.Submit || s.prog.rest.instant == nil || out.Verdict != "pass" || !out.Settled || len(out.Blocked) > 0 || len(out.Review) > 0 {
		return false
	}
	for _, effect := range out.Parts {
		if effect != "pass" {
			return false
		}
	}
	if out.Fee != nil && out.Fee.Missing != nil || out.Limit != nil && out.Limit.Missing != nil || out.Dispatch != nil && out.Dispatch.Missing != nil {
		return false
	}
	for _, st := range out.Steps {
		if st.Missing != nil {
			return false
		}
	}
	for _, m := range out.Materials {
		switch m.State {
		case given, deferred, toBeFound, undecided, needed:
			return false
		}
	}
	return s.prog.rest.instant.Eval(&s.frame).IsTrue()
}
