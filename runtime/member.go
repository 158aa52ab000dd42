package runtime

import (
	"context"
	"slices"
	"strings"
	"time"

	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/notice"
)

// Member is somebody who works in the district's offices. The sign-in knows the person; what he or she is
// trusted with stands here alone.
type Member struct {
	Account string
	Name    string
	Title   string // 桂城街道窗口人员
	Town    string // code of the town whose administrator looks after this one; "" the district
	Joined  string // YYYY-MM-DD, as all days here
	Left    string // "" while here
	Version int    // rises with every change
	Posts   []Appointment
	Leaves  []Leave
}

// Appointment is one post for a time. One that has ended stays: it says who was what when.
type Appointment struct {
	ID string
	actor.Post
	From  string // its first day
	Until string // its last; "" open
	By    string // account of who appointed
}

// Leave is a time in which somebody is away and rests from all posts; the deputy has them meanwhile.
type Leave struct {
	ID     string
	From   string
	Until  string // its last day; before the first: it was taken back before a day of it was over
	Deputy string // account; "" nobody
	By     string
}

// Void reports whether it ended before a day of it was over: its days are no period to show.
func (l Leave) Void() bool { return l.Until < l.From }

// on reports whether a day lies in a period.
func on(day, from, until string) bool { return from <= day && (until == "" || day <= until) }

// overlap reports whether two periods have a day in common.
func overlap(from, until, from2, until2 string) bool {
	return (until2 == "" || from <= until2) && (until == "" || from2 <= until)
}

// InForce reports whether the appointment holds on a day.
func (a Appointment) InForce(day string) bool { return on(day, a.From, a.Until) }

// Ended reports whether it is over before the day.
func (a Appointment) Ended(day string) bool { return a.Until != "" && a.Until < day }

// Away is the leave on a day.
func (m Member) Away(day string) (Leave, bool) {
	i := slices.IndexFunc(m.Leaves, func(l Leave) bool { return on(day, l.From, l.Until) })
	if i < 0 {
		return Leave{}, false
	}
	return m.Leaves[i], true
}

// Location is where an office is.
type Location struct {
	Office, Title string
	Department    string // id
	Town          string // code of the town that it serves alone; "" more than one
}

// Titled is a town or a department.
type Titled struct{ ID, Title string }

// Locations says where offices are. The catalogue has them.
type Locations interface {
	Locations() []Location
	Towns() []Titled
	Departments() []Titled
}

// Staffing is one change of the directory.
type Staffing struct {
	Member Member // as it is afterwards; its Version is the one that was seen, 0 of who joins
	Order  string // digest of all that was ordered
	Key    string // of the client; "" none
	By     string
	At     time.Time
	Audit  audit.Event
	// Out ends all sessions of the account in the same transaction.
	Out bool
	// HandOver gives open work to another account, or back to the queue of its office (""); nil leaves it.
	HandOver *string
	Tell     []notice.Notice
}

// MembersWanted is what is asked of the directory. Empty parts ask for everything.
type MembersWanted struct {
	Query  string // part of a name, a title or an account
	Role   actor.Role
	Office string
	Town   string
	Left   bool // those who have left instead
	Page   int  // from 1
	Size   int
	Today  string
}

// Colleague is somebody with a role at an office.
type Colleague struct {
	Account, Name string
	Role          actor.Role
}

// Members keeps the directory of staff.
type Members interface {
	// Staff makes changes, all of them or none. again: the key of the last was used before. Codes: conflict (changed
	// meanwhile, or there is one by this account).
	Staff(ctx context.Context, list ...Staffing) (m Member, again bool, err error)
	// Member finds one, also who has left. Codes: not_found.
	Member(ctx context.Context, account string) (Member, error)
	// MembersOf lists one page, by name, and how many there are.
	MembersOf(ctx context.Context, w MembersWanted) ([]Member, int, error)
	// Holding lists who has one of the roles at an office on a day, deputies instead of who is on leave; at most a few of each role.
	Holding(ctx context.Context, roles []actor.Role, office, day string) ([]Colleague, error)
	// Trail lists what the audit trail says of an object, oldest first, at most that many.
	Trail(ctx context.Context, kind actor.ObjectKind, id string, most int) ([]Entry, error)
}

// Entry is one event of the audit trail.
type Entry struct {
	At     time.Time
	Kind   actor.Kind
	Actor  string
	Name   string // of a member of staff, as the directory has it
	Act    string
	Detail map[string]any
	Sealed bool // it has its place in the chain
}

func trimmed(list ...*string) {
	for _, s := range list {
		*s = strings.TrimSpace(*s)
	}
}
