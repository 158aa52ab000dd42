package compile_test

import (
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"banshi/engine/compile"
	"banshi/engine/diag"
	"banshi/engine/load"
	"banshi/engine/plan"
)

const shop = `-- catalog.yaml --
kind: Catalog
language: 1
id: t
title: 目录
district: {code: "440605", title: 南海区}
towns: [{code: "440605011", title: 桂城街道}]
departments: [{id: market, title: 市场局}]
-- codes/trades.yaml --
kind: Codes
id: trades
title: 行业
codes: [{code: food, text: 餐饮}, {code: book, text: 书店}]
-- sources/org.yaml --
kind: Source
id: org
title: 登记库
holders: [organisation]
key: uscc
fields:
  - {id: status, type: choice, title: 状态, options: {active: 存续, gone: 注销}}
  - {id: staff, type: integer, title: 人数, unit: 人}
-- items/shop/item.yaml --
kind: Item
id: shop
name: 开店
also_known_as: [开铺, 开档]
type: permit
department: market
applicants: [organisation]
facts:
  org: {source: org}
eligibility:
  - {id: alive, title: 存续, that: org.status == "active", otherwise: '登记状态为{org.status}，{org.staff}', effect: refuse}
  - {id: kinds, title: 类别, that: form.kind != "b", otherwise: '您选的是{form.kind}，以{user.acts_as}身份', effect: refuse}
form:
  - section: main
    title: 主要
    fields:
      - {id: kind, type: choice, title: 类别, need: true, options: {a: 甲类, b: 乙类}}
      - {id: trade, type: choice, title: 行业, options: {codes: trades}}
      - {id: size, type: number, title: 面积, unit: ㎡}
      - id: staff
        type: table
        title: 人员
        rows: {max: 3}
        fields:
          - {id: role, type: choice, title: 岗位, options: {cook: 厨师, other: 其他}}
        check:
          - {that: row.role != "other", say: '{row.role}不算'}
-- items/shop/item.en.yaml --
name: Shop
also_known_as: Stall, open a shop
eligibility.alive.title: Alive
eligibility.alive.otherwise: The state is {org.status} with {org.staff}
eligibility.kinds.title: Kinds
eligibility.kinds.otherwise: You chose {form.kind} as {user.acts_as}
facts.org.status.options.active: In existence
facts.org.status.options.gone: Gone
facts.org.staff.unit: persons
form.main.title: Main
form.kind.title: Kind
form.kind.options.a: Class A
form.kind.options.b: Class B
form.trade.title: Trade
form.size.title: Area
form.staff.title: Staff
form.staff.role.title: Job
form.staff.role.options.cook: Cook
form.staff.role.options.other: Other
form.staff.check.1: '{row.role} does not count'
`

// translate compiles shop in English after one change of its text.
func translate(t *testing.T, from, to string) (*plan.Plan, diag.List) {
	t.Helper()
	text := strings.Replace(shop, from, to, 1)
	if text == shop && from != to {
		t.Fatalf("%q is not in the example", from)
	}
	fsys, err := txtar.FS(txtar.Parse([]byte(text)))
	if err != nil {
		t.Fatal(err)
	}
	cat, _, faults := load.Catalog(fsys)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	zh, faults := compile.Item(cat, cat.Items[0], compile.Chinese)
	if zh == nil {
		t.Fatal(faults)
	}
	in, told := compile.Speak(cat, "en")
	p, faults := compile.Translate(in.Catalogue, cat.Items[0], zh, "en")
	return p, append(told, faults...)
}

// What all items share is called as catalog.en.yaml says, in the plan and for who asks by the Chinese name.
func TestSpeak(t *testing.T) {
	const shared = "-- catalog.en.yaml --\nsources.org.title: Register of organisations\nsources.org.status.title: State\nsources.org.status.options.active: Active\n"
	p, _ := translate(t, "-- items/shop/item.en.yaml --", shared+"-- items/shop/item.en.yaml --")
	if p == nil {
		t.Fatal("no plan")
	}
	org := p.Records["org"]
	if org.Title != "Register of organisations" || org.Cells[0].Title != "State" {
		t.Errorf("the source is called %q, its cell %q", org.Title, org.Cells[0].Title)
	}
	if org.Cells[0].Options[0].Text != "存续" {
		t.Errorf("what a record holds can't be read by %q", org.Cells[0].Options[0].Text)
	}
}

