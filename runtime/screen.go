package runtime

import (
	"context"
	"crypto/rand"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/fault"
	"banshi/runtime/identity"
)

// Screens are the second screens (副屏) of windows: devices in front of the counter, each with a token of its own and
// nobody's session. A clerk makes one by a code, once. It shows what a clerk sends to it and nothing else, and all that
// can be done there is to say yes or no.
type Screens struct{ *hall }

// Screen is one of them.
type Screen struct {
	ID     string
	Office string
	Title  string    // of the office
	Place  string    // as people call the window: 3号窗口
	By     string    // account that made its code
	Paired time.Time // zero: its code was not typed yet
	Until  time.Time // its code holds, while it isn't paired
	Seen   time.Time // when it asked last, to a minute; zero: never
	// Turn counts what was shown, answered and taken away: what it asks with, so that an old answer is none.
	Turn int
	Show *Showing // nil: it is idle
}

// Showing is what a clerk lets the applicant look at: a draft as it stood then, or a case to be graded (好差评).
type Showing struct {
	Draft    string // "" where a grade is asked for
	Number   string // of the case that is graded
	Version  int
	Digest   string // of the form
	By       string // account of the clerk
	Language string
	Large    bool
	Until    time.Time
}

// ScreenStore keeps second screens. Digests are keyed; a screen is found by that of its code until it is paired, and then
// by that of its token alone.
type ScreenStore interface {
	// AddScreen writes one that waits for its code, and forgets those whose code is over. Codes: too_large (most of the office).
	AddScreen(ctx context.Context, s Screen, code string, most int, e audit.Event) error
	// Screens lists those of offices, nil of all, by office and place.
	Screens(ctx context.Context, offices []string) ([]Screen, error)
	// FindScreen gives one by its id. Codes: not_found.
	FindScreen(ctx context.Context, id string) (Screen, error)
	// ScreenOf gives the one with a digest. Codes: not_found.
	ScreenOf(ctx context.Context, digest string) (Screen, error)
	// JoinScreen pairs the one with a code, whose token it has from now on. Codes: not_found.
	JoinScreen(ctx context.Context, code, token string, at time.Time, e audit.Event) error
	// DropScreen forgets one. Codes: not_found.
	DropScreen(ctx context.Context, id string, e audit.Event) error
	// ShowOn puts something there, nil nothing; the turn rises. Codes: not_found.
	ShowOn(ctx context.Context, id string, s *Showing, e audit.Event) error
	// Answered does as Note and takes away what is shown, if it is still that of the turn. Codes: conflict.
	Answered(ctx context.Context, id string, turn int, a Application, e audit.Event) error
	// ShownOut takes away what is shown, if it is still that of the turn. Codes: conflict.
	ShownOut(ctx context.Context, id string, turn int, e audit.Event) error
	// ScreenSeen notes that it asked. It is no event of the trail.
	ScreenSeen(ctx context.Context, id string, at time.Time) error
}

const (
	pairHolds    = 10 * time.Minute
	confirmHolds = 10 * time.Minute
	screenTouch  = time.Minute // how exactly it is known when one asked last
	// screenAway is how long one may be silent before it is told to be off: it asks every few seconds.
	screenAway  = 3 * time.Minute
	mostScreens = 100 // of an office
)

// On tells whether one has asked of late.
func (s *Screens) On(x Screen) bool { return !x.Seen.IsZero() && s.Clock().Sub(x.Seen) < screenAway }

func screenObject(office string) actor.Object {
	return actor.Object{Kind: actor.Screen, Office: office}
}

func (h *hall) screenEvent(who identity.Current, act actor.Act, s Screen) audit.Event {
	return audit.Event{At: h.Clock().UTC(), Actor: who.Actor(), Act: string(act), Object: audit.Object{Kind: string(actor.Screen), ID: s.ID},
		Detail: map[string]any{"office": s.Office, "place": s.Place}}
}

func (h *hall) screenDigest(what, secret string) string {
	return h.underKey("screen/" + what + "/" + secret)
}

