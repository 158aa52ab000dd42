package runtime

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
	"banshi/runtime/casework"
	"banshi/runtime/identity"
	"banshi/runtime/query"
)

// Sizes of the work list.
const (
	pageSize = 50
	// mostScanned is how many cases are held against a filter by one request; the rest is told as "and more".
	mostScanned = 5000
	chunk       = 500 // rows of one question to the database
)

// atEnd are the states in which nothing is left but to file the case away.
var atEnd = []actor.State{actor.Done, actor.RejectedIntake, actor.Withdrawn, actor.Transferred, actor.Archived}

// OpenStates are the states of work that is not at its end.
func OpenStates() []actor.State {
	return slices.DeleteFunc(casework.States(), func(s actor.State) bool { return slices.Contains(atEnd, s) })
}

// waitsHere tells whether the office has to do something. The order of the list in the store says the same.
func (c Case) waitsHere() bool {
	return !slices.Contains(atEnd, c.State) && (c.Waits == casework.OfOffice || c.Waits == casework.OfNobody && c.State == actor.Submitted)
}

// Wanted is what a member of staff asks of the list. Empty parts ask for everything.
type Wanted struct {
	Filter  string // a ready-made filter or the id of a saved one: of the cases that are not at their end
	State   actor.State
	Item    string
	Office  string
	Verdict string // one of plan.Effects
	Sort    string // due (also ""), changed, submitted: the earliest first
	After   string // where the page before ended, as it said
}

// Filter is what is looked for in the store.
type Filter struct {
	State   actor.State
	Open    bool // only those that are not at their end
	Item    string
	Office  string
	Verdict string
	Sort    string
	Offices []string // nil: of all offices
	Found   *Needle  // nil: everything
}

// Place is where a page ended: what the list is ordered by, of its last case.
type Place struct {
	Stands int    `json:"s"`
	Due    string `json:"d"`
	At     int64  `json:"a"` // submitted or changed, in microseconds
	Number string `json:"n"`
}

// Facet is one thing to narrow the list by, with how many cases are behind it.
type Facet struct {
	ID, Title string
	Count     int
}

// Counts are told whatever is asked for by the same thing: the states of all that fit otherwise, and so on.
type Counts struct {
	States  map[actor.State]int
	Items   []Facet // of the state asked for, the most first
	Offices []Facet
	Total   int // of all that is asked for
}

// Groups are the cases of a list by how urgent they are.
type Groups struct{ Over, Today, Next, Stands int }

// DeskList is one page of cases, masked where the caller does not handle them.
type DeskList struct {
	Cases []Case
	Counts
	Groups  Groups
	Filters []Counted
	Next    string // to go on from; "" this is the end
	More    bool   // there are so many cases that the counts of filters leave some out
	Size    int
}

// reach is which offices the caller lists: nil all. Codes: unauthenticated, forbidden.
func (d *Desk) reach(ctx context.Context) (identity.Current, []string, error) {
	who, err := worker(ctx)
	if err != nil {
		return who, nil, err
	}
	a := who.Actor()
	switch {
	case a.Has(actor.Supervisor):
		return who, nil, nil
	case a.Handles():
		return who, append([]string{}, a.Offices()...), nil
	}
	return who, nil, fault.New(fault.Forbidden, sayNoCases)
}

// List gives the cases of the offices that the caller serves; supervisors see all, masked. Codes:
// unauthenticated, forbidden, invalid.
func (d *Desk) List(ctx context.Context, want Wanted) (DeskList, error) {
	who, offices, err := d.reach(ctx)
	if err != nil {
		return DeskList{}, err
	}
	if want.State != "" && casework.Title(want.State, "") == "" {
		return DeskList{}, fault.New(fault.Invalid, sayNoState, fault.Field{Path: "state", Message: sayNoState})
	}
	after, err := placeOf(want.After)
	if err != nil {
		return DeskList{}, err
	}
	f := Filter{State: want.State, Item: want.Item, Office: want.Office, Verdict: want.Verdict, Sort: want.Sort, Offices: offices}
	out := DeskList{Size: pageSize}
	if out.Counts, err = d.Store.DeskCounts(ctx, f); err != nil {
		return out, fmt.Errorf("runtime: count cases: %w", err)
	}
	set, err := d.filters(ctx, who)
	if err != nil {
		return out, err
	}
	if want.Filter == "" {
		if err := d.plain(ctx, f, after, &out); err != nil {
			return out, err
		}
	}
	if err := d.sift(ctx, who, set, want.Filter, f, after, &out); err != nil {
		return out, err
	}
	for i, c := range out.Cases {
		out.Cases[i] = lineFor(who.Actor(), c)
	}
	return out, nil
}

// plain reads one page that the database narrows by itself.
func (d *Desk) plain(ctx context.Context, f Filter, after *Place, out *DeskList) error {
	list, err := d.Store.Desk(ctx, f, after, pageSize+1)
	if err != nil {
		return fmt.Errorf("runtime: list cases: %w", err)
	}
	if len(list) > pageSize {
		list = list[:pageSize]
		out.Next = PlaceOf(list[pageSize-1], f.Sort).word()
	}
	out.Cases = list
	return nil
}

