package diag

import "strings"

// Codes of rules, E2xx: one rule by itself, against the names and types of its item. Owned by package rule.
const (
	RuleEmpty        Code = "E200"
	RuleCut          Code = "E201"
	RuleSign         Code = "E202"
	RuleAssign       Code = "E203"
	RuleWord         Code = "E204"
	RuleTooLong      Code = "E205"
	RuleSyntax       Code = "E206"
	RuleUnknownName  Code = "E207"
	RuleOutside      Code = "E208"
	RuleType         Code = "E209"
	RuleListAsRecord Code = "E210"
	RuleRecordAsList Code = "E211"
	RuleTooDear      Code = "E212"
	RuleNoOption     Code = "E213"
	RuleLiteral      Code = "E214"
	RuleTooDeep      Code = "E215"
	RuleNameTaken    Code = "E216"
	RuleLiteralLeft  Code = "E217"
)

var ruleCodes = []Info{
	{Code: RuleEmpty, Name: "rule-empty", Title: "规则是空的",
		English: "A rule was begun and not written.", Example: strings.Replace(ruled("true", "form.agreed"), "otherwise: 条件不成立", "otherwise: 条件{ }不成立", 1)},
	{Code: RuleCut, Name: "rule-cut", Title: "规则没有写完",
		English: "Brackets or quotes do not close: often YAML cut the rule at a comma or a colon.", Example: ruled("true", "size(org.name > 3")},
	{Code: RuleSign, Name: "rule-sign", Title: "规则里的中文符号",
		English: "A Chinese sign stands where the rule language wants an ASCII one.", Example: ruled("true", `org.name == “甲”`)},
	{Code: RuleAssign, Name: "rule-assign", Title: "一个等号不是比较",
		English: "A single = is no comparison.", Example: ruled("true", `org.name = "甲"`)},
	{Code: RuleWord, Name: "rule-word", Title: "规则语言里没有这个词",
		English: "and, or, not and null are words of other languages.", Example: ruled("true", `org.name == "甲" and form.agreed`)},
	{Code: RuleTooLong, Name: "rule-too-long", Title: "规则太长",
		English: "A rule has more characters, parts or levels than anyone can read.", Make: func() string {
			return ruled("true", strings.Repeat("(form.agreed) && ", 300)+"form.agreed")
		}},
	{Code: RuleSyntax, Name: "rule-syntax", Title: "规则读不懂",
		English: "The rule cannot be parsed at this place.", Example: ruled("true", `org.name == == "甲"`)},
	{Code: RuleUnknownName, Name: "rule-unknown-name", Title: "没有这个名字",
		English: "The rule names a field, fact or function that this item does not have.", Example: ruled("true", `form.agred`)},
	{Code: RuleOutside, Name: "rule-outside", Title: "不在规则语言里",
		English: "CEL can say this, the rule language can't.", Example: ruled("true", `["甲", "乙"][0] == org.name`)},
	{Code: RuleType, Name: "rule-type", Title: "类型不对",
		English: "The parts of the rule are of types that do not go together, or it gives another type than is wanted.", Example: ruled("true", `org.since + 1 > today`)},
	{Code: RuleListAsRecord, Name: "rule-list-as-record", Title: "把列表当成一条记录",
		English: "A fact with many: true is read like a single record.", Example: ruled("true", `records.kind == "吊销"`)},
	{Code: RuleRecordAsList, Name: "rule-record-as-list", Title: "把一条记录当成列表",
		English: "A single record is read like a list.", Example: ruled("true", `org.exists(o, o.name == "甲")`)},
	{Code: RuleTooDear, Name: "rule-too-dear", Title: "规则可能算得太久",
		English: "At the declared greatest sizes the rule could take more steps than are allowed.", Example: ruled("true", `records.all(a, records.all(b, a.kind.contains(b.kind)))`)},
	{Code: RuleNoOption, Name: "rule-no-option", Title: "不是它的选项",
		English: "A literal beside a choice is none of its options.", Example: ruled("true", `org.status == "alive"`)},
	{Code: RuleLiteral, Name: "rule-literal", Title: "写死的值不成立",
		English: "A literal can never be what it claims to be.", Example: ruled("true", `org.since > date("2026-02-30")`)},
	{Code: RuleTooDeep, Name: "rule-too-deep", Title: "套得太深",
		English: "all, exists, filter and map stand more than two deep in one another.", Example: ruled("true", `records.all(a, records.all(b, records.all(c, c.kind == a.kind)))`)},
	{Code: RuleNameTaken, Name: "rule-name-taken", Title: "这个名字已经用了",
		English: "all, exists, filter or map binds a name that stands for something else already.", Example: ruled("true", `records.exists(org, org.kind == "吊销")`)},
	{Code: RuleLiteralLeft, Name: "rule-literal-left", Title: "写死的数写在左边",
		English: "A literal number stands left of a number; the rule language wants it on the right, so that what is asked about comes first.",
		Example: ruled("true", `100 >= number(size(records))`)},
}

