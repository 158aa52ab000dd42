// Package view makes what a channel renders: plan, state and the part of the input that may leave
// the server, in one language. It is the one JSON contract of all channels: the same value goes to
// the web hall, WeChat and the kiosk, and to the clerk's page, which reads more of its state (see
// Audience). The client evaluates the plan by itself for an instant answer; the server's state is the
// one that counts.
package view

import (
	"fmt"
	"slices"
	"strconv"

	"banshi/engine/eval"
	"banshi/engine/plan"
	"banshi/engine/value"
)

// Contract is the version of the view's JSON. It rises with every change that an older client could
// not read.
const Contract = 2

// View is one application as a channel gets it.
type View struct {
	Contract int         `json:"contract"`
	Plan     *plan.Plan  `json:"plan"`
	Input    eval.Input  `json:"input"`
	State    *eval.State `json:"state"`
	// Sources are the titles of the sources and licences that values came from.
	Sources map[string]string `json:"sources"`

	prog    *eval.Program // of the plan, whose JSON it keeps
	written []byte        // its JSON, where it is written already
}

// Written is the view with its JSON, for one that is sent again and again. It must not be changed any more.
func (v View) Written() (View, error) {
	raw, err := v.AppendJSON(nil)
	v.written = raw
	return v, err
}

// AppendJSON writes a view as encoding/json does; its plan, by far the most of it, is written once for all.
func (v View) AppendJSON(b []byte) ([]byte, error) {
	if v.written != nil {
		return append(b, v.written...), nil
	}
	b = strconv.AppendInt(append(b, `{"contract":`...), int64(v.Contract), 10)
	b, err := v.appendPlan(append(b, `,"plan":`...))
	for _, part := range []struct {
		key   string
		value any
	}{{`,"input":`, &v.Input}, {`,"state":`, v.State}, {`,"sources":`, v.Sources}} {
		if err != nil {
			return b, fmt.Errorf("view: %w", err)
		}
		b, err = value.Encode(append(b, part.key...), part.value, false)
	}
	return append(b, '}'), err
}

func (v View) appendPlan(b []byte) ([]byte, error) {
	if v.prog == nil || v.prog.Plan() != v.Plan {
		return value.Encode(b, v.Plan, false)
	}
	raw, err := v.prog.PlanJSON()
	return append(b, raw...), err
}

// Audience is who reads a view.
type Audience int

// The audiences. Nobody gets a record about somebody else: whoever handles the case reads in its state
// which record was found and stands in for a paper; the applicant reads what the rules made of it.
const (
	Applicant Audience = iota
	Staff
)

// Of makes the view of a session as it stands now.
func Of(s *eval.Session, who Audience) View { return With(s, s.State(), who) }

// With makes the view of a session with a state that was kept: what was decided on, whatever would
// come of it today.
func With(s *eval.Session, st *eval.State, who Audience) View {
	p := s.Program().Plan()
	looked := s.Lookups()
	in := s.Input()
	in.Withheld = looked.Paths
	if in.Answers == nil {
		in.Answers = map[string]any{} // a client reads an object and no null
	}
	in.Facts = visible(in, looked.Own, s.Program().CellsRead())
	titles := make(map[string]string, len(p.Records))
	for id, r := range p.Records {
		titles[id] = r.Title
	}
	if who == Applicant {
		st = s.Withhold(st)
	}
	return View{Contract: Contract, Plan: p, Input: in, State: st, Sources: titles, prog: s.Program()}
}

// visible are the facts that leave the server: those that some fact looks at as an own record now, and
// those under the number of applicant or user, or under none. What was found under a number that has
// been typed over meanwhile is somebody else's. Of each record only the cells go out that some rule
// reads or that show what a record is.
func visible(in eval.Input, own map[eval.Key]bool, cells map[string]bool) map[string]map[string]eval.Found {
	out := make(map[string]map[string]eval.Found, len(in.Facts))
	for source, byKey := range in.Facts {
		kept := make(map[string]eval.Found, len(byKey))
		for key, f := range byKey {
			if !own[eval.Key{Source: source, Key: key}] && key != "" && key != in.Applicant.No && key != in.User.No {
				continue
			}
			if source != plan.Papers { // that one holds nothing but what is read
				f = trimmed(f, cells)
			}
			kept[key] = f
		}
		out[source] = kept
	}
	return out
}

func trimmed(f eval.Found, cells map[string]bool) eval.Found {
	if !slices.ContainsFunc(f.Records, func(r eval.Record) bool { return holdsMore(r, cells) }) {
		return f
	}
	out := eval.Found{Status: f.Status, Records: make([]eval.Record, 0, len(f.Records))}
	for _, r := range f.Records {
		kept := eval.Record{ID: r.ID, At: r.At, Cells: make(map[string]any, len(cells))}
		for id, v := range r.Cells {
			if cells[id] {
				kept.Cells[id] = v
			}
		}
		out.Records = append(out.Records, kept)
	}
	return out
}

func holdsMore(r eval.Record, cells map[string]bool) bool {
	for id := range r.Cells {
		if !cells[id] {
			return true
		}
	}
	return false
}
