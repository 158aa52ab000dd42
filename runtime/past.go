package runtime

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"time"

	"banshi/engine/eval"
)

// Past is an application as it was handed in last, without its case: with a definition it gives a state.
type Past struct {
	Number  string
	Day     string // on which it was handed in, YYYY-MM-DD
	Version int    // of the item's definition
	Office  string
	Input   json.RawMessage // eval.Input, with the records that were found
}

// Applied is what was handed in, as evaluation takes it.
func (p Past) Applied() (in eval.Input, err error) {
	if err := Decode(p.Input, &in); err != nil {
		return in, fmt.Errorf("runtime: input of case %s: %w", p.Number, err)
	}
	return in, nil
}

// PastStore reads what was handed in.
type PastStore interface {
	// Past gives, in the order of numbers and beginning behind one, at most so many applications of an item that were handed in
	// between two days, both included: of each the last round.
	Past(ctx context.Context, item, from, to, behind string, most int) ([]Past, error)
}

// pastPage is how many are read at a time.
const pastPage = 500

// Pasts are the applications of an item that were handed in between two days, in the order of their numbers. They are read page by
// page: the whole never stands in memory. It is for replays, which show no person's data; who opens one is asked for a purpose elsewhere.
func Pasts(ctx context.Context, store PastStore, item string, from, to time.Time) iter.Seq2[Past, error] {
	return func(yield func(Past, error) bool) {
		behind := ""
		for {
			list, err := store.Past(ctx, item, from.Format(time.DateOnly), to.Format(time.DateOnly), behind, pastPage)
			if err != nil {
				yield(Past{}, fmt.Errorf("runtime: past applications: %w", err))
				return
			}
			for _, p := range list {
				if behind = p.Number; !yield(p, nil) {
					return
				}
			}
			if len(list) < pastPage {
				return
			}
		}
	}
}
