package runtime

import (
	"encoding/json"
	"time"

	"banshi/runtime/base/actor"
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
	Submitted     time.Time
	Changed       time.Time
	Opinion       string // 预审意见, the last one
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
	Text  string // the opinion
}

// Filter narrows the list of cases that staff look at.
type Filter struct {
	Offices []string // nil: of all offices
	State   actor.State
	Query   string // part of a number, or of the applicant's or the item's name
	Page    int    // from 1
	Size    int
}
