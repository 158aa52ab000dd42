package runtime

import (
	"context"
	"crypto/rand"
	"fmt"
	"slices"
	"strings"
	"time"

	"banshi/engine/eval"
	"banshi/engine/plan"
	"banshi/engine/view"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/fault"
	"banshi/runtime/identity"
	"banshi/runtime/sharing"
)

// Drafts begins, shows, changes and submits applications.
type Drafts struct{ *hall }

// Draft is an application as its applicant sees it.
type Draft struct {
	Application
	Name     string // of the item
	View     view.View
	Credit   *Credit   // nil: the item doesn't ask for it, or nothing is known
	Stopped  *Stopped  // the item takes no new applications for now; nil: it does, or this mends a case
	Returned *Returned // nil: it mends no case, or one that waits for nothing any more
	// Limited are the sources in which the account may look up no more typed keys for now.
	Limited []string
}

// Returned is why the case that a draft mends came back.
type Returned struct {
	Opinion string
	At      time.Time
	Office  string // title of the office that returned it
	Kind    Kind   // DocPrecheck or DocCorrection
	Parts   []Part // what is to be mended; none: whatever the applicant finds
	Locked  []string
	Until   string
}

// maxDrafts is how many drafts one account may have open, beside those that mend a returned case.
const maxDrafts = 50

// opened is a draft with all that is needed to work on it.
type opened struct {
	who  identity.Current
	app  *Application
	def  Definition
	plan *plan.Plan
	subject
	mayEdit  bool
	signedAt time.Time
	language string   // of who reads it
	mending  *Mending // what may be changed, where it mends a case
	today    string   // the day for which it is evaluated
}

func gone() error { return fault.New(fault.NotFound, sayNotYours) }

// filler is who may fill drafts in at all: a citizen, or a clerk at a counter. Codes: unauthenticated, forbidden.
func filler(ctx context.Context) (identity.Current, error) {
	if who, ok := identity.From(ctx); ok && who.Actor().Has(actor.WindowClerk) {
		who.Channel = "counter"
		return who, nil
	}
	return citizen(ctx)
}

// open finds a draft and asks whether the caller may do act to it.
func (h *hall) open(ctx context.Context, id string, act actor.Act, language string) (*opened, error) {
	who, err := filler(ctx)
	if err != nil {
		return nil, err
	}
	a, err := h.Store.Find(ctx, id)
	if fault.Is(err, fault.NotFound) {
		return nil, gone()
	}
	if err != nil {
		return nil, fmt.Errorf("runtime: find a draft: %w", err)
	}
	if a.Owner == who.Account.ID && a.Case == "" && a.orphaned(who.Account) {
		return nil, fault.New(fault.Forbidden, sayMandateOver.With(a.Applicant.Name)) // his own work: he is told why he can't go on
	}
	if err := actor.Can(who.Actor(), act, draftObject(a, 0)); err != nil {
		return nil, err
	}
	if a.Case != "" {
		return nil, closed(a.Case)
	}
	if err := h.checked(ctx, a.Files); err != nil {
		return nil, err
	}
	o := &opened{who: who, app: &a, mayEdit: a.fills(who)}
	if act != actor.DraftView && act != actor.DraftTake && !o.mayEdit {
		return nil, h.fillsElse(a)
	}
	if o.def, err = h.Definitions.At(ctx, a.Item, a.ItemVersion); err != nil {
		return nil, fmt.Errorf("runtime: definition of a draft: %s version %d: %w", a.Item, a.ItemVersion, err)
	}
	if o.mending, err = h.mendingOf(ctx, a); err != nil {
		return nil, err
	}
	h.prepare(o, language)
	return o, nil
}

// fills tells whether somebody is the one who fills the draft in: whoever began it or, at a counter, the office's clerks.
func (a *Application) fills(who identity.Current) bool {
	if a.Office != "" {
		return who.Account.Staff != nil
	}
	return a.Owner == who.Account.ID
}

// fillsElse says who does.
func (h *hall) fillsElse(a Application) error {
	if a.Office != "" {
		return fault.New(fault.Forbidden, sayAtCounter.With(h.officeTitle(a.Office)))
	}
	return fault.New(fault.Forbidden, sayAgentFills)
}

