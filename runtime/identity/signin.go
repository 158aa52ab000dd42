package identity

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"fmt"
	"net/url"
	"path"
	"strings"
	"time"
	"unicode"

	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/fault"
	channels "banshi/runtime/channel"
)

// Question is what the provider is asked by way of the browser.
type Question struct {
	State, Nonce, Verifier string
	Return                 string // our address to which the browser comes back
	Level                  Level  // the least that is wanted; 0 any
	Account                string // of the provider's own: who is to step up; "" anybody
	Fresh                  bool   // asks for the person anew: the last one at this device was another
	Language               string
}

// Claims is what the provider answers of somebody, proved by its signature.
type Claims struct {
	Issuer, Subject string
	Provider        string // its name of the session (sid)
	Person          Account
	Account         string // our name for the account, "" none is given
	Acting          string // number of the applicant in whose name the sign-in was done, "" oneself
}

// Provider is who knows people: 统一身份认证.
type Provider interface {
	// Ask gives the address to which the browser is sent. Codes: unavailable.
	Ask(ctx context.Context, q Question) (string, error)
	// Answer takes the code that the browser brought. Codes: unavailable, unauthenticated (nothing of it is believed).
	Answer(ctx context.Context, code string, q Question) (Claims, error)
	// LoggedOut reads a message that somebody signed out there: issuer and subject, and the name of one session or "".
	// Codes: unavailable, invalid.
	LoggedOut(ctx context.Context, token string) (Claims, error)
	// Is tells whether an issuer's name is that of this provider.
	Is(issuer string) bool
	// Leave gives the address at which the browser signs out there, too; "" where there is none. Codes: unavailable.
	Leave(ctx context.Context, back string) (string, error)
}

// Attempt is a sign-in under way.
type Attempt struct {
	State    string // SHA-256
	Browser  string // SHA-256 of what the browser holds
	Nonce    string
	Verifier string
	Back     string
	Place    string
	Channel  string
	Level    Level
	Account  string
	Until    time.Time
}

// Attempts keeps sign-ins under way.
type Attempts interface {
	// Try writes one down. It is no event of the trail: nobody is there yet.
	Try(ctx context.Context, a Attempt) error
	// Take gives it and takes it out: it is used once. Codes: not_found.
	Take(ctx context.Context, state string) (Attempt, error)
	// Forget removes those that ended before.
	Forget(ctx context.Context, before time.Time) (int, error)
}

// Known are the people of whom the provider has told.
type Known interface {
	Accounts
	// Know writes down what the provider told, and gives the account's id; fresh is the id of one who comes for the first
	// time. The event is written where something has changed; its object is set.
	Know(ctx context.Context, c Claims, fresh string, e audit.Event) (id string, err error)
	// Of finds the account of a subject. Codes: not_found.
	Of(ctx context.Context, issuer, subject string) (id string, err error)
}

// Registrar is the register of enterprises, as far as it says who may bind one.
type Registrar interface {
	// Binds tells whether a person is the legal representative. Codes: unavailable.
	Binds(ctx context.Context, uscc, person string) (bool, error)
}

// SignInConfig is what signing in is made of. Registrar may be nil: the provider's word counts then.
type SignInConfig struct {
	Provider  Provider
	Attempts  Attempts
	Known     Known
	Sessions  *Sessions
	Registrar Registrar
	Clock     func() time.Time
	// Plain: the provider's subjects are names without personal meaning, and stand for accounts as they are,
	// by whichever address it is reached.
	Plain bool
}

// SignIn leads the browser to the provider and back.
type SignIn struct{ SignInConfig }

// NewSignIn puts it together.
func NewSignIn(c SignInConfig) (*SignIn, error) {
	if c.Provider == nil || c.Attempts == nil || c.Known == nil || c.Sessions == nil || c.Clock == nil {
		return nil, errors.New("identity: SignInConfig needs Provider, Attempts, Known, Sessions and Clock")
	}
	if c.Plain {
		c.Known = plain{c.Known}
	}
	return &SignIn{c}, nil
}

// plainIssuer stands for the address of a provider whose subjects stand for accounts as they are: it may change from one
// start, and one node, to the next.
const plainIssuer = "stand-in"

type plain struct{ Known }

func (p plain) Know(ctx context.Context, c Claims, fresh string, e audit.Event) (string, error) {
	c.Issuer = plainIssuer
	return p.Known.Know(ctx, c, fresh, e)
}

func (p plain) Of(ctx context.Context, _, subject string) (string, error) {
	return p.Known.Of(ctx, plainIssuer, subject)
}

// attemptTime is how long somebody may take at the provider.
const attemptTime = 15 * time.Minute

