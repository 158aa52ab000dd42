package catalog

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
)

// Comment is what somebody says about a place of a draft, or answers to that.
type Comment struct {
	ID        string
	Draft     string
	Thread    string // id of the comment that it answers; "" it begins one
	File      string
	Path      string // in the file; "" about the whole
	Text      string
	Author    string
	Name      string
	At        time.Time
	Settled   time.Time // of one that begins a thread; zero: not yet
	SettledBy string    // name
}

const longestComment = 4000

// Comment says something about a place, whoever may see the draft. Codes: unauthenticated, forbidden, not_found, invalid,
// conflict (the draft is closed).
func (s *Drafts) Comment(ctx context.Context, who actor.Actor, id string, c Comment, key string) (Comment, error) {
	d, err := s.Draft(ctx, who, id)
	if err != nil {
		return Comment{}, err
	}
	c.Text = strings.TrimSpace(c.Text)
	switch {
	case !keyShape.MatchString(key):
		return Comment{}, fault.New(fault.Invalid, sayKey)
	case c.Text == "" || utf8.RuneCountInString(c.Text) > longestComment:
		return Comment{}, fault.New(fault.Invalid, sayBadReview, fault.Field{Path: "body.text", Message: sayComment})
	case utf8.RuneCountInString(c.Path) > longestPlace || c.File != "" && !definitionFile(c.File):
		return Comment{}, fault.New(fault.Invalid, sayBadFile)
	case !d.Live():
		return Comment{}, fault.New(fault.Conflict, sayNotOpen)
	}
	if c.Thread != "" {
		first, err := s.thread(ctx, id, c.Thread)
		if err != nil {
			return Comment{}, err
		}
		c.File, c.Path = first.File, first.Path
	}
	sum := sha256.Sum256([]byte("comment/" + id + "/" + who.ID + "/" + key))
	c.ID, c.Draft, c.Author, c.Name, c.At = hex.EncodeToString(sum[:13]), id, who.ID, who.Name, s.clock().UTC()
	if err := s.store.Comment(ctx, c, s.event(who, d, actComment, map[string]any{"comment": c.ID})); err != nil {
		return Comment{}, fmt.Errorf("catalog: comment: %w", err)
	}
	return c, nil
}

// actComment is what a comment writes to the audit trail.
const actComment = "item.comment"

func (s *Drafts) thread(ctx context.Context, draft, id string) (Comment, error) {
	list, err := s.store.Comments(ctx, draft)
	if err != nil {
		return Comment{}, fmt.Errorf("catalog: comments: %w", err)
	}
	for _, c := range list {
		if c.ID == id && c.Thread == "" {
			return c, nil
		}
	}
	return Comment{}, fault.New(fault.NotFound, sayNoComment)
}

// Settle closes a comment with its answers. Codes: as Comment.
func (s *Drafts) Settle(ctx context.Context, who actor.Actor, id, comment string) (Comment, error) {
	d, err := s.Draft(ctx, who, id)
	if err != nil {
		return Comment{}, err
	}
	c, err := s.thread(ctx, id, comment)
	if err != nil || !c.Settled.IsZero() {
		return c, err
	}
	if !d.Live() {
		return Comment{}, fault.New(fault.Conflict, sayNotOpen)
	}
	c.Settled, c.SettledBy = s.clock().UTC(), who.Name
	if err := s.store.SettleComment(ctx, c, s.event(who, d, actComment, map[string]any{"comment": c.ID, "settled": true})); err != nil {
		return Comment{}, fmt.Errorf("catalog: settle a comment: %w", err)
	}
	return c, nil
}

// Comments lists what was said about a draft, in its order.
func (s *Drafts) Comments(ctx context.Context, who actor.Actor, id string) ([]Comment, error) {
	if _, err := s.Draft(ctx, who, id); err != nil {
		return nil, err
	}
	list, err := s.store.Comments(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("catalog: comments: %w", err)
	}
	return list, nil
}
