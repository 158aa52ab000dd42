package tell

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"banshi/engine/eval"
	"banshi/engine/field"
	"banshi/engine/plan"
)

// Path gives what people call a path of a state; the path itself where nothing has a title.
func (t *Teller) Path(path string) string {
	kind, id, _ := strings.Cut(path, ".")
	if rest, ok := strings.CutPrefix(path, "choose:"); ok {
		return t.w("choose", t.Path(rest))
	}
	if rest, ok := strings.CutPrefix(path, "consent:"); ok {
		return t.Path("materials." + rest)
	}
	switch kind {
	case "compare":
		return t.w("compare")
	case "eligibility":
		if r := t.plan.Rule(id); r != nil {
			return t.quoted(r.Title)
		}
	case "section":
		if s := t.plan.Section(id); s != nil {
			return t.quoted(s.Title)
		}
	case "materials":
		if m := t.plan.Material(id); m != nil {
			return t.quoted(m.Title)
		}
	case "handling":
		if step, ok := strings.CutPrefix(id, "steps."); ok && t.plan.Step(step) != nil {
			return t.quoted(t.plan.Step(step).Title)
		}
	case "form":
		if f := t.fieldAt(path); f != nil {
			return t.quoted(f.Title)
		}
	}
	return t.factPath(path)
}

// placed is Path for something of a state: of a row's field, or a paper of a row, it tells the row.
func (t *Teller) placed(st *eval.State, path string) string {
	base, rest, ok := strings.Cut(path, "[")
	row, _, _ := strings.Cut(rest, "]")
	if !ok {
		return t.Path(path)
	}
	table := base
	for _, m := range t.plan.Materials {
		if "materials."+m.ID == base {
			table = "form." + m.Per
		}
	}
	at := slices.Index(st.Fields[table].Rows, row) + 1
	return t.w("in row", t.Path(path), t.Path(table), fmt.Sprint(at))
}

// waits says what a rule that is not decided waits for.
func (t *Teller) waits(paths []string) string {
	var questions, facts, out []string
	once := func(list []string, s string) []string { // rows have names in common
		if slices.Contains(list, s) {
			return list
		}
		return append(list, s)
	}
	for _, p := range paths {
		switch {
		case p == "compare":
			out = append(out, t.w("wait compare"))
		case strings.HasPrefix(p, "choose:"):
			out = append(out, t.w("wait choose", t.factPath(strings.TrimPrefix(p, "choose:"))))
		case strings.HasPrefix(p, "consent:"):
			out = append(out, t.w("wait consent", t.Path(p)))
		case t.fieldAt(p) != nil:
			questions = once(questions, t.Path(p))
		default:
			facts = once(facts, t.Path(p))
		}
	}
	if len(questions) > 0 {
		out = append(out, t.w("wait answer", strings.Join(questions, t.w("and"))))
	}
	if len(facts) > 0 {
		out = append(out, t.w("wait fact", strings.Join(facts, t.w("and"))))
	}
	return strings.Join(out, t.w("stop"))
}

// factPath names a fact, or a fact of a row, by the title of its source.
func (t *Teller) factPath(path string) string {
	last := path[strings.LastIndexByte(path, '.')+1:]
	f := t.plan.Fact(last)
	if table, _, ok := strings.Cut(strings.TrimPrefix(path, "form."), "["); ok && t.plan.Field(table) != nil {
		f = t.plan.Field(table).Fact(last)
	}
	if f == nil {
		return path
	}
	return t.quoted(t.plan.Records[f.Source].Title)
}

// fieldAt finds the field or column of form.area, form.managers[r1].no.
func (t *Teller) fieldAt(path string) *plan.Field {
	id, _ := strings.CutPrefix(path, "form.")
	table, rest, inRow := strings.Cut(id, "[")
	f := t.plan.Field(table)
	_, column, ok := strings.Cut(rest, "].")
	if f == nil || !inRow || !ok {
		return f
	}
	return f.Column(column)
}

// json writes a value of a state as its field is written.
func (t *Teller) json(raw any, f *plan.Field) string {
	data, err := json.Marshal(raw)
	if err != nil {
		return ""
	}
	var plain any
	d := json.NewDecoder(strings.NewReader(string(data)))
	d.UseNumber()
	if d.Decode(&plain) != nil {
		return ""
	}
	typ := field.Of(f.Type)
	if typ == nil {
		return string(data)
	}
	v, fault := typ.ParseRecord(plain, paramsOf(f))
	if fault != nil {
		return string(data)
	}
	if secret(v, f) {
		return t.w("is:value")
	}
	return t.format(v, f)
}
