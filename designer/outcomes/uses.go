package outcomes

import (
	"slices"
	"strings"

	"banshi/engine/expr"
	"banshi/engine/plan"
	"banshi/engine/prove"
	"banshi/engine/value"
)

// uses are the ways in which the rules of an outcome look at a question.
type uses struct {
	tests []*expr.Node // conditions that read it and nothing else but the day
	whole bool         // it is looked at in another way: each answer may come to something else
}

// usesOf reads the rules of a plan that an outcome is read from, by question: counts are the names of questions and facts in them. What
// only says whether an answer can be right is none of an outcome.
func usesOf(p *plan.Plan, counts map[string]bool) map[string]*uses {
	out := map[string]*uses{}
	for _, f := range p.Fields {
		out["form."+f.ID] = &uses{}
	}
	for _, r := range prove.Rules(p) {
		if !judges(r.Path) && matters(r.Path, counts) {
			look(r.Node, onlyThere(r.Path), out)
		}
	}
	if u := out["form."+p.Parts]; p.Parts != "" && u != nil {
		for _, o := range p.Field(p.Parts).Options {
			u.tests = append(u.tests, &expr.Node{Op: "in", Args: []*expr.Node{expr.Literal(value.Text(o.Code)), {Op: expr.Var, Name: "form." + p.Parts}}})
		}
	}
	return out
}

// matters tells whether the rule of a question or fact is one that an outcome is read from; all others are.
func matters(path string, counts map[string]bool) bool {
	words := strings.Split(path, ".")
	switch words[0] {
	case "form":
		return counts["form."+words[1]]
	case "facts":
		return counts[words[1]]
	}
	return true
}

// judges tells the rules that judge an answer, or what has no part in an outcome.
func judges(path string) bool {
	words := strings.Split(path, ".")
	last := words[len(words)-1]
	return slices.Contains(words, "check") || words[0] == "dispatch" || last == "min" || last == "max" || last == "within" || last == "identity" ||
		words[0] == "form" && last == "need" || len(words) > 2 && words[0] == "form" && words[2] == "options"
}

// onlyThere tells the rules of which only it counts here that there is a value: the key of a look-up that has not answered, who signs.
func onlyThere(path string) bool {
	return strings.HasSuffix(path, ".key") || strings.HasSuffix(path, ".sign")
}

// look finds the tests in a rule.
func look(n *expr.Node, there bool, out map[string]*uses) {
	reads := slices.DeleteFunc(n.Reads(), func(name string) bool { return name == "today" })
	if len(reads) == 0 {
		return
	}
	u := out[reads[0]]
	if len(reads) == 1 && u != nil {
		switch {
		case there && n.Op == expr.Var:
			u.tests = append(u.tests, &expr.Node{Op: expr.Has, Args: []*expr.Node{n}})
			return
		case yesNo(n.Op):
			u.tests = append(u.tests, n)
			return
		case n.Op == expr.Var:
			u.whole = true // a yes or no is each of its answers anyway
			return
		}
	}
	for _, a := range n.Args {
		look(a, false, out)
	}
}

// yesNo tells what is a condition on its own parts.
func yesNo(op expr.Op) bool {
	switch op {
	case "==", "!=", "<", "<=", ">", ">=", "in", "startsWith", "contains", expr.Has:
		return true
	}
	return false
}

// vector is what the tests come to for an answer: two answers of one vector are the same to every rule.
func (u *uses) vector(name string, v, today value.Value) string {
	var out strings.Builder
	for _, t := range u.tests {
		prog, err := expr.Bind(t, names{name, "today"})
		if err != nil {
			return "?" // a name of a macro: whoever asks takes the question as a whole
		}
		got := prog.Eval(&expr.Frame{Slots: []value.Value{v, today}})
		switch {
		case got.IsTrue():
			out.WriteByte('t')
		case got.IsEmpty():
			out.WriteByte('e')
		default:
			out.WriteByte('f')
		}
	}
	return out.String()
}

// names resolves the names of a test.
type names [2]string

// Find finds one.
func (n names) Find(name string) (expr.Where, int) {
	if i := slices.Index(n[:], name); i >= 0 {
		return expr.InSlots, i
	}
	return expr.Nowhere, 0
}
