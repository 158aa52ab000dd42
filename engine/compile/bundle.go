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
			j.c.span("duplicate-id", "", e.Item.Pos, len(e.Item.S), "“"+e.Item.S+"”在这件事里写了两次", "留下一处；什么情形下要办写在 when 里")
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
		j.c.span("cycle", "", at.Pos, len(at.S), "谁先办谁后办绕成了一圈："+strings.Join(cycle, " → "), "去掉其中一处 after")
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
	what := "“" + first.Name + "”什么也不留下"
	if len(made) > 0 {
		what = "“" + first.Name + "”办出来的（" + strings.Join(made, "、") + "），“" + then.Name + "”都不查"
	}
	j.c.span("after-for-nothing", "", e.After.Pos, len(e.After.S), what+"，不用等它", "去掉 after，两件同时办；或者在后一件的 facts 里查前一件的结果")
}

// sharedQuestion is one side of a group of `same`: a field or a material of an item.
type sharedQuestion struct {
	word     spec.Word
	kind     string // 字段 or 材料
	typ      string
	codes    string // of a choice
	field    *plan.Field
	material *plan.Material
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
				j.c.span("same-mismatch", "", w.Pos, len(w.S), "“"+w.S+"”是"+q.what()+"，“"+first.word.S+"”是"+first.what()+"，合不成一问", "两边写成同一种类型、同样的选项；不是一回事的，从 same 里去掉")
			}
		}
		if len(group) == 1 {
			j.c.span("same-mismatch", "", group[0].Pos, len(group[0].S), "same 里的一组至少要有两个", "写上另一个事项里的同一问，如 [甲.address, 乙.place]")
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
	var known []string
	for _, f := range p.Fields {
		if f.ID == id && ok {
			q := &sharedQuestion{word: w, kind: "字段", typ: f.Type, field: f}
			if f.Type == "choice" || f.Type == "choices" {
				q.codes = codesOf(f)
			}
			return q
		}
		known = append(known, item+"."+f.ID)
	}
	for _, m := range p.Materials {
		if m.ID == id && ok {
			return &sharedQuestion{word: w, kind: "材料", material: m}
		}
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
		j.c.span("bundle-asked-twice", "", j.b.ID.Pos, len(j.b.ID.S), "“"+title+"”两件都要："+p.ID+"."+a+" 和 "+q.ID+"."+b,
			"在 same 里加上 ["+p.ID+"."+a+", "+q.ID+"."+b+"]；不是一回事的，把名称写清楚")
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
	uses := func(id string) []string {
		for _, i := range j.c.cat.Items {
			if i.ID.S == id {
				return wordsOf(i.Use)
			}
		}
		return nil
	}
	out := map[string]bool{}
	for _, f := range j.c.cat.Fragments {
		if !slices.Contains(uses(a), f.ID.S) || !slices.Contains(uses(b), f.ID.S) {
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