func closed(number string) error {
	return fault.New(fault.Conflict, saySubmitted.With(number))
}

// prepare makes the draft ready to be evaluated for the one who sits before the screen.
func (h *hall) prepare(o *opened, language string) {
	o.language = language
	o.prog = o.def.Program(language)
	o.plan = o.prog.Plan()
	o.facts, o.holder, o.mends = o.app.Facts, o.app.Holder, o.app.Amends
	o.wait, o.signedAt = h.DraftWait, h.Clock().UTC()
	o.purpose = sharing.Purpose{Actor: o.who.Account.ID, Item: o.app.Item, Draft: o.app.ID, Why: o.why("fill")}
	switch {
	case o.app.atCounter():
		o.app.User, o.proven = o.app.Content.Counter.user(o.app.User.ActsAs), true
	case o.mayEdit:
		o.app.User = userOf(o.who, o.app.User.ActsAs)
		applicant, ok := o.who.Account.Applicant(o.app.ApplicantID)
		o.proven = ok && applicant.Proven && applicant.Key() == o.app.Holder
	}
	o.today = h.today()
	if o.mending != nil && o.mending.Today != "" {
		o.today, o.keep = o.mending.Today, true
	}
	o.input = func() eval.Input { return o.app.input(o.today, false) }
}

func userOf(c identity.Current, actsAs string) eval.User {
	return eval.User{No: c.Account.No, Name: c.Account.Name, Phone: c.Account.Phone, Level: int(c.Account.Level), ActsAs: actsAs}
}

func draftObject(a Application, level int) actor.Object {
	return actor.Object{Kind: actor.Draft, ID: a.ID, Owner: a.Owner, Holder: a.Holder, Office: a.Office, Level: level}
}

// event is what the audit trail hears of a draft: never what was answered.
func (h *hall) event(who identity.Current, act string, a Application) audit.Event {
	return audit.Event{At: h.Clock().UTC(), Actor: who.Actor(), Act: act, Object: audit.Object{Kind: string(actor.Draft), ID: a.ID},
		Detail: map[string]any{"item": a.Item, "item_version": a.ItemVersion, "channel": who.Channel}}
}

// Begin makes a draft of the item's current version, for the applicant of the session. Codes:
// unauthenticated, forbidden (identity level), not_found, invalid (this applicant can't), too_large
// (too many drafts).
func (d *Drafts) Begin(ctx context.Context, item, language string) (Draft, error) {
	who, err := citizen(ctx)
	if err != nil {
		return Draft{}, err
	}
	def, err := d.Definitions.Current(ctx, item)
	if err != nil {
		return Draft{}, err
	}
	now := d.Clock().UTC()
	a := Application{ID: strings.ToLower(rand.Text()), Item: item, ItemVersion: def.Version, Owner: who.Account.ID, Holder: who.Applicant.Key(),
		ApplicantID: who.Applicant.ID, Applicant: applicantOf(who.Applicant), User: eval.User{ActsAs: string(who.Applicant.ActsAs)},
		Channel: who.Channel, Version: 1, Created: now, Saved: now}
	out, err := d.begin(ctx, who, def, a, language)
	if err != nil {
		return Draft{}, err
	}
	if err := d.Store.Insert(ctx, out.Application, maxDrafts, d.event(who, string(actor.DraftBegin), a)); err != nil {
		return Draft{}, fmt.Errorf("runtime: begin a draft: %w", err)
	}
	return out, nil
}

func applicantOf(a identity.Applicant) eval.Applicant {
	return eval.Applicant{Kind: string(a.Kind), No: a.No, Name: a.Name}
}

// begin evaluates a draft for the first time; the caller writes it.
func (d *Drafts) begin(ctx context.Context, who identity.Current, def Definition, a Application, language string) (Draft, error) {
	o := &opened{who: who, app: &a, def: def, mayEdit: true}
	var err error
	if o.mending, err = d.mendingOf(ctx, a); err != nil {
		return Draft{}, err
	}
	d.prepare(o, language)
	if err := startable(o.plan, a); err != nil {
		return Draft{}, err
	}
	if err := d.goesOn(ctx, a); err != nil {
		return Draft{}, err
	}
	if as, ok := who.Account.Applicant(a.ApplicantID); ok && !as.Covers(a.Item) {
		return Draft{}, fault.New(fault.Forbidden, sayNotCovered.With(o.plan.Name))
	}
	if err := o.level(actor.DraftBegin); err != nil {
		return Draft{}, err
	}
	out, err := d.settle(ctx, o.subject)
	if err != nil {
		return Draft{}, err
	}
	if err := a.lapse(o.subject, &out); err != nil {
		return Draft{}, err
	}
	a.Facts = out.facts
	return d.whole(ctx, o, out)
}

