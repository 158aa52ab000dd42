package runtime

import (
	"context"
	"crypto/rand"
	"fmt"
	"math/big"
	"slices"
	"time"

	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/fault"
	"banshi/runtime/identity"
)

// CodeKind is what a short code is for.
type CodeKind string

// ForPickUp is for a counter to take a draft up that was begun at home.
const ForPickUp CodeKind = "pick_up"

// Code is a short code, kept as a digest. A draft has one of each kind at most.
type Code struct {
	Draft  string
	Kind   CodeKind
	Digest string
	Until  time.Time
}

const (
	pickUpHolds = 24 * time.Hour
	// mostMisses in missWindow is how often one clerk may give a code that is none.
	mostMisses = 10
	missWindow = 15 * time.Minute
)

// CounterCodes keeps short codes.
type CounterCodes interface {
	// AtCounter lists the open drafts of an office's counter.
	AtCounter(ctx context.Context, office string) ([]Application, error)
	// Note writes owner, office and content over the version a.Version, which rises: for what is no answer. Codes: conflict.
	Note(ctx context.Context, a Application, e audit.Event) error
	// PutCode writes one in the place of the draft's earlier one of its kind.
	PutCode(ctx context.Context, c Code, e audit.Event) error
	// CodeOf finds one that still holds. Codes: not_found.
	CodeOf(ctx context.Context, kind CodeKind, digest string, now time.Time) (Code, error)
	// UseCode does as Note, if the code is still there, which is gone then. Codes: conflict.
	UseCode(ctx context.Context, c Code, a Application, e audit.Event) error
	// Missed counts the misses of an account since a time, and adds one with its event if add.
	Missed(ctx context.Context, account string, since, now time.Time, add bool, e audit.Event) (int, error)
}

// codeDigest is what is kept of a code: keyed, since eight digits are soon tried.
func (h *hall) codeDigest(kind CodeKind, code string) string {
	return h.underKey("code/" + string(kind) + "/" + code)
}

// Handle is a code with the time until which it holds. Nobody can ask for it again: another takes its place.
type Handle struct {
	Code  string
	Until time.Time
}

// Code makes the code by which a counter takes a draft up: eight digits, for a day, once. Codes: unauthenticated,
// not_found, forbidden, conflict (submitted).
func (d *Drafts) Code(ctx context.Context, id, language string) (Handle, error) {
	if _, err := citizen(ctx); err != nil {
		return Handle{}, err
	}
	o, err := d.open(ctx, id, actor.DraftCode, language)
	if err != nil {
		return Handle{}, err
	}
	if o.app.Amends != "" {
		return Handle{}, fault.New(fault.Conflict, sayNoCodeForMending)
	}
	n, err := rand.Int(rand.Reader, big.NewInt(100_000_000))
	if err != nil {
		return Handle{}, fmt.Errorf("runtime: a code for the counter: %w", err)
	}
	code := fmt.Sprintf("%08d", n)
	until := d.Clock().UTC().Add(pickUpHolds)
	c := Code{Draft: id, Kind: ForPickUp, Digest: d.codeDigest(ForPickUp, code), Until: until}
	if err := d.Store.PutCode(ctx, c, d.event(o.who, string(actor.DraftCode), *o.app)); err != nil {
		return Handle{}, fmt.Errorf("runtime: a code for the counter: %w", err)
	}
	return Handle{Code: code, Until: until}, nil
}

// PickUp takes a draft up at the counter by its code, for the applicant or the agent who began it, and nobody else. Codes:
// unauthenticated, forbidden, not_found (no such code, or somebody else stands there), too_many, conflict.
func (c *Counters) PickUp(ctx context.Context, office, code string, v Visitor, language string) (AtCounter, error) {
	who, err := clerk(ctx, actor.DraftPickUp, office)
	if err != nil {
		return AtCounter{}, err
	}
	v = cleaned(v)
	if bad := v.check("person.", c.today()); len(bad) > 0 {
		return AtCounter{}, fault.New(fault.Invalid, sayVisitorBad, bad...)
	}
	now := c.Clock().UTC()
	since := now.Add(-missWindow)
	event := c.counterEvent(who, "counter.miss", office)
	if n, err := c.Store.Missed(ctx, who.Account.ID, since, now, false, event); err != nil || n >= mostMisses {
		if err == nil {
			err = fault.New(fault.TooMany, sayTooManyMisses)
		}
		return AtCounter{}, err
	}
	miss := func() (AtCounter, error) {
		if _, err := c.Store.Missed(ctx, who.Account.ID, since, now, true, event); err != nil {
			return AtCounter{}, fmt.Errorf("runtime: a code that is none: %w", err)
		}
		return AtCounter{}, fault.New(fault.NotFound, sayNoSuchCode)
	}
	x, err := c.Store.CodeOf(ctx, ForPickUp, c.codeDigest(ForPickUp, code), now)
	if fault.Is(err, fault.NotFound) {
		if at, ok, err := c.booked(ctx, who, office, code, v, language); ok || err != nil {
			return at, err
		}
		return miss()
	}
	if err != nil {
		return AtCounter{}, fmt.Errorf("runtime: find a code: %w", err)
	}
	a, err := c.Store.Find(ctx, x.Draft)
	if err != nil {
		return miss()
	}
	a, ok, err := c.taken(ctx, who, office, a, v)
	if err != nil {
		return AtCounter{}, err
	}
	if !ok {
		return miss()
	}
	if err := c.Store.UseCode(ctx, x, a, c.event(who, string(actor.DraftPickUp), a)); err != nil {
		return AtCounter{}, fmt.Errorf("runtime: take a draft up at the counter: %w", err)
	}
	return c.Get(ctx, a.ID, language)
}

