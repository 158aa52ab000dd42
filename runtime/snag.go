package runtime

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/fault"
	"banshi/runtime/identity"
)

// Snag (办不成事) is something that somebody could not get done, whatever the reason, and what came of it.
type Snag struct {
	ID      string
	Account string // who told it; "" not signed in
	Holder  string // in whose name
	Name    string // "" not given
	Phone   string // to be called; "" of who is signed in and gave none
	Item    string // id; "" of none
	Title   string // of the item
	Case    string // number; "" of none
	Text    string
	Channel string
	Digest  string // of the code by which who isn't signed in sees the answer
	At      time.Time
	Due     string // the promised day of the answer
	State   SnagState
	Version int
	Office  string // to which it was handed over; "" the government-service office has it
	Of      string // title of that office
	Steps   []SnagStep
}

// SnagState is how far it has come.
type SnagState string

// The states: told → answered → closed, with what came of it.
const (
	SnagOpen     SnagState = "open"
	SnagAnswered SnagState = "answered"
	SnagClosed   SnagState = "closed"
)

// SnagStep is one that was taken.
type SnagStep struct {
	Act     string // hand, answer, close
	Outcome string // of close: solved explained not_ours unreached
	Text    string
	Office  string // title, of a hand-over
	Account string
	Name    string
	Title   string
	At      time.Time
}

// SnagOutcomes are what may come of one.
var SnagOutcomes = []string{"solved", "explained", "not_ours", "unreached"}

// SnagOrder is what somebody tells.
type SnagOrder struct {
	Item, Case  string
	Text        string
	Name, Phone string
	Key         string // of the client: the same key is the same
}

// SnagWork is a step that staff takes.
type SnagWork struct {
	Version int
	Act     string // hand, answer, close
	Office  string // of hand: id; "" back to the government-service office
	Outcome string // of close
	Text    string
}

// SnagStore keeps them.
type SnagStore interface {
	// Tell writes one; the same id gives the one that is there. Codes: too_large (most open ones of an account).
	TellSnag(ctx context.Context, s Snag, most int, e audit.Event) (Snag, error)
	// Snag finds one with its steps. Codes: not_found.
	Snag(ctx context.Context, id string) (Snag, error)
	// SnagByDigest finds one by its code. Codes: not_found.
	SnagByDigest(ctx context.Context, digest string) (Snag, error)
	// SnagsOf lists those that an account told, latest first.
	SnagsOf(ctx context.Context, account string) ([]Snag, error)
	// SnagsFor lists those of offices (nil: all): the open ones first, by the day they are due.
	SnagsFor(ctx context.Context, offices []string, most int) ([]Snag, error)
	// SnagStep writes a step over the version that was seen, and tells who told it where it is answered. Codes: conflict.
	SnagStep(ctx context.Context, s Snag, step SnagStep, e audit.Event) error
}

const (
	snagLimit = 5 // working days until it is answered
	mostSnags = 10
	maxSnag   = 1000
)

// Snags takes them in, and has them answered.
type Snags struct{ *hall }

func snagObject(s Snag) actor.Object {
	return actor.Object{Kind: actor.Snag, ID: s.ID, Owner: s.Account, Holder: s.Holder, Office: s.Office}
}

// Tell takes one in from anybody, signed in or not. Of who isn't, a code comes back by which the answer is seen. Codes:
// invalid, too_large, too_many, not_found (a case that isn't one's own).
func (x *Snags) Tell(ctx context.Context, o SnagOrder, from, language string) (Snag, string, error) {
	o.Text, o.Name, o.Phone, o.Case = strings.TrimSpace(o.Text), strings.TrimSpace(o.Name), typed(o.Phone), typed(o.Case)
	who, signedIn := identity.From(ctx)
	by := actor.Actor{}
	if signedIn {
		by = who.Actor()
	}
	if err := actor.Can(by, actor.SnagTell, actor.Object{Kind: actor.Snag}); err != nil {
		return Snag{}, "", err
	}
	if err := o.check(by.Kind == actor.Person); err != nil {
		return Snag{}, "", err
	}
	now := x.Clock().UTC()
	s := Snag{Name: o.Name, Phone: o.Phone, Case: o.Case, Text: o.Text, Channel: "web", At: now, Due: x.workday(ctx, snagLimit), State: SnagOpen, Version: 1}
	if signedIn {
		s.Channel = who.Channel
	}
	if by.Kind == actor.Person {
		s.Account, s.Holder = who.Account.ID, who.Applicant.Key()
		if s.Name == "" {
			s.Name = who.Account.Name
		}
	}
	if err := x.about(ctx, &s, o, by, language); err != nil {
		return Snag{}, "", err
	}
	code := ""
	s.ID = idUnder("snag", s.Account, o.Key, s.Item, s.Case, s.Text, s.Name, s.Phone)
	if s.Account == "" {
		// As often as somebody may be wrong about a code: it is a form that anybody can fill in.
		id := rand.Text()
		counts, err := x.Store.Try(ctx, id, []string{x.underKey("snag-from/" + from)}, now.Add(-tryWindow), now)
		if err != nil {
			return Snag{}, "", fmt.Errorf("runtime: count what is told: %w", err)
		}
		if counts[0] > mostSnags {
			if err := x.Store.Untry(ctx, id); err != nil {
				return Snag{}, "", fmt.Errorf("runtime: forget a try: %w", err)
			}
			return Snag{}, "", fault.New(fault.TooMany, sayTooManySnags)
		}
		code = x.code(s.ID)
		s.Digest = x.underKey("snag/" + code)
	}
	e := audit.Event{At: now, Actor: by, Act: string(actor.SnagTell), Object: audit.Object{Kind: string(actor.Snag), ID: s.ID}, Detail: map[string]any{"item": s.Item, "case": s.Case}}
	told, err := x.Store.TellSnag(ctx, s, mostSnags, e)
	if err != nil {
		return Snag{}, "", fmt.Errorf("runtime: what could not be done: %w", err)
	}
	return told, code, nil
}

