package runtime

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"banshi/engine/eval"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/fault"
	"banshi/runtime/identity"
)

// Counters is the window (窗口收件): a clerk fills in the very same draft in the name of who stands before it. The
// draft belongs to the office while it is there; what is entered, seen and agreed to is told apart in Counter.
type Counters struct{ *hall }

// Counter is what stands in a draft of its time at the counter. It goes into the submission with it.
type Counter struct {
	Office string  `json:"office"`
	Title  string  `json:"title"` // of the office
	Person Visitor `json:"person"`
	Taken  ByClerk `json:"taken"` // who took it up
	// Authority was seen by who took it up: on paper, where the person acts for somebody else.
	Authority bool                `json:"authority,omitempty"`
	Originals map[string]Original `json:"originals,omitempty"` // by path of the material
	Entered   map[string]ByClerk  `json:"entered,omitempty"`   // by field: answers that a clerk typed; all others are the applicant's own
	Agreed    *Agreement          `json:"agreed,omitempty"`
	Over      bool                `json:"over,omitempty"` // it was handed to the applicant
}

// Visitor is who stands before the window.
type Visitor struct {
	No    string `json:"no"`
	Name  string `json:"name"`
	Phone string `json:"phone,omitempty"`
	How   string `json:"how"` // card: read by a reader; typed: typed from a card that the clerk has seen
}

// ByClerk is a clerk at a time.
type ByClerk struct {
	Account string    `json:"account"`
	Name    string    `json:"name"`
	At      time.Time `json:"at"`
}

// TrustSeen is how far a paper is trusted whose original a clerk has seen.
const TrustSeen = "B"

// Original is a paper whose original was compared (原件已核对): exactly the files that were there then.
type Original struct {
	ByClerk
	Trust string   `json:"trust"`
	Files []string `json:"files"` // hashes, sorted
}

// Agreement is what the applicant said to what was entered.
type Agreement struct {
	ByClerk        // who asked
	How     string `json:"how"`    // screen, paper
	Digest  string `json:"digest"` // of the form: another content asks anew
	Yes     bool   `json:"yes"`
	Screen  string `json:"screen,omitempty"` // place of the second screen
}

// atCounter tells that the draft is at a counter now.
func (a *Application) atCounter() bool { return a.Office != "" && a.Content.Counter != nil }

// visitorLevel is how surely somebody is known whose card a clerk holds against the face: as by certificate.
const visitorLevel = 5

// user is who stands before the window, as evaluation knows users.
func (c *Counter) user(actsAs string) eval.User {
	return eval.User{No: c.Person.No, Name: c.Person.Name, Phone: c.Person.Phone, Level: visitorLevel, ActsAs: actsAs}
}

// Opening is what a draft at the counter begins with.
type Opening struct {
	Office    string
	Item      string
	Person    Visitor
	Applicant *eval.Applicant // nil: the person
	ActsAs    string          // with an applicant: self (an organisation's own head), agent, guardian, family
	Authority bool            // the clerk has seen by what right
	Key       string
	booked    string // id of the booking that it comes of: whichever clerk takes that up, it is one draft
}

// Standing at the counter, beside the draft itself.
type AtCounter struct {
	Draft
	Counter Counter
	Agreed  bool   // to what stands there now
	Digest  string // of what stands there now: as on the second screen and on the sheet that is signed
}

// clerk is a member of staff who may do act at an office's counter. Codes: unauthenticated, forbidden, not_found.
func clerk(ctx context.Context, act actor.Act, office string) (identity.Current, error) {
	who, err := worker(ctx)
	if err != nil {
		return who, err
	}
	return who, actor.Can(who.Actor(), act, actor.Object{Kind: actor.Draft, Office: office})
}

func (h *hall) byClerk(who identity.Current) ByClerk {
	return ByClerk{Account: who.Account.ID, Name: who.Account.Name, At: h.Clock().UTC()}
}

// officeTitle names an office; one that is gone by its id.
func (h *hall) officeTitle(id string) string {
	for _, l := range h.Locations.Locations() {
		if l.Office == id {
			return l.Title
		}
	}
	return id
}

// Places are the offices to which something can be handed over.
func (h *hall) Places() []Titled {
	list := h.Locations.Locations()
	out := make([]Titled, len(list))
	for i, l := range list {
		out[i] = Titled{ID: l.Office, Title: l.Title}
	}
	return out
}

