package catalog

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"banshi/engine/print"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/fault"
)

// StepKind is what a step is.
type StepKind string

// The kinds. Only what somebody did by a command can be undone.
const (
	StepBegin  StepKind = "begin"  // what a new item begins with
	StepDo     StepKind = "do"     // a command
	StepUndo   StepKind = "undo"   // of a step
	StepRedo   StepKind = "redo"   // of a step that was undone
	StepFollow StepKind = "follow" // what was published meanwhile was taken in
)

// Step is one thing that somebody did to a draft. The texts of the files are the truth; steps are how they came about.
type Step struct {
	Seq          int // 1, 2, 3 …
	Kind         StepKind
	Of           int // of an undo or redo: the command that it is about
	File         string
	Path         string // in the file
	Label        string // in words
	Changes      []Change
	Author, Name string
	At           time.Time
	Undone       bool // of a command
	Last         int  // of a command: the step that did it, undid it or redid it last
	Key          string

	Files []DraftFile // the texts that come of it; they are not kept with it
	Base  string      // of a follow: the pack over which the draft stands from now on; "" as before
}

// Change is what a step changed in a file.
type Change struct {
	File    string  `json:"file"`
	Patches []Patch `json:"patches"`
	Inverse []Patch `json:"inverse"`
	Left    *Left   `json:"left,omitempty"`
}

// Left is what a lone command left at a place, and what was there before; nil: nothing.
type Left struct {
	At     print.Path   `json:"at"`
	Before *print.Value `json:"before,omitempty"`
	After  print.Value  `json:"after"`
}

// Bounds of steps.
const (
	mostSteps    = 5000 // that are read at once
	longestLabel = 200
	mostParts    = 200
	mostTries    = 20 // of a step that others come before
)

// Order is what somebody does to a draft in one step: all of it, or nothing.
type Order struct {
	Version int // that the author saw
	Parts   []Part
	Label   string // what it is in words
	Key     string // the same key is the same step
}

// Part is a command for one file.
type Part struct {
	File    string
	Command print.Command
	Was     *print.Value // what the author saw at the place; nil: whatever is there
}

// Done is what came of a request: the draft as it is now, and the steps since the version that was seen, the asker's last.
type Done struct {
	Draft Draft
	Step  int // its own
	Steps []Step
}

// Clash is a change that would have lost a colleague's: both are told, nothing is written.
type Clash struct {
	File, Path   string
	Was          *print.Value // before either; a whole text where texts were put; nil: nothing
	Mine, Theirs *print.Value
	By           string // whose the other is
	Label        string // of that
	At           time.Time
	Fault        *fault.Error
}

func (c *Clash) Error() string { return "catalog: " + c.Fault.Error() }

// Unwrap gives the fault that is told.
func (c *Clash) Unwrap() error { return c.Fault }

// Edit carries a command out on the text as it is now. Codes: unauthenticated, forbidden, not_found, invalid, too_large, conflict (the draft
// isn't open; a *Clash: a colleague changed the same place).
func (s *Drafts) Edit(ctx context.Context, who actor.Actor, id string, o Order) (Done, error) {
	switch {
	case !keyShape.MatchString(o.Key):
		return Done{}, fault.New(fault.Invalid, sayKey)
	case utf8.RuneCountInString(o.Label) > longestLabel:
		return Done{}, fault.New(fault.Invalid, sayLongLabel)
	case len(o.Parts) == 0 || len(o.Parts) > mostParts:
		return Done{}, fault.New(fault.Invalid, sayBadCommand)
	}
	return s.step(ctx, who, id, o.Version, o.Key, func(d Draft) (Step, error) { return s.carryOut(ctx, who, d, o) })
}

// step makes the next step of a draft, again where another came first.
func (s *Drafts) step(ctx context.Context, who actor.Actor, id string, seen int, key string, of func(Draft) (Step, error)) (Done, error) {
	for try := 0; ; try++ {
		d, err := s.for_(ctx, who, actor.ItemEdit, id)
		if err != nil {
			return Done{}, err
		}
		if key != "" {
			done, err := s.store.StepOf(ctx, id, who.ID, key)
			if err == nil {
				return s.done(ctx, d, done.Seq, min(seen, done.Seq-1))
			}
			if !fault.Is(err, fault.NotFound) {
				return Done{}, fmt.Errorf("catalog: look a step up: %w", err)
			}
		}
		if d.State != DraftOpen {
			return Done{}, fault.New(fault.Conflict, sayNotOpen)
		}
		step, err := of(d)
		if err != nil {
			return Done{}, err
		}
		step.Seq, step.Author, step.Name, step.At, step.Key = d.Version+1, who.ID, who.Name, s.clock().UTC(), key
		for i := range step.Files {
			step.Files[i].Version = step.Seq
		}
		err = s.store.WriteStep(ctx, id, step, s.edited(who, d, step))
		if fault.Is(err, fault.Conflict) && try < mostTries {
			continue // somebody else's came first: what is to be done is worked out anew
		}
		if err != nil {
			return Done{}, fmt.Errorf("catalog: write a step: %w", err)
		}
		d.Version, d.Changed = step.Seq, step.At
		if !slices.Contains(d.Authors, who.ID) {
			d.Authors = append(d.Authors, who.ID)
		}
		if step.Base != "" {
			d.Base = step.Base
		}
		return s.done(ctx, d, step.Seq, seen)
	}
}

