package prove

import (
	"strconv"
	"strings"

	"banshi/engine/expr"
	"banshi/engine/plan"
)

// guardsOf gives for the path of a rule what must have come out for evaluation to ask it.
func guardsOf(p *plan.Plan) func(path string) []guard {
	rules := map[string]*expr.Node{}
	for _, r := range Rules(p) {
		rules[r.Path] = r.Node
	}
	sections := map[string]string{}
	for _, f := range p.Fields {
		sections[f.ID] = f.Section
	}
	return func(path string) []guard {
		var out []guard
		must := func(rule string, allowed outcome) {
			if n := rules[rule]; n != nil && rule != path {
				out = append(out, guard{n, allowed})
			}
		}
		words := strings.Split(path, ".")
		last := words[len(words)-1]
		before := strings.TrimSuffix(path, "."+last)
		switch words[0] {
		case "form":
			must("section."+sections[words[1]]+".show", isTrue)
			must("form."+words[1]+".show", isTrue)
			if len(words) > 3 {
				must("form."+words[1]+"."+words[2]+".show", isTrue)
			}
		case "section":
			must("section."+words[1]+".show", isTrue)
		case "materials":
			must("materials."+words[1]+".need", isTrue|isUnknown)
		}
		if last == "that" || last == "visit" {
			must(before+".when", isTrue|isUnknown)
		}
		if n, err := strconv.Atoi(words[len(words)-2]); err == nil && last == "when" {
			earlier(rules, strings.TrimSuffix(before, "."+words[len(words)-2]), n, must)
		}
		return out
	}
}

// earlier are the entries before the n-th: it is only asked when none of them was taken or undecided.
// Checks and reuses are asked whatever the others said.
func earlier(rules map[string]*expr.Node, list string, n int, must func(string, outcome)) {
	if strings.HasSuffix(list, ".check") || strings.HasSuffix(list, ".reuse") {
		return
	}
	for i := 1; i < n; i++ {
		entry := list + "." + strconv.Itoa(i)
		switch {
		case strings.HasPrefix(list, "handling."):
			must(entry+".when", isFalse|isEmpty)
		case rules[entry+".when"] == nil:
			must(entry+".value", isEmpty)
		default:
			must(entry+".when", isAny&^isUnknown)
		}
	}
}