// startable refuses what this applicant can't begin, whatever he or she answers.
func startable(p *plan.Plan, a Application) error {
	switch {
	case p.Entry != nil && p.Entry.External != "":
		return fault.New(fault.Invalid, sayExternal)
	case p.Entry != nil && p.Entry.Guide:
		return fault.New(fault.Invalid, sayGuideOnly)
	}
	return fitting(p, a.Applicant, a.User.ActsAs)
}

// fitting refuses an applicant who is none of those for whom the item is, or who comes in a way that it doesn't know.
func fitting(p *plan.Plan, a eval.Applicant, actsAs string) error {
	switch {
	case len(p.Applicants) > 0 && !slices.Contains(p.Applicants, a.Kind):
		if a.Kind == string(identity.Person) {
			return fault.New(fault.Invalid, sayForFirms)
		}
		return fault.New(fault.Invalid, sayForPersons)
	case len(p.Acting) > 0 && !slices.Contains(p.Acting, actsAs):
		return fault.New(fault.Invalid, sayNotThisWay)
	}
	return nil
}

// level asks for the identity level that the item demands, before anything is looked up.
func (o *opened) level(act actor.Act) error {
	level, always := o.prog.Level()
	if !always {
		s, err := o.open()
		if err != nil {
			return err
		}
		level = s.Level()
	}
	return actor.Can(o.who.Actor(), act, draftObject(*o.app, level))
}

// open evaluates with the facts that are there.
func (o *opened) open() (*eval.Session, error) {
	in := o.input()
	in.Facts = o.facts.input()
	s, err := o.prog.Open(in)
	if err != nil {
		return nil, fmt.Errorf("runtime: evaluate %s: %w", o.plan.ID, err)
	}
	return s, nil
}

// known is the state of that.
func (o *opened) known() (*eval.State, error) {
	s, err := o.open()
	if err != nil {
		return nil, err
	}
	return s.State(), nil
}

func (o *opened) draft(out settled) Draft {
	return Draft{Application: *o.app, Name: o.plan.Name, View: out.view(), Limited: out.facts.limited()}
}

// limited lists the sources of facts that were not looked up because the account has typed too many keys.
func (f Facts) limited() []string {
	var out []string
	for _, x := range f {
		if x.Why == sharing.Limit && !slices.Contains(out, x.Source) {
			out = append(out, x.Source)
		}
	}
	return out
}

// Get shows a draft; with submission as if it were submitted now (核对). Facts that are no longer
// fresh are asked for again, and kept if the sources say something else. Codes: unauthenticated, not_found, forbidden (identity level),
// conflict (submitted).
func (d *Drafts) Get(ctx context.Context, id string, submission bool, language string) (Draft, error) {
	o, err := d.open(ctx, id, actor.DraftView, language)
	if err != nil {
		return Draft{}, err
	}
	if err := o.level(actor.DraftView); err != nil {
		return Draft{}, err
	}
	if submission {
		o.input = func() eval.Input { return o.app.input(o.today, true) }
		o.purpose.Why = o.why("review")
	}
	out, err := d.settle(ctx, o.subject)
	if err != nil {
		return Draft{}, err
	}
	before := len(o.app.Content.Confirmed) + len(o.app.Content.Signed)
	if err := o.app.lapse(o.subject, &out); err != nil {
		return Draft{}, err
	}
	same, err := o.app.Facts.same(out.facts)
	if err != nil {
		return Draft{}, err
	}
	lapsed := before - len(o.app.Content.Confirmed) - len(o.app.Content.Signed)
	if o.mayEdit && (!same || lapsed > 0) {
		if err := d.keep(ctx, o, out, lapsed); err != nil {
			return Draft{}, err
		}
	}
	return d.whole(ctx, o, out)
}

