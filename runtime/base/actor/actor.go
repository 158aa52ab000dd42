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

// Role is what a member of staff is trusted with. One may have several.
type Role string

// The roles of staff.
const (
	Clerk      Role = "clerk"      // 窗口人员: receives, pre-examines, hands out
	Examiner   Role = "examiner"   // 审查人员: examines and proposes
	Approver   Role = "approver"   // 审批人员: decides
	Author     Role = "author"     // 事项编制: writes definitions
	Publisher  Role = "publisher"  // 事项发布: lets a definition become law here
	Supervisor Role = "supervisor" // 电子监察: sees all, changes nothing
	Admin      Role = "admin"      // 系统管理: people and offices; no cases
)

// Roles lists every role once.
func Roles() []Role {
	return []Role{Clerk, Examiner, Approver, Author, Publisher, Supervisor, Admin}
}

// Actor is who acts. ID is an account, never an identity number: it stands in
// logs and in the audit trail, which outlive the case.
type Actor struct {
	Kind    Kind
	ID      string   // account; "" only for Nobody
	Name    string   // for showing; never stored in the audit trail
	Level   int      // how surely we know who it is: 1–5; staff and system: 5
	Roles   []Role   // of staff
	Offices []string // of staff: ids of the offices that he or she serves
	For     string   // of persons: Holder.Key of whom he or she acts for now
	Self    bool     // of persons: For is the person, or an organisation that the person may bind
}

// Robot is the system itself, doing what no person asked for just now; its id names the job.
func Robot(job string) Actor { return Actor{Kind: System, ID: "system:" + job, Level: 5} }

// Has reports whether the actor has the role.
func (a Actor) Has(r Role) bool { return a.Kind == Staff && slices.Contains(a.Roles, r) }

// Object is the thing acted upon, as far as permission asks. What doesn't
// apply stays empty; an empty Owner or Office is nobody's, not everybody's.
type Object struct {
	Kind   ObjectKind
	ID     string
	State  State    // of a case
	Owner  string   // Actor.ID of who made it
	Holder string   // Holder key in whose name it was made
	Signer string   // Actor.ID of whom the paper at hand names to sign it
	Office string   // office that handles it
	Level  int      // the level of identity that the item demands; 0 none
	Makers []string // Actor.ID of everyone who examined the case: none of them may decide it
}

// ObjectKind is what sort of thing.
type ObjectKind string

// The kinds of object.
const (
	Item    ObjectKind = "item"    // a definition
	Draft   ObjectKind = "draft"   // an application not yet submitted, with its files
	Case    ObjectKind = "case"    // a submitted application, with its files
	Trail   ObjectKind = "trail"   // the audit trail and who looked whom up
	Account ObjectKind = "account" // people and offices
	Mandate ObjectKind = "mandate" // who may act for whom
)

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
