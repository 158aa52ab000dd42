package runtime

import (
	"context"
	"errors"
	"io"
	"time"

	"banshi/engine/value"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/files"
	"banshi/runtime/notice"
	"banshi/runtime/sharing"
)

// Sources looks facts up. sharing.Service is one.
type Sources interface {
	// Fetch answers every want; what has not come when ctx ends is pending.
	Fetch(ctx context.Context, r sharing.Request) map[sharing.Want]sharing.Answer
	// Stamps tells which state what is kept here under each want is in: a fact of another stamp is old.
	Stamps(ctx context.Context, wants []sharing.Want) (map[sharing.Want]int64, error)
	// Title is what a source is called; "" where there is none.
	Title(id string) string
	// Owner is the department that keeps a source; "" where nobody says.
	Owner(id string) string
}

// Workdays knows which days are worked in the district. catalog.Service is one.
type Workdays interface {
	Calendar(ctx context.Context) (*value.Calendar, error)
}

// Lookups is the log of look-ups, for those whom they were about. sharing/store.Lookups is one.
type Lookups interface {
	// Traces lists who looked a number up, latest first.
	Traces(ctx context.Context, t sharing.Tracing) ([]sharing.Trace, error)
	// TracedSources lists the sources in which a number was looked up, each once.
	TracedSources(ctx context.Context, number string) ([]string, error)
}

// Files keeps the content of files, each once. files.Store is one.
type Files interface {
	// Put stores what it reads, if the rule takes it, and calls name before anybody may remove it again. Codes:
	// too_large, invalid, full, and those of name.
	Put(ctx context.Context, body io.Reader, rule files.Rule, name func(files.Stored) error) (files.Stored, error)
	// Drop removes those of the contents that nothing names any more.
	Drop(ctx context.Context, list []files.Hash, named files.Named) error
	// Check looks for viruses in some content now, if nobody has. That nobody can tell is no error of the request.
	Check(ctx context.Context, h files.Hash) (files.Check, error)
	// Checks tells what is known of each content.
	Checks(ctx context.Context, list []files.Hash) (map[files.Hash]files.Check, error)
	// PDFOf puts pictures into one PDF. Codes: invalid, not_found (one that can't be shown).
	PDFOf(ctx context.Context, title string, list []files.Sheet, at time.Time) ([]byte, error)
}

// Contents reads what is kept. files.Store is one.
type Contents interface {
	// Open reads content. Codes: not_found.
	Open(ctx context.Context, h files.Hash) (io.ReadCloser, int64, error)
}

// Partials keeps files that are still coming. files.Store is one.
type Partials interface {
	// Coming lists those of a draft.
	Coming(ctx context.Context, draft string) ([]files.Partial, error)
	// Partial says how far one has come. Codes: not_found.
	Partial(ctx context.Context, draft, id string) (files.Partial, error)
	// Take stores one that is whole, as Put does; name gives the id of the file that it became. Codes: conflict (not
	// whole yet), and those of Put.
	Take(ctx context.Context, p files.Partial, rule files.Rule, name func(files.Stored) (string, error)) error
	// GiveUpAll removes those of a draft.
	GiveUpAll(ctx context.Context, draft string) error
}

// Applications keeps drafts. Every change carries its audit event, and writes both or neither.
type Applications interface {
	// Insert writes a new draft, if its owner has fewer than most that mend no case. Codes: too_large.
	Insert(ctx context.Context, a Application, most int, e audit.Event) error
	// Mend writes a draft that mends a returned case of that version; of one who has such a draft already it gives
	// the id of that. Codes: conflict (the case has moved on).
	Mend(ctx context.Context, a Application, version int, e audit.Event) (id string, err error)
	// Mending finds the draft by which an account mends a case. Codes: not_found.
	Mending(ctx context.Context, number, owner string) (id string, err error)
	// Find gives a draft with its files and signings, submitted ones too. Codes: not_found.
	Find(ctx context.Context, id string) (Application, error)
	// Open lists the drafts that somebody owns or that are made in the holder's name ("" none), the
	// newest first, without content.
	Open(ctx context.Context, owner, holder string) ([]Application, error)
	// Save writes a over the version a.Version. With bump, for what the applicant changed, the version rises
	// by one and the event is written once a sitting. Codes: conflict (another version, or submitted meanwhile).
	Save(ctx context.Context, a Application, bump bool, e audit.Event) error
	// Take is Save by another than the owner before, who is named by from. Codes: conflict.
	Take(ctx context.Context, a Application, from string, e audit.Event) error
	// Remove deletes a draft that is not submitted, with its files. Codes: not_found.
	Remove(ctx context.Context, id string, e audit.Event) error
}

