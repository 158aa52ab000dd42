package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"banshi/runtime"
	"banshi/runtime/casework"
	"banshi/runtime/identity"
)

// handling is how a case stands, for whoever looks at it.
type handling struct {
	Steps     []stepLine     `json:"steps" doc:"that wait for somebody"`
	Ahead     []string       `json:"ahead" doc:"ids of the steps to come"`
	May       []mayLine      `json:"may" doc:"what could be done now, and why you may not"`
	Waits     string         `json:"waits,omitempty" enum:"office,applicant" doc:"on whose side it waits"`
	ActBy     string         `json:"actBy,omitempty" doc:"the last day of what it waits for"`
	Until     string         `json:"until,omitempty" doc:"a last day that was set: of a correction, a special procedure, a suspension"`
	Visit     string         `json:"visit,omitempty" doc:"on which the applicant comes"`
	Books     bool           `json:"books,omitempty" doc:"visits about it are booked now"`
	Booking   *bookedTime    `json:"booking,omitempty" doc:"the visit that is to come"`
	Received  string         `json:"received,omitempty"`
	Accepted  string         `json:"accepted,omitempty"`
	Light     string         `json:"light,omitempty" enum:"green,yellow,red,still" doc:"of the promised limit"`
	Left      int            `json:"left" doc:"working days left of it"`
	Extended  string         `json:"extended,omitempty" doc:"the day on which the limit was extended"`
	Outcome   string         `json:"outcome,omitempty" enum:"granted,partly,refused"`
	Proposed  bool           `json:"proposed,omitempty" doc:"a step proposed to refuse; staff only"`
	Stops     []stopLine     `json:"stops,omitempty" doc:"when the clock stood: half open"`
	Documents []documentLine `json:"documents"`
	Results   []resultLine   `json:"results"`
	Parts     []runtime.Part `json:"parts,omitempty" doc:"what the applicant is asked to mend"`
	Amendment *amendLine     `json:"amendment,omitempty" doc:"waits for the applicant's consent"`
	// For staff only.
	Work      []workLine   `json:"work,omitempty" doc:"what was put down in the steps"`
	Refusable []codeText   `json:"refusable,omitempty" doc:"parts that a decision could strike out"`
	Offices   []officeLine `json:"offices,omitempty" doc:"to which it could be passed on"`
}

// bookedTime is when somebody comes.
type bookedTime struct {
	ID   string `json:"id"`
	Day  string `json:"day" format:"date"`
	From string `json:"from"`
	To   string `json:"to"`
}

type stepLine struct {
	ID      string       `json:"id"`
	Title   string       `json:"title"`
	Who     string       `json:"who,omitempty" doc:"title of the role that does it"`
	Mine    bool         `json:"mine,omitempty" doc:"the applicant's own"`
	Answers []answerLine `json:"answers,omitempty"`
}

type answerLine struct {
	Code     string `json:"code"`
	Title    string `json:"title"`
	Corrects bool   `json:"corrects,omitempty" doc:"it is ordered as a correction"`
}

type mayLine struct {
	Event string       `json:"event"`
	Title string       `json:"title"`
	Act   string       `json:"act" doc:"the permission that it takes"`
	May   bool         `json:"may" doc:"you may"`
	Step  string       `json:"step,omitempty" doc:"of finish"`
	Why   string       `json:"why,omitempty" doc:"why you may not"`
	For   string       `json:"for,omitempty" doc:"name of the colleague on leave in whose place you would do it (代)"`
	Who   []holderLine `json:"who,omitempty" doc:"for staff who may not: who may, in the present state; where something waits first, who may end that"`
}

type stopLine struct {
	From string `json:"from"`
	To   string `json:"to,omitempty"`
	Why  string `json:"why"`
}

type documentLine struct {
	Seq    int       `json:"seq"`
	Kind   string    `json:"kind"`
	Title  string    `json:"title"`
	Number string    `json:"number"`
	At     time.Time `json:"at"`
}

type resultLine struct {
	Kind    string `json:"kind" enum:"licence,record"`
	Of      string `json:"of"`
	Title   string `json:"title" name:"catalog"`
	Number  string `json:"number"`
	Holder  string `json:"holder"`
	Day     string `json:"day" doc:"on which it was given"`
	ValidTo string `json:"validTo,omitempty"`
}

type amendLine struct {
	Path   string `json:"path"`
	Title  string `json:"title"`
	Before free   `json:"before"`
	After  free   `json:"after"`
	Reason string `json:"reason"`
	// For staff only.
	Name string     `json:"name,omitempty" doc:"of who proposed it"`
	At   *time.Time `json:"at,omitempty" doc:"since when it waits"`
}

