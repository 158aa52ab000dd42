package check_test

import (
	"strings"
	"testing"

	"banshi/engine"
	"banshi/engine/diag"
)

// item is the example catalogue with an item that has a bit of everything.
func item(t *testing.T) string {
	t.Helper()
	text := strings.Replace(diag.NoFAQ.Info().Source(), "guide:\n", "guide:\n  faq: [{ask: 要多久？, answer: 5天}]\n", 1)
	for old, new := range map[string]string{
		"form:\n": `facts:
  org: {source: organisation}
  records: {source: records, many: true}
eligibility:
  - id: holds
    title: 条件成立
    that: form.agreed
    otherwise: 条件不成立
    effect: review
form:
`,
		"      - {id: agreed, type: boolean, title: 同意, need: true}\n": `      - {id: agreed, type: boolean, title: 同意, need: true}
      - {id: state, type: choice, title: 经营类别, need: true, options: {sale: 卖食品, catering: 开餐馆}}
      - {id: area, type: number, title: 面积, need: true}
      - {id: opened, type: date, title: 开业日期, need: true}
      - id: staff
        type: table
        title: 人员
        rows: {max: 3}
        fields:
          - {id: role, type: choice, title: 岗位, options: {cook: 厨师, other: 其他}}
          - {id: wage, type: money, title: 工资}
`,
		"handling:\n  mode: fully_online\n": `handling:
  mode: fully_online
  steps:
    review: {points: [{id: layout, title: 布局一致}]}
    look:
      title: 看一看
      after: review
      who: town_office
      form:
        - section: found
          title: 看到的
          fields:
            - {id: seen, type: finding, title: 看到了}
            - {id: measured, type: number, title: 量得的面积}
    ask:
      title: 问一问
      beside: look
      who: leader
      form:
        - section: asked
          title: 问到的
          fields:
            - {id: answer, type: finding, title: 回答}
`,
	} {
		if !strings.Contains(text, old) {
			t.Fatalf("%q is not in the example", old)
		}
		text = strings.Replace(text, old, new, 1)
	}
	if c := open(t, text); len(c.Faults) > 0 {
		t.Fatal(c.Faults.Text(c.Sources, ""))
	}
	return text
}

