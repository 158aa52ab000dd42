package field

import (
	"strings"

	"banshi/engine/value"
)

// A boolean is a yes or no; false is an answer like any other.
var booleanType = &Type{
	Name: "boolean", Rule: ruleBoolean, title: words{"是或否", "Yes or no"},
	Faults: []Code{Shape},
	parse:  parseBoolean,
	record: func(raw any, p Params) (value.Value, Code) {
		if s, ok := raw.(string); ok {
			switch strings.Trim(s, blanks) {
			case "":
				return value.Empty(), ""
			case "是", "true":
				return value.Bool(true), ""
			case "否", "false":
				return value.Bool(false), ""
			}
		}
		return parseBoolean(raw, p)
	},
	format: func(v value.Value, _ Params, en bool) string {
		if v.Bool() {
			return yes.pick(en)
		}
		return no.pick(en)
	},
}

func parseBoolean(raw any, _ Params) (value.Value, Code) {
	b, ok := raw.(bool)
	if !ok {
		return value.Empty(), Shape
	}
	return value.Bool(b), ""
}
