package runtime

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"banshi/engine/eval"
	"banshi/engine/plan"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
)

// Patch is one change of a draft. What is left out stays; a list that is given replaces the old one.
type Patch struct {
	Version   int                `json:"version"`
	Answers   map[string]any     `json:"answers,omitempty"` // null: left blank on purpose
	Cleared   []string           `json:"cleared,omitempty"` // fields that have no answer any more
	Confirmed *[]string          `json:"confirmed,omitempty"`
	Disputed  *[]string          `json:"disputed,omitempty"`
	Chosen    *map[string]string `json:"chosen,omitempty"`
	Promised  *[]string          `json:"promised,omitempty"`
	Deferred  *[]string          `json:"deferred,omitempty"`
	Brought   *[]string          `json:"brought,omitempty"`
	FormOf    *map[string]string `json:"formOf,omitempty"`
	Sign      []string           `json:"sign,omitempty"`
	Unsign    []string           `json:"unsign,omitempty"`
	Insist    *bool              `json:"insist,omitempty"`
	Step      *string            `json:"step,omitempty"`
}

// DecodePatch reads a patch strictly. Codes: invalid.
func DecodePatch(raw []byte) (Patch, error) {
	var p Patch
	if err := strict(raw, &p); err != nil {
		return Patch{}, err
	}
	return p, nil
}

// DecodeOrder reads an order strictly. Codes: invalid.
func DecodeOrder(raw []byte, to any) error { return strict(raw, to) }

// strict decodes JSON that holds nothing else than what to names; numbers stay as they were written.
func strict(raw []byte, to any) error {
	d := json.NewDecoder(strings.NewReader(string(raw)))
	d.UseNumber()
	d.DisallowUnknownFields()
	if err := d.Decode(to); err != nil {
		return fault.Wrap(err, fault.Invalid, sayBadBody)
	}
	if d.More() {
		return fault.New(fault.Invalid, sayTrailing)
	}
	return nil
}

// Stale says that somebody (maybe the same person elsewhere) has changed the draft; Current is how it
// is now.
type Stale struct {
	Fault   *fault.Error
	Current Draft
}

func (s *Stale) Error() string { return s.Fault.Error() }

// Unwrap gives the fault, with code conflict.
func (s *Stale) Unwrap() error { return s.Fault }

// Patch changes a draft and evaluates it. Codes: unauthenticated, not_found, forbidden, conflict
// (*Stale with the current version, or submitted), invalid (fields of the fault say where), too_large.
func (d *Drafts) Patch(ctx context.Context, id string, p Patch, language string) (Draft, error) {
	o, err := d.open(ctx, id, actor.DraftEdit, language)
	if err != nil {
		return Draft{}, err
	}
	if p.Version != o.app.Version {
		return Draft{}, d.stale(ctx, id, language)
	}
	if o.app.atCounter() && len(p.Sign) > 0 {
		return Draft{}, fault.New(fault.Forbidden, sayApplicantSigns, fault.Field{Path: "sign", Message: sayApplicantSigns})
	}
	if err := o.apply(p); err != nil {
		return Draft{}, err
	}
	o.app.entered(o, p, d.byClerk(o.who))
	out, err := d.settle(ctx, o.subject)
	if err != nil {
		return Draft{}, err
	}
	if err := o.app.lapse(o.subject, &out); err != nil {
		return Draft{}, err
	}
	if err := o.signable(p.Sign, out.state); err != nil {
		return Draft{}, err
	}
	o.app.Facts, o.app.Channel, o.app.Saved = out.facts, o.who.Channel, d.Clock().UTC()
	err = d.Store.Save(ctx, *o.app, true, d.event(o.who, string(actor.DraftEdit), *o.app))
	if fault.Is(err, fault.Conflict) {
		return Draft{}, d.stale(ctx, id, language)
	}
	if err != nil {
		return Draft{}, fmt.Errorf("runtime: save a draft: %w", err)
	}
	o.app.Version++
	return o.draft(out), nil
}

// stale tells how the draft is now.
func (d *Drafts) stale(ctx context.Context, id, language string) error {
	current, err := d.Get(ctx, id, false, language)
	if err != nil {
		return err
	}
	return &Stale{Fault: fault.New(fault.Conflict, sayStale), Current: current}
}

