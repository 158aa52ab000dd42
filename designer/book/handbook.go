package book

import (
	"slices"
	"strconv"

	"banshi/engine/expr"
	"banshi/engine/plan"
)

// steps says who does what in which time, and where each answer leads.
func (w *writer) steps() Part {
	blocks := []Block{}
	for i, s := range w.walked() {
		var list pairs
		path := "handling.steps." + s.ID
		list.add(w.say(sayWho), w.who(s))
		if s.When != nil {
			list.add(w.say(sayApplies), w.teller.Sentence(path+".when", s.When))
		}
		list.add(w.say(sayLimit), w.span(s.Limit))
		if s.Visit != nil && !s.Visit.IsConst(false) {
			list.add(w.say(sayComesIn), w.given(path+".visit", s.Visit))
		}
		if s.Verify {
			list.add(w.say(sayOriginalsSeen), w.say(sayYes))
		}
		if s.Stops {
			list.add(w.say(sayClock), w.say(sayStands))
		}
		if b := w.Plan.Step(s.Beside); b != nil {
			list.add(w.say(sayBeside), b.Title)
		}
		list.add(w.say(sayDocument), s.Document)
		list.add(w.say(sayAsks), w.list(each(w.sections(s), func(f *plan.Field) string { return f.Title })))
		for _, o := range s.Outcomes {
			list.add(w.say(sayAnswers, w.Answer(o.Answer, w.lang)), w.to(o.To))
		}
		blocks = append(blocks, Block{Head: strconv.Itoa(i+1) + ". " + s.Title, Pairs: list})
	}
	return Part{w.say(saySteps), blocks}
}

// to names where an answer leads: a step, or an end that all items have.
func (w *writer) to(id string) string {
	if s := w.Plan.Step(id); s != nil {
		return s.Title
	}
	if t, ok := ends[id]; ok {
		return w.say(t)
	}
	return id
}

// sections are the questions that a step's actor fills in, without its review points.
func (w *writer) sections(s *plan.Step) []*plan.Field {
	var out []*plan.Field
	for _, f := range w.Plan.Fields {
		if f.Clerk && f.Step == s.ID && f.Point == nil {
			out = append(out, f)
		}
	}
	return out
}

// points are what the actor of each step must look at.
func (w *writer) points() Part {
	var blocks []Block
	for _, s := range w.Plan.Steps {
		var list pairs
		for _, f := range w.Plan.Fields {
			if f.Point == nil || f.Step != s.ID {
				continue
			}
			look := w.list(each(f.Point.LookAt, w.looked))
			text := w.list(w.laws(f.Point.Basis))
			if look != "" {
				look = w.say(sayLookAt, look)
			}
			if look != "" && text != "" {
				look += w.say(sayStop)
			}
			list = append(list, Pair{f.Title, look + text})
		}
		blocks = append(blocks, Block{Head: s.Title, Pairs: list})
	}
	return Part{w.say(sayPoints), blocks}
}

// looked names a paper or a question.
func (w *writer) looked(id string) string {
	if m := w.Plan.Material(id); m != nil {
		return m.Title
	}
	if f := w.Plan.Field(id); f != nil {
		return f.Title
	}
	return id
}

// checking says of each paper when it is due and how it is looked at.
func (w *writer) checking() Part {
	var blocks []Block
	for i, m := range w.Plan.Materials {
		list := pairs(w.paper(m))
		for _, f := range w.Plan.Fields {
			if f.Point != nil && slices.Contains(f.Point.LookAt, m.ID) {
				list.add(w.say(sayLook), f.Title)
			}
		}
		if m.Verify {
			list.add(w.say(sayOriginalsSeen), w.say(sayYes))
		}
		blocks = append(blocks, Block{Head: strconv.Itoa(i+1) + ". " + m.Title, Pairs: list})
	}
	return Part{w.say(sayChecking), blocks}
}

// checks are what the form itself holds answers to.
func (w *writer) checks() Part {
	var list pairs
	add := func(title, path string, all []*plan.Check) {
		for i, c := range all {
			list.add(title, w.teller.Sentence(path+".check."+strconv.Itoa(i+1)+".that", c.That))
		}
	}
	for _, s := range w.Plan.Sections {
		if s.Step == "" {
			add(s.Title, "section."+s.ID, s.Check)
		}
	}
	for _, f := range w.Plan.Fields {
		if f.Clerk {
			continue
		}
		add(f.Title, "form."+f.ID, f.Check)
		for _, c := range f.Columns {
			add(f.Title+" · "+c.Title, "form."+f.ID+"."+c.ID, c.Check)
		}
	}
	return Part{w.say(sayChecks), []Block{{Pairs: list}}}
}

// decision says what comes out, and what the system may decide by itself.
func (w *writer) decision() Part {
	blocks := w.results().Blocks
	if p := w.Plan; p.Instant != nil {
		blocks = append(blocks, Block{Head: w.say(sayInstant), Text: w.given("handling.instant", p.Instant)})
	}
	return Part{w.say(sayDecision), blocks}
}

// given says where something is so.
func (w *writer) given(path string, when *expr.Node) string {
	if when == nil || when.IsConst(true) {
		return w.say(sayAlwaysSo)
	}
	return w.say(sayWhere, w.teller.Sentence(path, when))
}
