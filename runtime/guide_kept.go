package runtime

import (
	"context"
	"sync"

	"banshi/engine/eval"
	"banshi/engine/view"
)

// mostKept is how many items are kept as a visitor sees them.
const mostKept = 256

// keptViews are items as anybody sees them who isn't signed in, written once: for a day, and as long as what the registers
// said to all counts.
type keptViews struct {
	mu   sync.Mutex
	kept map[keptKey]keptView
}

type keptKey struct {
	prog  *eval.Program // of one version in one language
	today string
}

type keptView struct {
	view  view.View
	facts Facts
}

func (k *keptViews) get(key keptKey) (keptView, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	v, ok := k.kept[key]
	return v, ok
}

func (k *keptViews) put(key keptKey, v keptView) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.kept == nil || len(k.kept) >= mostKept {
		k.kept = map[keptKey]keptView{}
	}
	k.kept[key] = v
}

// forVisitors is an item as anybody sees it. What a register said counts as long as in a draft, and no longer where it has
// changed here.
func (g *Guide) forVisitors(ctx context.Context, prog *eval.Program, evaluate func() (settled, error)) (view.View, error) {
	key := keptKey{prog, g.today()}
	if v, ok := g.visitors.get(key); ok {
		still, _, err := g.split(ctx, subject{prog: prog, facts: v.facts})
		if err != nil {
			return view.View{}, err
		}
		if len(still) == len(v.facts) {
			return v.view, nil
		}
	}
	out, err := evaluate()
	if err != nil {
		return view.View{}, err
	}
	v, err := out.view().Written()
	if err != nil {
		return view.View{}, err
	}
	if len(out.session.Wants()) == 0 {
		g.visitors.put(key, keptView{v, out.facts})
	}
	return v, nil
}