func (s *Drafts) edited(who actor.Actor, d Draft, step Step) audit.Event {
	return s.event(who, d, string(actor.ItemEdit), map[string]any{"step": step.Seq, "file": step.File})
}

func (s *Drafts) done(ctx context.Context, d Draft, step, seen int) (Done, error) {
	steps, err := s.store.Steps(ctx, d.ID, max(0, seen), mostSteps)
	if err != nil {
		return Done{}, fmt.Errorf("catalog: steps of a draft: %w", err)
	}
	return Done{d, step, steps}, nil
}

// carryOut works out what the commands of a step change, each in what those before it made.
func (s *Drafts) carryOut(ctx context.Context, who actor.Actor, d Draft, o Order) (Step, error) {
	first := o.Parts[0]
	step := Step{Kind: StepDo, File: first.File, Path: string(first.Command.At), Label: strings.TrimSpace(o.Label)}
	before, now, became := map[string]string{}, map[string]string{}, map[string]pieces{}
	var files []string
	var lone *Left
	for _, p := range o.Parts {
		if _, known := now[p.File]; !known {
			if err := s.mayWrite(ctx, who, d, p.File); err != nil {
				return Step{}, err
			}
			text, err := s.text(ctx, d, p.File)
			if err != nil {
				return Step{}, err
			}
			files, before[p.File], now[p.File], became[p.File] = append(files, p.File), text, text, whole()
		}
		patches, left, err := s.commanded(ctx, who, d, o.Version, p, now[p.File])
		if err != nil {
			return Step{}, err
		}
		lone = left
		if now[p.File], _, err = apply(now[p.File], patches); err != nil {
			return Step{}, err
		}
		became[p.File] = became[p.File].then(patches)
	}
	for _, file := range files {
		if err := s.lasting(ctx, file, now[file]); err != nil {
			return Step{}, err
		}
		if err := step.change(file, before[file], became[file].changes(before[file])); err != nil {
			return Step{}, err
		}
	}
	if len(o.Parts) == 1 {
		step.Changes[0].Left = lone
	}
	return step, nil
}

// commanded is what one command changes in a text, and what it leaves at its place where that can be told.
func (s *Drafts) commanded(ctx context.Context, who actor.Actor, d Draft, seen int, p Part, now string) ([]Patch, *Left, error) {
	if p.Command.Do == print.Replace { // any text: what is wrong with it is told by whoever looks at it
		if err := validText(p.Command.Text); err != nil {
			return nil, nil, err
		}
		patches, err := s.rebased(ctx, d, seen, p.File, now, p.Command.Text)
		return patches, nil, err
	}
	doc, faults := print.Parse(p.File, now)
	if faults.HasErrors() {
		return nil, nil, fault.New(fault.Invalid, sayUneditable)
	}
	if p.Was != nil {
		if there, ok := doc.ValueAt(p.Command.At); !ok || !same(there, *p.Was) {
			return nil, nil, s.otherwise(ctx, who, d, seen, p, there, ok)
		}
	}
	next, edit, err := doc.Apply(p.Command)
	if err != nil {
		return nil, nil, undoable(err)
	}
	return patchesOf(print.Units(now, edit.Patches)), leftBy(p.Command, doc, next), nil
}

// patchesOf are patches that count in units.
func patchesOf(list []print.Patch) []Patch {
	out := make([]Patch, len(list))
	for i, p := range list {
		out[i] = Patch(p)
	}
	return out
}

// same tells whether two values say the same; browsers know scalars as texts.
func same(a, b print.Value) bool {
	scalar := func(v print.Value) bool { return v.Kind != print.Map && v.Kind != print.List }
	return a.Equal(b) || scalar(a) && scalar(b) && a.Text == b.Text
}

// undoable says why a command can't be done.
func undoable(err error) error {
	for _, why := range []struct {
		err  error
		code fault.Code
		say  fault.Text
	}{
		{print.ErrNoEntry, fault.Conflict, sayGone}, {print.ErrTaken, fault.Conflict, sayKeyTaken}, {print.ErrComment, fault.Invalid, sayCommented},
		{print.ErrInside, fault.Invalid, sayInside}, {print.ErrShape, fault.Invalid, sayShape}, {print.ErrUnsafe, fault.Invalid, sayUnsafe},
	} {
		if errors.Is(err, why.err) {
			return fault.Wrap(err, why.code, why.say)
		}
	}
	return fault.Wrap(err, fault.Invalid, sayBadCommand)
}

