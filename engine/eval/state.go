package eval

import "banshi/engine/plan"

// State is the result of evaluation: what every channel, the clerk's page, tests, replay and preview
// show. Its canonical JSON has sorted keys, and sorted unique names of what is missing.
type State struct {
	Plan      string                   `json:"plan"` // digest
	Submit    bool                     `json:"submit"`
	Today     string                   `json:"today"`
	Sections  map[string]SectionState  `json:"sections"`
	Fields    map[string]FieldState    `json:"fields"` // by path
	Facts     map[string]FactState     `json:"facts,omitempty"`
	Rules     map[string]RuleState     `json:"rules,omitempty"`
	Materials map[string]MaterialState `json:"materials,omitempty"`
	// Verdict is one of plan.Effects, the gravest so far. It counts only where Decided: a draft of which
	// nothing is known has the verdict pass, since nothing speaks against it yet.
	Verdict  string            `json:"verdict"`
	Settled  bool              `json:"settled"` // no rule undecided
	Parts    map[string]string `json:"parts,omitempty"`
	Review   []string          `json:"review,omitempty"`  // why a person must look, besides rules: paths and names
	Missing  []string          `json:"missing,omitempty"` // names that undecided rules hang on
	Blocked  []Block           `json:"blocked,omitempty"` // what submission waits for, in the order of the form
	Wants    []Want            `json:"wants,omitempty"`   // facts looked for and not had
	Steps    []StepState       `json:"steps,omitempty"`
	Visits   Range             `json:"visits"`
	Limit    *LimitState       `json:"limit,omitempty"`
	Fee      *FeeState         `json:"fee,omitempty"`
	Dispatch *DispatchState    `json:"dispatch,omitempty"`
	Instant  bool              `json:"instant"` // decided by the system itself at submission
	Level    int               `json:"level,omitempty"`
}

// Decided tells whether the verdict counts: it is that of a submission, and no rule is undecided. Until
// then it is advice (预判).
func (s *State) Decided() bool { return s.Submit && s.Settled }

// Passes tells whether a submission is decided, nothing is against it (a warning is not) and nothing
// keeps it from being taken. An unknown never passes.
func (s *State) Passes() bool {
	return s.Decided() && len(s.Blocked) == 0 && plan.Gravity(s.Verdict) <= plan.Gravity("warn")
}

// Words for the three states of a value.
const (
	IsValue   = "value"
	IsEmpty   = "empty"
	IsUnknown = "unknown"
)

// SectionState says whether a section is shown, which identity level filling it in needs, and which of its checks fail.
type SectionState struct {
	Shown   bool     `json:"shown"`
	Level   int      `json:"level,omitempty"`   // where that is its own
	Missing []string `json:"missing,omitempty"` // shown is not known yet because of these
	Errors  []Error  `json:"errors,omitempty"`
}

// FieldState is one field, or one cell of a row.
type FieldState struct {
	Shown    bool    `json:"shown"`
	Need     bool    `json:"need,omitempty"`
	Is       string  `json:"is"` // value, empty, unknown
	Value    any     `json:"value,omitempty"`
	Edit     string  `json:"edit,omitempty"`     // none (computed, hidden), locked, confirm, free
	From     *Origin `json:"from,omitempty"`     // where the value came from; nil: nowhere yet
	Filled   any     `json:"filled,omitempty"`   // what the fill gives, where the answer differs
	Confirm  string  `json:"confirm,omitempty"`  // waiting, done
	Disputed bool    `json:"disputed,omitempty"` // 不对
	// Unverified (待核): the source that would have filled it has not answered, so it is typed.
	Unverified bool     `json:"unverified,omitempty"`
	Missing    []string `json:"missing,omitempty"` // why it is unknown
	Errors     []Error  `json:"errors,omitempty"`
	Options    []string `json:"options,omitzero"` // codes on offer, where something narrows them; [] none is left
	Rows       []string `json:"rows,omitempty"`   // of a table: its rows in order
	Min        string   `json:"min,omitempty"`    // where a rule sets it
	Max        string   `json:"max,omitempty"`
}

// Origin says where a value came from. Kind: answer, fact, user, applicant, computed, profile.
type Origin struct {
	Kind   string `json:"kind"`
	Fact   string `json:"fact,omitempty"`   // path of the fact
	Source string `json:"source,omitempty"` // its source or licence
	Record string `json:"record,omitempty"`
	At     string `json:"at,omitempty"`
}

