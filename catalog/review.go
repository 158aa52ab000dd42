package catalog

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"banshi/engine/diag"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
)

// Gate judges what is to be handed on.
type Gate interface {
	// Hindrances lists what keeps a candidate from being handed on: errors of its item and of what it uses, tests that
	// fail. None: nothing does.
	Hindrances(ctx context.Context, c Candidate) ([]Hindrance, error)
	// Unreplayed lists what is missing of a replay of past cases that the candidate bears on: a fresh one, and that one of the
	// readers (accounts) has gone through the cases that would be worse off. nil: nobody needs to have yet.
	Unreplayed(ctx context.Context, c Candidate, readers []string) ([]Hindrance, error)
}

// Candidate is an item as it would be published.
type Candidate struct {
	Draft string // id
	Item  string
	Pack  string            // digest of the pack that it changes
	Files map[string]string // what it changes there, by path; "" takes a file away
	FS    fs.FS             // both together

	Before fs.FS // the pack as it is
}

// Hindrance is one thing that is in the way.
type Hindrance struct {
	Code             string // of a diagnostic; test: a test that fails; replay, replay_opened: of past cases
	File             string
	Line, Column     int // from 1; 0: the file as a whole
	Chinese, English string
}

// HindrancesOf are the errors among what was found.
func HindrancesOf(found diag.List) []Hindrance {
	var out []Hindrance
	for _, d := range found {
		if d.Severity() == diag.Error {
			at := d.Span.Start
			out = append(out, Hindrance{string(d.Code), at.File, at.Line, at.Column, d.Message, d.Code.Info().English})
		}
	}
	return out
}

// Hindered is the error for a candidate that may not be handed on.
type Hindered struct {
	List  []Hindrance
	Fault *fault.Error
}

func (h *Hindered) Error() string { return "catalog: " + h.Fault.Error() }

// Unwrap gives the fault that is told.
func (h *Hindered) Unwrap() error { return h.Fault }

// Move is a way of a draft through review.
type Move struct {
	Seq     int
	Act     MoveAct
	Author  string
	Name    string
	At      time.Time
	Version int // that was seen
	Reason  string
}

// MoveAct is what somebody decided.
type MoveAct string

// The acts.
const (
	MoveSubmit  MoveAct = "submit"
	MoveReturn  MoveAct = "return"
	MoveApprove MoveAct = "approve"
	MovePublish MoveAct = "publish"
	MoveDiscard MoveAct = "discard"
)

const longestReason = 2000

// Submit hands a draft to review. Codes: unauthenticated, forbidden, not_found, conflict (not open; changed meanwhile; a
// *Conflicts: something else was published that it would lose), invalid (*Hindered).
func (s *Drafts) Submit(ctx context.Context, who actor.Actor, id string, version int) (Draft, error) {
	d, done, err := s.moving(ctx, who, actor.ItemEdit, id, version, MoveSubmit, DraftInReview)
	if err != nil || done {
		return d, err
	}
	if d.State != DraftOpen {
		return Draft{}, fault.New(fault.Conflict, sayNotOpen)
	}
	if _, err := s.candidate(ctx, d, nil); err != nil {
		return Draft{}, err
	}
	to := d
	to.State = DraftInReview
	return s.move(ctx, who, d, to, MoveSubmit, "", actDraftSubmit)
}

// Return opens a draft again: a reviewer with a reason, or an editor who takes it back. Codes: as Submit.
func (s *Drafts) Return(ctx context.Context, who actor.Actor, id string, version int, reason string) (Draft, error) {
	d, done, err := s.moving(ctx, who, actor.ItemDrafts, id, version, MoveReturn, DraftOpen)
	if err != nil || done {
		return d, err
	}
	reason = strings.TrimSpace(reason)
	review, edit := actor.Can(who, actor.ItemReview, d.object()), actor.Can(who, actor.ItemEdit, d.object())
	switch {
	case review != nil && edit != nil:
		return Draft{}, review
	case edit != nil && reason == "":
		return Draft{}, fault.New(fault.Invalid, sayBadReview, fault.Field{Path: "body.reason", Message: sayReason})
	case utf8.RuneCountInString(reason) > longestReason:
		return Draft{}, fault.New(fault.Invalid, sayBadReview, fault.Field{Path: "body.reason", Message: sayLongReason})
	case d.State != DraftInReview:
		return Draft{}, fault.New(fault.Conflict, sayNotInReview)
	}
	to := d
	to.State, to.Approved, to.ApprovedName = DraftOpen, "", ""
	return s.move(ctx, who, d, to, MoveReturn, reason, actDraftReturn)
}

