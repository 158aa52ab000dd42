package identity

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/fault"
)

// Mandate lets somebody act for another (授权). It counts from when both have agreed until its last day, or until either
// ends it; it never changes otherwise.
type Mandate struct {
	ID        string
	Kind      ActsAs // Agent: the principal gives it (授权书); Village: a helper of the village offers it (村居代办)
	Principal Party
	Agent     Party    // always a person
	Items     []string // ids; none: all
	Until     string   // YYYY-MM-DD, the last day
	Place     string   // of a helper: code of the village or community; it counts as long as he helps there
	State     MandateState
	OfferedBy string // account
	Offered   time.Time
	Answered  time.Time
	Witness   string // account of the clerk before whom the principal agreed at the window; "" agreed by himself
	Ended     time.Time
}

// Party is one of the two.
type Party struct {
	Kind Kind
	No   string
	Name string
}

// MandateState is how far it is.
type MandateState string

// The states of a mandate.
const (
	Offered  MandateState = "offered"
	Accepted MandateState = "accepted"
	Declined MandateState = "declined"
	Ended    MandateState = "ended"
)

// Counts tells whether one may act by it today.
func (m Mandate) Counts(today string) bool { return m.State == Accepted && today <= m.Until }

// Applicant is in whose name one acts by it.
func (m Mandate) Applicant() Applicant {
	return Applicant{ID: string(m.Kind) + "/" + m.ID, Kind: m.Principal.Kind, No: m.Principal.No, Name: m.Principal.Name, ActsAs: m.Kind, Proven: true,
		Items: m.Items, Until: m.Until}
}

// ByMandate tells whether the id of an applicant is one of an authorisation.
func ByMandate(applicant string) bool {
	return strings.HasPrefix(applicant, string(Agent)+"/") || strings.HasPrefix(applicant, string(Village)+"/")
}

// MandateStore keeps mandates. Every change carries its audit event and writes both or neither.
type MandateStore interface {
	// Offer writes one; one of the same id that is there already is given instead.
	Offer(ctx context.Context, m Mandate, e audit.Event) (Mandate, error)
	// Mandate finds one. Codes: not_found.
	Mandate(ctx context.Context, id string) (Mandate, error)
	// MandatesOf lists those of a number, as principal or as agent, the newest first.
	MandatesOf(ctx context.Context, kind Kind, no string) ([]Mandate, error)
	// Move writes m over the state from. Codes: conflict (it is in another).
	Move(ctx context.Context, m Mandate, from MandateState, by string, e audit.Event) error
}

// Mandates gives, answers and ends authorisations.
type Mandates struct {
	store MandateStore
	clock func() time.Time
	zone  *time.Location
}

// NewMandates needs all three; the zone is that of the district, whose days count.
func NewMandates(store MandateStore, clock func() time.Time, zone *time.Location) *Mandates {
	return &Mandates{store, clock, zone}
}

func (m *Mandates) today() string { return m.clock().In(m.zone).Format(time.DateOnly) }

// mandateLevel is the least level by which a number is believed: name and number were compared.
const mandateLevel = 3

// Giving is an authorisation that somebody gives, or a helper offers: then Other is who is to be helped.
type Giving struct {
	Kind  ActsAs
	Other Party
	Items []string
	Until string
	Key   string // of the client: the same key gives the same authorisation
}

var docNo = regexp.MustCompile(`^[0-9]{17}[0-9X]$`)

// Give writes an authorisation for the other to accept. Codes: unauthenticated, forbidden, invalid.
func (m *Mandates) Give(ctx context.Context, g Giving) (Mandate, error) {
	who, ok := From(ctx)
	if !ok {
		return Mandate{}, fault.New(fault.Unauthenticated, saySignInAgain)
	}
	if err := actor.Can(who.Actor(), actor.MandateGive, actor.Object{Kind: actor.Mandate, Level: mandateLevel}); err != nil {
		return Mandate{}, err
	}
	own := Party{Person, who.Account.No, who.Account.Name}
	x := Mandate{Kind: g.Kind, Items: slices.Compact(slices.Sorted(slices.Values(g.Items))), Until: g.Until, State: Offered, OfferedBy: who.Account.ID,
		Offered: m.clock().UTC()}
	g.Other.Kind, g.Other.No, g.Other.Name = Person, strings.ToUpper(strings.TrimSpace(g.Other.No)), strings.TrimSpace(g.Other.Name)
	switch {
	case g.Kind == Village && who.Account.Village == "":
		return Mandate{}, fault.New(fault.Forbidden, sayNoHelper)
	case g.Kind == Village:
		x.Agent, x.Principal, x.Place = own, g.Other, who.Account.Village
	case who.Applicant.ActsAs != Self || !who.Applicant.Proven:
		return Mandate{}, fault.New(fault.Forbidden, sayMayNotGive)
	default:
		x.Principal, x.Agent = Party{who.Applicant.Kind, who.Applicant.No, who.Applicant.Name}, g.Other
	}
	if bad := m.check(g, own); len(bad) > 0 {
		return Mandate{}, fault.New(fault.Invalid, sayMandateBad, bad...)
	}
	// Something else under the same key is something else: what was changed after an answer got lost is not what arrived before.
	sum := sha256.Sum256([]byte(strings.Join(append([]string{who.Account.ID, g.Key, string(x.Kind), x.Principal.No, g.Other.No, g.Other.Name, g.Until}, g.Items...), "\n")))
	x.ID = hex.EncodeToString(sum[:10])
	return m.store.Offer(ctx, x, m.event(who, "mandate.offer", x))
}

