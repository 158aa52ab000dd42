package runtime

import (
	"context"
	"crypto/rand"
	"fmt"
	"strings"

	"banshi/engine/eval"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
	"banshi/runtime/identity"
)

// Mend takes a returned case up at the counter of the office that has it (窗口补正), for whoever stands there: the
// applicant, or who acted when it was handed in. What may be changed is what the notice opens, as at home; a draft that
// was begun for it at home is gone on with. Codes: unauthenticated, forbidden, not_found, conflict (it was not returned, or
// is mended elsewhere), invalid (somebody else stands there).
func (c *Counters) Mend(ctx context.Context, number string, v Visitor, authority bool, language string) (AtCounter, error) {
	who, err := worker(ctx)
	if err != nil {
		return AtCounter{}, err
	}
	kase, err := c.find(ctx, who, number, actor.CaseMend)
	if err != nil {
		return AtCounter{}, err
	}
	v = cleaned(v)
	if bad := v.check("person.", c.today()); len(bad) > 0 {
		return AtCounter{}, fault.New(fault.Invalid, sayVisitorBad, bad...)
	}
	if v.How != "card" {
		v.How = "typed"
	}
	a, in, err := c.copyOf(ctx, kase)
	if err != nil {
		return AtCounter{}, err
	}
	if a.User.ActsAs, err = comesAs(in, v); err != nil {
		return AtCounter{}, err
	}
	if a.User.ActsAs != string(identity.Self) && !authority {
		return AtCounter{}, fault.New(fault.Invalid, sayVisitorBad, fault.Field{Path: "authority", Message: sayAuthorityUnseen})
	}
	at := &Counter{Office: kase.Office, Title: kase.OfficeTitle, Person: v, Taken: c.byClerk(who), Authority: authority}
	if begun, err := c.begunFor(ctx, kase, v); err != nil {
		return AtCounter{}, err
	} else if begun != nil {
		return c.goOn(ctx, who, *begun, at, a.User.ActsAs, language)
	}
	if was := a.Content.Counter; was != nil {
		at.Originals, at.Entered = was.Originals, was.Entered
	}
	a.Channel, a.Office, a.Content.Counter = "counter", kase.Office, at
	drafts := &Drafts{c.hall}
	def, err := c.Definitions.At(ctx, a.Item, a.ItemVersion)
	if err != nil {
		return AtCounter{}, fmt.Errorf("runtime: definition of a case: %w", err)
	}
	out, err := drafts.begin(ctx, who, def, a, language)
	if err != nil {
		return AtCounter{}, err
	}
	id, err := c.Store.Mend(ctx, out.Application, kase.Version, c.event(who, string(actor.CaseMend), a))
	if err != nil {
		return AtCounter{}, fmt.Errorf("runtime: mend a case at the counter: %w", err)
	}
	return c.Get(ctx, id, language)
}

// comesAs is by what right somebody who stands at the window mends what was handed in. Codes: invalid.
func comesAs(in eval.Input, v Visitor) (string, error) {
	switch {
	case v.No == in.Applicant.No:
		return string(identity.Self), nil
	case v.No == in.User.No && in.User.ActsAs != "":
		return in.User.ActsAs, nil
	}
	return "", fault.New(fault.Invalid, sayVisitorBad, fault.Field{Path: "person.no", Message: sayNotOfThisCase})
}

// begunFor is the draft by which a case is mended already: at this counter, or at home by who stands here now; nil: none.
func (c *Counters) begunFor(ctx context.Context, kase Case, v Visitor) (*Application, error) {
	for _, owner := range []string{"", kase.Owner} {
		id, err := c.Store.Mending(ctx, kase.Number, owner)
		if fault.Is(err, fault.NotFound) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("runtime: draft that mends a case: %w", err)
		}
		a, err := c.Store.Find(ctx, id)
		if err != nil {
			return nil, fmt.Errorf("runtime: draft that mends a case: %w", err)
		}
		if owner == "" || a.Office != "" {
			return &a, nil
		}
		if who, err := c.owner(ctx, a); err == nil && who.No == v.No {
			return &a, nil
		}
	}
	return nil, nil
}

// goOn takes up a draft that mends a case already: whoever stands here agrees anew.
func (c *Counters) goOn(ctx context.Context, who identity.Current, a Application, at *Counter, actsAs, language string) (AtCounter, error) {
	if was := a.Content.Counter; was != nil {
		if a.Office == at.Office && was.Person.No == at.Person.No {
			return c.Get(ctx, a.ID, language)
		}
		at.Originals, at.Entered = was.Originals, was.Entered
	}
	a.Office, a.Channel, a.Content.Counter, a.User.ActsAs, a.Saved = at.Office, "counter", at, actsAs, c.Clock().UTC()
	if err := c.Store.Note(ctx, a, c.event(who, string(actor.CaseMend), a)); err != nil {
		return AtCounter{}, fmt.Errorf("runtime: mend a case at the counter: %w", err)
	}
	return c.Get(ctx, a.ID, language)
}

// keepSeen leaves out originals that were compared with other papers than those that are handed in.
func (a *Application) keepSeen() {
	if a.Content.Counter == nil {
		return
	}
	for material := range a.Content.Counter.Originals {
		if !a.compared(material) {
			delete(a.Content.Counter.Originals, material)
		}
	}
}

// copyOf makes a draft of what was submitted last, in nobody's name yet. It keeps its version of the definition.
func (h *hall) copyOf(ctx context.Context, c Case) (Application, eval.Input, error) {
	var in eval.Input
	s, err := h.Store.Submission(ctx, c.Number)
	if err != nil {
		return Application{}, in, fmt.Errorf("runtime: submission of a case: %w", err)
	}
	if err := Decode(s.Input, &in); err != nil {
		return Application{}, in, fmt.Errorf("runtime: input of case %s: %w", c.Number, err)
	}
	var content Content
	if err := Decode(s.Content, &content); err != nil {
		return Application{}, in, fmt.Errorf("runtime: content of case %s: %w", c.Number, err)
	}
	now := h.Clock().UTC()
	a := Application{ID: strings.ToLower(rand.Text()), Item: c.Item, ItemVersion: c.ItemVersion, Holder: c.Holder, Applicant: in.Applicant,
		User: eval.User{ActsAs: in.User.ActsAs}, Amends: c.Number, Version: 1, Created: now, Saved: now, Content: content, Files: s.Files}
	if c.State == actor.Correction { // 补正 keeps what was found
		if err := Decode(s.Facts, &a.Facts); err != nil {
			return Application{}, in, fmt.Errorf("runtime: facts of case %s: %w", c.Number, err)
		}
	}
	return a, in, nil
}
