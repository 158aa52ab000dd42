package check

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"banshi/engine/diag"
	"banshi/engine/expr"
	"banshi/engine/mode"
	"banshi/engine/plan"
	"banshi/engine/publicity"
	"banshi/engine/spec"
)

// This file words every fault of the package: what, where, and how to mend it.

func (c *checker) report(code diag.Code, at spec.Pos, length int, message, hint string) {
	c.faults.Add(c.found(code, at, length, message).Mend("%s", hint))
}

// found is a fault at its place, at the item's id where that isn't known.
func (c *checker) found(code diag.Code, at spec.Pos, length int, message string) diag.Diagnostic {
	if at.Line == 0 && c.item != nil {
		at = c.item.ID.Pos
	}
	return diag.New(code, diag.At(diag.Place(at), max(length, 1)), "%s", message)
}

// meant reports a word that is none, with the one that was probably meant.
func (c *checker) meant(code diag.Code, at spec.Pos, word, message, near string, known []string) {
	c.faults.Add(c.found(code, at, width(word), message).Meant(word, near, known))
}

func width(s string) int { return len([]rune(s)) }

func (c *checker) heldPaper(m *plan.Material, title string, l *spec.Licence) {
	w := c.materials[m.ID]
	c.report(diag.HeldPaper, w.Title.Pos, width(w.Title.S), fmt.Sprintf("“%s”政府已经有了：%s", title, l.Title.S),
		fmt.Sprintf("在 facts 里写一条 {licence: %s}，给材料加上 reuse", l.ID.S))
}

func (c *checker) askedTwice(m *plan.Material, first string) {
	w := c.materials[m.ID]
	c.report(diag.AskedTwice, w.ID.Pos, width(w.ID.S), fmt.Sprintf("“%s”要了两次，前面是 %s", m.Title, first), "合成一份，或者把名称写清楚有什么不同")
}

func (c *checker) neverReused(m *plan.Material, i int, rec *plan.RecordType) {
	w := c.materials[m.ID]
	c.report(diag.NeverReused, w.Reuse[i].By.Pos, width(w.Reuse[i].By.S),
		fmt.Sprintf("这条免交永远用不上：%s的可信等级是%s，这里要%s", rec.Title, rec.Trust, m.Reuse[i].Trust), "写 trust: "+rec.Trust+"，或者换一个来源")
}

func (c *checker) heldField(f *plan.Field, path string, held heldCell) {
	w := c.fields[path]
	c.report(diag.HeldField, w.ID.Pos, width(w.ID.S), fmt.Sprintf("“%s”%s里就有，却让人再填一次", f.Title, held.title),
		fmt.Sprintf("写 fill: %s.%s；要人自己填再比对的，加一条 check", held.fact, f.ID))
}

var kindWords = map[string]string{"person": "自然人", "organisation": "法人和其他组织"}

func (c *checker) notHeld(f *plan.Fact, path, kind string) {
	w := c.facts[path]
	c.report(diag.NotHeld, w.ID.Pos, width(w.ID.S), fmt.Sprintf("“%s”没有%s的记录", f.Source, kindWords[kind]),
		"给它写 key，或者写 when: applicant.kind == \"…\"")
}

func (c *checker) noConsent(f *plan.Fact, path string) {
	w := c.facts[path]
	c.report(diag.NoConsent, w.ID.Pos, width(w.ID.S), "这条共享数据可能是别人的，没有写凭什么查",
		"写 consent: {law: …}，或者 consent: 一份由他本人签名的材料")
}

func (c *checker) promisedTooLong(i int, l *plan.Limit) {
	c.report(diag.PromisedTooLong, c.item.Handling.Limit[i].Promised.Pos, 1,
		fmt.Sprintf("承诺时限%d%s比法定时限%d%s还长", l.Promised.N, l.Promised.Unit, l.Statutory.N, l.Statutory.Unit), "承诺时限不能超过法定时限")
}

func (c *checker) tooManyVisits(m *mode.Mode, most int) {
	c.report(diag.TooManyVisits, c.item.Handling.Mode.Pos, width(m.ID),
		fmt.Sprintf("“%s”最多到现场%d次，这些环节要%d次", m.Title, m.Visits, most), "去掉一个环节的 visit，或者换一种办理方式")
}

func (c *checker) visitUnexplained() {
	c.report(diag.VisitUnexplained, c.item.Handling.Mode.Pos, width(c.item.Handling.Mode.S), "每个人都要到现场，没有说为什么", "写 guide.why_visit：法律规定的原因")
}

