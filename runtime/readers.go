package runtime

import (
	"context"
	"fmt"
	"time"

	"banshi/runtime/base/actor"
)

// Reader is a member of staff who has a case open.
type Reader struct {
	Account, Name, Title string
	Since                time.Time
}

// How long somebody counts as reading after a sign of life, and how often one is written down.
const (
	readerLasts = 90 * time.Second
	readerNoted = 45 * time.Second
)

// Presence is what somebody who has a case open should know: who else has, and how the case stands now.
type Presence struct {
	Case   Case
	Others []Reader
	Last   Happening // what happened last
}

// Read says that the caller has a case open (or has left it), and tells who else has. It is no look at the case:
// nothing of its content is given. Codes: unauthenticated, not_found.
func (d *Desk) Read(ctx context.Context, number string, left bool) (Presence, error) {
	who, err := worker(ctx)
	if err != nil {
		return Presence{}, err
	}
	c, err := d.find(ctx, who, number, actor.CaseView)
	if err != nil {
		return Presence{}, err
	}
	now := d.Clock().UTC()
	me := Reader{Account: who.Account.ID, Name: who.Account.Name, Title: who.Account.Staff.Title, Since: now}
	if left {
		if err := d.Store.Left(ctx, number, me.Account); err != nil {
			return Presence{}, fmt.Errorf("runtime: leave a case: %w", err)
		}
		return Presence{Case: lineFor(who.Actor(), c)}, nil
	}
	others, err := d.Store.Reading(ctx, number, me, now.Add(-readerLasts), now.Add(-readerNoted))
	if err != nil {
		return Presence{}, fmt.Errorf("runtime: readers of a case: %w", err)
	}
	out := Presence{Case: lineFor(who.Actor(), c), Others: others}
	list, err := d.Store.Timeline(ctx, number)
	if err != nil {
		return Presence{}, fmt.Errorf("runtime: timeline of a case: %w", err)
	}
	if len(list) > 0 {
		out.Last = list[len(list)-1]
		out.Last.Text, out.Last.Findings = "", nil
		if out.Last.By == actor.Person {
			out.Last.Actor, out.Last.Name = "", out.Case.ApplicantName
		}
	}
	return out, nil
}
