package diag

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
)

var checkErrors = []Info{
	{Code: UnknownReference, Name: "unknown-reference", Title: "没有这个东西",
		English: "A name refers to something that the catalogue or the item does not have.", Example: sectioned("", "      - {id: kind, type: txt, title: 种类, length: [1, 50]}\n")},
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
}

var checkWarnings = []Info{}

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
