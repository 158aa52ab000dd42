package store

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/uptrace/bun"

	"banshi/runtime"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/db"
	"banshi/runtime/base/fault"
	filestore "banshi/runtime/files/store"
	noticestore "banshi/runtime/notice/store"
)

var (
	holdDraft     = db.Prepared("UPDATE applications SET content = '{}', facts = '[]' WHERE id = ? AND version = ? AND case_number = ''")
	keyOf         = db.Selecting[keyRow]("WHERE k.scope = ? AND k.key = ?")
	unsign        = db.Prepared("DELETE FROM signings WHERE draft = ?")
	forgetCode    = db.Prepared("DELETE FROM counter_codes WHERE draft = ?")
	nextOfDay     = db.Prepared("INSERT INTO case_days (day, last) VALUES (?, 1) ON CONFLICT (day) DO UPDATE SET last = case_days.last + 1 RETURNING last")
	closeDraft    = db.Prepared("UPDATE applications SET case_number = ? WHERE id = ?")
	countHeld     = db.Prepared("SELECT count(*) FROM cases WHERE holder = ?")
	insertCase    = db.Inserting[caseRow]("")
	insertHanded  = db.Inserting[submissionRow]("")
	insertFile    = db.Inserting[fileRow]("")
	insertEvent   = db.Inserting[eventRow]("")
	insertKey     = db.Inserting[keyRow]("")
	forgetKeys    = db.Prepared("DELETE FROM request_keys WHERE at < ?")
	insertCaseKey = db.Inserting[caseKeyRow]("ON CONFLICT (digest, number) DO NOTHING")
	insertDoubt   = db.Inserting[unverifiedRow]("")
)

// errAgain undoes a submission that was sent before.
var errAgain = errors.New("it was handed in before")

// Submit writes everything of a submission, or nothing. What it decides by are rows that it holds: the draft, the case
// that is mended, and the number of the day, for which everybody else who submits waits; so they share a transaction.
// Codes: conflict.
func (s *Store) Submit(ctx context.Context, h runtime.Handing) (c runtime.Case, again bool, err error) {
	var key keyRow
	err = s.db.InTxTogether(ctx, func(ctx context.Context, tx bun.Tx) error {
		key = keyRow{Scope: "submit/" + h.Account, Key: h.Key, Subject: h.Draft, At: db.Micros(h.Submission.At)}
		c = h.Case
		if err := s.take(ctx, h, &key, &c); err != nil {
			return err
		}
		if c.Round > 1 {
			if err := update(ctx, tx, &c, h.From); err != nil {
				return err
			}
			others, err := closeOthers(ctx, tx, c.Number)
			if err != nil {
				return err
			}
			if len(others) > 0 {
				h.Audit.Detail["closed"] = others
			}
		}
		key.Number = c.Number
		if err := handIn(ctx, tx, h, c, key); err != nil {
			return err
		}
		then := h.Then
		then.News = nil // told by handIn
		return s.follow(ctx, tx, then, c)
	})
	if errors.Is(err, errAgain) {
		c, err = readCase(ctx, s.db.Read(), key.Number)
		return c, true, err
	}
	if err != nil {
		return runtime.Case{}, false, err
	}
	return c, false, nil
}

// take holds the draft, which keeps everybody else from it until all is written, takes off it what isn't in its row, and gives
// a new case its number: 440605-20261123-00017. The row of the day is written in the same transaction, so that two can't get
// the same and a failed one leaves no gap. What was in the draft and is no part of the submission (answers of hidden fields,
// files of papers that nobody needs) is gone with that. The draft's number of its case is written once: four indexes hold it.
func (s *Store) take(ctx context.Context, h runtime.Handing, key *keyRow, c *runtime.Case) error {
	held := holdDraft.With(h.Draft, h.Version)
	var old keyRow
	// The key is looked for once the draft is held: who sent the same a moment before has held it, too.
	sent := keyOf.Into(&old, nil, key.Scope, key.Key)
	calls := []*db.Call{held, sent, unsign.With(h.Draft), forgetCode.With(h.Draft), filestore.DetachAll(h.Draft)}
	day, last := strings.ReplaceAll(h.Submission.Today, "-", ""), int64(0)
	var there int
	if c.Number == "" {
		calls = append(calls, nextOfDay.With(day).Into(nil, &last))
		if e := h.Earlier; e != nil {
			// Counted once the row of the day is held: whoever handed in before has let go of it.
			calls = append(calls, countHeld.With(e.Holder).Into(nil, &there))
		}
	} else {
		calls = append(calls, closeDraft.With(c.Number, h.Draft)) // before the other drafts that mend the same case are closed
	}
	if err := db.Together(ctx, calls...); err != nil {
		return fmt.Errorf("take a draft: %w", err)
	}
	switch {
	case sent.Rows > 0 && old.Subject != h.Draft:
		return keyUsed()
	case sent.Rows > 0:
		*key = old
		return errAgain
	case held.Rows == 0:
		return moved()
	case h.Earlier != nil && c.Number == "" && min(there, mostCases) != h.Earlier.Cases:
		return runtime.ErrOvertaken
	}
	if c.Number == "" {
		c.Number = fmt.Sprintf("%s-%s-%05d", h.District, day, last)
	}
	return nil
}