func TestTranslated(t *testing.T) {
	p, faults := translate(t, "", "")
	if p == nil || len(faults) > 0 {
		t.Fatal(faults)
	}
	if got := strings.Join(p.AlsoKnownAs, "|"); got != "Stall|open a shop" {
		t.Errorf("popular names %q", got)
	}
	part := func(text *plan.Text, n int) *plan.Field { return text.Parts[n].As }
	otherwise := p.Rules[0].Otherwise
	if as := part(otherwise, 1); as.Options[0].Text != "In existence" {
		t.Errorf("an option of a register inside a text: %q", as.Options[0].Text)
	}
	if as := part(otherwise, 3); as.Unit != "persons" {
		t.Errorf("a unit of a register inside a text: %q", as.Unit)
	}
	// A record may hold the Chinese text of an option: what reads records keeps it.
	if cell := p.Records["org"].Cells[0]; cell.Options[0].Text != "存续" {
		t.Errorf("the records of the plan speak English: %q", cell.Options[0].Text)
	}
	if as := part(p.Rules[1].Otherwise, 1); as.Options[1].Text != "Class B" {
		t.Errorf("an option of the form inside a text: %q", as.Options[1].Text)
	}
	if as := part(p.Rules[1].Otherwise, 3); as.Type != "choice" || as.Options[0].Text != "the applicant" {
		t.Errorf("who acts is written as a code: %+v", as)
	}
	check := p.Fields[3].Check[0]
	if as := part(check.Say, 0); as.Type != "choice" || as.Options[1].Text != "Other" {
		t.Errorf("a column inside a text: %+v", as)
	}
}

func TestTranslationFaults(t *testing.T) {
	for _, c := range []struct {
		name, from, to string
		code           diag.Code
		line, column   int
		says, hint     string
	}{
		{"a wrong last word", "form.kind.title: Kind", "form.kind.titel: Kind", diag.UnknownTextPath, 11, 1, "form.kind.titel", "是不是 form.kind.title？"},
		{"a wrong word in the middle", "form.size.title: Area", "form.sise.title: Area", diag.UnknownTextPath, 15, 1, "form.sise.title", "是不是 form.size.title？"},
		{"nothing near", "name: Shop\n", "name: Shop\nwhatsoever: x\n", diag.UnknownTextPath, 2, 1, "whatsoever", "路径是定义里"},
		{"a wrong option", "form.kind.options.b:", "form.kind.options.c:", diag.UnknownTextPath, 13, 1, "form.kind.options.c", "form.kind.options."},
		{"a rule in a translation", "with {org.staff}", "with {org.stuff}", diag.RuleUnknownName, 4, 66, "stuff", "是不是 staff？"},
		{"one missing", "form.size.title: Area\n", "", diag.Untranslated, 1, 1, "1 段文字没有译文，会显示中文：form.size.title", "路径: 译文"},
		{"two missing, in the order of the definition", "form.kind.title: Kind\nform.kind.options.a: Class A\n", "", diag.Untranslated, 1, 1, "form.kind.title form.kind.options.a", ""},
		{"a unit of a register missing", "facts.org.staff.unit: persons\n", "", diag.Untranslated, 1, 1, "facts.org.staff.unit", ""},
	} {
		_, faults := translate(t, c.from, c.to)
		found := false
		for _, d := range faults {
			p := d.Span.Start
			found = found || d.Code == c.code && p.File == "items/shop/item.en.yaml" && p.Line == c.line && p.Column == c.column &&
				strings.Contains(d.Message, c.says) && strings.Contains(d.Hint, c.hint)
		}
		if !found {
			t.Errorf("%s: %v", c.name, faults.Text(nil, ""))
		}
	}
}

// What comes from a code table may be translated, and needn't.
func TestCodeTableTexts(t *testing.T) {
	p, faults := translate(t, "form.size.title", "form.trade.options.food: Catering\nform.size.title")
	if len(faults) > 0 || p.Fields[1].Options[0].Text != "Catering" || p.Fields[1].Options[1].Text != "书店" {
		t.Errorf("%v", faults)
	}
	if _, faults := translate(t, "form.size.title", "form.trade.options.foot: Catering\nform.size.title"); len(faults) == 0 {
		t.Error("a code that the table lacks is taken")
	}
}