// sift goes through the open cases once: it counts what each filter lets through, and keeps the page of the one
// that is asked for ("" none). Beyond the first page nothing is counted again.
func (d *Desk) sift(ctx context.Context, who identity.Current, set []sieve, id string, f Filter, after *Place, out *DeskList) error {
	at := slices.IndexFunc(set, func(s sieve) bool { return s.ID == id })
	if id != "" && at < 0 {
		return fault.New(fault.NotFound, sayNoFilter)
	}
	if after != nil && id == "" {
		return nil
	}
	open := f
	open.Open, open.State = true, ""
	today := d.today()
	scanned := 0
	for {
		list, err := d.Store.Desk(ctx, open, after, chunk)
		if err != nil {
			return fmt.Errorf("runtime: list cases: %w", err)
		}
		for _, c := range list {
			known := d.known(who, c, today)
			if id != "" {
				shown, err := set[at].shows.Match(known)
				if err != nil {
					return err
				}
				if shown && len(out.Cases) == pageSize && out.Next == "" {
					out.Next = PlaceOf(out.Cases[pageSize-1], f.Sort).word()
				} else if shown && out.Next == "" {
					out.Cases = append(out.Cases, c)
				}
			}
			if out.Next != "" && after != nil {
				return nil // a later page is full, and counts are told with the first
			}
			if err := count(set, known, &out.Groups); err != nil {
				return err
			}
		}
		if scanned += len(list); len(list) < chunk {
			break
		}
		end := PlaceOf(list[len(list)-1], f.Sort)
		if after = &end; scanned >= mostScanned {
			out.More = true
			if id != "" && out.Next == "" {
				out.Next = end.word()
			}
			break
		}
	}
	for _, s := range set {
		out.Filters = append(out.Filters, Counted{SavedFilter: s.SavedFilter, Count: s.count, Mine: s.Owner == who.Account.ID})
	}
	return nil
}

// count holds a case against every filter, and puts it into its group.
func count(set []sieve, c query.Case, g *Groups) error {
	for i := range set {
		yes, err := set[i].counts.Match(c)
		if err != nil {
			return err
		}
		if yes {
			set[i].count++
		}
	}
	switch {
	case !c.Waits:
		g.Stands++
	case c.DaysLeft < 0:
		g.Over++
	case c.DaysLeft == 0:
		g.Today++
	default:
		g.Next++
	}
	return nil
}

// known is a case as filters see it.
func (d *Desk) known(who identity.Current, c Case, today string) query.Case {
	submitted := c.Submitted.In(d.Zone).Format(time.DateOnly)
	left := query.NoDue
	if day := c.urgent(); day != "" {
		left = days(today, day)
	}
	return query.Case{
		State: string(c.State), Waits: c.waitsHere(), DaysLeft: left, DaysWaiting: days(submitted, today),
		Item: c.Item, ItemName: c.Name, Office: c.Office, ApplicantKind: c.ApplicantKind, Verdict: c.Verdict, ChecksOpen: c.Checks.Open,
		Channel: c.Channel, Assignee: c.Claim.Name, Claimed: c.Claim.Account != "", Mine: c.Claim.Account == who.Account.ID,
		Submitted: submitted, Round: c.Round, Credit: c.Credit, Instant: c.Instant,
	}
}

// days counts calendar days; a day that is none counts as far away.
func days(from, to string) int {
	a, e1 := time.Parse(time.DateOnly, from)
	b, e2 := time.Parse(time.DateOnly, to)
	if e1 != nil || e2 != nil {
		return query.NoDue
	}
	return int(b.Sub(a).Hours() / 24)
}

// urgent is the day by which the list is ordered: the last one of what the case waits for now, or its promised day
// where that is earlier; "" none. The order of the list in the store says the same.
func (c Case) urgent() string {
	stands := c.State == actor.Special || c.State == actor.Suspended // no limit runs
	if c.ActBy != "" && (c.Due == "" || c.ActBy < c.Due || stands) {
		return c.ActBy
	}
	return c.Due
}

// farDay stands for no day in the order of the list.
const farDay = "9999-12-31"

// PlaceOf is where a case stands in the order of the list.
func PlaceOf(c Case, sort string) Place {
	p := Place{Due: c.urgent(), At: c.Submitted.UnixMicro(), Number: c.Number}
	if sort == "changed" {
		p.At = c.Changed.UnixMicro()
	}
	if p.Due == "" {
		p.Due = farDay
	}
	if !c.waitsHere() {
		p.Stands = 1
	}
	return p
}

func (p Place) word() string {
	raw, _ := json.Marshal(p) // of strings and numbers it never fails
	return base64.RawURLEncoding.EncodeToString(raw)
}

func placeOf(word string) (*Place, error) {
	if word == "" {
		return nil, nil
	}
	var p Place
	raw, err := base64.RawURLEncoding.DecodeString(word)
	if err == nil {
		err = json.Unmarshal(raw, &p)
	}
	if err != nil || p.Number == "" {
		return nil, fault.New(fault.Invalid, sayBadPlace, fault.Field{Path: "after", Message: sayBadPlace})
	}
	return &p, nil
}
