package runtime

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"banshi/engine/plan"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/fault"
	"banshi/runtime/casework"
	"banshi/runtime/channel"
	"banshi/runtime/identity"
	"banshi/runtime/query"
)

// MostFilters is how many filters one may keep.
const MostFilters = 30

// SavedFilter is a filter of the work list with its name.
type SavedFilter struct {
	ID     string
	Owner  string // account; "" a ready-made one
	Office string // shared with those who serve it; "" the owner's alone
	Title  string // of a ready-made one "": the page has its words
	Rule   string // see package query
	Saved  time.Time
}

// Counted is a filter with how many open cases it lets through.
type Counted struct {
	SavedFilter
	Count int
	Mine  bool
}

// ready are the filters that everybody has. The list of "today" shows what is open in its order, whatever the
// state, and counts what must be done today.
var ready = []struct{ id, counts, shows string }{
	{"today", "waits and days_left <= 0", "true"},
	{"over", "waits and days_left < 0", ""},
	{"soon", "waits and days_left > 0 and days_left <= 3", ""},
	{"mine", "mine", ""},
	{"free", "waits and not claimed", ""},
	{"back", "waits and round > 1", ""},
}

// sieve is a filter at work.
type sieve struct {
	SavedFilter
	counts, shows *query.Filter
	count         int
}

// vocabulary is what the names of a filter may be compared with.
func vocabulary() query.Words {
	w := query.Words{"verdict": plan.Effects, "applicant_kind": {string(identity.Person), string(identity.Organisation)}, "channel": channel.IDs()}
	for _, s := range casework.States() {
		w["state"] = append(w["state"], string(s))
	}
	return w
}

// filters are those that somebody sees: the ready-made, one's own, those of the offices that one serves. A saved one
// that can't be read any more lets nothing through.
func (d *Desk) filters(ctx context.Context, who identity.Current) ([]sieve, error) {
	words := vocabulary()
	var out []sieve
	for _, r := range ready {
		counts, err := query.Compile(r.counts, words)
		if err != nil {
			return nil, fmt.Errorf("runtime: filter %s: %w", r.id, err)
		}
		s := sieve{SavedFilter: SavedFilter{ID: r.id, Rule: r.counts}, counts: counts, shows: counts}
		if r.shows != "" {
			if s.shows, err = query.Compile(r.shows, words); err != nil {
				return nil, fmt.Errorf("runtime: filter %s: %w", r.id, err)
			}
		}
		out = append(out, s)
	}
	saved, err := d.Store.Filters(ctx, who.Account.ID, who.Actor().Offices())
	if err != nil {
		return nil, fmt.Errorf("runtime: filters: %w", err)
	}
	for _, f := range saved {
		rule, err := query.Compile(f.Rule, words)
		if err != nil {
			rule, err = query.Compile("false", nil)
		}
		if err != nil {
			return nil, fmt.Errorf("runtime: filter %s: %w", f.ID, err)
		}
		out = append(out, sieve{SavedFilter: f, counts: rule, shows: rule})
	}
	return out, nil
}

// SaveFilter keeps a filter under a name: a new one, or one's own with that id. Codes: unauthenticated, forbidden,
// not_found, invalid (title, rule with its column, office), too_large.
func (d *Desk) SaveFilter(ctx context.Context, f SavedFilter) (SavedFilter, error) {
	who, _, err := d.reach(ctx)
	if err != nil {
		return f, err
	}
	f.Title, f.Rule, f.Owner, f.Saved = strings.TrimSpace(f.Title), strings.TrimSpace(f.Rule), who.Account.ID, d.Clock().UTC()
	if err := checkFilter(f); err != nil {
		return f, err
	}
	if f.Office != "" && !slices.Contains(who.Actor().Offices(), f.Office) {
		return f, fault.New(fault.Invalid, sayBadFilter, fault.Field{Path: "office", Message: sayNotYourOffice})
	}
	e := audit.Event{At: f.Saved, Actor: who.Actor(), Act: "filter.save", Detail: map[string]any{"shared": f.Office}}
	fresh := f.ID == ""
	if fresh {
		f.ID = strings.ToLower(rand.Text())
	}
	e.Object = audit.Object{Kind: "filter", ID: f.ID}
	if err := d.Store.SaveFilter(ctx, f, fresh, MostFilters, e); err != nil {
		return f, fmt.Errorf("runtime: save a filter: %w", err)
	}
	return f, nil
}

func checkFilter(f SavedFilter) error {
	var faults []fault.Field
	switch {
	case f.Title == "":
		faults = append(faults, fault.Field{Path: "title", Message: sayFilterTitle})
	case utf8.RuneCountInString(f.Title) > 20:
		faults = append(faults, fault.Field{Path: "title", Message: sayMaxText.With(20)})
	case !textFault(f.Title).None():
		faults = append(faults, fault.Field{Path: "title", Message: textFault(f.Title)})
	}
	_, err := query.Compile(f.Rule, vocabulary())
	var wrong *query.Fault
	if errors.As(err, &wrong) {
		faults = append(faults, fault.Field{Path: "rule", Message: sayAtColumn.With(wrong.Column, wrong.Message)})
	} else if err != nil {
		return err
	}
	if len(faults) > 0 {
		return fault.New(fault.Invalid, sayBadFilter, faults...)
	}
	return nil
}

// RemoveFilter takes one of one's own away. Codes: unauthenticated, forbidden, not_found.
func (d *Desk) RemoveFilter(ctx context.Context, id string) error {
	who, _, err := d.reach(ctx)
	if err != nil {
		return err
	}
	e := audit.Event{At: d.Clock().UTC(), Actor: who.Actor(), Act: "filter.remove", Object: audit.Object{Kind: "filter", ID: id}}
	if err := d.Store.RemoveFilter(ctx, id, who.Account.ID, e); err != nil {
		return fmt.Errorf("runtime: remove a filter: %w", err)
	}
	return nil
}