// Error is what an answer doesn't satisfy. Code names the message; Say is the definition's own text.
type Error struct {
	Code  string   `json:"code"` // one of package field; check: a rule of the definition; undecided: a check that can't be decided
	Say   string   `json:"say,omitempty"`
	Bound string   `json:"bound,omitempty"` // the least or most that is allowed
	Warn  bool     `json:"warn,omitempty"`
	Names []string `json:"names,omitempty"` // check not decided because of these
}

// FactState is what became of a look-up.
type FactState struct {
	Source  string   `json:"source"`
	Is      string   `json:"is"`
	Down    bool     `json:"down,omitempty"`
	Key     string   `json:"key,omitempty"`
	Record  string   `json:"record,omitempty"`
	At      string   `json:"at,omitempty"`
	Count   int      `json:"count,omitempty"` // with many
	Pick    []string `json:"pick,omitempty"`  // records to choose from
	Missing []string `json:"missing,omitempty"`
}

// RuleState is one 受理条件. Result: true, false, unknown, empty, or off where it doesn't apply.
type RuleState struct {
	Result  string   `json:"result"`
	Effect  string   `json:"effect,omitempty"` // what it does to the verdict; nothing where it holds
	Text    string   `json:"text,omitempty"`   // otherwise, with its values
	Missing []string `json:"missing,omitempty"`
}

// MaterialState is one material, or one of a row. State is a word of the table in the language page.
type MaterialState struct {
	State    string    `json:"state"`
	Need     bool      `json:"need"`
	By       string    `json:"by,omitempty"` // reused: by which fact
	Evidence *Evidence `json:"evidence,omitempty"`
	Missing  []string  `json:"missing,omitempty"`
	Promise  string    `json:"promise,omitempty"` // its text, where a promise is on offer
	Defer    bool      `json:"defer,omitempty"`   // a deferral is on offer
	Signer   string    `json:"signer,omitempty"`  // number of who must sign
	Level    int       `json:"level,omitempty"`   // identity level that signing needs, where that is its own
	FormOf   string    `json:"formOf,omitempty"`
}

// Evidence is the record that stands in for a material.
type Evidence struct {
	Source string `json:"source"`
	Record string `json:"record"`
	Title  string `json:"title"`
	Number string `json:"number,omitempty"`
	Issuer string `json:"issuer,omitempty"`
	Until  string `json:"until,omitempty"`
	Trust  string `json:"trust,omitempty"`
	At     string `json:"at,omitempty"`
}

// Block is one thing that submission waits for. Kind: missing (an answer, or the pick of a record:
// choose:<fact>), confirm, error, material, verdict, identity, source, batch.
type Block struct {
	Kind string `json:"kind"`
	Path string `json:"path"`
}

// Want is a fact that evaluation looked for and did not have.
type Want struct {
	Source string `json:"source"`
	Key    string `json:"key,omitempty"`
	Fact   string `json:"fact"` // path of the fact that asks, for the purpose log
	Other  bool   `json:"other,omitempty"`
}

// StepState says whether a step belongs to the case: true, false, or unknown.
type StepState struct {
	ID      string   `json:"id"`
	In      string   `json:"in"`
	Visit   string   `json:"visit,omitempty"`
	Missing []string `json:"missing,omitempty"` // what is unknown of it hangs on these
}

// Range is a number that an unknown answer may still change.
type Range struct {
	Min int `json:"min"`
	Max int `json:"max"`
}

// LimitState are the limits that apply; several where that is not decided yet.
type LimitState struct {
	Statutory string   `json:"statutory,omitempty"`
	Promised  string   `json:"promised,omitempty"`
	Extend    string   `json:"extend,omitempty"`
	Due       string   `json:"due,omitempty"` // promised end, were it accepted today
	Estimated bool     `json:"estimated,omitempty"`
	Least     string   `json:"least,omitempty"` // while it is not decided: the shortest promise that may come of it
	Most      string   `json:"most,omitempty"`  // and the longest
	Missing   []string `json:"missing,omitempty"`
}

// FeeState is what it costs, in 元.
type FeeState struct {
	Amount  string   `json:"amount,omitempty"`
	Missing []string `json:"missing,omitempty"`
}

// DispatchState says which region's office gets the application.
type DispatchState struct {
	Region  string   `json:"region,omitempty"`
	Missing []string `json:"missing,omitempty"`
}
