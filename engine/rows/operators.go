package rows

import "slices"

// Operator is one choice in the middle of a row: how people call it, on which types it is offered, and how it
// is written. One pattern says both ways: Write puts the parts in, Match finds them again.
type Operator struct {
	ID string
	// Chinese and English are its words; n stands for a number, … for what is between.
	Chinese, English string
	// Types are those of what stands at the left, in the words of field types. A licence or register record is a
	// record, with many: true records.
	Types []string
	// Written is the rule: l is what is asked about, a and b are its values, x is a variable. A row of a table is
	// asked by where.
	Written string
	// Values says what a and b are: one or several options or texts, number, date, text, address, place, a count,
	// a number of years, months or days; same: as l.
	Values []string
	// Not: ! before Written.
	Not bool
}

// Types by what is offered on them.
var (
	choiceTypes = []string{"choice", "region", "finding"}
	countTypes  = []string{"number", "money", "integer"}
	textTypes   = []string{"text", "id_number", "uscc", "phone", "project_code", "bank_card", "licence_id"}
	everyType   = slices.Concat(choiceTypes, countTypes, textTypes, []string{"choices", "date", "address", "boolean", "table", "record", "records", "file", "point"})
)

// Operators lists them in the order in which they are offered.
var Operators = slices.Concat([]Operator{
	{ID: "is", Chinese: "是", English: "is", Types: slices.Concat(choiceTypes, textTypes), Written: "l == a", Values: []string{"one"}},
	{ID: "is_not", Chinese: "不是", English: "is not", Types: slices.Concat(choiceTypes, textTypes), Written: "l != a", Values: []string{"one"}},
	{ID: "one_of", Chinese: "是其中之一", English: "is one of", Types: slices.Concat(choiceTypes, textTypes), Written: "l in a", Values: []string{"several"}},
	{ID: "none_of", Chinese: "不是其中任何一个", English: "is none of", Types: slices.Concat(choiceTypes, textTypes), Written: "l in a", Values: []string{"several"}, Not: true},
	{ID: "includes", Chinese: "包含", English: "includes", Types: []string{"choices"}, Written: "a in l", Values: []string{"one"}},
	{ID: "includes_not", Chinese: "不包含", English: "does not include", Types: []string{"choices"}, Written: "a in l", Values: []string{"one"}, Not: true},
	{ID: "includes_any", Chinese: "包含任一", English: "includes any of", Types: []string{"choices"}, Written: "l.exists(x, x in a)", Values: []string{"several"}},
	{ID: "includes_all", Chinese: "包含全部", English: "includes all of", Types: []string{"choices"}, Written: "a.all(x, x in l)", Values: []string{"several"}},
	{ID: "includes_none", Chinese: "一个也不包含", English: "includes none of", Types: []string{"choices"}, Written: "l.exists(x, x in a)", Values: []string{"several"}, Not: true},
	{ID: "yes", Chinese: "是", English: "yes", Types: []string{"boolean"}, Written: "l"},
	{ID: "no", Chinese: "否", English: "no", Types: []string{"boolean"}, Written: "l", Not: true},
}, compares(countTypes, "number", [6][4]string{
	{"equals", "=", "=", "=="}, {"differs", "≠", "≠", "!="}, {"less", "<", "<", "<"}, {"at_most", "≤", "≤", "<="}, {"more", ">", ">", ">"}, {"at_least", "≥", "≥", ">="},
}), []Operator{
	{ID: "between", Chinese: "在…之间", English: "is between", Types: append([]string{"date"}, countTypes...), Written: "l >= a && l <= b", Values: []string{"same", "same"}},
}, compares([]string{"date"}, "date", [6][4]string{
	{"on", "是这一天", "is on", "=="}, {"not_on", "不是这一天", "is not on", "!="}, {"before", "早于", "is before", "<"}, {"not_after", "不晚于", "is not after", "<="}, {"after", "晚于", "is after", ">"}, {"not_before", "不早于", "is not before", ">="},
}), []Operator{
	{ID: "aged", Chinese: "满 n 周岁", English: "aged at least", Types: []string{"date"}, Written: "age(l, today) >= a", Values: []string{"years"}},
	{ID: "years_ago", Chinese: "满 n 年", English: "at least n years ago", Types: []string{"date"}, Written: "l + years(a) <= today", Values: []string{"years"}},
	{ID: "months_ago", Chinese: "满 n 个月", English: "at least n months ago", Types: []string{"date"}, Written: "l + months(a) <= today", Values: []string{"months"}},
	{ID: "days_ago", Chinese: "满 n 日", English: "at least n days ago", Types: []string{"date"}, Written: "l + days(a) <= today", Values: []string{"days"}},
	{ID: "within_last", Chinese: "在今天前 n 日之内", English: "within the last n days", Types: []string{"date"}, Written: "l >= today - days(a) && l <= today", Values: []string{"days"}},
	{ID: "within_next", Chinese: "在今天起 n 日之内", English: "within the next n days", Types: []string{"date"}, Written: "l >= today && l <= today + days(a)", Values: []string{"days"}},
	{ID: "contains", Chinese: "包含", English: "contains", Types: append([]string{"address"}, textTypes...), Written: "l.contains(a)", Values: []string{"text"}},
	{ID: "in_place", Chinese: "在镇街", English: "lies in", Types: []string{"region"}, Written: "l.startsWith(a)", Values: []string{"place"}},
	{ID: "begins", Chinese: "开头是", English: "begins with", Types: textTypes, Written: "l.startsWith(a)", Values: []string{"text"}},
	{ID: "same_name", Chinese: "归一后相同", English: "is the same name as", Types: []string{"text"}, Written: "same_name(l, a)", Values: []string{"text"}},
	{ID: "same", Chinese: "相同", English: "is written as", Types: []string{"address"}, Written: "l == a", Values: []string{"address"}},
	{ID: "same_address", Chinese: "归一后相同", English: "is the same address as", Types: []string{"address"}, Written: "same_address(l, a)", Values: []string{"address"}},
	{ID: "live", Chinese: "有有效的", English: "there is a valid one", Types: []string{"record"}, Written: "has(l) && l.live"},
	{ID: "some_live", Chinese: "有有效的", English: "there is a valid one", Types: []string{"records"}, Written: "l.exists(x, x.live)"},
	{ID: "none_live", Chinese: "没有有效的", English: "there is no valid one", Types: []string{"records"}, Written: "l.exists(x, x.live)", Not: true},
	{ID: "some_row", Chinese: "至少一行", English: "at least one row", Types: []string{"table", "records"}, Written: "l.exists(x, where)"},
	{ID: "every_row", Chinese: "每一行", English: "every row", Types: []string{"table", "records"}, Written: "l.all(x, where)"},
	{ID: "no_row", Chinese: "没有一行", English: "no row", Types: []string{"table", "records"}, Written: "l.exists(x, where)", Not: true},
	{ID: "rows_are", Chinese: "恰好 n 行", English: "exactly n rows", Types: []string{"table", "records"}, Written: "size(l.filter(x, where)) == a", Values: []string{"count"}},
	{ID: "filled", Chinese: "填了", English: "is given", Types: everyType, Written: "has(l)"},
	{ID: "blank", Chinese: "没有填", English: "is not given", Types: everyType, Written: "has(l)", Not: true},
})