func (m *Mandates) check(g Giving, own Party) []fault.Field {
	var bad []fault.Field
	if n := utf8.RuneCountInString(g.Other.Name); n < 2 || n > 50 {
		bad = append(bad, fault.Field{Path: "name", Message: sayAgentName})
	}
	if !docNo.MatchString(g.Other.No) {
		bad = append(bad, fault.Field{Path: "no", Message: sayAgentNo})
	} else if g.Other.No == own.No {
		bad = append(bad, fault.Field{Path: "no", Message: sayOneself})
	}
	today := m.today()
	if _, err := time.Parse(time.DateOnly, g.Until); err != nil || g.Until < today || g.Until > m.clock().In(m.zone).AddDate(1, 0, 0).Format(time.DateOnly) {
		bad = append(bad, fault.Field{Path: "until", Message: sayUntil})
	}
	if len(g.Items) > 50 {
		bad = append(bad, fault.Field{Path: "items", Message: sayItems})
	}
	return bad
}

// event tells the trail of a mandate: which, never of whom by number.
func (m *Mandates) event(who Current, act string, x Mandate) audit.Event {
	return audit.Event{At: m.clock().UTC(), Actor: who.Actor(), Act: act, Object: audit.Object{Kind: string(actor.Mandate), ID: x.ID},
		Detail: map[string]any{"kind": string(x.Kind), "items": len(x.Items), "until": x.Until, "place": x.Place}}
}

// object is a mandate as permission sees it: who may answer is the one who has not offered it.
func object(x Mandate, who Current) actor.Object {
	o := actor.Object{Kind: actor.Mandate, ID: x.ID, Level: mandateLevel}
	isAgent := who.Account.No != "" && who.Account.No == x.Agent.No
	isPrincipal := who.Applicant.ActsAs == Self && who.Applicant.Proven && Party{who.Applicant.Kind, who.Applicant.No, x.Principal.Name} == x.Principal
	if isAgent || isPrincipal {
		o.Owner = who.Account.ID
	}
	if x.Kind == Village && isPrincipal || x.Kind == Agent && isAgent {
		o.Signer = who.Account.ID
	}
	return o
}

func (m *Mandates) find(ctx context.Context, id string, act actor.Act) (Current, Mandate, error) {
	who, ok := From(ctx)
	if !ok {
		return who, Mandate{}, fault.New(fault.Unauthenticated, saySignInAgain)
	}
	x, err := m.store.Mandate(ctx, id)
	if fault.Is(err, fault.NotFound) {
		return who, x, fault.New(fault.NotFound, sayNoMandate)
	}
	if err != nil {
		return who, x, fmt.Errorf("identity: find a mandate: %w", err)
	}
	return who, x, actor.Can(who.Actor(), act, object(x, who))
}

// Answer accepts or declines what the other has offered. Codes: unauthenticated, not_found, forbidden (level), conflict.
func (m *Mandates) Answer(ctx context.Context, id string, accept bool) (Mandate, error) {
	who, x, err := m.find(ctx, id, actor.MandateAnswer)
	if err != nil {
		return Mandate{}, err
	}
	return m.answer(ctx, who, x, accept)
}

// Witness accepts for somebody who stands at the window, before a clerk, what a helper has offered. Codes: unauthenticated,
// not_found, forbidden, conflict.
func (m *Mandates) Witness(ctx context.Context, id string) (Mandate, error) {
	who, x, err := m.find(ctx, id, actor.MandateWitness)
	if err != nil {
		return Mandate{}, err
	}
	if x.Kind != Village {
		return Mandate{}, fault.New(fault.NotFound, sayNoMandate)
	}
	x.Witness = who.Account.ID
	return m.answer(ctx, who, x, true)
}

