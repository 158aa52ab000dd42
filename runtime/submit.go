package runtime

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"time"

	"banshi/engine/eval"
	"banshi/engine/plan"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/fault"
	"banshi/runtime/casework"
)

// Blocked says why nothing was submitted. Nothing is stored then.
type Blocked struct {
	Fault *fault.Error
	By    []Obstacle
}

func (b *Blocked) Error() string { return b.Fault.Error() }

// Unwrap gives the fault, with code invalid.
func (b *Blocked) Unwrap() error { return b.Fault }

// Obstacle is one thing that submission waits for, with the words of the form.
type Obstacle struct {
	Kind  string `json:"kind" doc:"missing, confirm, error, material, verdict, identity, source or batch"`
	Path  string `json:"path"`
	Title string `json:"title"`
}

var idempotencyKey = regexp.MustCompile(`^[A-Za-z0-9_-]{8,100}$`)

func badKey() error {
	return fault.New(fault.Invalid, sayNoKey, fault.Field{Path: "key", Message: sayKeyShape})
}

// idUnder is the id of what an account orders under a key: sent again, it is the same. Something else under that key is
// something else, so that what was changed after an answer got lost isn't taken for what arrived before.
func idUnder(kind, account, key string, what ...string) string {
	sum := sha256.New()
	for _, part := range append([]string{kind, account, key}, what...) {
		fmt.Fprintf(sum, "%d:%s,", len(part), part)
	}
	return hex.EncodeToString(sum.Sum(nil)[:13])
}

// Submit hands a draft in. What counts is what the server has stored and what the sources say now; the
// client names only the draft, its version and a key. The same key gives the same case, however often
// it is sent. Codes: unauthenticated, not_found, forbidden, conflict (*Stale, or submitted under another
// key), invalid (*Blocked).
func (d *Drafts) Submit(ctx context.Context, id string, version int, key, language string) (Case, error) {
	who, err := filler(ctx)
	if err != nil {
		return Case{}, err
	}
	if !idempotencyKey.MatchString(key) {
		return Case{}, badKey()
	}
	if c, ok, err := d.submitted(ctx, who.Account.ID, key, id); ok || err != nil {
		return c, err
	}
	for range mostOvertaken {
		c, err := d.submitNow(ctx, who.Account.ID, id, version, key, language)
		if !errors.Is(err, ErrOvertaken) {
			return c, err
		}
	}
	return Case{}, fault.New(fault.Unavailable, sayOvertaken)
}

// mostOvertaken is how often a submission is evaluated again because another case of the same holder came in between.
const mostOvertaken = 5

// submitNow hands a draft in by the rules as they stand now. Codes: as Submit; ErrOvertaken.
func (d *Drafts) submitNow(ctx context.Context, account, id string, version int, key, language string) (Case, error) {
	o, err := d.open(ctx, id, actor.DraftSubmit, language)
	if err != nil {
		return d.lost(ctx, account, key, id, err)
	}
	if version != o.app.Version {
		return Case{}, d.stale(ctx, id, language)
	}
	if err := o.level(actor.DraftSubmit); err != nil {
		return Case{}, err
	}
	handing, err := d.prepareHanding(ctx, o, language)
	if err != nil {
		return d.overtaken(ctx, account, key, id, language, err)
	}
	handing.Key, handing.Account = key, account
	c, _, err := d.Store.Submit(ctx, handing)
	if fault.Is(err, fault.Conflict) {
		return Case{}, d.conflict(ctx, id, language, err)
	}
	if err != nil {
		return Case{}, fmt.Errorf("runtime: submit: %w", err)
	}
	return c, nil
}

// submitted finds the case that a key gave before.
func (d *Drafts) submitted(ctx context.Context, account, key, draft string) (Case, bool, error) {
	number, was, err := d.Store.Submitted(ctx, account, key)
	if fault.Is(err, fault.NotFound) {
		return Case{}, false, nil
	}
	if err != nil {
		return Case{}, false, fmt.Errorf("runtime: look for the key of a submission: %w", err)
	}
	if was != draft {
		return Case{}, false, fault.New(fault.Conflict, sayKeyElsewhere, fault.Field{Path: "key", Message: sayNewKey})
	}
	c, err := d.Store.Case(ctx, number)
	if err != nil {
		return Case{}, false, fmt.Errorf("runtime: case of a key: %w", err)
	}
	return c, true, nil
}

// lost looks once more for the key: the same submission, sent twice, may have been done between our
// first look and the draft's being closed.
func (d *Drafts) lost(ctx context.Context, account, key, draft string, why error) (Case, error) {
	if !fault.Is(why, fault.Conflict) {
		return Case{}, why
	}
	c, ok, err := d.submitted(ctx, account, key, draft)
	if ok || err != nil {
		return c, err
	}
	return Case{}, why
}

