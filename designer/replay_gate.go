package designer

import (
	"context"
	"fmt"
	"slices"

	"banshi/designer/replay"
	"banshi/engine/compile"
	"banshi/engine/eval"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/fault"
)

// Lack is what is missing of a replay before a draft is handed on.
type Lack struct {
	Code string // replay, replay_opened
	Say  fault.Text
}

// Codes of lacks.
const (
	LackReplay = "replay"        // a fresh one
	LackOpened = "replay_opened" // grave cases that nobody of the readers has opened
)

// Lacking tells what is missing of a replay before a draft is handed on, of which after is what would be published: nothing where
// it doesn't bear on past cases, or where there are none. readers are the accounts of whom one must have opened every case that
// would be worse off; nil: nobody needs to yet.
func (s *Service) Lacking(ctx context.Context, draft, item string, after *eval.Program, readers []string) ([]Lack, error) {
	before, err := s.published.Newest(ctx, item, compile.Chinese)
	if fault.Is(err, fault.NotFound) {
		return nil, nil // new
	}
	if err != nil {
		return nil, err
	}
	needed, err := s.needed(ctx, item, before, after)
	if err != nil || !needed {
		return nil, err
	}
	return s.lacks(ctx, draft, before, after, readers)
}

// needed: a change bears on past cases, and there are some.
func (s *Service) needed(ctx context.Context, item string, before, after *eval.Program) (bool, error) {
	if before.Plan().Digest == after.Plan().Digest || !replay.Bears(before.Plan(), after.Plan()) {
		return false, nil
	}
	now := s.clock().UTC()
	some, err := s.cases.Numbers(ctx, item, now.AddDate(0, -gateMonths, 0), now.AddDate(0, 0, 1), 1)
	if err != nil {
		return false, fmt.Errorf("designer: past cases: %w", err)
	}
	return len(some) > 0, nil
}

func (s *Service) lacks(ctx context.Context, draft string, before, after *eval.Program, readers []string) ([]Lack, error) {
	list, err := s.replays.DoneReplays(ctx, draft, before.Plan().Digest, after.Plan().Digest)
	if err != nil {
		return nil, fmt.Errorf("designer: replays of a draft: %w", err)
	}
	var fresh *Replay
	for i, r := range list {
		if len(s.stale(r, r.Before, r.After)) == 0 && !r.Window.From.After(r.Window.To.AddDate(0, -gateMonths, 1)) {
			fresh = &list[i]
			break
		}
	}
	if fresh == nil {
		return []Lack{{LackReplay, s.whyNone(ctx, draft, list)}}, nil
	}
	if readers == nil {
		return nil, nil
	}
	grave := fresh.Result.Grave()
	opened, err := s.replays.Opened(ctx, fresh.ID, readers)
	if err != nil {
		return nil, fmt.Errorf("designer: what was opened of a replay: %w", err)
	}
	left := len(grave)
	for _, numbers := range opened {
		left = min(left, len(grave)-common(grave, numbers))
	}
	if left > 0 {
		return []Lack{{LackOpened, sayOpenGrave.With(left)}}, nil
	}
	return nil, nil
}

// whyNone says what to do where no replay is fresh.
func (s *Service) whyNone(ctx context.Context, draft string, done []Replay) fault.Text {
	newest, err := s.replays.NewestReplay(ctx, draft)
	switch {
	case err != nil:
		return sayReplayFirst.With(gateMonths)
	case newest.State == ReplayRunning:
		return sayReplayRuns
	case newest.State == ReplayFailed:
		return sayReplayBroke
	case len(done) > 0 && newest.Window.From.After(newest.Window.To.AddDate(0, -gateMonths, 1)):
		return sayReplayShort.With(gateMonths)
	}
	return sayReplayAgain
}

// common counts the numbers that stand in both of two lists that are in order.
func common(a, b []string) int {
	n := 0
	for _, x := range a {
		if _, ok := slices.BinarySearch(b, x); ok {
			n++
		}
	}
	return n
}

