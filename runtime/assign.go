package runtime

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/fault"
	"banshi/runtime/identity"
	"banshi/runtime/notice"
)

// MostAtOnce is how many cases one order may be about.
const MostAtOnce = 100

// Colleagues knows who serves an office. The directory of staff is one.
type Colleagues interface {
	// Colleagues lists the members of staff who take steps of an office's cases now.
	Colleagues(ctx context.Context, office string) ([]identity.Account, error)
	// Having lists the members of staff who have one of some roles now, anywhere, also in a colleague's place.
	Having(ctx context.Context, roles ...actor.Role) ([]identity.Account, error)
}

// Assigning is an order about who has cases in hand.
type Assigning struct {
	Numbers []string
	To      string // account; "" nobody
	Take    bool   // also from who has it in hand, with a reason
	Reason  string
	Key     string // of the client: the same key is the same order
}

// What an order came to for one case.
const (
	AssignDone    = "done"
	AssignClaimed = "claimed" // somebody else has it in hand
	AssignGone    = "gone"    // there is none, or it is none of the caller's
	AssignEnded   = "ended"   // nothing is to do about it any more
	AssignForeign = "foreign" // who shall have it does not serve its office
)

// Assigned is what the order came to for one case.
type Assigned struct {
	Number string `json:"number"`
	Result string `json:"result"`       // "" not tried yet
	By     string `json:"by,omitempty"` // who has it in hand
}

// ClaimMove is one case of an order on its way into the store.
type ClaimMove struct {
	Number string
	From   []string // accounts whose claim gives way; nobody's always does
	Any    bool     // whoever has it
	To     Claim
	Audit  audit.Event
	Tell   []notice.Notice
}

// ClaimOrder is an order on its way into the store.
type ClaimOrder struct {
	Account, Key, Subject string
	At                    time.Time
	Results               []Assigned // those without a result are tried
	Moves                 map[string]ClaimMove
}

// Assign takes cases in hand, gives them back, or hands them to a colleague: those that are free and one's own,
// and somebody else's only with a reason. Each case has its own result; the one who comes later sees who was first.
// Codes: unauthenticated, forbidden, invalid, conflict (the key).
func (d *Desk) Assign(ctx context.Context, o Assigning) ([]Assigned, error) {
	who, err := worker(ctx)
	if err != nil {
		return nil, err
	}
	if !who.Actor().Handles() {
		return nil, fault.New(fault.Forbidden, sayNoAssign)
	}
	o.Reason = strings.TrimSpace(o.Reason)
	if err := checkAssigning(o); err != nil {
		return nil, err
	}
	slices.Sort(o.Numbers)
	o.Numbers = slices.Compact(o.Numbers)
	said := o
	said.Key = ""
	subject, err := digestOf(said)
	if err != nil {
		return nil, err
	}
	order := ClaimOrder{Account: who.Account.ID, Key: o.Key, Subject: subject, At: d.Clock().UTC(), Moves: map[string]ClaimMove{}}
	known := map[string][]identity.Account{}
	for _, n := range o.Numbers {
		r, move, err := d.assignOne(ctx, who, o, n, known)
		if err != nil {
			return nil, err
		}
		order.Results = append(order.Results, r)
		if r.Result == "" {
			order.Moves[n] = move
		}
	}
	out, err := d.Store.Assign(ctx, order)
	if err != nil {
		return nil, fmt.Errorf("runtime: assign cases: %w", err)
	}
	return out, nil
}

func checkAssigning(o Assigning) error {
	switch {
	case !idempotencyKey.MatchString(o.Key):
		return badKey()
	case len(o.Numbers) == 0 || len(o.Numbers) > MostAtOnce:
		return fault.New(fault.Invalid, sayHowMany.With(MostAtOnce), fault.Field{Path: "numbers", Message: sayHowMany.With(MostAtOnce)})
	case o.Take && o.Reason == "":
		return fault.New(fault.Invalid, sayWhyTake, fault.Field{Path: "reason", Message: sayWhyTake})
	case utf8.RuneCountInString(o.Reason) > 200 || !textFault(o.Reason).None():
		return fault.New(fault.Invalid, sayMaxText.With(200), fault.Field{Path: "reason", Message: sayMaxText.With(200)})
	}
	return nil
}

