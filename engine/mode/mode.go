// Package mode holds the four modes of handling (办理方式, 附件1 of the district's plan), each a list of
// preset steps in one file. Visits, days, who does what and what a clerk fills in are derived from the
// steps, and so are the ways of a case (runtime/casework); no other code knows a mode by name.
package mode

// Step is one step of a preset. Who is a role of the catalogue, or applicant.
type Step struct {
	ID      string
	Title   string
	English string // of the title
	Who     string
	Visit   bool // the applicant comes in person
	Verify  bool // originals are seen here
	// Handover: a visit only when the applicant chooses the window.
	Handover bool
}

// Mode is one preset.
type Mode struct {
	ID    string
	Title string
	// Visits is the greatest number of visits that the mode may ask for; -1: as the steps say. A handover at
	// the window that the applicant chose is none of them.
	Visits int
	Steps  []Step
}

// All lists the modes in the order of 附件1.
func All() []*Mode {
	return []*Mode{originalPrecheck(), frontVerification(), backVerification(), fullyOnline()}
}

// Chosen tells whether a step is a handover, where a visit is the applicant's own choice.
func (m *Mode) Chosen(step string) bool {
	for _, s := range m.Steps {
		if s.ID == step {
			return s.Handover
		}
	}
	return false
}

// Of finds a mode by its id.
func Of(id string) (*Mode, bool) {
	for _, m := range All() {
		if m.ID == id {
			return m, true
		}
	}
	return nil, false
}

// The steps that presets are made of.
var (
	submit   = Step{ID: "submit", Title: "网上提交", English: "Submit online", Who: "applicant"}
	precheck = Step{ID: "precheck", Title: "预审", English: "Pre-examination", Who: "window_clerk"}
	book     = Step{ID: "book", Title: "预约", English: "Arrange a visit", Who: "applicant"}
	receive  = Step{ID: "receive", Title: "收件", English: "Receipt of the papers", Who: "window_clerk"}
	accept   = Step{ID: "accept", Title: "受理", English: "Acceptance", Who: "window_clerk"}
	review   = Step{ID: "review", Title: "审查", English: "Examination", Who: "approver"}
	inspect  = Step{ID: "inspect", Title: "现场核查", English: "On-site inspection", Who: "inspector", Verify: true}
	decide   = Step{ID: "decide", Title: "决定", English: "Decision", Who: "leader"}
	pay      = Step{ID: "pay", Title: "缴费", English: "Payment", Who: "applicant"}
	make_    = Step{ID: "make", Title: "制证", English: "Making the document", Who: "window_clerk"}
	deliver  = Step{ID: "deliver", Title: "送达", English: "Delivery", Who: "window_clerk", Handover: true}
)

// atCounter is a step to which the applicant comes with the originals.
func atCounter(s Step) Step {
	s.Visit, s.Verify = true, true
	return s
}
