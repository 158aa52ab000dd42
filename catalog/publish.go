package catalog

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"banshi/engine/print"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
	"banshi/runtime/base/over"
)

// Conflict is a place that a draft has changed, and that was published otherwise meanwhile.
type Conflict struct {
	ID, File, Path    string // by which it is settled; where it is
	Line              int    // of the text before either
	Was, Mine, Theirs string
}

// Conflicts is the error for a draft that would lose something that was published meanwhile.
type Conflicts struct {
	List  []Conflict
	Fault *fault.Error
}

func (c *Conflicts) Error() string { return "catalog: " + c.Fault.Error() }

// Unwrap gives the fault that is told.
func (c *Conflicts) Unwrap() error { return c.Fault }

// Sides of a conflict.
const (
	TakeMine   = "mine"
	TakeTheirs = "theirs"
)

// merged is a draft over the newest pack: the texts of what it changed, and what it would lose.
type merged struct {
	newest    *edition
	texts     map[string]string
	conflicts []Conflict
}

// meanwhile puts a draft together with what was published since it was begun. take says what counts of each conflict.
func (s *Drafts) meanwhile(ctx context.Context, d Draft, take map[string]string) (merged, error) {
	newest, err := s.catalogue.newest(ctx)
	if err != nil {
		return merged{}, err
	}
	out := merged{newest: newest, texts: map[string]string{}}
	mine, err := s.Texts(ctx, d)
	if err != nil {
		return merged{}, err
	}
	base, err := s.catalogue.edition(ctx, d.Base)
	if err != nil {
		return merged{}, err
	}
	for _, file := range slices.Sorted(maps.Keys(mine)) {
		was, err := base.read(file)
		if err != nil {
			return merged{}, err
		}
		their, err := newest.read(file)
		if err != nil {
			return merged{}, err
		}
		text, _ := merge(was, mine[file], their, func(x dispute) (string, bool) {
			c := Conflict{file + ":" + strconv.Itoa(x.line), file, pathAt(file, was, x.line), x.line, x.before, x.mine, x.their}
			switch take[c.ID] {
			case TakeMine:
				return x.mine, true
			case TakeTheirs:
				return x.their, true
			}
			out.conflicts = append(out.conflicts, c)
			return "", false
		})
		out.texts[file] = text
	}
	return out, nil
}

// pathAt is the path of what stands in a line of a text; "" where that can't be told.
func pathAt(name, text string, line int) string {
	doc, faults := print.Parse(name, text)
	if faults.HasErrors() {
		return ""
	}
	lines := linesOf(text)
	if line > len(lines) {
		return ""
	}
	at := len(strings.Join(lines[:line-1], ""))
	return string(doc.PathAt(at + len(lines[line-1]) - len(strings.TrimLeft(lines[line-1], " -"))))
}

// Behind tells whether something was published since a draft was begun that it touches, and what it would lose.
func (s *Drafts) Behind(ctx context.Context, d Draft) (behind bool, lost []Conflict, err error) {
	if !d.Live() {
		return false, nil, nil
	}
	m, err := s.meanwhile(ctx, d, nil)
	if err != nil || m.newest.id == d.Base {
		return false, nil, err
	}
	changes, err := s.taken(ctx, d, m)
	return len(changes) > 0 || len(m.conflicts) > 0, m.conflicts, err
}

// taken are the changes of a draft's files, and of its item's folder, by which it comes to stand over the newest pack.
func (s *Drafts) taken(ctx context.Context, d Draft, m merged) ([]Change, error) {
	base, err := s.catalogue.edition(ctx, d.Base)
	if err != nil {
		return nil, err
	}
	mine, err := s.Texts(ctx, d)
	if err != nil {
		return nil, err
	}
	names, err := base.of(d.Item)
	if err != nil {
		return nil, err
	}
	more, err := m.newest.of(d.Item)
	if err != nil {
		return nil, err
	}
	names = slices.Concat(names, more, slices.Collect(maps.Keys(mine)))
	slices.Sort(names)
	var out []Change
	for _, file := range slices.Compact(names) {
		before, ours := mine[file]
		after := m.texts[file]
		if !ours {
			if before, err = base.read(file); err != nil {
				return nil, err
			}
			if after, err = m.newest.read(file); err != nil {
				return nil, err
			}
		}
		patches := difference(before, after)
		if len(patches) == 0 {
			continue
		}
		_, inverse, err := apply(before, patches)
		if err != nil {
			return nil, err
		}
		out = append(out, Change{File: file, Patches: patches, Inverse: inverse})
	}
	return out, nil
}

// Follow takes what was published meanwhile into a draft; take says of each conflict whose text counts. What was there stays
// among the steps. Codes: as Edit; conflict with *Conflicts for those that take says nothing of.
func (s *Drafts) Follow(ctx context.Context, who actor.Actor, id string, version int, take map[string]string, key string) (Done, error) {
	if !keyShape.MatchString(key) {
		return Done{}, fault.New(fault.Invalid, sayKey)
	}
	return s.step(ctx, who, id, version, key, func(d Draft) (Step, error) {
		m, err := s.meanwhile(ctx, d, take)
		if err != nil {
			return Step{}, err
		}
		if len(m.conflicts) > 0 {
			return Step{}, &Conflicts{m.conflicts, fault.New(fault.Conflict, sayPublishedOtherwise)}
		}
		if m.newest.id == d.Base {
			return Step{}, fault.New(fault.Conflict, sayNothingNew)
		}
		step := Step{Kind: StepFollow, Label: sayFollowed.In(Chinese), File: own(d.Item), Base: m.newest.id}
		if step.Changes, err = s.taken(ctx, d, m); err != nil {
			return Step{}, err
		}
		for file, text := range m.texts {
			step.Files = append(step.Files, DraftFile{Path: file, Text: text})
		}
		return step, nil
	})
}