// code is what the answer to one is seen by, of who isn't signed in: twelve digits, made of its id, so that who sends it again
// because the answer got lost has it, too.
func (x *Snags) code(id string) string {
	sum, _ := hex.DecodeString(x.underKey("snag-code/" + id)) // what EncodeToString made
	return fmt.Sprintf("%012d", binary.BigEndian.Uint64(sum)%1_000_000_000_000)
}

var aPhone = regexp.MustCompile(`^[0-9-]{7,20}$`)

func (o SnagOrder) check(signedIn bool) error {
	var bad []fault.Field
	for _, part := range []struct {
		path, text string
		most       int
		missing    fault.Text
	}{{"body.text", o.Text, maxSnag, saySnagText}, {"body.name", o.Name, 60, fault.Text{}}} {
		if say := textWithin(part.text, part.most, part.missing); !say.None() {
			bad = append(bad, fault.Field{Path: part.path, Message: say})
		}
	}
	if o.Phone != "" && !aPhone.MatchString(o.Phone) || o.Phone == "" && !signedIn {
		bad = append(bad, fault.Field{Path: "body.phone", Message: saySnagPhone})
	}
	if o.Case != "" && !aCaseNumber.MatchString(o.Case) {
		bad = append(bad, fault.Field{Path: "body.case", Message: sayNumberShape})
	}
	if len(bad) > 0 {
		return fault.New(fault.Invalid, sayBadSnag, bad...)
	}
	if !idempotencyKey.MatchString(o.Key) {
		return badKey()
	}
	return nil
}

// about names the item, and the case if it is the caller's own: whoever isn't signed in may name one, and nothing of it is
// looked up.
func (x *Snags) about(ctx context.Context, s *Snag, o SnagOrder, by actor.Actor, language string) error {
	item := o.Item
	if s.Case != "" && by.Kind == actor.Person {
		c, err := x.Store.Case(ctx, s.Case)
		if err != nil || actor.Can(by, actor.CaseView, caseObject(c)) != nil {
			return fault.New(fault.Invalid, sayBadSnag, fault.Field{Path: "body.case", Message: sayNotYours})
		}
		item = c.Item
	}
	if item == "" {
		return nil
	}
	def, err := x.Definitions.Current(ctx, item)
	if err != nil {
		return fault.New(fault.Invalid, sayBadSnag, fault.Field{Path: "body.item", Message: sayNoSuchItem})
	}
	s.Item, s.Title = item, def.Program(language).Plan().Name
	return nil
}

// Mine lists what the caller told. Codes: unauthenticated, forbidden.
func (x *Snags) Mine(ctx context.Context) ([]Snag, error) {
	who, err := citizen(ctx)
	if err != nil {
		return nil, err
	}
	list, err := x.Store.SnagsOf(ctx, who.Account.ID)
	if err != nil {
		return nil, fmt.Errorf("runtime: list what could not be done: %w", err)
	}
	return slices.DeleteFunc(list, func(s Snag) bool { return actor.Can(who.Actor(), actor.SnagView, snagObject(s)) != nil }), nil
}

var snagDigits = regexp.MustCompile(`^[0-9]{12}$`)

