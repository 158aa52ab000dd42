package designer

import (
	"context"
	"io/fs"
	"iter"
	"time"

	"banshi/designer/replay"
	"banshi/engine/compile"
	"banshi/engine/eval"
	"banshi/engine/plan"
	"banshi/engine/tell"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
)

// Cases gives past applications, for replays.
type Cases interface {
	// Past gives those of an item that were handed in between two days, both included, in the order of their numbers: those behind
	// one number and up to another, where they are not "".
	Past(ctx context.Context, item string, from, to time.Time, behind, upTo string) iter.Seq2[replay.Case, error]
	// Numbers gives their numbers alone, in order, at most so many; 0: all.
	Numbers(ctx context.Context, item string, from, to time.Time, most int) ([]string, error)
	// Case gives one of an item. Codes: not_found.
	Case(ctx context.Context, item, number string) (replay.Case, error)
}

// Published gives what is in force.
type Published interface {
	// Items lists the items that are offered, in order.
	Items(ctx context.Context) ([]string, error)
	// Newest is the newest version of an item, in a language that it has, else in Chinese. Codes: not_found.
	Newest(ctx context.Context, item, language string) (*eval.Program, error)
	// Program is an item by the number of a version, in Chinese. Codes: not_found.
	Program(ctx context.Context, item string, version int) (*eval.Program, error)
	// Folder is the newest catalogue as a whole, with its records, and a name for it that another has not.
	Folder(ctx context.Context) (name string, folder fs.FS, err error)
}

// Row is an item of the matrix of reuse: its papers, and what stands in for each.
type Row struct {
	Item       string
	Name       string
	Department plan.Named
	Papers     []PaperRow
}

// PaperRow is one paper with its rules.
type PaperRow struct {
	ID, Title string
	Ways      []Way
}

// Way is one entry of a paper's reuse.
type Way struct {
	Entry    int // from 1
	Records  string
	Title    string // of the source or licence
	Licence  bool
	Trust    string // the least that is taken: A, B, C, D
	Sentence string // its condition; "" none
}

// Reuses lists the papers of the items that somebody may configure, with what stands in for each, in a language.
// Codes: unauthenticated, forbidden.
func (s *Service) Reuses(ctx context.Context, who actor.Actor, language string) ([]Row, error) {
	ids, err := s.published.Items(ctx)
	if err != nil {
		return nil, err
	}
	var out []Row
	refused := error(fault.New(fault.Forbidden, sayStaff))
	for _, id := range ids {
		prog, err := s.published.Newest(ctx, id, language)
		if err != nil {
			return nil, err
		}
		p := prog.Plan()
		if err := actor.Can(who, actor.ItemDrafts, object(p)); err != nil {
			refused = err
			continue
		}
		out = append(out, rowOf(p))
	}
	if out == nil && !fault.Is(refused, fault.NotFound) {
		return nil, refused
	}
	return out, nil
}

func object(p *plan.Plan) actor.Object {
	return actor.Object{Kind: actor.Item, ID: p.ID, Department: p.Department.ID}
}

func rowOf(p *plan.Plan) Row {
	row, teller := Row{Item: p.ID, Name: p.Name, Department: p.Department}, tell.New(p)
	for _, m := range p.Materials {
		if m.Made {
			continue
		}
		paper := PaperRow{ID: m.ID, Title: m.Title}
		for i, r := range m.Reuse {
			w := Way{Entry: i + 1, Records: r.Records, Trust: r.Trust}
			if rec := p.Records[r.Records]; rec != nil {
				w.Title, w.Licence = rec.Title, rec.Licence
			}
			if r.When != nil {
				w.Sentence = teller.Sentence("materials."+m.ID+".reuse."+place(i)+".when", r.When)
			}
			paper.Ways = append(paper.Ways, w)
		}
		row.Papers = append(row.Papers, paper)
	}
	return row
}

// Window is the time of which cases are looked at: civil days, both included.
type Window struct{ From, To time.Time }

// mostDays is the longest window.
const mostDays = 1100

// window reads two days; left out, it is the month up to today.
func (s *Service) window(from, to string) (Window, error) {
	now := s.clock().UTC()
	w := Window{From: now.AddDate(0, -1, 0), To: now}
	for _, d := range []struct {
		text string
		to   *time.Time
	}{{from, &w.From}, {to, &w.To}} {
		if d.text == "" {
			continue
		}
		day, err := time.Parse(time.DateOnly, d.text)
		if err != nil {
			return w, fault.New(fault.Invalid, sayWindow)
		}
		*d.to = day
	}
	if w.To.Before(w.From) || w.To.Sub(w.From) > mostDays*24*time.Hour {
		return w, fault.New(fault.Invalid, sayWindow)
	}
	return w, nil
}

// Used tells how the reuse rules of an item did over the cases of a window.
// Codes: unauthenticated, forbidden, not_found, invalid (no such days).
func (s *Service) Used(ctx context.Context, who actor.Actor, item, from, to string) (replay.Reuse, error) {
	w, err := s.window(from, to)
	if err != nil {
		return replay.Reuse{}, err
	}
	newest, err := s.published.Newest(ctx, item, compile.Chinese)
	if err != nil {
		return replay.Reuse{}, err
	}
	if err := actor.Can(who, actor.ItemDrafts, object(newest.Plan())); err != nil {
		return replay.Reuse{}, err
	}
	programs := map[int]*eval.Program{}
	of := func(version int) (*eval.Program, error) {
		if programs[version] == nil {
			p, err := s.published.Program(ctx, item, version)
			if err != nil {
				return nil, err
			}
			programs[version] = p
		}
		return programs[version], nil
	}
	return replay.Uses(newest, of, s.cases.Past(ctx, item, w.From, w.To, "", ""))
}