// OpenReplayed opens one case of a done replay: why it would have been otherwise, without what anybody wrote. That somebody opened
// it is noted. Codes: those of the draft; not_found (no such replay or case), conflict (it isn't done, or outdated).
func (s *Service) OpenReplayed(ctx context.Context, who actor.Actor, draft, id, number string) (replay.Why, error) {
	r, err := s.doneReplay(ctx, who, draft, id)
	if err != nil {
		return replay.Why{}, err
	}
	if !slices.ContainsFunc(r.Result.Lines, func(l replay.Differing) bool { return l.Number == number }) {
		return replay.Why{}, fault.New(fault.NotFound, sayNoReplayed)
	}
	_, before, after, err := s.both(ctx, who, draft)
	if err != nil {
		return replay.Why{}, err
	}
	if before.Plan().Digest != r.Before || after.Plan().Digest != r.After {
		return replay.Why{}, fault.New(fault.Conflict, sayReplayAgain)
	}
	c, err := s.cases.Case(ctx, r.Item, number)
	if err != nil {
		return replay.Why{}, err
	}
	if c.Bad != nil {
		return replay.Why{}, c.Bad
	}
	why, err := replay.Explain(before, after, c)
	if err != nil {
		return replay.Why{}, fmt.Errorf("designer: replay a case: %w", err)
	}
	return why, s.mark(ctx, who, r, []string{number})
}

// MarkOpened notes that somebody has gone through grave cases that change in the same way as one that he or she has opened.
// Codes: those of the draft; not_found, conflict (it isn't done), invalid (cases that are not alike, or none of which was opened).
func (s *Service) MarkOpened(ctx context.Context, who actor.Actor, draft, id, like string) error {
	r, err := s.doneReplay(ctx, who, draft, id)
	if err != nil {
		return err
	}
	opened, err := s.replays.Opened(ctx, r.ID, []string{who.ID})
	if err != nil {
		return fmt.Errorf("designer: what was opened of a replay: %w", err)
	}
	if !slices.Contains(opened[who.ID], like) {
		return fault.New(fault.Invalid, sayOpenFirst)
	}
	return s.mark(ctx, who, r, alike(r.Result.Lines, like))
}

// alike are the grave cases whose grave differences are all the same as those of one.
func alike(lines []replay.Differing, one string) []string {
	of := map[string]string{}
	for _, l := range lines {
		if l.Kind == replay.Asked || l.Kind == replay.Verdict {
			of[l.Number] += fmt.Sprintf("%s\x00%s\x00%s\x00%s\x00", l.Kind, l.At, l.Before, l.After)
		}
	}
	var out []string
	for number, what := range of {
		if what == of[one] {
			out = append(out, number)
		}
	}
	slices.Sort(out)
	return out
}

func (s *Service) doneReplay(ctx context.Context, who actor.Actor, draft, id string) (Replay, error) {
	if _, err := s.drafts.Draft(ctx, who, draft); err != nil {
		return Replay{}, err
	}
	r, err := s.replays.Replay(ctx, id)
	if fault.Is(err, fault.NotFound) || err == nil && r.Draft != draft {
		return Replay{}, fault.New(fault.NotFound, sayNoReplay)
	}
	if err != nil {
		return Replay{}, fmt.Errorf("designer: replay: %w", err)
	}
	if r.State != ReplayDone {
		return Replay{}, fault.New(fault.Conflict, sayReplayRuns)
	}
	return r, nil
}

func (s *Service) mark(ctx context.Context, who actor.Actor, r Replay, numbers []string) error {
	now := s.clock().UTC()
	e := audit.Event{At: now, Actor: who, Act: actReplayOpened, Object: audit.Object{Kind: string(actor.Item), ID: r.Item},
		Detail: map[string]any{"draft": r.Draft, "replay": r.ID, "cases": len(numbers)}}
	if err := s.replays.Open(ctx, r.ID, who.ID, numbers, now, e); err != nil {
		return fmt.Errorf("designer: note what was opened of a replay: %w", err)
	}
	return nil
}

const actReplayOpened = "item.replay_opened"