// apply checks the patch and takes it over; the draft is changed only if all of it is right.
func (o *opened) apply(p Patch) error {
	c := &answerCheck{plan: o.plan, old: o.app.Content.Answers}
	c.shape(p.Answers)
	o.checkPaths(c, p)
	if len(c.faults) > 0 {
		return fault.New(fault.Invalid, sayCannotFill, c.faults...)
	}
	decimals(o.plan, p.Answers)
	if o.shut(c, p); len(c.faults) > 0 {
		return fault.New(fault.Invalid, sayCannotChange, c.faults...)
	}
	brought, touched := o.app.Content.Brought, o.app.Content.touched(p)
	o.take(p)
	in := o.input()
	in.Facts = o.app.Facts.input()
	session, err := o.prog.Open(in)
	if err != nil {
		return fmt.Errorf("runtime: evaluate %s: %w", o.plan.ID, err)
	}
	seen := session.State()
	if err := actor.Can(o.who.Actor(), actor.DraftEdit, draftObject(*o.app, max(seen.Level, stepLevel(o.plan, seen, touched, p.Sign)))); err != nil {
		return err
	}
	c.state = seen
	c.locked(p.Answers)
	c.bringing(brought, o.app.Content.Brought)
	if len(c.faults) > 0 {
		return fault.New(fault.Invalid, sayCannotChange, c.faults...)
	}
	if p.Confirmed != nil {
		confirm(&o.app.Content, *p.Confirmed, session)
	}
	if err := o.sign(p.Sign); err != nil {
		return err
	}
	raw, err := Encode(o.app.Content)
	if err != nil {
		return err
	}
	if len(raw) > maxContent {
		return fault.New(fault.TooLarge, sayTooMuch.With(maxContent>>10))
	}
	return nil
}

// touched lists the ids of the fields that a patch answers, confirms or disputes, or no longer does.
func (c *Content) touched(p Patch) []string {
	out := slices.Concat(slices.Collect(maps.Keys(p.Answers)), p.Cleared)
	changed := func(now *[]string, was func(string) bool, before []string) {
		if now == nil {
			return
		}
		for _, path := range slices.Concat(*now, before) {
			if was(path) != slices.Contains(*now, path) {
				id, _, _ := strings.Cut(base(strings.TrimPrefix(path, "form.")), ".")
				out = append(out, id)
			}
		}
	}
	confirmed := func(path string) bool { _, ok := c.Confirmed[path]; return ok }
	changed(p.Confirmed, confirmed, slices.Collect(maps.Keys(c.Confirmed)))
	changed(p.Disputed, func(path string) bool { return slices.Contains(c.Disputed, path) }, c.Disputed)
	return out
}

// stepLevel is the identity level that the sections of some fields and signatures need by themselves.
func stepLevel(p *plan.Plan, state *eval.State, fields, signs []string) (level int) {
	for _, id := range fields {
		if f := p.Field(id); f != nil {
			level = max(level, state.Sections[f.Section].Level)
		}
	}
	for _, m := range signs {
		level = max(level, state.Materials[m].Level)
	}
	return level
}

// take puts the patch into the content.
func (o *opened) take(p Patch) {
	c := &o.app.Content
	if len(p.Answers)+len(p.Cleared) > 0 {
		answers := maps.Clone(c.Answers)
		if answers == nil {
			answers = map[string]any{}
		}
		maps.Copy(answers, p.Answers)
		for _, id := range p.Cleared {
			delete(answers, id)
		}
		c.Answers = answers
	}
	list(&c.Disputed, p.Disputed)
	list(&c.Promised, p.Promised)
	list(&c.Deferred, p.Deferred)
	list(&c.Brought, p.Brought)
	if p.Chosen != nil {
		c.Chosen = *p.Chosen
	}
	if p.FormOf != nil {
		c.FormOf = *p.FormOf
	}
	if p.Insist != nil {
		c.Insist = *p.Insist
	}
	if p.Step != nil {
		o.app.Step = *p.Step
	}
	for _, m := range p.Unsign {
		delete(c.Signed, m)
	}
}

func list(to *[]string, given *[]string) {
	if given == nil {
		return
	}
	next := slices.Clone(*given)
	slices.Sort(next)
	*to = slices.Compact(next)
}

// sign puts the user's signature under materials, for what stands in the form now.
func (o *opened) sign(materials []string) error {
	if len(materials) == 0 {
		return nil
	}
	state, err := o.review(o.app.Facts)
	if err != nil {
		return fmt.Errorf("runtime: evaluate %s: %w", o.plan.ID, err)
	}
	digest, err := formDigest(state)
	if err != nil {
		return err
	}
	if o.app.Content.Signed == nil {
		o.app.Content.Signed = map[string]Signature{}
	}
	for _, m := range materials {
		s := Signature{By: o.app.User.No, Account: o.who.Account.ID, Digest: digest, At: o.signedAt}
		if isConsent(o.plan, base(m)) {
			if s.Digest, err = o.app.consentDigest(o.plan, m, state.Materials[m].Signer, ""); err != nil {
				return err
			}
		}
		o.app.Content.Signed[m] = s
	}
	return nil
}

