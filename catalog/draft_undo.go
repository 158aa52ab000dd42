package catalog

import (
	"context"
	"fmt"
	"slices"

	"banshi/engine/print"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
)

// Undo takes back what the asker did last, and nothing of anybody else's. Codes: as Edit; conflict, too, where there is
// nothing, or (a *Clash) where a colleague's later step stands on the same place.
func (s *Drafts) Undo(ctx context.Context, who actor.Actor, id string, seen int, key string) (Done, error) {
	return s.turn(ctx, who, id, seen, key, StepUndo)
}

// Redo does again what the asker undid last, unless he or she has done something else since. Codes: as Undo.
func (s *Drafts) Redo(ctx context.Context, who actor.Actor, id string, seen int, key string) (Done, error) {
	return s.turn(ctx, who, id, seen, key, StepRedo)
}

func (s *Drafts) turn(ctx context.Context, who actor.Actor, id string, seen int, key string, kind StepKind) (Done, error) {
	if key != "" && !keyShape.MatchString(key) {
		return Done{}, fault.New(fault.Invalid, sayKey)
	}
	find, none := s.store.Undoable, sayNothingToUndo
	if kind == StepRedo {
		find, none = s.store.Redoable, sayNothingToRedo
	}
	return s.step(ctx, who, id, seen, key, func(d Draft) (Step, error) {
		of, err := find(ctx, id, who.ID)
		if fault.Is(err, fault.NotFound) {
			return Step{}, fault.New(fault.Conflict, none)
		}
		if err != nil {
			return Step{}, fmt.Errorf("catalog: what is to be undone: %w", err)
		}
		step, err := s.reverted(ctx, d, of)
		step.Kind = kind
		return step, err
	})
}

// reverted takes back what was done to a command last: itself, or that it was undone.
func (s *Drafts) reverted(ctx context.Context, d Draft, of Step) (Step, error) {
	last := of
	if of.Last != of.Seq {
		list, err := s.store.Steps(ctx, d.ID, of.Last-1, 1)
		if err != nil || len(list) == 0 {
			return Step{}, fmt.Errorf("catalog: step %d of a draft: %w", of.Last, err)
		}
		last = list[0]
	}
	unchanged, err := s.store.Unchanged(ctx, d.ID, last.Seq)
	if err != nil {
		return Step{}, fmt.Errorf("catalog: steps of a draft: %w", err)
	}
	step := Step{Of: of.Seq, File: of.File, Path: of.Path, Label: of.Label}
	for _, c := range last.Changes {
		now, err := s.text(ctx, d, c.File)
		if err != nil {
			return Step{}, err
		}
		patches := c.Inverse
		if !unchanged {
			if patches, err = s.carry(ctx, d, last, c, now, leftIn(of, last)); err != nil {
				return Step{}, err
			}
		}
		if err := step.change(c.File, now, patches); err != nil {
			return Step{}, err
		}
		if !unchanged && breaks(c.File, now, step.Files[len(step.Files)-1].Text) {
			return Step{}, &Clash{File: c.File, Path: of.Path, Fault: fault.New(fault.Conflict, sayBreaks)}
		}
		// What goes is what came, to the letter.
		gone := step.Changes[len(step.Changes)-1].Inverse
		if !slices.EqualFunc(gone, c.Patches, func(a, b Patch) bool { return a.Text == b.Text }) {
			return Step{}, fmt.Errorf("catalog: step %d of draft %s: %w", last.Seq, d.ID, errPatch)
		}
	}
	return step, nil
}

// breaks tells whether a text that could be read no longer can.
func breaks(name, before, after string) bool {
	_, was := print.Parse(name, before)
	_, is := print.Parse(name, after)
	return !was.HasErrors() && is.HasErrors()
}

// carry moves the inverse of a change to where it stands now. Right beside what a colleague did it is still one's own, as
// long as what one left there is as one left it, and nothing else says anything else without it.
func (s *Drafts) carry(ctx context.Context, d Draft, last Step, c Change, now string, left *Left) ([]Patch, error) {
	since, err := s.since(ctx, d, c.File, last.Seq)
	if err != nil {
		return nil, err
	}
	then, err := since.back(now)
	if err != nil {
		return nil, err
	}
	changes := since.changes(then)
	patches, ok := carried(c.Inverse, changes, false)
	if !ok && left != nil {
		patches, ok = carried(c.Inverse, changes, true)
		ok = ok && left.alone(c.File, now, patches)
	}
	if !ok {
		clash := since.clash(then, c.Inverse)
		if clash.By != "" {
			clash.Fault = fault.New(fault.Conflict, sayDepends.With(clash.By))
		}
		return nil, clash
	}
	return patches, nil
}

// leftIn is what a command left that stands now as it was done, or done again.
func leftIn(of, last Step) *Left {
	if last.Kind == StepUndo || len(of.Changes) != 1 {
		return nil
	}
	return of.Changes[0].Left
}

// leftBy is what a command leaves at its place; nil where more than that place is changed by it.
func leftBy(c print.Command, before, after *print.Document) *Left {
	at := c.At
	switch c.Do {
	case print.Set, print.Part:
	case print.Insert:
		switch v := c.Value; {
		case c.Key != "":
			at = at.Join(c.Key)
		case v == nil:
			return nil
		default:
			id := handle(*v)
			if id == "" {
				return nil
			}
			at = at.Join("#" + id)
		}
	default:
		return nil
	}
	// Of parents that were made, the first is the place.
	for {
		parent, _ := at.Parent()
		if _, there := before.ValueAt(parent); there || parent == "" {
			break
		}
		at = parent
	}
	v, ok := after.ValueAt(at)
	if !ok {
		return nil
	}
	out := &Left{At: at, After: v}
	if was, there := before.ValueAt(at); there {
		out.Before = &was
	}
	return out
}

// handle is the name by which an entry of a list is known.
func handle(v print.Value) string {
	for _, key := range []string{"id", "section", "name"} {
		if x, ok := v.Get(key); ok && x.Text != "" {
			return x.Text
		}
	}
	return ""
}

// alone tells whether patches take back what was left, and nothing else: what the text says then is what it would say if
// the place were set back.
func (l *Left) alone(name, now string, patches []Patch) bool {
	text, _, err := apply(now, patches)
	if err != nil {
		return false
	}
	doc, faults := print.Parse(name, now)
	back, broken := print.Parse(name, text)
	if faults.HasErrors() || broken.HasErrors() {
		return false
	}
	if v, ok := doc.ValueAt(l.At); !ok || !v.Equal(l.After) {
		return false
	}
	c := print.Command{Do: print.Delete, At: l.At}
	if l.Before != nil {
		c.Do, c.Value = print.Set, l.Before
	}
	want, _, err := doc.Apply(c)
	return err == nil && want.Value().Equal(back.Value())
}