// Begin makes a draft at the counter. The same key gives the same draft. Codes: unauthenticated, forbidden, not_found
// (item, office), invalid.
func (c *Counters) Begin(ctx context.Context, o Opening, language string) (AtCounter, error) {
	who, err := clerk(ctx, actor.DraftBegin, o.Office)
	if err != nil {
		return AtCounter{}, err
	}
	if !idempotencyKey.MatchString(o.Key) {
		return AtCounter{}, badKey()
	}
	applicant, actsAs, err := o.check(c.today())
	if err != nil {
		return AtCounter{}, err
	}
	by := who.Account.ID
	if o.booked != "" {
		by, o.Key = "", "booking/"+o.booked // no client's key has a slash
	}
	id := "c" + idUnder("counter", by, o.Key, o.Office, o.Item, o.Person.No, o.Person.Name, applicant.No, applicant.Name, actsAs)
	if _, err := c.Store.Find(ctx, id); err == nil {
		return c.Get(ctx, id, language)
	}
	def, err := c.Definitions.Current(ctx, o.Item)
	if err != nil {
		return AtCounter{}, err
	}
	now := c.Clock().UTC()
	at := &Counter{Office: o.Office, Title: c.officeTitle(o.Office), Person: o.Person, Taken: c.byClerk(who), Authority: o.Authority}
	a := Application{ID: id, Item: o.Item, ItemVersion: def.Version, Holder: identity.Applicant{Kind: identity.Kind(applicant.Kind), No: applicant.No}.Key(),
		Applicant: applicant, User: eval.User{ActsAs: actsAs}, Channel: "counter", Office: o.Office, Version: 1, Created: now, Saved: now, Content: Content{Counter: at}}
	drafts := Drafts{c.hall}
	out, err := drafts.begin(ctx, who, def, a, language)
	if err != nil {
		return AtCounter{}, err
	}
	if err := c.Store.Insert(ctx, out.Application, mostAtCounter, c.event(who, string(actor.DraftBegin), a)); err != nil {
		return AtCounter{}, fmt.Errorf("runtime: begin a draft at the counter: %w", err)
	}
	return AtCounter{Draft: out, Counter: *at}, nil
}

// mostAtCounter is how many drafts one office may have open.
const mostAtCounter = 500

// open finds a draft that is at a counter of the caller's.
func (c *Counters) open(ctx context.Context, id string, act actor.Act, language string) (*opened, error) {
	if _, err := worker(ctx); err != nil {
		return nil, err
	}
	return c.hall.open(ctx, id, act, language)
}

// Get shows a draft at the counter. Codes: unauthenticated, forbidden, not_found, conflict (submitted).
func (c *Counters) Get(ctx context.Context, id, language string) (AtCounter, error) {
	o, err := c.open(ctx, id, actor.DraftView, language)
	if err != nil {
		return AtCounter{}, err
	}
	drafts := Drafts{c.hall}
	d, err := drafts.Get(ctx, id, false, language)
	if err != nil {
		return AtCounter{}, err
	}
	o.app = &d.Application
	agreed, err := o.agreed(d.Facts)
	if err != nil {
		return AtCounter{}, err
	}
	_, digest, err := o.shown()
	return AtCounter{Draft: d, Counter: *d.Content.Counter, Agreed: agreed, Digest: digest}, err
}

// List gives the drafts at the caller's counters, the newest first. Codes: unauthenticated, forbidden.
func (c *Counters) List(ctx context.Context, language string) ([]AtCounter, error) {
	who, err := worker(ctx)
	if err != nil {
		return nil, err
	}
	offices, refused := officesFor(who.Actor(), actor.DraftView, actor.Draft)
	if refused != nil {
		return nil, fault.New(fault.Forbidden, sayCounterOnly)
	}
	var out []AtCounter
	for _, office := range offices {
		list, err := c.Store.AtCounter(ctx, office)
		if err != nil {
			return nil, fmt.Errorf("runtime: drafts at the counter: %w", err)
		}
		for _, a := range list {
			x := AtCounter{Draft: Draft{Application: a, Name: a.Item}}
			if a.Content.Counter != nil {
				x.Counter = *a.Content.Counter
			}
			if def, err := c.Definitions.At(ctx, a.Item, a.ItemVersion); err == nil {
				x.Name = def.Program(language).Plan().Name
			}
			out = append(out, x)
		}
	}
	slices.SortStableFunc(out, func(a, b AtCounter) int { return b.Saved.Compare(a.Saved) })
	return out, nil
}

