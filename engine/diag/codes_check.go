package diag

import "strings"

// Codes of checks: E3xx what is wrong in a definition as a whole, W4xx what is unwise. Those up to
// E319 are raised by package compile, the others are owned by package check.
const (
	UnknownReference Code = "E301"
	DuplicateID      Code = "E302"
	TextBrace        Code = "E303"
	ReuseBy          Code = "E304"
	StepPlace        Code = "E305"
	Cycle            Code = "E306"
	Internal         Code = "E307"
	UnknownTextPath  Code = "E308"
	TextPathTwice    Code = "E309"
	UnfitKey         Code = "E310"
	NoOptions        Code = "E311"
	ConsentUnsigned  Code = "E312"
	ResultKey        Code = "E313"
	SameMismatch     Code = "E314"

	HeldPaper       Code = "E320"
	NotHeld         Code = "E321"
	PromisedTooLong Code = "E322"
	TooManyVisits   Code = "E323"
	FeeWithoutBasis Code = "E324"
	NeverShown      Code = "E325"
	NeedHidden      Code = "E326"
	NoPurpose       Code = "E327"
	MissingElement  Code = "E328"
	Untitled        Code = "E329"
	EndlessText     Code = "E330"
	EndlessRecords  Code = "E331"
	CodeTable       Code = "E332"

	AskedTwice       Code = "W401"
	NeverReused      Code = "W402"
	HeldField        Code = "W403"
	NoConsent        Code = "W404"
	VisitUnexplained Code = "W405"
	NeverHolds       Code = "W406"
	AlwaysHolds      Code = "W407"
	MayBeEmpty       Code = "W408"
	SensitiveUnused  Code = "W409"
	ThemeMismatch    Code = "W410"
	NoFAQ            Code = "W411"
	BadPhone         Code = "W412"
	// Raised by package compile, with the texts and bundles that it alone knows.
	Untranslated     Code = "W413"
	AfterForNothing  Code = "W414"
	BundleAskedTwice Code = "W415"
	NobodyDoesIt     Code = "W416"
)

