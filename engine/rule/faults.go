package rule

import (
	"fmt"
	"regexp"
	"strings"

	"cel.dev/cel-go/common"
	"cel.dev/cel-go/common/ast"

	"banshi/engine/diag"
	"banshi/engine/expr"
)

// This file words every fault of a rule. cel-go's own texts speak of overloads and containers; ours
// speak to someone who configures a form.

func parseFaults(src string, errs []*common.Error) []Fault {
	first := errs[0]
	at := offsetOf(src, first.Location)
	if strings.Contains(first.Message, "exceed") || strings.Contains(first.Message, "limit") {
		return []Fault{{Code: "rule-too-long", From: 0, To: len([]rune(src)), Message: "规则太长，或者嵌套太深", Hint: "分成几条，或者先用一个计算字段"}}
	}
	return []Fault{{Code: "rule-syntax", From: at, To: at + 1, Message: "规则在这里读不懂", Hint: "看看前面是不是少了运算符、引号或括号"}}
}

func offsetOf(src string, loc common.Location) int {
	if loc.Line() < 1 {
		return 0
	}
	offset := 0
	for i, line := range strings.SplitAfter(src, "\n") {
		if i+1 == loc.Line() {
			return offset + max(loc.Column(), 0)
		}
		offset += len([]rune(line))
	}
	return offset
}

var (
	undefinedField = regexp.MustCompile(`^undefined field '(.+)'`)
	undeclared     = regexp.MustCompile(`^undeclared reference to '(.+?)'`)
	noOverload     = regexp.MustCompile(`^found no matching overload for '(.+?)' applied to '\(?(.*?)\)?'$`)
	noSelection    = regexp.MustCompile(`^type '(.+)' does not support field selection`)
	noRange        = regexp.MustCompile(`cannot be range of a comprehension`)
	mixedTypes     = regexp.MustCompile(`^expected type '(.+)' but found '(.+)'`)
)

func (e *Env) checkFaults(src string, a *ast.AST, errs []*common.Error) []Fault {
	var out []Fault
	for _, err := range errs {
		at := offsetOf(src, err.Location)
		switch {
		case undefinedField.MatchString(err.Message):
			out = append(out, e.undefinedField(src, a, err, undefinedField.FindStringSubmatch(err.Message)[1], at))
		case undeclared.MatchString(err.Message):
			name := undeclared.FindStringSubmatch(err.Message)[1]
			out = append(out, e.undeclared(name, calledAt(src, name, at)))
		case noOverload.MatchString(err.Message):
			m := noOverload.FindStringSubmatch(err.Message)
			out = append(out, overload(m[1], m[2], at))
		case noSelection.MatchString(err.Message):
			out = append(out, selection(noSelection.FindStringSubmatch(err.Message)[1], at))
		case noRange.MatchString(err.Message):
			out = append(out, Fault{"rule-record-as-list", at, at + 1, "这里是一条记录，不是列表", "要逐条看，请给这个共享数据写 many: true；只有一条时直接用它的字段"})
		case mixedTypes.MatchString(err.Message):
			m := mixedTypes.FindStringSubmatch(err.Message)
			out = append(out, Fault{"rule-type", at, at + 1, fmt.Sprintf("这里要的是%s，写的是%s", typeWord(m[1]), typeWord(m[2])), "两边写成同一种类型"})
		default:
			out = append(out, Fault{"rule-type", at, at + 1, "这里的类型不对", "看看运算符两边是不是同一种东西"})
		}
	}
	return out
}

// calledAt is where the name of a call stands: cel-go places a call at its bracket.
func calledAt(src, name string, at int) int {
	text, length := []rune(src), len([]rune(name))
	if at < len(text) && text[at] == '(' && at >= length && string(text[at-length:at]) == name {
		return at - length
	}
	return at
}

func (e *Env) undefinedField(src string, a *ast.AST, err *common.Error, field string, at int) Fault {
	f := Fault{Code: "rule-unknown-name", From: at + 1, To: at + 1 + len([]rune(field)), Message: "没有“" + field + "”"}
	r := e.recordAt(a, err.ExprID)
	if r == nil {
		return f
	}
	f.Message = fmt.Sprintf("%s里没有“%s”", r.Title, field)
	if near, ok := diag.Closest(field, r.Names()); ok {
		f.Hint = "是不是 " + near + "？"
	} else {
		f.Hint = "可以用的有：" + strings.Join(first(r.Names(), 12), " ")
	}
	return f
}

// recordAt finds the record type whose field was asked for: only roots and their records can be
// known before the check has passed.
func (e *Env) recordAt(a *ast.AST, id int64) *RecordType {
	var found *RecordType
	var typeOf func(x ast.Expr) *Type
	typeOf = func(x ast.Expr) *Type {
		switch x.Kind() {
		case ast.IdentKind:
			return e.names[x.AsIdent()]
		case ast.SelectKind:
			if t := typeOf(x.AsSelect().Operand()); t != nil && t.Kind == Record {
				return t.Record.Fields[x.AsSelect().FieldName()]
			}
		}
		return nil
	}
	ast.PostOrderVisit(a.Expr(), ast.NewExprVisitor(func(x ast.Expr) {
		if x.ID() == id && x.Kind() == ast.SelectKind {
			if t := typeOf(x.AsSelect().Operand()); t != nil && t.Kind == Record {
				found = t.Record
			}
		}
	}))
	return found
}

