package diag

import "strings"

// Codes of loading, E1xx: from bytes to the words of the language. Owned by package load.
const (
	TooMany         Code = "E100"
	TooManyWarnings Code = "W100"
	UnknownKey      Code = "E101"
	DuplicateKey    Code = "E102"
	WrongType       Code = "E103"
	Alias           Code = "E104"
	NumberForText   Code = "E105"
	Tab             Code = "E106"
	NotUTF8         Code = "E107"
	TooLarge        Code = "E108"
	TooDeep         Code = "E109"
	MissingKey      Code = "E110"
	BadID           Code = "E111"
	ReservedID      Code = "E112"
	UnknownWord     Code = "E113"
	BadSpan         Code = "E114"
	EmptyDocument   Code = "E115"
	SeveralDocs     Code = "E116"
	BadLanguage     Code = "E117"
	FoldedRule      Code = "E118"
	Syntax          Code = "E119"
	BadCharacter    Code = "E120"
	YAMLTag         Code = "E121"
	CutRule         Code = "E122"
	MissingValue    Code = "E123"
	UnknownKind     Code = "E124"
	MisplacedFile   Code = "E125"
	WrongFileName   Code = "E126"
	NoCatalog       Code = "E127"
	BadDate         Code = "E128"
	BadNumber       Code = "E129"
	OneOf           Code = "E130"
	Unreadable      Code = "E131"
)

