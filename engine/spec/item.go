package spec

// Item is the definition of one service item (事项).
type Item struct {
	Kind        Word          `yaml:"kind"`
	ID          Word          `yaml:"id"`
	Code        Word          `yaml:"code"` // 事项编码
	Name        Text          `yaml:"name"`
	AlsoKnownAs []Text        `yaml:"also_known_as"`
	Type        Word          `yaml:"type"` // permit grant confirmation reward other public_service
	Department  Word          `yaml:"department"`
	Themes      Themes        `yaml:"themes"`
	Applicants  []Word        `yaml:"applicants"` // person | organisation
	Acting      []Word        `yaml:"acting"`     // self agent guardian family village
	Access      Access        `yaml:"access"`
	Dispatch    Entries       `yaml:"dispatch"`
	Use         []Word        `yaml:"use"`
	Keep        Span          `yaml:"keep"`
	Entry       *EntryWay     `yaml:"entry"`
	Parts       *Rule         `yaml:"parts"`
	Guide       Guide         `yaml:"guide"`
	Facts       FactList      `yaml:"facts"`
	Situations  []Field       `yaml:"situations"`
	Eligibility []Eligibility `yaml:"eligibility"`
	Form        []Section     `yaml:"form"`
	Materials   []Material    `yaml:"materials"`
	Handling    Handling      `yaml:"handling"`

	Pos  Pos    `yaml:"-"`
	File string `yaml:"-"`
}

// Themes sorts an item under themes of the catalogue, by kind of applicant.
type Themes struct {
	Person       []Word `yaml:"person"`
	Organisation []Word `yaml:"organisation"`
}

// Access says what identity level (实名等级 2–5) is needed: a number or a rule.
type Access struct {
	Identity *Rule `yaml:"identity"`
}

// EntryWay is how the item is begun where it has no form of ours: `guide`, or an external system.
// With SignOn the sign-on is handed over; System is what people call the system.
type EntryWay struct {
	Guide    bool
	External Text
	System   Text
	SignOn   bool
	Pos      Pos
}

// Guide is the 办事指南: only what is not said elsewhere in the definition.
type Guide struct {
	Basis        []Basis   `yaml:"basis"`
	Authority    Text      `yaml:"authority"`
	Reach        Text      `yaml:"reach"`
	OnlineLevel  Text      `yaml:"online_level"`
	WhyVisit     Text      `yaml:"why_visit"`
	Rights       Text      `yaml:"rights"`
	FAQ          []QA      `yaml:"faq"`
	Pitfalls     []Pitfall `yaml:"faults"`
	Intermediary []Text    `yaml:"intermediary"`
	YearlyCheck  Text      `yaml:"yearly_check"`
	Hours        Text      `yaml:"hours"`
	Phones       []Text    `yaml:"phones"`
}

// QA is a frequent question.
type QA struct {
	Ask    Text `yaml:"ask"`
	Answer Text `yaml:"answer"`
}

// Pitfall is a usual reason for a return. In YAML a text, or {fault, mend}.
type Pitfall struct {
	Fault Text `yaml:"fault"`
	Mend  Text `yaml:"mend"`
}
