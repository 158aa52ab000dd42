package compile

import (
	"strconv"
	"strings"

	"banshi/engine/diag"
	"banshi/engine/expr"
	"banshi/engine/field"
	"banshi/engine/mode"
	"banshi/engine/plan"
	"banshi/engine/rule"
	"banshi/engine/spec"
)

// This file words every fault of the package, one function a fault: what, where, and how to mend it.
// What a rule has wrong by itself is worded by package rule.

func (c *compiler) report(code diag.Code, at spec.Pos, length int, message, hint string) {
	c.faults.Add(diag.New(code, diag.At(diag.Place(at), max(length, 1)), "%s", message).Mend("%s", hint))
}

// at is report for a fault of one word.
func (c *compiler) at(code diag.Code, w spec.Word, message, hint string) {
	c.report(code, w.Pos, width(w.S), message, hint)
}

// meant is report for a word that is none, with the one that was probably meant.
func (c *compiler) meant(code diag.Code, w spec.Word, message, near string, known []string) {
	c.faults.Add(diag.New(code, diag.At(diag.Place(w.Pos), max(width(w.S), 1)), "%s", message).Meant(w.S, near, known))
}

// twice is for a word that stands for a second thing, and says where the first is.
func (c *compiler) twice(w, first spec.Word, message, hint string) {
	d := diag.New(diag.DuplicateID, diag.At(diag.Place(w.Pos), max(width(w.S), 1)), "%s", message).Mend("%s", hint)
	c.faults.Add(d.See(diag.At(diag.Place(first.Pos), max(width(first.S), 1)), "第一次写在这里"))
}

func width(s string) int { return len([]rune(s)) }

// fault hands a fault of a rule on, unless it only says again that a fact has no source that there is.
func (c *compiler) fault(r spec.Rule, f rule.Fault) {
	if f.Code == "rule-unknown-name" && c.lost[string([]rune(r.S)[f.From:f.To])] {
		return
	}
	code, ok := diag.Named(f.Code)
	if !ok {
		panic("compile: package diag has no code " + f.Code)
	}
	d := diag.New(code, diag.At(diag.Place(r.At(f.From)), max(f.To-f.From, 1)), "%s", f.Message).Mend("%s", f.Hint)
	d.Near = f.Near
	c.faults.Add(d)
}

// internal tells of a fault of ours.
func (c *compiler) internal(what string, err error) {
	c.report(diag.Internal, c.item.Pos, 1, what+"："+err.Error(), "请把这个定义交给我们看")
}

// Names.

// unknownWord reports a name of something that is not there, with the nearest that is.
func (c *compiler) unknownWord(what string, w spec.Word, known []string) {
	hint := "先定义它，或者改名"
	if near, ok := diag.Closest(w.S, known); ok {
		c.meant(diag.UnknownReference, w, "没有"+what+"“"+w.S+"”", near, known)
		return
	}
	c.at(diag.UnknownReference, w, "没有"+what+"“"+w.S+"”", hint)
}

func (c *compiler) noParts(w spec.Word) {
	c.at(diag.UnknownReference, w, "这个事项没有分项（parts）", "先写 parts: form.某个多选字段")
}

func (c *compiler) idTwice(w, first spec.Word) {
	c.twice(w, first, "“"+w.S+"”这个名字用了两次", "改一个名字；片段里的也算")
}

func (c *compiler) cellTwice(w, first spec.Word) {
	c.twice(w, first, "“"+w.S+"”这个字段写了两次", "留下一个，或者改名")
}

func (c *compiler) factTwice(w, first spec.Word) {
	c.twice(w, first, "共享数据“"+w.S+"”写了两次，而且不一样", "改一个名字，或者写得和片段里一字不差")
}

func (c *compiler) papersTaken(w spec.Word) {
	c.at(diag.DuplicateID, w, "by: earlier 要用“"+plan.Papers+"”这个名字，共享数据里已经有一条", "给那条共享数据改一个名字")
}

func (c *compiler) bundledTwice(w spec.Word) {
	c.at(diag.DuplicateID, w, "“"+w.S+"”在这件事里写了两次", "留下一处；什么情形下要办写在 when 里")
}

// Records about somebody else.

