package spec

// Material is a 申请材料.
type Material struct {
	ID        Word     `yaml:"id"`
	Title     Text     `yaml:"title"`
	Help      Text     `yaml:"help"`
	Need      *Rule    `yaml:"need"` // true where left out
	Part      Word     `yaml:"part"`
	Per       *Rule    `yaml:"per"`    // form.<table>: once for each row
	AnyOf     []Text   `yaml:"any_of"` // in another language at materials.<id>.any_of.<n>
	Paper     *Paper   `yaml:"paper"`
	File      *File    `yaml:"file"`
	Template  Text     `yaml:"template"`
	Sample    Text     `yaml:"sample"`
	From      Word     `yaml:"from"`     // form: made by the system
	Sign      *Rule    `yaml:"sign"`     // applicant | user | a number
	Identity  *Rule    `yaml:"identity"` // level that signing it needs, where that is more than the item's
	Verify    Word     `yaml:"verify"`
	Sensitive bool     `yaml:"sensitive"`
	Source    Text     `yaml:"source"` // 来源渠道, e.g. 政府部门核发 / 申请人自备
	Basis     []Basis  `yaml:"basis"`
	Reuse     []Reuse  `yaml:"reuse"`
	Defer     *Defer   `yaml:"defer"`
	Promise   *Promise `yaml:"promise"`
	Welcome   bool     `yaml:"welcome"` // still offered where it is not needed
	Pos       Pos      `yaml:"-"`
}

// Paper says how many originals and copies are wanted where paper is handed in.
type Paper struct {
	Originals int `yaml:"originals"`
	Copies    int `yaml:"copies"`
}

// File bounds what may be uploaded.
type File struct {
	Types []Word `yaml:"types"`
	MaxMB int    `yaml:"max_mb"`
	Pages int    `yaml:"pages"`
}

// Reuse is one way of not asking for the material: a record that proves the same.
type Reuse struct {
	By     Rule  `yaml:"by"`   // a fact, row.<fact>, or `earlier`
	When   *Rule `yaml:"when"` // with `it` for the record tried
	Trust  Word  `yaml:"trust"`
	Within Span  `yaml:"within"`
	Pos    Pos   `yaml:"-"`
}

// Defer is 容缺后补: handed in later, within a span from acceptance.
type Defer struct {
	When   *Rule `yaml:"when"`
	Within Span  `yaml:"within"`
}

// Promise is 告知承诺: a promise in place of the proof.
type Promise struct {
	When *Rule `yaml:"when"`
	Text Text  `yaml:"text"`
}
