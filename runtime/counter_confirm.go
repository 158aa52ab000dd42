package runtime

import (
	"context"
	"crypto/rand"
	"fmt"

	"banshi/engine/eval"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
)

// agreed tells whether the applicant has said yes to what stands in the form now.
func (o *opened) agreed(facts Facts) (bool, error) {
	c := o.app.Content.Counter
	if c == nil || c.Agreed == nil || !c.Agreed.Yes {
		return false, nil
	}
	state, err := o.review(facts)
	if err != nil {
		return false, fmt.Errorf("runtime: evaluate %s: %w", o.plan.ID, err)
	}
	digest, err := formDigest(state)
	return digest == c.Agreed.Digest, err
}

// shown is what would be handed in now, with its digest.
func (o *opened) shown() (*eval.State, string, error) {
	state, err := o.review(o.app.Facts)
	if err != nil {
		return nil, "", fmt.Errorf("runtime: evaluate %s: %w", o.plan.ID, err)
	}
	digest, err := formDigest(state)
	return state, digest, err
}

// Ask makes the code under which the second screen shows what was entered. Codes: as Get, conflict (another version).
func (c *Counters) Ask(ctx context.Context, id string, version int, language string) (Handle, error) {
	o, err := c.open(ctx, id, actor.DraftEdit, language)
	if err != nil {
		return Handle{}, err
	}
	if version != o.app.Version {
		return Handle{}, fault.New(fault.Conflict, sayStale)
	}
	_, digest, err := o.shown()
	if err != nil {
		return Handle{}, err
	}
	code, until := rand.Text(), c.Clock().UTC().Add(confirmHolds)
	x := Code{Draft: id, Kind: ForConfirm, Digest: c.codeDigest(ForConfirm, code), For: digest, Until: until}
	if err := c.Store.PutCode(ctx, x, c.event(o.who, "draft.ask", *o.app)); err != nil {
		return Handle{}, fmt.Errorf("runtime: ask the applicant: %w", err)
	}
	return Handle{Code: code, Until: until}, nil
}

// confirming finds what a code asks to be looked at, as it stood when it was asked.
func (c *Counters) confirming(ctx context.Context, code string, act actor.Act, language string) (*opened, Code, *eval.State, error) {
	if _, err := worker(ctx); err != nil {
		return nil, Code{}, nil, err
	}
	x, err := c.Store.CodeOf(ctx, ForConfirm, c.codeDigest(ForConfirm, code), c.Clock().UTC())
	if err != nil {
		return nil, x, nil, orGone(err, "find what is to be confirmed")
	}
	o, err := c.open(ctx, x.Draft, act, language)
	if err != nil {
		return nil, x, nil, err
	}
	state, digest, err := o.shown()
	if err == nil && digest != x.For {
		err = fault.New(fault.Conflict, sayChangedMeanwhile)
	}
	return o, x, state, err
}

// Show is what the second screen shows. Codes: unauthenticated, forbidden, not_found (no such code, or its time is over),
// conflict (it was changed meanwhile).
func (c *Counters) Show(ctx context.Context, code, language string) (AtCounter, error) {
	o, _, _, err := c.confirming(ctx, code, actor.DraftView, language)
	if err != nil {
		return AtCounter{}, err
	}
	drafts := Drafts{c.hall}
	d, err := drafts.Get(ctx, o.app.ID, true, language)
	if err != nil {
		return AtCounter{}, err
	}
	return AtCounter{Draft: d, Counter: *d.Content.Counter}, nil
}

// Answer takes the applicant's word from the second screen: yes signs what the applicant signs, no leaves it to be mended.
// A code is answered once. Codes: as Show.
func (c *Counters) Answer(ctx context.Context, code string, yes bool, language string) error {
	o, x, state, err := c.confirming(ctx, code, actor.DraftEdit, language)
	if err != nil {
		return err
	}
	if err := c.agree(o, state, x.For, "screen", yes); err != nil {
		return err
	}
	e := c.event(o.who, "draft.confirm", *o.app)
	e.Detail["how"], e.Detail["yes"] = "screen", yes
	if err := c.Store.UseCode(ctx, x, *o.app, e); err != nil {
		return fmt.Errorf("runtime: the applicant's word: %w", err)
	}
	return nil
}

// OnPaper notes that the applicant has signed the sheet that bears a digest: that of what stands there now, and no other.
// Codes: as Ask.
func (c *Counters) OnPaper(ctx context.Context, id string, version int, signed, language string) (AtCounter, error) {
	o, err := c.open(ctx, id, actor.DraftEdit, language)
	if err != nil {
		return AtCounter{}, err
	}
	if version != o.app.Version {
		return AtCounter{}, fault.New(fault.Conflict, sayStale)
	}
	state, digest, err := o.shown()
	if err != nil {
		return AtCounter{}, err
	}
	if signed != digest {
		return AtCounter{}, fault.New(fault.Conflict, saySheetOfOther)
	}
	if err := c.agree(o, state, digest, "paper", true); err != nil {
		return AtCounter{}, err
	}
	e := c.event(o.who, "draft.confirm", *o.app)
	e.Detail["how"], e.Detail["yes"] = "paper", true
	return c.save(ctx, o, e, language)
}

// agree notes the word, and signs with it what who stands at the window signs.
func (c *Counters) agree(o *opened, state *eval.State, digest, how string, yes bool) error {
	o.app.Saved = c.Clock().UTC()
	o.app.Content.Counter.Agreed = &Agreement{ByClerk: c.byClerk(o.who), How: how, Digest: digest, Yes: yes}
	if !yes {
		return nil
	}
	var mine []string
	for path, m := range state.Materials {
		if m.State == "needed" && m.Signer != "" && (m.Signer == o.app.User.No || m.Signer == o.app.Applicant.No && o.app.User.ActsAs == "self") {
			mine = append(mine, path)
		}
	}
	return o.sign(mine)
}
