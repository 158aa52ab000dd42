package runtime

import (
	"context"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"banshi/engine/eval"
	"banshi/engine/view"
	"banshi/runtime/base/actor"
)

// Difference is one thing in which a submission differs from the one before.
type Difference struct {
	Path string // of a field or a cell (form.x, form.t[r].c), a row (form.t[r]) or a material
	Kind string // value, row_added, row_removed, files, paper
	By   string // of a value: applicant, register, computed
	Was  any    // the value, or the names of files, or the material's state; nil: it was not there
	Is   any
}

// Round gives a case as it was handed in at an earlier time. The look is written down. Codes: unauthenticated,
// not_found, forbidden.
func (d *Desk) Round(ctx context.Context, number string, round int, language string) (CasePage, error) {
	who, err := worker(ctx)
	if err != nil {
		return CasePage{}, err
	}
	c, err := d.find(ctx, who, number, actor.CaseView)
	if err != nil {
		return CasePage{}, err
	}
	s, err := d.Store.SubmissionOf(ctx, number, round)
	if err != nil {
		return CasePage{}, orGone(err, "a round of a case")
	}
	out := CasePage{Case: c, Files: s.Files, Round: s}
	if out.View, err = d.frozen(ctx, s, view.Staff, language); err != nil {
		return CasePage{}, err
	}
	if out, err = pageFor(who.Actor(), out); err != nil {
		return CasePage{}, err
	}
	e := viewed(who, c, d.Clock())
	e.Detail["round"], e.Detail["masked"] = round, out.Masked
	if err := d.Store.Viewed(ctx, e); err != nil {
		return CasePage{}, fmt.Errorf("runtime: write down a look at a case: %w", err)
	}
	return out, nil
}

// Changes tells what the applicant changed from one submission to the next: of the round that is asked for against
// the one before. Who only oversees is told where, and not what. Codes: unauthenticated, not_found.
func (d *Desk) Changes(ctx context.Context, number string, round int) ([]Difference, error) {
	who, err := worker(ctx)
	if err != nil {
		return nil, err
	}
	c, err := d.find(ctx, who, number, actor.CaseView)
	if err != nil {
		return nil, err
	}
	if round < 2 {
		return nil, gone() // there is none before the first
	}
	var sides [2]side
	for i := range sides {
		s, err := d.Store.SubmissionOf(ctx, number, round-1+i)
		if err != nil {
			return nil, orGone(err, "a round of a case")
		}
		if err := Decode(s.State, &sides[i].state); err != nil {
			return nil, fmt.Errorf("runtime: state of case %s: %w", number, err)
		}
		sides[i].files = s.Files
	}
	out := between(sides[0], sides[1])
	if !whole(who.Actor(), c) {
		for i := range out {
			out[i].Was, out[i].Is = nil, nil
		}
	}
	e := viewed(who, c, d.Clock())
	e.Detail["changes"] = round
	if err := d.Store.Viewed(ctx, e); err != nil {
		return nil, fmt.Errorf("runtime: write down a look at a case: %w", err)
	}
	return out, nil
}

// side is one submission as it is compared.
type side struct {
	state eval.State
	files []File
}

// between lists what differs, by path. A value that nobody sees is not there; a row that came or went stands for its
// cells.
func between(old, now side) []Difference {
	var out []Difference
	rows := map[string]bool{} // of rows that came or went
	for _, path := range paths(old.state.Fields, now.state.Fields) {
		a, b := old.state.Fields[path], now.state.Fields[path]
		for _, r := range paths(asSet(a.Rows), asSet(b.Rows)) {
			at := path + "[" + r + "]"
			switch had, has := slices.Contains(a.Rows, r), slices.Contains(b.Rows, r); {
			case !had:
				out, rows[at] = append(out, Difference{Path: at, Kind: "row_added", By: "applicant"}), true
			case !has:
				out, rows[at] = append(out, Difference{Path: at, Kind: "row_removed", By: "applicant"}), true
			}
		}
	}
	for _, path := range paths(old.state.Fields, now.state.Fields) {
		a, b := old.state.Fields[path], now.state.Fields[path]
		if row, _, cell := strings.Cut(path, "]."); cell && rows[row+"]"] || len(a.Rows) > 0 || len(b.Rows) > 0 {
			continue
		}
		if was, is := seen(a), seen(b); !reflect.DeepEqual(was, is) {
			out = append(out, Difference{Path: path, Kind: "value", By: byWhom(a, b), Was: was, Is: is})
		}
	}
	hadFiles, hasFiles := namesBy(old.files), namesBy(now.files)
	for _, path := range paths(hadFiles, hasFiles) {
		if a, b := hadFiles[path], hasFiles[path]; !slices.Equal(hashes(old.files, path), hashes(now.files, path)) {
			out = append(out, Difference{Path: path, Kind: "files", By: "applicant", Was: a, Is: b})
		}
	}
	for _, path := range paths(old.state.Materials, now.state.Materials) {
		a, b := old.state.Materials[path].State, now.state.Materials[path].State
		if a != b && (idle(a) || idle(b) || hadFiles[path] == nil && hasFiles[path] == nil) && !(idle(a) && idle(b)) {
			out = append(out, Difference{Path: path, Kind: "paper", By: "computed", Was: a, Is: b})
		}
	}
	return out
}

func idle(state string) bool { return state == "" || state == "not_needed" }

func seen(f eval.FieldState) any {
	if !f.Shown || f.Is != eval.IsValue {
		return nil
	}
	return f.Value
}

// byWhom tells whose doing it is: what the applicant says now, or said before, is the applicant's.
func byWhom(a, b eval.FieldState) string {
	kind := func(f eval.FieldState) string {
		if f.From == nil || !f.Shown {
			return ""
		}
		return f.From.Kind
	}
	switch is, was := kind(b), kind(a); {
	case is == "answer" || is == "" && was == "answer":
		return "applicant"
	case is == "computed" || is == "" && was == "computed":
		return "computed"
	}
	return "register"
}

// paths are the keys of both, sorted.
func paths[V any](a, b map[string]V) []string {
	all := maps.Clone(a)
	if all == nil {
		all = map[string]V{}
	}
	maps.Copy(all, b)
	return slices.Sorted(maps.Keys(all))
}

func asSet(list []string) map[string]bool {
	out := map[string]bool{}
	for _, s := range list {
		out[s] = true
	}
	return out
}

func namesBy(list []File) map[string][]string {
	out := map[string][]string{}
	for _, f := range list {
		out[f.Material] = append(out[f.Material], f.Name)
	}
	return out
}

func hashes(list []File, material string) []string {
	var out []string
	for _, f := range list {
		if f.Material == material {
			out = append(out, string(f.Hash))
		}
	}
	slices.Sort(out)
	return out
}