type workLine struct {
	Step   string    `json:"step"`
	Answer string    `json:"answer,omitempty"`
	Title  string    `json:"title,omitempty" doc:"of the answer"`
	Note   string    `json:"note,omitempty"`
	Name   string    `json:"name"`
	Role   string    `json:"role,omitempty"`
	At     time.Time `json:"at"`
}

type codeText struct {
	Code string `json:"code"`
	Text string `json:"text"`
}

func handlingOf(ctx context.Context, p runtime.CasePage, language string) handling {
	who, _ := identity.From(ctx)
	staff := who.Account.Staff != nil
	g := p.Case.Progress
	h := handling{Steps: []stepLine{}, Ahead: p.Ahead, May: []mayLine{}, Waits: string(p.Waits), ActBy: p.ActBy, Until: g.Until, Visit: g.Visit,
		Received: g.Received, Accepted: g.Accepted, Light: string(p.Light), Left: p.Left, Extended: g.Clock.Extended, Outcome: g.Outcome,
		Documents: []documentLine{}, Results: []resultLine{}, Parts: p.Parts}
	h.Books = p.Books
	if b := p.Booking; b != nil {
		h.Booking = &bookedTime{b.ID, b.Day, clockOf(b.Minute), clockOf(b.Minute + b.Length)}
	}
	if h.Ahead == nil {
		h.Ahead = []string{}
	}
	for _, s := range p.Steps {
		line := stepLine{ID: s.ID, Title: s.Title, Who: s.WhoTitle, Mine: s.Mine}
		if step := p.View.Plan.Step(s.ID); step != nil {
			line.Title, line.Who = step.Title, step.WhoTitle // in the language of who looks
		}
		for _, a := range s.Answers {
			line.Answers = append(line.Answers, answerLine{a.Code, casework.AnswerTitle(a.Code, language), a.Corrects})
		}
		h.Steps = append(h.Steps, line)
	}
	for _, m := range p.May {
		h.May = append(h.May, mayLine{string(m.Event), casework.EventTitle(m.Event, language), string(m.Act), m.Why.None(), m.Step, m.Why.In(language), m.For, holderLines(m.Who, language)})
	}
	for _, s := range g.Clock.Stops {
		h.Stops = append(h.Stops, stopLine{s.From, s.To, casework.EventTitle(s.Why, language)})
	}
	for _, d := range p.Record.Documents {
		h.Documents = append(h.Documents, documentLine{d.Seq, string(d.Kind), d.In(language).Title, d.Number, d.At})
	}
	for _, r := range p.Record.Issued {
		h.Results = append(h.Results, resultLine{r.Kind, r.Of, r.Title, r.Number, r.Holder, r.Day, r.ValidTo})
	}
	if a := p.Amendment; a != nil {
		h.Amendment = &amendLine{Path: a.Path, Title: a.Title, Before: free{a.Before}, After: free{a.After}, Reason: a.Reason}
	}
	if !staff {
		return h
	}
	h.Proposed = g.Proposed
	if a := p.Amendment; a != nil {
		h.Amendment.Name, h.Amendment.At = a.Name, &a.At
	}
	for _, w := range p.Record.Work {
		h.Work = append(h.Work, workLine{w.Step, w.Answer, casework.AnswerTitle(w.Answer, language), w.Note, w.Name, w.Title, w.At})
	}
	for _, o := range p.Refusable {
		h.Refusable = append(h.Refusable, codeText{o.Code, o.Text})
	}
	for _, o := range p.Offices {
		h.Offices = append(h.Offices, officeLine{o.ID, o.Title})
	}
	return h
}

// Ordering is what every order about a case carries.
type Ordering struct {
	Version int    `json:"version" minimum:"1" doc:"of the case as it was seen"`
	Key     string `json:"key" maxLength:"100" doc:"of this order; sent again, it does nothing twice"`
	Opinion string `json:"opinion,omitempty" maxLength:"8000"`
}

func (o Ordering) word() runtime.Ordering {
	return runtime.Ordering{Version: o.Version, Key: o.Key, Opinion: o.Opinion}
}

// orderIn is an order that says nothing else.
type orderIn struct {
	Tongue
	Number string `path:"number" maxLength:"40"`
	Body   Ordering
}

// workIn is one that fills in the form of a step. Its answers are read by hand: numbers must not pass through
// floating point.
type workIn struct {
	Tongue
	Number  string `path:"number" maxLength:"40"`
	RawBody []byte `contentType:"application/json"`
}