// Candidate is what a draft that the asker may see would publish now, be it sound or not. Codes: as Draft; conflict (it isn't
// open or in review; a *Conflicts).
func (s *Drafts) Candidate(ctx context.Context, who actor.Actor, id string) (Draft, Candidate, error) {
	d, err := s.Draft(ctx, who, id)
	if err != nil {
		return Draft{}, Candidate{}, err
	}
	return s.live(ctx, d)
}

// Ordered is Candidate for a job that somebody who may see the draft has ordered. Codes: not_found, conflict.
func (s *Drafts) Ordered(ctx context.Context, id string) (Draft, Candidate, error) {
	d, err := s.store.Draft(ctx, id)
	if fault.Is(err, fault.NotFound) {
		return Draft{}, Candidate{}, fault.New(fault.NotFound, sayNoDraft)
	}
	if err != nil {
		return Draft{}, Candidate{}, fmt.Errorf("catalog: draft: %w", err)
	}
	return s.live(ctx, d)
}

func (s *Drafts) live(ctx context.Context, d Draft) (Draft, Candidate, error) {
	if !d.Live() {
		return Draft{}, Candidate{}, fault.New(fault.Conflict, sayNotOpen)
	}
	c, err := s.over(ctx, d)
	return d, c, err
}

// over puts a draft over the newest pack.
func (s *Drafts) over(ctx context.Context, d Draft) (Candidate, error) {
	m, err := s.meanwhile(ctx, d, nil)
	if err != nil {
		return Candidate{}, err
	}
	if len(m.conflicts) > 0 {
		return Candidate{}, &Conflicts{m.conflicts, fault.New(fault.Conflict, sayPublishedOtherwise)}
	}
	for file, text := range m.texts {
		there, err := m.newest.read(file)
		if err != nil {
			return Candidate{}, err
		}
		if there == text {
			delete(m.texts, file)
			continue
		}
		if err := s.lasting(ctx, file, text); err != nil {
			return Candidate{}, err
		}
	}
	return Candidate{Draft: d.ID, Item: d.Item, Pack: m.newest.id, Files: m.texts, FS: over.Files(m.newest.files, m.texts), Before: m.newest.files}, nil
}

// candidate is what a draft would publish now, once nothing is in its way. readers are the accounts of whom one must have gone
// through what a replay shows; nil: nobody needs to yet.
func (s *Drafts) candidate(ctx context.Context, d Draft, readers []string) (Candidate, error) {
	c, err := s.over(ctx, d)
	if err != nil {
		return Candidate{}, err
	}
	if len(c.Files) == 0 {
		return Candidate{}, fault.New(fault.Conflict, sayNoChanges)
	}
	list, err := s.gate.Hindrances(ctx, c)
	if err == nil && len(list) == 0 && !shares(d.Item) { // what items share has no cases of its own
		list, err = s.gate.Unreplayed(ctx, c, readers)
	}
	if err != nil {
		return Candidate{}, fmt.Errorf("catalog: judge a draft: %w", err)
	}
	return c, hindered(list)
}

// hindered is the error for what is in the way; nil for nothing.
func hindered(list []Hindrance) error {
	if len(list) == 0 {
		return nil
	}
	return &Hindered{list, fault.New(fault.Invalid, sayHindered.With(len(list)))}
}

// DraftPublication is a draft that a publication comes of: it is written with it, or neither is.
type DraftPublication struct {
	Over     string // digest of the pack that must be the newest
	Seen, To Draft
	Move     Move
}

// Publish makes a draft that was approved the newest version of its item, from a day on, by somebody who wrote nothing of
// it. Drafts and cases of applicants stay with their version. Codes: as Submit; invalid, too (the day is over).
func (s *Drafts) Publish(ctx context.Context, who actor.Actor, id string, version int, effective string) (Draft, error) {
	d, done, err := s.moving(ctx, who, actor.ItemPublish, id, version, MovePublish, DraftPublished)
	if err != nil || done {
		return d, err
	}
	switch {
	case d.State != DraftInReview:
		return Draft{}, fault.New(fault.Conflict, sayNotInReview)
	case d.Approved == "":
		return Draft{}, fault.New(fault.Conflict, sayNotApproved)
	}
	for try := 0; ; try++ {
		out, err := s.publish(ctx, who, d, effective)
		if try == mostTries || !errors.Is(err, errStale) {
			return out, err
		}
	}
}

func (s *Drafts) publish(ctx context.Context, who actor.Actor, d Draft, effective string) (Draft, error) {
	newest, err := s.catalogue.newest(ctx)
	if err != nil {
		return Draft{}, err
	}
	if _, err := time.Parse(time.DateOnly, effective); err != nil {
		return Draft{}, fault.Wrap(err, fault.Invalid, sayDay)
	}
	if effective < newest.today(s.clock()) {
		return Draft{}, fault.New(fault.Invalid, sayPast)
	}
	c, err := s.candidate(ctx, d, []string{d.Approved, who.ID})
	if err != nil {
		return Draft{}, err
	}
	to := d
	to.State, to.Effective, to.Changed = DraftPublished, effective, s.clock().UTC()
	p := &DraftPublication{Over: c.Pack, Seen: d, To: to, Move: Move{Act: MovePublish, Author: who.ID, Name: who.Name, At: to.Changed, Version: d.Version}}
	if _, err := s.catalogue.imports(ctx, c.FS, Importing{By: who, Effective: effective}, p); err != nil {
		return Draft{}, err
	}
	return p.To, nil
}
