package store

import (
	"context"
	"fmt"

	"github.com/uptrace/bun"

	"banshi/catalog"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/db"
	"banshi/runtime/base/fault"
)

type stopRow struct {
	bun.BaseModel `bun:"table:definition_stops,alias:s"`

	Item       string `bun:",pk"`
	Seq        int    `bun:",pk"`
	Reason     string
	Notice     string
	English    string
	By         string
	ByName     string
	At         int64
	Lifted     int64
	LiftedBy   string
	LiftedName string
	LiftReason string
}

// Stop writes the next one of an item, and tells of it. Codes: conflict (it is stopped).
func (s *Store) Stop(ctx context.Context, x catalog.Stop, tell catalog.Tell, e audit.Event) error {
	err := s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		n, err := tx.NewSelect().Model((*stopRow)(nil)).Where("s.item = ?", x.Item).Count(ctx)
		if err != nil {
			return fmt.Errorf("stops of an item: %w", err)
		}
		row := stopRow{Item: x.Item, Seq: int(n) + 1, Reason: x.Reason, Notice: x.Notice, English: x.English, By: x.By, ByName: x.ByName, At: db.Micros(x.At)}
		if _, err := tx.NewInsert().Model(&row).Exec(ctx); err != nil {
			return err
		}
		if err := tell.In(ctx); err != nil {
			return err
		}
		return audit.Append(ctx, tx, e)
	})
	if db.IsDuplicate(err) {
		return fault.Wrap(err, fault.Conflict, sayStopped)
	}
	return err
}

// Lift ends the one that counts, and tells of it. Codes: conflict (it is lifted already).
func (s *Store) Lift(ctx context.Context, x catalog.Stop, tell catalog.Tell, e audit.Event) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		row := stopRow{Item: x.Item, Seq: x.Seq, Lifted: db.Micros(x.Lifted), LiftedBy: x.LiftedBy, LiftedName: x.LiftedName, LiftReason: x.LiftReason}
		q := tx.NewUpdate().Model(&row).Column("lifted", "lifted_by", "lifted_name", "lift_reason").WherePK().Where("lifted = 0")
		res, err := q.Exec(ctx)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n != 1 {
			return fault.Wrap(err, fault.Conflict, sayLifted)
		}
		if err := tell.In(ctx); err != nil {
			return err
		}
		return audit.Append(ctx, tx, e)
	})
}

// stopThatCounts is asked with each item that is opened and each draft that is looked at.
var stopThatCounts = db.Selecting[stopRow]("WHERE s.item = ? AND s.lifted = 0")

// Stopped gives the one of an item that counts. Codes: not_found.
func (s *Store) Stopped(ctx context.Context, item string) (catalog.Stop, error) {
	var rows []stopRow
	if err := s.db.Look(ctx, stopThatCounts.All(&rows, item)); err != nil {
		return catalog.Stop{}, fmt.Errorf("stop of an item: %w", err)
	}
	if len(rows) == 0 {
		return catalog.Stop{}, fault.New(fault.NotFound, sayNotStopped)
	}
	return rows[0].stop(), nil
}

// stopsThatCount is asked with each list of items.
var stopsThatCount = db.Selecting[stopRow]("WHERE s.lifted = 0 ORDER BY s.item")

// StopsNow lists all that count.
func (s *Store) StopsNow(ctx context.Context) ([]catalog.Stop, error) {
	var rows []stopRow
	if err := s.db.Look(ctx, stopsThatCount.All(&rows)); err != nil {
		return nil, fmt.Errorf("stops that count: %w", err)
	}
	out := make([]catalog.Stop, len(rows))
	for i, r := range rows {
		out[i] = r.stop()
	}
	return out, nil
}

func (r stopRow) stop() catalog.Stop {
	return catalog.Stop{Item: r.Item, Seq: r.Seq, Reason: r.Reason, Notice: r.Notice, English: r.English, By: r.By, ByName: r.ByName, At: db.Time(r.At)}
}
