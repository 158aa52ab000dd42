package load

import (
	"regexp"
	"strings"

	"banshi/engine/diag"
)

// problems words what the YAML reader says, by the beginning of its own text.
var problems = []struct{ begins, message, hint string }{
	{"mapping values are not allowed", "这里不能再有“: ”", "值里有“: ”的，要整个加引号"},
	{"could not find expected ':'", "这一行缺少冒号", "写成“键: 值”，冒号后面空一格；多行的文字看看缩进"},
	{"did not find expected key", "这里应当是一个键", "看看缩进是不是和上面的键对齐；以引号开头的值，引号后面不能再有别的字，要整个加引号"},
	{"did not find expected whitespace or line break", "感叹号开头的值被 YAML 当作标签", "以 ! 开头的，整个加单引号"},
	{"did not find expected ',' or ']'", "方括号没有配好", "补上逗号或 ]；以 [ 开头的规则要整个加引号"},
	{"did not find expected ',' or '}'", "花括号没有配好", "补上逗号或 }；值里有引号、括号的要整个加引号"},
	{"did not find expected '-' indicator", "列表里应当以“- ”开头", "看看缩进是不是和上面的“-”对齐"},
	{"found character that cannot start any token", "值不能以这个符号开头", "给整个值加引号"},
	{"did not find expected alphabetic or numeric character", "& 和 * 在 YAML 里另有含义", "以 & 或 * 开头、含有 && 的，整个加引号"},
	{"found unexpected end of stream", "引号没有结束", "补上后引号"},
	{"found unexpected document indicator", "引号没有结束", "补上后引号"},
	{"found unknown escape character", "双引号里的反斜杠后面不能是这个字", "改用单引号，或写 \\\\"},
	{"block sequence entries are not allowed", "这里不能开始列表", "“- ”要另起一行"},
	{"did not find expected node content", "这里缺少值", "补上值，或删掉多余的逗号"},
	{"did not find expected <document start>", "这份定义到上面已经结束，这里不能再写", "看看缩进：最外层的键都从行首开始；一份 {…} 后面不能再有别的"},
	{"exceeded max depth", "嵌套太深", "看看是不是多打了括号"},
	{"did not find expected comment or line break", "| 或 > 后面不能再有别的字", "另起一行写"},
	{"control characters are not allowed", "有控制字符", "删掉它"},
}

var valueShape = regexp.MustCompile(`^\s*(?:- )*[\w.]+:\s+(.*)$`)

// syntaxFault words a problem at a line. The column is where the line gives it away, else its first word.
func syntaxFault(s *source, line int, problem string) diag.Diagnostic {
	message, hint := "YAML 写法有误："+problem, "看看这一行的缩进、冒号和引号"
	for _, p := range problems {
		if strings.HasPrefix(problem, p.begins) {
			message, hint = p.message, p.hint
			break
		}
	}
	text := string(s.line(line))
	for _, l := range []int{line, line - 1} { // the line before, where its text runs on into this one
		if at := wideColon(string(s.line(l))); at > 0 {
			return wideColonFault(s.span(l, at, 1))
		}
	}
	column := len([]rune(text)) - len([]rune(strings.TrimLeft(text, " "))) + 1
	if m := valueShape.FindStringSubmatchIndex(text); m != nil {
		at, better := culprit(text[m[2]:], problem)
		if at >= 0 {
			column = len([]rune(text[:m[2]+at])) + 1
		}
		if better != "" {
			hint = better
		}
	}
	return diag.New(diag.Syntax, s.span(line, column, 1), "%s", message).Mend("%s", hint)
}

// wideShape is a key with a Chinese colon behind it, and no other before.
var wideShape = regexp.MustCompile(`^\s*(?:- )*\w+：`)

// wideColon is the column of a Chinese colon that stands where that of a key should; 0 for none.
func wideColon(text string) int { return len([]rune(wideShape.FindString(text))) }

func wideColonFault(span diag.Span) diag.Diagnostic {
	return diag.New(diag.Syntax, span, "这是中文冒号“：”").Mend("改成英文冒号，后面空一格")
}

// culprit finds what in a value broke the line: its offset in bytes, or -1, and a better hint, or "".
func culprit(value, problem string) (at int, hint string) {
	if strings.HasPrefix(problem, "mapping values") {
		if i := strings.Index(value, ": "); i >= 0 {
			return i, ""
		}
		if strings.HasSuffix(value, ":") {
			return len(value) - 1, ""
		}
		return -1, "上一行的文字还没有结束，这一行就来了一个键：看看上一行是不是少了冒号"
	}
	if value == "" || !strings.ContainsAny(value[:1], special) {
		return -1, ""
	}
	if strings.HasPrefix(problem, "found unexpected") {
		return 0, ""
	}
	// In a map or list in one line it is a value inside that wants quotes.
	if inside := strings.ContainsAny(value[:1], "[{") && !strings.HasPrefix(problem, "did not find expected key"); inside {
		m := nestedShape.FindStringIndex(value)
		if m == nil {
			return 0, ""
		}
		at = m[1] - 1
	}
	return at, "以 " + value[at:at+1] + " 开头的值，如果是规则或文字，要整个加单引号：'…'（里面的单引号写两个）"
}

// special are the signs that a plain value can't begin with; nestedShape finds one behind a key of a map in one line.
const special = "\"'[{!&*@%`|>"

var nestedShape = regexp.MustCompile(`[{,\s]\w+:\s+[\["'{!&*@%` + "`" + `]`)
