package identity

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/fault"
	channels "banshi/runtime/channel"
)

// Record is a session as it is stored. The token itself is nowhere: whoever reads
// the database can't sign in with what stands there.
type Record struct {
	Key       string // SHA-256 of the token
	Account   string
	Applicant string
	Channel   string
	CSRF      string
	Begun     time.Time
	Seen      time.Time
	Ends      time.Time
	Level     Level  // as it was proved for this session; 0: as the account is known
	Method    string // how, "" as the account is known
	Provider  string // the provider's own name of the session (sid), "" where it has none
}

// Store keeps sessions. Every change carries its audit event and writes both or neither.
type Store interface {
	// Begin writes r and removes the session whose key is old ("" none).
	Begin(ctx context.Context, r Record, old string, e audit.Event) error
	// Find gives a session by its key. Codes: not_found.
	Find(ctx context.Context, key string) (Record, error)
	// Touch says that it was used just now. It is no event of the trail.
	Touch(ctx context.Context, key string, seen time.Time) error
	// End removes it; one that is gone already is no error.
	End(ctx context.Context, key string, e audit.Event) error
	// EndOf removes the sessions of an account ("" any), or those alone that the provider calls by a name ("" all of them),
	// with one event for each.
	EndOf(ctx context.Context, account, provider string, e audit.Event) (int, error)
	// Sweep removes what ended before, and reports how many.
	Sweep(ctx context.Context, before time.Time) (int, error)
}

// Sessions begins, resumes and ends sessions.
type Sessions struct {
	accounts Accounts
	store    Store
	clock    func() time.Time
}

// NewSessions needs all three.
func NewSessions(accounts Accounts, store Store, clock func() time.Time) *Sessions {
	return &Sessions{accounts: accounts, store: store, clock: clock}
}

// Begin signs an account in as it is known, in the name of one of its applicants ("" the first), and
// gives the token for the cookie. An older session of the same browser ends with it:
// a token that somebody planted before is worth nothing afterwards.
//
// Codes: not_found (account or applicant), invalid (channel), unavailable.
func (s *Sessions) Begin(ctx context.Context, account, applicant, channel string) (Current, string, error) {
	return s.Enter(ctx, account, applicant, channel, Proof{})
}

// Proof is how somebody was recognised for one session.
type Proof struct {
	Level    Level  // 0: that of the account
	Method   string // "": that of the account
	Provider string // the provider's own name of the session
}

// Switch goes on in another applicant's name, as surely known as before. Codes: unauthenticated, not_found, unavailable.
func (s *Sessions) Switch(ctx context.Context, applicant string) (Current, string, error) {
	c, ok := From(ctx)
	if !ok {
		return Current{}, "", fault.New(fault.Unauthenticated, saySignInAgain)
	}
	return s.Enter(ctx, c.Account.ID, applicant, c.Channel, c.proof)
}

// Enter is Begin with what was proved just now. Codes: as Begin.
func (s *Sessions) Enter(ctx context.Context, account, applicant, channel string, p Proof) (Current, string, error) {
	if channel == "" {
		channel = "web"
	}
	way, ok := channels.Of(channel)
	if !ok {
		return Current{}, "", fault.New(fault.Invalid, sayNoChannel, fault.Field{Path: "body.channel", Message: sayNoChannel})
	}
	a, err := s.accounts.Account(ctx, account)
	if err != nil {
		return Current{}, "", fmt.Errorf("identity: account: %w", err)
	}
	a = a.at(way.Desk)
	who, ok := a.Applicant(applicant)
	if !ok && (a.Staff == nil || applicant != "") {
		return Current{}, "", fault.New(fault.NotFound, sayNoApplicant, fault.Field{Path: "body.as", Message: sayChooseApplicant})
	}
	a = a.as(p.Level, p.Method)
	now := s.clock().UTC()
	token := rand.Text() + rand.Text() // 256 bits
	c := Current{Account: a, Applicant: who, Channel: channel, CSRF: rand.Text(), Begun: now, Ends: now.Add(way.Whole), key: keyOf(token), proof: p}
	old := ""
	if before, ok := From(ctx); ok {
		old = before.key
	}
	r := Record{Key: c.key, Account: a.ID, Applicant: who.ID, Channel: channel, CSRF: c.CSRF, Begun: now, Seen: now, Ends: c.Ends,
		Level: p.Level, Method: p.Method, Provider: p.Provider}
	e := audit.Event{At: now, Actor: c.Actor(), Act: "session.begin", Object: audit.Object{Kind: "session", ID: c.key[:16]},
		Detail: map[string]any{"level": int(a.Level), "channel": channel, "as": who.ID}}
	if err := s.store.Begin(ctx, r, old, e); err != nil {
		return Current{}, "", fmt.Errorf("identity: begin a session: %w", err)
	}
	return c, token, nil
}