// ruled is a small catalogue with one item: need is the need of its one field, that its one condition.
func ruled(need, that string) string {
	return exampleCatalog + `-- items/shop/item.yaml --
` + exampleHead + `facts:
  org: {source: organisation}
  records: {source: records, many: true}
eligibility:
  - id: holds
    title: 条件成立
    that: |
      ` + that + `
    otherwise: 条件不成立
    effect: refuse
    basis: {law: 示例法, article: 第一条}
form:
  - section: only
    title: 唯一一节
    fields:
      - id: agreed
        type: boolean
        title: 同意
        need: ` + need + `
` + exampleTail
}

// The parts of a catalogue that examples share.
const exampleCatalog = `-- catalog.yaml --
kind: Catalog
language: 1
id: example
title: 示例目录
district: {code: "440605", title: 示例区}
towns:
  - {code: "440605011", title: 示例街道}
departments:
  - {id: market, title: 示例局}
offices:
  - {id: market_hall, department: market, title: 示例大厅, regions: ["440605011"], address: 示例路1号, hours: 工作日, phones: [0757-80000000]}
themes:
  organisation: [{id: open, title: 准营准办}]
roles:
  - {id: window_clerk, title: 窗口人员}
  - {id: approver, title: 审批人}
  - {id: leader, title: 领导}
  - {id: town_office, title: 镇街办}
calendar:
  - {year: 2026, off: ["2026-01-01"], work: []}
-- sources/organisation.yaml --
kind: Source
id: organisation
title: 法人登记库
holders: [organisation]
key: uscc
driver: {file: shared-data/organisations.json}
timeout: 2s
fresh: 1d
trust: A
fields:
  - {id: name, type: text, title: 名称, length: [2, 100]}
  - {id: since, type: date, title: 成立日期}
  - {id: status, type: choice, title: 状态, options: {active: 存续, revoked: 吊销}}
-- sources/records.yaml --
kind: Source
id: records
title: 信用记录库
holders: [organisation]
key: uscc
driver: {file: shared-data/records.json}
timeout: 2s
fresh: 1d
trust: A
many: true
max: 500
fields:
  - {id: kind, type: text, title: 种类, length: [1, 50]}
-- sources/person.yaml --
kind: Source
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
-- licences/permit.yaml --
kind: Licence
id: permit
title: 示例许可证
papers: [示例许可证]
holders: [organisation]
issuer: market
fields:
  - {id: address, type: address, title: 地址, length: [5, 200]}
`

const exampleHead = `kind: Item
id: shop
code: "440605-01-001"
name: 开店许可
also_known_as: [开店]
type: permit
department: market
themes: {organisation: [open]}
applicants: [organisation]
acting: [self]
access: {identity: 3}
keep: 10y
guide:
  basis: [{law: 示例法, article: 第一条}]
  faq: [{ask: 要多久？, answer: 5个工作日}]
`

const exampleTail = `handling:
  mode: fully_online
  limit: [{statutory: 20wd, promised: 5wd}]
  fee: 0
  result: [{document: 决定书}]
`