// taken is a draft as it stands at a counter; false where it is not for who stands there.
func (c *Counters) taken(ctx context.Context, who identity.Current, office string, a Application, v Visitor) (Application, bool, error) {
	owner, err := c.owner(ctx, a)
	if err != nil {
		return a, false, err
	}
	switch {
	case a.Case != "" || a.Office != "":
		return a, false, nil
	case v.No == owner.No && !a.orphaned(owner):
	case v.No == a.Applicant.No:
		a.User.ActsAs = "self"
	default:
		return a, false, nil
	}
	was := a.Content.Counter
	at := &Counter{Office: office, Title: c.officeTitle(office), Person: v, Taken: c.byClerk(who)}
	if was != nil {
		at.Originals, at.Entered = was.Originals, was.Entered
	}
	if at.Person.How != "card" {
		at.Person.How = "typed"
	}
	if at.Person.Phone == "" && v.No == owner.No {
		at.Person.Phone = owner.Phone
	}
	a.Office, a.Content.Counter, a.Channel, a.Saved = office, at, "counter", c.Clock().UTC()
	return a, true, nil
}

// booked takes up what somebody comes for who booked: his or her draft of that item, or a new one. false: it is no code of
// a booking of today. Codes: not_found (somebody else stands there), conflict (it is about a case).
func (c *Counters) booked(ctx context.Context, who identity.Current, office, code string, v Visitor, language string) (AtCounter, bool, error) {
	list, err := c.Store.BookingsOn(ctx, office, c.today())
	if err != nil {
		return AtCounter{}, false, fmt.Errorf("runtime: find a booking by its code: %w", err)
	}
	digest := c.underKey("booked/" + code)
	i := slices.IndexFunc(list, func(b Booking) bool {
		return b.Digest == digest && (b.State == BookingOpen || b.State == BookingArrived)
	})
	if i < 0 {
		return AtCounter{}, false, nil
	}
	b := list[i]
	if b.Case != "" {
		return AtCounter{}, false, fault.New(fault.Conflict, sayBookedForCase.With(b.Case))
	}
	if b.Holder != (identity.Applicant{Kind: identity.Person, No: v.No}).Key() {
		return AtCounter{}, false, nil
	}
	desk := Bookings{c.hall}
	if _, err := desk.Received(ctx, b.ID, true); err != nil {
		return AtCounter{}, false, err
	}
	drafts, err := c.Store.Open(ctx, b.Account, b.Holder)
	if err != nil {
		return AtCounter{}, false, fmt.Errorf("runtime: drafts of who booked: %w", err)
	}
	for _, d := range drafts {
		if d.Item != b.Item || d.Holder != b.Holder || d.Amends != "" {
			continue
		}
		a, err := c.Store.Find(ctx, d.ID)
		if err != nil {
			return AtCounter{}, false, fmt.Errorf("runtime: find a draft: %w", err)
		}
		if a.Office == office { // it was taken up before, by this clerk or another
			at, err := c.Get(ctx, a.ID, language)
			return at, true, err
		}
		a, ok, err := c.taken(ctx, who, office, a, v)
		if err != nil {
			return AtCounter{}, false, err
		}
		if !ok {
			continue
		}
		if err := c.Store.Note(ctx, a, c.event(who, string(actor.DraftPickUp), a)); err != nil {
			return AtCounter{}, false, fmt.Errorf("runtime: take a draft up at the counter: %w", err)
		}
		at, err := c.Get(ctx, a.ID, language)
		return at, true, err
	}
	at, err := c.Begin(ctx, Opening{Office: office, Item: b.Item, Person: v, Key: "booking-" + b.ID, booked: b.ID}, language)
	return at, true, err
}
