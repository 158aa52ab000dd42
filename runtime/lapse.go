package runtime

import (
	"slices"

	"banshi/engine/eval"
	"banshi/engine/plan"
)

// confirmable is the canonical JSON of what stands to be confirmed at a field; "" where nothing does.
func confirmable(f eval.FieldState) string {
	v := f.Value
	switch {
	case f.Filled != nil:
		v = f.Filled // the answer differs from it
	case f.Confirm == "":
		return ""
	}
	raw, err := canonical(v)
	if err != nil {
		return ""
	}
	return string(raw)
}

// lapsed lists the confirmed paths whose value is another one now. Where nothing stands to be
// confirmed just now (hidden, source not back yet) the confirmation waits.
func lapsed(state *eval.State, confirmed map[string]string) []string {
	var out []string
	for path, was := range confirmed {
		if now := confirmable(state.Fields[path]); now != "" && now != was {
			out = append(out, path)
		}
	}
	return out
}

// confirm takes over the list of confirmed paths. A path that was confirmed before keeps the value
// that was confirmed; a new one gets the value that the applicant has seen, which is that of state.
func confirm(c *Content, list []string, seen *eval.State) {
	next := make(map[string]string, len(list))
	for _, path := range list {
		if was, ok := c.Confirmed[path]; ok {
			next[path] = was
			continue
		}
		if v := confirmable(seen.Fields[path]); v != "" {
			next[path] = v
		}
	}
	c.Confirmed = next
}

// isConsent tells whether a material opens a look at somebody's record. Its signature stands for
// itself; others stand for what was in the form when they were given.
func isConsent(p *plan.Plan, material string) bool {
	opens := func(facts []*plan.Fact) bool {
		return slices.ContainsFunc(facts, func(f *plan.Fact) bool { return f.Consent != nil && f.Consent.Material == material })
	}
	return opens(p.Facts) || slices.ContainsFunc(p.Fields, func(f *plan.Field) bool { return opens(f.Facts) })
}

// review evaluates as a submission with the facts that are there: what is signed is what would be
// handed in.
func (s subject) review(facts Facts) (*eval.State, error) {
	in := s.input()
	in.Submit, in.Facts = true, facts.input()
	return s.prog.Evaluate(in)
}

// lapse drops confirmations and signatures that no longer stand for what is in the form, and
// evaluates again if any did.
func (a *Application) lapse(s subject, out *settled) error {
	gone := lapsed(out.state, a.Content.Confirmed)
	for _, path := range gone {
		delete(a.Content.Confirmed, path)
	}
	unsigned, err := a.unsigned(s, out.facts)
	if err != nil {
		return err
	}
	for _, m := range unsigned {
		delete(a.Content.Signed, m)
	}
	if len(gone)+len(unsigned) == 0 {
		return nil
	}
	return s.reopen(out)
}

// unsigned lists the materials whose signature was given for another content.
func (a *Application) unsigned(s subject, facts Facts) ([]string, error) {
	if len(a.Content.Signed) == 0 {
		return nil, nil
	}
	state, err := s.review(facts)
	if err != nil {
		return nil, err
	}
	digest, err := formDigest(state)
	if err != nil {
		return nil, err
	}
	var out []string
	for m, sig := range a.Content.Signed {
		if sig.Digest != "" && sig.Digest != digest {
			out = append(out, m)
		}
	}
	return out, nil
}
