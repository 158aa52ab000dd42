package runtime

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"regexp"
	"strings"
	"time"

	"banshi/engine/plan"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/fault"
	"banshi/runtime/casework"
)

// Progress (进度查询) tells whoever has a case's number and its query code (查询码) how the case stands, without signing
// in. It gives out no personal data: no name, no number, no value of the form, nothing that anybody wrote.
type Progress struct{ *hall }

// QueryCodes keeps what query codes follow from, and how often somebody tried one.
type QueryCodes interface {
	// Seed gives the random text from which the query code of a case follows: fresh, which is written with the event,
	// where there is none yet or with anew.
	Seed(ctx context.Context, number, fresh string, anew bool, e audit.Event) (string, error)
	// SeedOf finds it; "" none.
	SeedOf(ctx context.Context, number string) (string, error)
	// Try notes a try under some names, and counts for each those since a time, this one among them.
	Try(ctx context.Context, id string, names []string, since, now time.Time) ([]int, error)
	// Untry forgets a try that was none.
	Untry(ctx context.Context, id string) error
}

const (
	tryWindow = 15 * time.Minute
	// triesOfCase and triesFrom are how often a code may be wrong in that time: for one case, and from one address. A
	// hall has one address for all of its terminals.
	triesOfCase = 10
	triesFrom   = 40
)

// Followed is how a case stands, as anybody may know who has its paper.
type Followed struct {
	Number    string
	Item      string // id
	Name      string // of the item
	State     actor.State
	Outcome   string
	Instant   bool
	Office    string // title
	Place     *Office
	Submitted time.Time
	Changed   time.Time
	Promised  string // 5wd
	Due       string // the promised day; "" none
	Accepted  string
	ActBy     string
	Waits     casework.Side
	Light     casework.Light
	Left      int
	Now       []FollowedStep
	Ahead     []FollowedStep
	Events    []FollowedEvent
	Today     string
	Ratings   []Occasion
}

// FollowedStep is a step that waits or comes, in the words of the definition.
type FollowedStep struct{ Title, Who string }

// FollowedEvent is something that happened.
type FollowedEvent struct {
	At    time.Time
	Event casework.Event
	Step  string // title, of a step that was done
}

// queryCode is the code of a case: ten digits that follow from the seed under the secret of the hall. So the database
// alone gives nobody a code, and a receipt can be printed again.
func (h *hall) queryCode(number, seed string) string {
	m := hmac.New(sha256.New, h.SearchKey)
	m.Write([]byte("query-code/" + number + "/" + seed))
	return fmt.Sprintf("%010d", binary.BigEndian.Uint64(m.Sum(nil))%10_000_000_000)
}

// coded gives the query code of a case, whose seed is made when it is first asked for.
func (h *hall) coded(ctx context.Context, who actor.Actor, number string, anew bool) (string, error) {
	e := audit.Event{At: h.Clock().UTC(), Actor: who, Act: string(actor.CaseCode), Object: audit.Object{Kind: string(actor.Case), ID: number}}
	seed, err := h.Store.Seed(ctx, number, rand.Text(), anew, e)
	if err != nil {
		return "", fmt.Errorf("runtime: query code of a case: %w", err)
	}
	return h.queryCode(number, seed), nil
}

// codeFor is the query code for who may print it; "" for anybody else.
func (h *hall) codeFor(ctx context.Context, who actor.Actor, c Case) (string, error) {
	if actor.Can(who, actor.CaseCode, caseObject(c)) != nil {
		return "", nil
	}
	return h.coded(ctx, who, c.Number, false)
}

// Code tells the query code of a case to its applicant; with anew another takes its place, and the one on older papers
// holds no more. Codes: unauthenticated, forbidden, not_found.
func (p *Progress) Code(ctx context.Context, number string, anew bool) (string, error) {
	who, err := citizen(ctx)
	if err != nil {
		return "", err
	}
	c, err := p.find(ctx, who, number, actor.CaseCode)
	if err != nil {
		return "", err
	}
	return p.coded(ctx, who.Actor(), c.Number, anew)
}

// aCaseNumber is the shape of the numbers that the store gives: 440605-20261123-00017.
var aCaseNumber = regexp.MustCompile(`^\d{6}-\d{8}-\d{5,9}$`)

var queryDigits = regexp.MustCompile(`^\d{10}$`)