// whole is the draft with what one should know when it is opened.
func (d *Drafts) whole(ctx context.Context, o *opened, out settled) (Draft, error) {
	draft := o.draft(out)
	draft.Credit = d.credit(ctx, o)
	if o.app.Amends == "" {
		var err error
		if draft.Stopped, err = d.stopped(ctx, o.app.Item, o.language); err != nil {
			return Draft{}, err
		}
	}
	if m := o.mending; m != nil {
		draft.Returned = &m.Returned
	}
	return draft, nil
}

// keep writes what was found, under the same version: the applicant has changed nothing. If he did so
// elsewhere meanwhile, that counts; and where there is no room, it is only asked for again.
func (d *Drafts) keep(ctx context.Context, o *opened, out settled, lapsed int) error {
	o.app.Facts = out.facts
	e := d.event(o.who, "draft.found", *o.app)
	e.Detail["lapsed"] = lapsed // confirmations and signatures that no longer stand for what is there
	err := d.Store.Save(ctx, *o.app, false, e)
	if err != nil && !fault.Is(err, fault.Conflict) && !fault.Is(err, fault.Full) {
		return fmt.Errorf("runtime: keep the facts of a draft: %w", err)
	}
	return nil
}

// Listed is one draft in a list.
type Listed struct {
	Application
	Name string
	By   string // name of the agent who fills it in; "" the caller does
	// Counter: it is at a window, or was begun there and is the caller's to take.
	Counter bool
	Over    bool // the agent's authorisation has ended: the principal may take it over, the agent can't go on
}

// List gives the caller's open drafts, and those made in the name for which he or she may speak.
func (d *Drafts) List(ctx context.Context, language string) ([]Listed, error) {
	who, err := citizen(ctx)
	if err != nil {
		return nil, err
	}
	return d.drafts(ctx, who, "", language)
}

func (h *hall) drafts(ctx context.Context, who identity.Current, item, language string) ([]Listed, error) {
	apps, err := h.Store.Open(ctx, who.Account.ID, who.Actor().Binds())
	if err != nil {
		return nil, fmt.Errorf("runtime: list drafts: %w", err)
	}
	out := make([]Listed, 0, len(apps))
	for _, a := range apps {
		if item != "" && a.Item != item || actor.Can(who.Actor(), actor.DraftView, draftObject(a, 0)) != nil {
			continue
		}
		l := Listed{Application: a, Name: a.Item, Over: a.Owner == who.Account.ID && a.orphaned(who.Account)}
		switch {
		case a.Office != "":
			l.By, l.Counter, l.Over = h.officeTitle(a.Office), true, false
		case a.Owner == "":
			l.By, l.Counter, l.Over = sayWindow.In(language), true, true
		case a.Owner != who.Account.ID:
			owner, err := h.owner(ctx, a)
			if err != nil {
				return nil, err
			}
			l.By, l.Over = owner.Name, a.orphaned(owner)
		}
		if def, err := h.Definitions.At(ctx, a.Item, a.ItemVersion); err == nil {
			l.Name = def.Program(language).Plan().Name
		}
		out = append(out, l)
	}
	return out, nil
}

// Delete removes a draft with its files. Codes: unauthenticated, not_found, conflict (submitted).
func (d *Drafts) Delete(ctx context.Context, id string) error {
	o, err := d.open(ctx, id, actor.DraftDelete, "")
	if err != nil {
		return err
	}
	if err := d.Store.Remove(ctx, id, d.event(o.who, string(actor.DraftDelete), *o.app)); err != nil {
		return fmt.Errorf("runtime: delete a draft: %w", err)
	}
	d.drop(ctx, o.app.Files)
	if err := d.Partials.GiveUpAll(context.WithoutCancel(ctx), id); err != nil {
		d.Log.ErrorContext(ctx, "remove the uploads of a draft", "error", err)
	}
	return nil
}

// sitting is how long changes of a draft count as one in the audit trail.
const sitting = 30 * time.Minute

// Sitting tells the store how long one event covers the changes of a draft by the same person on the
// same channel; the draft's versions are their record.
func Sitting() time.Duration { return sitting }
