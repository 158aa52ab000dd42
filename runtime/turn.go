package runtime

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"banshi/engine/eval"
	"banshi/engine/plan"
	"banshi/engine/value"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/fault"
	"banshi/runtime/casework"
	"banshi/runtime/identity"
)

// Done is one thing that happens to a case, with its event of the trail and what is written to the applicant.
type Done struct {
	Event    Happening
	Audit    audit.Event // its Object.ID is set to the number
	Document *Document
}

// Ordering is what every order about a case carries.
type Ordering struct {
	Version int    // of the case as it was seen
	Key     string // of the client: the same key is the same order
	Opinion string // what is said with it
}

// turn is one change of a case on its way: what is known of it, and what will be written.
type turn struct {
	h     *hall
	who   actor.Actor
	name  string // of who acts
	title string // of a member of staff
	// inPlaceOf is the account of the colleague on leave in whose place somebody acts.
	inPlaceOf string
	c         Case
	sub       Submission
	def       Definition
	plan      *plan.Plan // in Chinese: what is written is
	prog      *eval.Program
	session   *eval.Session
	state     *eval.State
	course    casework.Course
	offices   []Office // of the department, as they are now; of what is just handed in, its own at least
	now       time.Time
	today     string
	opinion   string
	has       actor.Actor // who has the case in hand, where somebody looks what may be done
	visitWas  string      // for what the applicant was to come as the case was opened, and where
	officeWas string
	step      Follow
}

// turnOf opens a case: evaluates what was handed in last, with what staff has put down since.
func (h *hall) turnOf(ctx context.Context, c Case) (*turn, error) {
	s, err := h.Store.Submission(ctx, c.Number)
	if err != nil {
		return nil, fmt.Errorf("runtime: submission of a case: %w", err)
	}
	def, err := h.Definitions.At(ctx, s.Item, s.ItemVersion)
	if err != nil {
		return nil, fmt.Errorf("runtime: definition of a case: %s version %d: %w", s.Item, s.ItemVersion, err)
	}
	t := &turn{h: h, c: c, sub: s, def: def, now: h.Clock().UTC(), today: h.today()}
	t.prog = def.Program("zh-Hans")
	t.plan = t.prog.Plan()
	if t.offices, err = h.officesOf(ctx, t.plan.Department.ID); err != nil {
		return nil, err
	}
	if err := t.open(s); err != nil {
		return nil, err
	}
	t.c.Progress = t.standing()
	t.visitWas, t.officeWas = t.visit(), t.c.Office
	return t, nil
}

// open evaluates what was handed in, with what staff has put down.
func (t *turn) open(s Submission) error {
	in, err := inputWith(s, t.c.Progress.Answers)
	if err != nil {
		return err
	}
	if t.session, err = t.prog.Open(in); err != nil {
		return fmt.Errorf("runtime: evaluate case %s: %w", s.Number, err)
	}
	t.sub = s
	t.see()
	return nil
}

// inputWith is what was handed in, with what staff has put down.
func inputWith(s Submission, work map[string]any) (eval.Input, error) {
	var in eval.Input
	if err := Decode(s.Input, &in); err != nil {
		return in, fmt.Errorf("runtime: input of case %s: %w", s.Number, err)
	}
	if len(work) > 0 {
		if in.Answers == nil {
			in.Answers = map[string]any{}
		}
		maps.Copy(in.Answers, work)
	}
	return in, nil
}

// see takes over what the session says now.
func (t *turn) see() { t.saw(t.session.State()) }

func (t *turn) saw(s *eval.State) {
	t.state = s
	t.course = casework.Of(t.plan, t.state)
}

// standing is how far the case has come; one from before this was kept stands at its pre-examination.
func (t *turn) standing() casework.Progress {
	if t.c.Progress.Since != "" {
		return t.c.Progress
	}
	day := t.c.Submitted.In(t.h.Zone).Format(time.DateOnly)
	p := t.course.Begin(day)
	for event, state := range map[casework.Event]actor.State{casework.PrecheckPass: actor.PrecheckPassed, casework.PrecheckReturn: actor.PrecheckFailed} {
		if t.c.State == state {
			if next, err := t.course.Advance(p, casework.Order{Event: event, Day: day}); err == nil {
				return next
			}
		}
	}
	p.State = t.c.State
	return p
}