// otherwise tells that something else stands at a place than the author saw, and who put it there.
func (s *Drafts) otherwise(ctx context.Context, who actor.Actor, d Draft, seen int, p Part, there print.Value, ok bool) error {
	out := &Clash{File: p.File, Path: string(p.Command.At), Was: p.Was, Mine: p.Command.Value, Fault: fault.New(fault.Conflict, sayChangedMeanwhile)}
	if ok {
		out.Theirs = &there
	}
	since, err := s.since(ctx, d, p.File, seen)
	if err != nil {
		return err
	}
	for _, step := range since.steps {
		if step.Author != who.ID && (out.By == "" || within(step.Path, out.Path) || within(out.Path, step.Path)) {
			out.By, out.Label, out.At = step.Name, step.Label, step.At
			out.Fault = fault.New(fault.Conflict, sayChangedBy.With(step.Name))
		}
	}
	return out
}

// within tells whether a path is another or lies in it.
func within(path, in string) bool {
	return path == in || strings.HasPrefix(path, in+"/")
}

// change carries patches out on a file, as a part of the step.
func (step *Step) change(file, now string, patches []Patch) error {
	text, inverse, err := apply(now, patches)
	if err != nil {
		return err
	}
	if text == now {
		return fault.New(fault.Invalid, sayNothingChanges)
	}
	if err := validText(text); err != nil {
		return err
	}
	step.Changes = append(step.Changes, Change{File: file, Patches: patches, Inverse: inverse})
	step.Files = append(step.Files, DraftFile{Path: file, Text: text})
	return nil
}

// rebased is what an author changed in the text that he or she saw, as it fits the text of now.
func (s *Drafts) rebased(ctx context.Context, d Draft, version int, file, now, text string) ([]Patch, error) {
	since, err := s.since(ctx, d, file, version)
	if err != nil {
		return nil, err
	}
	seen, err := since.back(now)
	if err != nil {
		return nil, err
	}
	mine := difference(seen, text)
	if patches, ok := carried(mine, since.changes(seen), false); ok {
		return patches, nil
	}
	clash := since.clash(seen, mine)
	clash.Was, clash.Mine, clash.Theirs = valueOf(seen), valueOf(text), valueOf(now)
	return nil, clash
}

func valueOf(text string) *print.Value {
	v := print.Of(text)
	return &v
}

// history are the steps of a file since some step.
type history struct {
	file  string
	steps []Step // with the changes of the file alone
}

func (s *Drafts) since(ctx context.Context, d Draft, file string, after int) (history, error) {
	out := history{file: file}
	if after < 0 || after > d.Version {
		return out, fault.New(fault.Invalid, sayNoVersion)
	}
	if after == d.Version {
		return out, nil
	}
	steps, err := s.store.Steps(ctx, d.ID, after, mostSteps)
	if err != nil {
		return out, fmt.Errorf("catalog: steps of a draft: %w", err)
	}
	if len(steps) == mostSteps {
		return out, fault.New(fault.Conflict, sayTooOld)
	}
	for _, step := range steps {
		for _, c := range step.Changes {
			if c.File == file {
				step.Changes = []Change{c}
				out.steps = append(out.steps, step)
			}
		}
	}
	return out, nil
}

// back is the text before all of them.
func (h history) back(now string) (string, error) {
	for i := len(h.steps) - 1; i >= 0; i-- {
		var err error
		if now, _, err = apply(now, h.steps[i].Changes[0].Inverse); err != nil {
			return "", fmt.Errorf("step %d of %s: %w", h.steps[i].Seq, h.file, err)
		}
	}
	return now, nil
}

// changes are what all of them together changed in the text before them.
func (h history) changes(before string) []Patch {
	list := whole()
	for _, step := range h.steps {
		list = list.then(step.Changes[0].Patches)
	}
	return list.changes(before)
}

// clash names the step after which patches of the text before all of them could no longer be carried.
func (h history) clash(before string, patches []Patch) *Clash {
	out := &Clash{File: h.file, Fault: fault.New(fault.Conflict, sayChangedMeanwhile)}
	list, could := whole(), true
	for _, step := range h.steps {
		list = list.then(step.Changes[0].Patches)
		_, can := carried(patches, list.changes(before), false)
		if could && !can {
			out.By, out.Label, out.Path, out.At = step.Name, step.Label, step.Path, step.At
			out.Fault = fault.New(fault.Conflict, sayChangedBy.With(step.Name))
		}
		could = can
	}
	return out
}