func (c *checker) feeWithoutBasis(i int) {
	f := &c.item.Handling.Fee[i]
	c.report(diag.FeeWithoutBasis, f.Amount.Pos, width(f.Amount.S), "收费没有写依据", "写 basis: [{law: …}]；不收费写 fee: 0")
}

// constant reports a rule that is the same whatever is answered.
func (c *checker) constant(n *expr.Node, at spec.Pos, what string) {
	if n == nil || n.Op == expr.Lit || at.Line == 0 {
		return
	}
	switch some, notAll := c.outcomes(n); {
	case !some:
		c.report(diag.NeverHolds, at, 1, what+"永远不成立", "看看两边是不是互相矛盾")
	case !notAll:
		c.report(diag.AlwaysHolds, at, 1, what+"永远成立", "删掉它，或者看看少写了什么")
	}
}

func (c *checker) neverShown(f *spec.Field) {
	c.report(diag.NeverShown, f.Show.Pos, width(f.Show.S), "“"+f.Title.S+"”永远不会显示：和它那一节的显示规则矛盾", "改其中一条规则")
}

func (c *checker) needHidden(f *spec.Field) {
	c.report(diag.NeedHidden, f.Need.Pos, width(f.Need.S), "“"+f.Title.S+"”要填的时候正好不显示", "改 show 或 need，让两条能同时成立")
}

func (c *checker) mayBeEmpty(r *plan.Rule, f *plan.Field) {
	w := c.rules[r.ID]
	if w == nil {
		return
	}
	c.report(diag.MayBeEmpty, w.That.Pos, width(w.That.S), "“"+f.Title+"”可能没有填，那样的申请都要人看",
		fmt.Sprintf("写 when: has(form.%s)，或者在规则里先问 has", f.ID))
}

func (c *checker) noPurpose(f *spec.Field) {
	c.report(diag.NoPurpose, f.ID.Pos, width(f.ID.S), "“"+f.Title.S+"”是敏感信息，没有说用来做什么", "写 purpose: 用途（个人信息保护法第二十八条）")
}

func (c *checker) sensitiveUnused(f *spec.Field) {
	c.report(diag.SensitiveUnused, f.ID.Pos, width(f.ID.S), "“"+f.Title.S+"”是敏感信息，可是没有规则用到它", "不需要就别问（个人信息保护法第六条）")
}

func (c *checker) missingElement(what, key string) { c.missingAt(c.item.ID.Pos, what, key) }

func (c *checker) missingAt(at spec.Pos, what, key string) {
	length := 1
	if at == c.item.ID.Pos {
		length = width(c.item.ID.S)
	}
	c.report(diag.MissingElement, at, length, "要公布的事项还缺"+what, "写 "+key)
}

func (c *checker) themeMismatch(kind, key string, applies bool) {
	if applies {
		c.report(diag.ThemeMismatch, c.item.ID.Pos, width(c.item.ID.S), kind+"可以申请，却没有"+kind+"的主题", "写 themes."+key)
		return
	}
	at := c.item.Themes.Organisation[0]
	c.report(diag.ThemeMismatch, at.Pos, width(at.S), kind+"不能申请，却有"+kind+"的主题", "删掉 themes."+key+"，或者在 applicants 里加上 "+key)
}

func (c *checker) noFAQ() {
	c.report(diag.NoFAQ, c.item.ID.Pos, width(c.item.ID.S), "行政许可至少要有一条常见问题", "写 guide.faq")
}

func (c *checker) badPhone(p spec.Text) {
	c.report(diag.BadPhone, p.Pos, width(p.S), "电话“"+p.S+"”从外地拨不通", "带上区号，如 0757-86000000")
}

func (c *checker) badHours(t spec.Text) {
	c.report(diag.BadHours, t.Pos, width(t.S), "办公时间“"+t.S+"”读不出来，页面上说不出现在开不开门", "写成“周一至周五 9:00–12:00，13:30–17:00；周六 9:00–12:00”")
}

func (c *checker) noSlots(o spec.Office, hours spec.Text) {
	at := hours.Pos
	if at == (spec.Pos{}) {
		at = o.Title.Pos
	}
	c.report(diag.NoSlots, at, width(hours.S), "“"+o.Title.S+"”可以预约，但从它的办公时间算不出时段", "写成“周一至周五 9:00–12:00，13:30–17:00”")
}

func (c *checker) badZone(t spec.Text) {
	c.report(diag.BadZone, t.Pos, width(t.S), "时区“"+t.S+"”不是时区名", "写成 Asia/Shanghai")
}

