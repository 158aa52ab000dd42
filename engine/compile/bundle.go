package compile

import (
	"slices"
	"strings"

	"banshi/engine/diag"
	"banshi/engine/plan"
	"banshi/engine/spec"
)

// Bundle judges several items done as one (一件事): its situations and conditions, the items and their
// order, and which questions they share. Plans are those of the sound items by id; what would need the
// plan of an item with errors is not judged.
func Bundle(cat *spec.Catalogue, b *spec.Bundle, plans map[string]*plan.Plan) diag.List {
	// Its situations are fields like those of an item: the same rules, options and names.
	c := newCompiler(cat, &spec.Item{ID: b.ID, Name: b.Title, Situations: b.Situations, Pos: b.Pos}, Chinese)
	c.merge()
	c.types()
	if c.env == nil {
		return c.faults.Finish(0)
	}
	c.form()
	c.sort()
	j := &joiner{c: c, b: b, plans: plans}
	j.items()
	j.order()
	j.same()
	j.askedTwice()
	return c.faults.Finish(0)
}

// joiner looks at what the items of a bundle are to each other.
type joiner struct {
	c     *compiler
	b     *spec.Bundle
	plans map[string]*plan.Plan
	ids   []string // items of the bundle, in order
}

func (j *joiner) items() {
	known := j.c.itemIDs()
	for i := range j.b.Items {
		e := &j.b.Items[i]
		j.c.condition(e.When, j.c.env)
		j.c.among("事项", e.Item, known)
		if slices.Contains(j.ids, e.Item.S) {
			j.c.bundledTwice(e.Item)
			continue
		}
		j.ids = append(j.ids, e.Item.S)
	}
}

// order holds that `after` names another item of the bundle, goes in no circle, and is worth waiting for.
func (j *joiner) order() {
	g := &graph{reads: map[string][]string{}}
	for i := range j.b.Items {
		e := &j.b.Items[i]
		g.names = append(g.names, e.Item.S)
		if e.After.S == "" {
			continue
		}
		g.reads[e.Item.S] = append(g.reads[e.Item.S], e.After.S)
		if !slices.Contains(j.ids, e.After.S) {
			j.c.unknownWord("这件事里的事项", e.After, j.ids)
		} else if e.After.S != e.Item.S {
			j.feeds(e)
		}
	}
	if _, cycle := g.order(); cycle != nil {
		at := j.b.ID
		for _, e := range j.b.Items {
			if e.Item.S == cycle[0] {
				at = e.After
			}
		}
		j.c.bundleCycle(cycle, at)
	}
}

// feeds holds that an item that waits for another reads something of what that one makes.
func (j *joiner) feeds(e *spec.BundleItem) {
	first, then := j.plans[e.After.S], j.plans[e.Item.S]
	if first == nil || then == nil {
		return
	}
	var made []string
	for _, r := range first.Results {
		if r.Kind != "document" {
			made = append(made, r.Of)
		}
	}
	facts := slices.Clone(then.Facts)
	for _, f := range then.Fields {
		facts = append(facts, f.Facts...)
	}
	for _, f := range facts {
		if slices.Contains(made, f.Source) || f.Source == "cases" {
			return
		}
	}
	j.c.afterForNothing(e.After, first, then, made)
}

// sharedQuestion is one side of a group of `same`: a field or a material of an item.
type sharedQuestion struct {
	word  spec.Word
	kind  string // 字段 or 材料
	typ   string
	codes string // of a choice
}

// same holds that what is joined is there, and of one kind.
func (j *joiner) same() {
	for _, group := range j.b.Same {
		var first *sharedQuestion
		for _, w := range group {
			q := j.question(w)
			if q == nil {
				continue
			}
			if first == nil {
				first = q
				continue
			}
			if q.kind != first.kind || q.typ != first.typ || q.codes != first.codes {
				j.c.notTheSame(q, first)
			}
		}
		if len(group) == 1 {
			j.c.sameAlone(group[0])
		}
	}
}

