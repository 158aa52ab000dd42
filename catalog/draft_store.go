package catalog

import (
	"context"
	"time"

	"banshi/runtime/base/audit"
)

// Sitting is how long the steps of one author in a draft count as one in the audit trail: the steps are their own record.
const Sitting = 30 * time.Minute

// DraftStore keeps drafts of definitions.
type DraftStore interface {
	// BeginDraft writes a draft with its first step, if it has one (Seq 0: none). Where the item has one that is live, that
	// is given, and nothing is written.
	BeginDraft(ctx context.Context, d Draft, first Step, e audit.Event) (Draft, error)
	// Draft finds one. Codes: not_found.
	Draft(ctx context.Context, id string) (Draft, error)
	// LiveDrafts gives those that are open or in review, by item.
	LiveDrafts(ctx context.Context) (map[string]Draft, error)
	// Origins gives the drafts of an item that were published, the first first.
	Origins(ctx context.Context, item string) ([]Origin, error)
	// DraftFiles gives the files that a draft has changed, in the order of paths.
	DraftFiles(ctx context.Context, draft string) ([]DraftFile, error)

	Stops
	DraftSteps
	DraftMoves
	DraftSeats
}

// DraftSteps keeps what was done to drafts.
type DraftSteps interface {
	// WriteStep writes the next step of a draft with the texts that come of it; the event once a sitting. Codes: conflict
	// (another step came first, or the draft isn't open).
	WriteStep(ctx context.Context, draft string, step Step, e audit.Event) error
	// Steps gives those after one, in their order, at most so many.
	Steps(ctx context.Context, draft string, after, most int) ([]Step, error)
	// LastSteps gives the last so many, in their order, without their patches.
	LastSteps(ctx context.Context, draft string, most int) ([]Step, error)
	// StepOf finds what an author did by a key. Codes: not_found.
	StepOf(ctx context.Context, draft, author, key string) (Step, error)
	// Undoable finds what an author did last and has not undone. Codes: not_found.
	Undoable(ctx context.Context, draft, author string) (Step, error)
	// Redoable finds what an author undid last, unless he or she has done something else since. Codes: not_found.
	Redoable(ctx context.Context, draft, author string) (Step, error)
	// Unchanged tells whether each step after one was undone again, or each undoing redone: then all is as it was there.
	Unchanged(ctx context.Context, draft string, after int) (bool, error)
}

// DraftMoves keeps the ways of drafts through review.
type DraftMoves interface {
	// MoveDraft writes a new state of a draft over the state and version that were seen, and tells of it. Codes: conflict.
	MoveDraft(ctx context.Context, seen, to Draft, m Move, tell Tell, e audit.Event) error
	// Moves gives the ways of a draft, in their order.
	Moves(ctx context.Context, draft string) ([]Move, error)
	// Comment writes what somebody says about a place; the same id writes it once.
	Comment(ctx context.Context, c Comment, e audit.Event) error
	// Comments lists them, in their order.
	Comments(ctx context.Context, draft string) ([]Comment, error)
	// SettleComment closes one that is open. Codes: conflict.
	SettleComment(ctx context.Context, c Comment, e audit.Event) error
}

// DraftSeats keeps who looks at drafts just now. It is forgotten soon and tells of nobody's work, so nothing is written
// to the trail.
type DraftSeats interface {
	// Sit notes where somebody is, and forgets whoever was there last before a time.
	Sit(ctx context.Context, draft string, s Seat, gone time.Time) error
	// Seats lists who was there since a time, in the order of names.
	Seats(ctx context.Context, draft string, since time.Time) ([]Seat, error)
}
