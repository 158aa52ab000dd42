// Package actor says who acts, and what each may do to what, in which state.
// The whole answer is the table in table.go; Can reads it and nothing else.
package actor

import "slices"

// Kind is what sort of being acts.
type Kind string

// The kinds. Nobody is a visitor who has not signed in.
const (
	Nobody Kind = ""
	Person Kind = "person"
	Staff  Kind = "staff"
	System Kind = "system"
)

// Post is an appointment that is in force: a role, and where it holds. What the role isn't bound to stays
// empty, see Role.Bound.
type Post struct {
	Role       Role
	Office     string // id
	Department string // id
	Town       string // code
	For        string // Actor.ID of the colleague on leave in whose place one acts (代); "" in one's own
	ForName    string // for showing
}

// At makes a post of a role at each office.
func At(role Role, offices ...string) []Post {
	out := make([]Post, len(offices))
	for i, o := range offices {
		out[i] = Post{Role: role, Office: o}
	}
	return out
}

// Actor is who acts. ID is an account, never an identity number: it stands in
// logs and in the audit trail, which outlive the case.
type Actor struct {
	Kind  Kind
	ID    string   // account; "" only for Nobody
	Name  string   // for showing; never stored in the audit trail
	Level int      // how surely we know who it is: 1–5; staff and system: 5
	Posts []Post   // of staff: what is in force now
	Names []string // of persons: Holder.Key of everyone in whose name he or she may act
	For   string   // of persons: Holder.Key of whom he or she acts for now
	Self  bool     // of persons: For is the person, or an organisation that the person may bind
}

// Robot is the system itself, doing what no person asked for just now; its id names the job.
func Robot(job string) Actor { return Actor{Kind: System, ID: "system:" + job, Level: 5} }

// Has reports whether the actor has the role, anywhere.
func (a Actor) Has(r Role) bool {
	return a.Kind == Staff && slices.ContainsFunc(a.Posts, func(p Post) bool { return p.Role == r })
}

// Roles lists the actor's roles, each once.
func (a Actor) Roles() []Role {
	out := []Role{}
	for _, p := range a.Posts {
		if !slices.Contains(out, p.Role) {
			out = append(out, p.Role)
		}
	}
	return out
}

// Binds is the Holder.Key in whose name the actor speaks by his or her own right: what belongs to it is listed, whoever began
// it. "" while acting for somebody else.
func (a Actor) Binds() string {
	if a.Self {
		return a.For
	}
	return ""
}

// Handles reports whether the actor takes steps of cases, anywhere.
func (a Actor) Handles() bool { return len(a.Offices()) > 0 }

// HandlesAt reports whether the actor takes steps of an office's cases.
func (a Actor) HandlesAt(office string) bool { return slices.Contains(a.Offices(), office) }

// Offices lists the offices of whose cases the actor takes steps, sorted.
func (a Actor) Offices() []string {
	out := []string{}
	for _, p := range a.Posts {
		if a.Kind == Staff && p.Office != "" && slices.Contains(handling, p.Role) {
			out = append(out, p.Office)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Object is the thing acted upon, as far as permission asks. What doesn't
// apply stays empty; an empty Owner or Office is nobody's, not everybody's.
type Object struct {
	Kind       ObjectKind
	ID         string
	State      State    // of a case
	Owner      string   // Actor.ID of who made it
	Holder     string   // Holder key in whose name it was made
	Signer     string   // Actor.ID of whom the paper at hand names to sign it
	Office     string   // office that handles it
	Department string   // of a definition: whose it is
	Town       string   // of an account: code of the town whose offices it serves alone; "" the district's
	Level      int      // the level of identity that the item demands; 0 none
	Makers     []string // Actor.ID of everyone who examined the case: none of them may decide it
}

// ObjectKind is what sort of thing.
type ObjectKind string

// The kinds of object.
const (
	Item     ObjectKind = "item"     // a definition
	Draft    ObjectKind = "draft"    // an application not yet submitted, with its files
	Case     ObjectKind = "case"     // a submitted application, with its files
	Trail    ObjectKind = "trail"    // the audit trail and who looked whom up
	Account  ObjectKind = "account"  // a member of staff; ID and Owner are the account
	Mandate  ObjectKind = "mandate"  // who may act for whom
	Dispute  ObjectKind = "dispute"  // of a value of a register; Department keeps it
	Imported ObjectKind = "imported" // a licence that was brought in from paper; Department issues such, Makers brought it in
	Reads    ObjectKind = "reads"    // who read what of somebody; ID is the account that asks, Holder whom it is about
	Notice   ObjectKind = "notice"   // what somebody is told; Owner is the account
	Licence  ObjectKind = "licence"  // of whom it is asked what he or she holds
	Rating   ObjectKind = "rating"   // 好差评: a grade; Office is whose work it is about, Makers who did that
	Snag     ObjectKind = "snag"     // 办不成事; Office is to which it was handed over
)

// Consultation is a question that somebody asks; Office is that which answers it.
const Consultation ObjectKind = "consultation"

// FAQ is an answered question that is proposed for an item's guide; Office is that which proposed it, Department that of the
// item, Makers who proposed it.
const FAQ ObjectKind = "faq"

// Booking is a visit to an office.
const Booking ObjectKind = "booking"

// Screen is a second screen (副屏) of an office's window.
const Screen ObjectKind = "screen"

// State is the state of a case (办件状态).
type State string

// The states of a case. The set is closed: being overdue or paid is a condition beside it.
const (
	Submitted      State = "submitted"
	PrecheckFailed State = "precheck_failed"
	PrecheckPassed State = "precheck_passed"
	AwaitingOnsite State = "awaiting_onsite"
	Received       State = "received"
	Correction     State = "correction"
	RejectedIntake State = "rejected_intake"
	Accepted       State = "accepted"
	InReview       State = "in_review"
	JointReview    State = "joint_review"
	Special        State = "special"
	Suspended      State = "suspended"
	OnsiteVerify   State = "onsite_verify"
	DecidedYes     State = "decided_yes"
	DecidedNo      State = "decided_no"
	DecidedPartial State = "decided_partial"
	Paying         State = "paying"
	Issued         State = "issued"
	Delivering     State = "delivering"
	Done           State = "done"
	Withdrawn      State = "withdrawn"
	Transferred    State = "transferred"
	Archived       State = "archived"
)
