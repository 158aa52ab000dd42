package rule

import (
	"fmt"
	"slices"
	"strings"

	"banshi/engine/diag"
	"banshi/engine/expr"
)

// This file and type_faults.go word every fault of a rule, one function a fault. cel-go's own texts speak
// of overloads and containers; ours speak to someone who configures a form.

// Fault is what is wrong with a rule. From and To are rune offsets into its text. Code is a name of
// the E2xx range of package diag.
type Fault struct {
	Code     string
	From, To int
	Message  string
	Hint     string
	Near     string // the word that was probably meant
}

// Before it is parsed.

func emptyRule() Fault {
	return Fault{Code: "rule-empty", From: 0, To: 0, Message: "规则是空的", Hint: "写一条规则，或者删掉这个键"}
}

func cutRule(length int) Fault {
	return Fault{Code: "rule-cut", From: 0, To: length, Message: "规则没有写完：括号或引号不成对", Hint: "规则里有逗号、冒号、井号时，把整条规则放进引号里，或者另起一行用 | 写"}
}

func wrongSign(at int, sign rune, want string) Fault {
	return Fault{Code: "rule-sign", From: at, To: at + 1, Message: "规则里不能写“" + string(sign) + "”", Hint: "改成英文的 " + want}
}

func loneEquals(at int) Fault {
	return Fault{Code: "rule-assign", From: at, To: at + 1, Message: "一个 = 不是比较", Hint: "比较是否相等写 =="}
}

func wrongWord(from, to int, word, want string) Fault {
	return Fault{Code: "rule-word", From: from, To: to, Message: "规则语言里没有 " + word, Hint: "改成 " + want}
}

func ruleTooLong(src string) Fault {
	return Fault{Code: "rule-too-long", From: 0, To: len([]rune(src)), Message: "规则太长，或者嵌套太深", Hint: "分成几条，或者先用一个计算字段"}
}

func unreadable(at int) Fault {
	return Fault{Code: "rule-syntax", From: at, To: at + 1, Message: "规则在这里读不懂", Hint: "看看前面是不是少了运算符、引号或括号"}
}

func noNewName(at int) Fault {
	return Fault{Code: "rule-syntax", From: at, To: at + 1, Message: "这里要一个新名字", Hint: "写成 列表.exists(名字, 条件)，如 form.表格.exists(r, r.列 > 1)"}
}

// What CEL can say and the rule language can't.

func noMap(from, to int) Fault {
	return Fault{Code: "rule-outside", From: from, To: to, Message: "规则语言里没有 {…} 这样的表", Hint: "需要对照表时，用一个来源（source）或选项"}
}

func noStruct(from, to int) Fault {
	return Fault{Code: "rule-outside", From: from, To: to, Message: "规则语言里没有 {…} 这样的记录", Hint: "直接用字段"}
}

func noIndex(at int) Fault {
	return Fault{Code: "rule-outside", From: at, To: at + 1, Message: "规则语言里不能按位置取", Hint: "从列表里挑，用 exists、all、filter；一条记录的字段写在点后面"}
}

func noRemainder(at int) Fault {
	return Fault{Code: "rule-outside", From: at, To: at + 1, Message: "规则语言里没有取余数的 %", Hint: "两个整数的余数写成 a - a / b * b"}
}

func dottedName(at int) Fault {
	return Fault{Code: "rule-outside", From: at, To: at + 1, Message: "名字前面没有点", Hint: "直接写名字，如 form.字段"}
}

func badDecimal(from, to int) Fault {
	return Fault{Code: "rule-outside", From: from, To: to, Message: "小数要写成平常的样子，最多40位", Hint: "不写 1e3，写 1000；不写 2.5e-2，写 0.025"}
}

func noSuchLiteral(from, to int) Fault {
	return Fault{Code: "rule-outside", From: from, To: to, Message: "规则语言里没有这种写法的值", Hint: "用文本、整数、小数、true 或 false；问有没有用 has(…)"}
}

// celOnly tells of a word of CEL what to write instead.
func celOnly(word string, from int, instead string) Fault {
	return Fault{Code: "rule-outside", From: from, To: from + len([]rune(word)), Message: "规则语言里没有 " + word, Hint: instead}
}

func badMacro(name string, from int) Fault {
	body := "条件"
	if name == "map" {
		body = "值"
	}
	return Fault{Code: "rule-outside", From: from, To: from + len(name), Message: name + " 不是这样写的", Hint: "写成 列表." + name + "(名字, " + body + ")，如 form.表格." + name + "(r, r.列)"}
}

func threePartMap(variable string, from int) Fault {
	return Fault{Code: "rule-outside", From: from, To: from + len("map"), Message: "map 不能同时挑选", Hint: "写成 列表.filter(" + variable + ", 条件).map(" + variable + ", 值)"}
}

func badHas(from int) Fault {
	return Fault{Code: "rule-outside", From: from, To: from + len("has"), Message: "has 不是这样写的", Hint: "写成 has(名字)，一次问一个，如 has(form.字段)"}
}

func addedLists(n *expr.Node) Fault {
	return Fault{Code: "rule-outside", From: n.From, To: n.To, Message: "列表不能相加", Hint: "分开写：a.exists(…) || b.exists(…)"}
}

