package designer

import (
	"context"
	"errors"
	"fmt"
	"time"

	"banshi/designer/replay"
	"banshi/engine/eval"
	"banshi/runtime/base/fault"
)

// ReplayJob is the name under which parts are ordered.
const ReplayJob = "replay"

const (
	// orderAgain is when a part that waits is ordered again: the queue may have lost it.
	orderAgain = 30 * time.Second
	// orderMost is how many are ordered at a time.
	orderMost = 500
	// mostTries is after how many attempts a part is given up: somebody waits for the result.
	mostTries = 4
)

// Orders orders jobs by the ids of their rows.
type Orders interface {
	Add(ctx context.Context, name string, ids ...int64) error
}

// pair are the two definitions of a replay.
type pair struct{ before, after *eval.Program }

// Relay orders what waits, and ends what is through. It may run on every node at once.
func (s *Service) Relay(ctx context.Context, queue Orders) error {
	now := s.clock().UTC()
	due, err := s.replays.DueParts(ctx, now.Add(-orderAgain), now, orderMost)
	if err != nil {
		return fmt.Errorf("designer: parts of replays that wait: %w", err)
	}
	if err := queue.Add(ctx, ReplayJob, due...); err != nil {
		return err
	}
	ending, err := s.replays.EndingReplays(ctx)
	if err != nil {
		return fmt.Errorf("designer: replays that are through: %w", err)
	}
	for _, id := range ending {
		if err := s.endReplay(ctx, id); err != nil {
			return err
		}
	}
	return nil
}

// RunPart does one part, at least once: whoever is killed meanwhile leaves it to another, who comes to the same. attempt is
// from 1, and last tells that none follows.
func (s *Service) RunPart(ctx context.Context, id int64, attempt int, last bool) (err error) {
	p, err := s.replays.Part(ctx, id)
	if fault.Is(err, fault.NotFound) || err == nil && p.State != ReplayRunning {
		return nil
	}
	if err != nil {
		return fmt.Errorf("designer: part of a replay: %w", err)
	}
	r, err := s.replays.Replay(ctx, p.Replay)
	if err != nil || r.State != ReplayRunning {
		return err
	}
	broke := true
	defer func() { // a panic goes on to the queue, which tries again
		if last = last || attempt >= mostTries; !last || err == nil && !broke || ctx.Err() != nil {
			return
		}
		p.State, p.Result, p.Why = ReplayFailed, nil, PartRead
		if broke {
			p.Why = PartBroke
		}
		err = errors.Join(err, s.replays.WritePart(context.WithoutCancel(ctx), p))
	}()
	err = s.runPart(ctx, r, p)
	broke = false
	return err
}

func (s *Service) runPart(ctx context.Context, r Replay, p ReplayPart) error {
	both, err := s.pairs.Get(r.ID, func() (pair, error) { return s.pairOf(ctx, r) })
	if errors.Is(err, errOutdated) {
		r.State, r.Finished = ReplayOutdated, s.clock().UTC()
		return s.replays.EndReplay(ctx, r)
	}
	if err != nil {
		return err
	}
	got, err := replay.Run(both.before, both.after, s.cases.Past(ctx, r.Item, r.Window.From, r.Window.To, p.Behind, p.UpTo))
	if err != nil {
		return err
	}
	p.State, p.Result = ReplayDone, &got
	if err := s.replays.WritePart(ctx, p); err != nil {
		return fmt.Errorf("designer: write a part of a replay: %w", err)
	}
	ending, err := s.replays.EndingReplays(ctx)
	if err != nil {
		return err
	}
	for _, id := range ending {
		if id == r.ID {
			return s.endReplay(ctx, id)
		}
	}
	return nil
}

var errOutdated = errors.New("designer: what a replay compares has changed")

// pairOf opens what a replay compares; on a node that did not order it, too.
func (s *Service) pairOf(ctx context.Context, r Replay) (pair, error) {
	d, err := s.drafts.Ordered(ctx, r.Draft)
	if fault.Is(err, fault.NotFound) || fault.Is(err, fault.Conflict) {
		return pair{}, errOutdated // discarded, published, or it would lose something by now
	}
	if err != nil {
		return pair{}, err
	}
	before, after, err := s.programs(ctx, d)
	if fault.Is(err, fault.Invalid) || fault.Is(err, fault.NotFound) {
		return pair{}, errOutdated
	}
	if err == nil && (before.Plan().Digest != r.Before || after.Plan().Digest != r.After) {
		err = errOutdated
	}
	return pair{before, after}, err
}

// endReplay puts the parts of a replay together. One part that failed makes the whole fail.
func (s *Service) endReplay(ctx context.Context, id string) error {
	r, err := s.replays.Replay(ctx, id)
	if err != nil || r.State != ReplayRunning {
		return err
	}
	parts, err := s.replays.Parts(ctx, id, true)
	if err != nil {
		return fmt.Errorf("designer: parts of a replay: %w", err)
	}
	var results []replay.Replayed
	r.State, r.Finished = ReplayDone, s.clock().UTC()
	for _, p := range parts {
		if p.Result == nil {
			r.State = ReplayFailed
			continue
		}
		results = append(results, *p.Result)
	}
	if r.State == ReplayDone {
		whole := replay.Merge(results...)
		r.Result = &whole
		if r.Digest, err = digestOf(r); err != nil {
			return err
		}
	}
	if err := s.replays.EndReplay(ctx, r); err != nil {
		return fmt.Errorf("designer: end a replay: %w", err)
	}
	return nil
}
