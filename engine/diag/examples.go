package diag

import "strings"

// This file builds the examples of checks: a small catalogue with one item, and one thing wrong.

// kindField is a choice that other rules of an example read.
const kindField = "      - {id: kind, type: choice, title: 种类, need: true, options: {a: 甲, b: 乙}}\n"

// conditionOn is one condition of an example.
func conditionOn(that string) string {
	return "eligibility:\n  - id: holds\n    title: 条件成立\n    that: " + that + "\n    otherwise: 条件不成立\n    effect: refuse\n"
}

// handled is an example whose handling is the point.
func handled(mode, limit, fee string) string {
	out := sectioned("", "")
	out = strings.Replace(out, "mode: fully_online", "mode: "+mode, 1)
	out = strings.Replace(out, "limit: [{statutory: 20wd, promised: 5wd}]", "limit: "+limit, 1)
	return strings.Replace(out, "fee: 0", "fee: "+fee, 1)
}

// sectioned is a small catalogue with one item: more lines before its form, more fields in it, more
// lines of its handling.
func sectioned(before, fields string, handling ...string) string {
	out := exampleCatalog + "-- items/shop/item.yaml --\n" + exampleHead + before + `form:
  - section: only
    title: 唯一一节
    fields:
      - {id: agreed, type: boolean, title: 同意, need: true}
` + fields + exampleTail
	for _, h := range handling {
		out += h
	}
	return out
}

// translated is an example with more lines in its English texts, which lack the field's.
func translated(more string) string {
	texts := "name: Shop permit\nalso_known_as: Open a shop\nguide.faq.1.ask: How long?\nguide.faq.1.answer: Five working days\n" +
		"form.only.title: The only section\nhandling.result.1.title: Decision\n"
	return sectioned("", "") + "-- items/shop/item.en.yaml --\n" + texts + more
}

// bundled is an example with two items and a bundle of both; more stands at the end of the bundle.
func bundled(more string) string {
	one := sectioned("", "")
	item := one[strings.Index(one, "kind: Item\n"):]
	second := strings.NewReplacer("id: shop", "id: stall", "开店许可", "摆摊许可", "id: agreed, type: boolean, title: 同意", "id: since, type: date, title: 开业日期").Replace(item)
	return one + "-- items/stall/item.yaml --\n" + second + "-- bundles/start.yaml --\nkind: Bundle\nid: start\ntitle: 开业一件事\n" +
		"themes: {organisation: [open]}\nsituations:\n  - {id: has_shop, type: boolean, title: 有店面, need: true}\n" +
		"items:\n  - {item: shop, when: form.has_shop}\n  - {item: stall}\n" + more
}

// tested is an example with a test of its item: one answer, and who applies.
func tested(answer, as string) string {
	return sectioned("", "") + "-- items/shop/tests.yaml --\nkind: Tests\nitem: shop\ntests:\n" +
		"  - name: 填了就行\n    as: " + as + "\n    today: 2026-03-02\n    answers: {" + answer + "}\n    expect: {blocked: true}\n"
}

// exampleRecords are the files of the example's sources.
const exampleRecords = `-- shared-data/organisations.json --
[{"id": "L1", "key": "91440605MA00000001", "fields": {"status": "存续"}}]
-- shared-data/persons.json --
[]
-- shared-data/records.json --
[]
`
