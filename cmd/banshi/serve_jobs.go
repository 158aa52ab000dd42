package main

import (
	"context"
	"errors"
	"path/filepath"
	"time"

	"banshi/designer"
	"banshi/runtime/base/jobs"
	"banshi/runtime/notice"
)

// queueFile is the queue of jobs beside a SQLite database. It holds nothing that isn't in the database, and may be deleted.
const queueFile = "jobs.db"

// relayEvery is how often somebody looks for what waits in the database and isn't ordered.
const relayEvery = 2 * time.Second

// startQueue does what waits until ctx ends: it sends what people are told, and replays past cases. What is being done then is
// finished. The queue is opened meanwhile: nobody waits for it, and what can't be done yet stands in the database.
func (s *site) startQueue(ctx context.Context) {
	s.jobs.Go(func() {
		queue := s.openQueue(ctx)
		if queue == nil {
			return
		}
		s.post.Queue = queue
		tick := time.NewTicker(relayEvery)
		defer tick.Stop()
		for ctx.Err() == nil {
			_, err := s.post.Relay(ctx)
			s.relayed(ctx, jobMessages, err)
			s.relayed(ctx, jobReplays, s.designer.Relay(ctx, queue))
			select {
			case <-ctx.Done():
			case <-tick.C:
			case <-s.replays:
				s.relayed(ctx, jobReplays, s.designer.Relay(ctx, queue))
			}
		}
		wait, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
		defer cancel()
		if err := errors.Join(queue.Stop(wait), queue.Close()); err != nil {
			s.cfg.Log.Error("stop the queue of jobs", "error", err)
		}
	})
}

// What is relayed, as logs and metrics call it.
const (
	jobMessages = "send what people are told"
	jobReplays  = "replay past cases"
)

func (s *site) relayed(ctx context.Context, name string, err error) {
	if err != nil && ctx.Err() == nil {
		s.cfg.Log.Error(name, "error", err)
	}
	s.metrics.job(name, err, s.cfg.Clock())
}

// wakeReplays has what was just ordered relayed at once.
func (s *site) wakeReplays() {
	select {
	case s.replays <- struct{}{}:
	default: // somebody has called already
	}
}

// openQueue opens the queue and begins to work, as soon as it can; nil where ctx ends before.
func (s *site) openQueue(ctx context.Context) *jobs.Queue {
	at := jobs.Options{Path: filepath.Join(s.cfg.Data, queueFile), Log: s.cfg.Log, Work: map[string]jobs.Work{
		notice.Job:         s.post.Deliver,
		designer.ReplayJob: func(ctx context.Context, t jobs.Try) error { return s.designer.RunPart(ctx, t.ID, t.Attempt, t.Last) },
	}}
	if s.cfg.Database != "" {
		at.Path, at.URL = "", s.cfg.Database
	}
	for {
		queue, err := jobs.Open(ctx, at)
		if err == nil {
			if err = queue.Start(context.WithoutCancel(ctx)); err == nil {
				return queue
			}
			err = errors.Join(err, queue.Close())
		}
		if ctx.Err() != nil {
			return nil
		}
		s.relayed(ctx, "open the queue of jobs", err)
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(10 * time.Second):
		}
	}
}
