// Package push takes in what departments push: records and licences that are new, changed or struck off.
//
// A push is a list of JSON lines, signed as a whole. Each line is a message with an id of its own and stands for
// itself: it is accepted, ignored (something newer is known) or refused with the reason, and the receipt says so line
// by line. A message that comes again gives the same outcome again. Of one record the numbers of its order count, not
// the order in which messages arrive.
package push

import (
	"context"
	"time"

	"banshi/engine/record"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/fault"
	"banshi/runtime/sharing"
)

// The limits of one push.
const (
	MaxBody  = 8 << 20  // bytes of a push: send more as several
	MaxLine  = 64 << 10 // bytes of a line
	MaxLines = 10_000
	Window   = 5 * time.Minute // by which the clock of the sender may differ from ours
	chunk    = 100             // lines of one transaction: between two, others may write
)

// Op is what a message says of its record.
type Op string

// The ops. Add and Change do the same, since systems send what they have again; Revoke strikes off. Whole says that
// from here on the source is complete: what was not pushed isn't there.
const (
	Add    Op = "add"
	Change Op = "change"
	Revoke Op = "revoke"
	Whole  Op = "whole"
)

// Message is one line.
type Message struct {
	ID     string     `json:"id"`
	Op     Op         `json:"op"`
	Source string     `json:"source"`        // person, or licences/food_permit
	Seq    int64      `json:"seq,omitempty"` // place in the order of what is said of the record, from 1
	Record record.Row `json:"record,omitzero"`
}

// Outcome is what became of a line.
type Outcome string

// The outcomes.
const (
	Accepted Outcome = "accepted"
	Ignored  Outcome = "ignored" // something newer is known
	Refused  Outcome = "refused"
)

// Line is what a receipt says of one line.
type Line struct {
	Line    int
	ID      string // of the message, where it could be read
	Outcome Outcome
	Again   bool // it came before, and this is what became of it then
	Reason  fault.Text
}

// Receipt is the answer to a push.
type Receipt struct {
	Key                        string
	At                         time.Time
	Digest                     string // sha-256 of the body
	Accepted, Ignored, Refused int
	Lines                      []Line
}

// Key is a department's right to push: how it proves to be the one, and what it may push.
type Key struct {
	ID      string   `json:"id"`
	Secret  string   `json:"secret,omitempty"`  // that it shares with us: base64, at least 32 bytes; or
	Subject string   `json:"subject,omitempty"` // common name of its certificate, of the authority that BANSHI_PUSH_CA names
	Title   string   `json:"title,omitempty"`
	Sources []string `json:"sources"`
}

// Shape judges a record by what its source declares. Each complaint is for the receipt.
type Shape func(row record.Row) []fault.Text

// Done is a line that may be written.
type Done struct {
	ID     string // of the message
	Digest string // of the line
	Own    sharing.Own
	Whole  bool // it says that Own.Source is complete
}

// Said is what became of it.
type Said struct {
	Outcome Outcome
	Again   bool
	Other   bool // the id was used before for something else
}

// Feed is how a source is pushed to.
type Feed struct {
	Heard time.Time // the last time that its department was heard
	Whole bool      // all of it was pushed
}

// Store keeps pushes.
type Store interface {
	// Hear writes down that a key was heard, for each of its sources. Codes: conflict (the nonce was used before).
	Hear(ctx context.Context, key, nonce string, sources []string, at time.Time) error
	// Take writes lines in one transaction, with the event, and says of each what became of it.
	Take(ctx context.Context, key string, lines []Done, e audit.Event) ([]Said, error)
	// Feed tells how a source is pushed to; zero: it never was.
	Feed(ctx context.Context, source string) (Feed, error)
}
