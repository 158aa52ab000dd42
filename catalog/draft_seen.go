package catalog

import (
	"context"
	"fmt"
	"time"
	"unicode/utf8"

	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
)

// Seat is where somebody looks at a draft just now.
type Seat struct {
	Account string
	Name    string
	Place   string // file and path: items/x/item.yaml#/form/#premises; "" nowhere in particular
	At      time.Time
}

const (
	// seatFresh is for how long somebody counts as present who hasn't asked again: browsers ask every 3 seconds.
	seatFresh = 15 * time.Second
	// seatKept is for how long it is known at all.
	seatKept     = time.Hour
	longestPlace = 400
)

// Watching is what has happened to a draft since a version, and who is there.
type Watching struct {
	Draft  Draft
	Steps  []Step
	People []Seat
}

// Watch tells what came after a version, and notes where the asker is. Codes: unauthenticated, forbidden, not_found, invalid.
func (s *Drafts) Watch(ctx context.Context, who actor.Actor, id string, since int, place string) (Watching, error) {
	if utf8.RuneCountInString(place) > longestPlace || since < 0 {
		return Watching{}, fault.New(fault.Invalid, sayNoVersion)
	}
	d, err := s.Draft(ctx, who, id)
	if err != nil {
		return Watching{}, err
	}
	out := Watching{Draft: d}
	if d.Kept() {
		return out, nil
	}
	if since < d.Version {
		if out.Steps, err = s.store.Steps(ctx, id, since, mostSteps); err != nil {
			return Watching{}, fmt.Errorf("catalog: steps of a draft: %w", err)
		}
	}
	now := s.clock().UTC()
	if err := s.store.Sit(ctx, id, Seat{who.ID, who.Name, place, now}, now.Add(-seatKept)); err != nil {
		return Watching{}, fmt.Errorf("catalog: who looks at a draft: %w", err)
	}
	out.People, err = s.People(ctx, d)
	return out, err
}

// People are those who look at a draft just now.
func (s *Drafts) People(ctx context.Context, d Draft) ([]Seat, error) {
	list, err := s.store.Seats(ctx, d.ID, s.clock().UTC().Add(-seatFresh))
	if err != nil {
		return nil, fmt.Errorf("catalog: who looks at a draft: %w", err)
	}
	return list, nil
}

// History gives the last steps of a draft, in their order: commands, what it began with, and what was taken in from
// outside. Undoing is told by the command that was undone.
func (s *Drafts) History(ctx context.Context, d Draft, most int) ([]Step, error) {
	list, err := s.store.LastSteps(ctx, d.ID, most)
	if err != nil {
		return nil, fmt.Errorf("catalog: steps of a draft: %w", err)
	}
	return list, nil
}
