package prove

import (
	"encoding/json"
	"fmt"
	"slices"
	"sort"
	"strings"

	"banshi/engine/eval"
	"banshi/engine/field"
	"banshi/engine/spec"
)

// Difference is one thing that a test expected and that came out otherwise, in the words of the form.
type Difference struct {
	Path string `json:"path"` // in expect: rules.age, fields.amount.value
	What string `json:"what"` // “年满80周岁”
	Want string `json:"want"`
	Got  string `json:"got"`
}

// judge holds a state against what a test expects.
type judge struct {
	words words
	state *eval.State
	out   []Difference
}

func compare(w words, s *eval.State, e *spec.Expect) []Difference {
	j := &judge{words: w, state: s}
	if e.Verdict != nil && e.Verdict.S != s.Verdict {
		j.differ("verdict", "结论", inWords(e.Verdict.S), inWords(s.Verdict)+j.causes())
	}
	j.truth("settled", "条件都判得出", e.Settled, s.Settled)
	j.truth("instant", "即办", e.Instant, s.Instant)
	j.rules(e.Rules)
	for _, id := range keys(e.Fields) {
		j.field(id, e.Fields[id])
	}
	j.materials(e.Materials)
	if e.Errors != nil {
		j.list("errors", "有错的地方", paths(e.Errors), errorPaths(s, false))
	}
	if e.Warnings != nil {
		j.list("warnings", "提醒的地方", paths(e.Warnings), errorPaths(s, true))
	}
	if e.Missing != nil {
		j.list("missing", "还缺什么才判得出", paths(e.Missing), s.Missing)
	}
	j.blocked(e.Blocked)
	j.handling(e)
	return j.out
}

func (j *judge) differ(path, what, want, got string) {
	j.out = append(j.out, Difference{path, what, want, got})
}

func (j *judge) truth(path, what string, want *bool, got bool) {
	if want != nil && *want != got {
		j.differ(path, what, yesNo(*want), yesNo(got))
	}
}

func yesNo(b bool) string {
	if b {
		return "是"
	}
	return "否"
}

// causes names what made the verdict.
func (j *judge) causes() string {
	var out []string
	for _, id := range keys(j.state.Rules) {
		if r := j.state.Rules[id]; r.Effect != "" {
			out = append(out, j.words.rule(id)+resultWords[r.Result])
		}
	}
	for _, r := range j.state.Review {
		out = append(out, j.words.path(r)+"要人看")
	}
	if len(out) == 0 {
		return ""
	}
	return "，因为" + strings.Join(out, "、")
}

func (j *judge) rules(want map[string]any) {
	for _, id := range keys(want) {
		w := fmt.Sprint(want[id])
		got, ok := j.state.Rules[id]
		switch {
		case !ok:
			j.differ("rules."+id, id, inWords(w), "没有这个条件")
		case got.Result != w:
			text := inWords(got.Result)
			if len(got.Missing) > 0 {
				text += "，还缺" + j.titles(got.Missing)
			}
			j.differ("rules."+id, j.words.rule(id), inWords(w), text)
		}
	}
}

func (j *judge) titles(paths []string) string {
	var out []string
	for _, p := range paths {
		out = append(out, j.words.path(p))
	}
	return strings.Join(out, "、")
}

// materials holds each material against the word of its state, or against {state, by}: by which fact it is
// reused.
func (j *judge) materials(want map[string]any) {
	for _, id := range keys(want) {
		w, ok := want[id].(map[string]any)
		if !ok {
			w = map[string]any{"state": want[id]}
		}
		got, ok := j.state.Materials[id]
		if !ok {
			j.differ("materials."+id, id, jsonText(want[id]), "没有这份材料")
			continue
		}
		for _, key := range keys(w) {
			j.material(id, key, fmt.Sprint(w[key]), got)
		}
	}
}

func (j *judge) material(id, key, want string, got eval.MaterialState) {
	switch key {
	case "state":
		if got.State == want {
			return
		}
		text := inWords(got.State)
		if len(got.Missing) > 0 {
			text += "，还缺" + j.titles(got.Missing)
		}
		j.differ("materials."+id, j.words.path(id), inWords(want), text)
	case "by":
		j.text("materials."+id+".by", j.words.path(id)+"凭什么免交", want, got.By)
	default:
		j.differ("materials."+id+"."+key, j.words.path(id), "测试里没有 "+key+" 这一项", "state by")
	}
}

// errorPaths are the places with errors that block, or those with warnings; what is not decided is neither.
func errorPaths(s *eval.State, warn bool) []string {
	var out []string
	note := func(path string, errors []eval.Error) {
		if slices.ContainsFunc(errors, func(e eval.Error) bool { return e.Warn == warn && len(e.Names) == 0 }) {
			out = append(out, path)
		}
	}
	for path, f := range s.Fields {
		note(path, f.Errors)
	}
	for id, sec := range s.Sections {
		note("section."+id, sec.Errors)
	}
	sort.Strings(out)
	return out
}

