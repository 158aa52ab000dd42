package audit

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
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

// Checkpoint is a head of the chain: whoever keeps one elsewhere (on paper, at
// another department) can later tell that nothing before it was changed or cut off.
type Checkpoint struct {
	Seq  int64 // 0: nothing sealed yet
	Hash string
}

// Sequencer gives events their place in the chain. Each node has one, and one of them seals at a time: the others
// leave it to that one.
type Sequencer struct {
	db    *db.DB
	batch int
}

// NewSequencer seals at most batch events in one transaction (0: 256).
func NewSequencer(d *db.DB, batch int) *Sequencer {
	if batch <= 0 {
		batch = 256
	}
	return &Sequencer{db: d, batch: batch}
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
	err = s.db.InTxRows(ctx, func(ctx context.Context, tx bun.Tx) error {
		sealed = 0
		alone, err := db.Alone(ctx, tx, "audit/sequencer")
		if err != nil || !alone {
			return err
		}
		head, err := Head(ctx, tx)
		if err != nil {
			return err
		}
		var rows []row
		if err := tx.NewSelect().Model(&rows).Where("e.seq IS NULL").OrderExpr("e.id").Limit(int64(s.batch)).Scan(ctx); err != nil {
			return err
		}
		for i := range rows {
			seq := head.Seq + 1
			hash := sum(&rows[i], seq, head.Hash)
			_, err := tx.NewUpdate().Model((*row)(nil)).Set("seq = ?", seq).Set("prev = ?", head.Hash).Set("hash = ?", hash).
				Where("e.id = ? AND e.seq IS NULL", rows[i].ID).Exec(ctx)
			if err != nil {
				return err
			}
			head = Checkpoint{Seq: seq, Hash: hash}
		}
		sealed = len(rows)
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("audit: seal: %w", err)
	}
	return sealed, nil
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
	var r row
	err := q.NewSelect().Model(&r).Where("e.seq IS NOT NULL").OrderExpr("e.seq DESC").Limit(1).Scan(ctx)
	if db.IsNone(err) {
		return Checkpoint{}, nil
	}
	if err != nil {
		return Checkpoint{}, fmt.Errorf("audit: head: %w", err)
	}
	return Checkpoint{Seq: *r.Seq, Hash: r.Hash}, nil
}
