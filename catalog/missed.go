package catalog

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"banshi/runtime/base/actor"
	"banshi/runtime/base/mask"
)

// Missed are words for which nothing was found, and how often somebody asked so. Nobody's name stands
// beside them, and what looks like a number or a phone is masked before it is kept.
type Missed struct {
	Words string
	Count int
	Last  time.Time
}

// Bounds of what is kept: whoever types at random pushes out only what was asked once.
const (
	longestMissed = 40
	mostMissed    = 2000
)

// miss notes words for which nothing was found. The answer doesn't wait for it to succeed.
func (s *Service) miss(ctx context.Context, text string) {
	text = strings.Join(strings.Fields(mask.Text(text)), " ")
	if n := utf8.RuneCountInString(text); n < 2 || n > longestMissed || !strings.ContainsFunc(text, counts) {
		return
	}
	if err := s.store.Miss(ctx, text, s.clock().UTC(), mostMissed); err != nil {
		s.log.WarnContext(ctx, "words that found nothing were not noted", "error", err)
	}
}

// Missed gives the words for which nothing was found, those asked most first, to the office that owns the
// catalogue. Codes: forbidden, unauthenticated.
func (s *Service) Missed(ctx context.Context, who actor.Actor) ([]Missed, error) {
	if err := actor.Can(who, actor.MissedRead, actor.Object{Kind: actor.Item}); err != nil {
		return nil, err
	}
	out, err := s.store.Missed(ctx, mostMissed)
	if err != nil {
		return nil, fmt.Errorf("catalog: words that found nothing: %w", err)
	}
	return out, nil
}
