package field

import (
	"strings"

	"banshi/engine/value"
)

// A choice is the code of one option. Which options are offered just now (when,
// within) is for the caller to say in Params.Options.
var choiceType = &Type{
	Name: "choice", Rule: ruleText, title: words{"单选", "Choice"},
	Keys:   []string{"options"},
	Faults: []Code{Shape, NotAnOption},
	parse: func(raw any, p Params) (value.Value, Code) {
		return parseChoice(raw, func(s string) *Option { return byCode(s, p.Options) })
	},
	record: func(raw any, p Params) (value.Value, Code) {
		return parseChoice(raw, func(s string) *Option { return byEither(s, p.Options) })
	},
	format: formatOption,
}

func parseChoice(raw any, find func(string) *Option) (value.Value, Code) {
	s, ok := raw.(string)
	if !ok {
		return value.Empty(), Shape
	}
	if s = strings.Trim(s, blanks); s == "" {
		return value.Empty(), ""
	}
	o := find(s)
	if o == nil {
		return value.Empty(), NotAnOption
	}
	return value.Text(o.Code), ""
}

func byCode(code string, options []Option) *Option {
	for i := range options {
		if options[i].Code == code {
			return &options[i]
		}
	}
	return nil
}

// byText finds the option that a register means: its text, as it compares after
// the folding of widths and spaces (value.NameKey).
func byText(raw any, options []Option) *Option {
	s, ok := raw.(string)
	if !ok || len(options) == 0 || strings.Trim(s, blanks) == "" {
		return nil
	}
	for i := range options {
		if options[i].Text == s {
			return &options[i]
		}
	}
	key := value.NameKey(s)
	for i := range options {
		if value.NameKey(options[i].Text) == key {
			return &options[i]
		}
	}
	return nil
}

func byEither(s string, options []Option) *Option {
	if o := byCode(s, options); o != nil {
		return o
	}
	return byText(s, options)
}

func formatOption(v value.Value, p Params, _ bool) string { return optionText(v.Text(), p) }

// optionText is the text of a code, or the code where the option is gone.
func optionText(code string, p Params) string {
	if o := byCode(code, p.Options); o != nil && o.Text != "" {
		return o.Text
	}
	return code
}
