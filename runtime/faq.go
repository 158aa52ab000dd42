package runtime

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"banshi/engine/plan"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/fault"
	"banshi/runtime/base/mask"
	"banshi/runtime/identity"
)

// QA is a frequent question (常见问题) with its answer.
type QA struct{ Ask, Answer string }

// FAQ is an answered question that is proposed for an item's guide. It is shown to the public once another than who proposed
// it has published it, and until it is withdrawn.
type FAQ struct {
	ID           string
	Consultation string // id of the question that it comes of
	Number       string // of that
	Item, Title  string // id and name
	Department   string // of the item
	Office       string // that proposed it; "" the government-service office
	Chinese      QA
	English      QA // empty: it isn't shown in English
	State        FAQState
	Version      int
	Account      string // who proposed it
	Name         string
	At           time.Time
	Reviewer     string // account of who published, declined or withdrew it
	ReviewerName string
	Reviewed     time.Time
	Note         string // why it was declined or withdrawn
}

// FAQState is what became of it.
type FAQState string

// The states.
const (
	FAQProposed  FAQState = "proposed"
	FAQPublished FAQState = "published"
	FAQDeclined  FAQState = "declined"
	FAQWithdrawn FAQState = "withdrawn"
)

// FAQStore keeps them.
type FAQStore interface {
	// ProposeFAQ writes one; the same id gives the one that is there. Codes: conflict (its question is proposed or published already).
	ProposeFAQ(ctx context.Context, f FAQ, e audit.Event) (FAQ, error)
	// FAQ finds one. Codes: not_found.
	FAQ(ctx context.Context, id string) (FAQ, error)
	// FAQStates tells what became of what was proposed of questions, by their ids: the latest of each.
	FAQStates(ctx context.Context, consultations []string) (map[string]FAQState, error)
	// FAQsFor lists those of offices or departments (both nil: all): what is proposed first, then the latest.
	FAQsFor(ctx context.Context, offices, departments []string, most int) ([]FAQ, error)
	// ReviewFAQ writes a new state over the version that was seen. Codes: conflict.
	ReviewFAQ(ctx context.Context, f FAQ, e audit.Event) error
	// PublishedFAQs lists what is published, the oldest first. The stamp is another one after every change.
	PublishedFAQs(ctx context.Context) ([]FAQ, error)
	FAQStamp(ctx context.Context) (int64, error)
}

// FAQs are the frequent questions of items.
type FAQs struct{ *hall }

const (
	mostKnown = 5 // answers that are shown beside what somebody asks
	// publishedFresh is how long what is published counts without being asked for anew: another node may have published.
	publishedFresh = 2 * time.Second
)

// published is what was published when it was last asked for.
type published struct {
	mu    sync.Mutex
	known bool
	at    time.Time
	stamp int64
	list  []FAQ
}

// Published lists what is published, with a number that is another one once something of it changes.
func (f *FAQs) Published(ctx context.Context) ([]FAQ, int64, error) {
	p := &f.faqs
	p.mu.Lock()
	defer p.mu.Unlock()
	now := f.Clock()
	if p.known && now.Sub(p.at).Abs() < publishedFresh {
		return p.list, p.stamp, nil
	}
	stamp, err := f.Store.FAQStamp(ctx)
	if err != nil {
		return nil, 0, fmt.Errorf("runtime: what is published: %w", err)
	}
	if stamp != p.stamp || p.list == nil {
		if p.list, err = f.Store.PublishedFAQs(ctx); err != nil {
			p.known = false
			return nil, 0, fmt.Errorf("runtime: what is published: %w", err)
		}
	}
	p.known, p.at, p.stamp = true, now, stamp
	return p.list, p.stamp, nil
}

func (p *published) forget() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.known = false
}

// In is one in a language; false where it has none.
func (f FAQ) In(language string) (QA, bool) {
	if language == "en" {
		return f.English, f.English.Ask != ""
	}
	return f.Chinese, true
}

// Of lists what is published about an item ("" about any) in a language.
func (f *FAQs) Of(ctx context.Context, item, language string) ([]QA, error) {
	list, _, err := f.Published(ctx)
	if err != nil {
		return nil, err
	}
	var out []QA
	for _, x := range list {
		if qa, ok := x.In(language); ok && (item == "" || x.Item == item) {
			out = append(out, qa)
		}
	}
	return out, nil
}