// Resume finds who is behind a token. The account is read anew each time, so that
// somebody who lost a role, or the account itself, has lost it at once.
// Codes: unauthenticated (unknown, ended or idle too long), unavailable.
func (s *Sessions) Resume(ctx context.Context, token string) (Current, error) {
	gone := fault.New(fault.Unauthenticated, saySignInAgain)
	if len(token) < 40 || len(token) > 80 {
		return Current{}, gone
	}
	r, err := s.store.Find(ctx, keyOf(token))
	if fault.Is(err, fault.NotFound) {
		return Current{}, gone
	}
	if err != nil {
		return Current{}, fmt.Errorf("identity: find a session: %w", err)
	}
	now := s.clock().UTC()
	way, ok := channels.Of(r.Channel)
	if !ok || !now.Before(r.Ends) || now.Sub(r.Seen) >= way.Idle {
		return Current{}, gone
	}
	a, err := s.accounts.Account(ctx, r.Account)
	if fault.Is(err, fault.NotFound) {
		return Current{}, gone
	}
	if err != nil {
		return Current{}, fmt.Errorf("identity: account of a session: %w", err)
	}
	a = a.as(r.Level, r.Method)
	a = a.at(way.Desk)
	who, ok := a.Applicant(r.Applicant)
	if !ok && r.Applicant != "" || r.Applicant == "" && a.Staff == nil {
		return Current{}, gone // the right to act for this one was taken back, or he or she doesn't work here any more
	}
	// Not at every request: a page of twenty pictures would be twenty writes.
	if now.Sub(r.Seen) >= way.Idle/10 {
		if err := s.store.Touch(ctx, r.Key, now); err != nil {
			return Current{}, fmt.Errorf("identity: touch a session: %w", err)
		}
	}
	return Current{Account: a, Applicant: who, Channel: r.Channel, CSRF: r.CSRF, Begun: r.Begun, Ends: r.Ends, key: r.Key, proof: Proof{r.Level, r.Method, r.Provider}}, nil
}

// End signs out whoever is in the context; nobody is no error.
func (s *Sessions) End(ctx context.Context) error {
	c, ok := From(ctx)
	if !ok {
		return nil
	}
	if c.key == "" {
		return errors.New("identity: this session was not begun by Sessions")
	}
	return s.store.End(ctx, c.key, audit.Event{At: s.clock().UTC(), Actor: c.Actor(), Act: "session.end",
		Object: audit.Object{Kind: "session", ID: c.key[:16]}})
}

// EndOf ends the sessions of an account, wherever they are, or those alone that the provider calls by a name: what they
// could do, they can't do at the next request. Why names the reason for the trail.
func (s *Sessions) EndOf(ctx context.Context, account, provider, why string) (int, error) {
	if account == "" && provider == "" {
		return 0, errors.New("identity: EndOf without an account and a session would end everybody's")
	}
	e := audit.Event{At: s.clock().UTC(), Actor: actor.Robot(why), Act: "session.revoke", Detail: map[string]any{"account": account}}
	n, err := s.store.EndOf(ctx, account, provider, e)
	if err != nil {
		return n, fmt.Errorf("identity: end the sessions of an account: %w", err)
	}
	return n, nil
}

// Sweep removes sessions that ended. It is a matter of room, not of safety: Resume refuses them anyway.
func (s *Sessions) Sweep(ctx context.Context) (int, error) {
	return s.store.Sweep(ctx, s.clock().UTC())
}

func keyOf(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}
