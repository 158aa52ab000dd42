package runtime

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/fault"
	"banshi/runtime/identity"
	"banshi/runtime/notice"
)

// Promises says within how many working days an office answers. The catalogue implements it.
type Promises interface {
	// AnswerWithin is what an office promises; of "" the government-service office. Codes: unavailable.
	AnswerWithin(ctx context.Context, office string) (int, error)
}

// Consultation (咨询) is a question that somebody asks, and what an office answers.
type Consultation struct {
	ID       string
	Number   string // ZX2026-00017
	Account  string // who asked
	Holder   string // in whose name
	Name     string // of who asked
	Item     string // id; "" of none
	Title    string // of the item, in Chinese
	Case     string // number; "" of none
	Text     string
	Language string // in which it was asked
	Channel  string
	At       time.Time
	Due      string // the promised day of the answer, YYYY-MM-DD
	State    ConsultationState
	Version  int
	Office   string // that has it; "" the government-service office
	Of       string // title of that office
	Helped   Helped
	Steps    []ConsultationStep
}

// ConsultationState says on whose side a question is.
type ConsultationState string

// The states. A question that was answered is open again once more: when it is followed up.
const (
	ConsultationOpen     ConsultationState = "open"
	ConsultationAnswered ConsultationState = "answered"
)

// Helped is what the asker says of the answer.
type Helped string

// What may be said; "" nothing yet.
const (
	HelpedYes Helped = "yes"
	HelpedNo  Helped = "no"
)

// ConsultationStep is something that happened to a question.
type ConsultationStep struct {
	Act     ConsultationAct
	Text    string // of a hand-over: why
	Office  string // title, of a hand-over
	Account string
	Name    string
	Title   string
	At      time.Time
}

// ConsultationAct is what a step does.
type ConsultationAct string

// The acts of steps.
const (
	ConsultationHand   ConsultationAct = "hand"
	ConsultationAnswer ConsultationAct = "answer"
	ConsultationFollow ConsultationAct = "follow" // 追问, by who asked
)

// ConsultationOrder is what somebody asks.
type ConsultationOrder struct {
	Item, Case string
	Office     string // one of those that do the item; "" the usual one
	Text       string
	Key        string // of the client: the same key is the same question
}

// ConsultationWork is a step that staff takes.
type ConsultationWork struct {
	Version int
	Act     ConsultationAct // hand, answer
	Office  string          // of hand: id; "" the government-service office
	Text    string
}

// ConsultationStore keeps them.
type ConsultationStore interface {
	// Ask writes one and gives it its number; the same id gives the one that is there. Codes: too_large (most open ones of an account).
	Ask(ctx context.Context, c Consultation, most int, e audit.Event) (Consultation, error)
	// Consultation finds one with its steps. Codes: not_found.
	Consultation(ctx context.Context, id string) (Consultation, error)
	// ConsultationsOf lists those of an account, the latest first.
	ConsultationsOf(ctx context.Context, account string) ([]Consultation, error)
	// ConsultationsFor lists those of offices (nil: all): the open ones first, by the day they are due; then the latest.
	ConsultationsFor(ctx context.Context, offices []string, most int) ([]Consultation, error)
	// ConsultationStep writes a step over the version that was seen, and tells of it. Codes: conflict.
	ConsultationStep(ctx context.Context, c Consultation, s ConsultationStep, tell []notice.Notice, e audit.Event) error
	// ConsultationHelped writes what the asker says of the answer. Codes: conflict (it is open again).
	ConsultationHelped(ctx context.Context, c Consultation, e audit.Event) error
}

const (
	mostConsultations = 10 // open ones of an account
	// MaxConsultation is the longest question, MaxAnswer the longest answer, in characters.
	MaxConsultation = 500
	MaxAnswer       = 2000
)

// Consultations takes questions in, and has them answered.
type Consultations struct{ *hall }

func consultationObject(c Consultation) actor.Object {
	return actor.Object{Kind: actor.Consultation, ID: c.ID, Owner: c.Account, Holder: c.Holder, Office: c.Office}
}

// Asking is what somebody sees who is about to ask: who would answer, and when.
type Asking struct {
	Item, Name string // id, and name in the asker's language; "" of no item
	Case       string // number; "" of none
	Offices    []Answering
	Usual      string // the office that answers if none is chosen
}

// Answering is an office with what it promises.
type Answering struct {
	ID, Title string // "" the government-service office
	Days      int    // working days
	Due       string // the last of them, were it asked today
}

