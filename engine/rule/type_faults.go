package rule

import (
	"fmt"
	"slices"
	"strings"

	"banshi/engine/expr"
)

// What is wrong between types, and what to write instead.

// overload tells of a function or operator that is given what it doesn't take.
func overload(src, op string, args []string, at int) Fault {
	name := op
	if ours, ok := functionNames[op]; ok {
		name = ours
	}
	if ours, ok := plainOps[op]; ok {
		name = string(ours)
	}
	words := make([]string, len(args))
	for i, a := range args {
		words[i] = typeWord(a)
	}
	from, to := at, at+len([]rune(sign(name)))
	if isLetter([]rune(name)[0]) && name != "in" && name != "neg" {
		from = calledAt(src, name, at)
		to = from + len([]rune(name))
	}
	f := Fault{Code: "rule-type", From: from, To: min(to, len([]rune(src))), Message: sign(name) + " 不能用在" + strings.Join(words, "和") + "上", Hint: hintFor(name, words)}
	switch {
	case slices.Contains(words, recordWord) && slices.Contains([]string{"size", "sum", "greatest", "in"}, name):
		return notAList("record", "", from, f.To)
	case slices.Contains([]string{"+", "-"}, name) && slices.Contains(words, kindWords[Date]) && hasNumber(words):
		f.Message = "日期不能加减一个数"
	case name == string(expr.Cond):
		f.To = at + 1
		f.Message = "? 前面是“" + words[0] + "”，后面是" + strings.Join(words[1:], "和")
	}
	return f
}

func sign(name string) string {
	if name == "neg" {
		return "-"
	}
	return name
}

func hasNumber(words []string) bool {
	return slices.Contains(words, kindWords[Integer]) || slices.Contains(words, kindWords[Number])
}

// hintFor says what to write instead of a function or operator on things of these types.
func hintFor(name string, words []string) string {
	has := func(k Kind) bool { return slices.Contains(words, kindWords[k]) }
	same := len(words) == 2 && words[0] == words[1]
	switch name {
	case "&&", "||", "!":
		return "并且、或者、非的两边都要是能说“是”或“否”的"
	case string(expr.Cond):
		return "? 前面写一个能说“是”或“否”的条件，: 两边写同一种东西"
	case "in":
		return "in 的左边写一个值，右边写这种值的列表，如 [\"甲\", \"乙\"]"
	case "+", "-":
		switch {
		case has(Date) && hasNumber(words):
			return "请写明单位，如 years(1)、months(6)、days(30)"
		case has(Text):
			return "要算数的先写 number(…)；要给人看的，在文字里写 {…}"
		}
	case "<", "<=", ">", ">=":
		switch {
		case has(Date) && has(Text):
			return "写死的日期写成 date(\"2026-01-01\")"
		case has(Text):
			return "文本没有大小先后；比数用 number(…)，比日期用 date(…)"
		}
		return "能比大小的只有数和日期"
	case "==", "!=":
		switch {
		case has(Date) && has(Text):
			return "写死的日期写成 date(\"2026-01-01\")"
		case has(Text) && hasNumber(words):
			return "代码、号码是文本，要加引号；要比数的，写 number(…)"
		case has(Boolean) && !same:
			return "是或否直接写，如 form.字段 或 !form.字段"
		case slices.Contains(words, recordWord):
			return "比它的一个字段"
		case slices.Contains(words, listWord):
			return "逐条比用 all、exists；问是不是空的，写 size(…) == 0"
		}
	case "*", "/", "neg":
		return "只能用在数上；文本变成数写 number(…)"
	default:
		if usage := usageOf(name); usage != "" {
			return "写成 " + usage
		}
	}
	return "两边写成同一种类型"
}

// usageOf shows how a function is called: size(文本)、size(列表).
func usageOf(name string) string {
	var out []string
	for _, f := range expr.Functions() {
		if f.Name != name {
			continue
		}
		for _, sig := range f.Signatures {
			args, _, _ := strings.Cut(sig, " -> ")
			words := []string{}
			for _, a := range strings.Split(args, ",") {
				words = append(words, typeWord(a))
			}
			if usage := name + "(" + strings.Join(words, ", ") + ")"; !slices.Contains(out, usage) {
				out = append(out, usage)
			}
		}
	}
	return strings.Join(out, "、")
}

func selection(t string, at int) Fault {
	if strings.HasPrefix(t, "list(") {
		return Fault{Code: "rule-list-as-record", From: at, To: at + 1, Message: "这里是列表，不是一条记录", Hint: "逐条看用 exists、all；只有一条时去掉 many: true"}
	}
	return Fault{Code: "rule-type", From: at, To: at + 1, Message: typeWord(t) + "没有下一级字段", Hint: "去掉点后面的部分"}
}

// notAList tells of something that is gone through like a list: of what type, and how it is written.
func notAList(t, src string, from, to int) Fault {
	switch word := typeWord(t); {
	case word != recordWord:
		return Fault{Code: "rule-type", From: from, To: to, Message: word + "不是列表", Hint: "直接比较它；要逐条看的是表格，或者有 many: true 的共享数据"}
	case pathRoots[src]:
		return Fault{Code: "rule-record-as-list", From: from, To: to, Message: src + " 不是列表", Hint: "写到它的一个表格或多选，如 " + src + ".字段"}
	}
	return Fault{Code: "rule-record-as-list", From: from, To: to, Message: "这里是一条记录，不是列表", Hint: "要逐条看，请给这个共享数据写 many: true；只有一条时直接用它的字段"}
}

func otherType(want, got string, from, to int) Fault {
	hint := "两边写成同一种类型"
	if typeWord(want) == kindWords[Boolean] {
		hint = "写成能说“是”或“否”的，如一个比较"
	}
	return Fault{Code: "rule-type", From: from, To: to, Message: fmt.Sprintf("这里要的是“%s”，写的是%s", typeWord(want), typeWord(got)), Hint: hint}
}

// typesOf takes the types apart that cel-go says a function was applied to: (int, date), string.(int).
func typesOf(s string) []string {
	open, depth := len(s)-1, 0
	for ; open >= 0; open-- {
		if s[open] == ')' {
			depth++
		} else if s[open] == '(' {
			if depth--; depth == 0 {
				break
			}
		}
	}
	if open < 0 {
		return []string{s}
	}
	var out []string
	if receiver := strings.TrimSuffix(s[:open], "."); receiver != "" {
		out = append(out, receiver)
	}
	from := open + 1
	for i := from; i < len(s); i++ {
		switch {
		case s[i] == '(':
			depth++
		case s[i] == ')' && i+1 < len(s):
			depth--
		case i+1 == len(s) || s[i] == ',' && depth == 0:
			if t := strings.TrimSpace(s[from:i]); t != "" {
				out = append(out, t)
			}
			from = i + 1
		}
	}
	return out
}

const (
	recordWord = "一条记录"
	listWord   = "列表"
)

// typeWord says in Chinese a type that cel-go names, or a signature.
func typeWord(t string) string {
	switch t {
	case "string":
		return kindWords[Text]
	case "bool":
		return kindWords[Boolean]
	case "int":
		return kindWords[Integer]
	}
	if word, ok := kindWords[Kind(t)]; ok {
		return word
	}
	if strings.HasPrefix(t, "list") {
		return listWord
	}
	return recordWord
}
