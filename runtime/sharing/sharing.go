// Package sharing looks facts up in shared-data sources (registers, licences) and
// never lets one of them hold up a person: what has not come in time is pending,
// what fails is down, and both are answers.
package sharing

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Want is one look-up: a source or a kind of licence (one of the two), and a key. A
// source that is one table for all has the key "".
type Want struct {
	Source  string
	Licence string
	Key     string
}

// ID names the source or the licence, as file names and addresses do.
func (w Want) ID() string {
	if w.Licence != "" {
		return "licences/" + w.Licence
	}
	return w.Source
}

// MaxRecords is the greatest number of records of one key: a source that gives more is not to be trusted with the form.
const MaxRecords = 1000

// Status is how a look-up ended.
type Status string

// The three ends. Records may be none: that is an answer too (查无此人).
const (
	Records Status = "records"
	Pending Status = "pending" // not come yet; ask again
	Down    Status = "down"    // the source fails
)

// Answer is what came of a Want.
type Answer struct {
	Status  Status
	Records []Record  // with Status Records; maybe none. Shared: not to be changed
	At      time.Time // when the source was asked
	From    string    // where it came from, for the person: title of the source
	Via     string    // where it came from, for whoever must prove it: the driver's own words
	Why     string    // with Down: timeout unreachable garbage open refused unlogged unknown limit; of an Incomplete one too
	// Incomplete, with Records: the driver doesn't answer, and these are only the records that are kept here. What
	// they show is true; that there is no more of them is not said.
	Incomplete bool
	// Stamp tells which state of what is kept here under the key went into the answer, see Book.Stamps; 0: nothing.
	Stamp int64
}

// Limit is why nobody was asked: the account has typed too many keys, see Config.TypedHour.
const Limit = "limit"

// Unlogged is why nobody was asked: the look-up could not be written down first.
const Unlogged = "unlogged"

// Record is one record of a source.
type Record struct {
	ID string // within the source
	At string // civil date as of which the source says so; "" not said
	// Cells are JSON values by name (see record.Row.Cells); numbers are json.Number, so that none loses a digit.
	Cells map[string]any
}

// Driver speaks one protocol to one source.
type Driver interface {
	// Lookup gives all records of the key; none is no error. It returns soon after
	// ctx ends, whatever the source does. It gives no record of another key.
	// Errors: ErrUnreachable, ErrGarbage, ErrUnknown, or ctx's own.
	Lookup(ctx context.Context, w Want) ([]Record, error)
	// Via says where answers come from, without the key: for the provenance.
	Via() string
}

// What a driver may say, besides ctx's own errors.
var (
	ErrUnreachable = errors.New("the source can't be reached") // no connection, a server's fault
	ErrGarbage     = errors.New("the source's answer can't be used")
	ErrStranger    = fmt.Errorf("%w: a record of another key", ErrGarbage)
	ErrUnknown     = errors.New("the source doesn't know what is asked for")
)

// Source is one source or kind of licence, with its driver.
type Source struct {
	ID         string
	Licence    bool
	Title      string
	Department string        // that keeps it; "" not said
	Timeout    time.Duration // of one look-up; 0: 2 s
	Fresh      time.Duration // how long an answer may be used again; 0: never
	Driver     Driver
}

// Purpose is why somebody's data is looked up. It is written down before anything is given out.
type Purpose struct {
	Actor string // account, never a personal number
	Item  string
	Draft string // draft or case
	Why   string // fill, submit, review, preview
}

// Request is what one Fetch looks up.
type Request struct {
	Purpose Purpose
	Wants   []Want
	// Anew: no answer from before serves, however fresh its source calls it. What comes is kept for others
	// all the same. A look-up that is still under way serves: it is no older than the source's time-out.
	Anew bool
	// Typed are the wants whose key somebody typed: it may be anybody's, so that how many of them one account looks up
	// is bounded, see Config.TypedHour.
	Typed map[Want]bool
}

// Lookup is one line of the log of who looked whom up.
type Lookup struct {
	At      time.Time
	Purpose Purpose
	Want    Want
	Reused  bool // answered from what was fetched before
	Typed   bool // by a key that was typed
}

// Trace is a look-up as it is told to whom it was about.
type Trace struct {
	ID      int64 // rises with every look-up
	At      time.Time
	Purpose Purpose
	Source  string // as Want.ID says it
	Reused  bool
}

// Tracing is what is asked of the log by somebody's number. Empty parts ask for everything.
type Tracing struct {
	Number string
	Source string
	Drafts []string // of these drafts and cases alone; nil: of all
	Before int64    // an ID: what was written before it; 0: the latest
	Most   int
}

// Log writes down who looked whom up. An error keeps the data back.
type Log interface {
	Lookups(ctx context.Context, batch []Lookup) error
	// Typed counts how many typed keys an account looked up since then, each once.
	Typed(ctx context.Context, account string, since time.Time) (int, error)
}
