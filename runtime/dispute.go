package runtime

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"banshi/engine/eval"
	"banshi/engine/plan"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/fault"
	"banshi/runtime/notice"
)

// DisputeState is what became of a dispute.
type DisputeState string

// The states. Answered ones stay as they are.
const (
	DisputeOpen      DisputeState = "open"
	DisputeCorrected DisputeState = "corrected" // 更正: the register is, or will be, put right
	DisputeUpheld    DisputeState = "upheld"    // 维持
	DisputeWithdrawn DisputeState = "withdrawn"
)

// Dispute (异议) is what somebody says is wrong in a register, and what its keeper answers. The application goes on
// meanwhile, with the value marked (Content.Disputed).
type Dispute struct {
	ID         string
	Account    string // who raised it
	Holder     string // in whose name
	Name       string // of the holder
	Draft      string
	Item, For  string // id and name of the item
	Path       string // form.<field>
	Title      string // of the field
	Source     string // as sharing.Want.ID says it
	Register   string // its title
	Key        string // under which the record was found
	Department string // that keeps the register; "" the data office answers
	Said       json.RawMessage
	Right      string // what is right, in the words of who raised it
	Reason     string
	At         time.Time
	State      DisputeState
	Answer     string
	Answered   time.Time
	By         string // account of who answered
}

// DisputeOrder is what somebody says.
type DisputeOrder struct {
	Path, Right, Reason string
	Key                 string // of the client: the same key is the same dispute
}

// DisputeAnswer is what the keeper of the register says.
type DisputeAnswer struct {
	Correct bool
	Reason  string
}

// DisputeStore keeps disputes.
type DisputeStore interface {
	// Raise writes one, and tells of it; the same id gives the one that is there. Codes: conflict (another is open for the same value), too_large (most open ones of an account).
	Raise(ctx context.Context, d Dispute, most int, tell []notice.Notice, e audit.Event) (Dispute, error)
	// Dispute finds one. Codes: not_found.
	Dispute(ctx context.Context, id string) (Dispute, error)
	// DisputesOf lists those that somebody raised or that are in the holder's name ("" none), latest first.
	DisputesOf(ctx context.Context, account, holder string) ([]Dispute, error)
	// DisputesFor lists those for departments (nil: for all), open ones first, the oldest of them first.
	DisputesFor(ctx context.Context, departments []string, most int) ([]Dispute, error)
	// Settle closes an open one, and tells of it. Codes: conflict.
	Settle(ctx context.Context, d Dispute, tell []notice.Notice, e audit.Event) error
}

const (
	mostDisputes = 20 // open ones of one account
	mostTasks    = 500
	maxRight     = 200
	maxReason    = 500
)

// Disputes lets people say what is wrong in a register, and its keepers answer.
type Disputes struct{ *hall }

func disputeObject(d Dispute) actor.Object {
	return actor.Object{Kind: actor.Dispute, ID: d.ID, Owner: d.Account, Holder: d.Holder, Department: d.Department}
}