var checkErrors = []Info{
	{Code: UnknownReference, Name: "unknown-reference", Title: "没有这个东西",
		English: "A name refers to something that the catalogue or the item does not have.", Example: sectioned("facts:\n  org: {source: organization}\n", "")},
	{Code: DuplicateID, Name: "duplicate-id", Title: "名字用了两次",
		English: "Two things of one item have the same id, fragments included.", Example: sectioned("", "      - {id: agreed, type: boolean, title: 再同意一次}\n")},
	{Code: TextBrace, Name: "text-brace", Title: "文字里的花括号没有写完",
		English: "A text opens a brace for a value and does not close it.", Example: sectioned("", "      - {id: kind, type: boolean, title: 种类, help: '见{form.agreed'}\n")},
	{Code: ReuseBy, Name: "reuse-by", Title: "免交要靠共享数据",
		English: "by of a reuse is no record.", Example: sectioned("materials:\n  - id: paper\n    title: 证明\n    reuse:\n      - by: form.agreed\n", "")},
	{Code: StepPlace, Name: "step-place", Title: "新环节没有说在哪里",
		English: "An own step says neither after nor beside which other it stands.", Example: sectioned("", "", "  steps:\n    look: {title: 看一看, who: town_office}\n")},
	{Code: Cycle, Name: "cycle", Title: "绕成了一圈",
		English: "Fields or facts hang on each other, so that none can be worked out.", Example: sectioned("",
			"      - {id: a, type: boolean, title: 甲, show: form.b}\n      - {id: b, type: boolean, title: 乙, show: form.a}\n")},
	// No definition should raise it: it tells of a fault of ours.
	{Code: Internal, Name: "internal", Title: "系统自己的错误", English: "The definition could not be judged because of a fault in Banshi itself."},
	{Code: UnknownTextPath, Name: "unknown-text-path", Title: "译文的路径不对",
		English: "A translation stands under a path that is no text of the item: it would never be seen.",
		Example: translated("form.agreed.titel: Agreed\nform.agreed.title: Agreed\n")},
	{Code: TextPathTwice, Name: "text-path-twice", Title: "一条译文路径有两段文字",
		English: "A section and a field of one id have different texts, so that a translation cannot say which is meant.",
		Example: strings.NewReplacer("section: only\n", "section: agreed\n", "form.only.title", "form.agreed.title").Replace(translated(""))},
	{Code: UnfitKey, Name: "unfit-key", Title: "这个键在这里没有意义",
		English: "A key has no meaning for this type of field, or contradicts another key.",
		Example: sectioned("", "      - {id: since, type: date, title: 开业日期, length: [1, 10]}\n")},
	{Code: NoOptions, Name: "no-options", Title: "没有可选的",
		English: "A choice has no options, written out or from a code table.",
		Example: sectioned("", "      - {id: kind, type: choice, title: 种类}\n")},
	{Code: ConsentUnsigned, Name: "consent-unsigned", Title: "授权书没有人签名",
		English: "A consent names a material that nobody signs, so that the look-up would never be allowed.",
		Example: sectioned("facts:\n  boss: {source: person, key: form.boss_no, consent: letter}\nmaterials:\n  - {id: letter, title: 授权书, from: form}\n", "      - {id: boss_no, type: id_number, title: 负责人号码, need: true}\n")},
	{Code: ResultKey, Name: "result-key", Title: "结果不知道写在谁名下",
		English: "A record is written into a source under a key that neither the fields of the result nor the applicant's number gives.",
		Example: strings.Replace(sectioned("", ""), "result: [{document: 决定书}]", "result: {record: person, fields: {name: applicant.name}}", 1)},
	{Code: SameMismatch, Name: "same-mismatch", Title: "合并的两问不是同一种",
		English: "A bundle joins fields of different types, or a field with a material.",
		Example: bundled("same:\n  - [shop.agreed, stall.since]\n")},
	{Code: HeldPaper, Name: "held-paper", Title: "政府已经有的证照还要交",
		English: "A material has the title of a licence and is not reused from it.", Example: sectioned("materials:\n  - {id: paper, title: 示例许可证}\n", "")},
	{Code: NotHeld, Name: "not-held", Title: "来源里没有这类申请人",
		English: "A fact is looked up by the number of an applicant whose kind the source does not hold.", Example: sectioned("facts:\n  person: {source: person}\n", "")},
	{Code: PromisedTooLong, Name: "promised-too-long", Title: "承诺时限比法定的长",
		English: "The promised limit exceeds the statutory one.", Example: handled("fully_online", "[{statutory: 5wd, promised: 20wd}]", "0")},
	{Code: TooManyVisits, Name: "too-many-visits", Title: "到现场次数太多",
		English: "The steps bring the applicant in more often than the mode of handling allows.", Example: strings.Replace(sectioned("", "", "  steps:\n    accept: {visit: true}\n"), "guide:\n", "guide:\n  why_visit: 要见原件\n", 1)},
	{Code: FeeWithoutBasis, Name: "fee-without-basis", Title: "收费没有依据",
		English: "A charge names no law that allows it.", Example: handled("fully_online", "[{statutory: 20wd, promised: 5wd}]", "10")},
	{Code: NeverShown, Name: "never-shown", Title: "永远不会显示",
		English: "A field and its section can never be shown together.", Example: sectioned("", kindField+"  - section: more\n    title: 另一节\n    show: form.kind == \"a\"\n    fields:\n      - {id: other, type: boolean, title: 别的, show: form.kind == \"b\"}\n")},
	{Code: NeedHidden, Name: "need-hidden", Title: "要填的时候不显示",
		English: "A field is needed only when it is hidden.", Example: sectioned("", kindField+"      - {id: other, type: boolean, title: 别的, show: form.kind == \"a\", need: form.kind == \"b\"}\n")},
	{Code: NoPurpose, Name: "no-purpose", Title: "敏感信息没有用途",
		English: "A sensitive field does not say what it is for.", Example: sectioned("", "      - {id: secret, type: boolean, title: 秘密, sensitive: true}\n      - {id: other, type: boolean, title: 别的, show: form.secret}\n")},
	{Code: MissingElement, Name: "missing-element", Title: "缺少公布要有的要素",
		English: "An element that a published item must have is missing (GB/T 39046).", Example: strings.Replace(sectioned("", ""), "also_known_as: [开店]\n", "", 1)},
	{Code: Untitled, Name: "untitled", Title: "没有名称",
		English: "A field, condition or material has no title.", Example: sectioned("", "      - {id: other, type: boolean}\n")},
	{Code: EndlessText, Name: "endless-text", Title: "文本没有最大长度",
		English: "A register's text has no greatest length, so that the cost of a rule is not known.", Example: strings.Replace(sectioned("", ""), "title: 种类, length: [1, 50]", "title: 种类", 1)},
	{Code: EndlessRecords, Name: "endless-records", Title: "记录没有最多条数",
		English: "A source with many records does not say how many at most.", Example: strings.Replace(sectioned("", ""), "max: 500\n", "", 1)},
	{Code: CodeTable, Name: "code-table", Title: "代码表自相矛盾",
		English: "A code ends before it begins, or hangs under itself.",
		Example: sectioned("", "") + "-- codes/trades.yaml --\nkind: Codes\nid: trades\ntitle: 行业\ncodes:\n  - {code: a, text: 餐饮, from: 2026-02-01, to: 2026-01-01}\n"},
}