func (j *judge) list(path, what string, want, got []string) {
	want = slices.Clone(want)
	sort.Strings(want)
	if !slices.Equal(want, got) && len(want)+len(got) > 0 {
		j.differ(path, what, j.listText(want), j.listText(got))
	}
}

func (j *judge) listText(list []string) string {
	if len(list) == 0 {
		return "没有"
	}
	var out []string
	for _, p := range list {
		t := j.words.path(p)
		if t != p {
			t += "（" + p + "）"
		}
		out = append(out, t)
	}
	return strings.Join(out, "、")
}

// blocked is yes or no, or the list of what submission waits for.
func (j *judge) blocked(want any) {
	var got []string
	for _, b := range j.state.Blocked {
		got = append(got, b.Path)
	}
	sort.Strings(got)
	got = slices.Compact(got)
	switch w := want.(type) {
	case nil:
	case bool:
		if w != (len(got) > 0) {
			j.differ("blocked", "不能提交", yesNo(w), yesNo(len(got) > 0)+"："+j.listText(got))
		}
	case []any:
		j.list("blocked", "提交前还要", anyTexts(w), got)
	default:
		j.differ("blocked", "不能提交", "写 true、false 或路径的列表", fmt.Sprint(want))
	}
}

func (j *judge) handling(e *spec.Expect) {
	s := j.state
	if e.Visits != nil {
		j.text("visits", "到现场次数", rangeText(e.Visits), rangeText(map[string]any{"min": s.Visits.Min, "max": s.Visits.Max}))
	}
	if e.Days != nil {
		got := ""
		switch {
		case s.Limit == nil:
		case s.Limit.Least != "": // not decided yet: {min: 5wd, max: 2mo}
			got = rangeText(map[string]any{"min": s.Limit.Least, "max": s.Limit.Most})
		default:
			got = s.Limit.Promised
		}
		want := rangeText(e.Days)
		if _, number := e.Days.(json.Number); number {
			got = strings.TrimRight(got, "wdmoy")
		}
		j.text("days", "承诺时限", want, got)
	}
	if e.Dispatch != nil {
		got := ""
		if s.Dispatch != nil {
			got = s.Dispatch.Region
		}
		j.text("dispatch", "分发到", e.Dispatch.S, got)
	}
	if e.Level > 0 && e.Level != s.Level {
		j.differ("level", "要的实名等级", fmt.Sprint(e.Level), fmt.Sprint(s.Level))
	}
	if e.Fee != nil {
		got := ""
		if s.Fee != nil {
			got = s.Fee.Amount
		}
		j.text("fee", "收费", fmt.Sprint(e.Fee), got)
	}
	for _, part := range keys(e.Parts) {
		j.text("parts."+part, part, inWords(fmt.Sprint(e.Parts[part])), inWords(s.Parts[part]))
	}
	if e.Steps != nil {
		var want, got []string
		for _, w := range e.Steps {
			want = append(want, w.S)
		}
		for _, st := range s.Steps {
			if st.In == "true" {
				got = append(got, st.ID)
			}
		}
		j.text("steps", "环节", strings.Join(want, " "), strings.Join(got, " "))
	}
}

func (j *judge) text(path, what, want, got string) {
	if want != got {
		j.differ(path, what, orNone(want), orNone(got))
	}
}

func orNone(s string) string {
	if s == "" {
		return "没有"
	}
	return s
}

// rangeText writes 1, or 0–1 while that is not decided.
func rangeText(v any) string {
	m, ok := v.(map[string]any)
	if !ok {
		return fmt.Sprint(v)
	}
	low, high := fmt.Sprint(m["min"]), fmt.Sprint(m["max"])
	if low == high {
		return low
	}
	return low + "–" + high
}

// sameValue compares what a test writes with what the state holds, as values of the field's type.
func sameValue(t *field.Type, p field.Params, want, got any) bool {
	if t != nil && t.Rule != "list<record>" {
		a, fault := t.Parse(plainJSON(want), p)
		b, other := t.Parse(plainJSON(got), p)
		if fault == nil && other == nil && a.Known() && b.Known() {
			return jsonText(t.JSON(a)) == jsonText(t.JSON(b))
		}
	}
	return jsonText(want) == jsonText(got)
}

func keys[T any](m map[string]T) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}

func paths(list []spec.Text) []string {
	out := []string{}
	for _, t := range list {
		out = append(out, t.S)
	}
	return out
}

func anyTexts(list []any) []string {
	out := []string{}
	for _, x := range list {
		out = append(out, fmt.Sprint(x))
	}
	return out
}