func (c *checker) untitled(what string, w spec.Word) {
	c.report(diag.Untitled, w.Pos, width(w.S), what+"没有名称", "写 title")
}

func (c *checker) endless(what, title string, f *spec.Field) {
	c.report(diag.EndlessText, f.ID.Pos, width(f.ID.S), what+"“"+title+"”的“"+f.Title.S+"”没有说最多多少个字", "写 length: [1, 200]")
}

func (c *checker) unbounded(w spec.Word) {
	c.report(diag.EndlessRecords, w.Pos, width(w.S), "来源“"+w.S+"”有多条记录，没有说最多几条", "写 max: 100")
}

// unknown reports a name of something that the catalogue does not have, with the nearest that it has.
func (c *checker) unknown(what string, w spec.Word, known []string) {
	hint := "先在目录里定义它，或者改名"
	if near, ok := diag.Closest(w.S, known); ok {
		c.meant(diag.UnknownReference, w.Pos, w.S, "没有"+what+"“"+w.S+"”", near, known)
		return
	} else if len(known) > 0 && len(known) <= 12 {
		hint = "有的是：" + strings.Join(known, " ")
	}
	c.report(diag.UnknownReference, w.Pos, width(w.S), "没有"+what+"“"+w.S+"”", hint)
}

// noDoor reports a theme that is none, with all that there are: an author chooses among them by name.
func (c *checker) noDoor(w spec.Word, known []string, kind string) {
	var all []string
	for _, list := range [][]spec.Named{c.cat.Catalog.Themes.Person, c.cat.Catalog.Themes.Organisation, c.cat.Catalog.Events.Person, c.cat.Catalog.Events.Organisation} {
		for _, n := range list {
			if slices.Contains(known, n.ID.S) {
				all = append(all, n.ID.S+"（"+n.Title.S+"）")
			}
		}
	}
	hint := "目录里还没有" + kind + "的主题：在 catalog.yaml 的 themes 里写"
	if len(all) > 0 {
		hint = "有的是：" + strings.Join(all, " ")
	}
	if near, ok := diag.Closest(w.S, known); ok {
		hint = "是不是 " + near + "？" + hint
	}
	c.report(diag.UnknownReference, w.Pos, width(w.S), "没有"+kind+"的主题“"+w.S+"”", hint)
}

func (c *checker) otherDoor(w spec.Word, kind, other string) {
	c.report(diag.UnknownReference, w.Pos, width(w.S), "“"+w.S+"”不是"+kind+"的主题", "写到 themes."+other+" 下面，或者换一个"+kind+"的主题")
}

func (c *checker) usedTwice(what string, w, first spec.Word) {
	if w.Pos.Line == 0 {
		return
	}
	d := diag.New(diag.DuplicateID, diag.At(diag.Place(w.Pos), width(w.S)), "%s", what+"“"+w.S+"”写了两次").Mend("留下一个，或者改名")
	c.faults.Add(d.See(diag.At(diag.Place(first.Pos), width(first.S)), "第一次写在这里"))
}

func (c *checker) endsEarly(code spec.Code) {
	c.report(diag.CodeTable, code.To.Pos, width(code.To.S), "“"+code.Text.S+"”停用在启用之前", "from 写第一天，to 写最后一天")
}

func (c *checker) ownParent(code spec.Code) {
	c.report(diag.CodeTable, code.Parent.Pos, width(code.Parent.S), "“"+code.Text.S+"”绕一圈成了自己的上级", "改 parent，最上面的一级不写 parent")
}

func (c *checker) refuseUnsure(w *spec.Eligibility, source string) {
	c.report(diag.RefuseUnsure, w.Effect.Pos, width(w.Effect.S), "“"+w.Title.S+"”要靠“"+source+"”，它常常没有回音：那时谁也不会被拒绝，都要人看",
		"写 effect: review，或者再找一个来源、一份材料能证明的")
}

func (c *checker) whyVisitUnneeded() {
	t := c.item.Guide.WhyVisit
	c.report(diag.WhyVisitUnneeded, t.Pos, width(t.S), "说了为什么要到现场，可是没有一个环节要到现场", "删掉 why_visit；真要来的，在那个环节写 visit: true")
}

func (c *checker) noLevel(w *spec.Rule) {
	c.report(diag.IdentityLevel, w.Pos, width(w.S), "没有这样的实名等级：要在2到5之间", "写 2（自报）、3（两要素）、4（实人）或 5（数字证书、窗口）")
}

