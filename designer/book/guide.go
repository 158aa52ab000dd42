package book

import (
	"slices"
	"strconv"
	"strings"

	"banshi/designer/outcomes"
	"banshi/engine/expr"
	"banshi/engine/mode"
	"banshi/engine/plan"
	"banshi/engine/tell"
	"banshi/engine/value"
)

// writer writes the chapters.
type writer struct {
	Source
	teller *tell.Teller
	lang   string
}

// pairs gathers pairs, without those that say nothing.
type pairs []Pair

func (p *pairs) add(name, is string) {
	if is != "" {
		*p = append(*p, Pair{name, is})
	}
}

func (w *writer) basics() Part {
	p := w.Plan
	var list pairs
	list.add(w.say(sayName), p.Name)
	list.add(w.say(sayAlso), w.list(p.AlsoKnownAs))
	list.add(w.say(sayCode), p.Code)
	list.add(w.say(sayType), w.say(types[p.Type]))
	list.add(w.say(sayDepartment), p.Department.Title)
	list.add(w.say(sayAuthority), p.Guide.Authority)
	list.add(w.say(sayApplicants), w.list(each(p.Applicants, func(k string) string { return tell.Person(k, w.lang) })))
	list.add(w.say(sayActing), w.list(each(p.Acting, func(k string) string { return tell.Person(k, w.lang) })))
	if m, ok := mode.Of(p.Mode); ok {
		list.add(w.say(sayMode), pickIn(w.lang, m.Title, modes[m.ID]))
	}
	for _, l := range p.Limits {
		list.add(w.when(w.say(sayPromised), "handling.limit", l.When), w.span(l.Promised))
		list.add(w.when(w.say(sayStatutory), "handling.limit", l.When), w.span(l.Statutory))
		list.add(w.when(w.say(sayExtend), "handling.limit", l.When), w.span(l.Extend))
	}
	for i, f := range p.Fees {
		list.add(w.when(w.say(sayFee), "handling.fee", f.When), w.fee(i, f))
	}
	list.add(w.say(sayReach), p.Guide.Reach)
	list.add(w.say(sayOnline), p.Guide.OnlineLevel)
	list.add(w.say(sayWhyVisit), p.Guide.WhyVisit)
	list.add(w.say(sayHours), p.Guide.Hours)
	list.add(w.say(sayPhones), w.list(p.Guide.Phones))
	return Part{w.say(sayBasics), []Block{{Pairs: list}}}
}

func (w *writer) fee(i int, f *plan.Fee) string {
	if f.Amount == nil {
		return ""
	}
	if n := f.Amount; n.Op == expr.Lit && n.Value.Kind() == value.KindInt && n.Value.Int() == 0 {
		return w.say(sayFree)
	}
	return w.teller.Sentence("handling.fee."+strconv.Itoa(i+1)+".amount", f.Amount)
}

func (w *writer) basis() Part {
	return Part{w.say(sayBasis), []Block{{List: w.laws(w.Plan.Guide.Basis)}}}
}

func (w *writer) laws(list []plan.Basis) []string {
	return each(list, func(b plan.Basis) string {
		text := strings.TrimSpace(pickIn(w.lang, "《"+b.Law+"》", b.Law+" ") + b.Article)
		if b.Number != "" {
			text += w.say(sayAside, b.Number)
		}
		if b.Text != "" {
			text += w.say(sayColon) + b.Text
		}
		return text
	})
}

// conditions are those of acceptance; to who handles it also how the system finds out, and what comes of it.
func (w *writer) conditions(inside bool) Part {
	if !inside {
		return Part{w.say(sayConditions), []Block{{List: each(w.Plan.Rules, func(r *plan.Rule) string { return r.Title })}}}
	}
	blocks := []Block{{Text: w.say(sayConditionsHint)}}
	for i, r := range w.Plan.Rules {
		var list pairs
		path := "eligibility." + r.ID
		if r.When != nil {
			list.add(w.say(sayApplies), w.teller.Sentence(path+".when", r.When))
		}
		list.add(w.say(sayHolds), w.teller.Sentence(path+".that", r.That))
		list.add(w.say(sayElse), w.say(effects[r.Effect]))
		list.add(w.say(sayTold), w.text(r.Otherwise))
		list.add(w.say(sayBasis), w.list(w.laws(r.Basis)))
		blocks = append(blocks, Block{Head: strconv.Itoa(i+1) + ". " + r.Title, Pairs: list})
	}
	return Part{w.say(sayByItself), blocks}
}

func (w *writer) papers() Part {
	var blocks []Block
	for i, m := range w.Plan.Materials {
		blocks = append(blocks, Block{Head: strconv.Itoa(i+1) + ". " + m.Title, Pairs: w.paper(m)})
	}
	return Part{w.say(sayPapers), blocks}
}

