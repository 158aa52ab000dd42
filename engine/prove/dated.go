package prove

import (
	"banshi/engine/record"
	"banshi/engine/spec"
	"banshi/engine/value"
)

// forEver is the last day of what has no end.
const forEver = "9999-12-31"

// Dated gives the rows that stand in a source's own file as records: each until the day before the next of its key begins.
func Dated(s *spec.Source) []record.Row {
	out := make([]record.Row, len(s.Rows))
	for i, r := range s.Rows {
		row := record.Row{ID: r.From.S, Key: r.Key.S, From: r.From.S, To: r.To.S, Basis: r.Basis.S, Fields: map[string]any{}}
		if r.Key.S != "" {
			row.ID = r.Key.S + " " + r.From.S
		}
		if row.To == "" {
			row.To = forEver
			for _, next := range s.Rows[i+1:] {
				if next.Key.S == r.Key.S {
					row.To = dayBefore(next.From.S)
					break
				}
			}
		}
		for _, v := range r.Values {
			row.Fields[v.Name.S] = v.Text.S
		}
		out[i] = row
	}
	return out
}

func dayBefore(day string) string {
	d, ok := value.ParseDate(day)
	if !ok {
		return day // the loader has told it
	}
	before, _ := d.Add(value.Period{Days: -1})
	return before.String()
}