// ByCode shows one to whoever has its code. Codes: invalid, not_found, too_many.
func (x *Snags) ByCode(ctx context.Context, code, from string) (Snag, error) {
	code = typed(code)
	if !snagDigits.MatchString(code) {
		return Snag{}, fault.New(fault.Invalid, sayBadSnag, fault.Field{Path: "body.code", Message: saySnagCode})
	}
	now, id := x.Clock().UTC(), rand.Text()
	counts, err := x.Store.Try(ctx, id, []string{x.underKey("try-from/" + from)}, now.Add(-tryWindow), now)
	if err != nil {
		return Snag{}, fmt.Errorf("runtime: count tries: %w", err)
	}
	over := counts[0] > triesFrom
	var s Snag
	if !over {
		if s, err = x.Store.SnagByDigest(ctx, x.underKey("snag/"+code)); err != nil && !fault.Is(err, fault.NotFound) {
			return Snag{}, fmt.Errorf("runtime: find an answer: %w", err)
		}
	}
	if over || err == nil {
		if err := x.Store.Untry(ctx, id); err != nil {
			return Snag{}, fmt.Errorf("runtime: forget a try: %w", err)
		}
	}
	switch {
	case over:
		return Snag{}, fault.New(fault.TooMany, sayTooManyTries)
	case err != nil:
		return Snag{}, fault.New(fault.NotFound, sayNoSuchSnag)
	}
	s.Name, s.Phone, s.Case = "", "", "" // a paper is anybody's
	return s, nil
}

// Tasks lists what the caller has to answer: the government-service office all, an office what was handed to it. That they
// are looked at is written down. Codes: unauthenticated, forbidden.
func (x *Snags) Tasks(ctx context.Context) ([]Snag, error) {
	who, err := worker(ctx)
	if err != nil {
		return nil, err
	}
	a := who.Actor()
	offices, err := officesFor(a, actor.SnagView, actor.Snag)
	if err != nil {
		return nil, err
	}
	list, err := x.Store.SnagsFor(ctx, offices, mostTasks)
	if err != nil {
		return nil, fmt.Errorf("runtime: list what could not be done: %w", err)
	}
	return list, listed(ctx, x.hall, a, actor.SnagView, actor.Snag, list, func(s Snag) string { return s.ID })
}

// May tells whether the caller may go on with one.
func (x *Snags) May(ctx context.Context, s Snag) bool {
	who, ok := identity.From(ctx)
	return ok && s.State != SnagClosed && actor.Can(who.Actor(), actor.SnagHandle, snagObject(s)) == nil
}

// Late tells whether the promised day of an answer is over.
func (x *Snags) Late(s Snag) bool { return s.State == SnagOpen && s.Due < x.today() }

// Step hands one over, answers it, or closes it with what came of it. Codes: unauthenticated, forbidden, not_found,
// invalid, conflict (somebody was first, or it is closed, or not answered yet).
func (x *Snags) Step(ctx context.Context, id string, w SnagWork) (Snag, error) {
	who, err := worker(ctx)
	if err != nil {
		return Snag{}, err
	}
	s, err := x.Store.Snag(ctx, id)
	if err != nil {
		return Snag{}, lost(err, "find what could not be done")
	}
	if err := actor.Can(who.Actor(), actor.SnagHandle, snagObject(s)); err != nil {
		return Snag{}, err
	}
	w.Text = strings.TrimSpace(w.Text)
	say := textWithin(w.Text, maxReason, sayRatingReason)
	if !say.None() {
		return Snag{}, fault.New(fault.Invalid, sayBadStep, fault.Field{Path: "body.text", Message: say})
	}
	if w.Version != s.Version || s.State == SnagClosed {
		return Snag{}, fault.New(fault.Conflict, saySnagMoved)
	}
	step := SnagStep{Act: w.Act, Text: w.Text, Account: who.Account.ID, Name: who.Account.Name, Title: who.Account.Staff.Title, At: x.Clock().UTC()}
	switch {
	case w.Act == "hand" && w.Office == "":
		s.Office, s.Of = "", ""
	case w.Act == "hand":
		title := x.officeTitle(w.Office)
		if title == "" || title == w.Office {
			return Snag{}, fault.New(fault.Invalid, sayBadStep, fault.Field{Path: "body.office", Message: sayWhichOffice})
		}
		s.Office, s.Of, step.Office = w.Office, title, title
	case w.Act == "answer":
		s.State = SnagAnswered
	case w.Act == "close" && s.State != SnagAnswered:
		return Snag{}, fault.New(fault.Conflict, sayAnswerFirst)
	case w.Act == "close" && slices.Contains(SnagOutcomes, w.Outcome):
		s.State, step.Outcome = SnagClosed, w.Outcome
	default:
		return Snag{}, fault.New(fault.Invalid, sayBadStep, fault.Field{Path: "body.outcome", Message: sayWhichOutcome})
	}
	e := audit.Event{At: step.At, Actor: who.Actor(), Act: string(actor.SnagHandle), Object: audit.Object{Kind: string(actor.Snag), ID: s.ID},
		Detail: map[string]any{"step": step.Act, "outcome": step.Outcome, "office": s.Office}}
	if err := x.Store.SnagStep(ctx, s, step, e); err != nil {
		return Snag{}, fmt.Errorf("runtime: a step about what could not be done: %w", err)
	}
	return x.Store.Snag(ctx, id)
}
