package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"banshi/designer"
	"banshi/designer/replay"
	"banshi/runtime/base/db"
	"banshi/runtime/base/fault"
)

// partRow keeps what a part came to in two columns: sums are asked for while it runs, lines once.
type partRow struct {
	bun.BaseModel `bun:"table:definition_replay_parts,alias:p"`

	ID      int64 `bun:",pk,autoincrement"`
	Replay  string
	Seq     int
	Behind  string
	UpTo    string
	Cases   int
	State   string
	Why     string
	Ordered int64
	Counts  string
	Lines   string
}

func (r partRow) part() (designer.ReplayPart, error) {
	out := designer.ReplayPart{ID: r.ID, Replay: r.Replay, Behind: r.Behind, UpTo: r.UpTo, Cases: r.Cases, State: designer.ReplayState(r.State), Why: r.Why}
	if r.Counts == "" {
		return out, nil
	}
	out.Result = &replay.Replayed{}
	if err := json.Unmarshal([]byte(r.Counts), out.Result); err != nil {
		return out, fmt.Errorf("part %d of replay %s: %w", r.Seq, r.Replay, err)
	}
	if r.Lines != "" {
		if err := json.Unmarshal([]byte(r.Lines), &out.Result.Lines); err != nil {
			return out, fmt.Errorf("part %d of replay %s: %w", r.Seq, r.Replay, err)
		}
	}
	return out, nil
}

// Part finds one.
func (s *Store) Part(ctx context.Context, id int64) (designer.ReplayPart, error) {
	var rows []partRow
	err := s.db.Read().NewSelect().Model(&rows).ExcludeColumn("lines").Where("p.id = ?", id).Scan(ctx)
	if err != nil && !db.IsNone(err) {
		return designer.ReplayPart{}, err
	}
	if len(rows) == 0 {
		return designer.ReplayPart{}, fault.New(fault.NotFound, sayNoReplay)
	}
	return rows[0].part()
}

// Parts gives those of a replay, in their order.
func (s *Store) Parts(ctx context.Context, id string, lines bool) ([]designer.ReplayPart, error) {
	var rows []partRow
	q := s.db.Read().NewSelect().Model(&rows).Where("p.replay = ?", id).OrderExpr("p.seq")
	if !lines {
		q = q.ExcludeColumn("lines")
	}
	if err := q.Scan(ctx); err != nil && !db.IsNone(err) {
		return nil, err
	}
	out := make([]designer.ReplayPart, len(rows))
	for i, r := range rows {
		var err error
		if out[i], err = r.part(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// WritePart writes what came of one that waits, once.
func (s *Store) WritePart(ctx context.Context, p designer.ReplayPart) error {
	row := partRow{ID: p.ID, State: string(p.State), Why: p.Why}
	if p.Result != nil {
		sums := *p.Result
		sums.Lines = nil
		counts, err := json.Marshal(sums)
		if err != nil {
			return err
		}
		lines, err := json.Marshal(p.Result.Lines)
		if err != nil {
			return err
		}
		row.Counts, row.Lines = string(counts), string(lines)
	}
	return s.db.InTxRows(ctx, func(ctx context.Context, tx bun.Tx) error {
		_, err := tx.NewUpdate().Model(&row).Column("state", "why", "counts", "lines").WherePK().Where("state = ?", string(designer.ReplayRunning)).Exec(ctx)
		return err
	})
}

// DueParts gives parts that wait and were not ordered since a time, and notes that they are ordered now.
func (s *Store) DueParts(ctx context.Context, since, now time.Time, most int) ([]int64, error) {
	var ids []int64
	find := func(q bun.IDB) error {
		ids = nil
		err := q.NewSelect().Model((*partRow)(nil)).Column("id").Where("p.state = ? AND p.ordered < ?", string(designer.ReplayRunning), db.Micros(since)).OrderExpr("p.id").Limit(int64(most)).Scan(ctx, &ids)
		if db.IsNone(err) {
			return nil
		}
		return err
	}
	if err := find(s.db.Read()); err != nil || len(ids) == 0 { // as a rule nothing waits, and nobody need write
		return nil, err
	}
	err := s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if err := find(tx); err != nil || len(ids) == 0 {
			return err
		}
		_, err := tx.NewUpdate().Model((*partRow)(nil)).Set("ordered = ?", db.Micros(now)).Where("id IN (?)", bun.List(ids)).Exec(ctx)
		return err
	})
	return ids, err
}