// overtaken looks whether the draft was handed in while it was evaluated: a rule about open cases has then met its own.
func (d *Drafts) overtaken(ctx context.Context, account, key, draft, language string, why error) (Case, error) {
	c, ok, err := d.submitted(ctx, account, key, draft)
	if ok || err != nil {
		return c, err
	}
	if a, err := d.Store.Find(ctx, draft); err != nil || a.Case == "" {
		return Case{}, why
	}
	return Case{}, d.conflict(ctx, draft, language, why)
}

// conflict says what came in between.
func (d *Drafts) conflict(ctx context.Context, id, language string, why error) error {
	a, err := d.Store.Find(ctx, id)
	switch {
	case err != nil:
		return why
	case a.Case != "":
		return closed(a.Case)
	case a.Amends != "":
		return why
	}
	return d.stale(ctx, id, language)
}

// prepareHanding evaluates the draft as a submission, with facts asked for anew, and puts together
// what is stored.
func (d *Drafts) prepareHanding(ctx context.Context, o *opened, language string) (Handing, error) {
	if err := d.goesOn(ctx, *o.app); err != nil {
		return Handing{}, err
	}
	now, today := d.Clock().UTC(), o.today
	titles := o.plan
	// What is stored is in Chinese, whatever language the applicant reads.
	o.prog = o.def.Program("zh-Hans")
	o.input = func() eval.Input { return o.app.input(today, true) }
	o.anew, o.wait, o.purpose.Why = true, d.SubmitWait, o.why("submit")
	out, err := d.settle(ctx, o.subject)
	if err != nil {
		return Handing{}, err
	}
	if out.unlogged() {
		return Handing{}, fault.New(fault.Unavailable, sayNothingWritten)
	}
	if err := o.app.lapse(o.subject, &out); err != nil {
		return Handing{}, err
	}
	before := o.app.size()
	o.app.trim(o.plan, out.state)
	if o.app.size() != before || len(out.facts) != out.session.Input().Known() {
		if err := o.reopen(&out); err != nil {
			return Handing{}, err
		}
	}
	out.facts = used(out.session, index(out.facts))
	told, err := o.stateIn(titles, out)
	if err != nil {
		return Handing{}, err
	}
	if err := actor.Can(o.who.Actor(), actor.DraftSubmit, draftObject(*o.app, out.state.Level)); err != nil {
		return Handing{}, err
	}
	by := o.obstacles(titles, told)
	if o.app.atCounter() {
		agreed, err := o.agreed(out.facts)
		if err != nil {
			return Handing{}, err
		}
		if !agreed {
			by = append(by, Obstacle{Kind: "confirm", Path: "counter", Title: sayNotAgreed.In(language)})
		}
	}
	if len(by) > 0 {
		return Handing{}, &Blocked{Fault: fault.New(fault.Invalid, sayNotReady.With(len(by))), By: by}
	}
	o.app.keepSeen()
	s, err := submission(o, out, now, today)
	if err != nil {
		return Handing{}, err
	}
	c, offices, err := d.newCase(ctx, o, out.state, out.facts, now)
	if err != nil {
		return Handing{}, err
	}
	in := out.session.Input()
	in.Facts = out.facts.input()
	c.Channel = o.who.Channel
	t, event, err := d.handed(o, out, s, c, offices, now)
	if err != nil {
		return Handing{}, err
	}
	desk, err := t.deskNews(ctx, event)
	if err != nil {
		return Handing{}, err
	}
	t.step.News = append(t.news(event), desk...)
	// Once more: the sources may have taken their time, and an urgent stop counts from the moment it is written.
	if err := d.goesOn(ctx, *o.app); err != nil {
		return Handing{}, err
	}
	act := actor.DraftSubmit
	if o.app.Amends != "" {
		act = o.mendsBy()
	} else {
		t.step.Unseat = t.handsIn(o.app, o.who.Actor())
	}
	return Handing{
		Case: t.c, District: d.District, Submission: s, Draft: o.app.ID, Version: o.app.Version, From: c.State,
		Event: o.happening(now, string(event)),
		Audit: audit.Event{At: now, Actor: o.who.Actor(), Act: string(act), Object: audit.Object{Kind: string(actor.Case)},
			Detail: map[string]any{"item": c.Item, "item_version": c.ItemVersion, "draft": o.app.ID, "verdict": c.Verdict, "credit": c.Credit,
				"office": c.Office, "channel": o.who.Channel, "plan": out.state.Plan}},
		Then: t.step, Unverified: doubtsOf(out.session, out.state),
		Digests: d.keysOf(o.prog.Plan(), in, out.state), Earlier: earlierOf(out.facts, o.holder),
	}, nil
}

// mendsBy is the act by which a returned case is handed in again: the applicant's own, or a clerk's at the counter.
func (o *opened) mendsBy() actor.Act {
	if o.app.atCounter() {
		return actor.CaseMend
	}
	return actor.CaseCorrect
}

