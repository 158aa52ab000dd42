package runtime

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"banshi/engine/view"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
	"banshi/runtime/casework"
)

// Desk is what staff do with cases.
type Desk struct{ *hall }

// pageSize is how many cases one page of the list has.
const pageSize = 20

// SoonDays is what soon means: within so many calendar days.
const SoonDays = 3

// DeskList is one page of cases, masked where the caller does not handle them.
type DeskList struct {
	Cases []Case
	Counts
	Page int
	Size int
}

// List gives the cases of the offices that the caller serves; supervisors see all, masked. Codes:
// unauthenticated, forbidden, invalid.
func (d *Desk) List(ctx context.Context, want Wanted) (DeskList, error) {
	who, err := worker(ctx)
	if err != nil {
		return DeskList{}, err
	}
	a := who.Actor()
	want.Query, want.Page = strings.TrimSpace(want.Query), max(want.Page, 1)
	f := Filter{Wanted: want, Size: pageSize, Today: d.today()}
	switch {
	case a.Has(actor.Supervisor):
		f.Named = a.Offices()
	case a.Handles():
		f.Offices = a.Offices()
	default:
		return DeskList{}, fault.New(fault.Forbidden, sayNoCases)
	}
	if err := checkWanted(want); err != nil {
		return DeskList{}, err
	}
	cases, counts, err := d.Store.Desk(ctx, f)
	if err != nil {
		return DeskList{}, fmt.Errorf("runtime: list cases: %w", err)
	}
	for i, c := range cases {
		cases[i] = lineFor(a, c)
	}
	return DeskList{Cases: cases, Counts: counts, Page: want.Page, Size: f.Size}, nil
}

func checkWanted(w Wanted) error {
	switch {
	case !textFault(w.Query).None() || utf8.RuneCountInString(w.Query) > 100:
		return fault.New(fault.Invalid, sayBadQuery, fault.Field{Path: "q", Message: sayQueryShape})
	case w.State != "" && casework.Title(w.State, "") == "":
		return fault.New(fault.Invalid, sayNoState, fault.Field{Path: "state", Message: sayNoState})
	}
	return nil
}

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
	if out.Acts, err = d.offers(ctx, who.Actor(), c, language); err != nil {
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