// List gives the second screens of an office, or "" of all that the caller may see. Codes: unauthenticated, forbidden, not_found.
func (s *Screens) List(ctx context.Context, office string) ([]Screen, error) {
	who, err := worker(ctx)
	if err != nil {
		return nil, err
	}
	offices := []string{office}
	if office == "" {
		offices, err = officesFor(who.Actor(), actor.ScreenView, actor.Screen)
	} else {
		err = actor.Can(who.Actor(), actor.ScreenView, screenObject(office))
	}
	if err != nil {
		return nil, err
	}
	list, err := s.Store.Screens(ctx, offices)
	if err != nil {
		return nil, fmt.Errorf("runtime: second screens: %w", err)
	}
	now := s.Clock()
	list = slices.DeleteFunc(list, func(x Screen) bool { return x.Paired.IsZero() && !now.Before(x.Until) })
	for i := range list {
		list[i].Title = s.officeTitle(list[i].Office)
	}
	return list, nil
}

// Pairs lists the offices to whose windows the caller may pair screens.
func (s *Screens) Pairs(ctx context.Context) []Location {
	who, _ := identity.From(ctx)
	return slices.DeleteFunc(slices.Clone(s.Locations.Locations()), func(l Location) bool {
		return actor.Can(who.Actor(), actor.ScreenPair, screenObject(l.Office)) != nil
	})
}

// Pair makes the code by which a device becomes the second screen of a window: twelve digits, once. Codes:
// unauthenticated, forbidden, not_found, invalid (place), too_large.
func (s *Screens) Pair(ctx context.Context, office, place string) (Handle, error) {
	who, err := worker(ctx)
	if err != nil {
		return Handle{}, err
	}
	if err := actor.Can(who.Actor(), actor.ScreenPair, screenObject(office)); err != nil {
		return Handle{}, err
	}
	place = strings.TrimSpace(place)
	if n := utf8.RuneCountInString(place); n < 1 || n > 20 || !textFault(place).None() {
		return Handle{}, fault.New(fault.Invalid, sayScreenPlace, fault.Field{Path: "body.place", Message: sayScreenPlace})
	}
	n, err := rand.Int(rand.Reader, big.NewInt(1_000_000_000_000))
	if err != nil {
		return Handle{}, fmt.Errorf("runtime: a code for a second screen: %w", err)
	}
	code := fmt.Sprintf("%012d", n)
	x := Screen{ID: rand.Text()[:16], Office: office, Place: place, By: who.Account.ID, Until: s.Clock().UTC().Add(pairHolds)}
	if err := s.Store.AddScreen(ctx, x, s.screenDigest("code", code), mostScreens, s.screenEvent(who, actor.ScreenPair, x)); err != nil {
		return Handle{}, fmt.Errorf("runtime: a code for a second screen: %w", err)
	}
	return Handle{Code: code, Until: x.Until}, nil
}

// Join makes a device the screen whose code was typed there, and gives its token. Codes: not_found.
func (s *Screens) Join(ctx context.Context, code string) (Screen, string, error) {
	code = strings.ReplaceAll(code, " ", "")
	digest, now := s.screenDigest("code", code), s.Clock().UTC()
	none := fault.New(fault.NotFound, sayNoScreenCode)
	x, err := s.Store.ScreenOf(ctx, digest)
	if fault.Is(err, fault.NotFound) || err == nil && (!x.Paired.IsZero() || !now.Before(x.Until)) {
		return Screen{}, "", none
	}
	if err != nil {
		return Screen{}, "", fmt.Errorf("runtime: find a second screen: %w", err)
	}
	token := rand.Text() + rand.Text()
	// Whoever made the code let it in: no one is signed in there.
	e := audit.Event{At: now, Actor: actor.Actor{Kind: actor.Staff, ID: x.By}, Act: "screen.join", Object: audit.Object{Kind: string(actor.Screen), ID: x.ID},
		Detail: map[string]any{"office": x.Office, "place": x.Place}}
	if err := s.Store.JoinScreen(ctx, digest, s.screenDigest("token", token), now, e); err != nil {
		if fault.Is(err, fault.NotFound) {
			return Screen{}, "", none
		}
		return Screen{}, "", fmt.Errorf("runtime: pair a second screen: %w", err)
	}
	x.Paired, x.Title = now, s.officeTitle(x.Office)
	return x, token, nil
}

// mine finds a screen that the caller may do something with. Codes: unauthenticated, forbidden, not_found.
func (s *Screens) mine(ctx context.Context, id string, act actor.Act) (identity.Current, Screen, error) {
	who, err := worker(ctx)
	if err != nil {
		return who, Screen{}, err
	}
	x, err := s.Store.FindScreen(ctx, id)
	if err != nil {
		return who, x, orGone(err, "find a second screen")
	}
	return who, x, actor.Can(who.Actor(), act, screenObject(x.Office))
}