// Compare marks a paper as compared with its original, or takes that back. Codes: as Get, invalid (nothing was handed in
// for it).
func (c *Counters) Compare(ctx context.Context, id, material string, seen bool, language string) (AtCounter, error) {
	o, err := c.open(ctx, id, actor.DraftEdit, language)
	if err != nil {
		return AtCounter{}, err
	}
	at := o.app.Content.Counter
	hashes := o.app.hashesOf(material)
	switch {
	case !seen:
		delete(at.Originals, material)
	case len(hashes) == 0 && !slices.Contains(o.app.Content.Brought, material):
		return AtCounter{}, fault.New(fault.Invalid, sayNothingToCompare, fault.Field{Path: "material", Message: sayNothingToCompare})
	default:
		if at.Originals == nil {
			at.Originals = map[string]Original{}
		}
		at.Originals[material] = Original{ByClerk: c.byClerk(o.who), Trust: TrustSeen, Files: hashes}
	}
	e := c.event(o.who, "draft.compare", *o.app)
	e.Detail["material"], e.Detail["seen"] = material, seen
	return c.save(ctx, o, e, language)
}

// hashesOf names what was handed in for a material.
func (a *Application) hashesOf(material string) []string {
	out := []string{}
	for _, f := range a.Files {
		if f.Material == material {
			out = append(out, string(f.Hash))
		}
	}
	slices.Sort(out)
	return out
}

// Compared tells of a paper whether its original was seen as it is now: another page asks anew.
func (x AtCounter) Compared(material string) bool { return x.Draft.Application.compared(material) }

// compared tells of a paper whether its original was seen as it is now: another page asks anew.
func (a *Application) compared(material string) bool {
	c := a.Content.Counter
	if c == nil {
		return false
	}
	o, ok := c.Originals[material]
	return ok && slices.Equal(o.Files, a.hashesOf(material))
}

// save writes what the clerk noted, without a word of the applicant's.
func (c *Counters) save(ctx context.Context, o *opened, e audit.Event, language string) (AtCounter, error) {
	o.app.Saved = c.Clock().UTC()
	if err := c.Store.Note(ctx, *o.app, e); err != nil {
		return AtCounter{}, fmt.Errorf("runtime: note at the counter: %w", err)
	}
	return c.Get(ctx, o.app.ID, language)
}

// Hand gives a draft from the counter to the applicant's own space: it is gone on with at home. Who began it there goes
// on with it; what was begun here is taken by the applicant. Codes: as Get.
func (c *Counters) Hand(ctx context.Context, id, language string) error {
	o, err := c.open(ctx, id, actor.DraftHand, language)
	if err != nil {
		return err
	}
	a := *o.app
	a.Office, a.Content.Counter.Over, a.Saved = "", true, c.Clock().UTC()
	if a.Owner != "" {
		owner, err := c.owner(ctx, a)
		if err != nil {
			return err
		}
		if owner.No != a.Content.Counter.Person.No { // the principal came instead of the agent: it is the principal's now
			a.Owner = ""
		}
	}
	// What was signed before the clerk's eyes stays signed: it lapses by itself with what it stands for.
	if err := c.Store.Note(ctx, a, c.event(o.who, string(actor.DraftHand), a)); err != nil {
		return fmt.Errorf("runtime: hand a draft over: %w", err)
	}
	return nil
}

// entered notes who typed what: a clerk's answers are the clerk's, and what the applicant types over them is his or her own.
func (a *Application) entered(o *opened, p Patch, by ByClerk) {
	c := a.Content.Counter
	if c == nil {
		return
	}
	for id := range p.Answers {
		if !a.atCounter() || o.who.Account.Staff == nil {
			delete(c.Entered, id)
			continue
		}
		if c.Entered == nil {
			c.Entered = map[string]ByClerk{}
		}
		c.Entered[id] = by
	}
	for _, id := range p.Cleared {
		delete(c.Entered, id)
	}
}

// why is the purpose under which facts are looked up: at the counter it is named as such.
func (o *opened) why(purpose string) string {
	if o.app.atCounter() {
		return "counter"
	}
	return purpose
}

func cleaned(v Visitor) Visitor {
	v.No, v.Name, v.Phone = strings.ToUpper(strings.TrimSpace(v.No)), strings.TrimSpace(v.Name), strings.TrimSpace(v.Phone)
	return v
}