// workBody is what that holds.
type workBody struct {
	Ordering
	Step    string         `json:"step"`
	Answer  string         `json:"answer"`
	Outcome string         `json:"outcome"`
	Shown   string         `json:"shown"`
	Parts   []string       `json:"parts"`
	Answers map[string]any `json:"answers"`
	Receive map[string]any `json:"receive"`
	Path    string         `json:"path"`
	Value   any            `json:"value"`
}

type correctIn struct {
	Tongue
	Number string `path:"number" maxLength:"40"`
	Body   struct {
		Ordering
		Parts []partIn `json:"parts" maxItems:"200"`
		Days  int      `json:"days,omitempty" minimum:"0" maximum:"90" doc:"how long there is time; 30 where left out"`
	}
}

type partIn struct {
	Path   string `json:"path" maxLength:"200" doc:"form.x, form.t[row].x or materials.x"`
	Reason string `json:"reason" maxLength:"8000"`
	Mend   string `json:"mend,omitempty" maxLength:"8000"`
}

func partsOf(list []partIn) []runtime.Part {
	out := make([]runtime.Part, len(list))
	for i, p := range list {
		out[i] = runtime.Part{Path: p.Path, Reason: p.Reason, Mend: p.Mend}
	}
	return out
}

type holdIn struct {
	Tongue
	Number string `path:"number" maxLength:"40"`
	Body   struct {
		Ordering
		Why   string `json:"why" maxLength:"2000"`
		Until string `json:"until" maxLength:"10" doc:"YYYY-MM-DD"`
	}
}

type transferIn struct {
	Tongue
	Number string `path:"number" maxLength:"40"`
	Body   struct {
		Ordering
		Office string `json:"office,omitempty" maxLength:"64" doc:"another office of the department; left out: it is not ours"`
	}
}

type visitIn struct {
	Tongue
	Number string `path:"number" maxLength:"40"`
	Body   struct {
		Ordering
		Day string `json:"day" maxLength:"10" doc:"YYYY-MM-DD"`
	}
}

type consentIn struct {
	Tongue
	Number string `path:"number" maxLength:"40"`
	Body   struct {
		Ordering
		Agree bool `json:"agree"`
	}
}

// act adds a route for one order about a case.
func act[I any](api huma.API, id, path, summary, tag string, do func(context.Context, *I) (runtime.Case, string, error)) {
	var raw any = new(I)
	op := operation(id, http.MethodPost, path, summary, tag, changing...)
	if _, byHand := raw.(*workIn); byHand {
		op = rawObject(op, "version, key and opinion as in other orders; answers by id of the field. "+aboutAnswers)
	}
	huma.Register(api, op, func(ctx context.Context, in *I) (*caseOut, error) {
		c, language, err := do(ctx, in)
		if err != nil {
			return nil, err
		}
		out := &caseOut{}
		out.Body.Case = lineOf(c, language)
		return out, nil
	})
}

// plainly does an order that says nothing else.
func plainly(do func(context.Context, string, runtime.Ordering) (runtime.Case, error)) func(context.Context, *orderIn) (runtime.Case, string, error) {
	return func(ctx context.Context, in *orderIn) (runtime.Case, string, error) {
		c, err := do(ctx, in.Number, in.Body.word())
		return c, in.language(), err
	}
}

// working does one that fills something in.
func working(do func(context.Context, string, workBody) (runtime.Case, error)) func(context.Context, *workIn) (runtime.Case, string, error) {
	return func(ctx context.Context, in *workIn) (runtime.Case, string, error) {
		var b workBody
		if err := runtime.DecodeOrder(in.RawBody, &b); err != nil {
			return runtime.Case{}, "", err
		}
		c, err := do(ctx, in.Number, b)
		return c, in.language(), err
	}
}