// happening is the line of the timeline: who handed it in, at the counter the clerk.
func (o *opened) happening(now time.Time, event string) Happening {
	h := Happening{At: now, Event: event, By: actor.Person, Actor: o.who.Account.ID, Name: o.who.Account.Name}
	if staff := o.who.Account.Staff; staff != nil {
		h.By, h.Title = actor.Staff, staff.Title
	}
	return h
}

// handed is the turn of a case that has just been handed in: it begins, or goes on where it was held up.
func (d *Drafts) handed(o *opened, out settled, s Submission, c Case, offices []Office, now time.Time) (*turn, casework.Event, error) {
	t := &turn{h: d.hall, c: c, sub: s, def: o.def, plan: o.prog.Plan(), prog: o.prog, session: out.session, offices: offices, now: now, today: d.today()}
	t.saw(out.state)
	if len(c.Progress.Answers) > 0 {
		in, err := inputWith(s, c.Progress.Answers)
		if err != nil {
			return nil, "", err
		}
		if t.session, err = t.prog.Open(in); err != nil {
			return nil, "", fmt.Errorf("runtime: evaluate %s: %w", t.plan.ID, err)
		}
		t.see()
	}
	event := casework.Submit
	switch {
	case o.app.Amends == "":
		t.c.Progress = t.course.Begin(t.today)
	default:
		if event = casework.Resubmit; c.State == actor.Correction {
			event = casework.Corrected
		}
		next, err := t.course.Advance(t.standing(), casework.Order{Event: event, Day: t.today})
		if err != nil {
			return nil, "", fault.Wrap(err, fault.Conflict, sayNoWay)
		}
		t.c.Progress = next
	}
	t.settle()
	if err := t.atOnce(out.state); err != nil {
		return nil, "", err
	}
	if o.app.atCounter() {
		t.as(o.who)
		if err := t.intake(o.app); err != nil {
			return nil, "", err
		}
	}
	return t, event, nil
}

// stateIn is the state with its texts in the language of a plan: what the applicant reads of it.
func (o *opened) stateIn(p *plan.Plan, out settled) (*eval.State, error) {
	if p.Language == o.prog.Plan().Language {
		return out.state, nil
	}
	state, err := o.def.Program(p.Language).Evaluate(out.session.Input())
	if err != nil {
		return nil, fmt.Errorf("runtime: evaluate %s: %w", p.ID, err)
	}
	return state, nil
}

func index(facts Facts) map[factKey]Fact {
	out := make(map[factKey]Fact, len(facts))
	for _, f := range facts {
		out[factKey{f.Source, f.Key}] = f
	}
	return out
}

// submission is what is kept of this handing in, for ever.
func submission(o *opened, out settled, now time.Time, today string) (Submission, error) {
	s := Submission{Draft: o.app.ID, At: now, Today: today, Channel: o.who.Channel, Item: o.app.Item, ItemVersion: o.app.ItemVersion,
		Plan: out.state.Plan, Files: o.app.Files}
	in := out.session.Input()
	in.Facts = out.facts.input()
	// Facts hold what a register wrote, which need not be canonical: plain JSON for all but the state.
	for _, part := range []struct {
		to    *json.RawMessage
		value any
	}{{&s.Content, o.app.Content}, {&s.Input, in}, {&s.Facts, out.facts}, {&s.Materials, out.state.Materials}, {&s.Trace, out.rounds}} {
		raw, err := Encode(part.value)
		if err != nil {
			return s, err
		}
		*part.to = raw
	}
	state, err := eval.JSON(out.state)
	s.State = state
	return s, err
}

// newCase is the case as it stands after this submission, and its office among those of the department; the number of a
// new one comes from the store.
func (d *Drafts) newCase(ctx context.Context, o *opened, state *eval.State, facts Facts, now time.Time) (Case, []Office, error) {
	a := o.app
	c := Case{Item: a.Item, ItemVersion: a.ItemVersion, Name: o.prog.Plan().Name, Owner: a.Owner, Holder: a.Holder,
		ApplicantKind: a.Applicant.Kind, ApplicantName: a.Applicant.Name, Round: 1, Version: 1, Submitted: now}
	if a.Amends != "" {
		old, err := d.Store.Case(ctx, a.Amends)
		if err != nil {
			return c, nil, fmt.Errorf("runtime: case that is mended: %w", err)
		}
		if err := actor.Can(o.who.Actor(), o.mendsBy(), caseObject(old)); err != nil {
			return c, nil, err
		}
		c, c.Round = old, old.Round+1
	}
	if tier, ok := creditOf(o.prog.Plan(), facts, a.Applicant.No); ok {
		c.Credit = tier.Tier
	}
	c.Verdict, c.Changed, c.Checks = state.Verdict, now, tallyOf(o.prog.Plan(), state)
	if l := state.Limit; l != nil && c.Progress.Accepted == "" {
		c.Promised, c.Due = l.Promised, l.Due
	}
	department := o.prog.Plan().Department.ID
	if c.Progress.Accepted != "" { // its office has it
		list, err := d.officesOf(ctx, department)
		return c, list, err
	}
	office, err := d.office(ctx, department, state)
	if err != nil {
		return c, nil, err
	}
	c.Office, c.OfficeTitle = office.ID, office.Title
	return c, []Office{office}, nil
}

