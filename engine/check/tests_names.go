package check

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"banshi/engine/diag"
	"banshi/engine/plan"
	"banshi/engine/spec"
)

func sources(p *plan.Plan) []string { return slices.Sorted(maps.Keys(p.Records)) }

// fields are the paths of the item's fields; those of cells have [] for the row.
func (t *tester) fields() []string {
	var out []string
	for _, f := range t.plan.Fields {
		out = append(out, "form."+f.ID)
		if f.Type == "table" {
			out = append(out, "form."+f.ID+"[]") // a row, whose check can fail
		}
		for _, c := range f.Columns {
			out = append(out, "form."+f.ID+"[]."+c.ID)
		}
	}
	return out
}

func (t *tester) facts() []string {
	var out []string
	for _, f := range t.plan.Facts {
		out = append(out, f.ID)
	}
	for _, f := range t.plan.Fields {
		for _, fact := range f.Facts {
			out = append(out, "form."+f.ID+"[]."+fact.ID)
		}
	}
	return out
}

func (t *tester) materials() []string {
	var out []string
	for _, m := range t.plan.Materials {
		if m.Per != "" {
			out = append(out, m.ID+"[]")
		} else {
			out = append(out, m.ID)
		}
	}
	return out
}

// reuses are what can stand in for a material: by, as a test expects it.
func (t *tester) reuses(material string) []string {
	var out []string
	for _, m := range t.plan.Materials {
		if m.ID == strings.TrimSuffix(inRow.ReplaceAllString(material, "[]"), "[]") {
			for _, r := range m.Reuse {
				out = append(out, r.By)
			}
		}
	}
	return out
}

func (t *tester) parts() []string {
	var out []string
	for _, f := range t.plan.Fields {
		if f.ID == t.plan.Parts {
			for _, o := range f.Options {
				out = append(out, o.Code)
			}
		}
	}
	return out
}

func (t *tester) keys(path, what string, m map[string]any, known []string) {
	for _, k := range slices.Sorted(maps.Keys(m)) {
		t.word(path+"."+k, what, k, known)
	}
}

func (t *tester) list(path, what string, list []any, known []string) {
	for i, x := range list {
		t.word(fmt.Sprint(path, ".", i), what, fmt.Sprint(x), known)
	}
}

func (t *tester) texts(path, what string, list []spec.Text, known []string) {
	for i, x := range list {
		t.word(fmt.Sprint(path, ".", i), what, x.S, known)
	}
}

func (t *tester) words(path, what string, list []spec.Word, known []string) {
	for i, x := range list {
		t.word(fmt.Sprint(path, ".", i), what, x.S, known)
	}
}

// inRow is the row in a path: managers[m1].no.
var inRow = regexp.MustCompile(`\[[^\]]*\]`)

// word holds one name of a test against those that there are. Of a field `form.` may be left out.
func (t *tester) word(path, what, word string, known []string) {
	plain := inRow.ReplaceAllString(word, "[]")
	if slices.Contains(known, plain) || what == "字段" && slices.Contains(known, formPath(plain)) {
		return
	}
	hint, near := "", ""
	if found, ok := diag.Closest(plain, known); ok {
		hint, near = found, diag.Sure(plain, found, known)
	} else if found, ok := diag.Closest(formPath(plain), known); ok && what == "字段" {
		hint, near = strings.TrimPrefix(found, "form."), strings.TrimPrefix(diag.Sure(formPath(plain), found, known), "form.")
	}
	if strings.Contains(near, "[]") {
		near = "" // which row is the author's to say
	}
	switch {
	case hint != "":
		hint = "是不是 " + strings.ReplaceAll(hint, "[]", "[行]") + "？"
	case len(known) > 0 && len(known) <= 12:
		hint = "有的是：" + strings.Join(known, " ")
	default:
		hint = "看看事项的定义，改成那里有的名字"
	}
	t.faultMeant(diag.TestName, path, word, "没有"+what+"“"+word+"”", hint, near)
}