// Approve agrees to a draft, by somebody who wrote nothing of it, once all comments are settled. Codes: as Submit.
func (s *Drafts) Approve(ctx context.Context, who actor.Actor, id string, version int) (Draft, error) {
	d, done, err := s.moving(ctx, who, actor.ItemReview, id, version, MoveApprove, DraftInReview)
	if err != nil || done {
		return d, err
	}
	if d.State != DraftInReview {
		return Draft{}, fault.New(fault.Conflict, sayNotInReview)
	}
	comments, err := s.store.Comments(ctx, id)
	if err != nil {
		return Draft{}, fmt.Errorf("catalog: comments: %w", err)
	}
	if slices.ContainsFunc(comments, func(c Comment) bool { return c.Thread == "" && c.Settled.IsZero() }) {
		return Draft{}, fault.New(fault.Conflict, sayOpenComments)
	}
	if err := s.replayed(ctx, d, who.ID); err != nil {
		return Draft{}, err
	}
	to := d
	to.Approved, to.ApprovedName = who.ID, who.Name
	return s.move(ctx, who, d, to, MoveApprove, "", string(actor.ItemReview))
}

// replayed: somebody has gone through what a replay of past cases shows. Where the draft would lose something it can't be told yet:
// then publishing asks.
func (s *Drafts) replayed(ctx context.Context, d Draft, reader string) error {
	c, err := s.over(ctx, d)
	if lost := (*Conflicts)(nil); errors.As(err, &lost) {
		return nil
	}
	if err != nil {
		return err
	}
	list, err := s.gate.Unreplayed(ctx, c, []string{reader})
	if err != nil {
		return fmt.Errorf("catalog: judge a draft: %w", err)
	}
	return hindered(list)
}

// Discard gives a draft up. Codes: as Submit.
func (s *Drafts) Discard(ctx context.Context, who actor.Actor, id string, version int) (Draft, error) {
	d, done, err := s.moving(ctx, who, actor.ItemEdit, id, version, MoveDiscard, DraftDiscarded)
	if err != nil || done {
		return d, err
	}
	if !d.Live() {
		return Draft{}, fault.New(fault.Conflict, sayNotOpen)
	}
	to := d
	to.State = DraftDiscarded
	return s.move(ctx, who, d, to, MoveDiscard, "", actDraftDiscard)
}

// moving finds a draft of which somebody saw a version; done: he or she has decided so already.
func (s *Drafts) moving(ctx context.Context, who actor.Actor, act actor.Act, id string, version int, as MoveAct, state DraftState) (d Draft, done bool, err error) {
	if d, err = s.for_(ctx, who, act, id); err != nil {
		return Draft{}, false, err
	}
	moves, err := s.store.Moves(ctx, id)
	if err != nil {
		return Draft{}, false, fmt.Errorf("catalog: what became of a draft: %w", err)
	}
	if n := len(moves); n > 0 && d.State == state && moves[n-1].Act == as && moves[n-1].Author == who.ID && moves[n-1].Version == version {
		return d, true, nil // pressed twice
	}
	if d.Version != version {
		return Draft{}, false, fault.New(fault.Conflict, sayOtherVersion)
	}
	return d, false, nil
}

func (s *Drafts) move(ctx context.Context, who actor.Actor, d, to Draft, act MoveAct, reason, event string) (Draft, error) {
	now := s.clock().UTC()
	to.Changed = now
	m := Move{Act: act, Author: who.ID, Name: who.Name, At: now, Version: d.Version, Reason: reason}
	var tell Tell
	if act == MoveSubmit {
		var err error
		if tell, err = s.news.ReviewAsked(ctx, to, who.ID, now); err != nil {
			return Draft{}, fmt.Errorf("catalog: who is asked for a review: %w", err)
		}
	}
	if err := s.store.MoveDraft(ctx, d, to, m, tell, s.event(who, d, event, nil)); err != nil {
		return Draft{}, fmt.Errorf("catalog: %s a draft: %w", act, err)
	}
	return to, nil
}

// Moves gives the ways of a draft through review, in their order.
func (s *Drafts) Moves(ctx context.Context, d Draft) ([]Move, error) {
	list, err := s.store.Moves(ctx, d.ID)
	if err != nil {
		return nil, fmt.Errorf("catalog: what became of a draft: %w", err)
	}
	return list, nil
}

// May tells of each act why somebody may not do it to a draft just now; nil: may.
func (s *Drafts) May(who actor.Actor, d Draft) map[string]error {
	in := func(act actor.Act, fits bool, why fault.Text) error {
		if err := actor.Can(who, act, d.object()); err != nil {
			return err
		}
		if !fits && d.Kept() {
			why = sayKept
		}
		if !fits {
			return fault.New(fault.Conflict, why)
		}
		return nil
	}
	review := d.State == DraftInReview
	out := map[string]error{
		"edit":    in(actor.ItemEdit, d.State == DraftOpen, sayNotOpen),
		"submit":  in(actor.ItemEdit, d.State == DraftOpen, sayNotOpen),
		"discard": in(actor.ItemEdit, d.Live(), sayNotOpen),
		"approve": in(actor.ItemReview, review, sayNotInReview),
		"publish": in(actor.ItemPublish, review, sayNotInReview),
		"comment": in(actor.ItemDrafts, d.Live(), sayNotOpen),
	}
	if out["publish"] == nil && d.Approved == "" {
		out["publish"] = fault.New(fault.Conflict, sayNotApproved)
	}
	out["return"] = in(actor.ItemReview, review, sayNotInReview)
	if edit := in(actor.ItemEdit, review, sayNotInReview); edit == nil {
		out["return"] = nil
	}
	return out
}
