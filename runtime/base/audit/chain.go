package audit

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"math"
	"time"

	"github.com/uptrace/bun"

	"banshi/runtime/base/db"
)

// alg stands at the front of what is hashed, so that a later algorithm (SM3) can
// take over in the middle of a chain without making the old part unreadable.
const alg = "1:sha-256"

// sum is the hash of one event at its place: the parts, each with its length in
// front, so that no two different events have the same bytes.
func sum(r *row, seq int64, prev string) string {
	h := sha256.New()
	var n [8]byte
	number := func(v int64) {
		binary.BigEndian.PutUint64(n[:], uint64(v))
		h.Write(n[:])
	}
	text := func(s string) {
		number(int64(len(s)))
		h.Write([]byte(s))
	}
	text(alg)
	text(prev)
	number(seq)
	number(r.ID)
	number(r.At)
	for _, s := range []string{r.ActorKind, r.ActorID, r.Act, r.ObjectKind, r.ObjectID, r.Detail} {
		text(s)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Checkpoint is a head of the chain, in short: whoever keeps one elsewhere can later tell that nothing before it was
// changed or cut off. Signed is the longer one.
type Checkpoint struct {
	Seq  int64 // 0: nothing sealed yet
	Hash string
}

// Sequencer gives events their place in the chain and in the tree, and signs its heads. Each node has one, and one of
// them seals at a time: the others leave it to that one.
type Sequencer struct {
	db    *db.DB
	key   Key
	batch int
	alarm func(error)
}

// NewSequencer seals at most batch events in one transaction (0: 256).
func NewSequencer(d *db.DB, key Key, batch int) *Sequencer {
	if batch <= 0 {
		batch = 256
	}
	return &Sequencer{db: d, key: key, batch: batch, alarm: func(error) {}}
}

// Alarming tells somebody of what was found changed while sealing. It goes on all the same: a trail that one bit could
// end would be worth nothing.
func (s *Sequencer) Alarming(alarm func(error)) *Sequencer {
	s.alarm = alarm
	return s
}

// Seal gives every waiting event its place, batch by batch, and reports how many it sealed.
func (s *Sequencer) Seal(ctx context.Context) (int, error) {
	total := 0
	for {
		n, err := s.once(ctx)
		total += n
		if err != nil || n < s.batch {
			return total, err
		}
	}
}

func (s *Sequencer) once(ctx context.Context) (sealed int, err error) {
	// Look first without holding up the writers: mostly there is nothing to do.
	waiting, err := s.db.Read().NewSelect().Model((*row)(nil)).Where("e.seq IS NULL").Limit(1).Exists(ctx)
	if err != nil {
		return 0, fmt.Errorf("audit: look for events to seal: %w", err)
	}
	if !waiting {
		return 0, nil
	}
	var found []error
	err = s.db.InTxRows(ctx, func(ctx context.Context, tx bun.Tx) error {
		sealed, found = 0, nil
		alone, err := db.Alone(ctx, tx, "audit/sequencer")
		if err != nil || !alone {
			return err
		}
		t, before, err := s.grown(ctx, tx, &found)
		if err != nil {
			return err
		}
		if sealed, err = s.number(ctx, tx, t.size()); err != nil || sealed == 0 {
			return err
		}
		// What stands there now is read again and hashed again: nothing is signed that was not seen in the database.
		if err := grow(ctx, tx, t, func(err error) error { return err }); err != nil {
			return err
		}
		return keepCheckpoint(ctx, tx, s.key, t, before)
	})
	if err != nil {
		return 0, fmt.Errorf("audit: seal: %w", err)
	}
	for _, f := range found {
		s.alarm(f)
	}
	return sealed, nil
}

// grown is the tree of everything that has a place, and the size of the head that it grew from. A head that was changed is
// passed over: verify names it.
func (s *Sequencer) grown(ctx context.Context, tx bun.Tx, found *[]error) (t *tree, before int64, err error) {
	const looked = 8
	var heads []checkpointRow
	if err := tx.NewSelect().Model(&heads).OrderExpr("c.size DESC").Limit(looked).Scan(ctx); err != nil && !db.IsNone(err) {
		return nil, 0, err
	}
	t = emptyTree()
	for _, h := range heads {
		stored, err := treeOf(h.Size, h.Nodes)
		if err == nil {
			err = h.sound(s.key, stored)
		}
		if err == nil {
			t, before = stored, h.Size
			break
		}
		*found = append(*found, err)
	}
	return t, before, grow(ctx, tx, t, func(err error) error { *found = append(*found, err); return nil })
}

// number gives those that wait the places behind the last one.
func (s *Sequencer) number(ctx context.Context, tx bun.Tx, last int64) (int, error) {
	head, err := headUpTo(ctx, tx, last)
	if err != nil {
		return 0, err
	}
	var rows []row
	if err := tx.NewSelect().Model(&rows).Where("e.seq IS NULL").OrderExpr("e.id").Limit(int64(s.batch)).Scan(ctx); err != nil {
		return 0, err
	}
	head.Seq = last // also where the end was taken away: a place is given once
	for i := range rows {
		seq := head.Seq + 1
		hash := sum(&rows[i], seq, head.Hash)
		_, err := tx.NewUpdate().Model((*row)(nil)).Set("seq = ?", seq).Set("prev = ?", head.Hash).Set("hash = ?", hash).
			Where("e.id = ? AND e.seq IS NULL", rows[i].ID).Exec(ctx)
		if err != nil {
			return 0, err
		}
		head = Checkpoint{Seq: seq, Hash: hash}
	}
	return len(rows), nil
}

// grow adds to a tree what has a place behind it. wrong is told of an event whose hash is not its own.
func grow(ctx context.Context, q bun.IDB, t *tree, wrong func(error) error) error {
	const page = 1000
	for {
		var rows []row
		if err := q.NewSelect().Model(&rows).Where("e.seq > ?", t.size()).OrderExpr("e.seq").Limit(page).Scan(ctx); err != nil && !db.IsNone(err) {
			return err
		}
		for i := range rows {
			seq := *rows[i].Seq
			if seq-t.size() > mostMissing {
				return wrong(fmt.Errorf("audit: the place %d of an event was made up", seq))
			}
			hash := sum(&rows[i], seq, rows[i].Prev)
			if hash != rows[i].Hash {
				if err := wrong(fmt.Errorf("audit: the event at place %d is not what was sealed", seq)); err != nil {
					return err
				}
			}
			if err := t.fill(seq-1, nil); err != nil {
				return err
			}
			if err := t.add(hash, nil); err != nil {
				return err
			}
		}
		if len(rows) < page {
			return nil
		}
	}
}

// Run seals every interval until ctx ends, and once more before it returns.
// failed is told of each error; the next round tries again.
func (s *Sequencer) Run(ctx context.Context, every time.Duration, failed func(error)) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	// A round is not broken off: the server would hold what it had taken until it saw that nobody is there any more.
	work := context.WithoutCancel(ctx)
	for {
		select {
		case <-ctx.Done():
			if _, err := s.Seal(work); err != nil {
				failed(err)
			}
			return
		case <-tick.C:
			if _, err := s.Seal(work); err != nil {
				failed(err)
			}
		}
	}
}

// Head is the end of the chain now.
func Head(ctx context.Context, q bun.IDB) (Checkpoint, error) {
	return headUpTo(ctx, q, math.MaxInt64)
}

func headUpTo(ctx context.Context, q bun.IDB, last int64) (Checkpoint, error) {
	var r row
	err := q.NewSelect().Model(&r).Where("e.seq <= ?", last).OrderExpr("e.seq DESC").Limit(1).Scan(ctx)
	if db.IsNone(err) {
		return Checkpoint{}, nil
	}
	if err != nil {
		return Checkpoint{}, fmt.Errorf("audit: head: %w", err)
	}
	return Checkpoint{Seq: *r.Seq, Hash: r.Hash}, nil
}
