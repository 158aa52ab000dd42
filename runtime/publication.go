package runtime

import (
	"context"
	"crypto/rand"
	"fmt"
	"strings"
	"time"

	"banshi/engine/eval"
	"banshi/engine/plan"
	"banshi/engine/publicity"
	"banshi/engine/value"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/fault"
	"banshi/runtime/casework"
)

// Publication (结果公示) is what anybody may read of a decision. It is masked when the decision is taken, and written
// in its transaction: nothing that is not public ever stands in it, but for the number of its case, which goes nowhere.
type Publication struct {
	ID          string
	Number      string // of the case
	Item        string
	Version     int
	Name        string // of the item, as it was called
	Department  string // title
	Office      string
	OfficeTitle string
	Outcome     string // casework.Granted, Partly, Refused
	Document    string // 决定书文号; given by the store
	Decided     string // YYYY-MM-DD
	Until       string // the last day on which it is public
	Shown       []eval.Public
	NumberMask  string // of the licence's number, which is given later; "" it is not shown
	ToMask      string // of its last day
	LicenceNo   string
	ValidTo     string
	TakenDown   string // why, see TakenDownFor; "" it is public
	Changed     time.Time
}

// Publications keeps them. They are written with the change of the case that they tell of (Follow).
type Publications interface {
	// Publications lists those that are public on a day, the newest first.
	Publications(ctx context.Context, q PublicationQuery) ([]Publication, error)
	// Publication finds one that is public, or was taken down. Codes: not_found.
	Publication(ctx context.Context, id, today string) (Publication, error)
	// PublicationOf finds that of a case. Codes: not_found.
	PublicationOf(ctx context.Context, number string) (Publication, error)
	// PublicMonths lists the months of decisions that are public on a day, the newest first, with the time of the last change
	// in each.
	PublicMonths(ctx context.Context, today string) ([]CountedMonth, error)
	// TakeDown says why one is public no more, forgets what was shown, and tells it in the course of the case. Codes: conflict (it is down already).
	TakeDown(ctx context.Context, number, why string, h Happening, e audit.Event) error
	// Forget deletes those whose time is over before a day, and tells how many.
	Forget(ctx context.Context, today string, e audit.Event) (int, error)
}

// PublicationQuery asks for publications.
type PublicationQuery struct {
	Today   string
	Item    string // id; "" any
	Outcome string // "" any
	Words   string // in what is shown; "" any
	Month   string // YYYY-MM of the decision; "" any
	After   string // decided/id of the last one that was seen; "" from the newest
	Most    int
}

// publicise makes out what of the decision is public, where the definition says so. It is the one place where a value of
// a case becomes a public one.
func (t *turn) publicise(outcome string) {
	granted := outcome != casework.Refused
	shown, ok := t.session.Publicise(granted)
	on, isDay := value.ParseDate(t.today)
	if !ok || !isDay {
		return
	}
	p := &Publication{ID: strings.ToLower(rand.Text()), Item: t.c.Item, Version: t.c.ItemVersion, Name: t.plan.Name, Department: t.plan.Department.Title, Office: t.c.Office,
		OfficeTitle: t.c.OfficeTitle, Outcome: outcome, Decided: t.today, Until: t.session.PublicUntil(granted, on), Shown: shown, Changed: t.now}
	for _, s := range t.plan.Publicity.Of(granted).Show {
		switch s.Path {
		case plan.ResultNumber:
			p.NumberMask = s.Mask
		case plan.ResultValidTo:
			p.ToMask = s.Mask
		}
	}
	t.step.Publication = p
}

// Give puts down the licence that was made out by a decision, as far as it is public. false: nothing of it is.
func (p *Publication) Give(r Issued) bool {
	if r.Kind != "licence" || p.NumberMask == "" && p.ToMask == "" {
		return false
	}
	add := func(to *string, mask, s string) {
		if shown := publicity.Hide(mask, s); mask != "" && shown != "" && !strings.Contains(*to, shown) {
			*to = strings.TrimPrefix(*to+"、"+shown, "、")
		}
	}
	add(&p.LicenceNo, p.NumberMask, r.Number)
	add(&p.ValidTo, p.ToMask, r.ValidTo)
	return true
}