// compares makes the six comparisons of one type.
func compares(types []string, value string, list [6][4]string) []Operator {
	var out []Operator
	for _, c := range list {
		out = append(out, Operator{ID: c[0], Chinese: c[1], English: c[2], Types: types, Written: "l " + c[3] + " a", Values: []string{value}})
	}
	return out
}

// OperatorsOf lists what is offered on a type.
func OperatorsOf(typ string) []Operator {
	return slices.DeleteFunc(slices.Clone(Operators), func(o Operator) bool { return !slices.Contains(o.Types, typ) })
}

// Write makes the text of a row: parts are the texts of l, a, b and where, and the name that x gets. A part that
// holds together too loosely gets parentheses.
func (o Operator) Write(parts map[string]string) (string, error) {
	pattern, err := Parse(o.Written)
	if err != nil {
		return "", err
	}
	var patches []Patch
	var fill func(n *Node, wants int)
	fill = func(n *Node, wants int) {
		if with, ok := parts[n.Text]; ok && n.Kind == Name {
			if with, fault := fitted(with, wants); fault != nil {
				err = fault
			} else {
				patches = append(patches, Patch{n.Span, with})
			}
		}
		for i, a := range n.Args {
			fill(a, n.wants(i))
		}
	}
	wants := looseIf
	if o.Not {
		wants = tight
	}
	fill(pattern, wants)
	if err != nil {
		return "", err
	}
	text := Apply(o.Written, patches).Text
	if !o.Not {
		return text, nil
	}
	if text, err = fitted(text, tight); err != nil {
		return "", err
	}
	return "!" + text, nil
}

// Match finds the parts of a node that is written as the operator writes it; false where it isn't. Types are
// not looked at: l == a is found whatever l is.
func (o Operator) Match(n *Node) (map[string]*Node, bool) {
	if o.Not {
		if n.Kind != Unary || n.Text != "!" {
			return nil, false
		}
		n = n.Args[0]
	}
	pattern, err := Parse(o.Written)
	if err != nil {
		return nil, false
	}
	parts := map[string]*Node{}
	return parts, pattern.matches(n, parts)
}

// holes are the names of a pattern that stand for parts.
var holes = []string{"l", "a", "b", "x", "where"}

func (n *Node) matches(o *Node, parts map[string]*Node) bool {
	if n.Kind == Name && slices.Contains(holes, n.Text) {
		if before := parts[n.Text]; before != nil {
			return before.Same(o)
		}
		parts[n.Text] = o
		return n.Text != "x" || o.Kind == Name
	}
	if n.Kind != o.Kind || n.Text != o.Text || len(n.Args) != len(o.Args) {
		return false
	}
	for i, a := range n.Args {
		if !a.matches(o.Args[i], parts) {
			return false
		}
	}
	return true
}
