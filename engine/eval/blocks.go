package eval

import (
	"strings"

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
	if c.shown && !f.def.Clerk {
		w.errorBlocks(path, c.errors)
	}
	if c.shown && (w.session.disputed[path] || c.unsure) {
		w.out.Review = append(w.out.Review, path)
	}
	if !f.def.Clerk {
		w.waiting(c)
	}
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

// waiting notes the sources that a submitted field still waits for: whether it is shown, what it
// would have been filled with, what it is. They block nothing; a person looks.
func (w *writer) waiting(c *fieldCell) {
	if !w.session.in.Submit {
		return
	}
	for _, v := range [...]value.Value{c.show, c.fill, c.val} {
		if !v.IsUnknown() {
			continue
		}
		for _, n := range v.Names().Slice() {
			if _, isFact := w.out.Facts[n]; isFact || n == "compare" {
				w.out.Review = append(w.out.Review, n)
			}
		}
	}
}

func (w *writer) errorBlocks(path string, errors []Error) {
	blocked := false
	for _, e := range errors {
		switch {
		case e.Code == "undecided":
			w.review(e.Names)
		case !e.Warn && !blocked:
			w.block("error", path)
			blocked = true
		}
	}
}

// review notes facts and comparisons on which something hangs that a person must now look at. Blank
// questions are no reason: they block by themselves.
func (w *writer) review(names []string) {
	if !w.session.in.Submit {
		return
	}
	for _, n := range names {
		if !w.isQuestion(n) {
			w.out.Review = append(w.out.Review, n)
		}
	}
}

func (w *writer) isQuestion(name string) bool {
	if !strings.HasPrefix(name, "form.") {
		return false
	}
	_, isFact := w.out.Facts[name]
	return !isFact
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
