package check_test

import (
	"strings"
	"testing"

	"banshi/engine/diag"
)

// TestVariants: checks that look at several things fire for each of them, at the word that is wrong.
// The examples of package diag show one each.
func TestVariants(t *testing.T) {
	plain := strings.Replace(diag.NoFAQ.Info().Source(), "guide:\n", "guide:\n  faq: [{ask: 要多久？, answer: 5天}]\n", 1)
	if c := open(t, plain); len(c.Faults) > 0 {
		t.Fatal(c.Faults.Text(c.Sources, ""))
	}
	bundle := diag.SameMismatch.Info().Source()
	tested := strings.Replace(diag.TestName.Info().Source(), "agred", "agreed", 1)
	const field = "      - {id: agreed, type: boolean, title: 同意, need: true}\n"
	const handling = "handling:\n  mode: fully_online\n"
	const boss = "      - {id: boss_no, type: id_number, title: 号码, need: true}\n"
	const others = "facts: {boss: {source: person, key: form.boss_no, consent: {law: 示例法}}}\n"
	const rows = "      - {id: t, type: table, title: 表, rows: {max: 3}, facts: {person: {source: person, key: row.no, consent: {law: 示例法}}}, fields: [{id: k, type: text, title: 甲, length: [1, 9]}, {id: no, type: id_number, title: 号码}]}\n"
	english := strings.Replace(diag.UnknownTextPath.Info().Source(), "form.agreed.titel: Agreed\n", "", 1)
	for _, c := range []struct {
		name, base string
		pairs      []string
		code       diag.Code // none: nothing is said
		says, hint string
	}{
		{"a misspelt theme", plain, []string{"themes: {organisation: [open]}", "themes: {organisation: [opem]}"}, diag.UnknownReference, "opem", "是不是 open？"},
		{"a theme that is near none", plain, []string{"themes: {organisation: [open]}", "themes: {organisation: [weather]}"}, diag.UnknownReference, "weather", "有的是：open（准营准办）"},
		{"an event is a door too", plain, []string{"themes: {organisation: [open]}", "themes: {organisation: [start]}", "roles:\n", "events:\n  organisation: [{id: start, title: 创业}]\nroles:\n"}, "", "", ""},
		{"a theme of the other kind", plain, []string{"themes: {organisation: [open]}", "themes: {organisation: [live]}", "themes:\n  org", "themes:\n  person: [{id: live, title: 生活}]\n  org"}, diag.UnknownReference, "不是法人的主题", "themes.person"},
		{"an office of no department", plain, []string{"department: market, title: 示例大厅", "department: markets, title: 示例大厅"}, diag.UnknownReference, "markets", "market"},
		{"an office of no place", plain, []string{`regions: ["440605011"]`, `regions: ["440605012"]`}, diag.UnknownReference, "440605012", "440605011"},
		{"a licence of no department", plain, []string{"issuer: market", "issuer: marked"}, diag.UnknownReference, "marked", "market"},
		{"a licence and a source of one id", plain, []string{"-- licences/permit.yaml --", "-- licences/person.yaml --", "id: permit", "id: person"}, diag.DuplicateID, "person", ""},
		{"a role twice", plain, []string{"  - {id: leader, title: 领导}\n", "  - {id: leader, title: 领导}\n  - {id: leader, title: 局长}\n"}, diag.DuplicateID, "leader", ""},
		{"a code under none", plain, []string{"-- sources/person.yaml --", "-- codes/t.yaml --\nkind: Codes\nid: t\ntitle: 表\ncodes: [{code: ab, text: 甲, parent: ax}]\n-- sources/person.yaml --"}, diag.UnknownReference, "ax", "ab"},
		{"codes in a circle", plain, []string{"-- sources/person.yaml --", "-- codes/t.yaml --\nkind: Codes\nid: t\ntitle: 表\ncodes: [{code: a, text: 甲, parent: b}, {code: b, text: 乙, parent: a}]\n-- sources/person.yaml --"}, diag.CodeTable, "自己的上级", ""},
		{"a cell with an unknown table", plain, []string{"{id: since, type: date, title: 成立日期}", "{id: since, type: choice, title: 成立, options: {codes: tables}}"}, diag.UnknownReference, "tables", ""},
		{"a cell that asks", plain, []string{"{id: since, type: date, title: 成立日期}", "{id: since, type: date, title: 成立日期, need: true}"}, diag.UnfitKey, "need", ""},

		{"a section of a higher level", plain, []string{"title: 唯一一节\n", "title: 唯一一节\n    identity: 5\n"}, "", "", ""},
		{"a section of the item's level", plain, []string{"title: 唯一一节\n", "title: 唯一一节\n    identity: 3\n"}, diag.IdentityLevel, "已经要3级", "删掉"},
		{"a level that may be higher", plain, []string{"title: 唯一一节\n", "title: 唯一一节\n    identity: 'user.acts_as == \"self\" ? 3 : 4'\n"}, "", "", ""},
		{"a level that there is not", plain, []string{"title: 唯一一节\n", "title: 唯一一节\n    identity: 6\n"}, diag.IdentityLevel, "没有这样的实名等级", "2（自报）"},
		{"an item's level that there is not", plain, []string{"access: {identity: 3}", "access: {identity: 1}"}, diag.IdentityLevel, "没有这样的实名等级", "2（自报）"},
		{"a level of a paper that nobody signs", plain, []string{"form:\n", "materials: [{id: copy, title: 复印件, identity: 4}]\nform:\n"}, diag.IdentityLevel, "不用签名", "删掉"},
		{"a level of a section that staff fills in", plain, []string{handling, handling + "  steps: {review: {form: [{section: seen, title: 看过, identity: 4, fields: [{id: fine, type: boolean, title: 好}]}]}}\n"}, diag.IdentityLevel, "工作人员", "删掉"},

		{"a point looks at nothing", plain, []string{handling, handling + "  steps: {review: {points: [{id: p, title: 看, look_at: [agree]}]}}\n"}, diag.UnknownReference, "agree", "agreed"},
		{"an answer leads nowhere", plain, []string{handling, handling + "  steps: {review: {outcomes: {yes: decid}}}\n"}, diag.UnknownReference, "decid", "decide"},
		{"an answer leads back", plain, []string{handling, handling + "  steps: {review: {outcomes: {yes: decide, no: refuse, more: correct}}}\n"}, "", "", ""},
		{"a consent by no material", plain, []string{"form:\n", "facts: {boss: {source: person, key: form.boss_no, consent: leter}}\nmaterials: [{id: letter, title: 授权书, from: form, sign: form.boss_no}]\nform:\n", field, field + boss}, diag.UnknownReference, "leter", "letter"},
		{"rows from no fact", plain, []string{"form:\n", "facts: {list: {source: records, many: true}}\nform:\n", field, field + "      - {id: t, type: table, title: 表, rows: {from: lists}, fields: [{id: k, type: boolean, title: 甲}]}\n"}, diag.UnknownReference, "lists", "list"},
		{"rows from one record", plain, []string{"form:\n", "facts: {org: {source: organisation}}\nform:\n", field, field + "      - {id: t, type: table, title: 表, rows: {from: org}, fields: [{id: k, type: boolean, title: 甲}]}\n"}, diag.RuleRecordAsList, "org", "many: true"},
		{"the latest of a register", plain, []string{"form:\n", "facts: {org: {source: organisation, choose: latest}}\nform:\n"}, diag.UnfitKey, "不是证照", ""},
		{"edit without fill", plain, []string{"title: 同意, need: true", "title: 同意, need: true, edit: locked"}, diag.UnfitKey, "没有 fill", ""},
		{"fill and compute", plain, []string{"title: 同意, need: true", "title: 同意, fill: true, compute: true"}, diag.UnfitKey, "compute", ""},
		{"a fill that is no option", plain, []string{field, field + "      - {id: k, type: choice, title: 甲, options: {own: 自有, rent: 租}, fill: 'form.agreed ? \"owm\" : \"rent\"'}\n"}, diag.RuleNoOption, "owm", "own"},
		{"a fill by an option's text", plain, []string{field, field + "      - {id: k, type: choice, title: 甲, options: {own: 自有, rent: 租}, fill: 'form.agreed ? \"自有\" : \"rent\"'}\n"}, "", "", ""},

		{"a result's field that is none", plain, []string{"result: [{document: 决定书}]", "result: {licence: permit, fields: {adress: applicant.name}}"}, diag.UnknownReference, "adress", "address"},
		{"a result's field of another type", plain, []string{"result: [{document: 决定书}]", "result: {record: organisation, fields: {since: applicant.name}}"}, diag.RuleType, "文本", "日期"},
		{"a result's field that the system sets", plain, []string{"result: [{document: 决定书}]", "result: {licence: permit, fields: {live: true}}"}, diag.UnknownReference, "live", ""},
		{"a result's option that is none", plain, []string{"result: [{document: 决定书}]", "result: {record: organisation, fields: {status: '\"activ\"'}}"}, diag.RuleNoOption, "activ", "active"},
		{"a record under a key of its own", plain, []string{"result: [{document: 决定书}]", "result: {record: person, fields: {key: form.boss_no, name: applicant.name}}", field, field + boss}, "", "", ""},
		{"a row's result reads the row", plain, []string{"result: [{document: 决定书}]", "result: {licence: permit, per: form.t, fields: {number: row.k}}", field, field + "      - {id: t, type: table, title: 表, rows: {max: 3}, fields: [{id: k, type: text, title: 甲, length: [1, 9]}]}\n"}, "", "", ""},
		{"no row outside of a row", plain, []string{"result: [{document: 决定书}]", "result: {licence: permit, fields: {number: row.k}}"}, diag.RuleUnknownName, "row", ""},

		{"a spouse's record", plain, []string{"form:\n", "facts: {me: {source: person, key: user.no}, spouse: {source: person, key: me.spouse_no}}\nform:\n", "{id: name, type: text, title: 姓名, length: [1, 50]}", "{id: spouse_no, type: id_number, title: 配偶}"}, diag.NoConsent, "别人的", "consent"},
		{"an organisation's own people", plain, []string{"form:\n", "facts: {org: {source: organisation}, rep: {source: person, key: org.rep_no}}\nform:\n", "{id: since, type: date, title: 成立日期}", "{id: rep_no, type: id_number, title: 法定代表人}"}, "", "", ""},
		{"a number that can only be the user's", plain, []string{"form:\n", "facts: {me: {source: person, key: form.own}}\nform:\n", field, field + "      - {id: own, type: id_number, title: 号码, compute: user.no}\n"}, "", "", ""},
		{"a key of two branches, one of somebody else", plain, []string{"form:\n", "facts: {me: {source: person, key: 'form.agreed ? form.boss_no : user.no'}}\nform:\n", field, field + boss}, diag.NoConsent, "别人的", ""},
		{"a when that lets the wrong kind through", plain, []string{"form:\n", "facts: {person: {source: person, when: form.agreed}}\nform:\n"}, diag.NotHeld, "法人和其他组织", ""},
		{"a refusal behind a computed field", plain, []string{"form:\n", "facts: {org: {source: organisation}}\neligibility: [{id: e, title: 存续, that: form.alive, otherwise: 不行, effect: refuse}]\nform:\n",
			field, field + "      - {id: alive, type: boolean, title: 存续, compute: org.status == \"active\"}\n", "id: organisation\n", "id: organisation\noften_down: true\n"}, diag.RefuseUnsure, "法人登记库", "effect: review"},

		{"a text of somebody else's record", plain, []string{"form:\n", others + "eligibility: [{id: e, title: 甲, that: has(boss), otherwise: '不是{boss.name}', effect: warn}]\nform:\n", field, field + boss}, diag.OtherShown, "文字里", "fill"},
		{"a text that says whether something holds", plain, []string{"form:\n", others + "eligibility: [{id: e, title: 甲, that: has(boss), otherwise: '是不是：{boss.name == \"x\"}', effect: warn}]\nform:\n", field, field + boss}, "", "", ""},
		{"a text of the records of rows", plain, []string{"form:\n", others + "eligibility: [{id: e, title: 甲, that: form.agreed, otherwise: '有{form.t.map(r, r.person.name)}', effect: warn}]\nform:\n", field, field + boss + rows}, diag.OtherShown, "文字里", ""},
		{"a text of rows whose records fit", plain, []string{"form:\n", others + "eligibility: [{id: e, title: 甲, that: form.agreed, otherwise: '有{form.t.filter(r, r.person.name == \"x\").map(r, r.k)}', effect: warn}]\nform:\n", field, field + boss + rows}, "", "", ""},
		{"a text inside of a row", plain, []string{field, field + strings.Replace(rows, "title: 甲", "title: 甲, help: '见{row.person.name}'", 1)}, diag.OtherShown, "文字里", ""},
		{"a text of what was filled in", plain, []string{"form:\n", others + "form:\n", field, field + boss + "      - {id: b, type: text, title: 店主, length: [1, 50], fill: boss.name, help: '{form.b}'}\n"}, "", "", ""},
		{"a bound of somebody else's record", plain, []string{"form:\n", others + "form:\n", field, field + boss + "      - {id: n, type: integer, title: 数, max: 'form.agreed ? size(boss.name) : 3'}\n"}, diag.OtherShown, "上下限", "check"},
		{"a signer of somebody else's record", plain, []string{"form:\n", others + "materials: [{id: letter, title: 信, from: form, sign: boss.name}]\nform:\n", field, field + boss}, diag.OtherShown, "签名", "自己填"},
		{"rows of somebody else's records", plain, []string{"form:\n", "facts: {list: {source: records, many: true, key: form.boss_no, consent: {law: 示例法}}}\nform:\n", field, field + boss + "      - {id: t, type: table, title: 表, rows: {from: list}, fields: [{id: k, type: boolean, title: 甲}]}\n"}, diag.OtherShown, "勾选", "from"},
		{"a look-up by somebody else's record", plain, []string{"form:\n", "facts: {boss: {source: person, key: form.boss_no, consent: {law: 示例法}}, more: {source: records, many: true, key: boss.name}}\nform:\n", field, field + boss}, diag.OtherShown, "去查", "consent"},
		{"a look-up by somebody else's record with consent", plain, []string{"form:\n", "facts: {boss: {source: person, key: form.boss_no, consent: {law: 示例法}}, more: {source: records, many: true, key: boss.name, consent: {law: 示例法}}}\nform:\n", field, field + boss}, "", "", ""},
		{"a translation of somebody else's record", english, []string{"form:\n", others + "form:\n", field, strings.Replace(field, "title: 同意", "title: 同意, help: 看一看", 1) + boss, "form.agreed.title: Agreed\n", "form.agreed.title: Agreed\nform.agreed.help: See {boss.name}\nform.boss_no.title: Number\n"}, diag.OtherShown, "文字里", ""},

		{"a reuse that never succeeds", plain, []string{"form:\n", "facts: {p: {licence: permit}}\nmaterials: [{id: m, title: 证明, reuse: [{by: p, when: it.live && !it.live}]}]\nform:\n"}, diag.NeverHolds, "免交条件", ""},
		{"a check that never fails", plain, []string{"title: 同意, need: true", "title: 同意, need: true, check: [{that: value || !value, say: 不行}]"}, diag.AlwaysHolds, "校验", ""},
		{"a promise of no days", plain, []string{"promised: 5wd", "promised: 0wd"}, diag.MissingElement, "即办条件", "instant"},
		{"an instant item promises no days", plain, []string{"promised: 5wd", "promised: 0wd", "  fee: 0\n", "  fee: 0\n  instant: form.agreed\n"}, "", "", ""},
		{"no promise", plain, []string{"statutory: 20wd, promised: 5wd", "statutory: 20wd"}, diag.MissingElement, "承诺时限", "promised"},
		{"an own step without a title", plain, []string{handling, handling + "  steps: {look: {after: review, who: town_office}}\n"}, diag.Untitled, "look", "title"},
		{"a referral to no item", plain, []string{"form:\n", "eligibility: [{id: e, title: 同意, that: form.agreed, otherwise: 不行, effect: refer, to: shop_change}]\nform:\n"}, diag.UnknownReference, "shop_change", ""},
		{"a referral to a place", plain, []string{"form:\n", "eligibility: [{id: e, title: 同意, that: form.agreed, otherwise: 不行, effect: refer, to: 市住建局}]\nform:\n"}, "", "", ""},

		{"a hint fills what is confirmed", plain, []string{"title: 成立日期}", "title: 成立日期, hint: true}", "form:\n", "facts: {org: {source: organisation}}\nform:\n", field, field + "      - {id: d, type: date, title: 日期, fill: org.since}\n"}, "", "", ""},
		{"a hint fills what is locked", plain, []string{"title: 成立日期}", "title: 成立日期, hint: true}", "form:\n", "facts: {org: {source: organisation}}\nform:\n", field, field + "      - {id: d, type: date, title: 日期, fill: org.since, edit: locked}\n"}, diag.HintDecides, "要让人确认", "confirm"},
		{"a condition on what was confirmed", plain, []string{"title: 成立日期}", "title: 成立日期, hint: true}", "form:\n", "facts: {org: {source: organisation}}\neligibility: [{id: e, title: 成立, that: form.d < today, otherwise: 不行, effect: refuse}]\nform:\n", field, field + "      - {id: d, type: date, title: 日期, need: true, fill: org.since}\n"}, "", "", ""},
		{"a computation by a hint", plain, []string{"title: 成立日期}", "title: 成立日期, hint: true}", "form:\n", "facts: {org: {source: organisation}}\nform:\n", field, field + "      - {id: d, type: boolean, title: 早, compute: org.since < today}\n"}, diag.HintDecides, "计算", ""},
		{"a need by a hint", plain, []string{"title: 成立日期}", "title: 成立日期, hint: true}", "form:\n", "facts: {org: {source: organisation}}\nmaterials: [{id: m, title: 证明, need: org.since < today}]\nform:\n"}, diag.HintDecides, "证明", ""},
		{"an instant by a hint", plain, []string{"title: 成立日期}", "title: 成立日期, hint: true}", "form:\n", "facts: {org: {source: organisation}}\nform:\n", "  fee: 0\n", "  fee: 0\n  instant: org.since < today\n"}, diag.HintDecides, "即办", ""},
		{"a list of hints", plain, []string{"length: [1, 50]}", "length: [1, 50], hint: true}", "form:\n", "facts: {list: {source: records, many: true}}\neligibility: [{id: e, title: 信用, that: '!list.exists(r, r.kind == \"坏\")', otherwise: 不行, effect: refuse}]\nform:\n"}, diag.HintDecides, "信用记录库", ""},
		{"a waiver by a hint", plain, []string{"title: 地址, length: [5, 200]}", "title: 地址, length: [5, 200], hint: true}", "form:\n", "facts: {p: {licence: permit}}\nmaterials: [{id: m, title: 证明, reuse: [{by: p, when: 'it.live && has(it.address)'}]}]\nform:\n"}, diag.HintDecides, "复用", ""},
		{"a text with a hint", plain, []string{"title: 成立日期}", "title: 成立日期, hint: true}", "form:\n", "facts: {org: {source: organisation}}\neligibility: [{id: e, title: 同意, that: form.agreed, otherwise: '{org.since}成立的不行', effect: refuse}]\nform:\n"}, "", "", ""},
		{"a hint in words on a cell", plain, []string{"title: 成立日期}", "title: 成立日期, hint: 看一看}"}, diag.HintDecides, "只能写 true", ""},
		{"a hint of a question that is none", plain, []string{"title: 同意, need: true", "title: 同意, need: true, hint: true"}, diag.HintDecides, "一句话", ""},
		{"an interface", plain, []string{"driver: {file: shared-data/organisations.json}", "driver: {json: {url: 'https://data.example/org', query: {no: '{key}'}, records: data, cells: {id: id, key: no, name: name}}}"}, "", "", ""},
		{"an interface by a path", plain, []string{"driver: {file: shared-data/organisations.json}", "driver: {json: {url: 'https://data.example/org/{key}', cells: {id: id, key: no}}}"}, "", "", ""},
		{"an interface at a host that is looked up", plain, []string{"driver: {file: shared-data/organisations.json}", "driver: {json: {url: 'https://{key}.example/', query: {no: '{key}'}, records: data, cells: {id: id, key: no, name: name}}}"}, diag.DriverWay, "网址", ""},
		{"an interface that is told more", plain, []string{"driver: {file: shared-data/organisations.json}", "driver: {json: {url: 'https://data.example/org', query: {no: '{key}-{name}'}, records: data, cells: {id: id, key: no, name: name}}}"}, diag.DriverWay, "{key}", ""},
		{"an interface that isn't told the key", plain, []string{"driver: {file: shared-data/organisations.json}", "driver: {json: {url: 'https://data.example/org', query: {no: 'x'}, records: data, cells: {id: id, key: no, name: name}}}"}, diag.DriverWay, "没有把要查的号码送出去", ""},
		{"an interface that doesn't say whose", plain, []string{"driver: {file: shared-data/organisations.json}", "driver: {json: {url: 'https://data.example/org', query: {no: '{key}'}, records: data, cells: {id: id, name: name}}}"}, diag.DriverWay, "没有 key", ""},
		{"an interface with a cell that is none", plain, []string{"driver: {file: shared-data/organisations.json}", "driver: {json: {url: 'https://data.example/org', query: {no: '{key}'}, records: data, cells: {id: id, key: no, nam: name}}}"}, diag.UnknownReference, "nam", "name"},
		{"a body of GET", plain, []string{"driver: {file: shared-data/organisations.json}", "driver: {json: {url: 'https://data.example', query: {no: '{key}'}, body: '{}', cells: {id: id, key: no}}}"}, diag.DriverWay, "GET", ""},
		{"a statement", plain, []string{"driver: {file: shared-data/organisations.json}", "driver: {sql: {database: orgs, statement: 'SELECT id, no AS key, name FROM orgs WHERE no = :key'}}"}, "", "", ""},
		{"a statement that writes", plain, []string{"driver: {file: shared-data/organisations.json}", "driver: {sql: {database: orgs, statement: 'DELETE FROM orgs WHERE no = :key'}}"}, diag.DriverWay, "查询语句", ""},
		{"two statements", plain, []string{"driver: {file: shared-data/organisations.json}", "driver: {sql: {database: orgs, statement: 'SELECT 1; DELETE FROM orgs WHERE no = :key'}}"}, diag.DriverWay, "查询语句", ""},
		{"a statement for all", plain, []string{"driver: {file: shared-data/organisations.json}", "driver: {sql: {database: orgs, statement: 'SELECT id FROM orgs'}}"}, diag.DriverWay, "没有按要查的号码查", ""},
		{"a key in quotes", plain, []string{"driver: {file: shared-data/organisations.json}", "driver: {sql: {database: orgs, statement: \"SELECT id FROM orgs WHERE no = ':key'\"}}"}, diag.DriverWay, "引号", ""},

		{"a dated table", plain, []string{personSource, datedTable + personSource}, "", "", ""},
		{"a dated table that isn't", plain, []string{personSource, strings.Replace(datedTable, "dated: true\n", "", 1) + personSource}, diag.DatedRows, "按日期生效的来源", ""},
		{"a dated table kept elsewhere", plain, []string{personSource, strings.Replace(datedTable, "dated: true\n", "dated: true\ndriver: {http: 'https://data.example'}\n", 1) + personSource}, diag.DatedRows, "从哪里取", ""},
		{"a dated value that isn't one", plain, []string{personSource, strings.Replace(datedTable, "monthly: '100'", "monthly: 一百", 1) + personSource}, diag.DatedRows, "一百", ""},
		{"a dated value of no field", plain, []string{personSource, strings.Replace(datedTable, "monthly: '100'", "month: '100'", 1) + personSource}, diag.UnknownReference, "month", "monthly"},
		{"a dated row before the other has ended", plain, []string{personSource, strings.Replace(datedTable, "basis: 乙文", "to: '2026-06-30', basis: 乙文", 1) + personSource}, diag.DatedRows, "2026-06-30", ""},
		{"a dated row that ends before it begins", plain, []string{personSource, strings.Replace(datedTable, "basis: 甲文", "to: '2025-12-31', basis: 甲文", 1) + personSource}, diag.DatedRows, "最后一天", ""},
		{"a dated row without its key", plain, []string{personSource, strings.Replace(datedTable, "dated: true\n", "dated: true\nkey: id_number\n", 1) + personSource}, diag.DatedRows, "key", ""},
		{"a dated row with a key of a table for all", plain, []string{personSource, strings.Replace(datedTable, "basis: 甲文", "key: a, basis: 甲文", 1) + personSource}, diag.DatedRows, "没有 key", ""},

		{"a register's day", plain, []string{"-- sources/person.yaml --", otherRegisters + "-- shared-data/organisations.json --\n[{\"fields\": {\"since\": \"2026-02-30\"}}]\n-- sources/person.yaml --"}, diag.RegisterValue, "2026-02-30", "organisations.json"},
		{"a register's text of an option", plain, []string{"-- sources/person.yaml --", otherRegisters + "-- shared-data/organisations.json --\n[{\"fields\": {\"status\": \"存续\", \"since\": null}}]\n-- sources/person.yaml --"}, "", "", ""},
		{"a register's code of a table", plain, []string{"-- sources/person.yaml --", otherRegisters + "-- shared-data/organisations.json --\n[{\"fields\": {\"since\": \"z\"}}, {\"fields\": {\"since\": \"z\"}}]\n-- codes/t.yaml --\nkind: Codes\nid: t\ntitle: 表\ncodes: [{code: a, text: 甲}]\n-- sources/person.yaml --",
			"{id: since, type: date, title: 成立日期}", "{id: since, type: choice, title: 行业, options: {codes: t}}"}, diag.RegisterValue, "“z”（2条）", "codes/t.yaml"},

		{"a register that is no list", plain, []string{"-- sources/person.yaml --", otherRegisters + "-- shared-data/organisations.json --\n{\"fields\": {}}\n-- sources/person.yaml --"}, diag.SourceFile, "不是一列", "[{"},
		{"a register behind which something stands", plain, []string{"-- sources/person.yaml --", otherRegisters + "-- shared-data/organisations.json --\n[] x\n-- sources/person.yaml --"}, diag.SourceFile, "不是一列", "[{"},
		{"a register that is a folder", plain, []string{"-- sources/person.yaml --", otherRegisters + "-- shared-data/organisations.json/x --\n-- sources/person.yaml --"}, diag.SourceFile, "不是普通文件", ""},
		{"a register outside", plain, []string{"{file: shared-data/organisations.json}", "{file: ../organisations.json}"}, diag.SourceFile, "在目录之外", "shared-data/"},
		{"a register at a place of the machine", plain, []string{"{file: shared-data/organisations.json}", "{file: /dev/zero}"}, diag.SourceFile, "在目录之外", ""},

		{"a test that names what there is", tested, []string{"answers: {agreed: true}", "answers: {agreed: true}\n    disputed: [form.agreed]"}, "", "", ""},
		{"a test disputes what is no field", tested, []string{"answers: {agreed: true}", "answers: {agreed: true}\n    disputed: [form.agred]"}, diag.TestName, "form.agred", "form.agreed"},
		{"a test expects a field that is none", tested, []string{"expect: {blocked: true}", "expect: {fields: {agred: {value: true}}}"}, diag.TestName, "agred", "agreed"},
		{"a test expects what can't be said of a field", tested, []string{"expect: {blocked: true}", "expect: {fields: {agreed: {vale: true}}}"}, diag.TestName, "vale", "value"},
		{"a test expects a rule that is none", tested, []string{"expect: {blocked: true}", "expect: {rules: {age: true}}"}, diag.TestName, "age", ""},
		{"a test expects a material that is none", tested, []string{"expect: {blocked: true}", "expect: {materials: {proof: given}}"}, diag.TestName, "proof", ""},
		{"a test expects a step that is none", tested, []string{"expect: {blocked: true}", "expect: {steps: [submit, accpet]}"}, diag.TestName, "accpet", "accept"},
		{"a test expects an error nowhere", tested, []string{"expect: {blocked: true}", "expect: {errors: [form.agred]}"}, diag.TestName, "form.agred", "form.agreed"},
		{"a test waits for nothing", tested, []string{"expect: {blocked: true}", "expect: {blocked: [form.agred]}"}, diag.TestName, "form.agred", "form.agreed"},
		{"a test of a source that is not looked up", tested, []string{"answers: {agreed: true}", "answers: {agreed: true}\n    down: [person]"}, diag.TestName, "person", ""},
		{"a test of a wrong answer says so", tested, []string{"{agreed: true}", "{agreed: maybe}", "{blocked: true}", "{errors: [form.agreed]}"}, "", "", ""},
		{"a test of a wrong answer says why", tested, []string{"{agreed: true}", "{agreed: maybe}", "{blocked: true}", "{fields: {agreed: {errors: [shape]}}}"}, "", "", ""},
		{"a test of a person who can't apply", tested, []string{"as: organisation/L1", "as: person/P1"}, diag.TestPerson, "自然人不能申请", "organisation"},
		{"a test of nobody", tested, []string{"as: organisation/L1", "as: L1"}, diag.TestPerson, "L1", "organisation/"},
		{"a test of who can't act", tested, []string{"answers: {agreed: true}", "answers: {agreed: true}\n    user: {acts_as: agent}"}, diag.TestPerson, "agent", "self"},

		{"a bundle of no item", bundle, []string{"{item: stall}", "{item: stal}", "same:\n  - [shop.agreed, stall.since]\n", ""}, diag.UnknownReference, "stal", "stall"},
		{"a bundle's item twice", bundle, []string{"  - {item: stall}\n", "  - {item: stall}\n  - {item: shop}\n", "same:\n  - [shop.agreed, stall.since]\n", ""}, diag.DuplicateID, "shop", ""},
		{"a bundle's order in a circle", bundle, []string{"{item: shop, when: form.has_shop}", "{item: shop, after: stall}", "{item: stall}", "{item: stall, after: shop}", "same:\n  - [shop.agreed, stall.since]\n", "",
			"result: [{document: 决定书}]", "result: {record: organisation, fields: {name: applicant.name}}", "type: permit\n", "type: permit\nfacts: {org: {source: organisation}}\n", "title: 开业日期, need: true", "title: 开业日期, fill: org.since"}, diag.Cycle, "shop → stall → shop", "after"},
		{"after an item of none", bundle, []string{"{item: stall}", "{item: stall, after: shops}", "same:\n  - [shop.agreed, stall.since]\n", ""}, diag.UnknownReference, "shops", "shop"},
		{"a bundle's when of no situation", bundle, []string{"form.has_shop}", "form.has_shops}", "same:\n  - [shop.agreed, stall.since]\n", ""}, diag.RuleUnknownName, "has_shops", "has_shop"},
		{"a bundle joins no field", bundle, []string{"[shop.agreed, stall.since]", "[shop.agred, stall.since]"}, diag.UnknownReference, "shop.agred", "shop.agreed"},
		{"a bundle joins one", bundle, []string{"[shop.agreed, stall.since]", "[shop.agreed]"}, diag.SameMismatch, "至少要有两个", ""},
		{"a bundle behind no door", bundle, []string{"themes: {organisation: [open]}\nsituations", "themes: {organisation: [opened]}\nsituations", "same:\n  - [shop.agreed, stall.since]\n", ""}, diag.UnknownReference, "opened", ""},
	} {
		for i := 0; i < len(c.pairs); i += 2 {
			if !strings.Contains(c.base, c.pairs[i]) {
				t.Errorf("%s: %q is not in the example", c.name, c.pairs[i])
			}
		}
		got := open(t, strings.NewReplacer(c.pairs...).Replace(c.base))
		if c.code == "" {
			if len(got.Faults) > 0 {
				t.Errorf("%s: a near miss is warned of:\n%s", c.name, got.Faults.Text(got.Sources, ""))
			}
			continue
		}
		found := false
		for _, d := range got.Faults {
			if d.Code != c.code || d.Span.Start.Line == 0 {
				t.Errorf("%s: also raises\n%s", c.name, diag.List{d}.Text(got.Sources, ""))
			}
			found = found || d.Code == c.code && strings.Contains(d.Message, c.says) && strings.Contains(d.Message+d.Hint, c.hint)
		}
		if !found {
			t.Errorf("%s: want %s with %q and %q, got\n%s", c.name, c.code, c.says, c.hint, got.Faults.Text(got.Sources, ""))
		}
	}
}

// otherRegisters are the records of the example's sources that a case says nothing of.
const otherRegisters = "-- shared-data/persons.json --\n[]\n-- shared-data/records.json --\n[]\n"

const personSource = "-- sources/person.yaml --"

// datedTable is a source that keeps its rows itself.
const datedTable = `-- sources/amounts.yaml --
kind: Source
id: amounts
title: 金额
dated: true
fields:
  - {id: monthly, type: money, title: 每月}
rows:
  - {from: '2025-01-01', basis: 乙文, values: {monthly: '80'}}
  - {from: '2026-01-01', basis: 甲文, values: {monthly: '100'}}
`
