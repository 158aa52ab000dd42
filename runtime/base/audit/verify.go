package audit

import (
	"context"
	"fmt"
	"math"

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
	Faults  []Fault // in order; at most 100
}

// OK reports whether the chain holds.
func (r Report) OK() bool { return len(r.Faults) == 0 }

const maxFaults = 100

// Verify reads the whole chain and computes every hash again. Each event is judged
// by what it says itself and by its link to the one before, so that a changed
// event is named, and not everything after it.
//
// Checkpoints kept elsewhere are compared too: only they show that the end was
// cut off, or that the whole chain was computed anew.
func Verify(ctx context.Context, q bun.IDB, kept ...Checkpoint) (Report, error) {
	v := verifier{want: map[int64]string{}}
	for _, c := range kept {
		if c.Seq > 0 {
			v.want[c.Seq] = c.Hash
		}
	}
	const page = 1000
	for last := int64(math.MinInt64); ; {
		var rows []row
		err := q.NewSelect().Model(&rows).Where("e.seq > ?", last).OrderExpr("e.seq").Limit(page).Scan(ctx)
		if err != nil && !db.IsNone(err) {
			return Report{}, fmt.Errorf("audit: verify after place %d: %w", last, err)
		}
		for i := range rows {
			v.next(&rows[i])
		}
		if len(rows) < page {
			break
		}
		last = *rows[len(rows)-1].Seq
	}
	for seq := range v.want {
		v.fault(seq, 0, sayCutOff)
	}
	waiting, err := q.NewSelect().Model((*row)(nil)).Where("e.seq IS NULL").Count(ctx)
	if err != nil {
		return Report{}, fmt.Errorf("audit: count what is waiting: %w", err)
	}
	v.report.Waiting = waiting
	return v.report, nil
}

type verifier struct {
	report Report
	want   map[int64]string
}

func (v *verifier) next(r *row) {
	seq, head := *r.Seq, v.report.Head
	if seq != head.Seq+1 {
		v.fault(head.Seq+1, 0, sayMissing.With(head.Seq+1, seq-1))
	} else if r.Prev != head.Hash {
		v.fault(seq, r.ID, sayNotNext)
	}
	if sum(r, seq, r.Prev) != r.Hash {
		v.fault(seq, r.ID, sayChanged)
	}
	if hash, ok := v.want[seq]; ok {
		if hash != r.Hash {
			v.fault(seq, r.ID, sayAnew)
		}
		delete(v.want, seq)
	}
	v.report.Sealed++
	v.report.Head = Checkpoint{Seq: seq, Hash: r.Hash}
}

func (v *verifier) fault(seq, id int64, reason fault.Text) {
	if len(v.report.Faults) < maxFaults {
		v.report.Faults = append(v.report.Faults, Fault{Seq: seq, ID: id, Reason: reason})
	}
}