// NotPublic says that nothing is public under an address. Its code is not_found.
func NotPublic() error { return fault.New(fault.NotFound, sayNotPublic) }

// NoPublication says that nothing of a case is public. Its code is not_found.
func NoPublication() error { return fault.New(fault.NotFound, sayNoPublication) }

// NotCounted says that there are no statistics of a month. Its code is not_found.
func NotCounted() error { return fault.New(fault.NotFound, sayNotCounted) }

// Public (信息公开) is what anybody may read: publicised results, editions of items, statistics of months.
type Public struct {
	*hall
	guide    *Guide
	editions toldEditions
}

// PublicResult is a publication in a language.
type PublicResult struct {
	Publication
	Title string // of the item
	Lines []PublicLine
}

// PublicLine is one value that is shown, with what it is called.
type PublicLine struct{ Path, Title, Value string }

// mostResults is how many are listed at once.
const mostResults = 50

// Results lists what is public today, the newest first; more tells that there are others behind. Codes: invalid.
func (p *Public) Results(ctx context.Context, q PublicationQuery, language string) (list []PublicResult, more bool, err error) {
	if q.Most <= 0 {
		q.Most = mostResults
	}
	q.Today = p.today()
	most := q.Most
	q.Most++
	found, err := p.Store.Publications(ctx, q)
	if err != nil {
		return nil, false, fmt.Errorf("runtime: list publications: %w", err)
	}
	if more = len(found) > most; more {
		found = found[:most]
	}
	for _, x := range found {
		r, err := p.inWords(ctx, x, language)
		if err != nil {
			return nil, false, err
		}
		list = append(list, r)
	}
	return list, more, nil
}

// ResultMonths lists the months in which something that is public today was decided, the newest first.
func (p *Public) ResultMonths(ctx context.Context) ([]CountedMonth, error) {
	list, err := p.Store.PublicMonths(ctx, p.today())
	if err != nil {
		return nil, fmt.Errorf("runtime: months of publications: %w", err)
	}
	return list, nil
}

// Result is one of them, with the laws on which it is public; what was taken down says only why. Codes: not_found.
func (p *Public) Result(ctx context.Context, id, language string) (PublicResult, []plan.Basis, error) {
	x, err := p.Store.Publication(ctx, id, p.today())
	if err != nil {
		return PublicResult{}, nil, err
	}
	r, err := p.inWords(ctx, x, language)
	if err != nil {
		return PublicResult{}, nil, err
	}
	def, err := p.Definitions.At(ctx, x.Item, x.Version)
	if err != nil {
		return PublicResult{}, nil, fmt.Errorf("runtime: definition of a publication: %w", err)
	}
	var laws []plan.Basis
	if of := def.Program(language).Plan().Publicity; of != nil {
		laws = of.Basis
	}
	return r, laws, nil
}

// inWords gives a publication the titles of its item's version, in the order of the definition.
func (p *Public) inWords(ctx context.Context, x Publication, language string) (PublicResult, error) {
	def, err := p.Definitions.At(ctx, x.Item, x.Version)
	if err != nil {
		return PublicResult{}, fmt.Errorf("runtime: definition of a publication: %s version %d: %w", x.Item, x.Version, err)
	}
	shown := def.Program(language).Plan()
	out := PublicResult{Publication: x, Title: shown.Name}
	if x.TakenDown != "" {
		return out, nil
	}
	values := map[string]string{plan.ResultNumber: x.LicenceNo, plan.ResultValidTo: x.ValidTo}
	for _, s := range x.Shown {
		values[s.Path] = s.Value
	}
	of := shown.Publicity.Of(x.Outcome != casework.Refused)
	if of == nil {
		return out, nil
	}
	for _, s := range of.Show {
		if v := values[s.Path]; v != "" {
			out.Lines = append(out.Lines, PublicLine{s.Path, publicTitle(shown, s.Path).In(language), v})
		}
	}
	return out, nil
}

