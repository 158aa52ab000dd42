package runtime

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/fault"
	"banshi/runtime/identity"
	"banshi/runtime/sharing"
)

// Reads tells people who read what of theirs (谁看过我的数据): the look-ups of their number in registers, and the looks
// of staff at their cases.
type Reads struct{ *hall }

// ReadBy is who read.
type ReadBy string

// The readers as the person knows them. Other is another applicant, whose name is no business of the person.
const (
	ByMyself ReadBy = "self"
	ByAgent  ReadBy = "agent" // who acts in the person's name
	ByOther  ReadBy = "other"
	ByStaff  ReadBy = "staff"
	BySystem ReadBy = "system"
)

// Read is one line of it.
type Read struct {
	At     time.Time
	By     ReadBy
	Office string     // of staff: title of the office of the case
	Role   actor.Role // of staff; "" not known any more
	Source string     // id of a register or licence; "" the case itself
	Title  string     // of the source
	Item   string     // name of the item for which it was read; "" none
	Case   string     // number, where it is the person's own
	Why    string     // fill, verify, represent; of a look at the case: case, file, printed, …
}

// Reading is which reads are asked for.
type Reading struct {
	Case   string // number
	Source string // id; CaseReads: looks at cases alone
	// Where the page before ended, see ReadPage; 0: from the latest.
	Lookup, View int64
}

// CaseReads asks for looks at cases alone.
const CaseReads = "cases"

// ReadPage is one page, latest first.
type ReadPage struct {
	Reads        []Read
	More         bool
	Lookup, View int64    // where it ended: what the next page is asked with
	Sources      []Choice // in which the person was looked up
	Cases        []Choice // of the person
}

// Choice is something that can be chosen.
type Choice struct{ ID, Title string }

// readsMost is how many reads a page has.
const readsMost = 20

// View is a look of staff at a case, as the trail has it.
type View struct {
	ID      int64
	At      time.Time
	Account string
	Number  string
	Detail  map[string]any
}

// Drafted is what is known of a draft for which something was looked up.
type Drafted struct{ Case, Owner, Holder string }

// Views reads what the hall wrote down of looks.
type Views interface {
	// Views lists the looks of staff at cases before an id (0: the latest), latest first.
	Views(ctx context.Context, numbers []string, before int64, most int) ([]View, error)
	// Drafted tells of drafts whose they are; those that are gone are left out.
	Drafted(ctx context.Context, ids []string) (map[string]Drafted, error)
	// DraftsOf lists the drafts by which a case was handed in.
	DraftsOf(ctx context.Context, number string) ([]string, error)
}

// List gives a page of who read what of the one in whose name the caller may speak. That it is read is written down
// before anything is given out. Codes: unauthenticated, forbidden, not_found (somebody else's case, or one acts for another).
func (r *Reads) List(ctx context.Context, want Reading, language string) (ReadPage, error) {
	who, err := citizen(ctx)
	if err != nil {
		return ReadPage{}, err
	}
	if err := actor.Can(who.Actor(), actor.ReadsView, actor.Object{Kind: actor.Reads, ID: who.Account.ID, Holder: who.Applicant.Key()}); err != nil {
		return ReadPage{}, err
	}
	mine, err := r.Store.CasesOf(ctx, "", who.Applicant.Key())
	if err != nil {
		return ReadPage{}, fmt.Errorf("runtime: cases of whom reads are about: %w", err)
	}
	if want.Case != "" && !slices.ContainsFunc(mine, func(c Case) bool { return c.Number == want.Case }) {
		return ReadPage{}, gone()
	}
	if err := r.Store.Viewed(ctx, audit.Event{At: r.Clock().UTC(), Actor: who.Actor(), Act: string(actor.ReadsView),
		Object: audit.Object{Kind: string(actor.Reads), ID: who.Account.ID}, Detail: map[string]any{"as": who.Applicant.ID}}); err != nil {
		return ReadPage{}, fmt.Errorf("runtime: write down that reads were read: %w", err)
	}
	out := ReadPage{Lookup: want.Lookup, View: want.View}
	traces, err := r.traces(ctx, who, want)
	if err != nil {
		return ReadPage{}, err
	}
	views, err := r.views(ctx, mine, want)
	if err != nil {
		return ReadPage{}, err
	}
	t := teller{hall: r.hall, ctx: ctx, who: who, language: language, mine: map[string]Case{}, members: map[string]Member{}}
	for _, c := range mine {
		t.mine[c.Number] = c
	}
	if t.drafts, err = r.drafted(ctx, traces); err != nil {
		return ReadPage{}, err
	}
	// Both lists are in their order; the later one of their heads comes next.
	for len(out.Reads) < readsMost && len(traces)+len(views) > 0 {
		var line Read
		if len(views) == 0 || len(traces) > 0 && !traces[0].At.Before(views[0].At) {
			line, out.Lookup = t.lookup(traces[0]), traces[0].ID
			traces = traces[1:]
		} else {
			if line, err = t.view(views[0]); err != nil {
				return ReadPage{}, err
			}
			out.View = views[0].ID
			views = views[1:]
		}
		out.Reads = append(out.Reads, line)
	}
	out.More = len(traces)+len(views) > 0
	sources, err := r.Lookups.TracedSources(ctx, who.Applicant.No)
	if err != nil {
		return ReadPage{}, fmt.Errorf("runtime: where somebody was looked up: %w", err)
	}
	for _, id := range sources {
		out.Sources = append(out.Sources, Choice{id, t.source(id)})
	}
	for _, c := range mine {
		out.Cases = append(out.Cases, Choice{c.Number, r.NameOf(ctx, c.Item, c.Name, language)})
	}
	return out, nil
}

