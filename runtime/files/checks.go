package files

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"banshi/runtime/base/fault"
)

// Check is what is known of viruses in some content.
type Check string

// The states of a check. Unchecked: nobody looks here, see Store.Guard.
const (
	Unchecked Check = ""
	Waiting   Check = "waiting"
	Clean     Check = "clean"
	Infected  Check = "infected"
)

// Scanner looks for viruses. Clamd is one.
type Scanner interface {
	// Scan says what was found; "" nothing. An error says that nobody knows.
	Scan(ctx context.Context, body io.Reader) (found string, err error)
}

// Book keeps what was found. files/store has one.
type Book interface {
	// Of tells the state of each content; one that is not told of is Waiting.
	Of(ctx context.Context, list []Hash) (map[Hash]Check, error)
	// Due lists what waits for a check, those that have waited longest first.
	Due(ctx context.Context, now time.Time, most int) ([]Hash, error)
	// Found writes a result, and what was found where that is something.
	Found(ctx context.Context, h Hash, c Check, what string, at time.Time) error
	// Failed writes that nobody could tell, and puts the next try off: longer with each.
	Failed(ctx context.Context, h Hash, at time.Time) error
	// Loose lists what is infected and was not moved away, or has come again since.
	Loose(ctx context.Context, most int) ([]Hash, error)
	// Isolated writes that content was moved away, and until when it is kept.
	Isolated(ctx context.Context, h Hash, until, at time.Time) error
	// Over lists what was kept long enough.
	Over(ctx context.Context, now time.Time, most int) ([]Hash, error)
	// Destroyed writes that it is gone for good.
	Destroyed(ctx context.Context, h Hash, at time.Time) error
}

// Guard lets nothing be opened that scanner has not looked at. Before it is called everything may be: for a
// hall without a scanner, which says so.
func (s *Store) Guard(scanner Scanner, book Book, clock func() time.Time) {
	s.guard = &guard{scanner: scanner, book: book, clock: clock}
}

type guard struct {
	scanner Scanner
	book    Book
	clock   func() time.Time
}

// Checks tells what is known of each content.
func (s *Store) Checks(ctx context.Context, list []Hash) (map[Hash]Check, error) {
	out := map[Hash]Check{}
	if s.guard == nil || len(list) == 0 {
		return out, nil
	}
	known, err := s.guard.book.Of(ctx, list)
	if err != nil {
		return nil, fmt.Errorf("files: what checks found: %w", err)
	}
	for _, h := range list {
		if out[h] = known[h]; out[h] == Unchecked {
			out[h] = Waiting
		}
	}
	return out, nil
}

// MayOpen refuses what is infected, or was not checked yet. Codes: forbidden, conflict.
func (s *Store) MayOpen(ctx context.Context, h Hash) error {
	known, err := s.Checks(ctx, []Hash{h})
	if err != nil {
		return err
	}
	switch known[h] {
	case Infected:
		return fault.New(fault.Forbidden, sayInfected)
	case Waiting:
		return fault.New(fault.Conflict, sayUnchecked)
	}
	return nil
}

// Check looks at some content now, if it was not yet. What nobody can tell is tried again later, see CheckDue: that is no
// error of whoever uploads.
func (s *Store) Check(ctx context.Context, h Hash) (Check, error) {
	if s.guard == nil {
		return Unchecked, nil
	}
	known, err := s.Checks(ctx, []Hash{h})
	if err == nil && known[h] == Infected { // the same came again
		err = s.isolate(ctx, h)
	}
	if err != nil || known[h] != Waiting {
		return known[h], err
	}
	found, err := s.scan(ctx, h)
	if err != nil {
		return Waiting, errors.Join(err, s.guard.book.Failed(context.WithoutCancel(ctx), h, s.guard.clock()))
	}
	out := Clean
	if found != "" {
		out = Infected
	}
	if err := s.guard.book.Found(context.WithoutCancel(ctx), h, out, found, s.guard.clock()); err != nil {
		return Waiting, fmt.Errorf("files: write down what a check found: %w", err)
	}
	if out == Infected {
		err = s.isolate(ctx, h)
	}
	return out, err
}

func (s *Store) scan(ctx context.Context, h Hash) (string, error) {
	r, _, err := s.Open(ctx, h)
	if err != nil {
		return "", err
	}
	defer r.Close()
	return s.guard.scanner.Scan(ctx, r)
}

// CheckDue looks at what waits, and says how much of it is known now. It also goes on with moving away what is infected.
func (s *Store) CheckDue(ctx context.Context) (int, error) {
	if s.guard == nil {
		return 0, nil
	}
	due, err := s.guard.book.Due(ctx, s.guard.clock(), 100)
	if err != nil {
		return 0, fmt.Errorf("files: what waits for a check: %w", err)
	}
	done := 0
	var faults []error
	for _, h := range due {
		c, err := s.Check(ctx, h)
		faults = append(faults, err)
		if c != Waiting {
			done++
		}
	}
	faults = append(faults, s.isolateLoose(ctx))
	return done, errors.Join(faults...)
}
