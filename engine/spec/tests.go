package spec

// Tests stand beside a definition (kind: Tests).
type Tests struct {
	Kind  Word   `yaml:"kind"`
	Item  Word   `yaml:"item"`
	Tests []Test `yaml:"tests"`
	// Equivalents are changed rules that no test can tell from the right ones, named by hand.
	Equivalents []Equivalent `yaml:"equivalents"`
	Pos         Pos          `yaml:"-"`
}

// Equivalent is one change of a rule, as mutation writes it, that makes no difference, and why.
type Equivalent struct {
	Mutant Text `yaml:"mutant"` // eligibility.age.that comparison: form.n > 0 → form.n >= 0
	Reason Text `yaml:"reason"`
	Pos    Pos  `yaml:"-"`
}

// Test is one case: an input in the names of evaluation, and what must come out. Values are free
// JSON-like data (text, bool, list, map; numbers keep their source text).
type Test struct {
	Name      Text           `yaml:"name"`
	As        Text           `yaml:"as"` // person/P004, organisation/L04
	User      *TestUser      `yaml:"user"`
	Today     Text           `yaml:"today"`
	Submit    *bool          `yaml:"submit"` // true where left out
	Down      []Word         `yaml:"down"`
	Pending   []Word         `yaml:"pending"`
	Facts     map[string]any `yaml:"facts"` // replaces a source's records for this test
	Answers   map[string]any `yaml:"answers"`
	Confirmed any            `yaml:"confirmed"` // paths; `all` where left out
	Disputed  []Text         `yaml:"disputed"`
	Chosen    map[string]any `yaml:"chosen"`
	Given     []Text         `yaml:"given"`
	Promised  []Text         `yaml:"promised"`
	Deferred  []Text         `yaml:"deferred"`
	FormOf    map[string]any `yaml:"form_of"`
	Signed    any            `yaml:"signed"`
	Insist    bool           `yaml:"insist"`
	Expect    Expect         `yaml:"expect"`
	Pos       Pos            `yaml:"-"`
	Places    Places         `yaml:"-"`
}

// Places says where the keys and elements of a test stand, those of its free data too, by their path:
// answers.plate, answers.managers.0.name, disputed.1, expect.fields.amount.value. What a key says stands at its path with a =:
// expect.rules.age=.
type Places map[string]Pos

// TestUser is who sits before the screen.
type TestUser struct {
	Is     Text `yaml:"is"`
	ActsAs Word `yaml:"acts_as"`
	Level  int  `yaml:"level"`
	Phone  Text `yaml:"phone"`
}

// Expect is what a test states of the state. What is left out is not looked at.
type Expect struct {
	Verdict   *Word          `yaml:"verdict"`
	Settled   *bool          `yaml:"settled"`
	Rules     map[string]any `yaml:"rules"`
	Fields    map[string]any `yaml:"fields"`
	Errors    []Text         `yaml:"errors"`
	Warnings  []Text         `yaml:"warnings"` // places that warn and do not block
	Materials map[string]any `yaml:"materials"`
	Missing   []Text         `yaml:"missing"`
	Blocked   any            `yaml:"blocked"`
	Visits    any            `yaml:"visits"`
	Days      any            `yaml:"days"`
	Fee       any            `yaml:"fee"`
	Parts     map[string]any `yaml:"parts"`
	Steps     []Word         `yaml:"steps"`
	Instant   *bool          `yaml:"instant"`
	Dispatch  *Word          `yaml:"dispatch"` // code of the region whose office gets it
	Level     int            `yaml:"level"`    // identity level that is asked for
	// Public is what would be made public, by outcome (granted, refused) and path; an outcome that is left out publishes
	// nothing.
	Public map[string]any `yaml:"public"`
}