func (c *checker) levelOfNone(w *spec.Rule, why string) {
	c.report(diag.IdentityLevel, w.Pos, width(w.S), why, "删掉这个 identity")
}

func (c *checker) levelSaysNothing(w *spec.Rule, item int) {
	c.report(diag.IdentityLevel, w.Pos, width(w.S), fmt.Sprintf("整个事项已经要%d级，这里没有要得更高", item), "删掉这个 identity，或者写更高的等级")
}

func (c *checker) onlineLevel() {
	t := c.item.Guide.OnlineLevel
	c.report(diag.OnlineLevel, t.Pos, width(t.S), "写了全程网办（Ⅳ级），却人人要到现场", "改成Ⅲ级或更低，或者去掉环节的 visit")
}

func (c *checker) resultKind(r *spec.Result, title string) {
	at := r.Document.Pos
	c.report(diag.ResultKind, at, width(r.Document.S), "“"+title+"”是证照，写成了文书：以后的事项查不到它", "在 licences 里定义这种证照，结果写 licence: …")
}

func (c *checker) samePhone(p spec.Text) {
	c.report(diag.SamePhone, p.Pos, width(p.S), "咨询电话和部门的投诉电话是同一个："+p.S, "换一个号码：投诉不该打给被投诉的窗口")
}

func (c *checker) stepLeftOut(s *spec.Step) {
	c.report(diag.StepLeftOut, s.When.Pos, width(s.When.S), "行政许可不能没有“"+s.ID.S+"”这个环节", "去掉 when: false；要快的写 instant")
}

func (c *checker) publicNever(s spec.Shown, why string) {
	c.report(diag.PublicBare, s.Path.Pos, width(s.Path.S), why+"，不能公开", "从 publicity 里删掉它")
}

func (c *checker) publicUnknown(s spec.Shown, known []string) {
	hint := "可以公开的：applicant.name applicant.no result.number result.valid_to，还有表里的字段 form.…"
	if near, ok := diag.Closest(s.Path.S, known); ok {
		c.meant(diag.UnknownReference, s.Path.Pos, s.Path.S, "没有能公开的“"+s.Path.S+"”", near, known)
		return
	}
	c.report(diag.UnknownReference, s.Path.Pos, width(s.Path.S), "没有能公开的“"+s.Path.S+"”", hint)
}

func (c *checker) publicBare(s spec.Shown, instead string) {
	c.report(diag.PublicBare, s.Mask.Pos, width(s.Mask.S), "“"+s.Path.S+"”说得出是哪个人，不能全部公开", "写 "+s.Path.S+": "+instead)
}

func (c *checker) publicMask(s spec.Shown, fieldType string) {
	var fit []string
	for _, name := range publicity.Names() {
		if publicity.Of(name).Fits(fieldType) {
			fit = append(fit, name)
		}
	}
	c.report(diag.PublicMask, s.Mask.Pos, width(s.Mask.S), s.Mask.S+" 遮不了“"+s.Path.S+"”", "可以写："+strings.Join(fit, " "))
}

// registerValue tells of values of a register that can't be read, and how often each comes.
func (c *checker) registerValue(title string, f *spec.Field, file string, bad map[string]int) {
	name := f.Title.S
	if name == "" {
		name = f.ID.S
	}
	at := f.ID
	why, hint := "的值读不出", "改 "+file+" 里的记录，或者改这个字段的类型"
	switch {
	case f.Options != nil && f.Options.Codes.S != "":
		at, why = f.Options.Codes, "的值，代码表没有"
		hint = "补进代码表 codes/" + f.Options.Codes.S + ".yaml（停用的写 to），或者改 " + file
	case f.Options != nil:
		why, hint = "的值，选项里没有", "补进这个字段的 options，或者改 "+file
	case f.Type.S == "region" && c.options(f) != nil:
		why, hint = "的值，行政区划代码表没有", "补进代码表 codes/"+spec.Regions+".yaml，或者改 "+file
	}
	c.report(diag.RegisterValue, at.Pos, width(at.S), "“"+title+"”里“"+name+"”"+why+"："+listed(bad), hint)
}

// sourceFile tells of a file of records that can't be used, whose driver names it.
func (c *checker) sourceFile(title string, file spec.Text, err error) {
	hint := "改 driver.file：写从目录文件夹算起的路径，如 shared-data/records.json"
	if errors.Is(err, errNoList) {
		hint = "记录写成 [{\"id\": …, \"key\": …, \"fields\": {…}}]"
	}
	c.report(diag.SourceFile, file.Pos, width(file.S), "“"+title+"”的记录文件用不了："+err.Error(), hint)
}