var loadCodes = []Info{
	// The first two come from List.Finish and not from a file: no example can raise them alone.
	{Code: TooMany, Name: "too-many", Title: "错误太多", English: "More errors were found than are listed."},
	{Code: TooManyWarnings, Name: "too-many-warnings", Title: "提醒太多", English: "More warnings were found than are listed."},
	{Code: UnknownKey, Name: "unknown-key", Title: "没有这个键",
		English: "Keys are strict: a misspelt one would silently say nothing.",
		Example: codes("", "titel: 行业\n")},
	{Code: DuplicateKey, Name: "duplicate-key", Title: "键写了两次",
		English: "The same key stands twice in one map; which one counts would be chance.",
		Example: codes("", "title: 行业分类\n")},
	{Code: WrongType, Name: "wrong-type", Title: "值的类型不对",
		English: "A value has another shape than its key takes: a list for a text, a map for a rule.",
		Example: "kind: Codes\nid: industries\ntitle: [行业, 分类]\ncodes: []\n"},
	{Code: Alias, Name: "alias", Title: "不用锚点和别名",
		English: "YAML anchors (&a), aliases (*a) and merge keys (<<) are refused: a definition is read from top to bottom.",
		Example: "kind: Codes\nid: industries\ntitle: &t 行业\ncodes: []\n"},
	{Code: NumberForText, Name: "number-for-text", Title: "编码要加引号",
		English: "An unquoted number stands where a text or a code belongs; other YAML tools would read 0123 as 83 or lose digits.",
		Example: codes("  - {code: 0110, text: 谷物种植}\n", "")},
	{Code: Tab, Name: "tab", Title: "有制表符",
		English: "A tab looks like some number of blanks, and YAML forbids it for indentation.",
		Example: codes("  - code: \"01\"\n\t  text: 农业\n", "")},
	{Code: NotUTF8, Name: "not-utf8", Title: "不是 UTF-8",
		English: "The file is not encoded in UTF-8 (often GBK, from an old editor).",
		Example: "kind: Codes\nid: industries\ntitle: \xd0\xd0\xd2\xb5\ncodes: []\n"},
	{Code: TooLarge, Name: "too-large", Title: "文件太大",
		English: "A definition file has at most 1 MiB.",
		Make:    func() string { return codes("", "# "+strings.Repeat("x", 1<<20)+"\n") }},
	{Code: TooDeep, Name: "too-deep", Title: "嵌套太深",
		English: "Maps and lists may stand in one another at most 64 deep.",
		Example: "kind: Codes\nid: industries\ntitle: 行业\ncodes: " + strings.Repeat("[", 65) + strings.Repeat("]", 65) + "\n"},
	{Code: MissingKey, Name: "missing-key", Title: "缺少必需的键",
		English: "A key that this kind of map must have is not there.",
		Example: "kind: Codes\nid: industries\ncodes: []\n"},
	{Code: BadID, Name: "bad-id", Title: "标识不合写法",
		English: "An id is small Latin letters, digits and _, begins with a letter and has at most 40 characters.",
		Example: "kind: Codes\nid: Industries-2017\ntitle: 行业\ncodes: []\n"},
	{Code: ReservedID, Name: "reserved-id", Title: "标识是保留字",
		English: "The id is a name that every rule already has (form applicant user today row value it) or a word of the rule language.",
		Example: "kind: Fragment\nid: person_block\ntitle: 个人\nfacts:\n  applicant: {source: person}\n"},
	{Code: UnknownWord, Name: "unknown-word", Title: "不在可选词之内",
		English: "The value is none of the words that this key takes.",
		Example: "kind: Licence\nid: food_permit\ntitle: 食品经营许可证\nholders: [company]\nissuer: market_supervision\n"},
	{Code: BadSpan, Name: "bad-span", Title: "期限写法不对",
		English: "A span of time is a whole number and a unit: 5wd (working days), 7d, 2mo, 1y; a timeout 500ms, 2s.",
		Example: "kind: Licence\nid: food_permit\ntitle: 食品经营许可证\nholders: [organisation]\nissuer: market_supervision\nfresh: 1 day\n"},
	{Code: EmptyDocument, Name: "empty-document", Title: "文件是空的",
		English: "There is nothing in the file, or nothing between two lines of ---.",
		Example: "# 还没有写\n"},
	{Code: SeveralDocs, Name: "several-documents", Title: "一个文件里有几份定义",
		English: "A second document (---) stands in a file that holds one: items, tests, translations, the catalogue.",
		Example: "kind: Tests\nitem: elder_allowance\ntests: []\n---\nkind: Tests\nitem: elder_allowance\ntests: []\n"},
	{Code: BadLanguage, Name: "unsupported-language", Title: "语言版本不支持",
		English: "The catalogue is written in a version of the definition language that this program doesn't read.",
		Example: "kind: Catalog\nlanguage: 99\nid: nanhai\ntitle: 南海区\ndistrict: {code: \"440605\", title: 南海区}\n"},
	{Code: FoldedRule, Name: "folded-rule", Title: "规则不能折行",
		English: "A rule is written on one line, in quotes, or as a block with |; a folded block (>) would hide where its words stand.",
		Example: "kind: Fragment\nid: person_block\ntitle: 个人\nfacts:\n  org:\n    source: organisation\n    when: >\n      applicant.kind\n      == \"organisation\"\n"},
	{Code: Syntax, Name: "syntax", Title: "YAML 写法有误",
		English: "The text is not YAML.",
		Example: "kind: Codes\nid: industries\ntitle: 行业: 分类\ncodes: []\n"},
	{Code: BadCharacter, Name: "bad-character", Title: "有不可见的字符",
		English: "A control character, a line separator or a character that turns the direction of writing: the text would not be what it looks like.",
		Example: "kind: Codes\nid: industries\ntitle: \"行\u202e业\"\ncodes: []\n"},
	{Code: YAMLTag, Name: "tag", Title: "感叹号开头要加引号",
		English: "A value that begins with ! is a tag for YAML: a rule that begins so must be quoted.",
		Example: "kind: Fragment\nid: person_block\ntitle: 个人\nfacts:\n  org: {source: organisation, when: !form.private }\n"},
	{Code: CutRule, Name: "cut-rule", Title: "规则被 YAML 切断",
		English: "A comma, a brace or a # ended the rule early: quote it.",
		Example: "kind: Fragment\nid: person_block\ntitle: 个人\nfacts:\n  org: {source: organisation, when: form.list.exists(r, r.n > 3)}\n"},
	{Code: MissingValue, Name: "missing-value", Title: "键后没有值",
		English: "A key stands there without a value.",
		Example: "kind: Codes\nid: industries\ntitle:\ncodes: []\n"},
	{Code: UnknownKind, Name: "unknown-kind", Title: "kind 不对",
		English: "The file doesn't say which kind of definition it is, or names none that there is.",
		Example: "kind: Itme\nid: elder_allowance\n"},
	{Code: MisplacedFile, Name: "misplaced-file", Title: "文件放错了地方",
		English: "In the folder of a catalogue each kind has its place.",
		Example: catalog("-- sources/industries.yaml --\nkind: Codes\nid: industries\ntitle: 行业\ncodes: []\n")},
	{Code: WrongFileName, Name: "wrong-file-name", Title: "文件名与标识不符",
		English: "A file with one definition bears its id, so that whoever looks for it finds it.",
		Example: catalog("-- codes/industry.yaml --\nkind: Codes\nid: industries\ntitle: 行业\ncodes: []\n")},
	{Code: NoCatalog, Name: "no-catalog", Title: "没有 catalog.yaml",
		English: "The folder of a catalogue has a catalog.yaml.",
		Example: "-- codes/industries.yaml --\nkind: Codes\nid: industries\ntitle: 行业\ncodes: []\n"},
	{Code: BadDate, Name: "bad-date", Title: "日期不对",
		English: "A day is written 2026-03-02 and exists in the calendar.",
		Example: codes("  - {code: \"01\", text: 农业, from: 2026-02-30}\n", "")},
	{Code: BadNumber, Name: "bad-number", Title: "数不对",
		English: "A whole number is wanted here, not below zero, within its bounds.",
		Example: "kind: Licence\nid: food_permit\ntitle: 食品经营许可证\nholders: [organisation]\nissuer: market_supervision\nmax: 1.5\n"},
	{Code: OneOf, Name: "one-of", Title: "几个键只能写一个",
		English: "Of some keys exactly one must be there, such as source and licence of a fact.",
		Example: "kind: Fragment\nid: person_block\ntitle: 个人\nfacts:\n  org: {source: organisation, licence: business_licence}\n"},
	{Code: Unreadable, Name: "unreadable", Title: "文件读不出",
		English: "The file or folder could not be read.",
		Example: catalog("-- codes/industries.yaml/x --\n")},
}

// codes is an example of the kind Codes with some lines under `codes` and behind it.
func codes(lines, after string) string {
	if lines == "" {
		lines = "  - {code: \"01\", text: 农业}\n"
	}
	return "kind: Codes\nid: industries\ntitle: 行业\ncodes:\n" + lines + after
}

// catalog is an example of a whole folder with one more file.
func catalog(file string) string {
	return "-- catalog.yaml --\nkind: Catalog\nlanguage: 1\nid: nanhai\ntitle: 南海区\ndistrict: {code: \"440605\", title: 南海区}\n" + file
}