// office is the one that gets the application. Where the region is not known (its source is down) or
// nobody serves it (a case that somebody insists on), the department's first office takes it in and
// passes it on. Where the catalogue can't be read nothing is handed in: a case that lies at the wrong office has lost days.
// Codes: unavailable.
func (h *hall) office(ctx context.Context, department string, state *eval.State) (Office, error) {
	region := ""
	if state.Dispatch != nil {
		region = state.Dispatch.Region
	}
	o, ok, err := h.Offices.Dispatch(ctx, department, region)
	if err != nil {
		return Office{}, fmt.Errorf("runtime: office that handles an application: %w", err)
	}
	if ok {
		return o, nil
	}
	all, err := h.officesOf(ctx, department)
	if err != nil {
		return Office{}, err
	}
	if len(all) == 0 {
		return Office{}, fault.New(fault.Unavailable, sayNoOffice)
	}
	return all[0], nil
}

// trim leaves out what is no part of the submission: answers of fields that are hidden or that
// something else than the answer decides, and what was handed in for papers that nobody needs.
func (a *Application) trim(p *plan.Plan, state *eval.State) {
	c := &a.Content
	answers := map[string]any{}
	for id, raw := range c.Answers {
		if !answerCounts(state.Fields["form."+id]) {
			continue
		}
		answers[id] = raw
		if f := p.Field(id); f != nil && f.Type == "table" && raw != nil {
			answers[id] = trimRows(id, raw, state)
		}
	}
	c.Answers = answers
	for path := range c.Confirmed {
		if !state.Fields[path].Shown {
			delete(c.Confirmed, path)
		}
	}
	c.Disputed = slices.DeleteFunc(c.Disputed, func(path string) bool { return !state.Fields[path].Shown })
	idle := func(path string) bool {
		s := state.Materials[path].State
		return s == "" || s == "not_needed"
	}
	if c.Counter != nil {
		maps.DeleteFunc(c.Counter.Originals, func(path string, _ Original) bool { return idle(path) || !a.compared(path) })
		maps.DeleteFunc(c.Counter.Entered, func(id string, _ ByClerk) bool { _, there := answers[id]; return !there })
	}
	c.Promised = slices.DeleteFunc(c.Promised, idle)
	c.Deferred = slices.DeleteFunc(c.Deferred, idle)
	c.Brought = slices.DeleteFunc(c.Brought, idle)
	a.Files = slices.DeleteFunc(a.Files, func(f File) bool { return idle(f.Material) })
	for m := range c.FormOf {
		if idle(m) {
			delete(c.FormOf, m)
		}
	}
	for m := range c.Signed {
		if idle(m) && !isConsent(p, base(m)) {
			delete(c.Signed, m)
		}
	}
	for path := range c.Chosen {
		if _, asked := state.Facts[path]; !asked {
			delete(c.Chosen, path)
		}
	}
}

// size counts what trim takes from: it is the same where nothing was left out.
func (a *Application) size() int {
	c := &a.Content
	n := len(c.Answers) + len(c.Confirmed) + len(c.Disputed) + len(c.Promised) + len(c.Deferred) + len(c.Brought) + len(a.Files) + len(c.FormOf) +
		len(c.Signed) + len(c.Chosen)
	for _, raw := range c.Answers {
		if rows, ok := raw.([]any); ok {
			for _, row := range rows {
				cells, _ := row.(map[string]any)
				n += 1 + len(cells)
			}
		}
	}
	if c.Counter != nil {
		n += len(c.Counter.Originals) + len(c.Counter.Entered)
	}
	return n
}

// answerCounts: the field is shown, and it is the answer that gives its value (or leaves it blank).
func answerCounts(f eval.FieldState) bool {
	return f.Shown && (f.From == nil || f.From.Kind == "answer")
}

func trimRows(id string, raw any, state *eval.State) any {
	var out []any
	for _, row := range rowsOf(raw) {
		rid, _ := row["_row"].(string)
		kept := map[string]any{"_row": rid}
		for col, v := range row {
			if col != "_row" && answerCounts(state.Fields["form."+id+"["+rid+"]."+col]) {
				kept[col] = v
			}
		}
		out = append(out, kept)
	}
	if out == nil {
		return []any{}
	}
	return out
}
