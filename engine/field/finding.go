package field

import "banshi/engine/value"

// A finding is what a clerk found: pass, fail or na. Its remark stands beside it
// and is no part of the value.
var findingType = &Type{
	Name: "finding", Rule: ruleText, title: words{"审查结论", "Finding"},
	Faults: []Code{Shape, NotAnOption},
	parse: func(raw any, _ Params) (value.Value, Code) {
		return parseChoice(raw, func(s string) *Option { return byCode(s, findings(false)) })
	},
	record: func(raw any, _ Params) (value.Value, Code) {
		return parseChoice(raw, func(s string) *Option { return byEither(s, findings(false)) })
	},
	format: func(v value.Value, _ Params, en bool) string {
		return optionText(v.Text(), Params{Options: findings(en)})
	},
}

// findings are the options of every finding.
func findings(en bool) []Option {
	if en {
		return []Option{{"pass", "Pass"}, {"fail", "Fail"}, {"na", "Not applicable"}}
	}
	return []Option{{"pass", "合格"}, {"fail", "不合格"}, {"na", "不适用"}}
}
