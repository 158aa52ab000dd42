package field

import "banshi/engine/value"

// An address is a text of one line. What makes two of them the same is for
// value.SameAddress; here nothing is normalised, so that it reads as written.
var addressType = &Type{
	Name: "address", Rule: ruleText, title: words{"地址", "Address"},
	Keys:   []string{"length"},
	Faults: []Code{Shape, ControlCharacter, TooLong},
	parse:  func(raw any, _ Params) (value.Value, Code) { return parseText(raw, false, false) },
	record: func(raw any, _ Params) (value.Value, Code) { return parseText(raw, false, true) },
	format: asIs,
}