// Known gives the answers that are there already to what somebody is about to ask: the nearest first, then the others of the
// item. Nothing of the text is kept. Codes: not_found (item).
func (f *FAQs) Known(ctx context.Context, item, text, language string) ([]QA, error) {
	list, err := f.Of(ctx, item, language)
	if err != nil {
		return nil, err
	}
	if item != "" {
		def, err := f.Definitions.Current(ctx, item)
		if err != nil {
			return nil, err
		}
		list = append(guided(def.Program(language).Plan()), list...)
	}
	out := alike(strings.TrimSpace(text), list)
	for _, qa := range list {
		if item != "" && !slices.Contains(out, qa) {
			out = append(out, qa)
		}
	}
	return out[:min(len(out), mostKnown)], nil
}

// guided are those of the guide.
func guided(p *plan.Plan) []QA {
	out := make([]QA, len(p.Guide.FAQ))
	for i, qa := range p.Guide.FAQ {
		out[i] = QA{qa.Ask, qa.Answer}
	}
	return out
}

func faqObject(f FAQ) actor.Object {
	return actor.Object{Kind: actor.FAQ, ID: f.ID, Office: f.Office, Department: f.Department, Makers: []string{f.Account}}
}

// FAQOrder is what somebody proposes.
type FAQOrder struct {
	Consultation string
	Item         string // of a question about none
	Chinese      QA
	English      QA
	Key          string // of the client: the same key is the same proposal
}

func (o FAQOrder) check(name string) error {
	var bad []fault.Field
	for _, part := range []struct {
		path, text string
		most       int
		missing    fault.Text
	}{{"ask", o.Chinese.Ask, MaxConsultation, sayConsultationText}, {"answer", o.Chinese.Answer, MaxAnswer, sayAnswerText},
		{"askEn", o.English.Ask, MaxConsultation, fault.Text{}}, {"answerEn", o.English.Answer, MaxAnswer, fault.Text{}}} {
		say := textWithin(part.text, part.most, part.missing)
		if say.None() && (mask.Text(part.text) != part.text || name != "" && strings.Contains(part.text, name)) {
			say = sayPersonal
		}
		if !say.None() {
			bad = append(bad, fault.Field{Path: "body." + part.path, Message: say})
		}
	}
	if (o.English.Ask == "") != (o.English.Answer == "") {
		bad = append(bad, fault.Field{Path: "body.answerEn", Message: sayBothEnglish})
	}
	if len(bad) > 0 {
		return fault.New(fault.Invalid, sayBadFAQ, bad...)
	}
	if !idempotencyKey.MatchString(o.Key) {
		return badKey()
	}
	return nil
}

// Propose proposes an answered question for the guide of its item, edited so that nobody is recognised in it. Codes:
// unauthenticated, forbidden, not_found, invalid, conflict (not answered yet, or proposed already).
func (f *FAQs) Propose(ctx context.Context, o FAQOrder) (FAQ, error) {
	who, err := worker(ctx)
	if err != nil {
		return FAQ{}, err
	}
	c, err := f.Store.Consultation(ctx, o.Consultation)
	if err != nil {
		return FAQ{}, lost(err, "find a question")
	}
	if err := actor.Can(who.Actor(), actor.FAQPropose, actor.Object{Kind: actor.FAQ, Office: c.Office}); err != nil {
		return FAQ{}, err
	}
	if !slices.ContainsFunc(c.Steps, func(s ConsultationStep) bool { return s.Act == ConsultationAnswer }) {
		return FAQ{}, fault.New(fault.Conflict, sayNoAnswerYet)
	}
	for _, text := range []*string{&o.Chinese.Ask, &o.Chinese.Answer, &o.English.Ask, &o.English.Answer} {
		*text = strings.TrimSpace(*text)
	}
	if err := o.check(c.Name); err != nil {
		return FAQ{}, err
	}
	if c.Item != "" {
		o.Item = c.Item
	}
	def, err := f.Definitions.Current(ctx, o.Item)
	if fault.Is(err, fault.NotFound) {
		return FAQ{}, fault.New(fault.Invalid, sayBadFAQ, fault.Field{Path: "body.item", Message: sayNoSuchItem})
	}
	if err != nil {
		return FAQ{}, fmt.Errorf("runtime: item of a question: %w", err)
	}
	p := def.Program("zh-Hans").Plan()
	id := idUnder("faq", who.Account.ID, o.Key, c.ID, p.ID, o.Chinese.Ask, o.Chinese.Answer, o.English.Ask, o.English.Answer)
	x := FAQ{ID: id, Consultation: c.ID, Number: c.Number, Item: p.ID, Title: p.Name, Department: p.Department.ID, Office: c.Office,
		Chinese: o.Chinese, English: o.English, State: FAQProposed, Version: 1, Account: who.Account.ID, Name: who.Account.Name, At: f.Clock().UTC()}
	if x, err = f.Store.ProposeFAQ(ctx, x, f.faqEvent(who, actor.FAQPropose, x)); err != nil {
		return FAQ{}, fmt.Errorf("runtime: propose a frequent question: %w", err)
	}
	return x, nil
}

