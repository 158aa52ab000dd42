package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"time"

	"banshi/runtime/base/audit"
	"banshi/runtime/base/fault"
	"banshi/runtime/base/web"
	"banshi/runtime/notice"
	noticestore "banshi/runtime/notice/store"
)

// healthKept is how long an answer about the state of the site is given again: anybody may ask, and each look writes.
const healthKept = 5 * time.Second

// mostLag is how long an event may wait for its place in the trail. They get it every second.
const mostLag = 30 * time.Second

// probeSize is the room that must be left for what people send, in bytes.
const probeSize = 1 << 20

// pulse is what was found last.
type pulse struct {
	mu    sync.Mutex
	at    time.Time
	found error
	// dead are messages to people that were given up: no reason to send nobody here, and somebody has to look.
	dead int
}

// health says that the database answers and that what people send can be kept.
func (s *site) health(w http.ResponseWriter, r *http.Request) {
	dead, err := s.pulse.take(r.Context(), s)
	if err != nil {
		web.WriteProblem(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = io.WriteString(w, "ok\n")
	if dead > 0 {
		_, _ = fmt.Fprintf(w, "messages that were given up: %d\n", dead)
	}
}

func (p *pulse) take(ctx context.Context, s *site) (dead int, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if now := s.cfg.Clock(); p.at.IsZero() || now.Sub(p.at) >= healthKept {
		// Who asks may go away; what was found counts for the next one, too.
		p.at, p.found = now, s.look(context.WithoutCancel(ctx))
		if p.found == nil {
			p.dead, p.found = s.givenUp(context.WithoutCancel(ctx))
		}
		if p.found != nil {
			s.cfg.Log.Error("health", "error", p.found)
		}
	}
	return p.dead, p.found
}

// givenUp counts the messages to people that were tried to the end.
func (s *site) givenUp(ctx context.Context) (n int, err error) {
	counts, err := noticestore.New(s.db).Counts(ctx, s.cfg.Clock())
	if err != nil {
		return 0, fault.Wrap(err, fault.Unavailable, sayUnwell)
	}
	for _, c := range counts {
		if c.State == string(notice.Dead) {
			n += c.N
		}
	}
	return n, nil
}

func (s *site) look(ctx context.Context) error {
	if _, err := s.catalog.District(ctx); err != nil {
		return fault.Wrap(err, fault.Unavailable, sayUnwell)
	}
	err := errors.Join(s.db.Writable(ctx), probe(s.cfg.Data))
	switch {
	case err == nil:
		return s.lookAtTrail(ctx)
	case fault.Is(err, fault.Full), errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return fault.Wrap(err, fault.Full, fault.Text{})
	}
	return fault.Wrap(err, fault.Unavailable, sayUnwell)
}

// lookAtTrail says that what happens gets its place in the trail, and that none was taken out of it.
func (s *site) lookAtTrail(ctx context.Context) error {
	lag, err := audit.Lag(ctx, s.db.Read(), s.cfg.Clock())
	if err == nil && lag > mostLag {
		err = fmt.Errorf("an event of the audit trail has been waiting for its place for %v", lag)
	}
	if n := s.missing.Load(); err == nil && n > 0 {
		err = fmt.Errorf("%d events are missing in the audit trail: `banshi verify` tells which", n)
	}
	if err != nil {
		return fault.Wrap(err, fault.Unavailable, sayTrail)
	}
	return nil
}

// countTrail looks whether places are missing in the trail.
func (s *site) countTrail(ctx context.Context) error {
	n, err := audit.Missing(ctx, s.db.Read())
	if err == nil {
		s.missing.Store(n)
	}
	return err
}

// probe writes a file and takes it away again.
func probe(dir string) error {
	path := filepath.Join(dir, "health.probe")
	err := os.WriteFile(path, make([]byte, probeSize), 0o600)
	if gone := os.Remove(path); !errors.Is(gone, os.ErrNotExist) {
		err = errors.Join(err, gone)
	}
	return err
}
