package rule

import (
	"slices"
	"strings"

	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/types"

	"banshi/engine/expr"
)

// maxNesting is how deep all, exists, filter and map may stand in one another.
const maxNesting = 2

// refuse reports what CEL can say and the rule language can't, and names that are bound though they are
// taken. It looks at what was parsed: of a macro that isn't ours the checker would only say that its
// names are unknown.
func (x *exporter) refuse(root ast.Expr) { x.refuseIn(root, nil) }

func (x *exporter) add(f Fault) { x.faults = append(x.faults, f) }

// refuseIn looks at an expression inside of those macros whose names are bound.
func (x *exporter) refuseIn(e ast.Expr, bound []string) {
	from, to := x.at(e.ID())
	switch e.Kind() {
	case ast.MapKind:
		x.add(noMap(from, to))
	case ast.StructKind:
		x.add(noStruct(from, to))
	case ast.IdentKind:
		if strings.HasPrefix(e.AsIdent(), ".") {
			x.add(dottedName(from))
		}
	case ast.LiteralKind:
		x.refuseLiteral(e, from, max(to, from+1))
	case ast.SelectKind:
		x.refuseIn(e.AsSelect().Operand(), bound)
	case ast.ListKind:
		for _, el := range e.AsList().Elements() {
			x.refuseIn(el, bound)
		}
	case ast.CallKind:
		x.refuseCall(e.AsCall(), from, bound)
	case ast.ComprehensionKind:
		x.refuseMacro(e.AsComprehension(), from, to, bound)
	}
}

func (x *exporter) refuseLiteral(e ast.Expr, from, to int) {
	switch e.AsLiteral().(type) {
	case types.Bool, types.Int, types.String:
	case types.Double:
		if _, ok := x.sourceNumber(e.ID()); !ok {
			x.add(badDecimal(from, to))
		}
	default:
		x.add(noSuchLiteral(from, to))
	}
}

// macroNames are those of our macros over lists.
var macroNames = []string{"all", "exists", "filter", "map"}

func (x *exporter) refuseCall(c ast.CallExpr, at int, bound []string) {
	name := c.FunctionName()
	from := calledAt(x.src, name, at)
	if library := libraryOf(c, x.env); library != "" {
		x.add(celOnly(library+"."+name, from-len([]rune(library))-1, celLibraries[library]))
		return
	}
	switch {
	case name == operators.Index:
		x.add(noIndex(at))
	case name == operators.Modulo:
		x.add(noRemainder(at))
	case name == "map" && c.IsMemberFunction() && len(c.Args()) == 3:
		x.add(threePartMap(variable(c), from))
	case slices.Contains(macroNames, name):
		x.add(badMacro(name, from))
	case name == "has":
		x.add(badHas(from))
	case celWords[name] != "":
		x.add(celOnly(name, from, celWords[name]))
	case !isFunction(name) && c.IsMemberFunction() && len(c.Args()) == 2 && c.Args()[0].Kind() == ast.IdentKind:
		x.add(x.env.noMacro(name, from)) // exsts(r, r.n > 1): its name is wrong, and not that r is unknown
	default:
		if c.IsMemberFunction() {
			x.refuseIn(c.Target(), bound)
		}
		for _, a := range c.Args() {
			x.refuseIn(a, bound)
		}
	}
}

// libraryOf is the prefix of a call of one of CEL's libraries; "" for any other call.
func libraryOf(c ast.CallExpr, e *Env) string {
	if !c.IsMemberFunction() || c.Target().Kind() != ast.IdentKind {
		return ""
	}
	name := c.Target().AsIdent()
	if e.names[name] != nil || celLibraries[name] == "" {
		return ""
	}
	return name
}

// variable is the name that a macro binds, to show how else it is written.
func variable(c ast.CallExpr) string {
	if v := c.Args()[0]; v.Kind() == ast.IdentKind {
		return v.AsIdent()
	}
	return "x"
}

func (x *exporter) refuseMacro(c ast.ComprehensionExpr, from, to int, bound []string) {
	if len(bound) == maxNesting {
		x.add(tooDeep(from, to))
		return
	}
	name := c.IterVar()
	if _, taken := x.env.names[name]; taken || pathRoots[name] || slices.Contains(bound, name) {
		x.add(nameTaken(name, x.boundAt(from, name), slices.Contains(bound, name)))
	}
	x.refuseIn(c.IterRange(), bound)
	x.refuseIn(c.LoopStep(), append(bound[:len(bound):len(bound)], name))
}

