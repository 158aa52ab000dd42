package runtime

import (
	"context"
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

// OnPaper notes that the applicant has signed the sheet that bears a digest: that of what stands there now, and no other.
// Codes: as Get, conflict (another version, or another content than was signed).
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
