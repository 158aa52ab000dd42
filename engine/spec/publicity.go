package spec

// Publicity (结果公示) says what of a decision is made public, apart for one that grants (also in part) and one that
// refuses; what is not written is not made public. The item, the office, the day and the outcome always stand with it.
type Publicity struct {
	Basis   []Basis  `yaml:"basis"`
	Granted *Publish `yaml:"granted"`
	Refused *Publish `yaml:"refused"`
	Pos     Pos      `yaml:"-"`
}

// Publish is what is shown of a decision, and for how long (公示期), from the day of the decision.
type Publish struct {
	For  Span    `yaml:"for"`
	Show []Shown `yaml:"show"` // {path: mask}
	Pos  Pos     `yaml:"-"`
}

// Shown is one value that is shown, and how much of it. Path: applicant.name, applicant.no, form.<field>, or
// result.number and result.valid_to of the licence. A mask is one of whole, name (张**), number (****12), area (down to
// the town) and year; the name and number of an organisation are shown whole under any of them.
type Shown struct {
	Path Word
	Mask Word
}