// boundAt is where a macro's name stands: the first behind its bracket.
func (x *exporter) boundAt(bracket int, name string) int {
	i := bracket
	for i < len(x.text) && !strings.HasPrefix(string(x.text[i:]), name) {
		i++
	}
	return min(i, len(x.text)-len([]rune(name)))
}

func isFunction(name string) bool {
	return functionNames[name] != "" || plainOps[name] != "" || slices.ContainsFunc(expr.Functions(), func(f expr.Function) bool { return f.Name == name })
}

// celTypes are the words of celWords that stand alone, too.
var celTypes = []string{"int", "uint", "double", "string", "bytes", "bool", "dyn", "type", "list", "null_type"}

// celLibraries are the prefixes under which CEL keeps more functions.
var celLibraries = map[string]string{
	"cel":      "要用两次的值，先做成一个计算字段（compute）",
	"math":     "取最大的写 greatest([a, b])；两个里挑一个写 a > b ? a : b",
	"sets":     "用 all、exists 逐条比较",
	"lists":    "用 all、exists、filter、map",
	"optional": "问有没有用 has(…)",
	"strings":  wholeText,
	"regex":    celWords["matches"],
	"base64":   wholeText,
}

// celWords are functions and types of CEL and its usual libraries that the rule language lacks, with
// what to write instead.
var celWords = map[string]string{
	"matches":   "证件、电话这些的样子由字段类型管；要看开头或者含有什么，用 startsWith、contains",
	"endsWith":  "用 contains 或 startsWith；要分类的，做成一个选项字段",
	"timestamp": "日期写成 date(\"2026-01-31\")，今天写 today",
	"duration":  "一段时间写成 days(30)、workdays(5)、months(6) 或 years(1)",
	"int":       "数不用转换，直接写；文本变成数写 number(…)",
	"uint":      "数不用转换，直接写；文本变成数写 number(…)",
	"double":    "数不用转换，直接写；文本变成数写 number(…)",
	"string":    "比较时两边写成同一种类型；要给人看的，在文字里写 {…}",
	"bytes":     "直接用文本",
	"bool":      "条件直接写，如 form.字段 或 !form.字段",
	"dyn":       "每个字段的类型是定好的，直接写它的名字",
	"type":      "每个字段的类型是定好的，不用问；问有没有用 has(…)",
	"list":      "列表写成 [\"甲\", \"乙\"]",
	"null_type": "问有没有用 has(…)",

	"exists_one": "写成 size(列表.filter(x, 条件)) == 1",
	"existsOne":  "写成 size(列表.filter(x, 条件)) == 1",
	"min":        "两个里取小的写成 a < b ? a : b",
	"max":        "列表里取最大的写 greatest(…)，两个里取大的写成 a > b ? a : b",
	"sort":       "取最大的、最晚的用 greatest(…)",
	"distinct":   "用 all、exists 逐条比较",
	"first":      "从列表里挑，用 filter、exists",
	"last":       "从列表里挑，用 filter、exists",

	"getFullYear": wholeDays, "getMonth": wholeDays, "getDate": wholeDays, "getDayOfMonth": wholeDays, "getDayOfWeek": wholeDays, "getDayOfYear": wholeDays,
	"getHours": noClock, "getMinutes": noClock, "getSeconds": noClock, "getMilliseconds": noClock, "now": noClock,
	"lowerAscii": wholeText, "upperAscii": wholeText, "trim": wholeText, "substring": wholeText, "replace": wholeText, "split": wholeText,
	"join": wholeText, "indexOf": wholeText, "charAt": wholeText, "format": wholeText, "reverse": wholeText,
}

const (
	wholeDays = "周岁用 age(出生日期, today)，别的用日期加减，如 form.日期 + years(1) > today"
	noClock   = "规则只看日子，不看钟点；今天写 today"
	wholeText = "文本不能拆开或改写；要看开头或者含有什么，用 startsWith、contains"
)