func (m *Mandates) answer(ctx context.Context, who Current, x Mandate, accept bool) (Mandate, error) {
	to, act := Declined, "mandate.decline"
	if accept {
		to, act = Accepted, "mandate.accept"
	}
	if x.State == to {
		return x, nil
	}
	if x.State != Offered || x.Until < m.today() {
		return Mandate{}, fault.New(fault.Conflict, sayMandateState)
	}
	if accept && x.Witness != "" {
		act = "mandate.witness"
	}
	x.State, x.Answered = to, m.clock().UTC()
	return x, m.store.Move(ctx, x, Offered, who.Account.ID, m.event(who, act, x))
}

// End ends a mandate, or takes back an offer, at once: what was done by it stays, nothing more can be. Codes:
// unauthenticated, not_found, conflict.
func (m *Mandates) End(ctx context.Context, id string) (Mandate, error) {
	who, x, err := m.find(ctx, id, actor.MandateEnd)
	if err != nil {
		return Mandate{}, err
	}
	if x.State == Ended || x.State == Declined {
		return x, nil
	}
	from := x.State
	x.State, x.Ended = Ended, m.clock().UTC()
	return x, m.store.Move(ctx, x, from, who.Account.ID, m.event(who, "mandate.end", x))
}

// Listed is a mandate as one of its parties sees it.
type Listed struct {
	Mandate
	Counts  bool
	Given   bool // one is the principal
	Answers bool // one's answer is waited for
}

// List gives those in which the person, or the applicant for whom he or she may speak, takes part. Codes: unauthenticated.
func (m *Mandates) List(ctx context.Context) ([]Listed, error) {
	who, ok := From(ctx)
	if !ok {
		return nil, fault.New(fault.Unauthenticated, saySignInAgain)
	}
	if who.Account.Staff != nil {
		return nil, nil
	}
	list, err := m.store.MandatesOf(ctx, Person, who.Account.No)
	if err == nil && who.Applicant.ActsAs == Self && who.Applicant.Kind == Organisation {
		var more []Mandate
		more, err = m.store.MandatesOf(ctx, Organisation, who.Applicant.No)
		list = append(list, more...)
	}
	if err != nil {
		return nil, fmt.Errorf("identity: list mandates: %w", err)
	}
	var out []Listed
	today := m.today()
	for _, x := range list {
		o := object(x, who)
		if actor.Can(who.Actor(), actor.MandateView, o) != nil {
			continue
		}
		out = append(out, Listed{x, x.Counts(today), x.Agent.No != who.Account.No, x.State == Offered && today <= x.Until && o.Signer != ""})
	}
	return out, nil
}

// Waiting finds what helpers have offered to somebody who stands at the window with his document. Codes: unauthenticated, forbidden.
func (m *Mandates) Waiting(ctx context.Context, no string) ([]Listed, error) {
	who, ok := From(ctx)
	if !ok {
		return nil, fault.New(fault.Unauthenticated, saySignInAgain)
	}
	if err := actor.Can(who.Actor(), actor.MandateWitness, actor.Object{Kind: actor.Mandate}); err != nil {
		return nil, err
	}
	list, err := m.store.MandatesOf(ctx, Person, strings.ToUpper(no))
	if err != nil {
		return nil, fmt.Errorf("identity: list mandates: %w", err)
	}
	out := []Listed{}
	for _, x := range list {
		if x.Kind == Village && x.State == Offered && x.Until >= m.today() && x.Principal.No == strings.ToUpper(no) {
			out = append(out, Listed{Mandate: x})
		}
	}
	return out, nil
}

// Acting adds to accounts those for whom an authorisation lets them act, as of this moment.
type Acting struct {
	Accounts
	Mandates *Mandates
}

var errNoMandates = errors.New("identity: Acting needs Mandates")

// Account gives an account with all in whose name it may act now. Codes: those of the accounts.
func (a Acting) Account(ctx context.Context, id string) (Account, error) {
	if a.Mandates == nil {
		return Account{}, errNoMandates
	}
	out, err := a.Accounts.Account(ctx, id)
	if err != nil || out.Staff != nil {
		return out, err
	}
	list, err := a.Mandates.store.MandatesOf(ctx, Person, out.No)
	if err != nil {
		return Account{}, fmt.Errorf("identity: mandates of an account: %w", err)
	}
	today := a.Mandates.today()
	out.Applicants = slices.Clone(out.Applicants)
	for _, m := range list {
		if m.Agent.No != out.No || !m.Counts(today) || m.Kind == Village && m.Place != out.Village {
			continue
		}
		x := m.Applicant()
		// What was claimed and not proven is proven by this.
		out.Applicants = slices.DeleteFunc(out.Applicants, func(p Applicant) bool { return !p.Proven && p.Key() == x.Key() })
		out.Applicants = append(out.Applicants, x)
	}
	return out, nil
}
