package designer

import (
	"context"
	"time"

	"banshi/runtime/base/audit"
)

// ReplayStore keeps replays of drafts. What they say stands as long as the draft does.
type ReplayStore interface {
	// BeginReplay writes one with its parts and event. Where the same key of the same account wrote one of this draft, or one of
	// the same draft, definitions and window runs, that is given, and nothing is written.
	BeginReplay(ctx context.Context, r Replay, parts []ReplayPart, e audit.Event) (Replay, error)
	// Replay finds one, with its result. Codes: not_found.
	Replay(ctx context.Context, id string) (Replay, error)
	// NewestReplay finds the one of a draft that was ordered last. Codes: not_found.
	NewestReplay(ctx context.Context, draft string) (Replay, error)
	// DoneReplays gives those of a draft between two definitions that are done, the newest first.
	DoneReplays(ctx context.Context, draft, before, after string) ([]Replay, error)

	ReplayParts
	ReplayMarks
}

// ReplayParts keeps the parts of replays. They are no record of anybody's work, so nothing is written to the trail.
type ReplayParts interface {
	// Part finds one. Codes: not_found.
	Part(ctx context.Context, id int64) (ReplayPart, error)
	// Parts gives those of a replay, in their order, with their results; without lines unless they are asked for.
	Parts(ctx context.Context, replay string, lines bool) ([]ReplayPart, error)
	// WritePart writes what came of one that waits, once: what is written stays.
	WritePart(ctx context.Context, p ReplayPart) error
	// DueParts gives parts of running replays that wait and were not ordered since a time, and notes that they are ordered now.
	DueParts(ctx context.Context, since, now time.Time, most int) ([]int64, error)
	// EndReplay writes the end of a running one, once, and forgets the results of its parts where it is done.
	EndReplay(ctx context.Context, r Replay) error
	// EndingReplays gives the running ones of which no part waits.
	EndingReplays(ctx context.Context) ([]string, error)
}

// ReplayMarks keeps who opened which case of a replay.
type ReplayMarks interface {
	// Open notes that an account has opened cases, each once; the event where any is new.
	Open(ctx context.Context, replay, account string, numbers []string, at time.Time, e audit.Event) error
	// Opened gives the numbers that accounts have opened, in order, by account.
	Opened(ctx context.Context, replay string, accounts []string) (map[string][]string, error)
}
