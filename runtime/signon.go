package runtime

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"time"

	"banshi/engine/plan"
	"banshi/engine/view"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/fault"
	"banshi/runtime/identity"
	"banshi/runtime/signon"
)

// SignOns hands the sign-on over to departments' own systems.
type SignOns struct{ *hall }

// Systems is how systems are reached and trusted. Everything may be left out: then nothing is handed over.
type Systems struct {
	Keys     signon.Keys
	Moved    map[string]string // origin → origin of the process that serves it instead
	Pairwise func(audience, who string) string
}

// Elsewhere is where an item is handled that isn't handled here.
type Elsewhere struct {
	System     string // what people call it; "" it has no name
	Department string
	Address    string
	HandsOver  bool // the sign-on is handed over; else one signs in there
	Level      int  // of identity that the item asks for
}

// SignOn is a sign-on that was handed over.
type SignOn struct {
	ID      string
	System  string // origin, as the definition names it
	Item    string
	Account string
	Made    time.Time
	Expires time.Time
}

// HandedOver is what the browser brings there.
type HandedOver struct {
	Address, Token string
	Expires        time.Time
}

// SignOnStore keeps what was handed over. Each change writes its event in the same transaction.
type SignOnStore interface {
	// HandOver writes down a sign-on, and forgets those that ended before the time.
	HandOver(ctx context.Context, s SignOn, forget time.Time, e audit.Event) error
	// Redeem takes a sign-on once. Codes: not_found, conflict (redeemed before, or too late).
	Redeem(ctx context.Context, id, system string, now time.Time, e audit.Event) error
}

// elsewhere says where an item is handled; nil: here, or nowhere.
func (h *hall) elsewhere(v view.View) *Elsewhere {
	e := v.Plan.Entry
	if e == nil || e.External == "" {
		return nil
	}
	out := &Elsewhere{System: e.System, Department: v.Plan.Department.Title, Address: h.addressOf(e.External), Level: v.State.Level}
	_, err := h.keyOf(e)
	out.HandsOver = err == nil
	return out
}

// addressOf is where a system is reached.
func (h *hall) addressOf(external string) string {
	origin, err := signon.Origin(external)
	if err != nil {
		return external
	}
	if to, ok := h.Systems.Moved[origin]; ok {
		return to + strings.TrimPrefix(external, origin)
	}
	return external
}

// keyOf is the key of an item's system. Codes: invalid (no sign-on is handed over to it).
func (h *hall) keyOf(e *plan.Entry) (origin string, err error) {
	if e == nil || e.External == "" || !e.SignOn {
		return "", fault.New(fault.Invalid, sayNoSignOn)
	}
	origin, err = signon.Origin(e.External)
	if err != nil || h.Systems.Keys[origin] == nil || h.Systems.Pairwise == nil {
		return "", fault.New(fault.Invalid, sayNoSignOn)
	}
	return origin, nil
}

// HandOver makes a token for the system of an item. Codes: unauthenticated, forbidden (staff, identity level, an agent
// whose right isn't proven), not_found, invalid (not this item, not this applicant).
func (s *SignOns) HandOver(ctx context.Context, item, language string) (HandedOver, error) {
	who, err := citizen(ctx)
	if err != nil {
		return HandedOver{}, err
	}
	def, err := s.Definitions.Current(ctx, item)
	if err != nil {
		return HandedOver{}, err
	}
	v, err := (&Guide{hall: s.hall}).look(ctx, def, nil, string(who.Applicant.ActsAs), language)
	if err != nil {
		return HandedOver{}, err
	}
	origin, err := s.keyOf(v.Plan.Entry)
	if err != nil {
		return HandedOver{}, err
	}
	if err := actor.Can(who.Actor(), actor.ItemSignOn, actor.Object{Kind: actor.Item, ID: item, Level: v.State.Level}); err != nil {
		return HandedOver{}, err
	}
	if err := fitting(v.Plan, applicantOf(who.Applicant), string(who.Applicant.ActsAs)); err != nil {
		return HandedOver{}, err
	}
	if !who.Applicant.Proven {
		return HandedOver{}, fault.New(fault.Forbidden, sayAgentUnproven)
	}
	now := s.Clock().UTC().Truncate(time.Second)
	on := SignOn{ID: strings.ToLower(rand.Text()), System: origin, Item: item, Account: who.Account.ID, Made: now, Expires: now.Add(signon.Life)}
	claims := s.claims(who, on)
	token, err := signon.Sign(s.Systems.Keys[origin], claims)
	if err != nil {
		return HandedOver{}, err
	}
	e := audit.Event{At: s.Clock().UTC(), Actor: who.Actor(), Act: string(actor.ItemSignOn), Object: audit.Object{Kind: string(actor.Item), ID: item},
		Detail: map[string]any{"system": origin, "sign_on": on.ID, "item_version": def.Version, "level": claims.Level, "kind": claims.Kind, "channel": who.Channel}}
	if err := s.Store.HandOver(ctx, on, now.Add(-24*time.Hour), e); err != nil {
		return HandedOver{}, fmt.Errorf("runtime: hand a sign-on over: %w", err)
	}
	return HandedOver{Address: s.addressOf(v.Plan.Entry.External), Token: token, Expires: on.Expires}, nil
}

func (s *SignOns) claims(who identity.Current, on SignOn) signon.Claims {
	person := who.Account.ID
	if who.Account.No != "" {
		person = identity.Applicant{Kind: identity.Person, No: who.Account.No}.Key()
	}
	name := func(key string) string { return s.Systems.Pairwise(on.System, key) }
	return signon.Claims{Issuer: "banshi:" + s.District, Audience: on.System, Subject: name(person), For: name(who.Applicant.Key()),
		Kind: string(who.Applicant.Kind), Level: int(who.Account.Level), Item: on.Item, Issued: on.Made.Unix(), Expires: on.Expires.Unix(), ID: on.ID}
}

// Redeem takes a token once, from the system that it is for. Codes: unauthenticated (the token or the proof isn't that
// system's), conflict (redeemed before, or too late).
func (s *SignOns) Redeem(ctx context.Context, token, proof string) (signon.Claims, error) {
	system, err := signon.Audience(token)
	key := s.Systems.Keys[system]
	if err != nil || key == nil || !signon.Proved(key, token, proof) {
		return signon.Claims{}, fault.New(fault.Unauthenticated, sayNotYourToken)
	}
	now := s.Clock().UTC()
	c, err := signon.Verify(key, token, system, now)
	if errors.Is(err, signon.ErrExpired) {
		return signon.Claims{}, fault.New(fault.Conflict, sayTokenUsed)
	}
	if err != nil {
		return signon.Claims{}, fault.New(fault.Unauthenticated, sayNotYourToken)
	}
	e := audit.Event{At: now, Actor: actor.Robot("sign-on"), Act: "sign_on.redeem", Object: audit.Object{Kind: string(actor.Item), ID: c.Item},
		Detail: map[string]any{"system": system, "sign_on": c.ID}}
	err = s.Store.Redeem(ctx, c.ID, system, now, e)
	if fault.Is(err, fault.NotFound) || fault.Is(err, fault.Conflict) {
		return signon.Claims{}, fault.New(fault.Conflict, sayTokenUsed)
	}
	if err != nil {
		return signon.Claims{}, fmt.Errorf("runtime: redeem a sign-on: %w", err)
	}
	return c, nil
}
