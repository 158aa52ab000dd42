package store

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/uptrace/bun"

	"banshi/engine/record"
	"banshi/runtime/base/db"
	"banshi/runtime/sharing"
	"banshi/runtime/sharing/wire"
)

type ownRow struct {
	bun.BaseModel `bun:"table:own_records,alias:o"`

	Source    string `bun:",pk"`
	Record    string `bun:",pk"`
	LookupKey string
	Number    string
	Seq       int64
	Kind      string
	SaidBy    string
	Came      int64
	Gone      int
	Body      string
}

type stampRow struct {
	bun.BaseModel `bun:"table:own_stamps,alias:s"`

	Source    string `bun:",pk"`
	LookupKey string `bun:",pk"`
	Stamp     int64
}

// Own keeps the records that are kept here.
type Own struct{ db *db.DB }

var _ sharing.Book = (*Own)(nil)

// NewOwn keeps them in d.
func NewOwn(d *db.DB) *Own { return &Own{db: d} }

// Put writes a record inside the caller's transaction, with which it stands or falls; the caller writes the event of
// the trail, since the record is part of what happened there. What came of it: accepted, or older, where the feed, or
// another one of a later day, has said something newer; nothing is changed then.
func (s *Own) Put(ctx context.Context, tx bun.IDB, o sharing.Own) (sharing.Outcome, error) {
	if err := o.Check(); err != nil {
		return "", err
	}
	body, err := json.Marshal(o.Row)
	if err != nil {
		return "", fmt.Errorf("sharing/store: record of %s: %w", o.Source, err)
	}
	row := ownRow{Source: o.Source, Record: o.Row.ID, LookupKey: o.Row.Key, Seq: o.Seq, Kind: o.Origin.Kind, SaidBy: o.Origin.By,
		Came: db.Micros(o.At), Body: string(body)}
	if o.Licence() { // whoever says so: a number is one licence
		row.Record, row.LookupKey, row.Number = o.Row.Number, o.Row.HolderNo, o.Row.Number
	}
	if o.Gone {
		row.Gone = 1
	}
	db.Beside[stampsKept](s.db).Change(ctx)
	// Whoever writes the same record waits here, until we have committed.
	if err := touch(ctx, tx, row.Source, lockOf(row.Record)); err != nil {
		return "", err
	}
	var old ownRow
	err = tx.NewSelect().Model(&old).Where("o.source = ? AND o.record = ?", row.Source, row.Record).Scan(ctx)
	if err != nil && !db.IsNone(err) {
		return "", fmt.Errorf("sharing/store: record of %s: %w", o.Source, err)
	}
	there := err == nil
	if there {
		newer, err := follows(&row, &old, o.Row.At)
		if err != nil || !newer {
			return sharing.Older, err
		}
	}
	if row.Seq == 0 {
		row.Seq = 1
	}
	_, err = tx.NewInsert().Model(&row).On("CONFLICT (source, record) DO UPDATE").
		Set("lookup_key = EXCLUDED.lookup_key, number = EXCLUDED.number, seq = EXCLUDED.seq, kind = EXCLUDED.kind").
		Set("said_by = EXCLUDED.said_by, came = EXCLUDED.came, gone = EXCLUDED.gone, body = EXCLUDED.body").Exec(ctx)
	if err != nil {
		return "", fmt.Errorf("sharing/store: record of %s: %w", o.Source, err)
	}
	// In one order for all, or two who change each other's keys would wait for each other.
	keys := row.keys()
	if there {
		keys = append(keys, old.keys()...)
	}
	slices.Sort(keys)
	for _, key := range slices.Compact(keys) {
		if err := touch(ctx, tx, row.Source, key); err != nil {
			return "", err
		}
	}
	return sharing.Accepted, nil
}

// follows tells whether what comes is newer than what is there, and gives it its place in the order. One feed counts
// by its own order; what another feed says counts unless it is of an earlier day.
func follows(row, old *ownRow, at string) (bool, error) {
	if row.Kind == old.Kind && row.SaidBy == old.SaidBy {
		if row.Seq == 0 {
			row.Seq = old.Seq + 1
		}
		return row.Seq > old.Seq, nil
	}
	was, err := old.own()
	if err != nil {
		return false, err
	}
	return at == "" || was.Row.At == "" || at >= was.Row.At, nil
}

// lockOf names the line that writers of a record wait for: no key looks like it.
func lockOf(id string) string { return "\x01" + id }

