package runtime

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"

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

// PastOf says which past applications: those of an item that were handed in between two days, both included (YYYY-MM-DD), with
// numbers behind one and up to another, where these are not "".
type PastOf struct {
	Item, From, To string
	Behind, UpTo   string
}

// PastStore reads what was handed in: of each application the last round.
type PastStore interface {
	// Past gives applications in the order of their numbers, at most so many.
	Past(ctx context.Context, of PastOf, most int) ([]Past, error)
	// PastNumbers gives their numbers alone, in order, at most so many; 0: all.
	PastNumbers(ctx context.Context, of PastOf, most int) ([]string, error)
	// PastOne gives one of an item. Codes: not_found.
	PastOne(ctx context.Context, item, number string) (Past, error)
}

// pastPage is how many are read at a time.
const pastPage = 500

// Pasts are past applications, in the order of their numbers. They are read page by page: the whole never stands in memory. It is
// for replays, which show no person's data; who opens one is asked for a purpose elsewhere.
func Pasts(ctx context.Context, store PastStore, of PastOf) iter.Seq2[Past, error] {
	return func(yield func(Past, error) bool) {
		for {
			list, err := store.Past(ctx, of, pastPage)
			if err != nil {
				yield(Past{}, fmt.Errorf("runtime: past applications: %w", err))
				return
			}
			for _, p := range list {
				if of.Behind = p.Number; !yield(p, nil) {
					return
				}
			}
			if len(list) < pastPage {
				return
			}
		}
	}
}
