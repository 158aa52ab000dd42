package check_test

import (
	"strings"
	"testing"

	"banshi/engine/diag"
)

// TestBlanks: a blank answer is warned of where it can meet the condition, and nowhere else.
func TestBlanks(t *testing.T) {
	base := diag.MayBeEmpty.Info().Source()
	const that, field = "    that: form.other\n", "      - {id: other, type: boolean, title: 别的}\n"
	if !strings.Contains(base, that) || !strings.Contains(base, field) {
		t.Fatal("the example of W408 has changed")
	}
	const kind = "      - {id: kind, type: choice, title: 种类, need: true, options: {a: 甲, b: 乙}}\n"
	const needed = "      - {id: other, type: boolean, title: 别的, need: true}\n"
	section := "  - section: more\n    title: 另一节\n    show: form.kind == \"a\"\n    fields:\n" + needed
	for _, c := range []struct {
		name, that, fields, facts string
		warns                     bool
	}{
		{"needed and always shown", that, needed, "", false},
		{"not needed", that, field, "", true},
		{"in a section that may be hidden", that, kind + section, "", true},
		{"in a hidden section, asked when it is shown", "    when: form.kind == \"a\"\n" + that, kind + section, "", false},
		{"in a hidden section, asked when it is hidden too", "    when: form.kind == \"b\"\n" + that, kind + section, "", true},
		{"in a hidden section, behind another field of it", "    when: form.more\n" + that,
			kind + section + "      - {id: more, type: boolean, title: 更多, need: true}\n", "", false},
		{"behind an or", "    when: form.more || form.agreed\n" + that,
			kind + section + "      - {id: more, type: boolean, title: 更多, need: true}\n", "", true},
		{"behind a not has", "    when: '!has(form.more)'\n" + that,
			kind + section + "      - {id: more, type: boolean, title: 更多, need: true}\n", "", true},
		{"behind a record whose key is in the section", "    when: has(boss)\n" + that,
			kind + section + "      - {id: no, type: id_number, title: 号码, need: true}\n", "facts:\n  boss: {source: person, key: form.no, consent: {law: 示例法}}\n", false},
		{"behind a record that is always looked up", "    when: has(org)\n" + that, kind + section, "facts:\n  org: {source: organisation}\n", true},
		{"has in the rule itself", "    that: has(form.other) && form.other\n", field, "", false},
	} {
		text := strings.NewReplacer(that, c.that, field, c.fields, "eligibility:\n", c.facts+"eligibility:\n").Replace(base)
		got := open(t, text)
		warned := false
		for _, d := range got.Faults {
			if d.Code != diag.MayBeEmpty {
				t.Errorf("%s: %v", c.name, d)
			}
			warned = warned || d.Code == diag.MayBeEmpty
		}
		if warned != c.warns {
			t.Errorf("%s: warned %v, want %v\n%s", c.name, warned, c.warns, got.Faults.Text(got.Sources, ""))
		}
	}
}
