package check

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"banshi/engine/diag"
	"banshi/engine/field"
	"banshi/engine/plan"
)

// answer judges the answer to a field.
func (t *tester) answer(id string, raw any) {
	var ids []string
	for _, f := range t.plan.Fields {
		if f.ID == id {
			t.value("answers."+id, "form."+id, f, raw)
			return
		}
		ids = append(ids, f.ID)
	}
	t.word("answers."+id, "字段", id, ids)
}

// value judges an answer to a field or column: at is its place in the test, path that in the state.
func (t *tester) value(at, path string, f *plan.Field, raw any) {
	typ := field.Of(f.Type)
	if raw == nil || typ == nil {
		return // left blank on purpose
	}
	if len(f.Compute) > 0 {
		t.fault(diag.TestAnswer, at, f.ID, "“"+f.Title+"”是算出来的，填了也不算", "删掉它")
		return
	}
	if _, fault := typ.Parse(raw, paramsOf(f)); fault != nil {
		if !t.refused[path] {
			t.fault(diag.TestAnswer, at, f.ID, "“"+f.Title+"”填不进“"+shown(raw)+"”："+typ.Message(fault, paramsOf(f), ""), t.wanted(f, raw))
		}
		return
	}
	if f.Type == "table" {
		t.table(at, path, f, raw)
	}
}

func (t *tester) table(at, path string, f *plan.Field, raw any) {
	rows, _ := field.ParseRows(raw)
	for i, row := range rows {
		for _, k := range slices.Sorted(maps.Keys(row.Cells)) {
			if k == field.RowKey {
				continue
			}
			cell := fmt.Sprint(at, ".", i, ".", k)
			var ids []string
			for _, c := range f.Columns {
				ids = append(ids, c.ID)
				if c.ID == k {
					t.value(cell, path+"["+row.ID+"]."+k, c, row.Cells[k])
				}
			}
			t.word(cell, "列", k, ids)
		}
	}
}

// wanted says what to write for an answer of the field's type.
func (t *tester) wanted(f *plan.Field, raw any) string {
	end := "（要试填错了会怎样，在 expect.errors 里写 form." + f.ID + "）"
	if t.test.Name.S == "" {
		end = ""
	}
	switch f.Type {
	case "boolean":
		return "是写 true，否写 false，不加引号" + end
	case "choice", "choices":
		var codes, all []string
		for _, o := range f.Options {
			codes = append(codes, o.Code)
			all = append(all, o.Code+"（"+o.Text+"）")
			if o.Text == raw {
				return "写代码 " + o.Code + end
			}
		}
		if near, ok := diag.Closest(shown(raw), codes); ok {
			return "是不是 " + near + "？" + end
		}
		if len(all) > 12 {
			all = append(all[:12], "…")
		}
		return "可选的有：" + strings.Join(all, " ") + end
	case "date":
		return "写成 2026-03-02 的样子" + end
	case "number", "money":
		return "写成带引号的小数，如 \"80.5\"，或者整数" + end
	case "table":
		return "写成列表，每行 {_row: r1, 列: 值}，行的名字不能重复" + end
	}
	return "按“" + field.Of(f.Type).Title("") + "”的写法改" + end
}

func paramsOf(f *plan.Field) field.Params {
	p := field.Params{Unit: f.Unit, Mobile: f.Mobile, Digits: f.Digits, Lines: f.Lines}
	for _, o := range f.Options {
		p.Options = append(p.Options, field.Option{Code: o.Code, Text: o.Text})
	}
	return p
}