// fill puts down what staff answered in a step. Codes: invalid (by field).
func (t *turn) fill(step string, answers map[string]any, whole bool) error {
	decimals(t.plan, answers)
	check := &answerCheck{plan: t.plan}
	for id, raw := range answers {
		path := "answers." + safe(id)
		switch f := t.plan.Field(id); {
		case f == nil || f.Step != step || len(f.Compute) > 0:
			check.say(path, sayNotThisStep)
		case f.Type == "table":
			check.rowsOfStaff(path, f, raw)
		default:
			check.content(path, raw, 0)
		}
		t.session.Answer(id, raw, true)
	}
	if len(check.faults) > 0 {
		return fault.New(fault.Invalid, sayBadWork, check.faults...)
	}
	t.see()
	for _, f := range t.plan.Fields {
		st := t.state.Fields["form."+f.ID]
		if f.Step != step || !st.Shown {
			continue
		}
		if whole && st.Is == eval.IsUnknown && (st.Need || f.Point != nil) {
			check.say("answers."+f.ID, sayMustFill.With(f.Title))
		}
		for _, e := range st.Errors {
			if !e.Warn && e.Code != "undecided" {
				check.say("answers."+f.ID, sayWrongValue.With(f.Title, e.Say))
			}
		}
	}
	if len(check.faults) > 0 {
		return fault.New(fault.Invalid, sayBadWork, check.faults...)
	}
	if len(answers) > 0 {
		all := maps.Clone(t.c.Progress.Answers)
		if all == nil {
			all = map[string]any{}
		}
		maps.Copy(all, answers)
		t.c.Progress.Answers = all
	}
	return nil
}

// worked keeps what was put down in a step, with the state that came of it.
func (t *turn) worked(step, answer, note string, answers map[string]any) error {
	state, err := eval.JSON(t.state)
	if err != nil {
		return err
	}
	t.step.Work = append(t.step.Work, Work{Step: step, Answer: answer, Note: note, Answers: answers, State: state,
		By: t.who.Kind, Account: t.who.ID, Name: t.name, Title: t.title, At: t.now})
	return nil
}

// saying is what goes into the timeline beside the event itself.
type saying struct {
	act      actor.Act
	text     string
	step     string
	answer   string
	document *Document
	findings map[string]Finding
	detail   map[string]any
}

// move advances the case and notes that. Codes: conflict (no such way).
func (t *turn) move(o casework.Order, say saying) error {
	if err := actor.Can(t.who, say.act, caseObject(t.c)); err != nil {
		return err
	}
	o.Day = t.today
	if t.who.Kind == actor.Staff {
		o.By = t.who.ID
	}
	next, err := t.course.Advance(t.c.Progress, o)
	if err != nil {
		return fault.Wrap(err, fault.Conflict, sayNoSuchWay)
	}
	t.c.Progress = next
	t.settle()
	t.note(o.Event, say)
	return nil
}

// note adds a line to the timeline and the trail.
func (t *turn) note(event casework.Event, say saying) {
	detail := map[string]any{"event": string(event), "round": t.c.Round}
	maps.Copy(detail, say.detail)
	if say.text != "" {
		detail["opinion_length"] = utf8.RuneCountInString(say.text)
	}
	if len(say.findings) > 0 {
		detail["findings"] = say.findings
	}
	if say.step != "" {
		detail["step"], detail["answer"] = say.step, say.answer
	}
	if t.inPlaceOf != "" && t.who.Kind == actor.Staff {
		detail["in_place_of"] = t.inPlaceOf
	}
	if say.document != nil {
		detail["document"] = string(say.document.Kind)
	}
	t.step.Done = append(t.step.Done, Done{
		Event: Happening{At: t.now, Event: string(event), Round: t.c.Round, By: t.who.Kind, Actor: t.who.ID, Name: t.name, Title: t.title,
			Text: say.text, Findings: say.findings, Step: say.step, Answer: say.answer},
		Audit:    audit.Event{At: t.now, Actor: t.who, Act: string(say.act), Object: audit.Object{Kind: string(actor.Case), ID: t.c.Number}, Detail: detail},
		Document: say.document,
	})
}

// settle works out what is listed of a case: its state, its last days, on whose side it waits.
func (t *turn) settle() {
	c, p := &t.c, t.c.Progress
	c.State, c.Changed = p.State, t.now
	cal := t.prog.Calendar()
	d := t.course.Deadline(cal, p)
	c.Waits, c.ActBy = d.Side, d.By
	if slices.Contains(atEnd, c.State) { // a yearly check or the archive waits for nobody here
		c.Waits, c.ActBy = casework.OfNobody, ""
	}
	if day, ok := p.Clock.DueOn(cal, p.Clock.Promised, t.today); ok {
		c.Due = day
	}
	if day, ok := p.Clock.DueOn(cal, p.Clock.Statutory, t.today); ok {
		c.Legal = day
	}
}