// Revoke ends one: its token is worth nothing at its next question. Codes: unauthenticated, forbidden, not_found.
func (s *Screens) Revoke(ctx context.Context, id string) error {
	who, x, err := s.mine(ctx, id, actor.ScreenRevoke)
	if err != nil {
		return err
	}
	if err := s.Store.DropScreen(ctx, id, s.screenEvent(who, actor.ScreenRevoke, x)); err != nil {
		return orGone(err, "end a second screen")
	}
	return nil
}

// Send is what a clerk lets the applicant look at.
type Send struct {
	Draft    string
	Version  int
	Screen   string
	Language string // in which it begins; the applicant may change that
	Large    bool   // large type
}

// Show shows what was entered on a second screen, for ten minutes. Codes: as Counters.Get, conflict (another version, or
// the screen isn't paired yet).
func (s *Screens) Show(ctx context.Context, order Send) error {
	who, x, err := s.mine(ctx, order.Screen, actor.ScreenShow)
	if err != nil {
		return err
	}
	if x.Paired.IsZero() {
		return fault.New(fault.Conflict, sayScreenNotPaired)
	}
	c := Counters{s.hall}
	o, err := c.open(ctx, order.Draft, actor.DraftEdit, order.Language)
	if err != nil {
		return err
	}
	if order.Version != o.app.Version {
		return fault.New(fault.Conflict, sayStale)
	}
	_, digest, err := o.shown()
	if err != nil {
		return err
	}
	show := Showing{Draft: order.Draft, Version: order.Version, Digest: digest, By: who.Account.ID, Language: order.Language, Large: order.Large,
		Until: s.Clock().UTC().Add(confirmHolds)}
	e := s.event(who, "draft.ask", *o.app)
	e.Detail["screen"] = x.ID
	if err := s.Store.ShowOn(ctx, x.ID, &show, e); err != nil {
		return orGone(err, "ask the applicant")
	}
	return nil
}

// Clear takes away what a second screen shows. Codes: unauthenticated, forbidden, not_found.
func (s *Screens) Clear(ctx context.Context, id string) error {
	who, x, err := s.mine(ctx, id, actor.ScreenShow)
	if err != nil {
		return err
	}
	if err := s.Store.ShowOn(ctx, id, nil, s.screenEvent(who, "screen.clear", x)); err != nil {
		return orGone(err, "take away what a second screen shows")
	}
	return nil
}

// ScreenLook is what a screen is told.
type ScreenLook struct {
	Screen
	Same  bool       // what it has shown since the turn that it named is still there
	At    *AtCounter // nil: no draft, or the same
	Grade *ToGrade   // nil: no grade is asked for, or the same
}

// Look tells a screen what to show now. Seen is the turn that it shows, 0 none; language "" as the clerk sent it. Codes:
// unauthenticated (no such screen any more).
func (s *Screens) Look(ctx context.Context, token string, seen int, language string) (ScreenLook, error) {
	x, err := s.known(ctx, token)
	if err != nil {
		return ScreenLook{}, err
	}
	if now := s.Clock().UTC(); now.Sub(x.Seen) >= screenTouch {
		if err := s.Store.ScreenSeen(ctx, x.ID, now); err != nil {
			return ScreenLook{}, fmt.Errorf("runtime: note that a second screen asked: %w", err)
		}
	}
	look := ScreenLook{Screen: x}
	idle := func() (ScreenLook, error) { look.Show = nil; return look, nil }
	if x.Show == nil {
		return idle()
	}
	if language == "" {
		language = x.Show.Language
	}
	if x.Show.Number != "" {
		if seen == x.Turn {
			look.Same = true
			return look, nil
		}
		grade, err := s.toGrade(ctx, x, language)
		if over(err) {
			return idle()
		}
		look.Grade = grade
		return look, err
	}
	if seen == x.Turn {
		a, err := s.Store.Find(ctx, x.Show.Draft)
		if err != nil && !fault.Is(err, fault.NotFound) {
			return look, fmt.Errorf("runtime: find a draft: %w", err)
		}
		if err != nil || a.Version != x.Show.Version || a.Case != "" || !a.atCounter() {
			return idle()
		}
		look.Same = true
		return look, nil
	}
	at, err := s.shown(ctx, x, language)
	if over(err) {
		return idle()
	}
	look.At = at
	return look, err
}