// traces are look-ups, one more than a page has.
func (r *Reads) traces(ctx context.Context, who identity.Current, want Reading) ([]sharing.Trace, error) {
	if want.Source == CaseReads {
		return nil, nil
	}
	t := sharing.Tracing{Number: who.Applicant.No, Source: want.Source, Before: want.Lookup, Most: readsMost + 1}
	if want.Case != "" {
		drafts, err := r.Store.DraftsOf(ctx, want.Case)
		if err != nil {
			return nil, fmt.Errorf("runtime: drafts of a case: %w", err)
		}
		t.Drafts = append(drafts, want.Case) // what is verified later is looked up for the case
	}
	out, err := r.Lookups.Traces(ctx, t)
	if err != nil {
		return nil, fmt.Errorf("runtime: who looked somebody up: %w", err)
	}
	return out, nil
}

// views are looks at cases, one more than a page has.
func (r *Reads) views(ctx context.Context, mine []Case, want Reading) ([]View, error) {
	if want.Source != "" && want.Source != CaseReads {
		return nil, nil
	}
	var numbers []string
	for _, c := range mine {
		if want.Case == "" || c.Number == want.Case {
			numbers = append(numbers, c.Number)
		}
	}
	out, err := r.Store.Views(ctx, numbers, want.View, readsMost+1)
	if err != nil {
		return nil, fmt.Errorf("runtime: who looked at cases: %w", err)
	}
	return out, nil
}

func (r *Reads) drafted(ctx context.Context, traces []sharing.Trace) (map[string]Drafted, error) {
	var ids []string
	for _, t := range traces {
		if t.Purpose.Draft != "" && !slices.Contains(ids, t.Purpose.Draft) {
			ids = append(ids, t.Purpose.Draft)
		}
	}
	out, err := r.Store.Drafted(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("runtime: whose the drafts are: %w", err)
	}
	return out, nil
}

// teller says of a read what its person may know.
type teller struct {
	*hall
	ctx      context.Context
	who      identity.Current
	language string
	mine     map[string]Case // by number
	drafts   map[string]Drafted
	members  map[string]Member
	names    map[string]string
}

func (t *teller) lookup(x sharing.Trace) Read {
	out := Read{At: x.At, Source: x.Source, Title: t.source(x.Source), Why: x.Purpose.Why, By: ByOther, Item: t.item(x.Purpose.Item)}
	d, there := t.drafts[x.Purpose.Draft]
	switch {
	case x.Purpose.Actor == t.who.Account.ID:
		out.By = ByMyself
	case strings.HasPrefix(x.Purpose.Actor, systemPrefix):
		out.By = BySystem
	case there && d.Holder == t.who.Applicant.Key():
		out.By = ByAgent
	}
	for _, number := range []string{d.Case, x.Purpose.Draft} {
		if c, ok := t.mine[number]; ok {
			out.Case, out.Item = c.Number, t.item(c.Item)
		}
	}
	return out
}

const systemPrefix = "system:"

// seenWhat are the words of Detail that say what of a case was looked at.
var seenWhat = []string{"file", "document", "printed", "round", "changes", "why", "form", "receipt"}

func (t *teller) view(v View) (Read, error) {
	c := t.mine[v.Number]
	out := Read{At: v.At, By: ByStaff, Case: v.Number, Item: t.item(c.Item), Office: c.OfficeTitle, Why: "case"}
	for _, word := range seenWhat {
		if _, ok := v.Detail[word]; ok {
			out.Why = word
		}
	}
	m, known := t.members[v.Account]
	if !known {
		var err error
		if m, err = t.Store.Member(t.ctx, v.Account); err != nil && !fault.Is(err, fault.NotFound) {
			return Read{}, fmt.Errorf("runtime: find a member of staff: %w", err)
		}
		t.members[v.Account] = m
	}
	out.Role = m.roleFor(c.Office, v.At.In(t.Zone).Format(time.DateOnly))
	if out.Role != "" && out.Role.Bound() != actor.ByOffice {
		out.Office = "" // overseers are of no office of the case
	}
	return out, nil
}

// roleFor is the role in which somebody looked at a case of an office on a day: the post there, else one that is bound
// to no office.
func (m Member) roleFor(office, day string) actor.Role {
	var out actor.Role
	for _, p := range m.Posts {
		switch {
		case !p.InForce(day):
		case p.Office == office:
			return p.Role
		case p.Office == "" && actor.Can(actor.Actor{Kind: actor.Staff, ID: m.Account, Posts: []actor.Post{p.Post}}, actor.CaseView, actor.Object{Kind: actor.Case}) == nil:
			out = p.Role
		}
	}
	return out
}

func (t *teller) source(id string) string {
	if title := t.Sources.Title(id); title != "" {
		return title
	}
	return id
}

// item is the name of an item; one that is withdrawn keeps its id.
func (t *teller) item(id string) string {
	if id == "" {
		return ""
	}
	if name, ok := t.names[id]; ok {
		return name
	}
	name := t.NameOf(t.ctx, id, id, t.language)
	if t.names == nil {
		t.names = map[string]string{}
	}
	t.names[id] = name
	return name
}