// as lets somebody take the turn.
func (t *turn) as(who identity.Current) {
	t.who, t.name, t.title = who.Actor(), who.Account.Name, ""
	if who.Account.Staff != nil {
		t.title = who.Account.Staff.Title
	}
}

// byRobot lets the system go on, and gives the turn back to who has it.
func (t *turn) byRobot(job string, do func() error) error {
	who, name, title := t.who, t.name, t.title
	t.who, t.name, t.title = actor.Robot(job), "", ""
	err := do()
	t.who, t.name, t.title = who, name, title
	return err
}

// order runs one order about a case, from who asks for it to what is stored. name and all name the order for its
// key; do makes the change.
func (h *hall) order(ctx context.Context, who identity.Current, number string, act actor.Act, o Ordering, name string, all any, do func(*turn) error) (Case, error) {
	o.Opinion = strings.TrimSpace(o.Opinion)
	if err := checkOpinion(o.Opinion, false); err != nil {
		return Case{}, err
	}
	if !idempotencyKey.MatchString(o.Key) {
		return Case{}, badKey()
	}
	key := o.Key
	o.Key = ""
	sum, err := digestOf([]any{o, all})
	if err != nil {
		return Case{}, err
	}
	order := number + "/" + name + "/" + sum
	c, err := h.find(ctx, who, number, actor.CaseView)
	if err != nil {
		return Case{}, err
	}
	if done, ok, err := h.Store.Ordered(ctx, who.Account.ID, key, order); ok || err != nil {
		return done, err
	}
	if err := actor.Can(who.Actor(), act, caseObject(c)); err != nil {
		if fault.Is(err, fault.Conflict) {
			return Case{}, h.meanwhile(ctx, c, o.Version, err)
		}
		return Case{}, err
	}
	has, err := h.claimant(ctx, c)
	if err != nil {
		return Case{}, err
	}
	if err := held(who.Actor(), has, act, c); err != nil {
		return Case{}, err
	}
	if o.Version != c.Version {
		return Case{}, h.meanwhile(ctx, c, o.Version, fault.New(fault.Conflict, sayCaseStale))
	}
	t, err := h.turnOf(ctx, c)
	if err != nil {
		return Case{}, err
	}
	t.as(who)
	t.title, t.inPlaceOf = titleFor(who, act, caseObject(c))
	t.opinion = o.Opinion
	if err := do(t); err != nil {
		return Case{}, err
	}
	return h.finish(ctx, t, order, key, who.Account.ID)
}

// finish stores a turn.
func (h *hall) finish(ctx context.Context, t *turn, order, key, account string) (Case, error) {
	desk, err := t.deskNews(ctx)
	if err != nil {
		return Case{}, err
	}
	t.step.News, t.step.Unseat = append(t.news(), desk...), t.unseat()
	after, _, err := h.Store.Advance(ctx, Step{Case: t.c, Order: order, Key: key, Account: account, At: t.now, Follow: t.step})
	if fault.Is(err, fault.Conflict) {
		if now, again := h.Store.Case(ctx, t.c.Number); again == nil {
			return Case{}, h.meanwhile(ctx, now, t.c.Version, err)
		}
	}
	if err != nil {
		return Case{}, fmt.Errorf("runtime: change a case: %w", err)
	}
	return after, nil
}

// meanwhile says of a case that has moved on what happened to it, and by whom.
func (h *hall) meanwhile(ctx context.Context, c Case, seen int, why error) error {
	if seen >= c.Version {
		return why // nothing came in between: it is the state
	}
	list, err := h.Store.Timeline(ctx, c.Number)
	if err != nil || len(list) == 0 {
		return why
	}
	last := list[len(list)-1]
	event := casework.Event(last.Event)
	by := fault.Say(last.Title+" "+last.Name, last.Title+" "+last.Name)
	switch {
	case last.By == actor.System:
		by = saySystemDid
	case last.By == actor.Person:
		by = sayApplicantDid
	case last.Title == "" || last.Title == last.Name:
		by = fault.Say(last.Name, last.Name)
	}
	inBoth := func(title func(string) string) fault.Text { return fault.Say(title("zh-Hans"), title("en")) }
	return fault.Wrap(why, fault.Conflict, sayMeanwhile.With(by, last.At.In(h.Zone).Format("01-02 15:04"),
		inBoth(func(l string) string { return casework.EventTitle(event, l) }), inBoth(func(l string) string { return casework.Title(c.State, l) })))
}

func digestOf(all any) (string, error) {
	raw, err := canonical(all)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:]), nil
}

// laterThan is a day so many calendar days after today.
func (t *turn) laterThan(days int) string {
	d, ok := value.ParseDate(t.today)
	if !ok {
		return t.today
	}
	return (d + value.Date(days)).String()
}