func (e *Env) undeclared(name string, at int) Fault {
	if name == "_[_]" || name == "_%_" {
		return Fault{"rule-outside", at, at + 1, "规则语言里没有取余和按位置取", "从列表里挑，用 exists、all、filter；要余数的，换一种说法"}
	}
	f := Fault{Code: "rule-unknown-name", From: at, To: at + len([]rune(name)), Message: "没有“" + name + "”"}
	var all []string
	for n := range e.names {
		all = append(all, n)
	}
	for _, fn := range expr.Functions() {
		if isLetter([]rune(fn.Name)[0]) {
			all = append(all, fn.Name)
		}
	}
	if near, ok := diag.Closest(name, all); ok {
		f.Hint = "是不是 " + near + "？"
		return f
	}
	f.Hint = "表单的字段写 form.字段，共享数据要先写进 facts"
	return f
}

func overload(op, types string, at int) Fault {
	words := splitTypes(types)
	f := Fault{Code: "rule-type", From: at, To: at + 1}
	name := op
	if ours, ok := functionNames[op]; ok {
		name = ours
	}
	f.Message = fmt.Sprintf("%s 不能用在%s上", name, strings.Join(words, "和"))
	f.Hint = "两边写成同一种类型"
	dates := len(words) == 2 && words[0] == kindWords[Date] && (words[1] == kindWords[Integer] || words[1] == kindWords[Number])
	switch {
	case dates && (name == "+" || name == "-"):
		f.Message, f.Hint = "日期不能加减一个数", "请写明单位，如 years(1)、months(6)、days(30)"
	case (name == "==" || name == "<" || name == ">=" || name == "<=" || name == ">") && contains(words, kindWords[Date]) && contains(words, kindWords[Text]):
		f.Hint = "写死的日期写成 date(\"2026-01-01\")"
	case name == "&&" || name == "||" || name == "!":
		f.Hint = "并且、或者、非的两边都要是能说“是”或“否”的"
	}
	return f
}

func selection(t string, at int) Fault {
	if strings.HasPrefix(t, "list(") {
		return Fault{"rule-list-as-record", at, at + 1, "这里是列表，不是一条记录", "逐条看用 exists、all；只有一条时去掉 many: true"}
	}
	return Fault{"rule-type", at, at + 1, typeWord(t) + "没有下一级字段", "去掉点后面的部分"}
}

func wrongResult(src, got, want string) Fault {
	return Fault{"rule-type", 0, len([]rune(src)), fmt.Sprintf("这条规则得出的是%s，这里要的是%s", got, want), "改规则，使它得出" + want}
}

func tooDear(src string, cost uint64) Fault {
	return Fault{"rule-too-dear", 0, len([]rune(src)), fmt.Sprintf("这条规则最多可能要算%d步，上限是%d步", cost, MaxCost), "减少表格的最多行数，或者少套一层 exists、all"}
}

// NotAnOption words that the literal n is none of the options of a choice.
func NotAnOption(n *expr.Node, options []OptionCode) Fault {
	lit := n.Value.Text()
	var codes, shown []string
	hint := ""
	for _, o := range options {
		codes = append(codes, o.Code)
		shown = append(shown, fmt.Sprintf("%s（%s）", o.Code, o.Text))
		if o.Text == lit {
			hint = fmt.Sprintf("规则里写代码：%s", o.Code)
		}
	}
	if near, ok := diag.Closest(lit, codes); ok && hint == "" {
		hint = "是不是 " + near + "？"
	}
	if hint == "" {
		hint = "可选的有：" + strings.Join(first(shown, 12), "、")
	}
	return Fault{"rule-no-option", n.From, n.To, "“" + lit + "”不是它的选项", hint}
}

func badLiteral(n *expr.Node, what string) Fault {
	return Fault{"rule-literal", n.From, n.To, what, "日期写成 date(\"2026-01-31\")，数写成 number(\"12.5\")"}
}

var refusedKinds = map[ast.ExprKind][2]string{
	ast.MapKind:    {"规则语言里没有 {…} 这样的表", "需要对照表时，用一个来源（source）或选项"},
	ast.StructKind: {"规则语言里没有 {…} 这样的记录", "直接用字段"},
}

func splitTypes(s string) []string {
	depth, start := 0, 0
	var out []string
	for i, r := range s {
		switch {
		case r == '(':
			depth++
		case r == ')':
			depth--
		case r == ',' && depth == 0:
			out = append(out, typeWord(strings.TrimSpace(s[start:i])))
			start = i + 1
		}
	}
	return append(out, typeWord(strings.TrimSpace(s[start:])))
}

func typeWord(t string) string {
	t = strings.Trim(t, "()' ")
	switch t {
	case "string":
		return kindWords[Text]
	case "bool":
		return kindWords[Boolean]
	case "int":
		return kindWords[Integer]
	case "number", "date", "period", "opaque":
		return kindWords[Kind(t)]
	}
	if strings.HasPrefix(t, "list(") || strings.HasPrefix(t, "list") {
		return "列表"
	}
	return "一条记录"
}

func contains(words []string, w string) bool {
	for _, x := range words {
		if x == w {
			return true
		}
	}
	return false
}

func first(list []string, n int) []string {
	if len(list) > n {
		return list[:n]
	}
	return list
}
