package eval

import (
	"banshi/engine/plan"
	"banshi/engine/value"
)

func (w *writer) fieldBlocks(f *fieldProg, c *fieldCell, path string) {
	if c.missing(f) {
		w.block("missing", path)
	}
	if w.session.confirmWaits(f, c) {
		w.block("confirm", path)
	}
	if c.shown && (w.session.disputed[path] || c.unsure) {
		w.out.Review = append(w.out.Review, path)
	}
	if f.def.Clerk {
		return
	}
	if c.shown {
		w.errorBlocks(path, c.errors)
	}
	w.waiting(c)
}

// unverified tells whether a fact that would have filled the field did not answer, so that what stands
// there must be looked at (待核).
func (s *Session) unverified(c *fieldCell) bool {
	if !c.fill.IsUnknown() {
		return false
	}
	for _, n := range c.fill.Names().Slice() {
		if s.factAt(n) != nil {
			return true
		}
	}
	return false
}

// waiting notes what a submitted field still waits for: whether it is shown, what it would have been filled
// with, what it is; whether a blank one must be given, and what else would have been on offer.
func (w *writer) waiting(c *fieldCell) {
	for _, v := range [...]value.Value{c.show, c.fill, c.val} {
		w.review(v.Names().Slice())
	}
	w.review(c.offers.Slice())
	if c.val.IsEmpty() || noEntry(c.val) {
		w.review(c.needs.Slice())
	}
}

// errorBlocks notes the errors at a path: one that the applicant can mend blocks, once; of the others a person
// looks at checks that can't be decided, and at values beyond their bounds.
func (w *writer) errorBlocks(path string, errors []Error) {
	blocked := false
	for _, e := range errors {
		switch {
		case e.Code == "undecided":
			w.review(e.Names)
		case e.Warn && e.Bound != "":
			w.out.Review = append(w.out.Review, path)
		case !e.Warn && !blocked:
			w.block("error", path)
			blocked = true
		}
	}
}

// review notes why a person must look at a submission: facts that don't answer and comparisons on which
// something hangs. They block nothing. Blank questions are no reason: the applicant's block by themselves, the
// clerk's are his.
func (w *writer) review(names []string) {
	if !w.session.in.Submit {
		return
	}
	for _, n := range names {
		if !w.session.isQuestion(n) {
			w.out.Review = append(w.out.Review, n)
		}
	}
}

// verdictBlocks notes what the verdict and the identity level keep from being submitted.
func (w *writer) verdictBlocks() {
	s := w.session
	level, enough := s.identity()
	w.out.Level = level
	if !enough {
		w.block("identity", "user.level")
	}
	if b := s.prog.plan.Batch; b != nil && s.in.Submit && !s.openNow(b) {
		w.block("batch", "batch")
	}
	switch g := w.out.Verdict; {
	case g == "refer" || g == "window", g == "refuse" && !s.in.Insist:
		w.block("verdict", g)
	}
}

// openNow tells whether a batch takes applications today, its last day included.
func (s *Session) openNow(b *plan.Batch) bool {
	from, ok := value.ParseDate(b.From)
	to, also := value.ParseDate(b.To)
	return !(ok && s.today < from || also && s.today > to)
}
