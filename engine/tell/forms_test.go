package tell_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"banshi/engine"
	"banshi/engine/tell"
)

const formsCatalog = `kind: Catalog
language: 1
id: example
title: 示例目录
district: {code: "440605", title: 示例区}
towns: [{code: "440605011", title: 示例街道}]
departments: [{id: market, title: 示例局}]
themes: {person: [{id: live, title: 生活}]}
roles: [{id: window_clerk, title: 窗口人员}, {id: approver, title: 审批人}, {id: leader, title: 领导}]
calendar: [{year: 2026, off: ["2026-01-01"], work: []}]
`

const formsSources = `kind: Source
id: person
title: 自然人库
holders: [person]
key: id_number
driver: {file: shared-data/persons.json}
timeout: 2s
fresh: 1d
trust: A
fields:
  - {id: name, type: text, title: 姓名, length: [1, 50]}
  - {id: student, type: boolean, title: 在读}
---
kind: Source
id: records
title: 信用记录库
holders: [person]
key: id_number
driver: {file: shared-data/records.json}
timeout: 2s
fresh: 1d
trust: A
many: true
max: 20
fields:
  - {id: kind, type: text, title: 种类, length: [1, 50]}
  - {id: day, type: date, title: 决定日期}
`

const formsLicence = `kind: Licence
id: deed
title: 不动产权证书
holders: [person]
issuer: market
fields:
  - {id: place, type: address, title: 坐落, length: [1, 200]}
`

const formsItem = `kind: Item
id: shop
name: 开店
type: other
department: market
applicants: [person]
acting: [self]
facts:
  own: {source: person}
  me: {source: person, key: user.no}
  boss: {source: person, key: form.no, consent: {law: 示例法}}
  car: {licence: deed, key: form.name}
  deed: {licence: deed}
  lent: {source: records, many: true}
form:
  - section: all
    title: 全部
    fields:
      - {id: yes, type: boolean, title: 同意}
      - {id: other, type: boolean, title: 另有}
      - {id: third, type: boolean, title: 布局合理，生熟不交叉}
      - {id: n, type: integer, title: 人数, unit: 人}
      - {id: m, type: integer, title: 份数, unit: 份}
      - {id: day, type: date, title: 开业日期}
      - {id: born, type: date, title: 出生日期}
      - {id: name, type: text, title: 姓名, length: [1, 50]}
      - {id: kind, type: choice, title: 种类, options: {a: 甲, b: 乙, c: 丙}}
      - {id: many, type: choices, title: 范围, options: {a: 甲, b: 乙}}
      - {id: no, type: id_number, title: 店主号码}
      - {id: place, type: address, title: 坐落, length: [1, 200]}
      - id: staff
        type: table
        title: 店员
        rows: {max: 5}
        facts: {person: {source: person, key: row.no, consent: {law: 示例法}}}
        fields:
          - {id: no, type: id_number, title: 号码}
          - {id: day, type: date, title: 上岗日期}
handling:
  mode: fully_online
  limit: [{promised: 5wd}]
  fee: 0
  result: {document: 决定书}
eligibility:
`

