package expr

import (
	"encoding/json"
	"fmt"
	"strconv"

	"banshi/engine/value"
)

// appendLiteral appends a constant's type word and its JSON form. Whole numbers travel as text, so
// that no reader passes them through floating point.
func appendLiteral(b []byte, v value.Value) ([]byte, error) {
	switch v.Kind() {
	case value.KindBool:
		return strconv.AppendBool(append(b, `"boolean",`...), v.Bool()), nil
	case value.KindText:
		return value.AppendText(append(b, `"text",`...), v.Text()), nil
	case value.KindInt:
		return append(strconv.AppendInt(append(b, `"integer","`...), v.Int(), 10), '"'), nil
	case value.KindNumber:
		return value.AppendText(append(b, `"number",`...), v.Number().String()), nil
	case value.KindDate:
		return value.AppendText(append(b, `"date",`...), v.Date().String()), nil
	}
	return nil, fmt.Errorf("expr: no literal of kind %v", v.Kind())
}

func decodeLiteral(kindJSON, raw json.RawMessage) (value.Value, error) {
	var kind string
	if err := json.Unmarshal(kindJSON, &kind); err != nil {
		return value.Value{}, fmt.Errorf("expr: type of literal: %w", err)
	}
	if kind == "boolean" {
		var b bool
		err := json.Unmarshal(raw, &b)
		return value.Bool(b), err
	}
	var s string
	if err := json.Unmarshal(raw, &s); err != nil {
		return value.Value{}, fmt.Errorf("expr: literal of type %s: %w", kind, err)
	}
	switch kind {
	case "text":
		return value.Text(s), nil
	case "integer":
		i, err := strconv.ParseInt(s, 10, 64)
		return value.Int(i), err
	case "number":
		n, ok := value.ParseDecimal(s)
		if !ok {
			return value.Value{}, fmt.Errorf("expr: %q is no number", s)
		}
		return value.Num(n), nil
	case "date":
		d, ok := value.ParseDate(s)
		if !ok {
			return value.Value{}, fmt.Errorf("expr: %q is no day", s)
		}
		return value.DateOf(d), nil
	}
	return value.Value{}, fmt.Errorf("expr: no literal type %q", kind)
}