// over tells that what was shown can't be looked at any more: changed, handed in, gone, or the clerk has left.
func over(err error) bool {
	return fault.Is(err, fault.NotFound) || fault.Is(err, fault.Conflict) || fault.Is(err, fault.Forbidden)
}

// known is the screen with a token, without what its time is over for. Codes: unauthenticated.
func (s *Screens) known(ctx context.Context, token string) (Screen, error) {
	none := fault.New(fault.Unauthenticated, sayNotPaired)
	if token == "" {
		return Screen{}, none
	}
	x, err := s.Store.ScreenOf(ctx, s.screenDigest("token", token))
	if fault.Is(err, fault.NotFound) || err == nil && x.Paired.IsZero() {
		return Screen{}, none
	}
	if err != nil {
		return Screen{}, fmt.Errorf("runtime: find a second screen: %w", err)
	}
	x.Title = s.officeTitle(x.Office)
	if x.Show != nil && !s.Clock().Before(x.Show.Until) {
		x.Show = nil
	}
	return x, nil
}

// behind opens the draft that a screen shows as the clerk who sent it there: who has left, or lost the office, shows
// nothing any more. Codes: not_found, forbidden, conflict (it was changed meanwhile).
func (s *Screens) behind(ctx context.Context, x Screen, act actor.Act, language string) (context.Context, *opened, error) {
	who, err := s.sender(ctx, x)
	if err != nil {
		return ctx, nil, err
	}
	ctx = identity.With(ctx, who)
	c := Counters{s.hall}
	o, err := c.open(ctx, x.Show.Draft, act, language)
	if err == nil && o.app.Version != x.Show.Version {
		err = fault.New(fault.Conflict, sayChangedMeanwhile)
	}
	return ctx, o, err
}

// sender is the clerk who sent there what a screen shows, as he or she may do that now. Codes: not_found, forbidden.
func (s *Screens) sender(ctx context.Context, x Screen) (identity.Current, error) {
	account, err := s.Accounts.Account(ctx, x.Show.By)
	if err != nil {
		return identity.Current{}, err
	}
	account.Applicants = nil
	who := identity.Current{Account: account, Channel: "counter"}
	return who, actor.Can(who.Actor(), actor.ScreenShow, screenObject(x.Office))
}

func (s *Screens) shown(ctx context.Context, x Screen, language string) (*AtCounter, error) {
	ctx, o, err := s.behind(ctx, x, actor.DraftView, language)
	if err != nil {
		return nil, err
	}
	drafts := Drafts{s.hall}
	d, err := drafts.Get(ctx, o.app.ID, true, language)
	if err != nil {
		return nil, err
	}
	return &AtCounter{Draft: d, Counter: *d.Content.Counter}, nil
}

// Answer takes the applicant's word from a screen: yes signs what the applicant signs, no leaves it to be mended. What is
// shown is answered once. Codes: unauthenticated, conflict (something else is shown, or it was changed meanwhile).
func (s *Screens) Answer(ctx context.Context, token string, turn int, yes bool) error {
	x, err := s.known(ctx, token)
	if err != nil {
		return err
	}
	if x.Show == nil || x.Turn != turn {
		return fault.New(fault.Conflict, sayChangedMeanwhile)
	}
	if x.Show.Number != "" {
		return s.noGrade(ctx, x, yes)
	}
	_, o, err := s.behind(ctx, x, actor.DraftEdit, x.Show.Language)
	if over(err) {
		return fault.New(fault.Conflict, sayChangedMeanwhile)
	}
	if err != nil {
		return err
	}
	state, digest, err := o.shown()
	if err != nil {
		return err
	}
	if digest != x.Show.Digest {
		return fault.New(fault.Conflict, sayChangedMeanwhile)
	}
	c := Counters{s.hall}
	if err := c.agree(o, state, digest, "screen", yes); err != nil {
		return err
	}
	o.app.Content.Counter.Agreed.Screen = x.Place
	e := s.event(o.who, "draft.confirm", *o.app)
	e.Detail["how"], e.Detail["yes"], e.Detail["screen"] = "screen", yes, x.ID
	if err := s.Store.Answered(ctx, x.ID, turn, *o.app, e); err != nil {
		return fmt.Errorf("runtime: the applicant's word: %w", err)
	}
	return nil
}