// signable refuses a signature that is not this user's to give, or that what came from the sources
// just now has made void.
func (o *opened) signable(materials []string, state *eval.State) error {
	for _, m := range materials {
		path, title := "sign", titleOfMaterial(o.plan, m)
		st, ok := state.Materials[m]
		switch {
		case !ok || st.State == "not_needed":
			return fault.New(fault.Invalid, sayNoSignature, fault.Field{Path: path, Message: sayNotSignedNow.With(title)})
		case o.app.Content.Signed[m].By == "":
			return fault.New(fault.Conflict, sayLookThenSign)
		case st.State != "made":
			return fault.New(fault.Forbidden, sayOtherSigner.With(title))
		}
	}
	return nil
}

var (
	fieldPath    = regexp.MustCompile(`^form\.([a-z][a-z0-9_]*)(?:\[([A-Za-z0-9_-]{1,64})\](?:\.([a-z][a-z0-9_]*))?)?$`)
	factPath     = regexp.MustCompile(`^(?:[a-z][a-z0-9_]*|form\.([a-z][a-z0-9_]*)\[[A-Za-z0-9_-]{1,64}\]\.([a-z][a-z0-9_]*))$`)
	materialPath = regexp.MustCompile(`^([a-z][a-z0-9_]*)(?:\[[A-Za-z0-9_-]{1,64}\])?$`)
	stepName     = regexp.MustCompile(`^[A-Za-z0-9_./-]{0,80}$`)
	recordNumber = regexp.MustCompile(`^[^\p{Cc}]{1,120}$`)
)

// base is the id of a material's path.
func base(path string) string {
	id, _, _ := strings.Cut(path, "[")
	return id
}

func materialOf(p *plan.Plan, path string) *plan.Material {
	if !materialPath.MatchString(path) {
		return nil
	}
	return p.Material(path)
}

func titleOfMaterial(p *plan.Plan, path string) string {
	if m := materialOf(p, path); m != nil {
		return m.Title
	}
	return path
}

// checkPaths refuses paths of what is not there: what nobody reads would only fill the draft.
func (o *opened) checkPaths(c *answerCheck, p Patch) {
	for _, id := range p.Cleared {
		if o.plan.Field(id) == nil {
			c.say("cleared", sayNoField)
		}
	}
	each(c, "confirmed", p.Confirmed, o.isField)
	each(c, "disputed", p.Disputed, o.isField)
	isMaterial := func(path string) bool { return materialOf(o.plan, path) != nil }
	each(c, "promised", p.Promised, isMaterial)
	each(c, "deferred", p.Deferred, isMaterial)
	each(c, "brought", p.Brought, isMaterial)
	each(c, "sign", &p.Sign, isMaterial)
	o.signedPaths(c, p.Sign)
	each(c, "unsign", &p.Unsign, isMaterial)
	pairs(c, "formOf", p.FormOf, func(path, pick string) bool {
		m := materialOf(o.plan, path)
		return m != nil && slices.Contains(m.AnyOf, pick)
	})
	pairs(c, "chosen", p.Chosen, func(path, no string) bool { return factPath.MatchString(path) && recordNumber.MatchString(no) })
	if p.Step != nil && !stepName.MatchString(*p.Step) {
		c.say("step", sayNoSuchStep)
	}
}

func each(c *answerCheck, name string, list *[]string, ok func(string) bool) {
	if list == nil {
		return
	}
	if len(*list) > maxPaths {
		c.say(name, sayTooManyEntries)
		return
	}
	for _, x := range *list {
		if !ok(x) {
			c.say(name, sayNoEntry)
		}
	}
}

func pairs(c *answerCheck, name string, m *map[string]string, ok func(string, string) bool) {
	if m == nil {
		return
	}
	if len(*m) > maxPaths {
		c.say(name, sayTooManyEntries)
		return
	}
	for k, v := range *m {
		if !ok(k, v) {
			c.say(name, sayNoEntry)
		}
	}
}

func (o *opened) isField(path string) bool {
	m := fieldPath.FindStringSubmatch(path)
	if m == nil {
		return false
	}
	f := o.plan.Field(m[1])
	return f != nil && (m[3] == "" || f.Column(m[3]) != nil)
}
