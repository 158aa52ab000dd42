package spec

// Handling is the 办理方式 of an item.
type Handling struct {
	Mode    Word     `yaml:"mode"`
	Limit   []Limit  `yaml:"limit"`
	Steps   []Step   `yaml:"steps"` // a map id → step in YAML, order kept
	Instant *Rule    `yaml:"instant"`
	Fee     []Fee    `yaml:"fee"`
	Result  []Result `yaml:"result"`
	Deliver []Word   `yaml:"deliver"`
	Batch   *Batch   `yaml:"batch"`
	Offer   *Offer   `yaml:"offer"`
	// Publicity says what of a decision anybody may read; none: nothing.
	Publicity *Publicity `yaml:"publicity"`
	Pos       Pos        `yaml:"-"`
}

// Limit is one line of the time limits; the first whose When holds counts.
type Limit struct {
	When      *Rule `yaml:"when"`
	Statutory Span  `yaml:"statutory"`
	Promised  Span  `yaml:"promised"`
	Extend    Span  `yaml:"extend"`
	Pos       Pos   `yaml:"-"`
}

// Step is a 环节. With the id of a preset's step it changes that one, else it stands after or beside another.
type Step struct {
	ID       Word      `yaml:"-"`
	Title    Text      `yaml:"title"`
	Who      Word      `yaml:"who"`
	When     *Rule     `yaml:"when"`
	Limit    Span      `yaml:"limit"`
	Visit    *Rule     `yaml:"visit"`
	Verify   Word      `yaml:"verify"` // originals
	Clock    Word      `yaml:"clock"`  // stops
	After    Word      `yaml:"after"`
	Beside   Word      `yaml:"beside"`
	Form     []Section `yaml:"form"`
	Points   []Point   `yaml:"points"`
	Document Text      `yaml:"document"`
	Outcomes []Outcome `yaml:"outcomes"`
	Pos      Pos       `yaml:"-"`
}

// Point is a 审查要点: what the actor of a step must look at; read in rules as form.<id>, a finding.
type Point struct {
	ID     Word    `yaml:"id"`
	Title  Text    `yaml:"title"`
	LookAt []Word  `yaml:"look_at"`
	When   *Rule   `yaml:"when"`
	Basis  []Basis `yaml:"basis"`
	Pos    Pos     `yaml:"-"`
}

// Outcome names where an answer of the actor leads: a step, `refuse` or `correct`.
type Outcome struct {
	Answer Word
	To     Word
}

// Fee is one line of the fee; the first whose When holds counts. Amount in 元.
type Fee struct {
	When   *Rule   `yaml:"when"`
	Amount Rule    `yaml:"amount"`
	Basis  []Basis `yaml:"basis"`
	Due    Word    `yaml:"due"`
	Pos    Pos     `yaml:"-"`
}

// Result is what the applicant gets, and what later items can read. Fields names cells of the licence or
// of the source that the record is written into, each with a rule of the cell's type.
//
// The record of a source that is looked up by a person's or organisation's number is written under
// `key`, where Fields has one; else under the only field of the key's type that it gives (uscc of a new
// organisation); else under the applicant's number. Other keys, such as a project's code, the source
// gives itself. A licence's holder is the applicant, and its number is given when it is made, unless
// Fields says holder_no, holder or number.
type Result struct {
	Licence  Word     `yaml:"licence"`
	Record   Word     `yaml:"record"`
	Document Word     `yaml:"document"`
	Title    Text     `yaml:"title"`
	When     *Rule    `yaml:"when"`
	Part     Word     `yaml:"part"`
	Per      *Rule    `yaml:"per"`
	Valid    Span     `yaml:"valid"`
	ValidTo  *Rule    `yaml:"valid_to"`
	Fields   []Assign `yaml:"fields"`
	Pos      Pos      `yaml:"-"`
}

// Assign gives one field of a result its value.
type Assign struct {
	Field Word
	Value Rule
}

// Batch is a window in which all hand in, and a rank that decides.
type Batch struct {
	Open  [2]Text `yaml:"open"`
	Quota *Quota  `yaml:"quota"`
	Rank  []Rank  `yaml:"rank"`
	Pos   Pos     `yaml:"-"`
}

// Quota is read from a source by a key.
type Quota struct {
	Source Word  `yaml:"source"`
	Key    *Rule `yaml:"key"`
}

// Rank orders the applications of a batch.
type Rank struct {
	When  *Rule `yaml:"when"`
	By    Rule  `yaml:"by"`
	Order Word  `yaml:"order"` // up | down
}

// Offer is 免申即享: those of a source who qualify are asked.
type Offer struct {
	Source Word `yaml:"source"`
	When   Rule `yaml:"when"`
	Pos    Pos  `yaml:"-"`
}
