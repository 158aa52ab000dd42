package tell

import (
	"slices"
	"sort"
	"strings"

	"banshi/engine/eval"
)

// Text writes a why as lines.
func (t *Teller) Text(w Why) string {
	var b strings.Builder
	b.WriteString(w.Answer + "\n")
	for _, c := range w.Conditions {
		b.WriteString("  " + t.line(c) + "\n")
		told := c.Value
		for _, because := range c.Because {
			if line := t.because(because, c.Text); line != "" {
				b.WriteString("      " + line + "\n")
				told += line
			}
		}
		if left := slices.DeleteFunc(slices.Clone(c.Missing), func(path string) bool { return strings.Contains(told, t.Path(path)) }); len(left) > 0 {
			b.WriteString("      " + t.waits(left) + "\n")
		}
	}
	for _, p := range w.Parts {
		b.WriteString("  " + strings.ReplaceAll(strings.TrimSuffix(t.Text(p), "\n"), "\n", "\n  ") + "\n")
	}
	return b.String()
}

func (t *Teller) line(c Condition) string {
	res := c.Value
	if res == "" {
		res = t.w(c.Result)
	}
	line := c.Text + " → " + res
	if c.Result == "value" && c.Value == "" {
		line = c.Text
	}
	if c.Role != "" {
		line = c.Role + t.w("colon") + line
	}
	return line
}

// because writes a part that decided; "" where it would only say the condition again.
func (t *Teller) because(b Because, condition string) string {
	var values []string
	for _, v := range b.Values {
		values = append(values, v.Name+t.w("colon")+v.Value)
	}
	seen := strings.Join(values, t.w("stop"))
	if b.Text == condition {
		return seen
	}
	text := b.Text + t.aside(t.w(b.Result))
	if seen != "" {
		text += t.w("full stop") + seen
	}
	return text
}

// Paths lists all that can be explained of a state, in order: verdict, rules, fields, materials, steps.
func (t *Teller) Paths(st *eval.State) []string {
	out := []string{"verdict"}
	for _, r := range t.plan.Rules {
		out = append(out, "eligibility."+r.ID)
	}
	more := func(prefix string, ids []string) {
		sort.Strings(ids)
		for _, id := range ids {
			out = append(out, prefix+id)
		}
	}
	var ids []string
	for path := range st.Fields {
		ids = append(ids, path)
	}
	more("", ids)
	ids = nil
	for path := range st.Materials {
		ids = append(ids, path)
	}
	more("materials.", ids)
	for _, s := range st.Steps {
		out = append(out, "handling.steps."+s.ID)
	}
	return out
}
