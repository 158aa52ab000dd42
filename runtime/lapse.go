package runtime

import (
	"banshi/engine/eval"
	"banshi/engine/plan"
)

// lapsed lists the confirmed paths where something else stands now: evaluation asks again. Where nothing
// stands to be confirmed just now (hidden, source not back yet) the confirmation waits.
func lapsed(state *eval.State, confirmed eval.Marks) []string {
	var out []string
	for path := range confirmed {
		if state.Fields[path].Confirm == "waiting" {
			out = append(out, path)
		}
	}
	return out
}

// confirm takes over the list of confirmed paths. A path that was confirmed before keeps its mark; a new one
// gets that of what the applicant has seen, which is what stands in the session.
func confirm(c *Content, list []string, seen *eval.Session) {
	next := make(eval.Marks, len(list))
	for _, path := range list {
		mark, ok := c.Confirmed[path]
		if !ok {
			mark = seen.Mark(path)
		}
		if mark != "" { // an empty mark would stand for anything
			next[path] = mark
		}
	}
	c.Confirmed = next
}

// isConsent tells whether a material opens a look at somebody's record. Its signature stands for what it
// opens, by whom and for whom; others stand for what was in the form when they were given.
func isConsent(p *plan.Plan, material string) bool { return len(opens(p, material)) > 0 }

// review evaluates as a submission with the facts that are there: what is signed is what would be
// handed in.
func (s subject) review(facts Facts) (*eval.State, error) {
	in := s.input()
	in.Submit, in.Facts = true, facts.input()
	return s.prog.Evaluate(in)
}

// lapse drops confirmations and signatures that no longer stand for what is in the form, and papers to be
// brought where there is no visit any more; it evaluates again if any did.
func (a *Application) lapse(s subject, out *settled) error {
	unbrought := a.Content.unbring(s.prog.Plan(), out.state)
	gone := lapsed(out.state, a.Content.Confirmed)
	for _, path := range gone {
		delete(a.Content.Confirmed, path)
	}
	var handed *eval.State // as it would be handed in, where that is what was evaluated
	if out.state.Submit && len(gone) == 0 && !unbrought {
		handed = out.state
	}
	unsigned, err := a.unsigned(s, out.facts, handed)
	if err != nil {
		return err
	}
	for _, m := range unsigned {
		delete(a.Content.Signed, m)
	}
	if len(gone)+len(unsigned) == 0 && !unbrought {
		return nil
	}
	return s.reopen(out)
}

// unsigned lists the materials whose signature was given for another content.
func (a *Application) unsigned(s subject, facts Facts, state *eval.State) ([]string, error) {
	if len(a.Content.Signed) == 0 {
		return nil, nil
	}
	if state == nil {
		var err error
		if state, err = s.review(facts); err != nil {
			return nil, err
		}
	}
	digest, err := formDigest(state)
	if err != nil {
		return nil, err
	}
	p, today := s.prog.Plan(), s.input().Today
	var out []string
	for m, sig := range a.Content.Signed {
		want := digest
		if isConsent(p, base(m)) {
			if state.Materials[m].State == "undecided" && !sig.over(today) {
				continue // who is to sign is not known just now
			}
			if want, err = a.consentDigest(p, m, state.Materials[m].Signer, sig.Until); err != nil {
				return nil, err
			}
		}
		if sig.Digest != want || sig.over(today) {
			out = append(out, m)
		}
	}
	return out, nil
}