// About tells who answers a question about an item, a case of the caller's, or neither, and within what time. Codes:
// not_found (item); of a case unauthenticated, forbidden and invalid (it isn't one's own).
func (x *Consultations) About(ctx context.Context, item, number, language string) (Asking, error) {
	out := Asking{Case: typed(number)}
	if out.Case != "" {
		c, err := x.caseAsked(ctx, out.Case)
		if err != nil {
			return Asking{}, err
		}
		item, out.Usual = c.Item, c.Office
		err = x.of(ctx, &out, item, language, c.Office)
		if out.Name == "" {
			out.Name = c.Name // it is withdrawn meanwhile
		}
		return out, err
	}
	if item == "" {
		return out, x.of(ctx, &out, "", language, "")
	}
	def, err := x.Definitions.Current(ctx, item)
	if err != nil {
		return Asking{}, err
	}
	department := def.Program(language).Plan().Department.ID
	list, err := x.officesOf(ctx, department)
	if err != nil {
		return Asking{}, err
	}
	ids := make([]string, len(list))
	for i, o := range list {
		ids[i] = o.ID
	}
	if len(ids) == 0 {
		ids = []string{""}
	}
	out.Usual = ids[0]
	if o, ok, err := x.Offices.Dispatch(ctx, department, ""); err != nil {
		return Asking{}, fmt.Errorf("runtime: office of a department: %w", err)
	} else if ok {
		out.Usual = o.ID
	}
	return out, x.of(ctx, &out, item, language, ids...)
}

// of says what is asked about, and which offices may be asked.
func (x *Consultations) of(ctx context.Context, a *Asking, item, language string, offices ...string) error {
	a.Item, a.Name = item, x.ItemName(ctx, item, language)
	for _, id := range offices {
		o, err := x.answering(ctx, id)
		if err != nil {
			return err
		}
		a.Offices = append(a.Offices, o)
	}
	return nil
}

// caseAsked is a case of the caller's that a question is about. Codes: unauthenticated, forbidden, invalid.
func (x *Consultations) caseAsked(ctx context.Context, number string) (Case, error) {
	who, err := citizen(ctx)
	if err != nil {
		return Case{}, err
	}
	c, err := x.Store.Case(ctx, number)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return Case{}, fmt.Errorf("runtime: find a case: %w", err)
	}
	if err != nil || actor.Can(who.Actor(), actor.CaseView, caseObject(c)) != nil {
		return Case{}, fault.New(fault.Invalid, sayBadConsultation, fault.Field{Path: "body.case", Message: sayNotYours})
	}
	return c, nil
}

func (x *Consultations) answering(ctx context.Context, office string) (Answering, error) {
	days, err := x.Promises.AnswerWithin(ctx, office)
	if err != nil {
		return Answering{}, fmt.Errorf("runtime: what an office promises: %w", err)
	}
	out := Answering{ID: office, Days: days, Due: x.workday(ctx, int64(days))}
	if office != "" {
		out.Title = x.officeTitle(office)
	}
	return out, nil
}

// Ask takes a question in. The same key gives the same. Codes: unauthenticated, forbidden, invalid, not_found (item),
// too_large (too many wait for their answer).
func (x *Consultations) Ask(ctx context.Context, o ConsultationOrder, language string) (Consultation, error) {
	who, err := citizen(ctx)
	if err != nil {
		return Consultation{}, err
	}
	if err := actor.Can(who.Actor(), actor.ConsultationAsk, actor.Object{Kind: actor.Consultation}); err != nil {
		return Consultation{}, err
	}
	o.Text = strings.TrimSpace(o.Text)
	if say := textWithin(o.Text, MaxConsultation, sayConsultationText); !say.None() {
		return Consultation{}, fault.New(fault.Invalid, sayBadConsultation, fault.Field{Path: "body.text", Message: say})
	}
	if !idempotencyKey.MatchString(o.Key) {
		return Consultation{}, badKey()
	}
	about, err := x.About(ctx, o.Item, o.Case, "zh-Hans")
	if err != nil {
		return Consultation{}, err
	}
	if o.Office == "" {
		o.Office = about.Usual
	}
	i := slices.IndexFunc(about.Offices, func(a Answering) bool { return a.ID == o.Office })
	if i < 0 {
		return Consultation{}, fault.New(fault.Invalid, sayBadConsultation, fault.Field{Path: "body.office", Message: sayWhichOffice})
	}
	to := about.Offices[i]
	c := Consultation{Account: who.Account.ID, Holder: who.Applicant.Key(), Name: who.Account.Name, Item: about.Item, Title: about.Name, Case: about.Case,
		Text: o.Text, Language: language, Channel: who.Channel, At: x.Clock().UTC(), Due: to.Due, State: ConsultationOpen, Version: 1, Office: to.ID, Of: to.Title}
	c.ID = idUnder("consultation", c.Account, o.Key, c.Item, c.Case, c.Office, c.Text)
	e := x.consultationEvent(who, actor.ConsultationAsk, c)
	e.Detail = map[string]any{"item": c.Item, "case": c.Case, "office": c.Office}
	if c, err = x.Store.Ask(ctx, c, mostConsultations, e); err != nil {
		return Consultation{}, fmt.Errorf("runtime: ask: %w", err)
	}
	return c, nil
}