func registerHandling(api huma.API, s Services) {
	const staff = "/api/staff/cases/{number}/"
	act(api, "receive-case", staff+"receive", "收件", "staff", working(func(ctx context.Context, n string, b workBody) (runtime.Case, error) {
		return s.Desk.Receive(ctx, n, runtime.Receiving{Ordering: b.word(), Answers: b.Answers})
	}))
	act(api, "accept-case", staff+"accept", "受理", "staff", working(func(ctx context.Context, n string, b workBody) (runtime.Case, error) {
		return s.Desk.Accept(ctx, n, runtime.Accepting{Ordering: b.word(), Answers: b.Answers, Receive: b.Receive})
	}))
	act(api, "refuse-to-accept-case", staff+"not-accept", "不予受理", "staff", plainly(s.Desk.NotAccept))
	act(api, "correct-case", staff+"correction", "一次性告知补正", "staff", func(ctx context.Context, in *correctIn) (runtime.Case, string, error) {
		b := in.Body
		c, err := s.Desk.Correct(ctx, in.Number, runtime.Correcting{Ordering: b.word(), Parts: partsOf(b.Parts), Days: b.Days})
		return c, in.language(), err
	})
	act(api, "take-up-case", staff+"take-up", "开始审查", "staff", plainly(s.Desk.TakeUp))
	act(api, "finish-step", staff+"step", "办结一个环节", "staff", working(func(ctx context.Context, n string, b workBody) (runtime.Case, error) {
		return s.Desk.Finish(ctx, n, runtime.Stepping{Ordering: b.word(), Step: b.Step, Answer: b.Answer, Answers: b.Answers})
	}))
	act(api, "begin-special", staff+"special", "进入特别程序", "staff", func(ctx context.Context, in *holdIn) (runtime.Case, string, error) {
		c, err := s.Desk.Special(ctx, in.Number, runtime.Holding{Ordering: in.Body.word(), Why: in.Body.Why, Until: in.Body.Until})
		return c, in.language(), err
	})
	act(api, "suspend-case", staff+"suspend", "中止审查", "staff", func(ctx context.Context, in *holdIn) (runtime.Case, string, error) {
		c, err := s.Desk.Suspend(ctx, in.Number, runtime.Holding{Ordering: in.Body.word(), Why: in.Body.Why, Until: in.Body.Until})
		return c, in.language(), err
	})
	act(api, "go-on", staff+"go-on", "恢复办理", "staff", plainly(s.Desk.GoOn))
	act(api, "extend-case", staff+"extend", "延长办理期限", "staff", plainly(s.Desk.Extend))
	act(api, "decide-case", staff+"decision", "决定", "staff", working(func(ctx context.Context, n string, b workBody) (runtime.Case, error) {
		return s.Desk.Decide(ctx, n, runtime.Deciding{Ordering: b.word(), Outcome: b.Outcome, Parts: b.Parts, Answers: b.Answers, Shown: b.Shown})
	}))
	registerPreview(api, s, staff+"decision/preview")
	act(api, "send-back-case", staff+"send-back", "退回审查", "staff", plainly(s.Desk.SendBack))
	act(api, "pay-case", staff+"payment", "登记缴费", "staff", plainly(s.Desk.Pay))
	act(api, "issue-case", staff+"issue", "制证", "staff", working(func(ctx context.Context, n string, b workBody) (runtime.Case, error) {
		return s.Desk.Issue(ctx, n, runtime.Issuing{Ordering: b.word(), Answers: b.Answers})
	}))
	act(api, "send-case", staff+"send", "发出", "staff", plainly(s.Desk.Send))
	act(api, "hand-over-case", staff+"delivery", "送达", "staff", plainly(s.Desk.HandOver))
	act(api, "transfer-case", staff+"transfer", "转办，或者告知不属本机关", "staff", func(ctx context.Context, in *transferIn) (runtime.Case, string, error) {
		c, err := s.Desk.Transfer(ctx, in.Number, runtime.Transferring{Ordering: in.Body.word(), Office: in.Body.Office})
		return c, in.language(), err
	})
	act(api, "ask-amendment", staff+"amendment", "请申请人同意更正", "staff", working(func(ctx context.Context, n string, b workBody) (runtime.Case, error) {
		return s.Desk.AskAmend(ctx, n, runtime.Amending{Ordering: b.word(), Path: b.Path, Value: b.Value})
	}))
	act(api, "take-back-amendment", staff+"amendment/take-back", "撤回还在等申请人答复的更正", "staff", plainly(s.Desk.TakeBackAmend))

	const own = "/api/cases/{number}/"
	act(api, "withdraw-case", own+"withdraw", "撤回申请", "case", plainly(s.Cases.Withdraw))
	act(api, "visit-case", own+"visit", "约好到场的日子", "case", func(ctx context.Context, in *visitIn) (runtime.Case, string, error) {
		c, err := s.Cases.Visit(ctx, in.Number, in.Body.Day, in.Body.word())
		return c, in.language(), err
	})
	act(api, "consent-amendment", own+"consent", "同意或不同意更正", "case", func(ctx context.Context, in *consentIn) (runtime.Case, string, error) {
		c, err := s.Cases.Consent(ctx, in.Number, in.Body.Agree, in.Body.word())
		return c, in.language(), err
	})
	act(api, "finish-own-step", own+"step", "办结自己的环节（整改）", "case", working(func(ctx context.Context, n string, b workBody) (runtime.Case, error) {
		return s.Cases.Finish(ctx, n, runtime.Stepping{Ordering: b.word(), Step: b.Step, Answer: b.Answer, Answers: b.Answers})
	}))
}
