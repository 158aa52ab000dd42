package audit

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"

	"github.com/transparency-dev/merkle/compact"
	"github.com/transparency-dev/merkle/proof"
	"github.com/uptrace/bun"

	"banshi/runtime/base/db"
)

// Proof shows that one event stands in the tree of a signed head. Whoever has the public key checks it without the
// database.
type Proof struct {
	ID         int64    `json:"id"`
	Place      int64    `json:"place"` // from 1
	At         int64    `json:"at"`    // microseconds since 1970
	ActorKind  string   `json:"actorKind"`
	ActorID    string   `json:"actorId"`
	Act        string   `json:"act"`
	ObjectKind string   `json:"objectKind"`
	ObjectID   string   `json:"objectId"`
	Detail     string   `json:"detail"`
	Prev       string   `json:"prev"` // hash of the event before
	Path       []string `json:"path"` // hex; from the leaf up
	Checkpoint string   `json:"checkpoint"`
}

// ErrNotProven: there is no such event, it has no place yet, or no signed head covers it.
var ErrNotProven = errors.New("audit: no signed head covers that event")

// Prove makes the proof of one event by the last signed head. It reads the hashes of all events: seconds for millions.
func Prove(ctx context.Context, q bun.IDB, id int64) (Proof, error) {
	var r row
	err := q.NewSelect().Model(&r).Where("e.id = ?", id).Scan(ctx)
	if err != nil && !db.IsNone(err) {
		return Proof{}, fmt.Errorf("audit: prove: %w", err)
	}
	head, err2 := latestCheckpoint(ctx, q)
	if err2 != nil {
		return Proof{}, fmt.Errorf("audit: prove: %w", err2)
	}
	if err != nil || r.Seq == nil || *r.Seq > head.Size {
		return Proof{}, ErrNotProven
	}
	wanted, err := proof.Inclusion(uint64(*r.Seq-1), uint64(head.Size))
	if err != nil {
		return Proof{}, err
	}
	found := map[compact.NodeID][]byte{}
	for _, n := range wanted.IDs {
		found[n] = nil
	}
	t := emptyTree()
	visit := func(n compact.NodeID, hash []byte) {
		if _, is := found[n]; is {
			found[n] = hash
		}
	}
	err = eachHash(ctx, q, 0, head.Size, func(seq int64, hash string) error {
		if err := t.fill(seq-1, visit); err != nil {
			return err
		}
		return t.add(hash, visit)
	})
	if err == nil {
		err = t.fill(head.Size, visit)
	}
	if err != nil {
		return Proof{}, fmt.Errorf("audit: prove: %w", err)
	}
	hashes := make([][]byte, len(wanted.IDs))
	for i, n := range wanted.IDs {
		hashes[i] = found[n]
	}
	path, err := wanted.Rehash(hashes, hasher.HashChildren)
	if err != nil {
		return Proof{}, err
	}
	p := Proof{ID: r.ID, Place: *r.Seq, At: r.At, ActorKind: r.ActorKind, ActorID: r.ActorID, Act: r.Act, ObjectKind: r.ObjectKind,
		ObjectID: r.ObjectID, Detail: r.Detail, Prev: r.Prev, Path: []string{}, Checkpoint: head.Note}
	for _, h := range path {
		p.Path = append(p.Path, hex.EncodeToString(h))
	}
	_, err = p.Check()
	return p, err
}

// Check says whether the proof holds, and gives the head that it leads to. One of the public keys must have signed that;
// without any, nobody knows who did.
func (p Proof) Check(public ...string) (Signed, error) {
	head, err := OpenCheckpoint(p.Checkpoint, public...)
	if err != nil {
		return head, err
	}
	r := row{ID: p.ID, At: p.At, ActorKind: p.ActorKind, ActorID: p.ActorID, Act: p.Act, ObjectKind: p.ObjectKind, ObjectID: p.ObjectID, Detail: p.Detail}
	leaf, err := leafOf(sum(&r, p.Place, p.Prev))
	if err != nil {
		return head, err
	}
	path := make([][]byte, len(p.Path))
	for i, h := range p.Path {
		if path[i], err = hex.DecodeString(h); err != nil {
			return head, fmt.Errorf("audit: the proof can't be read: %w", err)
		}
	}
	if p.Place < 1 {
		return head, errors.New("audit: the proof is of no place")
	}
	return head, proof.VerifyInclusion(hasher, uint64(p.Place-1), uint64(head.Size), leaf, path, head.Root)
}

// eachHash gives the hashes of the places after one and up to another, in order.
func eachHash(ctx context.Context, q bun.IDB, after, upTo int64, each func(seq int64, hash string) error) error {
	const page = 5000
	for {
		var rows []row
		err := q.NewSelect().Model(&rows).Column("seq", "hash").Where("e.seq > ?", after).Where("e.seq <= ?", upTo).OrderExpr("e.seq").Limit(page).Scan(ctx)
		if err != nil && !db.IsNone(err) {
			return err
		}
		for i := range rows {
			after = *rows[i].Seq
			if err := each(after, rows[i].Hash); err != nil {
				return err
			}
		}
		if len(rows) < page {
			return nil
		}
	}
}