// handIn writes all that needs no answer.
func handIn(ctx context.Context, tx bun.Tx, h runtime.Handing, c runtime.Case, key keyRow) error {
	seq := 0
	var writes []*db.Call
	if c.Round == 1 {
		row, err := caseOf(c)
		if err != nil {
			return err
		}
		row.Keyed = 1
		writes = append(writes, closeDraft.With(c.Number, h.Draft), insertCase.Row(&row))
	} else {
		var err error
		if seq, err = lastEvent(ctx, tx, c.Number); err != nil {
			return err
		}
	}
	writes = append(writes, submitted(h.Submission, c)...)
	h.Event.Round, h.Audit.Object.ID = c.Round, c.Number
	row, err := eventOf(c.Number, seq+1, h.Event)
	if err != nil {
		return err
	}
	event, err := audit.Write(h.Audit)
	if err != nil {
		return err
	}
	writes = append(writes, insertEvent.Row(&row), event)
	for _, n := range numbered(h.Then.News, c.Number) {
		told, err := noticestore.Line(n)
		if err != nil {
			return err
		}
		writes = append(writes, told)
	}
	writes = append(writes, remembering(key)...)
	writes = append(writes, keys(c.Number, h.Digests)...)
	writes = append(writes, doubts(c, h.Unverified)...)
	if err := db.Together(ctx, writes...); err != nil {
		return fmt.Errorf("hand a draft in: %w", err)
	}
	return nil
}

// used looks a key up; one that was used for something else is a conflict.
func used(ctx context.Context, q bun.IDB, key *keyRow, subject string) (bool, error) {
	var row keyRow
	err := q.NewSelect().Model(&row).Where("k.scope = ?", key.Scope).Where("k.key = ?", key.Key).Scan(ctx)
	if db.IsNone(err) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("look a key up: %w", err)
	}
	if row.Subject != subject {
		return false, keyUsed()
	}
	*key = row
	return true, nil
}

func keyUsed() error {
	return fault.New(fault.Conflict, sayKeyUsed, fault.Field{Path: "key", Message: sayNewKey})
}

// remember writes a key, and forgets those that nobody sends again.
func remember(ctx context.Context, key keyRow) error {
	if err := db.Together(ctx, remembering(key)...); err != nil {
		return fmt.Errorf("write a key: %w", err)
	}
	return nil
}

func remembering(key keyRow) []*db.Call {
	old := db.Time(key.At).Add(-runtime.KeysKept)
	return []*db.Call{insertKey.Row(&key), forgetKeys.With(db.Micros(old))}
}

// update writes a case over the version that was seen, in the state that was seen ("" any).
func update(ctx context.Context, tx bun.Tx, c *runtime.Case, from actor.State) error {
	if err := letGo(ctx, tx, c.Number, c.Office); err != nil {
		return err
	}
	was := c.Version
	c.Version++
	row, err := caseOf(*c)
	if err != nil {
		return err
	}
	q := tx.NewUpdate().Model(&row).
		Column("state", "version", "verdict", "round", "office", "office_title", "promised", "due", "changed", "opinion", "instant", "credit", "held", "open",
			"steps", "waits", "act_by", "legal", "outcome", "progress", "channel").
		Where("c.number = ?", c.Number).Where("c.version = ?", was)
	if from != "" {
		q = q.Where("c.state = ?", string(from))
	}
	res, err := q.Exec(ctx)
	if err != nil {
		return fmt.Errorf("write a case: %w", err)
	}
	if one, err := changed(res); err != nil || !one {
		if err == nil {
			err = fault.New(fault.Conflict, sayCaseMoved)
		}
		return err
	}
	return nil
}

// submitted is what was handed in, with its files.
func submitted(sub runtime.Submission, c runtime.Case) []*db.Call {
	sub.Number, sub.Round = c.Number, c.Round
	row := submissionOf(sub)
	out := []*db.Call{insertHanded.Row(&row)}
	for i, f := range sub.Files {
		r := fileOf(f, c.Number, c.Round)
		r.Place = i + 1
		out = append(out, insertFile.Row(&r))
	}
	return out
}

// Submitted finds what a key gave before. Codes: not_found.
func (s *Store) Submitted(ctx context.Context, account, key string) (number, draft string, err error) {
	var row keyRow
	found := keyOf.Into(&row, nil, "submit/"+account, key)
	if err := s.db.Look(ctx, found); err != nil {
		return "", "", fmt.Errorf("look a key up: %w", err)
	}
	if found.Rows == 0 {
		return "", "", none()
	}
	return row.Number, row.Subject, nil
}