// Setting is where one is and what is wanted.
type Setting struct {
	Place    string // where to go on afterwards: a path of ours, anything else is the home page
	Channel  string
	Level    Level // the least that is wanted; who is signed in already steps up
	Browser  string
	Return   string
	Language string
}

// Begin gives the provider's address and what the browser must hold until it is back: the same as before where it held
// something. Codes: invalid (channel, level), unavailable.
func (s *SignIn) Begin(ctx context.Context, in Setting) (address, browser string, err error) {
	way, ok := channels.Of(in.Channel)
	if !ok {
		return "", "", fault.New(fault.Invalid, sayNoChannel, fault.Field{Path: "channel", Message: sayNoChannel})
	}
	if in.Level < 0 || in.Level > MostLevel {
		return "", "", fault.New(fault.Invalid, sayNoLevel, fault.Field{Path: "level", Message: sayNoLevel})
	}
	browser = in.Browser
	if len(browser) < 26 || len(browser) > 80 {
		browser = rand.Text() + rand.Text()
	}
	q := Question{State: rand.Text() + rand.Text(), Nonce: rand.Text(), Verifier: rand.Text() + rand.Text(), Return: in.Return, Level: in.Level,
		Fresh: way.Shared, Language: in.Language}
	a := Attempt{State: keyOf(q.State), Browser: keyOf(browser), Nonce: q.Nonce, Verifier: q.Verifier, Back: q.Return, Place: OwnPath(in.Place),
		Channel: in.Channel, Level: in.Level, Until: s.Clock().UTC().Add(attemptTime)}
	if c, ok := From(ctx); ok && in.Level > 0 {
		a.Account, q.Account, q.Fresh = c.Account.ID, c.Account.ID, false
	}
	if address, err = s.Provider.Ask(ctx, q); err != nil {
		return "", "", fmt.Errorf("identity: ask the provider: %w", err)
	}
	if err := s.Attempts.Try(ctx, a); err != nil {
		return "", "", fmt.Errorf("identity: write down a sign-in: %w", err)
	}
	return address, browser, nil
}

// Entered is a sign-in that came to its end.
type Entered struct {
	Current Current
	Token   string // for the cookie
	Place   string
}

// Place is where somebody was before a sign-in that failed, so that he can try again from there.
type Place struct {
	Path    string
	Channel string
	Level   Level
}

// Finish takes what the browser brought back. A sign-in counts once, in the browser that began it, and one who steps up
// stays the same person, goes on in the same applicant's name, and gets a new token: the old one is dead. Codes:
// unauthenticated (of another browser, too late, used before, or nothing of it is believed), forbidden (somebody else,
// or still not surely enough known), unavailable. With an error the place is that of the sign-in, if it is known.
func (s *SignIn) Finish(ctx context.Context, browser, state, code string) (Entered, Place, error) {
	stale := fault.New(fault.Unauthenticated, sayStaleSignIn)
	if len(state) < 40 || len(state) > 80 {
		return Entered{}, Place{}, stale
	}
	a, err := s.Attempts.Take(ctx, keyOf(state))
	if fault.Is(err, fault.NotFound) {
		return Entered{}, Place{}, stale
	}
	if err != nil {
		return Entered{}, Place{}, fmt.Errorf("identity: find a sign-in: %w", err)
	}
	place := Place{a.Place, a.Channel, a.Level}
	if subtle.ConstantTimeCompare([]byte(a.Browser), []byte(keyOf(browser))) != 1 {
		return Entered{}, Place{}, stale // somebody else's link: where it leads is no business of this browser
	}
	if !s.Clock().Before(a.Until) || code == "" {
		return Entered{}, place, stale
	}
	claims, err := s.Provider.Answer(ctx, code, Question{State: state, Nonce: a.Nonce, Verifier: a.Verifier, Return: a.Back, Level: a.Level})
	if err != nil {
		return Entered{}, place, fmt.Errorf("identity: answer of the provider: %w", err)
	}
	out, err := s.enter(ctx, a, claims)
	return out, place, err
}

