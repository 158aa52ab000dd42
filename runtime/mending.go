package runtime

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"banshi/engine/eval"
	"banshi/engine/plan"
	"banshi/runtime/base/actor"
)

// Mending is what a draft may change of the case that it mends. A correction keeps the day and what was found.
type Mending struct {
	Returned
	Today string         // of a correction: the day for which it was submitted
	was   map[string]any // the answers as they were handed in
}

// mendingOf is nil where the draft mends nothing, or nothing that waits for it any more.
func (h *hall) mendingOf(ctx context.Context, a Application) (*Mending, error) {
	if a.Amends == "" {
		return nil, nil
	}
	c, err := h.Store.Case(ctx, a.Amends)
	if err != nil {
		return nil, fmt.Errorf("runtime: case that a draft mends: %w", err)
	}
	kind := map[actor.State]Kind{actor.PrecheckFailed: DocPrecheck, actor.Correction: DocCorrection}[c.State]
	if kind == "" {
		return nil, nil
	}
	m := &Mending{Returned: Returned{Opinion: c.Opinion, At: c.Changed, Office: c.OfficeTitle, Kind: kind, Until: c.Progress.Until}}
	r, err := h.Store.Record(ctx, c.Number)
	if err != nil {
		return nil, fmt.Errorf("runtime: what is to be mended: %w", err)
	}
	for _, d := range r.Documents {
		if d.Kind == kind {
			m.Parts = d.Body.Parts
		}
	}
	if kind == DocPrecheck && len(m.Parts) == 0 {
		return m, nil
	}
	return m, h.lock(ctx, c, m)
}

// lock lists what was handed in and is not named: it stays as it is. What is asked for only now is open.
func (h *hall) lock(ctx context.Context, c Case, m *Mending) error {
	s, err := h.Store.Submission(ctx, c.Number)
	if err != nil {
		return fmt.Errorf("runtime: submission of a case: %w", err)
	}
	var state eval.State
	var content Content
	if err := Decode(s.State, &state); err != nil {
		return fmt.Errorf("runtime: state of case %s: %w", c.Number, err)
	}
	if err := Decode(s.Content, &content); err != nil {
		return fmt.Errorf("runtime: content of case %s: %w", c.Number, err)
	}
	m.was = content.Answers
	if m.Kind == DocCorrection {
		m.Today = s.Today
	}
	for path, f := range state.Fields {
		if f.Shown && !strings.Contains(path, "[") && !m.names(path) {
			m.Locked = append(m.Locked, path)
		}
	}
	for path, st := range state.Materials {
		if st.State != "not_needed" && st.State != "made" && !m.names(materialsPrefix+path) {
			m.Locked = append(m.Locked, materialsPrefix+path)
		}
	}
	slices.Sort(m.Locked)
	return nil
}

// names tells whether the notice names a path, or something in it.
func (m *Mending) names(path string) bool {
	return slices.ContainsFunc(m.Parts, func(p Part) bool { return p.Path == path || strings.HasPrefix(p.Path, path+"[") })
}

func (m *Mending) locks(path string) bool { return m != nil && slices.Contains(m.Locked, path) }

// shut refuses a change of what the notice does not name.
func (o *opened) shut(c *answerCheck, p Patch) {
	m := o.mending
	if m == nil || m.Locked == nil {
		return
	}
	refuse := func(at, title string) { c.say(at, sayNotOpened.With(title)) }
	for id, raw := range p.Answers {
		f := o.plan.Field(id)
		switch {
		case f == nil || same(raw, o.app.Content.Answers[id]):
		case m.locks("form." + id):
			refuse("answers."+id, f.Title)
		case f.Type == "table":
			m.cells(f, raw, refuse)
		}
	}
	for _, id := range p.Cleared {
		if f := o.plan.Field(id); f != nil && m.locks("form."+id) {
			refuse("cleared", f.Title)
		}
	}
	old := o.app.Content
	for _, l := range []struct {
		name string
		was  []string
		now  *[]string
	}{{"promised", old.Promised, p.Promised}, {"deferred", old.Deferred, p.Deferred}, {"brought", old.Brought, p.Brought}} {
		if l.now == nil {
			continue
		}
		for _, path := range slices.Concat(l.was, *l.now) {
			if slices.Contains(l.was, path) != slices.Contains(*l.now, path) && m.locks(materialsPrefix+path) {
				refuse(l.name, titleOfMaterial(o.plan, path))
			}
		}
	}
	if p.FormOf != nil {
		for path, pick := range *p.FormOf {
			if old.FormOf[path] != pick && m.locks(materialsPrefix+path) {
				refuse("formOf", titleOfMaterial(o.plan, path))
			}
		}
	}
}

// cells holds the cells of a table of which the notice names some: nothing else in it changes.
func (m *Mending) cells(f *plan.Field, raw any, refuse func(at, title string)) {
	path := "form." + f.ID
	if !slices.ContainsFunc(m.Parts, func(p Part) bool { return strings.HasPrefix(p.Path, path+"[") }) ||
		slices.ContainsFunc(m.Parts, func(p Part) bool { return p.Path == path }) {
		return
	}
	open := func(at string) bool { return slices.ContainsFunc(m.Parts, func(p Part) bool { return p.Path == at }) }
	before, now := rowsByID(m.was[f.ID]), rowsByID(raw)
	for row, cells := range before {
		at := path + "[" + row + "]"
		if now[row] == nil {
			refuse("answers."+f.ID, f.Title)
			continue
		}
		for _, col := range f.Columns {
			if !same(cells[col.ID], now[row][col.ID]) && !open(at) && !open(at+"."+col.ID) {
				refuse("answers."+f.ID, f.Title+" "+col.Title)
			}
		}
	}
	for row := range now {
		if before[row] == nil {
			refuse("answers."+f.ID, f.Title)
		}
	}
}

// same tells whether two answers say the same, however they were read.
func same(a, b any) bool {
	if reflect.DeepEqual(a, b) {
		return true
	}
	x, err1 := Encode(a)
	y, err2 := Encode(b)
	return err1 == nil && err2 == nil && string(x) == string(y)
}
