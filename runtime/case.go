package runtime

import (
	"encoding/json"
	"time"

	"banshi/runtime/base/actor"
	"banshi/runtime/casework"
)

// Case is a submitted application. Its evaluated content stands in its submissions.
type Case struct {
	Number        string
	Item          string
	ItemVersion   int
	Name          string // of the item, at submission
	State         actor.State
	Version       int // rises with every change
	Owner         string
	Holder        string
	ApplicantKind string
	ApplicantName string
	Office        string // id
	OfficeTitle   string
	Verdict       string
	Round         int    // of its last submission, from 1
	Promised      string // promised limit: 5wd
	Due           string // its last day, were it accepted on the day of submission
	Instant       bool   // 即办: the system itself accepted and decided it at submission
	Credit        string // tier of the applicant when it was handed in, "" where the item doesn't ask for it; its record stands with the facts
	Checks        Tally
	Submitted     time.Time
	Changed       time.Time
	Opinion       string // what was last said to the applicant: the opinion of a return, a notice, a decision
	Progress      casework.Progress
	ActBy         string        // the last day of what it waits for now; "" for none
	Waits         casework.Side // on whose side it waits
	Legal         string        // the last day by law, once accepted
	Channel       string        // of its last submission
	Claim         Claim
}

// Claim says who has a case in hand. An empty one is nobody's.
type Claim struct {
	Account string
	Name    string
	At      time.Time
}

// Submission is what was handed in once. It never changes: the state is that of its day, its facts
// and its version for ever.
type Submission struct {
	Number      string
	Round       int
	Draft       string // id of the draft
	At          time.Time
	Today       string // YYYY-MM-DD
	Channel     string
	Item        string
	ItemVersion int
	Plan        string          // digest
	Content     json.RawMessage // Content, without the answers of hidden fields
	Input       json.RawMessage // eval.Input: with the plan it gives the state again
	Facts       json.RawMessage // Facts, with provenance
	Materials   json.RawMessage // path → eval.MaterialState
	State       json.RawMessage // canonical eval.State
	Trace       json.RawMessage // []Round: which facts were asked for, in which order, and how that ended
	Files       []File
}

// Happening is one line of a case's timeline.
type Happening struct {
	Seq   int
	At    time.Time
	Event string // one of package casework
	Round int
	By    actor.Kind
	Actor string // account
	Name  string // of who did it, as it was then; "" in what was written before names were kept
	Title string // of a member of staff: 桂城街道窗口人员
	Text  string // the opinion
	// Findings of staff by check; the applicant reads the opinion instead.
	Findings map[string]Finding
	Step     string // id of the step that was done
	Answer   string // what its actor answered
	Document int    // Seq of what was written with it; 0 none
}