// Attachments keeps what is known of files; their content is in Files.
type Attachments interface {
	// Room is what the draft may still take.
	Room(ctx context.Context, draft string) (files.Room, error)
	// Attach adds a file to the draft and raises its version, whatever it was; the same content for the
	// same material stays one file. Codes: conflict (submitted), too_large.
	Attach(ctx context.Context, draft string, f File, e audit.Event) (File, error)
	// Detach takes a file off and raises the version. Codes: not_found, conflict.
	Detach(ctx context.Context, draft, file string, e audit.Event) error
	// Arrange puts the files of a material into an order ("": it stays) and turns those named, and raises the version.
	// Codes: not_found, conflict (the order does not name each of them once).
	Arrange(ctx context.Context, draft, material string, order []string, turns map[string]int, e audit.Event) error
	// Bundle adds a file, under its id, in the place of others, and raises the version. Codes: not_found, conflict, too_large.
	Bundle(ctx context.Context, draft string, f File, instead []string, e audit.Event) (File, error)
	// Named tells which of some contents a draft or a case holds.
	Named(ctx context.Context, list []files.Hash) (map[files.Hash]bool, error)
	// FileOf finds a file of a draft. Codes: not_found.
	FileOf(ctx context.Context, draft, file string) (File, error)
	// FileOfCase finds a file of a case, of any round. Codes: not_found.
	FileOfCase(ctx context.Context, number, file string) (File, error)
}

// Invitations keeps what others were asked to sign.
type Invitations interface {
	// Invite writes what is asked, in the place of what was asked for the same paper of the draft, and tells who is asked.
	Invite(ctx context.Context, s Signing, token string, tell []notice.Notice, e audit.Event) error
	// Invited finds what a token asks for. Codes: not_found.
	Invited(ctx context.Context, token string) (Signing, error)
	// Answer writes the answer, and the draft with it over the version a.Version, which rises. Codes: conflict
	// (another version, submitted, or asked anew).
	Answer(ctx context.Context, a Application, s Signing, tell notice.Notice, e audit.Event) error
}

// KeysKept is how long the key of a request is known: within it the same key does a thing once. Clients try again for
// minutes; what is older than a week is a thing of its own.
const KeysKept = 7 * 24 * time.Hour

// Handing is one submission on its way into the store.
type Handing struct {
	Case       Case // of a first submission its Number is "": the store gives one
	District   string
	Submission Submission
	Key        string // of the client: the same key gives the same case. A draft is handed in once, so it stands for the whole order
	Account    string
	Draft      string
	Version    int         // of the draft
	From       actor.State // of the case that is mended, as it was seen
	Event      Happening
	Audit      audit.Event // its Object.ID is set to the number
	Then       Follow      // what the system did to it at once; Case holds what came of it
	Unverified []Unverified
	Digests    []string // of the numbers by which it is found
	Earlier    *Earlier // nil: no rule looked at earlier cases
}

// ErrOvertaken says that a holder has other cases now than the rules saw. Nothing was stored: evaluate again.
var ErrOvertaken = errors.New("runtime: another case of this holder came in between")

// Step is one change of a case: everything that is written with it, in one transaction.
type Step struct {
	Case    Case   // as it stands afterwards; its Version is still that which was seen
	Order   string // what was ordered, and a digest of all that was said: a key stands for that and nothing else
	Key     string
	Account string
	At      time.Time
	Follow
}

// Follow is what is written with a change of a case.
type Follow struct {
	Done      []Done // in this order
	Work      []Work
	Issued    []Issued
	Amendment *Amendment
	// Publication is what of a decision is public, and Outcome what statistics count of it.
	Publication *Publication
	Outcome     *Outcome
	Seat        *Seat           // a place that goes with it
	Reseat      bool            // in place of the one there was
	Unseat      *Unseat         // the place of a case for which nobody comes any more
	Round       *Submission     // a further round, of an amendment
	Unverified  []Unverified    // what of that round waits for its register, with what came of it so far
	Digests     []string        // of the numbers by which the case is found from then on, too
	News        []notice.Notice // what people are told of it; the number of a new case is put in
}

// Cases keeps cases.
type Cases interface {
	// Submit makes the case, or the next round of one, and closes the draft, all in one transaction.
	// again: the key was used before, and this is what it gave. Codes: conflict (draft of another
	// version, submitted under another key, or the case is in another state).
	Submit(ctx context.Context, h Handing) (c Case, again bool, err error)
	// Submitted finds what a key gave before. Codes: not_found.
	Submitted(ctx context.Context, account, key string) (number, draft string, err error)
	// Advance changes a case. again: the key was used before. Codes: conflict.
	Advance(ctx context.Context, s Step) (c Case, again bool, err error)
	// Ordered finds what a key did before; false where it did nothing. Codes: conflict (another order).
	Ordered(ctx context.Context, account, key, order string) (c Case, done bool, err error)
	// Viewed writes down that somebody looked at a case.
	Viewed(ctx context.Context, e audit.Event) error
}