func (d *Desk) assignOne(ctx context.Context, who identity.Current, o Assigning, number string, known map[string][]identity.Account) (Assigned, ClaimMove, error) {
	r := Assigned{Number: number}
	c, err := d.find(ctx, who, number, actor.CaseClaim)
	switch {
	case fault.Is(err, fault.Conflict):
		r.Result = AssignEnded
		return r, ClaimMove{}, nil
	case fault.Is(err, fault.NotFound), fault.Is(err, fault.Forbidden):
		r.Result = AssignGone
		return r, ClaimMove{}, nil
	case err != nil:
		return r, ClaimMove{}, err
	}
	now := d.Clock().UTC()
	move := ClaimMove{Number: number, From: []string{who.Account.ID}, Any: o.Take}
	act := "case.release"
	if o.To != "" {
		to, ok, err := d.colleague(ctx, who, c, o.To, known)
		if err != nil {
			return r, move, err
		}
		if !ok {
			r.Result = AssignForeign
			return r, move, nil
		}
		move.To = Claim{Account: to.ID, Name: to.Name, At: now}
		act = "case.assign"
		switch to.ID {
		case who.Account.ID:
			act = string(actor.CaseClaim)
		case c.Claim.Account: // has it already
		default:
			if move.Tell, err = d.assigned(ctx, c, to.ID, now); err != nil {
				return r, move, err
			}
		}
	}
	move.Audit = audit.Event{At: now, Actor: who.Actor(), Act: act, Object: audit.Object{Kind: string(actor.Case), ID: number},
		Detail: map[string]any{"to": o.To, "before": c.Claim.Account, "take": o.Take, "reason_length": utf8.RuneCountInString(o.Reason)}}
	return r, move, nil
}

// colleague finds who may have the case in hand.
func (d *Desk) colleague(ctx context.Context, who identity.Current, c Case, id string, known map[string][]identity.Account) (identity.Account, bool, error) {
	if id == who.Account.ID {
		return who.Account, true, nil
	}
	list, ok := known[c.Office]
	if !ok {
		var err error
		if list, err = d.Config.Colleagues.Colleagues(ctx, c.Office); err != nil {
			return identity.Account{}, false, fmt.Errorf("runtime: colleagues: %w", err)
		}
		known[c.Office] = list
	}
	for _, x := range list {
		if x.ID == id {
			return x, actor.Can(identity.Current{Account: x}.Actor(), actor.CaseClaim, caseObject(c)) == nil, nil
		}
	}
	return identity.Account{}, false, nil
}

// Colleagues lists those to whom the caller may hand a case: who handles cases in an office that he or she serves,
// without the caller. Codes: unauthenticated, forbidden.
func (d *Desk) Colleagues(ctx context.Context) ([]identity.Account, error) {
	who, err := worker(ctx)
	if err != nil {
		return nil, err
	}
	if !who.Actor().Handles() {
		return nil, fault.New(fault.Forbidden, sayNoAssign)
	}
	var out []identity.Account
	for _, office := range who.Actor().Offices() {
		list, err := d.Config.Colleagues.Colleagues(ctx, office)
		if err != nil {
			return nil, fmt.Errorf("runtime: colleagues: %w", err)
		}
		for _, x := range list {
			there := slices.ContainsFunc(out, func(y identity.Account) bool { return y.ID == x.ID })
			if !there && x.ID != who.Account.ID {
				out = append(out, x)
			}
		}
	}
	slices.SortFunc(out, func(a, b identity.Account) int { return strings.Compare(a.Name+a.ID, b.Name+b.ID) })
	return out, nil
}
