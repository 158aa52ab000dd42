package load

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"banshi/engine/diag"
	"banshi/engine/load/grammar"
	"banshi/engine/spec"
)

// All that loading can say stands in this file and in syntax.go, so that the words can be read in one go.

func tooLarge(name string) diag.Diagnostic {
	return diag.New(diag.TooLarge, diag.File(name), "文件超过 1 MiB").
		Mend("一份定义只写一个事项；大的代码表按门类拆成几个文件，记录放进 shared-data")
}

func tooMany(span diag.Span, left int) diag.Diagnostic {
	return diag.New(diag.TooMany, span, "这个文件里还有 %d 处没有列出", left).Mend("先改好上面的，再检查一次")
}

func notUTF8(name string, data []byte) diag.Diagnostic {
	line, column := 1, 1
	for len(data) > 0 {
		r, size := utf8.DecodeRune(data)
		if r == utf8.RuneError && size == 1 {
			break
		}
		column++
		if r == '\n' {
			line, column = line+1, 1
		}
		data = data[size:]
	}
	return diag.New(diag.NotUTF8, diag.At(spec.Pos{File: name, Line: line, Column: column}, 1), "这里的字节不是 UTF-8 文字").
		Mend("在编辑器里另存为 UTF-8（原来可能是 GBK）")
}

func tab(span diag.Span) diag.Diagnostic {
	return diag.New(diag.Tab, span, "这里有制表符").Mend("改成空格；每一层缩进两个空格")
}

func badCharacter(span diag.Span, r rune) diag.Diagnostic {
	return diag.New(diag.BadCharacter, span, "这里有看不见的字符 U+%04X", r).Mend("删掉它；要换行就直接换行")
}

func unreadable(name string, reason string) diag.Diagnostic {
	return diag.New(diag.Unreadable, diag.File(name), "读不出：%s", reason).Mend("看看文件在不在、有没有权限、是不是普通文件")
}

func alias(span diag.Span) diag.Diagnostic {
	return diag.New(diag.Alias, span, "不能用 YAML 的锚点（&）和别名（*、<<）").
		Mend("写全；许多事项共用的写成片段；规则以 & 或 * 开头的，整个加引号")
}

func yamlTag(span diag.Span, tag string) diag.Diagnostic {
	return diag.New(diag.YAMLTag, span, "以感叹号开头的“%s”被 YAML 当作标签", tag).Mend("给整个值加上单引号：'!…'")
}

func tooDeep(span diag.Span) diag.Diagnostic {
	return diag.New(diag.TooDeep, span, "嵌套超过 %d 层", MaxDepth).Mend("看看是不是多打了括号")
}

func duplicateKey(span, first diag.Span, key string) diag.Diagnostic {
	return diag.New(diag.DuplicateKey, span, "键“%s”写了两次", key).Mend("留下一个").See(first, "第一次写在这里")
}

func unknownKey(span diag.Span, key, owner, near string, known []string) diag.Diagnostic {
	d := diag.New(diag.UnknownKey, span, "%s里没有键“%s”", title(owner), key)
	if near != "" {
		return d.Meant(key, near, known)
	}
	return d.Mend("可以写的有：%s", strings.Join(known, " "))
}

func missingKey(span diag.Span, owner, key string) diag.Diagnostic {
	return diag.New(diag.MissingKey, span, "%s缺少“%s”", title(owner), key).Mend("加上 %s: …", key)
}

func oneOf(span diag.Span, owner string, keys, found []string) diag.Diagnostic {
	if len(found) == 0 {
		return diag.New(diag.OneOf, span, "%s没有写 %s 中的哪一个", title(owner), strings.Join(keys, "、")).
			Mend("写上其中一个")
	}
	return diag.New(diag.OneOf, span, "%s同时写了 %s", title(owner), strings.Join(found, " 和 ")).Mend("只留一个")
}

func wrongType(span diag.Span, want, got string) diag.Diagnostic {
	return diag.New(diag.WrongType, span, "这里要%s，写的是%s", want, got)
}

func missingValue(span diag.Span, what string) diag.Diagnostic {
	return diag.New(diag.MissingValue, span, "“%s”后面没有值", what).Mend("写上值，或者删掉这一行")
}

func numberForText(span diag.Span, text string) diag.Diagnostic {
	return diag.New(diag.NumberForText, span, "%s 没有加引号，会被当成数，前面的 0 或后面的位数可能丢失", text).
		Mend("加上引号：\"%s\"", text)
}

func badNumber(span diag.Span, text string, low, high int) diag.Diagnostic {
	return diag.New(diag.BadNumber, span, "“%s”不行：这里要 %d 到 %d 之间的整数", text, low, high)
}

func badLength(span diag.Span) diag.Diagnostic {
	return diag.New(diag.BadNumber, span, "最小的比最大的还大").Mend("小的写在前面")
}

func badID(span diag.Span, text string) diag.Diagnostic {
	return diag.New(diag.BadID, span, "“%s”不能作标识", text).
		Mend("用小写拉丁字母、数字和 _，以字母开头，最多 %d 个字符", grammar.MaxID)
}

