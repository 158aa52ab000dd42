package runtime

import (
	"context"
	"fmt"

	"banshi/engine/view"
	"banshi/runtime/base/actor"
)

// Desk is what staff do with cases.
type Desk struct{ *hall }

// Get shows a case as it was submitted, as far as the caller may see it. The look is written down
// before anything is given out. Codes: unauthenticated, not_found, forbidden.
func (d *Desk) Get(ctx context.Context, number, language string) (CasePage, error) {
	who, err := worker(ctx)
	if err != nil {
		return CasePage{}, err
	}
	c, err := d.find(ctx, who, number, actor.CaseView)
	if err != nil {
		return CasePage{}, err
	}
	out, err := d.seen(ctx, c, who.Actor(), view.Staff, language)
	if err != nil {
		return CasePage{}, err
	}
	if out, err = pageFor(who.Actor(), out); err != nil {
		return CasePage{}, err
	}
	if err = d.whose(ctx, who.Actor(), c, out.May); err != nil {
		return CasePage{}, err
	}
	e := viewed(who, c, d.Clock())
	e.Detail["masked"] = out.Masked
	e.Detail["sensitive"] = sensitivePaths(out.View)
	if err := d.Store.Viewed(ctx, e); err != nil {
		return CasePage{}, fmt.Errorf("runtime: write down a look at a case: %w", err)
	}
	return out, nil
}

func sensitivePaths(v view.View) []string {
	var out []string
	for _, f := range v.Plan.Fields {
		if f.Sensitive && v.State.Fields["form."+f.ID].Is == "value" {
			out = append(out, "form."+f.ID)
		}
		for _, c := range f.Columns {
			if c.Sensitive && len(v.State.Fields["form."+f.ID].Rows) > 0 {
				out = append(out, "form."+f.ID+"."+c.ID)
			}
		}
	}
	return out
}