// typed is what somebody typed, without the blanks and the full-width digits that keyboards and papers add.
func typed(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ' || r == '\u3000' || r == '\t':
			return -1
		case r >= '０' && r <= '９':
			return '0' + r - '０'
		case r == '－' || r == '—' || r == '–':
			return '-'
		}
		return r
	}, s)
}

// Of tells how a case stands. Codes: invalid, not_found, too_many.
func (p *Progress) Of(ctx context.Context, number, code, from, language string) (Followed, error) {
	c, err := p.admit(ctx, number, code, from)
	if err != nil {
		return Followed{}, err
	}
	return p.followed(ctx, c, language)
}

// admit finds the case of whoever has its number and code. A number that is none and a code that is wrong get the same
// answer, after the same work.
func (p *Progress) admit(ctx context.Context, number, code, from string) (Case, error) {
	number, code = typed(number), typed(code)
	var bad []fault.Field
	if !aCaseNumber.MatchString(number) {
		bad = append(bad, fault.Field{Path: "body.number", Message: sayNumberShape})
	}
	if !queryDigits.MatchString(code) {
		bad = append(bad, fault.Field{Path: "body.code", Message: sayCodeShape})
	}
	if len(bad) > 0 {
		return Case{}, fault.New(fault.Invalid, sayFollowShape, bad...)
	}
	now := p.Clock().UTC()
	id := rand.Text()
	counts, err := p.Store.Try(ctx, id, []string{p.underKey("try-case/" + number), p.underKey("try-from/" + from)}, now.Add(-tryWindow), now)
	if err != nil {
		return Case{}, fmt.Errorf("runtime: count tries: %w", err)
	}
	if counts[0] > triesOfCase || counts[1] > triesFrom { // one that is not looked at is none
		if err := p.Store.Untry(ctx, id); err != nil {
			return Case{}, fmt.Errorf("runtime: forget a try: %w", err)
		}
		return Case{}, fault.New(fault.TooMany, sayTooManyTries)
	}
	seed, err := p.Store.SeedOf(ctx, number)
	if err != nil {
		return Case{}, fmt.Errorf("runtime: find a query code: %w", err)
	}
	if !hmac.Equal([]byte(p.queryCode(number, seed)), []byte(code)) || seed == "" {
		return Case{}, fault.New(fault.NotFound, sayNoSuchCase)
	}
	if err := p.Store.Untry(ctx, id); err != nil {
		return Case{}, fmt.Errorf("runtime: forget a try: %w", err)
	}
	c, err := p.Store.Case(ctx, number)
	if err != nil {
		return Case{}, fmt.Errorf("runtime: case of a query code: %w", err)
	}
	return c, nil
}

// followed tells of a case what holds no personal data.
func (p *Progress) followed(ctx context.Context, c Case, language string) (Followed, error) {
	t, err := p.turnOf(ctx, c)
	if err != nil {
		return Followed{}, err
	}
	shown := t.def.Program(language).Plan()
	g := t.c.Progress
	out := Followed{Number: c.Number, Item: c.Item, Name: shown.Name, State: c.State, Outcome: g.Outcome, Instant: c.Instant, Office: c.OfficeTitle,
		Submitted: c.Submitted, Changed: c.Changed, Promised: c.Promised, Due: c.Due, Accepted: g.Accepted, ActBy: c.ActBy, Waits: c.Waits, Today: t.today}
	out.Light, out.Left = g.Clock.LightOf(t.prog.Calendar(), c.Due, t.today)
	out.Place = officeIn(t.offices, c.Office)
	for _, id := range g.Open {
		out.Now = append(out.Now, stepIn(shown, id))
	}
	for _, id := range t.ahead() {
		out.Ahead = append(out.Ahead, stepIn(shown, id))
	}
	if out.Ratings, err = p.occasions(ctx, c); err != nil {
		return Followed{}, err
	}
	line, err := p.Store.Timeline(ctx, c.Number)
	if err != nil {
		return Followed{}, fmt.Errorf("runtime: timeline of a case: %w", err)
	}
	for _, h := range line {
		e := FollowedEvent{At: h.At, Event: casework.Event(h.Event)}
		if h.Step != "" {
			e.Step = stepIn(shown, h.Step).Title
		}
		out.Events = append(out.Events, e)
	}
	return out, nil
}

// stepIn is a step in the words of a plan.
func stepIn(p *plan.Plan, id string) FollowedStep {
	if s := p.Step(id); s != nil {
		return FollowedStep{Title: s.Title, Who: s.WhoTitle}
	}
	return FollowedStep{Title: id}
}
