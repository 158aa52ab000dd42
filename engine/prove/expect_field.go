package prove

import (
	"fmt"
	"slices"
	"strings"

	"banshi/engine/eval"
	"banshi/engine/field"
	"banshi/engine/load/grammar"
	"banshi/engine/plan"
)

// field holds one field against {shown, needed, value, is, edit, from, missing, errors, …}, or against
// a bare value.
func (j *judge) field(id string, want any) {
	path := id
	if !strings.HasPrefix(path, "form.") {
		path = "form." + id
	}
	def := j.words.field(path)
	got, ok := j.state.Fields[path]
	if !ok || def == nil {
		j.differ("fields."+id, id, jsonText(want), "没有这个字段，或者没有这一行")
		return
	}
	m, ok := want.(map[string]any)
	if !ok {
		m = map[string]any{"value": want}
	}
	for _, key := range keys(m) {
		j.aspect(fieldAt{"fields." + id + "." + key, j.words.path(path), def, got}, key, m[key])
	}
}

// fieldAt is one field under judgement.
type fieldAt struct {
	at    string
	title string
	def   *plan.Field
	got   eval.FieldState
}

func (j *judge) aspect(f fieldAt, key string, want any) {
	switch key {
	case "shown":
		j.says(f, "出现", want, f.got.Shown)
	case "need", "needed":
		j.says(f, "必填", want, f.got.Need)
	case "disputed":
		j.says(f, "有异议", want, f.got.Disputed)
	case "value":
		j.value(f, want, f.got.Value)
	case "filled":
		j.value(f, want, f.got.Filled)
	case "is":
		j.text(f.at, f.title+"的状态", fmt.Sprint(want), f.got.Is)
	case "edit":
		j.text(f.at, f.title+"怎么改", fmt.Sprint(want), f.got.Edit)
	case "confirm":
		j.text(f.at, f.title+"的确认", fmt.Sprint(want), f.got.Confirm)
	case "from":
		j.text(f.at, f.title+"的来历", fmt.Sprint(want), originText(f.got.From, fmt.Sprint(want)))
	case "min":
		j.text(f.at, f.title+"最小", fmt.Sprint(want), f.got.Min)
	case "max":
		j.text(f.at, f.title+"最大", fmt.Sprint(want), f.got.Max)
	case "missing":
		j.listAt(f, "还缺", want, f.got.Missing)
	case "errors":
		j.listAt(f, "的错误", want, codesOf(f.got.Errors))
	case "options":
		j.listAt(f, "的选项", want, slices.Clone(f.got.Options))
	case "rows":
		j.listAt(f, "的行", want, slices.Clone(f.got.Rows))
	default:
		j.differ(f.at, f.title, "测试里没有 "+key+" 这一项", strings.Join(grammar.FieldAspects, " "))
	}
}

func (j *judge) says(f fieldAt, what string, want any, got bool) {
	w, ok := want.(bool)
	if !ok || w != got {
		j.differ(f.at, f.title+what, jsonText(want), yesNo(got))
	}
}

func (j *judge) value(f fieldAt, want, got any) {
	t := field.Of(f.def.Type)
	p := field.Params{Unit: f.def.Unit, Digits: f.def.Digits, Lines: f.def.Lines}
	for _, o := range f.def.Options {
		p.Options = append(p.Options, field.Option{Code: o.Code, Text: o.Text})
	}
	if sameValue(t, p, want, got) {
		return
	}
	text := j.words.value(f.def, got)
	if len(f.got.Missing) > 0 {
		text += "，还缺" + j.titles(f.got.Missing)
	}
	j.differ(f.at, f.title, j.words.value(f.def, want), text)
}

// originText writes an origin with as much as the test asks for: fact, or fact:person.
func originText(o *eval.Origin, want string) string {
	if o == nil {
		return ""
	}
	if o.Kind == "fact" && strings.Contains(want, ":") {
		return o.Kind + ":" + o.Fact
	}
	return o.Kind
}

func (j *judge) listAt(f fieldAt, what string, want any, got []string) {
	list, ok := want.([]any)
	if !ok {
		j.differ(f.at, f.title+what, "写列表", jsonText(want))
		return
	}
	w := anyTexts(list)
	slices.Sort(w)
	slices.Sort(got)
	if !slices.Equal(w, got) && len(w)+len(got) > 0 {
		j.differ(f.at, f.title+what, strings.Join(w, " "), orNone(strings.Join(got, " ")))
	}
}

func codesOf(list []eval.Error) []string {
	var out []string
	for _, e := range list {
		out = append(out, e.Code)
	}
	return out
}
