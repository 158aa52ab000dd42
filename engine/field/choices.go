package field

import (
	"strings"

	"banshi/engine/value"
)

// Choices are the codes of several options, each once, in the order of the
// options, so that the same choice is the same value however it was clicked.
// None chosen is [], which is a value: a list is never empty.
var choicesType = &Type{
	Name: "choices", Rule: ruleTexts, title: words{"多选", "Choices"},
	Keys:   []string{"options"},
	Faults: []Code{Shape, NotAnOption},
	parse: func(raw any, p Params) (value.Value, Code) {
		return parseChoices(raw, p, byCode)
	},
	record: func(raw any, p Params) (value.Value, Code) {
		if s, ok := raw.(string); ok { // registers write lists as one text
			raw = splitList(s)
		}
		return parseChoices(raw, p, byEither)
	},
	format: func(v value.Value, p Params, en bool) string {
		texts := make([]string, 0, len(v.List()))
		for _, item := range v.List() {
			texts = append(texts, optionText(item.Text(), p))
		}
		switch {
		case len(texts) == 0:
			return nothing.pick(en)
		case en:
			return strings.Join(texts, ", ")
		}
		return strings.Join(texts, "、")
	},
}

// maxChoices bounds an answer: no field has that many options to tick.
const maxChoices = 1000

func parseChoices(raw any, p Params, find func(string, []Option) *Option) (value.Value, Code) {
	items, ok := raw.([]any)
	if texts, isTexts := raw.([]string); isTexts {
		items, ok = make([]any, len(texts)), true
		for i, s := range texts {
			items[i] = s
		}
	}
	if !ok || len(items) > maxChoices {
		return value.Empty(), Shape
	}
	chosen := map[string]bool{}
	for _, item := range items {
		s, ok := item.(string)
		if !ok {
			return value.Empty(), Shape
		}
		o := find(strings.Trim(s, blanks), p.Options)
		if o == nil {
			return value.Empty(), NotAnOption
		}
		chosen[o.Code] = true
	}
	list := make([]value.Value, 0, len(chosen))
	for _, o := range p.Options {
		if chosen[o.Code] {
			list = append(list, value.Text(o.Code))
			delete(chosen, o.Code) // an option that stands twice counts once
		}
	}
	return value.List(list), ""
}

func splitList(s string) []any {
	list := []any{}
	for _, part := range strings.FieldsFunc(s, func(c rune) bool { return strings.ContainsRune("、,，;；", c) }) {
		if part = strings.Trim(part, blanks); part != "" {
			list = append(list, part)
		}
	}
	return list
}