func publicTitle(p *plan.Plan, path string) fault.Text {
	switch path {
	case plan.ApplicantName:
		return sayPublicName
	case plan.ApplicantNo:
		return sayPublicNo
	case plan.ResultNumber:
		return sayPublicLicence
	case plan.ResultValidTo:
		return sayPublicUntil
	}
	if f := p.Field(strings.TrimPrefix(path, "form.")); f != nil {
		return fault.Say(f.Title, f.Title)
	}
	return fault.Say(path, path)
}

// Forget deletes what is public no more. It tells how many there were.
func (p *Public) Forget(ctx context.Context) (int, error) {
	n, err := p.Store.Forget(ctx, p.today(), audit.Event{At: p.Clock().UTC(), Actor: actor.Robot("forget"), Act: "publication.forget", Object: audit.Object{Kind: "publications", ID: p.today()}})
	if err != nil {
		return 0, fmt.Errorf("runtime: forget publications: %w", err)
	}
	return n, nil
}

// TakeDown (撤下) ends a publication before its time: the decision was revoked or put right, or whom it is about has shown
// that it must not stand there. What was shown is forgotten, and the reason stands in its place. Codes: unauthenticated,
// not_found, forbidden, conflict, invalid (no reason).
func (d *Desk) TakeDown(ctx context.Context, number, why string) error {
	who, err := worker(ctx)
	if err != nil {
		return err
	}
	if _, ok := TakenDownFor(why); !ok {
		return fault.New(fault.Invalid, sayBadWork, fault.Field{Path: "body.why", Message: sayWhyDown})
	}
	c, err := d.find(ctx, who, number, actor.CaseView)
	if err != nil {
		return err
	}
	if err := actor.Can(who.Actor(), actor.CaseTakeDown, caseObject(c)); err != nil {
		return err
	}
	now := d.Clock().UTC()
	e := audit.Event{At: now, Actor: who.Actor(), Act: string(actor.CaseTakeDown), Object: audit.Object{Kind: string(actor.Case), ID: number}}
	h := Happening{At: now, Event: string(casework.TakeDown), Round: c.Round, By: actor.Staff, Actor: who.Account.ID, Name: who.Account.Name, Title: who.Account.Staff.Title, Answer: why}
	if err := d.Store.TakeDown(ctx, number, why, h, e); err != nil {
		return fmt.Errorf("runtime: take a publication down: %w", err)
	}
	return nil
}

// TakenDownFor is a reason for taking a publication down, in words. The set is closed: a reason that somebody writes would
// be public, too.
func TakenDownFor(why string) (fault.Text, bool) {
	for _, r := range DownReasons {
		if r.Code == why {
			return r.Text, true
		}
	}
	return fault.Text{}, false
}

// DownReason is a reason for taking a publication down.
type DownReason struct {
	Code string
	Text fault.Text
}

// DownReasons are all that there are.
var DownReasons = []DownReason{{"revoked", sayDownRevoked}, {"corrected", sayDownCorrected}, {"disputed", sayDownDisputed}, {"mistaken", sayDownMistaken}}

// Publication tells staff what of a case is public, and whether the caller may take it down now. Codes: unauthenticated,
// not_found, forbidden.
func (d *Desk) Publication(ctx context.Context, number, language string) (r PublicResult, mayTakeDown bool, err error) {
	who, err := worker(ctx)
	if err != nil {
		return r, false, err
	}
	c, err := d.find(ctx, who, number, actor.CaseView)
	if err != nil {
		return r, false, err
	}
	x, err := d.Store.PublicationOf(ctx, number)
	if err != nil {
		return r, false, err
	}
	r, err = (&Public{hall: d.hall}).inWords(ctx, x, language)
	return r, x.TakenDown == "" && actor.Can(who.Actor(), actor.CaseTakeDown, caseObject(c)) == nil, err
}
