// Package identity says who is there, how surely we know it, and in whose name
// he or she acts. How somebody proves who he is belongs to a provider (Accounts);
// the one here is a labelled stand-in.
package identity

import (
	"context"
	"slices"
	"time"

	"banshi/runtime/base/actor"
)

// Level is how surely we know who it is, as Guangdong counts: 1 a phone, 2 told
// by oneself, 3 name and number match, 4 face, 5 digital certificate or counter.
type Level int

// The bounds of a level.
const (
	LeastLevel Level = 1
	MostLevel  Level = 5
)

// Identity is a person who signs in. No and Phone are personal: they leave the
// server only to the person's own screen, and masked at that.
type Identity struct {
	ID     string // account; stands in logs and in the audit trail
	No     string // number of the identity document
	Name   string
	Phone  string
	Level  Level
	Method string // how it was proved, in Chinese
	Staff  *Staff // nil: a citizen
	// Village is the code of the village or community whose helper (代办员) it is; "" of none.
	Village string
}

// Staff is what a member of staff is trusted with, and where.
type Staff struct {
	Title string       // 桂城街道窗口人员
	Posts []actor.Post // in force now
}

// Kind is what sort of applicant.
type Kind string

// The kinds of applicant.
const (
	Person       Kind = "person"
	Organisation Kind = "organisation"
)

// ActsAs is by what right one acts for the applicant (user.acts_as of the rules).
type ActsAs string

// The ways to act.
const (
	Self     ActsAs = "self" // oneself, or an organisation that one represents by law
	Agent    ActsAs = "agent"
	Guardian ActsAs = "guardian"
	Family   ActsAs = "family"
	Village  ActsAs = "village"
)

// Applicant is in whose name one acts: who gets the decision.
type Applicant struct {
	ID       string // chooses it among the account's applicants; no personal number: self, organisation/L01, guardian/P003
	Kind     Kind
	No       string // number of the identity document, or 统一社会信用代码
	Name     string
	ActsAs   ActsAs
	Relation string // as the register says: legal_rep, parent, spouse
	// Proven: a register or an authorisation shows the right to act. While it is false
	// every fact about the applicant is handed in as pending, and nothing is submitted.
	Proven bool
	// Of an authorisation: the items that it is for (none listed: all), and its last day, YYYY-MM-DD.
	Items []string
	Until string
}

// Covers tells whether one may act for it in an item.
func (a Applicant) Covers(item string) bool {
	return len(a.Items) == 0 || slices.Contains(a.Items, item)
}

// Key names the holder: kind and number. It compares; it is not for logs.
func (a Applicant) Key() string {
	if a.No == "" {
		return ""
	}
	return string(a.Kind) + "/" + a.No
}

// Account is a person and everybody in whose name he or she may act; oneself comes
// first. Staff accounts have no applicant, so that nobody applies from behind the counter.
type Account struct {
	Identity
	Applicants []Applicant
}

// Applicant finds one by its id; "" is the first.
func (a Account) Applicant(id string) (Applicant, bool) {
	if id == "" && len(a.Applicants) > 0 {
		return a.Applicants[0], true
	}
	i := slices.IndexFunc(a.Applicants, func(p Applicant) bool { return p.ID == id })
	if i < 0 {
		return Applicant{}, false
	}
	return a.Applicants[i], true
}

// as is the account as it was recognised for one session.
func (a Account) as(l Level, method string) Account {
	if l > 0 {
		a.Level = l
	}
	if method != "" {
		a.Method = method
	}
	return a
}

// Accounts is the provider of identities.
type Accounts interface {
	// Account gives an account as it is now. Codes: not_found, unavailable.
	Account(ctx context.Context, id string) (Account, error)
}

// People lists everybody whom one may sign in as: only a stand-in can.
type People interface {
	People(ctx context.Context) ([]Account, error)
}

// Current is who sits before the screen in this request.
type Current struct {
	Account   Account
	Applicant Applicant // zero for staff
	Channel   string    // one of package channel
	CSRF      string
	Begun     time.Time
	Ends      time.Time // when the session ends, whatever is done

	key   string // of the session in the store
	proof Proof
}

// Actor is who acts, for permissions and for the audit trail.
func (c Current) Actor() actor.Actor {
	a := c.Account
	out := actor.Actor{Kind: actor.Person, ID: a.ID, Name: a.Name, Level: int(a.Level),
		For: c.Applicant.Key(), Self: c.Applicant.ActsAs == Self && c.Applicant.Proven}
	for _, p := range a.Applicants {
		if key := p.Key(); key != "" {
			out.Names = append(out.Names, key)
		}
	}
	if a.Staff != nil {
		out.Kind, out.Posts = actor.Staff, a.Staff.Posts
		out.For, out.Self, out.Names = "", false, nil
	}
	return out
}

type contextKey struct{}

// With puts who is there into the context.
func With(ctx context.Context, c Current) context.Context {
	return context.WithValue(ctx, contextKey{}, c)
}

// From is who is there; false: nobody signed in.
func From(ctx context.Context) (Current, bool) {
	c, ok := ctx.Value(contextKey{}).(Current)
	return c, ok
}