func rootAlone(n *expr.Node) Fault {
	return Fault{Code: "rule-outside", From: n.From, To: n.To, Message: n.Name + " 自己不是一个值", Hint: "写到它的字段，如 " + n.Name + ".字段"}
}

func nameTaken(name string, from int, outer bool) Fault {
	f := Fault{Code: "rule-name-taken", From: from, To: from + len([]rune(name)), Message: "“" + name + "”已经是这里的一个名字", Hint: "换一个新名字，如 r、x"}
	if outer {
		f.Message = "“" + name + "”外面一层已经用了"
	}
	return f
}

func tooDeep(from, to int) Fault {
	return Fault{Code: "rule-too-deep", From: from, To: to, Message: "exists、all、filter、map 最多套两层", Hint: "先用一个计算字段，再引用它"}
}

func tooDear(src string, cost uint64) Fault {
	return Fault{Code: "rule-too-dear", From: 0, To: len([]rune(src)), Message: fmt.Sprintf("这条规则最多可能要算%d步，上限是%d步", cost, MaxCost), Hint: "减少表格的最多行数，或者少套一层 exists、all"}
}

// Names.

func (e *Env) undeclared(name string, at int) Fault {
	if slices.Contains(celTypes, name) {
		return celOnly(name, at, celWords[name])
	}
	all := functionWords()
	for n := range e.names {
		all = append(all, n)
	}
	return unknownName(name, at, "", all, "表单的字段写 form.字段，共享数据要先写进 facts")
}

// noMacro tells of a misspelt all, exists, filter or map.
func (e *Env) noMacro(name string, at int) Fault {
	return unknownName(name, at, "", append(functionWords(), macroNames...), "逐条看用 exists、all、filter、map")
}

func noField(r *RecordType, field string, at int) Fault {
	if r == nil {
		return Fault{Code: "rule-unknown-name", From: at, To: at + len([]rune(field)), Message: "没有“" + field + "”"}
	}
	return unknownName(field, at, r.Title+"里", r.Names(), "可以用的有："+strings.Join(first(r.Names(), 12), " "))
}

func unknownName(name string, at int, where string, known []string, otherwise string) Fault {
	f := Fault{Code: "rule-unknown-name", From: at, To: at + len([]rune(name)), Message: where + "没有“" + name + "”", Hint: otherwise}
	if near, ok := diag.Closest(name, known); ok {
		f.Hint, f.Near = "是不是 "+near+"？", diag.Sure(name, near, known)
	}
	return f
}

func functionWords() []string {
	var out []string
	for _, f := range expr.Functions() {
		if isLetter([]rune(f.Name)[0]) {
			out = append(out, f.Name)
		}
	}
	return out
}

// Values and types.

// NotAnOption words that the literal n is none of the options of a choice.
func NotAnOption(n *expr.Node, options []OptionCode) Fault {
	lit := n.Value.Text()
	var codes, shown []string
	hint, meant := "", ""
	for _, o := range options {
		codes = append(codes, o.Code)
		shown = append(shown, fmt.Sprintf("%s（%s）", o.Code, o.Text))
		if o.Text == lit {
			hint, meant = fmt.Sprintf("规则里写代码：%s", o.Code), o.Code
		}
	}
	if near, ok := diag.Closest(lit, codes); ok && hint == "" {
		hint, meant = "是不是 "+near+"？", diag.Sure(lit, near, codes)
	}
	if hint == "" {
		hint = "可选的有：" + strings.Join(first(shown, 12), "、")
	}
	return Fault{Code: "rule-no-option", From: n.From, To: n.To, Message: "“" + lit + "”不是它的选项", Hint: hint, Near: meant}
}

func noSuchDay(n *expr.Node) Fault {
	return Fault{Code: "rule-literal", From: n.From, To: n.To, Message: "没有“" + n.Value.Text() + "”这一天", Hint: "日期写成 date(\"2026-01-31\")"}
}

func noNumber(n *expr.Node) Fault {
	return Fault{Code: "rule-literal", From: n.From, To: n.To, Message: "“" + n.Value.Text() + "”不是数", Hint: "数写成 number(\"12.5\")"}
}

func mixedList(n *expr.Node) Fault {
	return Fault{Code: "rule-type", From: n.From, To: n.To, Message: "一个列表里只能放同一种东西", Hint: "文本都加引号，数都不加；不同的分开比较，用 || 连起来"}
}

// literalLeft tells of `10 < form.area` how it reads turned round.
func literalLeft(n *expr.Node, text []rune) Fault {
	side := func(a *expr.Node) string { return string(text[a.From:a.To]) }
	return Fault{Code: "rule-literal-left", From: n.Args[0].From, To: n.Args[0].To, Message: "写死的数放在右边", Hint: "反过来写：" + side(n.Args[1]) + " " + turned[n.Op] + " " + side(n.Args[0])}
}

func wrongResult(src, got, want string) Fault {
	return Fault{Code: "rule-type", From: 0, To: len([]rune(src)), Message: fmt.Sprintf("这条规则得出的是%s，这里要的是%s", got, want), Hint: "改规则，使它得出" + want}
}

func first(list []string, n int) []string {
	if len(list) > n {
		return list[:n]
	}
	return list
}