// TestWhatTheAuthorIsTold goes through the mistakes that the language promises an answer to: each gives one
// fault, at the words that are wrong, that says how to mend them.
func TestWhatTheAuthorIsTold(t *testing.T) {
	base := item(t)
	const that = "that: form.agreed"
	rule := func(text string) []string { return []string{that, "that: |\n      " + text} }
	field := func(text string) []string {
		return []string{"      - {id: state,", "      - " + text + "\n      - {id: state,"}
	}
	public := func(show string) []string {
		return []string{"  fee: 0", "  publicity: {granted: {for: 1y, show: {" + show + "}}}\n  fee: 0"}
	}
	const typed = "{id: number, type: id_number, title: 号码, need: true}\n      - "
	for _, c := range []struct {
		name  string
		pairs []string
		code  diag.Code // none: nothing is wrong
		at    string    // what is underlined
		hint  string    // in the message or the hint
	}{
		// a misspelt field, fact, step, key
		{"a misspelt field", rule("form.agred"), diag.RuleUnknownName, "agred", "是不是 agreed？"},
		{"a misspelt fact", rule(`ogr.status == "active"`), diag.RuleUnknownName, "ogr", "是不是 org？"},
		{"a misspelt source", append(rule(`org.status == "active" && form.staff.exists(r, r.who.name == org.name)`), "source: organisation}", "source: organisatoin}", "        rows: {max: 3}\n", "        rows: {max: 3}\n        facts: {who: {source: organisation, key: row.no}}\n", "{id: wage,", "{id: no, type: uscc, title: 号码}\n          - {id: wage,"), diag.UnknownReference, "organisatoin", "是不是 organisation？"},
		{"a misspelt source of a row", append(rule(`form.staff.exists(r, r.who.name == "甲")`), "        rows: {max: 3}\n", "        rows: {max: 3}\n        facts: {who: {source: organisatoin, key: row.no}}\n", "{id: wage,", "{id: no, type: uscc, title: 号码}\n          - {id: wage,"), diag.UnknownReference, "organisatoin", "是不是 organisation？"},
		{"a misspelt cell", rule(`org.sttaus == "active"`), diag.RuleUnknownName, "sttaus", "是不是 status？"},
		{"a misspelt column", rule(`form.staff.exists(r, r.rol == "cook")`), diag.RuleUnknownName, "rol", "是不是 role？"},
		{"a misspelt step", []string{"after: review", "after: reviw"}, diag.UnknownReference, "reviw", "是不是 review？"},
		{"a misspelt key", []string{"    title: 条件成立", "    titel: 条件成立"}, diag.UnknownKey, "titel", "是不是 title？"},

		// text compared with an option that is none
		{"no option", rule(`form.state == "sales"`), diag.RuleNoOption, `"sales"`, "是不是 sale？"},
		{"no option in a list", rule(`form.state in ["sale", "cattering"]`), diag.RuleNoOption, `"cattering"`, "是不是 catering？"},
		{"no option of a register", rule(`org.status != "closed"`), diag.RuleNoOption, `"closed"`, "active（存续）、revoked（吊销）"},
		{"no option of a column", rule(`form.staff.all(r, r.role == "厨师")`), diag.RuleNoOption, `"厨师"`, "cook"},

		// types
		{"a day plus a number", rule("form.opened + 1 > today"), diag.RuleType, "+", "years(1)"},
		{"text for a date", rule(`form.opened == "2026-01-01"`), diag.RuleType, "==", "日期和文本"},
		{"a yes or no for a number", []string{"fee: 0", "fee: [{amount: form.agreed, basis: 示例法}]"}, diag.RuleType, "form.agreed", "得出的是是或否，这里要的是数"},
		{"a number for a yes or no", rule("form.area"), diag.RuleType, "form.area", "得出的是数，这里要的是是或否"},

		// signs
		{"= for ==", rule(`form.state = "sale"`), diag.RuleAssign, "=", "=="},
		{"且 for &&", rule(`form.agreed 且 form.area > 1`), diag.RuleSign, "且", "&&"},
		{"a Chinese quote", rule(`form.state == “sale"`), diag.RuleSign, "“", `"`},

		// one record used as a list, and the reverse
		{"a record as a list", rule(`org.exists(o, o.status == "active")`), diag.RuleRecordAsList, "org", "many: true"},
		{"a list as a record", rule(`records.kind == "吊销"`), diag.RuleListAsRecord, ".", "去掉 many: true"},

		// blanks
		{"a field that may be left blank", append(field("{id: other, type: boolean, title: 别的}"), that, "that: form.other"), diag.MayBeEmpty, "form.other", "has(form.other)"},

		{"a literal left of a number", rule("10 < form.area"), diag.RuleLiteralLeft, "10", "form.area > 10"},
		{"a rule cut in two", []string{"{id: area, type: number, title: 面积, need: true}", "{id: area, type: number, title: 面积, need: form.staff.exists(r, r.wage > 3)}"}, diag.CutRule, "form.staff.exists(r", "单引号"},
		{"CEL that is outside", rule(`org.name.matches("a.*")`), diag.RuleOutside, "matches", "startsWith"},

		// cycles
		{"a cycle", field("{id: one, type: boolean, title: 一, show: form.two}\n      - {id: two, type: boolean, title: 二, show: form.three}\n      - {id: three, type: boolean, title: 三, show: form.one}"), diag.Cycle, "one", "form.one → form.two → form.three → form.one"},
		{"needs of each other's blankness", field("{id: one, type: boolean, title: 一, need: '!has(form.two)'}\n      - {id: two, type: boolean, title: 二, need: '!has(form.one)'}"), diag.Cycle, "one", "has(a) || has(b)"},
		{"a cycle through a fact", append(field(typed+"{id: boss, type: text, title: 负责人, length: [1, 50], show: has(holder)}"), "  org: {source", "  holder: {source: person, key: form.number, when: has(form.boss), consent: {law: 示例法}}\n  org: {source"), diag.Cycle, "boss", "holder → form.boss → holder"},
		{"a cycle in a row", []string{"{id: wage, type: money, title: 工资}", "{id: wage, type: money, title: 工资, show: has(row.bonus)}\n          - {id: bonus, type: money, title: 奖金, show: has(row.wage)}"}, diag.Cycle, "wage", "row.wage → row.bonus → row.wage"},

		// registers, third persons, sensitive fields
		{"a register's value that its options don't know", []string{"-- sources/person.yaml --", otherRegisters + "-- shared-data/organisations.json --\n[{\"fields\": {\"status\": \"在营\"}}]\n-- sources/person.yaml --"}, diag.RegisterValue, "status", "补进这个字段的 options"},
		{"a refusal by what is often down", append(rule(`org.status == "active"`), "effect: review", "effect: refuse", "id: organisation\n", "id: organisation\noften_down: true\n"), diag.RefuseUnsure, "refuse", "effect: review"},
		{"a third person without consent", append(field("{id: boss_no, type: id_number, title: 负责人, need: true}"), "  org: {source", "  boss: {source: person, key: form.boss_no}\n  org: {source"), diag.NoConsent, "boss", "consent: {law: …}"},
		{"a sensitive field for nothing", field("{id: secret, type: boolean, title: 秘密, sensitive: true, purpose: 核对}"), diag.SensitiveUnused, "secret", "不需要就别问"},

		// what a clerk fills, read before it can be known
		{"a condition reads a point", rule(`form.layout == "pass"`), diag.ReadTooEarly, "form.layout", "要等“审查”办完才有"},
		{"an applicant's field reads a step's", field("{id: why, type: text, title: 说明, length: [1, 50], show: form.measured > form.area}"), diag.ReadTooEarly, "form.measured", "“说明”读不到“量得的面积”"},
		{"an applicant's text reads a step's", field("{id: why, type: boolean, title: 说明, hint: '量得{form.measured}'}"), diag.ReadTooEarly, "form.measured", "“看一看”"},
		{"an applicant's check reads a step's", []string{"  - section: only\n", "  - section: only\n    check: [{that: form.area <= form.measured, say: 太大}]\n"}, diag.ReadTooEarly, "form.measured", "“看一看”"},
		{"a material reads a step's", []string{"form:\n  - section: only", "materials:\n  - {id: plan, title: 平面图, need: form.seen == \"fail\"}\nform:\n  - section: only"}, diag.ReadTooEarly, "form.seen", "材料“平面图”"},
		{"who gets it hangs on a step", []string{"keep: 10y\n", "keep: 10y\ndispatch: 'form.seen == \"pass\" ? \"440605011\" : \"440605011\"'\n"}, diag.ReadTooEarly, "form.seen", "派件"},
		{"an earlier step reads a later one", []string{"{id: layout, title: 布局一致}", "{id: layout, title: 布局一致, when: form.seen == \"pass\"}"}, diag.ReadTooEarly, "form.seen", "“布局一致”"},
		{"a step beside reads the other", []string{"{id: answer, type: finding, title: 回答}", "{id: answer, type: finding, title: 回答, show: form.seen == \"pass\"}"}, diag.ReadTooEarly, "form.seen", "“回答”"},
		{"a step hangs on itself", []string{"      title: 看一看\n", "      title: 看一看\n      when: form.seen == \"pass\"\n"}, diag.ReadTooEarly, "form.seen", "环节“看一看”"},
		{"through a fact", append(rule(`has(deed)`), "  org: {source", "  deed: {licence: permit, key: 'form.seen == \"pass\" ? applicant.no : \"\"'}\n  org: {source"), diag.ReadTooEarly, "deed", "“看一看”"},
		{"a later step reads an earlier one", []string{"{id: seen, type: finding, title: 看到了}", "{id: seen, type: finding, title: 看到了, show: form.layout == \"fail\"}"}, "", "", ""},
		{"a step's field reads its own step", []string{"{id: seen, type: finding, title: 看到了}", "{id: seen, type: finding, title: 看到了, show: form.measured > form.area}"}, "", "", ""},
		{"a later step hangs on an earlier one", []string{"      title: 看一看\n", "      title: 看一看\n      when: form.layout == \"fail\"\n"}, "", "", ""},
		{"handling reads a step's", []string{"fee: 0", "fee: [{when: form.measured > 100, amount: 10, basis: 示例法}, {amount: 0}]"}, "", "", ""},
		{"a condition reads a clerk's field of the form", append(field("{id: proof, type: finding, title: 原件已核, by: clerk}"), that, "that: form.proof == \"pass\""), "", "", ""},

		// consent
		{"a consent signed by the applicant", append(field("{id: owner_no, type: id_number, title: 业主, need: true}"), "  org: {source", "  owner: {source: person, key: form.owner_no, consent: letter}\n  org: {source",
			"form:\n  - section: only", "materials:\n  - {id: letter, title: 授权书, from: form, sign: applicant}\nform:\n  - section: only"), diag.ConsentByOther, "letter", "sign: form.owner_no"},
		{"a consent signed by the user for a row", []string{"        rows: {max: 3}\n", "        rows: {max: 3}\n        facts: {who: {source: person, key: row.no, consent: letter}}\n", "{id: wage,", "{id: no, type: id_number, title: 号码}\n          - {id: wage,",
			"form:\n  - section: only", "materials:\n  - {id: letter, title: 授权书, from: form, sign: user.no}\nform:\n  - section: only"}, diag.ConsentByOther, "letter", "sign: row.no"},
		{"a consent signed by whom it is about", append(field("{id: owner_no, type: id_number, title: 业主, need: true}"), "  org: {source", "  owner: {source: person, key: form.owner_no, consent: letter}\n  org: {source",
			"form:\n  - section: only", "materials:\n  - {id: letter, title: 授权书, from: form, sign: form.owner_no}\nform:\n  - section: only"), "", "", ""},

		// beyond types
		{"a field that never shows", field("{id: x, type: boolean, title: 别的, show: form.state == \"sale\" && form.state == \"catering\"}"), diag.NeverHolds, "f", "永远不成立"},
		{"a needed field hidden by its own need", field("{id: x, type: boolean, title: 别的, show: form.state == \"sale\", need: form.state == \"catering\"}"), diag.NeedHidden, `form.state == "catering"`, "show 或 need"},
		{"a fact that this applicant doesn't have", []string{"  org: {source", "  me: {source: person}\n  org: {source"}, diag.NotHeld, "me", "when: applicant.kind"},
		{"a reuse that can't succeed", []string{"form:\n  - section: only", "materials:\n  - {id: plan, title: 平面图, reuse: [{by: org, when: form.agreed && !form.agreed}]}\nform:\n  - section: only"}, diag.NeverHolds, "f", "免交条件"},
		{"a paper that the government holds", []string{"form:\n  - section: only", "materials:\n  - {id: paper, title: 示例许可证}\nform:\n  - section: only"}, diag.HeldPaper, "示例许可证", "reuse"},
		{"a field that a register holds", field("{id: since, type: date, title: 成立日期, need: true}"), diag.HeldField, "since", "fill: org.since"},
		{"a column that a register holds", []string{"        rows: {max: 3}\n", "        rows: {max: 3}\n        facts: {firm: {source: organisation, key: row.no, consent: {law: 示例法}}}\n", "{id: wage,", "{id: no, type: uscc, title: 号码}\n          - {id: name, type: text, title: 名称, length: [1, 100]}\n          - {id: wage,", "that: form.agreed", "that: form.agreed && form.staff.all(r, r.firm.status == \"active\")"}, diag.HeldField, "name", "fill: firm.name"},
		{"a column by which a register is asked", []string{"        rows: {max: 3}\n", "        rows: {max: 3}\n        facts: {firm: {source: organisation, key: row.name, consent: {law: 示例法}}}\n", "{id: wage,", "{id: name, type: text, title: 名称, length: [1, 100]}\n          - {id: wage,", "that: form.agreed", "that: form.agreed && form.staff.all(r, r.firm.status == \"active\")"}, "", "", ""},
		// what is made public
		{"a path that is none", public("form.agred: whole"), diag.UnknownReference, "form.agred", "是不是 form.agreed？"},
		{"a fact made public", public("org.name: whole"), diag.UnknownReference, "org.name", "applicant.name"},
		{"a mask that is none", public("form.agreed: wohle"), diag.UnknownWord, "wohle", "是不是 whole？"},
		{"shown twice", public("form.agreed: whole, applicant.name: whole, form.agreed: whole"), diag.DuplicateKey, "form.agreed", ""},
		{"a telephone made public", append(public("form.tel: whole"), field("{id: tel, type: phone, title: 电话, need: true}")...), diag.PublicBare, "form.tel", "不能公开"},
		{"a sensitive field made public", append(public("form.ill: whole"), field("{id: ill, type: boolean, title: 病情, need: true, sensitive: true, purpose: 核对}\n      - {id: why, type: text, title: 说明, length: [1, 9], show: form.ill}")...), diag.PublicBare, "form.ill", "敏感信息"},
		{"a table made public", public("form.staff: whole"), diag.PublicBare, "form.staff", "不能公开"},
		{"an id number made public", append(public("form.no: whole"), field("{id: no, type: id_number, title: 号码, need: true}")...), diag.PublicBare, "whole", "form.no: number"},
		{"a name from who sits before the screen", append(public("form.by: whole"), field("{id: by, type: text, title: 谁来办, length: [1, 50], need: true, fill: user.name}")...), diag.PublicBare, "whole", "form.by: name"},
		{"through another field", append(public("form.to: whole"), field("{id: by, type: text, title: 谁来办, length: [1, 50], need: true, fill: user.name}\n      - {id: to, type: text, title: 交给, length: [1, 50], compute: form.by}")...), diag.PublicBare, "whole", "form.to: name"},
		{"a person's name made public", append(public("applicant.name: whole"), "applicants: [organisation]", "applicants: [organisation, person]", "themes: {organisation: [open]}", "themes: {organisation: [open], person: [start]}", "themes:\n  organisation:", "themes:\n  person: [{id: start, title: 开业}]\n  organisation:", "org: {source: organisation}", "org: {source: organisation, when: 'applicant.kind == \"organisation\"'}", "records: {source: records, many: true}", "records: {source: records, many: true, when: 'applicant.kind == \"organisation\"'}"), diag.PublicBare, "whole", "applicant.name: name"},
		{"the number of a licence where there is none", public("result.number: whole"), diag.PublicBare, "result.number", "没有证照"},
		{"an organisation's name and number", public("applicant.name: whole, applicant.no: whole, form.opened: year, form.state: whole"), "", "", ""},

		{"a promise longer than the law", []string{"promised: 5wd", "promised: 30wd"}, diag.PromisedTooLong, "3", "法定"},
		{"more visits than the mode allows", []string{"    review: {points", "    accept: {visit: true}\n    review: {points", "  faq:", "  why_visit: 要见原件\n  faq:"}, diag.TooManyVisits, "fully_online", "visit"},
		{"a missing text", field("{id: x, type: boolean}"), diag.Untitled, "x", "title"},
	} {
		for i := 0; i < len(c.pairs); i += 2 {
			if !strings.Contains(base, c.pairs[i]) {
				t.Errorf("%s: %q is not in the example", c.name, c.pairs[i])
			}
		}
		got := open(t, strings.NewReplacer(c.pairs...).Replace(base))
		text := got.Faults.Text(got.Sources, "")
		switch {
		case c.code == "" && len(got.Faults) == 0:
		case c.code == "" || len(got.Faults) != 1:
			t.Errorf("%s: want %s alone, have\n%s", c.name, c.code, text)
		case got.Faults[0].Code != c.code || underlined(got) != c.at || !strings.Contains(text, c.hint):
			t.Errorf("%s: want %s at %q with %q, have\n%s", c.name, c.code, c.at, c.hint, text)
		}
	}
}

// underlined is what the first fault of a catalogue points at.
func underlined(c *engine.Catalogue) string {
	s := c.Faults[0].Span
	line := []rune(c.Sources.Line(s.Start.File, s.Start.Line))
	return string(line[s.Start.Column-1 : min(s.End.Column-1, len(line))])
}
