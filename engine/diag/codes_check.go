package diag

import "strings"

// Codes of checks, E3xx: what is wrong in a definition as a whole. Those up to E319 are raised by package
// compile, the others are owned by package check.
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
	BrokenPart       Code = "E315" // raised by package engine, which knows what stops what
	OtherShown       Code = "E316"
	ReadTooEarly     Code = "E317"
	ConsentByOther   Code = "E318"

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
	TestName        Code = "E333"
	TestAnswer      Code = "E334"
	TestPerson      Code = "E335"
	SourceFile      Code = "E336"
	DriverWay       Code = "E337"
	HintDecides     Code = "E338"
	EntryAddress    Code = "E339"
	PublicBare      Code = "E340"
	PublicMask      Code = "E341"
	IdentityLevel   Code = "E342"
	DatedRows       Code = "E343"
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
	{Code: BrokenPart, Name: "broken-part", Title: "用到的东西有错",
		English: "The item uses a fragment, source, licence or code table that has an error, and stops with it.",
		Example: strings.Replace(sectioned("facts:\n  permits: {licence: permit, many: true}\n", ""), "papers: [示例", "paper: [示例", 1), With: UnknownKey},
	{Code: OtherShown, Name: "other-shown", Title: "把别人的记录给人看了",
		English: "A value that the applicant reads is taken from a record about somebody else, which never leaves the server.",
		Example: sectioned("facts:\n  boss: {source: person, key: form.boss_no, consent: {law: 示例法}}\n",
			"      - {id: boss_no, type: id_number, title: 负责人号码, need: true, check: [{that: has(boss), say: '查到的是{boss.name}'}]}\n")},
	{Code: ReadTooEarly, Name: "read-too-early", Title: "读了还没有人填的",
		English: "What a clerk fills in a step is read by the applicant's form, a condition, a material or an earlier step: it would be unknown there.",
		Example: sectioned(conditionOn("form.clean == \"pass\""), "", "  steps:\n    review: {points: [{id: clean, title: 场所整洁}]}\n")},
	{Code: ConsentByOther, Name: "consent-by-other", Title: "授权书不是被查的人签的",
		English: "A consent to look at somebody else's record is signed by the applicant or the user: it can never open that record.",
		Example: sectioned("facts:\n  boss: {source: person, key: form.boss_no, consent: letter}\nmaterials:\n  - {id: letter, title: 授权书, from: form, sign: applicant}\n", "      - {id: boss_no, type: id_number, title: 负责人号码, need: true}\n")},
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
	{Code: TestName, Name: "test-name", Title: "测试里的名字不存在",
		English: "A test answers, or expects something of, what the item does not have: it would pass and try nothing.",
		Example: tested("agred: true", "organisation/L1")},
	{Code: TestAnswer, Name: "test-answer", Title: "测试里的答案填不进去",
		English: "The type of the field refuses an answer, and the test does not say that it expects so (expect.errors).",
		Example: tested("agreed: no", "organisation/L1")},
	{Code: TestPerson, Name: "test-person", Title: "测试里的人不存在",
		English: "A test is about somebody who stands in no register, or who can't apply for the item.",
		Example: tested("agreed: true", "organisation/L9") + exampleRecords},
	{Code: SourceFile, Name: "source-file", Title: "来源的记录文件不对",
		English: "The file of a source's records is missing, can't be read, is no list of records, or lies outside of the catalogue.",
		Example: sectioned("", "") + strings.Replace(exampleRecords, "-- shared-data/records.json --\n[]\n", "", 1)},
	{Code: DriverWay, Name: "driver-way", Title: "取数方式不对",
		English: "A source has no driver or several, or one that can't work: it would send out more than the key, write, or not say whose record came back.",
		Example: strings.Replace(sectioned("", ""), "driver: {file: shared-data/records.json}", "driver: {file: shared-data/records.json, http: 'https://data.example', push: 7d}", 1)},
	{Code: HintDecides, Name: "hint-decides", Title: "提示当了依据",
		English: "A condition, waiver, computation or instant decision reads a cell that its source allows only as a hint.",
		Example: strings.NewReplacer("title: 成立日期}", "title: 成立日期, hint: true}").Replace(sectioned("facts:\n  org: {source: organisation}\n"+conditionOn("org.since < today"), ""))},
	{Code: EntryAddress, Name: "entry-address", Title: "外部系统的入口不对",
		English: "The address of a department's own system is not on https, or sign-on is handed over to a system without a name.",
		Example: strings.Replace(sectioned("", ""), "kind: Item\n", "kind: Item\nentry: {external: 'http://system.example/shop'}\n", 1)},
	{Code: PublicBare, Name: "public-bare", Title: "把个人信息公开了",
		English: "What is made public of a decision would tell who or where a person is, or how to reach him.",
		Example: sectioned("", "      - {id: boss, type: text, title: 负责人姓名, length: [2, 50], need: true}\n", "  publicity: {granted: {for: 1y, show: {form.boss: whole}}}\n")},
	{Code: PublicMask, Name: "public-mask", Title: "遮法不合字段",
		English: "A mask is for another type of field: what it would show can't be told.",
		Example: sectioned("", "", "  publicity: {granted: {for: 1y, show: {form.agreed: area}}}\n")},
	{Code: IdentityLevel, Name: "identity-level", Title: "实名等级没有用",
		English: "An identity level that there is not (2 to 5), or one of a section or a signature that asks for no more than the item does, or of nobody: staff fills the section in, nobody signs the paper.",
		Example: sectioned("materials:\n  - {id: application, title: 申请书, from: form, sign: applicant, identity: 3}\n", "")},
	{Code: DatedRows, Name: "dated-rows", Title: "按日期生效的数不对",
		English: "A row of a dated table does not begin after the one before it, has a value that its field can't hold, or stands in a source that is not dated or is kept elsewhere.",
		Example: sectioned("", "") + "-- sources/amounts.yaml --\nkind: Source\nid: amounts\ntitle: 金额\ndated: true\nfields:\n  - {id: monthly, type: money, title: 每月}\nrows:\n" +
			"  - {from: '2026-01-01', basis: 甲文, values: {monthly: '100'}}\n  - {from: '2025-01-01', basis: 乙文, values: {monthly: '80'}}\n"},
}