func touch(ctx context.Context, tx bun.IDB, source, key string) error {
	_, err := tx.NewInsert().Model(&stampRow{Source: source, LookupKey: key, Stamp: 1}).
		On("CONFLICT (source, lookup_key) DO UPDATE").Set("stamp = s.stamp + 1").Exec(ctx)
	if err != nil {
		return fmt.Errorf("sharing/store: stamp of %s: %w", source, err)
	}
	return nil
}

// keys are those by which the record is found.
func (r *ownRow) keys() []string {
	if r.Number == "" {
		return []string{r.LookupKey}
	}
	return []string{r.LookupKey, r.Number}
}

func (r *ownRow) own() (sharing.Own, error) {
	d := json.NewDecoder(bytes.NewReader([]byte(r.Body)))
	d.UseNumber() // no digit is lost
	var row record.Row
	err := d.Decode(&row)
	if row.Fields == nil {
		row.Fields = map[string]any{}
	}
	if err == nil {
		err = wire.Check(&row, r.Number != "")
	}
	if err != nil {
		return sharing.Own{}, fmt.Errorf("%w: a record of %s that is kept here is damaged: %w", sharing.ErrGarbage, r.Source, err)
	}
	return sharing.Own{Source: r.Source, Row: row, Seq: r.Seq, Origin: sharing.Origin{Kind: r.Kind, By: r.SaidBy}, At: db.Time(r.Came), Gone: r.Gone == 1}, nil
}

// Held gives what is kept of the wants, each list in the order of its ids. The stamps are read first: what is
// committed between is newer than its stamp, and is looked at again.
func (s *Own) Held(ctx context.Context, wants []sharing.Want) (map[sharing.Want]sharing.Holding, error) {
	stamps, err := s.Stamps(ctx, wants)
	if err != nil || len(stamps) == 0 {
		return nil, err
	}
	out := make(map[sharing.Want]sharing.Holding, len(stamps))
	for w, stamp := range stamps {
		list, err := s.of(ctx, w)
		if err != nil {
			return nil, err
		}
		out[w] = sharing.Holding{Stamp: stamp, List: list}
	}
	return out, nil
}

// mostOwn is how many records of one key are given out: one more than a driver may give, so that it is seen that
// there are too many. A part of them would be taken for all.
const mostOwn = sharing.MaxRecords + 1

func (s *Own) of(ctx context.Context, w sharing.Want) ([]sharing.Own, error) {
	var rows []ownRow
	q := s.db.Read().NewSelect().Model(&rows).Where("o.source = ?", w.ID())
	if w.Licence != "" {
		q = q.Where("o.lookup_key = ? OR o.number = ?", w.Key, w.Key)
	} else {
		q = q.Where("o.lookup_key = ?", w.Key)
	}
	if err := q.Order("o.record").Limit(mostOwn).Scan(ctx); err != nil && !db.IsNone(err) {
		return nil, fmt.Errorf("sharing/store: records of %s: %w", w.ID(), err)
	}
	out := make([]sharing.Own, len(rows))
	for i := range rows {
		o, err := rows[i].own()
		if err != nil {
			return nil, err
		}
		out[i] = o
	}
	return out, nil
}

// stampsKept are the stamps that were read, 0 where there is none.
type stampsKept struct{ db.Kept[sharing.Want, int64] }

var stampOf = db.Prepared("SELECT stamp FROM own_stamps WHERE source = ? AND lookup_key = ?")

// Stamps gives the stamps of those wants under which anything was ever changed.
func (s *Own) Stamps(ctx context.Context, wants []sharing.Want) (map[sharing.Want]int64, error) {
	if len(wants) == 0 {
		return nil, nil
	}
	out := map[sharing.Want]int64{}
	kept := db.Beside[stampsKept](s.db)
	var asked []sharing.Want
	var round int64
	for i, w := range wants {
		stamp, ok, now := kept.Get(w)
		if i == 0 {
			round = now
		}
		if !ok || s.db.Shared() {
			asked = append(asked, w)
		} else if stamp != 0 {
			out[w] = stamp
		}
	}
	if len(asked) == 0 {
		return out, nil
	}
	stamps, calls := make([]int64, len(asked)), make([]*db.Call, len(asked))
	for i, w := range asked {
		calls[i] = stampOf.With(w.ID(), w.Key).Into(nil, &stamps[i])
	}
	if err := s.db.Look(ctx, calls...); err != nil {
		return nil, fmt.Errorf("sharing/store: stamps: %w", err)
	}
	for i, w := range asked {
		if calls[i].Rows > 0 {
			out[w] = stamps[i]
		}
		kept.Put(w, stamps[i], round)
	}
	return out, nil
}
