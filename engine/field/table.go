package field

import (
	"strconv"

	"banshi/engine/value"
)

// A table is a list of rows, each an object with a stable _row. Parse judges
// the rows themselves and gives a list of Opaque objects; the cells are read
// column by column from ParseRows, each by its own type.
var tableType = &Type{
	Name: "table", Rule: ruleRecords, title: words{"表格", "Table"},
	Keys:   []string{"rows", "facts", "fields"},
	Faults: []Code{Shape, SameRow},
	parse: func(raw any, _ Params) (value.Value, Code) {
		rows, code := readRows(raw)
		if code != "" {
			return value.Empty(), code
		}
		list := make([]value.Value, 0, len(rows))
		for _, r := range rows {
			list = append(list, value.Opaque(r.Cells))
		}
		return value.List(list), ""
	},
	format: func(v value.Value, _ Params, en bool) string {
		n := len(v.List())
		switch {
		case n == 0:
			return nothing.pick(en)
		case en && n == 1:
			return "1 row"
		case en:
			return strconv.Itoa(n) + " rows"
		}
		return strconv.Itoa(n) + "行"
	},
}

// RowKey is the key of a row's own name among its cells.
const RowKey = "_row"

// MaxRows is more than any table may have (rows.max); an answer with more is refused.
const MaxRows = 1000

// Row is one row of a table's answer. ID is stable: files, signatures and paths
// hang on it, not on the row's place. Cells are the raw answers, ID among them.
type Row struct {
	ID    string
	Cells map[string]any
}

// ParseRows takes a table's answer apart; nil gives no rows.
func ParseRows(raw any) ([]Row, *Fault) {
	if raw == nil {
		return nil, nil
	}
	rows, code := readRows(raw)
	if code != "" {
		return nil, &Fault{Code: code}
	}
	return rows, nil
}

func readRows(raw any) ([]Row, Code) {
	var items []any
	switch x := raw.(type) {
	case []any:
		items = x
	case []map[string]any:
		for _, m := range x {
			items = append(items, m)
		}
	default:
		return nil, Shape
	}
	if len(items) > MaxRows {
		return nil, Shape
	}
	rows, seen := make([]Row, 0, len(items)), map[string]bool{}
	for _, item := range items {
		cells, ok := item.(map[string]any)
		id, _ := cells[RowKey].(string)
		if !ok || !RowName(id) {
			return nil, Shape
		}
		if seen[id] {
			return nil, SameRow
		}
		seen[id] = true
		rows = append(rows, Row{id, cells})
	}
	return rows, ""
}

// RowName tells whether id can stand in a path as the identity of a row: 1 to 64 letters, digits, _ or -.
func RowName(id string) bool {
	for i := 0; i < len(id); i++ {
		if c := id[i]; base36(c) < 0 && (c < 'a' || c > 'z') && c != '_' && c != '-' {
			return false
		}
	}
	return id != "" && len(id) <= 64
}
