package audit

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"math"
	"slices"

	"github.com/uptrace/bun"

	"banshi/runtime/base/db"
	"banshi/runtime/base/fault"
)

// Fault is one place where the chain is broken.
type Fault struct {
	Seq    int64
	ID     int64 // of the event; 0 when it is missing
	Reason fault.Text
}

// Report is what Verify found.
type Report struct {
	Sealed  int64 // events in the chain
	Waiting int64 // events not sealed yet: protected by the database alone
	Head    Checkpoint
	Signed  Signed  // the last head of the tree; Size 0: there is none
	Looked  bool    // signatures were looked at
	Faults  []Fault // in order; at most 100
}

// OK reports whether the chain holds.
func (r Report) OK() bool { return len(r.Faults) == 0 }

const maxFaults = 100

// By is what the trail is held against.
type By struct {
	Keys  []string     // public keys; without any, signatures are not looked at
	Heads []Checkpoint // kept elsewhere
	Notes []string     // signed heads that were kept elsewhere
}

// Verify reads the whole trail and computes every hash again. Each event is judged by what it says itself and by its link
// to the one before, so that a changed event is named, and not everything after it. The tree of what was read must be
// that of each signed head.
//
// Heads kept elsewhere are compared too: only they show that the end was cut off with its head, or that everything was
// computed and signed anew.
func Verify(ctx context.Context, q bun.IDB, by By) (Report, error) {
	v := verifier{want: map[int64]string{}, roots: map[int64][]head{}, tree: emptyTree()}
	v.report.Looked = len(by.Keys) > 0
	for _, c := range by.Heads {
		if c.Seq > 0 {
			v.want[c.Seq] = c.Hash
		}
	}
	for _, text := range by.Notes {
		s, err := OpenCheckpoint(text, by.Keys...)
		if err != nil {
			return Report{}, err
		}
		v.roots[s.Size] = append(v.roots[s.Size], head{root: s.Root})
	}
	var stored []checkpointRow
	if err := q.NewSelect().Model(&stored).OrderExpr("c.size").Scan(ctx); err != nil && !db.IsNone(err) {
		return Report{}, fmt.Errorf("audit: read the signed heads: %w", err)
	}
	for _, r := range stored {
		s, err := OpenCheckpoint(r.Note, by.Keys...)
		if err != nil || s.Size != r.Size {
			v.fault(r.Size, 0, sayUnsigned)
			continue
		}
		v.roots[s.Size] = append(v.roots[s.Size], head{root: s.Root, nodes: &r.Nodes})
		v.report.Signed = s
	}
	const page = 1000
	for last := int64(math.MinInt64); ; {
		var rows []row
		err := q.NewSelect().Model(&rows).Where("e.seq > ?", last).OrderExpr("e.seq").Limit(page).Scan(ctx)
		if err != nil && !db.IsNone(err) {
			return Report{}, fmt.Errorf("audit: verify after place %d: %w", last, err)
		}
		for i := range rows {
			if err := v.next(&rows[i]); err != nil {
				return Report{}, err
			}
		}
		if len(rows) < page {
			break
		}
		last = *rows[len(rows)-1].Seq
	}
	for _, seq := range slices.Sorted(maps.Keys(v.want)) {
		v.fault(seq, 0, sayCutOff)
	}
	for _, size := range slices.Sorted(maps.Keys(v.roots)) {
		if size > max(v.report.Head.Seq, v.tree.size()) || size > 0 && !v.lost {
			v.fault(size, 0, sayCutOff)
		}
	}
	waiting, err := q.NewSelect().Model((*row)(nil)).Where("e.seq IS NULL").Count(ctx)
	if err != nil {
		return Report{}, fmt.Errorf("audit: count what is waiting: %w", err)
	}
	v.report.Waiting = waiting
	return v.report, nil
}

// head is one that the tree must come to at its size.
type head struct {
	root  []byte
	nodes *string // nil: of one that was kept elsewhere
}

type verifier struct {
	report Report
	want   map[int64]string
	roots  map[int64][]head
	tree   *tree
	named  bool // a place is named that explains why a root is another
	lost   bool // the tree isn't followed any more
}

func (v *verifier) next(r *row) error {
	seq, before := *r.Seq, v.report.Head
	if seq != before.Seq+1 {
		v.fault(before.Seq+1, 0, sayMissing.With(before.Seq+1, seq-1))
	} else if r.Prev != before.Hash {
		v.fault(seq, r.ID, sayNotNext)
	}
	hash := sum(r, seq, r.Prev)
	if hash != r.Hash {
		v.fault(seq, r.ID, sayChanged)
	}
	if kept, ok := v.want[seq]; ok {
		if kept != r.Hash {
			v.fault(seq, r.ID, sayAnew)
		}
		delete(v.want, seq)
	}
	v.report.Sealed++
	v.report.Head = Checkpoint{Seq: seq, Hash: r.Hash}
	if v.lost || seq <= v.tree.size() || seq-v.tree.size() > mostMissing {
		v.lost = true // it has a fault already: the tree would say no more
		return nil
	}
	for v.tree.size() < seq-1 {
		if err := v.grow(""); err != nil {
			return err
		}
	}
	return v.grow(hash)
}

// mostMissing is how many places in a row are followed that nobody holds; a place further out was made up.
const mostMissing = 1 << 12

// grow puts the next place into the tree and compares it with the heads of its size.
func (v *verifier) grow(hash string) error {
	if err := v.tree.add(hash, nil); err != nil {
		return err
	}
	size := v.tree.size()
	for _, h := range v.roots[size] {
		root, err := v.tree.root()
		if err != nil {
			return err
		}
		switch {
		case !bytes.Equal(root, h.root):
			if !v.named { // else it is said where
				v.fault(size, 0, sayRoot)
			}
		case h.nodes != nil && *h.nodes != v.tree.nodes():
			v.fault(size, 0, sayEdge)
		}
	}
	delete(v.roots, size)
	return nil
}

func (v *verifier) fault(seq, id int64, reason fault.Text) {
	v.named = v.named || reason != sayUnsigned
	if len(v.report.Faults) < maxFaults {
		v.report.Faults = append(v.report.Faults, Fault{Seq: seq, ID: id, Reason: reason})
	}
}