func (c *compiler) othersTicked(w spec.Word) {
	c.at(diag.OtherShown, w, "别人的记录不能给申请人看，也就不能让他勾选", "删掉 from，让他自己填，再用 check 核对")
}

func (c *compiler) othersShown(r spec.Rule, what, hint string) {
	c.report(diag.OtherShown, r.Pos, width(r.S), "别人的记录不能给申请人看，"+what, hint)
}

// Keys.

func (c *compiler) unfitKey(t *field.Type, f *spec.Field, k writtenKey) {
	c.report(diag.UnfitKey, orElse(k.pos, f.ID.Pos), k.width, "“"+t.Title(Chinese)+"”用不上 "+k.key,
		"删掉它；这一类能写的有："+strings.Join(append([]string{"need show fill check …"}, t.Keys...), " "))
}

func (c *compiler) cellAsks(f *spec.Field, k writtenKey) {
	c.report(diag.UnfitKey, orElse(k.pos, f.ID.Pos), k.width, "记录里的字段不问人，用不上 "+k.key, "删掉它；要问人的，写在事项的 form 里")
}

func (c *compiler) fillAndCompute(f *spec.Field) {
	c.at(diag.UnfitKey, f.ID, "“"+f.Title.S+"”又写 fill 又写 compute", "由系统算、不能改的写 compute；带出来让人核对的写 fill")
}

func (c *compiler) editWithoutFill(f *spec.Field) {
	c.at(diag.UnfitKey, f.Edit, "“"+f.Title.S+"”没有 fill，edit 说的是带出来的值能不能改", "加上 fill，或者删掉 edit")
}

func (c *compiler) noOptions(f *spec.Field) {
	c.at(diag.NoOptions, f.ID, "“"+f.Title.S+"”没有可选的", "写 options: {代码: 文字}，或者 options: {codes: 代码表}")
}

func (c *compiler) chooseNoLicence(f *spec.Fact, rec *plan.RecordType) {
	c.at(diag.UnfitKey, f.Choose, "“"+rec.Title+"”不是证照，没有最近签发的一件", "删掉 choose；有几条时由申请人选")
}

func (c *compiler) chooseOfMany(f *spec.Fact) {
	c.at(diag.UnfitKey, f.Choose, "many: true 取全部，choose 取一件，两样不能同时写", "删掉其中一个")
}

// Facts and materials.

func (c *compiler) consentUnsigned(w spec.Word, m *spec.Material) {
	c.at(diag.ConsentUnsigned, w, "“"+m.Title.S+"”没有人签名，打不开这条共享数据", "给这份材料写 sign: 被查的人的号码，如 sign: form.owner_no")
}

func (c *compiler) consentByOther(w spec.Word, m *spec.Material, f *spec.Fact) {
	who := "申请人"
	if strings.HasPrefix(m.Sign.S, "user") {
		who = "办事人"
	}
	c.at(diag.ConsentByOther, w, "“"+m.Title.S+"”由"+who+"签名，打不开别人的记录：要被查的那个人自己签", "给这份材料写 sign: "+f.Key.S)
}

func (c *compiler) rowsFromOne(w spec.Word) {
	c.at(diag.RuleRecordAsList, w, "“"+w.S+"”只有一条记录，当不了表格的行", "给这个共享数据写 many: true")
}

func (c *compiler) reuseByNoRecord(r *spec.Reuse) {
	c.report(diag.ReuseBy, r.By.Pos, width(r.By.S), "免交要靠一条共享数据", "写一个 facts 里的名字，或者 earlier")
}

// Handling.

func (c *compiler) nobodyDoes(h *spec.Handling, preset *mode.Mode, s mode.Step, who string) {
	c.at(diag.NobodyDoesIt, h.Mode, "“"+preset.Title+"”的“"+s.Title+"”由 "+who+" 来办，目录里没有这个角色",
		"在 catalog.yaml 的 roles 里加上 "+who+"，或者在 steps."+s.ID+" 里写 who")
}

func (c *compiler) stepNowhere(w spec.Word) {
	c.at(diag.StepPlace, w, "新环节“"+w.S+"”没有说在哪里", "写 after: 某个环节（接着办），或者 beside: 某个环节（同时办）")
}