// paper says when a paper is asked for, how it is given, and by what it needn't be.
func (w *writer) paper(m *plan.Material) []Pair {
	var list pairs
	path := "materials." + m.ID
	need := w.say(sayAlways)
	if m.Need != nil {
		need = w.say(sayWhere, w.teller.Sentence(path+".need", m.Need))
	}
	if t := w.Plan.Field(m.Per); t != nil {
		need += w.say(sayEach, t.Title)
	}
	list.add(w.say(sayNeeded), need)
	switch {
	case m.Made && m.Sign != nil:
		list.add(w.say(sayHow), w.say(sayMadeSigned, w.teller.Sentence(path+".sign", m.Sign)))
	case m.Made:
		list.add(w.say(sayHow), w.say(sayMade))
	case m.Originals > 0 && m.Copies > 0:
		list.add(w.say(sayHow), w.say(sayBoth, m.Originals, m.Copies))
	case m.Originals > 0:
		list.add(w.say(sayHow), w.say(sayOriginals, m.Originals))
	case m.Copies > 0:
		list.add(w.say(sayHow), w.say(sayCopies, m.Copies))
	}
	anyOf := m.AnyOf
	if len(m.AnyOfSaid) > 0 {
		anyOf = m.AnyOfSaid
	}
	list.add(w.say(sayAnyOf), w.list(anyOf))
	list.add(w.say(sayHelp), w.text(m.Help))
	for i, r := range m.Reuse {
		rec := w.Plan.Records[r.Records]
		if rec == nil {
			continue
		}
		text := rec.Title
		if r.When != nil {
			text += w.say(sayColon) + w.teller.Sentence(path+".reuse."+strconv.Itoa(i+1)+".when", r.When)
		}
		list.add(w.say(sayWaived), text)
	}
	if m.Promise != nil {
		list.add(w.say(sayPromise), w.given(path+".promise.when", m.Promise.When))
	}
	if m.Defer != nil {
		list.add(w.say(sayDefer), w.given(path+".defer.when", m.Defer.When)+w.say(sayWithin, w.span(&m.Defer.Within)))
	}
	list.add(w.say(sayBasis), w.list(w.laws(m.Basis)))
	return list
}

// situations is which answers lead to which papers.
func (w *writer) situations() Part {
	t := w.Outcomes
	if t == nil || len(t.Rows) < 2 {
		return Part{}
	}
	blocks := []Block{{Text: w.say(saySituationsHint)}}
	for i, r := range t.Rows {
		if i == mostSituations {
			blocks = append(blocks, Block{Text: w.say(sayMore, len(t.Rows)-i)})
			break
		}
		var answers []string
		for q, text := range t.Answered(r, w.lang) {
			if len(r.Answers[q]) > 0 {
				answers = append(answers, t.Questions[q].Title+w.say(sayColon)+text)
			}
		}
		var list pairs
		list.add(w.say(sayComes), outcomes.Verdict(r.Outcome, w.lang))
		list.add(w.say(sayNotMet), w.list(each(r.Fails, func(c outcomes.Condition) string { return c.Title })))
		list.add(w.say(sayPapers), w.list(each(r.Papers, func(p outcomes.Paper) string {
			return p.Title + w.say(sayAside, outcomes.Asked(p, w.lang))
		})))
		if len(r.Papers) > 0 {
			list.add(w.say(sayPromised), outcomes.Days(r.Outcome, w.lang))
			list.add(w.say(sayVisits), outcomes.Visits(r.Outcome, w.lang))
		}
		blocks = append(blocks, Block{Head: strconv.Itoa(i+1) + ". " + strings.Join(answers, w.say(sayStop)), Pairs: list})
	}
	return Part{w.say(saySituations), blocks}
}

// mostSituations is how many are printed; all are in the table of outcomes.
const mostSituations = 40

func (w *writer) way() Part {
	return Part{w.say(sayWay), []Block{{List: each(w.walked(), func(s *plan.Step) string {
		text := s.Title + w.say(sayAside, w.who(s))
		if l := w.span(s.Limit); l != "" {
			text += w.say(sayColon) + l
		}
		return text
	})}}}
}

// walked are the steps that there are: a fee of nothing is never paid.
func (w *writer) walked() []*plan.Step {
	return slices.DeleteFunc(slices.Clone(w.Plan.Steps), func(s *plan.Step) bool { return s.When.IsConst(false) })
}

func (w *writer) who(s *plan.Step) string {
	if s.Who == "applicant" || s.WhoTitle == "" {
		return w.say(sayApplicant)
	}
	return s.WhoTitle
}

func (w *writer) results() Part {
	return Part{w.say(sayResults), []Block{{List: each(w.Plan.Results, func(r *plan.Result) string {
		text := r.Title
		if r.When != nil {
			text += w.say(sayAside, w.say(sayWhere, w.teller.Sentence("handling.result", r.When)))
		}
		if v := w.span(r.Valid); v != "" {
			text += w.say(sayColon) + w.say(sayValid, v)
		}
		return text
	})}}}
}

func (w *writer) questions() Part {
	var ask, faults pairs
	for _, q := range w.Plan.Guide.FAQ {
		ask.add(q.Ask, q.Answer)
	}
	for _, f := range w.Plan.Guide.Pitfalls {
		faults.add(f.Fault, f.Mend)
	}
	return Part{w.say(sayQuestions), []Block{{Pairs: ask}, {Head: w.say(sayPitfalls), Pairs: faults}}}
}

func (w *writer) rights() Part {
	return Part{w.say(sayRights), []Block{{Text: w.Plan.Guide.Rights}}}
}
