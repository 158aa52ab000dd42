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

// The roles of staff. Those that take steps of a case are called in a definition (`who`) by the same words.
const (
	ReformOffice  Role = "reform_office"  // 改革办: what the district reforms; reviews and publishes definitions
	ServiceOffice Role = "service_office" // 政务服务办(政数局): runs halls and the catalogue; reviews and publishes
	DataOffice    Role = "data_office"    // 数据管理: sources and what may be read of them
	ItemManager   Role = "item_manager"   // 部门事项管理员: writes the definitions of a department
	DataOwner     Role = "data_owner"     // 部门数据管理员: answers for the records of a department
	WindowClerk   Role = "window_clerk"   // 窗口人员: receives, pre-examines, hands out
	Approver      Role = "approver"       // 审查人员: examines and proposes
	Leader        Role = "leader"         // 决定人(分管领导): decides
	Inspector     Role = "inspector"      // 核查人员: looks on the spot
	SealKeeper    Role = "seal_keeper"    // 印章管理员: seals what was decided
	Archivist     Role = "archivist"      // 档案员: keeps what is finished
	Supervisor    Role = "supervisor"     // 监察员: sees all, masked, and changes nothing
	TownAdmin     Role = "town_admin"     // 镇街管理员: staff of the town's offices; no cases
	DistrictAdmin Role = "district_admin" // 区级管理员: staff and offices; no cases
	Auditor       Role = "auditor"        // 审计员: reads who did and saw what
)

// Roles lists every role once.
func Roles() []Role {
	return []Role{ReformOffice, ServiceOffice, DataOffice, ItemManager, DataOwner, WindowClerk, Approver, Leader, Inspector,
		SealKeeper, Archivist, Supervisor, TownAdmin, DistrictAdmin, Auditor}
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

// Handles reports whether the actor takes steps of cases, in the offices that he or she serves.
func (a Actor) Handles() bool {
	return slices.ContainsFunc([]Role{WindowClerk, Approver, Leader, Inspector, SealKeeper}, a.Has)
}

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
