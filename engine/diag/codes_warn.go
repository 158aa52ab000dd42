package diag

import "strings"

// Codes of checks, W4xx: what is unwise in a definition. Owned by package check.
const (
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

	RegisterValue    Code = "W417"
	RefuseUnsure     Code = "W418"
	ResultKind       Code = "W419"
	WhyVisitUnneeded Code = "W420"
	OnlineLevel      Code = "W421"
	SamePhone        Code = "W422"
	StepLeftOut      Code = "W423"
	BadHours         Code = "W440"
	BadZone          Code = "W441"
	NoSlots          Code = "W442"
)

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
	{Code: RegisterValue, Name: "register-value", Title: "登记库里有读不出的值",
		English: "A register holds a value that the options or the code table of its field don't know, or that its type can't read.",
		Example: sectioned("", "") + strings.Replace(exampleRecords, "存续", "在营", 1)},
	{Code: RefuseUnsure, Name: "refuse-unsure", Title: "不予受理靠常常没有回音的来源",
		English: "A refusal hangs on a source that is often down: then all cases go to a person.",
		Example: strings.Replace(sectioned("facts:\n  org: {source: organisation}\n"+conditionOn("org.status == \"active\""), ""), "id: organisation\n", "id: organisation\noften_down: true\n", 1)},
	{Code: ResultKind, Name: "result-kind", Title: "证照写成了文书",
		English: "A result that is a licence by its name is only a document, so that later items can't look it up.",
		Example: strings.Replace(sectioned("", ""), "document: 决定书", "document: 开店许可证", 1)},
	{Code: WhyVisitUnneeded, Name: "why-visit-unneeded", Title: "没有到现场，却说了原因",
		English: "The guide says why one must come in person, and no step brings anybody in.",
		Example: strings.Replace(sectioned("", ""), "guide:\n", "guide:\n  why_visit: 要见原件\n", 1)},
	{Code: OnlineLevel, Name: "online-level", Title: "网办深度和到现场矛盾",
		English: "The guide says that the item is wholly online (level IV), and everybody must come.",
		Example: strings.Replace(handled("front_verification", "[{statutory: 20wd, promised: 5wd}]", "0"), "guide:\n", "guide:\n  why_visit: 要见原件\n  online_level: Ⅳ级（全程网办）\n", 1)},
	{Code: SamePhone, Name: "same-phone", Title: "咨询和投诉是同一个电话",
		English: "One asks and complains at the same number.",
		Example: strings.Replace(sectioned("", ""), "{id: market, title: 示例局}", "{id: market, title: 示例局, phone: 0757-80000000}", 1)},
	{Code: StepLeftOut, Name: "step-left-out", Title: "行政许可少了环节",
		English: "A permit always leaves out a step that every permit has.",
		Example: sectioned("", "", "  steps:\n    review: {when: false}\n")},
	{Code: BadHours, Name: "bad-hours", Title: "办公时间读不出来",
		English: "The hours of an office are not written so that one can tell whether it is open.", Example: strings.Replace(sectioned("", ""), "hours: 工作日", "hours: 周一到周五 9点到17点", 1)},
	{Code: BadZone, Name: "bad-zone", Title: "时区写得不对",
		English: "The time zone is not written as in the tz database: Asia/Shanghai.", Example: strings.Replace(sectioned("", ""), "kind: Catalog\n", "kind: Catalog\ntime_zone: 北京时间\n", 1)},
	{Code: NoSlots, Name: "no-slots", Title: "预约算不出时段",
		English: "Visits to an office can be booked, but its hours don't say when.", Example: strings.Replace(sectioned("", ""), "hours: 工作日", "hours: 工作日, booking: {slot: 30, places: 2, ahead: 14}", 1)},
}