func (x *Consultations) consultationEvent(who identity.Current, act actor.Act, c Consultation) audit.Event {
	return audit.Event{At: x.Clock().UTC(), Actor: who.Actor(), Act: string(act), Object: audit.Object{Kind: string(actor.Consultation), ID: c.ID}}
}

// Mine lists the caller's, the latest first. Codes: unauthenticated, forbidden.
func (x *Consultations) Mine(ctx context.Context) ([]Consultation, error) {
	who, err := citizen(ctx)
	if err != nil {
		return nil, err
	}
	list, err := x.Store.ConsultationsOf(ctx, who.Account.ID)
	if err != nil {
		return nil, fmt.Errorf("runtime: list questions: %w", err)
	}
	return slices.DeleteFunc(list, func(c Consultation) bool {
		return actor.Can(who.Actor(), actor.ConsultationView, consultationObject(c)) != nil
	}), nil
}

// ItemName is what the item is called in a language today; "" where it is gone.
func (x *Consultations) ItemName(ctx context.Context, item, language string) string {
	if item == "" {
		return ""
	}
	def, err := x.Definitions.Current(ctx, item)
	if err != nil {
		return ""
	}
	return def.Program(language).Plan().Name
}

// mine finds one of the caller's, to follow it up or to judge its answer.
func (x *Consultations) mine(ctx context.Context, id string) (identity.Current, Consultation, error) {
	who, err := citizen(ctx)
	if err != nil {
		return who, Consultation{}, err
	}
	c, err := x.Store.Consultation(ctx, id)
	if err != nil {
		return who, c, lost(err, "find a question")
	}
	return who, c, actor.Can(who.Actor(), actor.ConsultationFollow, consultationObject(c))
}

// MayFollow tells whether one can be followed up still.
func (c Consultation) MayFollow() bool {
	return c.State == ConsultationAnswered && !slices.ContainsFunc(c.Steps, func(s ConsultationStep) bool { return s.Act == ConsultationFollow })
}

// Follow asks once more about an answer (追问), and once only. The same again is the same. Codes: unauthenticated,
// forbidden, not_found, invalid, conflict (not answered yet, or followed up already).
func (x *Consultations) Follow(ctx context.Context, id, text string) (Consultation, error) {
	who, c, err := x.mine(ctx, id)
	if err != nil {
		return Consultation{}, err
	}
	text = strings.TrimSpace(text)
	if say := textWithin(text, MaxConsultation, sayConsultationText); !say.None() {
		return Consultation{}, fault.New(fault.Invalid, sayBadConsultation, fault.Field{Path: "body.text", Message: say})
	}
	if c.followed(text) {
		return c, nil
	}
	if !c.MayFollow() {
		return Consultation{}, fault.New(fault.Conflict, sayNoFollow)
	}
	to, err := x.answering(ctx, c.Office)
	if err != nil {
		return Consultation{}, err
	}
	c.State, c.Due, c.Helped = ConsultationOpen, to.Due, ""
	step := ConsultationStep{Act: ConsultationFollow, Text: text, Account: who.Account.ID, At: x.Clock().UTC()}
	e := x.consultationEvent(who, actor.ConsultationFollow, c)
	e.Detail = map[string]any{"step": string(step.Act)}
	written := x.Store.ConsultationStep(ctx, c, step, nil, e)
	if written != nil && !fault.Is(written, fault.Conflict) {
		return Consultation{}, fmt.Errorf("runtime: follow a question up: %w", written)
	}
	if c, err = x.Store.Consultation(ctx, id); err != nil {
		return Consultation{}, fmt.Errorf("runtime: find a question: %w", err)
	}
	if written != nil && !c.followed(text) {
		return Consultation{}, fault.New(fault.Conflict, sayNoFollow)
	}
	return c, nil
}

// followed tells whether it was followed up by this very text just now.
func (c Consultation) followed(text string) bool {
	n := len(c.Steps)
	return n > 0 && c.Steps[n-1].Act == ConsultationFollow && c.Steps[n-1].Text == text
}

// Judge says whether the answer helped; it can be said anew as long as the answer stands. Codes: unauthenticated,
// forbidden, not_found, conflict (no answer yet).
func (x *Consultations) Judge(ctx context.Context, id string, helped bool) (Consultation, error) {
	who, c, err := x.mine(ctx, id)
	if err != nil {
		return Consultation{}, err
	}
	says := HelpedNo
	if helped {
		says = HelpedYes
	}
	if c.State != ConsultationAnswered {
		return Consultation{}, fault.New(fault.Conflict, sayNoAnswerYet)
	}
	if c.Helped == says {
		return c, nil
	}
	c.Helped = says
	e := x.consultationEvent(who, actor.ConsultationFollow, c)
	e.Detail = map[string]any{"helped": helped}
	if err := x.Store.ConsultationHelped(ctx, c, e); err != nil {
		return Consultation{}, fmt.Errorf("runtime: judge an answer: %w", err)
	}
	return c, nil
}