// Raise tells the keeper of a register that a value in a draft is wrong. Codes: unauthenticated, forbidden, not_found,
// conflict, invalid, too_large.
func (x *Disputes) Raise(ctx context.Context, draft string, o DisputeOrder, language string) (Dispute, error) {
	w, err := x.open(ctx, draft, actor.DraftEdit, language)
	if err != nil {
		return Dispute{}, err
	}
	o.Right, o.Reason = strings.TrimSpace(o.Right), strings.TrimSpace(o.Reason)
	if err := o.check(); err != nil {
		return Dispute{}, err
	}
	out, err := x.settle(ctx, w.subject)
	if err != nil {
		return Dispute{}, err
	}
	d := Dispute{Account: w.who.Account.ID, Holder: w.app.Holder, Name: w.app.Applicant.Name, Draft: w.app.ID, Item: w.plan.ID, For: w.plan.Name,
		Path: o.Path, Right: o.Right, Reason: o.Reason, At: x.Clock().UTC(), State: DisputeOpen}
	if !d.about(w.plan, out.state) {
		return Dispute{}, fault.New(fault.Invalid, sayBadDispute, fault.Field{Path: "path", Message: sayNotOfRegister})
	}
	d.Register, d.Department = x.Sources.Title(d.Source), x.Sources.Owner(d.Source)
	d.ID = idUnder("dispute", d.Account, o.Key, draft, d.Path, d.Right, d.Reason)
	e := x.event(w.who, "dispute.raise", *w.app)
	e.Object = audit.Object{Kind: string(actor.Dispute), ID: d.ID}
	e.Detail["draft"], e.Detail["path"], e.Detail["source"] = draft, d.Path, d.Source
	tell, err := x.disputed(ctx, d)
	if err != nil {
		return Dispute{}, err
	}
	if d, err = x.Store.Raise(ctx, d, mostDisputes, tell, e); err != nil {
		return Dispute{}, fmt.Errorf("runtime: raise a dispute: %w", err)
	}
	return d, nil
}

func (o DisputeOrder) check() error {
	var bad []fault.Field
	for _, part := range []struct {
		path, text string
		most       int
	}{{"right", o.Right, maxRight}, {"reason", o.Reason, maxReason}} {
		say := textWithin(part.text, part.most, sayDisputeText)
		if !say.None() {
			bad = append(bad, fault.Field{Path: part.path, Message: say})
		}
	}
	if len(bad) > 0 {
		return fault.New(fault.Invalid, sayBadDispute, bad...)
	}
	if !idempotencyKey.MatchString(o.Key) {
		return badKey()
	}
	return nil
}

// about completes a dispute with what a register has in the place of its path; false where no register has anything.
func (d *Dispute) about(p *plan.Plan, state *eval.State) bool {
	id, ok := strings.CutPrefix(d.Path, "form.")
	f := p.Field(id)
	if !ok || f == nil {
		return false
	}
	st := state.Fields[d.Path]
	said := st.Filled // of a value that somebody typed instead
	if said == nil && st.From != nil && st.From.Kind == "fact" {
		said = st.Value
	}
	if !st.Shown || said == nil {
		return false
	}
	for _, ch := range f.Fill {
		for _, fact := range ch.Facts {
			s := state.Facts[fact]
			r := p.Records[s.Source]
			if r == nil || builtin(r) || s.Record == "" && s.Count == 0 && s.Is != eval.IsValue || st.From != nil && st.From.Kind == "fact" && st.From.Source != s.Source {
				continue
			}
			raw, err := Encode(said)
			if err != nil {
				return false
			}
			d.Title, d.Source, d.Key, d.Said = f.Title, wantOf(r, "").ID(), s.Key, raw
			return true
		}
	}
	return false
}

// Mine lists those of the caller, and of whom he or she may speak for.
func (x *Disputes) Mine(ctx context.Context) ([]Dispute, error) {
	who, err := citizen(ctx)
	if err != nil {
		return nil, err
	}
	list, err := x.Store.DisputesOf(ctx, who.Account.ID, who.Actor().Binds())
	if err != nil {
		return nil, fmt.Errorf("runtime: list disputes: %w", err)
	}
	return slices.DeleteFunc(list, func(d Dispute) bool { return actor.Can(who.Actor(), actor.DisputeView, disputeObject(d)) != nil }), nil
}

// Said is a dispute as somebody reads it, in a language: the field, the item and what stood there by the names that the
// definition in force gives them. What is in it no more keeps the name it had.
func (x *Disputes) Said(ctx context.Context, d Dispute, language string) Dispute {
	def, err := x.Definitions.Current(ctx, d.Item)
	if err != nil {
		return d
	}
	p := def.Program(language).Plan()
	d.For = p.Name
	id, _ := strings.CutPrefix(d.Path, "form.")
	f := p.Field(id)
	if f == nil {
		return d
	}
	d.Title = f.Title
	var code string
	if json.Unmarshal(d.Said, &code) != nil {
		return d
	}
	for _, o := range f.Options {
		if o.Code == code {
			if raw, err := Encode(o.Text); err == nil {
				d.Said = raw
			}
		}
	}
	return d
}