var checkWarnings = []Info{
	{Code: AskedTwice, Name: "asked-twice", Title: "同一份材料要了两次",
		English: "Two materials have the same title.", Example: sectioned("materials:\n  - {id: one, title: 平面图}\n  - {id: two, title: 平面图}\n", "")},
	{Code: NeverReused, Name: "never-reused", Title: "免交永远用不上",
		English: "A reuse asks for more trust than its source has.", Example: sectioned("facts:\n  typed: {source: profile}\nmaterials:\n  - id: paper\n    title: 登记证明\n    reuse: [{by: typed, trust: A}]\n", "")},
	{Code: HeldField, Name: "held-field", Title: "政府已经有的还要填",
		English: "A field asks for what a fact of the item already holds.", Example: sectioned("facts:\n  org: {source: organisation}\n", "      - {id: since, type: date, title: 成立日期, need: true}\n")},
	{Code: NoConsent, Name: "no-consent", Title: "查别人的记录没有凭据",
		English: "A fact may be about somebody else, and no consent is named.", Example: sectioned("facts:\n  boss: {source: person, key: form.boss_no}\n", "      - {id: boss_no, type: id_number, title: 负责人号码, need: true}\n")},
	{Code: VisitUnexplained, Name: "visit-unexplained", Title: "没有说为什么要到现场",
		English: "Everybody must come in person, and the guide does not say why.", Example: handled("front_verification", "[{statutory: 20wd, promised: 5wd}]", "0")},
	{Code: NeverHolds, Name: "never-holds", Title: "规则永远不成立",
		English: "A rule is false whatever is answered.", Example: sectioned("", kindField+"      - {id: other, type: boolean, title: 别的, show: form.kind == \"a\" && form.kind == \"b\"}\n")},
	{Code: AlwaysHolds, Name: "always-holds", Title: "规则永远成立",
		English: "A rule is true whatever is answered.", Example: sectioned("", kindField+"      - {id: other, type: boolean, title: 别的, show: form.kind == \"a\" || form.kind == \"b\"}\n")},
	{Code: MayBeEmpty, Name: "may-be-empty", Title: "可能没有填",
		English: "A condition reads a field that may be hidden or left blank; such cases go to a person.", Example: sectioned(conditionOn("form.other"), "      - {id: other, type: boolean, title: 别的}\n")},
	{Code: SensitiveUnused, Name: "sensitive-unused", Title: "敏感信息没有用到",
		English: "A sensitive field is asked for and no rule or result uses it.", Example: sectioned("", "      - {id: secret, type: boolean, title: 秘密, sensitive: true, purpose: 核对}\n")},
	{Code: ThemeMismatch, Name: "theme-mismatch", Title: "服务对象和主题对不上",
		English: "The themes do not fit the kinds of applicant.", Example: strings.Replace(sectioned("", ""), "applicants: [organisation]", "applicants: [person]", 1)},
	{Code: NoFAQ, Name: "no-faq", Title: "没有常见问题",
		English: "A permit has no frequent question.", Example: strings.Replace(sectioned("", ""), "  faq: [{ask: 要多久？, answer: 5个工作日}]\n", "", 1)},
	{Code: BadPhone, Name: "bad-phone", Title: "电话没有区号",
		English: "A phone cannot be dialled from elsewhere.", Example: strings.Replace(sectioned("", ""), "guide:\n", "guide:\n  phones: [86000000转8]\n", 1)},
	{Code: Untranslated, Name: "untranslated", Title: "有文字没有译文",
		English: "An item has translations, and some of its texts are not among them: they are shown in Chinese.",
		Example: translated("")},
	{Code: AfterForNothing, Name: "after-for-nothing", Title: "不用等前一件",
		English: "An item of a bundle waits for another and reads nothing of what that one makes.",
		Example: strings.Replace(bundled(""), "  - {item: stall}\n", "  - {item: stall, after: shop}\n", 1)},
	{Code: BundleAskedTwice, Name: "bundle-asked-twice", Title: "一件事里问了两次",
		English: "Two items of a bundle ask the same, and nothing joins the two questions.",
		Example: strings.Replace(bundled(""), "id: since, type: date, title: 开业日期", "id: consent, type: boolean, title: 同意", 1)},
	{Code: NobodyDoesIt, Name: "nobody-does-it", Title: "环节没有人办",
		English: "A step of the mode is done by a role that the catalogue doesn't have.",
		Example: strings.Replace(sectioned("", ""), "  - {id: approver, title: 审批人}\n", "", 1)},
}

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
