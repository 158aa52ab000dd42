package store

import (
	"context"
	"fmt"
	"slices"

	"github.com/uptrace/bun"

	"banshi/runtime"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/db"
	"banshi/runtime/base/fault"
	"banshi/runtime/notice"
	noticestore "banshi/runtime/notice/store"
)

func orderScope(account string) string { return "case/" + account }

// Ordered finds what a key did before. Codes: conflict (it was another order).
func (s *Store) Ordered(ctx context.Context, account, key, order string) (c runtime.Case, done bool, err error) {
	row := keyRow{Scope: orderScope(account), Key: key}
	if done, err = used(ctx, s.db.Read(), &row, order); !done || err != nil {
		return c, false, err
	}
	c, err = s.Case(ctx, row.Number)
	return c, err == nil, err
}

// Advance writes a change of a case with all that belongs to it, or nothing. Codes: conflict.
func (s *Store) Advance(ctx context.Context, step runtime.Step) (c runtime.Case, again bool, err error) {
	err = s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		key := keyRow{Scope: orderScope(step.Account), Key: step.Key, Subject: step.Order, Number: step.Case.Number, At: db.Micros(step.At)}
		if again, err = used(ctx, tx, &key, step.Order); err != nil {
			return err
		}
		if again {
			c, err = readCase(ctx, tx, key.Number)
			return err
		}
		c = step.Case
		err := update(ctx, tx, &c, "")
		if fault.Is(err, fault.Conflict) {
			return fault.New(fault.Conflict, sayDoneByOther)
		}
		if err != nil {
			return err
		}
		if err := s.follow(ctx, tx, step.Follow, c); err != nil {
			return err
		}
		return remember(ctx, key)
	})
	if err != nil {
		return runtime.Case{}, false, err
	}
	return c, again, nil
}

// follow writes what belongs to a change of a case, in the same transaction.
func (s *Store) follow(ctx context.Context, tx bun.Tx, f runtime.Follow, c runtime.Case) error {
	if f.Round != nil {
		if err := writeRound(ctx, tx, *f.Round, c); err != nil {
			return err
		}
		if err := db.Together(ctx, append(doubts(c, f.Unverified), keys(c.Number, f.Digests)...)...); err != nil {
			return fmt.Errorf("write what belongs to a round of a case: %w", err)
		}
	}
	decision := "" // the number of its document
	for _, d := range f.Done {
		d.Event.Round, d.Audit.Object.ID = c.Round, c.Number
		if d.Document != nil {
			seq, number, err := s.writeDocument(ctx, tx, c, *d.Document)
			if err != nil {
				return err
			}
			d.Event.Document = seq
			if d.Document.Decides() {
				decision = number
			}
		}
		if err := happen(ctx, tx, c.Number, d.Event); err != nil {
			return err
		}
		if err := audit.Append(ctx, tx, d.Audit); err != nil {
			return err
		}
	}
	for _, w := range f.Work {
		if err := writeWork(ctx, tx, c.Number, w); err != nil {
			return err
		}
	}
	if f.Publication != nil {
		if err := publish(ctx, tx, c, *f.Publication, decision); err != nil {
			return err
		}
	}
	if f.Outcome != nil {
		if err := writeOutcome(ctx, tx, c.Number, *f.Outcome); err != nil {
			return err
		}
	}
	for _, r := range f.Issued {
		if err := s.writeIssued(ctx, tx, c, r); err != nil {
			return err
		}
	}
	if f.Seat != nil {
		if err := s.sit(ctx, tx, *f.Seat, f.Reseat); err != nil {
			return err
		}
	}
	if f.Unseat != nil {
		if err := unseat(ctx, tx, c.Number, *f.Unseat); err != nil {
			return err
		}
	}
	if f.Amendment != nil {
		if err := writeAmendment(ctx, tx, c.Number, *f.Amendment); err != nil {
			return err
		}
	}
	return noticestore.Tell(ctx, tx, numbered(f.News, c.Number)...)
}

// numbered puts the number of a case into what is told of it.
func numbered(news []notice.Notice, number string) []notice.Notice {
	out := slices.Clone(news)
	for i := range out {
		out[i].Subject.ID = number
	}
	return out
}

// writeRound writes a further round with the files of the last one.
func writeRound(ctx context.Context, tx bun.Tx, sub runtime.Submission, c runtime.Case) error {
	sub.Number, sub.Round = c.Number, c.Round
	row := submissionOf(sub)
	if _, err := tx.NewInsert().Model(&row).Exec(ctx); err != nil {
		return fmt.Errorf("write a round of a case: %w", err)
	}
	for _, f := range sub.Files {
		r := fileOf(f, c.Number, c.Round)
		if _, err := tx.NewInsert().Model(&r).Exec(ctx); err != nil {
			return fmt.Errorf("write a file of a case: %w", err)
		}
	}
	return nil
}

// happen adds a line to the timeline.
func happen(ctx context.Context, tx bun.Tx, number string, e runtime.Happening) error {
	last, err := lastEvent(ctx, tx, number)
	if err != nil {
		return err
	}
	row, err := eventOf(number, last+1, e)
	if err != nil {
		return err
	}
	if _, err := tx.NewInsert().Model(&row).Exec(ctx); err != nil {
		return fmt.Errorf("timeline of a case: %w", err)
	}
	return nil
}

func lastEvent(ctx context.Context, tx bun.Tx, number string) (last int, err error) {
	err = tx.NewSelect().Model((*eventRow)(nil)).ColumnExpr("coalesce(max(e.seq), 0)").Where("e.number = ?", number).Scan(ctx, &last)
	if err != nil {
		return 0, fmt.Errorf("timeline of a case: %w", err)
	}
	return last, nil
}

func eventOf(number string, seq int, e runtime.Happening) (eventRow, error) {
	findings := ""
	if len(e.Findings) > 0 {
		raw, err := runtime.Encode(e.Findings)
		if err != nil {
			return eventRow{}, fmt.Errorf("timeline of a case: %w", err)
		}
		findings = string(raw)
	}
	return eventRow{Number: number, Seq: seq, At: db.Micros(e.At), Event: e.Event, Round: e.Round, ByKind: string(e.By), Actor: e.Actor,
		Name: e.Name, Title: e.Title, Text: e.Text, Findings: findings,
		Step: e.Step, Answer: e.Answer, Document: e.Document}, nil
}