// TestForms writes each form that a rule may take as a sentence: which part belongs to which is plain, the
// opposite is said as people say it, and nobody meets a sign of the rule language.
func TestForms(t *testing.T) {
	table := []struct{ rule, want string }{
		// yes and no
		{`!form.yes`, "同意为“否”"},
		{`!(form.yes == false)`, "同意为“是”"},
		{`form.third != true`, "“布局合理，生熟不交叉”为“否”"},
		{`has(form.yes) && form.yes`, "填了同意，并且同意为“是”"},
		{`!has(form.yes)`, "没有填同意"},
		{`has(own.student)`, "自然人库里登记了在读"},
		{`!has(own.student)`, "自然人库里没有登记在读"},
		{`has(own)`, "自然人库里有记录"},
		{`has(deed)`, "有不动产权证书"},
		{`!has(boss)`, "店主号码名下的自然人库里没有记录"},
		{`!has(car)`, "按姓名没有查到不动产权证书"},
		{`has(me.name)`, "办事人的自然人库里登记了姓名"},
		{`!deed.live`, "不动产权证书现在无效"},

		// which belongs to which
		{`form.yes && form.other || form.third`, "（同意为“是”，并且另有为“是”），或者“布局合理，生熟不交叉”为“是”"},
		{`form.yes && (form.other || form.third)`, "同意为“是”，并且（另有为“是”，或者“布局合理，生熟不交叉”为“是”）"},
		{`!(form.yes && form.other) && form.third`, "（同意为“否”，或者另有为“否”），并且“布局合理，生熟不交叉”为“是”"},
		{`!(form.yes || form.other) && form.third`, "同意为“否”，并且另有为“否”，并且“布局合理，生熟不交叉”为“是”"},
		{`(form.yes || form.other) == true && form.third`, "（同意为“是”，或者另有为“是”），并且“布局合理，生熟不交叉”为“是”"},
		{`(form.yes ? form.other : form.third) && form.yes`, "（如果同意为“是”，要另有为“是”，否则要“布局合理，生熟不交叉”为“是”），并且同意为“是”"},
		{`lent.exists(r, r.kind == "x") && form.yes`, "信用记录库里有一项满足（种类是“x”），并且同意为“是”"},
		{`!lent.all(r, r.kind == "x" && form.yes)`, "信用记录库里有一项不满足（种类是“x”，并且同意为“是”）"},

		// numbers
		{`form.n * (form.m + 1) > 3`, "人数乘（份数加1份）大于3"},
		{`form.n - (form.m - 1) > 0`, "人数减（份数减1份）大于0人"},
		{`form.n + form.m - 1 <= 3`, "人数加份数减1人不大于3人"},
		{`!(form.n < 3)`, "人数不小于3人"},
		{`form.n == form.m`, "人数等于份数"},
		{`form.n != 3`, "人数不等于3人"},
		{`(has(form.n) ? form.n : 0) + form.m > 2`, "人数（没有的，算0）加份数大于2人"},
		{`(form.yes ? form.n : form.m) > 2`, "（如果同意为“是”，是人数，否则是份数）大于2人"},
		{`size(form.staff) == 1`, "店员的数目等于1"},
		{`size(form.name) == 4`, "姓名的字数等于4"},

		// days
		{`form.day + days(30) >= today`, "开业日期往后30天不早于今天"},
		{`form.day > today - years(1)`, "开业日期晚于今天往前1年"},
		{`form.day == today`, "开业日期和今天是同一天"},
		{`form.day != date("2026-01-01")`, "开业日期和2026年1月1日不是同一天"},
		{`today - form.day > 30`, "从开业日期到今天的天数大于30"},
		{`age(form.born, today) >= 18`, "从出生日期到今天满18周岁"},
		{`!(age(form.born, today) >= 18)`, "从出生日期到今天不满18周岁"},
		{`age(form.born, form.day) > 60`, "从出生日期到开业日期超过60周岁"},

		// texts and options
		{`form.kind == "a"`, "种类是“甲”"},
		{`!(form.kind in ["a", "b"])`, "种类不是“甲”、“乙”中的任何一个"},
		{`form.kind in ["a"]`, "种类是“甲”"},
		{`!("a" in form.many)`, "范围里没有“甲”"},
		{`!form.name.contains("公司")`, "姓名不含“公司”"},
		{`!form.name.startsWith("公")`, "姓名不以“公”开头"},
		{`["<", ">"].exists(x, form.name.contains(x))`, "姓名含有“<”、“>”中的任何一个"},
		{`!["1", "2", "3", "4", "5", "a"].exists(x, form.name.contains(x))`, "姓名不含“1”到“5”、“a”中的任何一个"},
		{`form.name == own.name`, "本次填的姓名和自然人库的姓名一致"},
		{`!(form.name == own.name)`, "本次填的姓名和自然人库的姓名不一致"},

		// whose it is
		{`lent.exists(r, r.kind == form.kind)`, "信用记录库里有一项满足（这一项的种类和本次填的种类一致）"},
		{`same_address(deed.place, form.place)`, "不动产权证书的坐落和本次填的坐落是同一个地址"},
		{`form.staff.all(r, size(form.staff.filter(q, q.no == r.no)) == 1)`, "店员里每一项都满足（店员里符合（号码和这一项的号码一致）的各项的数目等于1）"},
		{`form.staff.all(r, has(r.person) && r.person.student)`, "店员里每一项都满足（号码名下的自然人库里有记录，并且号码名下的自然人库的在读为“是”）"},
	}
	item := strings.Builder{}
	item.WriteString(formsItem)
	for i, c := range table {
		fmt.Fprintf(&item, "  - {id: r%d, title: 第%d条, that: '%s', otherwise: 不行, effect: warn}\n", i, i, c.rule)
	}
	c := engine.Open(fstest.MapFS{
		"catalog.yaml": {Data: []byte(formsCatalog)}, "sources/all.yaml": {Data: []byte(formsSources)},
		"licences/deed.yaml": {Data: []byte(formsLicence)}, "items/shop/item.yaml": {Data: []byte(item.String())},
	})
	p := c.Plan("shop", "zh-Hans")
	if p == nil {
		t.Fatal(c.Faults.Text(c.Sources, "zh-Hans"))
	}
	teller := tell.New(p)
	for i, want := range table {
		if got := teller.Sentence(fmt.Sprintf("eligibility.r%d.that", i), p.Rules[i].That); got != want.want {
			t.Errorf("%s\n got %s\nwant %s", want.rule, got, want.want)
		}
		clauses := holdClauses(t, teller, fmt.Sprintf("eligibility.r%d.that", i), p.Rules[i].That, want.rule)
		if said, ok := clausesOf[want.rule]; ok && shownClauses(want.rule, clauses) != said {
			t.Errorf("%s\n got %s\nwant %s", want.rule, shownClauses(want.rule, clauses), said)
		}
	}
	for rule := range clausesOf {
		if !slices.ContainsFunc(table, func(c struct{ rule, want string }) bool { return c.rule == rule }) {
			t.Errorf("no form is %s", rule)
		}
	}
}

// clausesOf tells of some forms which words say which part.
var clausesOf = map[string]string{
	`!form.yes`: `同意为“否”〔!form.yes〕`,
	`form.yes && (form.other || form.third)`: `同意为“是”〔form.yes〕 ，并且（〔form.yes && (form.other || form.third)〕 另有为“是”〔form.other〕 ` +
		`，或者〔(form.other || form.third)〕 “布局合理，生熟不交叉”为“是”〔form.third〕 ）〔form.yes && (form.other || form.third)〕`,
	`!(form.yes && form.other) && form.third`: `（〔!(form.yes && form.other) && form.third〕 同意为“否”〔form.yes〕 ，或者〔!(form.yes && form.other)〕 ` +
		`另有为“否”〔form.other〕 ），并且〔!(form.yes && form.other) && form.third〕 “布局合理，生熟不交叉”为“是”〔form.third〕`,
	`lent.exists(r, r.kind == "x") && form.yes`: `信用记录库里有一项满足（〔lent.exists(r, r.kind == "x")〕 种类是“x”〔r.kind == "x"〕 ）〔lent.exists(r, r.kind == "x")〕 ` +
		`，并且〔lent.exists(r, r.kind == "x") && form.yes〕 同意为“是”〔form.yes〕`,
}