// Proposed tells what became of what was proposed of questions that somebody lists, by their ids: so that nothing is proposed twice.
func (f *FAQs) Proposed(ctx context.Context, list []Consultation) (map[string]FAQState, error) {
	ids := make([]string, len(list))
	for i, c := range list {
		ids[i] = c.ID
	}
	out, err := f.Store.FAQStates(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("runtime: what was proposed of questions: %w", err)
	}
	return out, nil
}

func (f *FAQs) faqEvent(who identity.Current, act actor.Act, x FAQ) audit.Event {
	return audit.Event{At: f.Clock().UTC(), Actor: who.Actor(), Act: string(act), Object: audit.Object{Kind: string(actor.FAQ), ID: x.ID},
		Detail: map[string]any{"item": x.Item, "state": string(x.State), "consultation": x.Consultation}}
}

// Tasks lists those that the caller may see: what waits for a review first. Codes: unauthenticated, forbidden.
func (f *FAQs) Tasks(ctx context.Context) ([]FAQ, error) {
	who, err := worker(ctx)
	if err != nil {
		return nil, err
	}
	a := who.Actor()
	offices, err := officesFor(a, actor.FAQView, actor.FAQ)
	departments, others := departmentsFor(a, actor.FAQView, actor.FAQ)
	switch {
	case err != nil && others != nil:
		return nil, err
	case err == nil && offices == nil:
		departments = nil // all
	case offices == nil:
		offices = []string{}
	case departments == nil:
		departments = []string{}
	}
	list, err := f.Store.FAQsFor(ctx, offices, departments, mostTasks)
	if err != nil {
		return nil, fmt.Errorf("runtime: list frequent questions: %w", err)
	}
	return list, nil
}

// MayReview and MayWithdraw tell whether the caller may do that to one.
func (f *FAQs) MayReview(ctx context.Context, x FAQ) bool {
	who, ok := identity.From(ctx)
	return ok && x.State == FAQProposed && actor.Can(who.Actor(), actor.FAQReview, faqObject(x)) == nil
}

// MayWithdraw is of what is published.
func (f *FAQs) MayWithdraw(ctx context.Context, x FAQ) bool {
	who, ok := identity.From(ctx)
	return ok && x.State == FAQPublished && actor.Can(who.Actor(), actor.FAQWithdraw, faqObject(x)) == nil
}

// Review publishes what a colleague proposed, or declines it with a reason. Codes: unauthenticated, forbidden (one's own
// proposal), not_found, invalid, conflict.
func (f *FAQs) Review(ctx context.Context, id string, version int, publish bool, note string) (FAQ, error) {
	to := FAQDeclined
	if publish {
		to = FAQPublished
	}
	return f.move(ctx, id, version, actor.FAQReview, FAQProposed, to, note)
}

// Withdraw takes one off the item's page, with a reason. Codes: as Review.
func (f *FAQs) Withdraw(ctx context.Context, id string, version int, note string) (FAQ, error) {
	return f.move(ctx, id, version, actor.FAQWithdraw, FAQPublished, FAQWithdrawn, note)
}

func (f *FAQs) move(ctx context.Context, id string, version int, act actor.Act, from, to FAQState, note string) (FAQ, error) {
	who, err := worker(ctx)
	if err != nil {
		return FAQ{}, err
	}
	x, err := f.Store.FAQ(ctx, id)
	if err != nil {
		return FAQ{}, lost(err, "find a frequent question")
	}
	if err := actor.Can(who.Actor(), act, faqObject(x)); err != nil {
		return FAQ{}, err
	}
	note = strings.TrimSpace(note)
	if say := textWithin(note, maxReason, sayFAQReason); to != FAQPublished && !say.None() {
		return FAQ{}, fault.New(fault.Invalid, sayBadFAQ, fault.Field{Path: "body.note", Message: say})
	}
	if x.Reviewer == who.Account.ID && x.State == to && x.Version == version+1 {
		return x, nil // pressed twice
	}
	if x.State != from || x.Version != version {
		return FAQ{}, fault.New(fault.Conflict, sayFAQMoved)
	}
	x.State, x.Note, x.Reviewer, x.ReviewerName, x.Reviewed = to, note, who.Account.ID, who.Account.Name, f.Clock().UTC()
	err = f.Store.ReviewFAQ(ctx, x, f.faqEvent(who, act, x))
	f.faqs.forget()
	if err != nil {
		return FAQ{}, fmt.Errorf("runtime: review a frequent question: %w", err)
	}
	x.Version++
	return x, nil
}