func (q *sharedQuestion) what() string {
	switch {
	case q.kind != "字段":
		return q.kind
	case q.codes != "":
		return typeTitle(q.typ) + "（" + q.codes + "）"
	}
	return typeTitle(q.typ)
}

// question finds `item.field` or `item.material`; nil if it is not there, which is said, or can't be judged.
func (j *joiner) question(w spec.Word) *sharedQuestion {
	item, id, ok := strings.Cut(w.S, ".")
	at := spec.Word{S: item, Pos: w.Pos}
	if !slices.Contains(j.ids, item) {
		j.c.unknownWord("这件事里的事项", at, j.ids)
		return nil
	}
	p := j.plans[item]
	if p == nil {
		return nil
	}
	if f := p.Field(id); f != nil && ok {
		q := &sharedQuestion{word: w, kind: "字段", typ: f.Type}
		if f.Type == "choice" || f.Type == "choices" {
			q.codes = codesOf(f)
		}
		return q
	}
	if p.Material(id) != nil && ok {
		return &sharedQuestion{word: w, kind: "材料"}
	}
	var known []string
	for _, f := range p.Fields {
		known = append(known, item+"."+f.ID)
	}
	for _, m := range p.Materials {
		known = append(known, item+"."+m.ID)
	}
	j.c.unknownWord("字段或材料", w, known)
	return nil
}

func codesOf(f *plan.Field) string {
	var out []string
	for _, o := range f.Options {
		out = append(out, o.Code)
	}
	if len(out) > 8 {
		out = append(out[:8], "…")
	}
	return strings.Join(out, " ")
}

// askedTwice finds questions of one title and type, and papers of one title, that two items of the
// bundle put, although neither comes from a fragment of both nor `same` joins them.
func (j *joiner) askedTwice() {
	joined := map[string]int{}
	for i, group := range j.b.Same {
		for _, w := range group {
			joined[w.S] = i + 1
		}
	}
	for a, first := range j.ids {
		for _, second := range j.ids[a+1:] {
			if p, q := j.plans[first], j.plans[second]; p != nil && q != nil {
				j.twice(p, q, joined)
			}
		}
	}
}

func (j *joiner) twice(p, q *plan.Plan, joined map[string]int) {
	common := j.commonFragments(p.ID, q.ID)
	report := func(a, b, title string) {
		if common[a] && a == b || joined[p.ID+"."+a] > 0 && joined[p.ID+"."+a] == joined[q.ID+"."+b] {
			return
		}
		j.c.bundleAsksTwice(j.b.ID, title, p.ID+"."+a, q.ID+"."+b)
	}
	for _, f := range p.Fields {
		for _, g := range q.Fields {
			if f.Title == g.Title && f.Type == g.Type && typed(f) && typed(g) {
				report(f.ID, g.ID, f.Title)
			}
		}
	}
	for _, m := range p.Materials {
		for _, n := range q.Materials {
			if m.Title == n.Title && !m.Made && !n.Made {
				report(m.ID, n.ID, m.Title)
			}
		}
	}
}

// typed tells a question that the applicant has to type: what the system adds, computes or fills is no burden.
func typed(f *plan.Field) bool {
	return !f.Clerk && len(f.Fill) == 0 && len(f.Compute) == 0 && f.Section != "delivery"
}

// commonFragments are the ids of fields and materials that two items have from one fragment.
func (j *joiner) commonFragments(a, b string) map[string]bool {
	out := map[string]bool{}
	first, second := j.c.cat.Item(a), j.c.cat.Item(b)
	for _, f := range j.c.cat.Fragments {
		if !slices.Contains(wordsOf(first.Use), f.ID.S) || !slices.Contains(wordsOf(second.Use), f.ID.S) {
			continue
		}
		for _, s := range f.Form {
			for _, x := range s.Fields {
				out[x.ID.S] = true
			}
		}
		for _, m := range f.Materials {
			out[m.ID.S] = true
		}
	}
	return out
}
