package prove

import (
	"encoding/json"
	"fmt"
	"strings"

	"banshi/engine/field"
	"banshi/engine/plan"
)

// words writes paths and values as the form does: titles and texts of options, never ids alone.
type words struct{ plan *plan.Plan }

// field finds the field of a path: form.area, or form.managers[r1].no.
func (w words) field(path string) *plan.Field {
	id, ok := strings.CutPrefix(path, "form.")
	if !ok {
		return nil
	}
	table, rest, isCell := strings.Cut(id, "[")
	f := w.plan.Field(table)
	_, column, hasColumn := strings.Cut(rest, "].")
	if f == nil || !isCell || !hasColumn {
		return f
	}
	return f.Column(column)
}

// path gives what people call a path; its own spelling where nothing has a title.
func (w words) path(path string) string {
	if rest, ok := strings.CutPrefix(path, "choose:"); ok {
		return "选定" + w.path(rest)
	}
	if rest, ok := strings.CutPrefix(path, "consent:"); ok {
		return w.path(rest)
	}
	if path == "compare" {
		return "人工比对"
	}
	if id, ok := strings.CutPrefix(path, "section."); ok {
		if s := w.plan.Section(id); s != nil {
			return quoted(s.Title)
		}
	}
	if f := w.field(path); f != nil {
		if table := w.field(strings.SplitN(path, "[", 2)[0]); table != f {
			row := strings.TrimSuffix(strings.SplitN(path, "[", 2)[1], "]."+f.ID)
			return quoted(table.Title) + "行" + row + "的" + quoted(f.Title)
		}
		return quoted(f.Title)
	}
	if f := w.plan.Fact(path); f != nil {
		return quoted(w.plan.Records[f.Source].Title)
	}
	m := w.plan.Material(path)
	if m == nil {
		return path
	}
	if _, row, ok := strings.Cut(path, "["); ok {
		return quoted(m.Title) + "行" + strings.TrimSuffix(row, "]")
	}
	return quoted(m.Title)
}

func (w words) rule(id string) string {
	if r := w.plan.Rule(id); r != nil {
		return quoted(r.Title)
	}
	return id
}

func quoted(s string) string { return "“" + s + "”" }

// value writes a JSON value as the field is written.
func (w words) value(f *plan.Field, raw any) string {
	if raw == nil {
		return "没有值"
	}
	t := field.Of(f.Type)
	p := field.Params{Unit: f.Unit, Digits: f.Digits, Lines: f.Lines}
	for _, o := range f.Options {
		p.Options = append(p.Options, field.Option{Code: o.Code, Text: o.Text})
	}
	raw = plainJSON(raw)
	if t != nil && f.Type != "table" {
		if v, fault := t.Parse(raw, p); fault == nil && v.Known() {
			if text := t.Format(v, p, w.plan.Language); text != "" && text != "无" {
				return text
			}
		}
	}
	if list, ok := raw.([]any); ok && len(list) == 0 {
		return "一项也没有"
	}
	return jsonText(raw)
}

// plainJSON turns a Go value into what a JSON decoder would give.
func plainJSON(v any) any {
	if list, ok := v.([]string); ok {
		out := make([]any, len(list))
		for i, s := range list {
			out[i] = s
		}
		return out
	}
	return v
}

func jsonText(v any) string {
	data, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	return string(data)
}

// Words of results, for those who read a report.
var resultWords = map[string]string{
	"true": "符合", "false": "不符合", "unknown": "还不知道", "empty": "说不上", "off": "不适用",
	"pass": "通过", "warn": "提醒", "inspect": "现场核查再定", "review": "转人工审查", "window": "到窗口办", "refer": "改到别处办", "refuse": "不予受理",
	"not_needed": "不用交", "made": "系统生成", "given": "已交", "reused": "免交", "undecided": "还不知道要不要交", "promised": "承诺代替",
	"deferred": "容缺后补", "to_be_found": "等数据查证", "needed": "要交",
	"value": "有值",
}

// named is a word of a result as people say it.
func named(word string) string {
	if text, ok := resultWords[word]; ok {
		return text
	}
	return word
}

// inWords is named, with the word itself behind it.
func inWords(word string) string {
	if text := named(word); text != word {
		return text + "（" + word + "）"
	}
	return word
}