// Withdraw takes one back that waits for its answer. Codes: unauthenticated, forbidden, not_found, conflict.
func (x *Disputes) Withdraw(ctx context.Context, id string) error {
	who, err := citizen(ctx)
	if err != nil {
		return err
	}
	d, err := x.Store.Dispute(ctx, id)
	if err != nil {
		return lost(err, "find a dispute")
	}
	if err := actor.Can(who.Actor(), actor.DisputeWithdraw, disputeObject(d)); err != nil {
		return err
	}
	if d.State == DisputeWithdrawn {
		return nil
	}
	d.State = DisputeWithdrawn
	return x.close(ctx, d, who.Actor(), actor.DisputeWithdraw)
}

// Tasks lists what waits for whom who keeps registers. That he or she looks is written down before anything is given out.
func (x *Disputes) Tasks(ctx context.Context) ([]Dispute, error) {
	who, err := worker(ctx)
	if err != nil {
		return nil, err
	}
	a := who.Actor()
	departments, err := departmentsFor(a, actor.DisputeView, actor.Dispute)
	if err != nil {
		return nil, err
	}
	list, err := x.Store.DisputesFor(ctx, departments, mostTasks)
	if err != nil {
		return nil, fmt.Errorf("runtime: list disputes: %w", err)
	}
	return list, listed(ctx, x.hall, a, actor.DisputeView, actor.Dispute, list, func(d Dispute) string { return d.ID })
}

// Answer says what becomes of one. The same answer twice is one. Codes: unauthenticated, forbidden, not_found, invalid,
// conflict (answered or withdrawn meanwhile).
func (x *Disputes) Answer(ctx context.Context, id string, a DisputeAnswer) (Dispute, error) {
	who, err := worker(ctx)
	if err != nil {
		return Dispute{}, err
	}
	d, err := x.Store.Dispute(ctx, id)
	if err != nil {
		return Dispute{}, lost(err, "find a dispute")
	}
	if err := actor.Can(who.Actor(), actor.DisputeAnswer, disputeObject(d)); err != nil {
		return Dispute{}, err
	}
	a.Reason = strings.TrimSpace(a.Reason)
	say := textWithin(a.Reason, maxReason, sayDisputeReason)
	if !say.None() {
		return Dispute{}, fault.New(fault.Invalid, sayBadDispute, fault.Field{Path: "reason", Message: say})
	}
	state := DisputeUpheld
	if a.Correct {
		state = DisputeCorrected
	}
	if d.By == who.Account.ID && d.State == state && d.Answer == a.Reason {
		return d, nil
	}
	d.State, d.Answer, d.By = state, a.Reason, who.Account.ID
	if err := x.close(ctx, d, who.Actor(), actor.DisputeAnswer); err != nil {
		return Dispute{}, err
	}
	return x.Store.Dispute(ctx, id)
}

func (x *Disputes) close(ctx context.Context, d Dispute, who actor.Actor, act actor.Act) error {
	d.Answered = x.Clock().UTC()
	e := audit.Event{At: d.Answered, Actor: who, Act: string(act), Object: audit.Object{Kind: string(actor.Dispute), ID: d.ID},
		Detail: map[string]any{"state": string(d.State), "source": d.Source}}
	var tell []notice.Notice
	if act == actor.DisputeAnswer {
		tell = append(tell, notice.Notice{To: notice.To{Account: d.Account, Holder: d.Holder}, Kind: notice.DisputeAnswered, At: d.Answered,
			Subject: notice.Subject{Kind: notice.OfDispute, ID: d.ID}, Args: notice.Args{notice.Title: d.Register}})
	}
	if err := x.Store.Settle(ctx, d, tell, e); err != nil {
		return fmt.Errorf("runtime: close a dispute: %w", err)
	}
	return nil
}