func (c *compiler) resultWithoutKey(r *spec.Result, source *spec.Source) {
	c.at(diag.ResultKey, r.Record, "“"+source.Title.S+"”按"+typeTitle(source.Key.S)+"查，这条记录不知道写在哪个号码下", "在 fields 里写 key: 一条得出号码的规则")
}

// readTooEarly tells of what reads a clerk's field before the step that fills it is done.
func (c *compiler) readTooEarly(r reading, n *expr.Node, step string) {
	c.report(diag.ReadTooEarly, r.rule.At(n.From), n.To-n.From, r.by.what+"读不到“"+c.titleOf(n.Name)+"”：要等“"+c.stepTitle(step)+"”办完才有",
		"只有这个环节、以后的环节和办理方式能读它；要申请人先说的，在 form 里另问一个")
}

// Order.

func (c *compiler) cycle(path []string, at spec.Word) {
	c.at(diag.Cycle, at, "绕成了一圈，谁也算不出来："+strings.Join(path, " → "), "去掉其中一处引用；“至少填一个”写成分节的 check: has(a) || has(b)")
}

func (c *compiler) bundleCycle(path []string, at spec.Word) {
	c.at(diag.Cycle, at, "谁先办谁后办绕成了一圈："+strings.Join(path, " → "), "去掉其中一处 after")
}

// Texts and their translations.

func (c *compiler) openBrace(at spec.Pos) {
	c.report(diag.TextBrace, at, 1, "文字里的 { 没有写完", "补上 }；要写花括号本身，写 {{")
}

func (c *compiler) unwritable(r spec.Rule) {
	c.report(diag.RuleType, r.Pos, width(r.S), "这个值写不进文字里", "放一个字段、日期、数或文本")
}

func (c *compiler) pathTwice(w spec.Word, two [2]spec.Text) {
	c.at(diag.TextPathTwice, w, "“"+w.S+"”是两段文字：“"+two[0].S+"”和“"+two[1].S+"”，一句译文顾不了两头", "给其中一个（分节或字段）换个标识")
}

func (c *compiler) noSuchPath(w spec.Word, near string, known []string) {
	hint := "路径是定义里一层层的名字，如 form.address.title、eligibility.age.otherwise"
	if near != "" {
		c.meant(diag.UnknownTextPath, w, "定义里没有“"+w.S+"”这段文字", near, known)
		return
	}
	c.at(diag.UnknownTextPath, w, "定义里没有“"+w.S+"”这段文字", hint)
}

// mostListed is how many missing texts a warning names.
const mostListed = 20

func (c *compiler) untranslated(t *spec.Translations, missing []string) {
	shown, more := missing, ""
	if len(missing) > mostListed {
		shown, more = missing[:mostListed], " 等"
	}
	c.report(diag.Untranslated, spec.Pos{File: t.File, Line: 1, Column: 1}, 1,
		"还有 "+strconv.Itoa(len(missing))+" 段文字没有译文，会显示中文："+strings.Join(shown, " ")+more, "每段补一行：路径: 译文")
}

// Bundles.

func (c *compiler) afterForNothing(after spec.Word, first, then *plan.Plan, made []string) {
	what := "“" + first.Name + "”什么也不留下"
	if len(made) > 0 {
		what = "“" + first.Name + "”办出来的（" + strings.Join(made, "、") + "），“" + then.Name + "”都不查"
	}
	c.at(diag.AfterForNothing, after, what+"，不用等它", "去掉 after，两件同时办；或者在后一件的 facts 里查前一件的结果")
}

func (c *compiler) notTheSame(q, first *sharedQuestion) {
	c.at(diag.SameMismatch, q.word, "“"+q.word.S+"”是"+q.what()+"，“"+first.word.S+"”是"+first.what()+"，合不成一问", "两边写成同一种类型、同样的选项；不是一回事的，从 same 里去掉")
}

func (c *compiler) sameAlone(w spec.Word) {
	c.at(diag.SameMismatch, w, "same 里的一组至少要有两个", "写上另一个事项里的同一问，如 [甲.address, 乙.place]")
}

func (c *compiler) bundleAsksTwice(bundle spec.Word, title, one, other string) {
	c.at(diag.BundleAskedTwice, bundle, "“"+title+"”两件都要："+one+" 和 "+other, "在 same 里加上 ["+one+", "+other+"]；不是一回事的，把名称写清楚")
}
