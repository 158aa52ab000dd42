package runtime

import (
	"encoding/json"
	"regexp"

	"banshi/engine/plan"
)

// decimal is a JSON number with places and without an exponent: what it is can be read off.
var decimal = regexp.MustCompile(`^-?[0-9]+\.[0-9]+$`)

// decimals writes answers of number and money fields that came as JSON numbers with places as the texts that they
// are kept as (12.5 as "12.5"): read as numbers by a browser they would lose digits. The answers are changed in
// place; what has another shape is left for evaluation to tell about.
func decimals(p *plan.Plan, answers map[string]any) {
	for id, raw := range answers {
		f := p.Field(id)
		if f == nil {
			continue
		}
		answers[id] = decimalOf(f, raw)
		for _, row := range rowsOf(raw) {
			for _, col := range f.Columns {
				if cell, ok := row[col.ID]; ok {
					row[col.ID] = decimalOf(col, cell)
				}
			}
		}
	}
}

func decimalOf(f *plan.Field, raw any) any {
	n, ok := raw.(json.Number)
	if ok && (f.Type == "number" || f.Type == "money") && decimal.MatchString(n.String()) {
		return n.String()
	}
	return raw
}