func (s *SignIn) enter(ctx context.Context, a Attempt, claims Claims) (Entered, error) {
	now := s.Clock().UTC()
	if claims.Person.Level < LeastLevel || claims.Person.Level > MostLevel {
		claims.Person.Level = LeastLevel
	}
	if err := s.represents(ctx, &claims); err != nil {
		return Entered{}, err
	}
	fresh := claims.Subject
	switch {
	case s.Plain:
	case claims.Account != "":
		fresh = claims.Account
	default:
		fresh = "u" + strings.ToLower(rand.Text())
	}
	// Who steps up and turns out to be another is not signed in at all.
	before, signedIn := From(ctx)
	if a.Account != "" {
		id, err := s.Known.Of(ctx, claims.Issuer, claims.Subject)
		if err != nil && !fault.Is(err, fault.NotFound) {
			return Entered{}, fmt.Errorf("identity: account of a subject: %w", err)
		}
		if id != a.Account {
			return Entered{}, fault.New(fault.Forbidden, sayAnotherPerson)
		}
	}
	id, err := s.Known.Know(ctx, claims, fresh, audit.Event{At: now, Actor: actor.Robot("sign-in"), Act: "account.claims",
		Object: audit.Object{Kind: string(actor.Account)}, Detail: map[string]any{"level": int(claims.Person.Level)}})
	if err != nil {
		return Entered{}, fmt.Errorf("identity: keep what the provider told: %w", err)
	}
	account, err := s.Sessions.accounts.Account(ctx, id)
	if err != nil {
		return Entered{}, fmt.Errorf("identity: account: %w", err)
	}
	as := ""
	for _, p := range account.Applicants {
		if claims.Acting != "" && p.No == claims.Acting {
			as = p.ID
		}
	}
	if a.Account != "" && signedIn && before.Account.ID == id {
		as = before.Applicant.ID
	}
	c, token, err := s.Sessions.Enter(ctx, id, as, a.Channel, Proof{Level: claims.Person.Level, Method: claims.Person.Method, Provider: claims.Provider})
	if err != nil {
		return Entered{}, err
	}
	if claims.Person.Level < a.Level {
		return Entered{Current: c, Token: token, Place: a.Place}, fault.New(fault.Forbidden, sayStillLower.With(int(claims.Person.Level), int(a.Level)))
	}
	return Entered{c, token, a.Place}, nil
}

// represents asks the register whether those whom the provider calls legal representatives are. While it is down, the
// provider's word counts: an outage blocks nobody.
func (s *SignIn) represents(ctx context.Context, c *Claims) error {
	if s.Registrar == nil {
		return nil
	}
	for i := range c.Person.Applicants {
		p := &c.Person.Applicants[i]
		if p.Kind != Organisation || p.ActsAs != Self {
			continue
		}
		binds, err := s.Registrar.Binds(ctx, p.No, c.Person.No)
		switch {
		case fault.Is(err, fault.Unavailable):
		case err != nil:
			return fmt.Errorf("identity: register of enterprises: %w", err)
		case !binds:
			p.ActsAs, p.Proven = Agent, false // it has another representative by now, who can give an authorisation
		}
	}
	return nil
}

// LoggedOut ends the sessions of somebody who signed out at the provider. Codes: invalid, unavailable.
func (s *SignIn) LoggedOut(ctx context.Context, token string) error {
	c, err := s.Provider.LoggedOut(ctx, token)
	if err != nil {
		return err
	}
	id := "" // a provider may name the session alone
	if c.Subject != "" {
		id, err = s.Known.Of(ctx, c.Issuer, c.Subject)
	}
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("identity: account of a subject: %w", err)
	}
	_, err = s.Sessions.EndOf(ctx, id, c.Provider, "provider-logout")
	return err
}

// leastSession is the least length of a session's name at the provider by which anybody may end it: it can't be guessed.
const leastSession = 16

// LeftBrowser ends the one session that the provider calls by a name, as its page in the browser says (front-channel
// logout). The browser brings no cookie along, since it is at the provider, so that the name is all there is: it stood in
// our token alone, and the worst that comes of it is that somebody signs in once more. Codes: invalid.
func (s *SignIn) LeftBrowser(ctx context.Context, issuer, session string) error {
	if !s.Provider.Is(issuer) || len(session) < leastSession || len(session) > 255 {
		return fault.New(fault.Invalid, sayNoSession)
	}
	_, err := s.Sessions.EndOf(ctx, "", session, "provider-logout")
	return err
}

// Sweep removes sign-ins that nobody came back from.
func (s *SignIn) Sweep(ctx context.Context) (int, error) {
	return s.Attempts.Forget(ctx, s.Clock().UTC())
}

// OwnPath is a path of this site; whatever could lead elsewhere, or into the API, is the home page.
func OwnPath(p string) string {
	const home = "/"
	if len(p) > 2000 || !strings.HasPrefix(p, "/") || strings.HasPrefix(p, "//") || strings.ContainsFunc(p, func(r rune) bool { return r == '\\' || unicode.IsControl(r) || unicode.IsSpace(r) }) {
		return home
	}
	u, err := url.Parse(p)
	if err != nil || u.Scheme != "" || u.Host != "" || u.User != nil || u.Opaque != "" {
		return home
	}
	// No page of ours has dots or doubled slashes in its way: "/.//x" would be "//x" in the end.
	clean := path.Clean(u.Path)
	if u.Path != clean && (clean == home || u.Path != clean+"/") || strings.HasPrefix(clean+"/", "/api/") {
		return home
	}
	return p
}
