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
	noticestore "banshi/runtime/notice/store"
)

// Submit writes everything of a submission, or nothing. What it decides by are rows that it holds: the draft, the case
// that is mended, and, as late as can be, the number of the day, for which everybody else who submits waits then.
// Codes: conflict.
func (s *Store) Submit(ctx context.Context, h runtime.Handing) (c runtime.Case, again bool, err error) {
	err = s.db.InTxRows(ctx, func(ctx context.Context, tx bun.Tx) error {
		key := keyRow{Scope: "submit/" + h.Account, Key: h.Key, Subject: h.Draft, At: db.Micros(h.Submission.At)}
		held, err := hold(ctx, tx, h)
		if err != nil {
			return err
		}
		// The key is looked for once the draft is held: who sent the same a moment before has held it, too.
		if again, err = used(ctx, tx, &key, h.Draft); err != nil {
			return err
		}
		if again {
			c, err = readCase(ctx, tx, key.Number)
			return err
		}
		if !held {
			return moved()
		}
		if err := empty(ctx, tx, h.Draft); err != nil {
			return err
		}
		c = h.Case
		if err := writeCase(ctx, tx, h, &c); err != nil {
			return err
		}
		if c.Round > 1 {
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
	if err != nil {
		return runtime.Case{}, false, err
	}
	return c, again, nil
}

// handIn writes all that needs no answer: the number of the day is held meanwhile, and others wait for it.
func handIn(ctx context.Context, tx bun.Tx, h runtime.Handing, c runtime.Case, key keyRow) error {
	seq := 0
	var writes []fmt.Stringer
	if c.Round == 1 {
		row, err := caseOf(c)
		if err != nil {
			return err
		}
		row.Keyed = 1
		writes = append(writes, tx.NewInsert().Model(&row))
	} else {
		var err error
		if seq, err = lastEvent(ctx, tx, c.Number); err != nil {
			return err
		}
	}
	writes = append(writes, closing(tx, h.Draft, c.Number))
	writes = append(writes, submitted(tx, h.Submission, c)...)
	h.Event.Round, h.Audit.Object.ID = c.Round, c.Number
	row, err := eventOf(c.Number, seq+1, h.Event)
	if err != nil {
		return err
	}
	event, err := audit.Insert(tx, h.Audit)
	if err != nil {
		return err
	}
	writes = append(writes, tx.NewInsert().Model(&row), event)
	for _, n := range numbered(h.Then.News, c.Number) {
		told, err := noticestore.Insert(tx, n)
		if err != nil {
			return err
		}
		writes = append(writes, told)
	}
	if err := db.Together(ctx, tx, append(writes, remembering(tx, key)...)...); err != nil {
		return fmt.Errorf("hand a draft in: %w", err)
	}
	if err := writeKeys(ctx, tx, c.Number, h.Digests); err != nil {
		return err
	}
	return doubt(ctx, tx, c, h.Unverified)
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
		return false, fault.New(fault.Conflict, sayKeyUsed, fault.Field{Path: "key", Message: sayNewKey})
	}
	*key = row
	return true, nil
}

// remember writes a key, and forgets those that nobody sends again.
func remember(ctx context.Context, tx bun.Tx, key keyRow) error {
	if err := db.Together(ctx, tx, remembering(tx, key)...); err != nil {
		return fmt.Errorf("write a key: %w", err)
	}
	return nil
}

func remembering(tx bun.Tx, key keyRow) []fmt.Stringer {
	old := db.Time(key.At).Add(-runtime.KeysKept)
	return []fmt.Stringer{tx.NewInsert().Model(&key), tx.NewDelete().Model((*keyRow)(nil)).Where("at < ?", db.Micros(old))}
}

// writeCase gives a new case its number, or moves the one that is mended to its next round.
func writeCase(ctx context.Context, tx bun.Tx, h runtime.Handing, c *runtime.Case) error {
	if c.Number == "" {
		n, err := next(ctx, tx, h.District, h.Submission.Today)
		if err != nil {
			return err
		}
		c.Number = n
		return nil
	}
	return update(ctx, tx, c, h.From)
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

// next gives the next number of the day: 440605-20261123-00017. The row of the day is written in the
// same transaction, so that two can't get the same and a failed one leaves no gap.
func next(ctx context.Context, tx bun.Tx, district, today string) (string, error) {
	day := strings.ReplaceAll(today, "-", "")
	var last int64
	err := tx.NewRaw("INSERT INTO case_days (day, last) VALUES (?, 1) ON CONFLICT (day) DO UPDATE SET last = case_days.last + 1 RETURNING last", day).
		Scan(ctx, &last)
	if err != nil {
		return "", fmt.Errorf("number of a case: %w", err)
	}
	return fmt.Sprintf("%s-%s-%05d", district, day, last), nil
}

// hold keeps everybody else from the draft until all is written; it says whether it is there, as it was seen.
func hold(ctx context.Context, tx bun.Tx, h runtime.Handing) (bool, error) {
	res, err := tx.NewUpdate().Model((*applicationRow)(nil)).Set("version = a.version").
		Where("a.id = ?", h.Draft).Where("a.version = ?", h.Version).Where("a.case_number = ''").Exec(ctx)
	if err != nil {
		return false, fmt.Errorf("hold a draft: %w", err)
	}
	return changed(res)
}

// empty takes off a draft what isn't in its row.
func empty(ctx context.Context, tx bun.Tx, draft string) error {
	if err := errors.Join(unask(ctx, tx, draft), uncode(ctx, tx, draft)); err != nil {
		return err
	}
	return detachAll(ctx, tx, draft)
}

// closing takes the draft, which is held, out of the drafts. What was in it and is no part of the submission
// (answers of hidden fields, files of papers that nobody needs) is gone with that.
func closing(tx bun.Tx, draft, number string) fmt.Stringer {
	return tx.NewUpdate().Model((*applicationRow)(nil)).Set("case_number = ?", number).Set("content = '{}'").Set("facts = '[]'").Where("a.id = ?", draft)
}

// submitted is what was handed in, with its files.
func submitted(tx bun.Tx, sub runtime.Submission, c runtime.Case) []fmt.Stringer {
	sub.Number, sub.Round = c.Number, c.Round
	row := submissionOf(sub)
	out := []fmt.Stringer{tx.NewInsert().Model(&row)}
	for i, f := range sub.Files {
		r := fileOf(f, c.Number, c.Round)
		r.Place = i + 1
		out = append(out, tx.NewInsert().Model(&r))
	}
	return out
}

// Submitted finds what a key gave before. Codes: not_found.
func (s *Store) Submitted(ctx context.Context, account, key string) (number, draft string, err error) {
	var row keyRow
	err = s.db.Read().NewSelect().Model(&row).Where("k.scope = ?", "submit/"+account).Where("k.key = ?", key).Scan(ctx)
	if db.IsNone(err) {
		return "", "", none()
	}
	if err != nil {
		return "", "", fmt.Errorf("look a key up: %w", err)
	}
	return row.Number, row.Subject, nil
}
