package plan

import "banshi/engine/expr"

// Step is a 环节, in the order of handling. Beside it may stand others at the same time.
type Step struct {
	ID       string     `json:"id"`
	Title    string     `json:"title"`
	Who      string     `json:"who"` // a role; applicant
	WhoTitle string     `json:"whoTitle,omitempty"`
	When     *expr.Node `json:"when,omitempty"`
	Visit    *expr.Node `json:"visit,omitempty"`
	Limit    *Span      `json:"limit,omitempty"`
	Verify   bool       `json:"verify,omitempty"`
	Stops    bool       `json:"stops,omitempty"` // the clock stands during it
	Beside   string     `json:"beside,omitempty"`
	Document string     `json:"document,omitempty"`
	Outcomes []Outcome  `json:"outcomes,omitempty"`
}

// Outcome names where an answer of the actor leads.
type Outcome struct {
	Answer string `json:"answer"`
	To     string `json:"to"`
}

// Limit is one line of the time limits.
type Limit struct {
	When      *expr.Node `json:"when,omitempty"`
	Statutory *Span      `json:"statutory,omitempty"`
	Promised  *Span      `json:"promised,omitempty"`
	Extend    *Span      `json:"extend,omitempty"`
}

// Fee is one line of the fee, in 元.
type Fee struct {
	When   *expr.Node `json:"when,omitempty"`
	Amount *expr.Node `json:"amount"`
	Basis  []Basis    `json:"basis,omitempty"`
	Due    string     `json:"due,omitempty"`
}

// Result is what comes out when the item is granted.
type Result struct {
	Kind    string     `json:"kind"` // licence, record, document
	Of      string     `json:"of"`
	Title   string     `json:"title"`
	When    *expr.Node `json:"when,omitempty"`
	Part    string     `json:"part,omitempty"`
	Per     string     `json:"per,omitempty"`
	Valid   *Span      `json:"valid,omitempty"`
	ValidTo *expr.Node `json:"validTo,omitempty"`
	Fields  []Assign   `json:"fields,omitempty"`
	// Key is the field under whose value it is looked up; KeyApplicant under the applicant's number, "" where the
	// source gives the key itself.
	Key string `json:"key,omitempty"`
}

// KeyApplicant is the key of what is looked up by the applicant's number.
const KeyApplicant = "applicant.no"

// Assign gives one field of a result its value.
type Assign struct {
	Field string     `json:"field"`
	Value *expr.Node `json:"value"`
}

// Batch is a window for handing in, and a rank that decides.
type Batch struct {
	From        string     `json:"from"`
	To          string     `json:"to"`
	QuotaSource string     `json:"quotaSource,omitempty"`
	QuotaKey    *expr.Node `json:"quotaKey,omitempty"`
	Rank        []Rank     `json:"rank,omitempty"`
}

// Rank orders applications of a batch.
type Rank struct {
	When *expr.Node `json:"when,omitempty"`
	By   *expr.Node `json:"by"`
	Down bool       `json:"down,omitempty"`
}

// Offer names whom we ask (免申即享).
type Offer struct {
	Source string     `json:"source"`
	When   *expr.Node `json:"when"`
}

// Guide is what the 办事指南 says beyond the rest of the plan.
type Guide struct {
	Basis        []Basis   `json:"basis,omitempty"`
	Authority    string    `json:"authority,omitempty"`
	Reach        string    `json:"reach,omitempty"`
	OnlineLevel  string    `json:"onlineLevel,omitempty"`
	WhyVisit     string    `json:"whyVisit,omitempty"`
	Rights       string    `json:"rights,omitempty"`
	FAQ          []QA      `json:"faq,omitempty"`
	Pitfalls     []Pitfall `json:"faults,omitempty"`
	Intermediary []string  `json:"intermediary,omitempty"`
	YearlyCheck  string    `json:"yearlyCheck,omitempty"`
	Hours        string    `json:"hours,omitempty"`
	Phones       []string  `json:"phones,omitempty"`
}

// QA is a frequent question with its answer.
type QA struct {
	Ask    string `json:"ask"`
	Answer string `json:"answer"`
}

// Pitfall is a usual reason for a return, and how to avoid it.
type Pitfall struct {
	Fault string `json:"fault"`
	Mend  string `json:"mend,omitempty"`
}
