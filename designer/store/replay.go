package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"banshi/designer"
	"banshi/designer/replay"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/db"
	"banshi/runtime/base/fault"
)

type replayRow struct {
	bun.BaseModel `bun:"table:definition_replays,alias:r"`

	ID       string `bun:",pk"`
	Key      string
	Draft    string
	Version  int
	Item     string
	Before   string
	After    string
	FromDay  string
	ToDay    string
	By       string
	ByName   string
	At       int64
	State    string
	Total    int
	Finished int64
	Result   string
	Digest   string
}

func (r replayRow) replay() (designer.Replay, error) {
	out := designer.Replay{ID: r.ID, Key: r.Key, Draft: r.Draft, Version: r.Version, Item: r.Item, Before: r.Before, After: r.After, By: r.By, ByName: r.ByName,
		At: db.Time(r.At), State: designer.ReplayState(r.State), Total: r.Total, Digest: r.Digest}
	var err error
	if out.Window.From, err = time.Parse(time.DateOnly, r.FromDay); err != nil {
		return out, fmt.Errorf("replay %s: %w", r.ID, err)
	}
	if out.Window.To, err = time.Parse(time.DateOnly, r.ToDay); err != nil {
		return out, fmt.Errorf("replay %s: %w", r.ID, err)
	}
	if r.Finished != 0 {
		out.Finished = db.Time(r.Finished)
	}
	if r.Result != "" {
		out.Result, out.Done = &replay.Replayed{}, out.Total
		if err := json.Unmarshal([]byte(r.Result), out.Result); err != nil {
			return out, fmt.Errorf("replay %s: %w", r.ID, err)
		}
	}
	return out, nil
}

// BeginReplay writes one with its parts and event, or gives the one that there is.
func (s *Store) BeginReplay(ctx context.Context, r designer.Replay, parts []designer.ReplayPart, e audit.Event) (designer.Replay, error) {
	var found *designer.Replay
	err := s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		found = nil
		from, to := r.Window.From.Format(time.DateOnly), r.Window.To.Format(time.DateOnly)
		var there []replayRow
		err := tx.NewSelect().Model(&there).Where("r.draft = ?", r.Draft).Where("(r.by = ? AND r.key = ?) OR (r.state = ? AND r.before = ? AND r.after = ? AND r.from_day = ? AND r.to_day = ?)",
			r.By, r.Key, string(designer.ReplayRunning), r.Before, r.After, from, to).OrderExpr("r.at DESC").Limit(1).Scan(ctx)
		if err != nil && !db.IsNone(err) {
			return err
		}
		if len(there) > 0 {
			got, err := there[0].replay()
			found = &got
			return err
		}
		row := replayRow{ID: r.ID, Key: r.Key, Draft: r.Draft, Version: r.Version, Item: r.Item, Before: r.Before, After: r.After, FromDay: from, ToDay: to,
			By: r.By, ByName: r.ByName, At: db.Micros(r.At), State: string(r.State), Total: r.Total}
		if _, err := tx.NewInsert().Model(&row).Exec(ctx); err != nil {
			return err
		}
		rows := make([]partRow, len(parts))
		for i, p := range parts {
			rows[i] = partRow{Replay: r.ID, Seq: i + 1, Behind: p.Behind, UpTo: p.UpTo, Cases: p.Cases, State: string(p.State)}
		}
		if len(rows) > 0 {
			if _, err := tx.NewInsert().Model(&rows).Exec(ctx); err != nil {
				return err
			}
		}
		return audit.Append(ctx, tx, e)
	})
	if err != nil {
		return designer.Replay{}, err
	}
	if found != nil {
		return *found, nil
	}
	return r, nil
}

// Replay finds one.
func (s *Store) Replay(ctx context.Context, id string) (designer.Replay, error) {
	return s.one(ctx, func(q *bun.SelectQuery) *bun.SelectQuery { return q.Where("r.id = ?", id) })
}

// NewestReplay finds the one of a draft that was ordered last.
func (s *Store) NewestReplay(ctx context.Context, draft string) (designer.Replay, error) {
	return s.one(ctx, func(q *bun.SelectQuery) *bun.SelectQuery { return q.Where("r.draft = ?", draft) })
}

func (s *Store) one(ctx context.Context, where func(*bun.SelectQuery) *bun.SelectQuery) (designer.Replay, error) {
	list, err := s.list(ctx, func(q *bun.SelectQuery) *bun.SelectQuery { return where(q).Limit(1) })
	if err == nil && len(list) == 0 {
		err = fault.New(fault.NotFound, sayNoReplay)
	}
	if err != nil {
		return designer.Replay{}, err
	}
	return list[0], nil
}

// mostDone bounds how many replays of one change are read: the newest count.
const mostDone = 20

// DoneReplays gives those of a draft between two definitions that are done, the newest first.
func (s *Store) DoneReplays(ctx context.Context, draft, before, after string) ([]designer.Replay, error) {
	return s.list(ctx, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("r.draft = ? AND r.before = ? AND r.after = ? AND r.state = ?", draft, before, after, string(designer.ReplayDone)).Limit(mostDone)
	})
}

func (s *Store) list(ctx context.Context, which func(*bun.SelectQuery) *bun.SelectQuery) ([]designer.Replay, error) {
	var rows []replayRow
	err := which(s.db.Read().NewSelect().Model(&rows).OrderExpr("r.at DESC, r.id")).Scan(ctx)
	if err != nil && !db.IsNone(err) {
		return nil, err
	}
	out := make([]designer.Replay, len(rows))
	for i, r := range rows {
		if out[i], err = r.replay(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// EndReplay writes the end of a running one, once, and forgets what its parts said where the whole says it.
func (s *Store) EndReplay(ctx context.Context, r designer.Replay) error {
	result := ""
	if r.State == designer.ReplayDone {
		data, err := json.Marshal(r.Result)
		if err != nil {
			return err
		}
		result = string(data)
	}
	return s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		row := replayRow{ID: r.ID, State: string(r.State), Finished: db.Micros(r.Finished), Result: result, Digest: r.Digest}
		res, err := tx.NewUpdate().Model(&row).Column("state", "finished", "result", "digest").WherePK().Where("state = ?", string(designer.ReplayRunning)).Exec(ctx)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 || r.State == designer.ReplayFailed {
			return err
		}
		_, err = tx.NewDelete().Model((*partRow)(nil)).Where("replay = ?", r.ID).Exec(ctx)
		return err
	})
}

// EndingReplays gives the running ones of which no part waits.
func (s *Store) EndingReplays(ctx context.Context) ([]string, error) {
	var ids []string
	err := s.db.Read().NewSelect().Model((*replayRow)(nil)).Column("id").Where("r.state = ?", string(designer.ReplayRunning)).
		Where("NOT EXISTS (SELECT 1 FROM definition_replay_parts AS p WHERE p.replay = r.id AND p.state = ?)", string(designer.ReplayRunning)).OrderExpr("r.id").Scan(ctx, &ids)
	if err != nil && !db.IsNone(err) {
		return nil, err
	}
	return ids, nil
}