// CaseReader reads cases.
type CaseReader interface {
	// Case finds one. Codes: not_found.
	Case(ctx context.Context, number string) (Case, error)
	// Submission gives the last submission of a case, with its files. Codes: not_found.
	Submission(ctx context.Context, number string) (Submission, error)
	// Timeline lists what happened, oldest first.
	Timeline(ctx context.Context, number string) ([]Happening, error)
	// CasesOf lists the cases that somebody owns or that are in the holder's name ("" none), newest first.
	CasesOf(ctx context.Context, owner, holder string) ([]Case, error)
	// Record is what was written in the course of a case: documents, work of staff, results, amendments.
	Record(ctx context.Context, number string) (Record, error)
	// Late lists the numbers of cases in one of some states whose ActBy is before a day.
	Late(ctx context.Context, states []actor.State, day string) ([]string, error)
	// Pressing lists cases that wait for their office and whose day is tomorrow, today or over, and of which nobody was told so,
	// by number, after one; none: that is all.
	Pressing(ctx context.Context, today, tomorrow, after string) ([]Case, error)
	// DueFor lists the cases in one of some states whose ActBy lies between two days, both included, and of which nobody was
	// reminded yet.
	DueFor(ctx context.Context, states []actor.State, from, to string) ([]Case, error)
	// SubmissionOf gives one submission of a case, with its files. Codes: not_found.
	SubmissionOf(ctx context.Context, number string, round int) (Submission, error)
}

// Worklist reads the list of staff, and keeps its filters.
type Worklist interface {
	// Desk lists cases of a filter in its order, after a place (nil: from the first), at most so many.
	Desk(ctx context.Context, f Filter, after *Place, most int) ([]Case, error)
	// DeskCounts counts by state, item and office, each without its own choice.
	DeskCounts(ctx context.Context, f Filter) (Counts, error)
	// Filters lists those of an account and those shared with the offices, by title.
	Filters(ctx context.Context, account string, offices []string) ([]SavedFilter, error)
	// SaveFilter writes one: fresh, while its owner has fewer than most, or over the owner's own. Codes: not_found, too_large.
	SaveFilter(ctx context.Context, f SavedFilter, fresh bool, most int, e audit.Event) error
	// RemoveFilter takes the owner's own away. Codes: not_found.
	RemoveFilter(ctx context.Context, id, owner string, e audit.Event) error
}

// Claims keeps who has which case in hand.
type Claims interface {
	// Assign tries every move of an order in one transaction; a key that was used gives what it gave. Codes: conflict
	// (the key was used for another order).
	Assign(ctx context.Context, o ClaimOrder) ([]Assigned, error)
}

// Finder keeps what cases are found by.
type Finder interface {
	// Unkeyed lists cases of which that is not written yet.
	Unkeyed(ctx context.Context, most int) ([]string, error)
	// Key writes it.
	Key(ctx context.Context, list []Keyed, e audit.Event) error
}

// Marker keeps the marks of staff on papers.
type Marker interface {
	// Marks lists those of a case, the oldest first.
	Marks(ctx context.Context, number string) ([]Mark, error)
	// AddMark writes one; the same id gives the one that is there. Codes: too_large (most on one case).
	AddMark(ctx context.Context, m Mark, most int, e audit.Event) (Mark, error)
	// RemoveMark takes the account's own away. Codes: not_found.
	RemoveMark(ctx context.Context, number, id, account string, e audit.Event) error
}

// Readers keeps who has a case open. It is no event of the trail.
type Readers interface {
	// Reading notes that me reads, unless that was noted since `noted`, and lists the others seen since `seen`.
	Reading(ctx context.Context, number string, me Reader, seen, noted time.Time) ([]Reader, error)
	// Left forgets that the account reads.
	Left(ctx context.Context, number, account string) error
}

// Store is all of it; runtime/store is one.
type Store interface {
	Applications
	Attachments
	Invitations
	Cases
	CaseReader
	PaperReader
	Worklist
	Claims
	Finder
	Marker
	Encloser
	Readers
	Members
	Doubts
	CounterCodes
	ScreenStore
	QueryCodes
	RatingStore
	SnagStore
	ConsultationStore
	FAQStore
	SignOnStore
	Views
	DisputeStore
	BookingStore
	ImportStore
	Publications
	MonthStore
}