func badHandle(span diag.Span, text string) diag.Diagnostic {
	return diag.New(diag.BadID, span, "“%s”不能作标识", text).
		Mend("用拉丁字母、数字和 _，以字母开头，最多 %d 个字符", grammar.MaxID)
}

func reservedID(span diag.Span, text string) diag.Diagnostic {
	return diag.New(diag.ReservedID, span, "“%s”是规则里的保留字，不能作标识", text).
		Mend("换一个名字，例如 %s_1 或更具体的词", text)
}

func unknownWord(span diag.Span, text string, words []grammar.Word) diag.Diagnostic {
	all := make([]string, len(words))
	for i, w := range words {
		all[i] = w.Word + "（" + w.Title + "）"
	}
	d := diag.New(diag.UnknownWord, span, "“%s”不在可选词之内", text)
	if near, ok := diag.Closest(text, grammar.Listed(words)); ok {
		return d.Meant(text, near, grammar.Listed(words)).Mend("是不是 %s？可选的有：%s", near, strings.Join(all, " "))
	}
	for _, w := range words {
		if w.Title == text {
			return d.Meant(text, w.Word, nil).Mend("写 %s", w.Word)
		}
	}
	return d.Mend("可选的有：%s", strings.Join(all, " "))
}

func badSpan(span diag.Span, text string) diag.Diagnostic {
	return diag.New(diag.BadSpan, span, "“%s”不是期限", text).
		Mend("写一个整数和单位：5wd（工作日）、7d（自然日）、2mo（月）、1y（年）")
}

func badTimeout(span diag.Span, text string) diag.Diagnostic {
	return diag.New(diag.BadSpan, span, "“%s”不是等待时间", text).Mend("写 500ms（毫秒）或 2s（秒）")
}

func badDate(span diag.Span, text string) diag.Diagnostic {
	return diag.New(diag.BadDate, span, "“%s”不是日期", text).Mend("写成 2026-03-02 的样子，而且日历上要有这一天")
}

func foldedRule(span diag.Span) diag.Diagnostic {
	return diag.New(diag.FoldedRule, span, "规则不能用 > 折行").Mend("把 > 换成 |，或者写在一行里")
}

func cut(span diag.Span, rest string) diag.Diagnostic {
	return diag.New(diag.CutRule, span, "这个值到这里就断了，后面的“%s”成了别的东西", rest).
		Mend("值里有逗号、括号、“: ”或“ #”的，要整个加单引号：'…'")
}

func emptyDocument(span diag.Span) diag.Diagnostic {
	return diag.New(diag.EmptyDocument, span, "这里没有内容").Mend("写上 kind: …，或者删掉这个文件（或这条 ---）")
}

func emptyInput(span diag.Span) diag.Diagnostic {
	return diag.New(diag.EmptyDocument, span, "这里没有内容").Mend("写上 answers: …，或者一行一个“字段: 值”")
}

func severalDocs(span diag.Span) diag.Diagnostic {
	return diag.New(diag.SeveralDocs, span, "这种文件只能有一份定义").Mend("把 --- 后面的另存为一个文件")
}

func badLanguage(span diag.Span, text string) diag.Diagnostic {
	return diag.New(diag.BadLanguage, span, "语言版本 %s 读不了", text).
		Mend("这个程序读的是第 %d 版；换用读得了第 %s 版的程序", grammar.Language, text)
}

func unknownKind(span diag.Span, text string) diag.Diagnostic {
	all := grammar.Listed(grammar.Kinds)
	d := diag.New(diag.UnknownKind, span, "没有这种定义：“%s”", text)
	if text == "" {
		d = diag.New(diag.UnknownKind, span, "没有写 kind，不知道这是哪种定义")
	}
	if near, ok := diag.Closest(text, all); ok {
		return d.Meant(text, near, all).Mend("是不是 kind: %s？", near)
	}
	return d.Mend("在最前面写 kind: 加上 %s 之一", strings.Join(all, " "))
}

func misplacedFile(name, home string) diag.Diagnostic {
	d := diag.New(diag.MisplacedFile, diag.File(name), "这里不该有这个定义文件")
	if home == "" {
		home = "licences sources codes fragments bundles 各放各的，事项放在 items/<id>/item.yaml；文件名以 .yaml 结尾"
	}
	return d.Mend("%s", home)
}

func misplacedKind(span diag.Span, kind, home string) diag.Diagnostic {
	return diag.New(diag.MisplacedFile, span, "%s不该放在这里", title(kind)).Mend("放到 %s", home)
}

func wrongFileName(span diag.Span, id, want string) diag.Diagnostic {
	return diag.New(diag.WrongFileName, span, "标识“%s”和文件名不一致", id).Mend("文件叫 %s，或者改标识", want)
}

func noCatalog() diag.Diagnostic {
	return diag.New(diag.NoCatalog, diag.File("catalog.yaml"), "没有 catalog.yaml").
		Mend("在目录文件夹里写一个，以 kind: Catalog 开头")
}

// title names a struct of spec in Chinese.
func title(owner string) string {
	if t := grammar.Titles[owner]; t != "" {
		return t
	}
	return fmt.Sprintf("“%s”", owner)
}
