package runtime

import (
	"context"
	"fmt"
	"slices"
	"time"

	"banshi/engine/eval"
	"banshi/engine/plan"
	"banshi/engine/view"
	"banshi/runtime/sharing"
)

// maxRounds bounds how often new facts may ask for further ones. Three were enough for every item
// seen; a definition that wants more is left with unknowns, not with an endless request.
const maxRounds = 8

// freshFact is how long a draft goes on with a fact before it asks again. Sources that allow an
// answer to be used longer are not asked for real: package sharing keeps it.
const freshFact = 10 * time.Minute

// subject is what is to be evaluated, and how facts are found for it.
type subject struct {
	prog    *eval.Program
	input   func() eval.Input // without facts; called again when something of it lapses
	facts   Facts             // from before
	anew    bool              // use nothing from before
	keep    bool              // go on with what was found before, whenever that was: a correction keeps its facts
	purpose sharing.Purpose
	proven  bool   // the right to act for the applicant is shown
	holder  string // Holder key, for the built-in source of earlier cases
	mends   string // number of the case that is being mended: it is no earlier case
	ownOnly bool   // look up nothing but what belongs to applicant and user
	wait    time.Duration
}

// settled is what came out.
type settled struct {
	session *eval.Session
	state   *eval.State
	facts   Facts
	rounds  []Round
}

// view is what the applicant sees of it.
func (s settled) view() view.View { return view.With(s.session, s.state, view.Applicant) }

// Round is one turn of asking for facts: what was wanted, and how each look-up ended.
type Round struct {
	Wants []Asked `json:"wants"`
}

// Asked is one look-up, without its key: the key stands with the fact.
type Asked struct {
	Source string    `json:"source"`
	Fact   string    `json:"fact"` // path of the fact that asked
	Status string    `json:"status"`
	Why    string    `json:"why,omitempty"`
	At     time.Time `json:"at"`
}

type factKey struct{ source, key string }

// settle evaluates, fetches what is wanted, and evaluates again until nothing new is wanted. What has
// not come when the time is over is pending, and no error: one is ours (the day is none, or the database doesn't tell what
// of the facts from before still counts).
func (h *hall) settle(ctx context.Context, s subject) (settled, error) {
	ctx, cancel := context.WithTimeout(ctx, s.wait)
	defer cancel()
	have, before, err := h.split(ctx, s)
	if err != nil {
		return settled{}, err
	}
	in := s.input()
	in.Facts = factsOf(have).input()
	session, err := s.prog.Open(in)
	if err != nil {
		return settled{}, fmt.Errorf("runtime: evaluate %s: %w", s.prog.Plan().ID, err)
	}
	out := settled{session: session}
	for range maxRounds {
		wants := unasked(session.Wants(), have)
		if len(wants) == 0 {
			break
		}
		round := Round{}
		for i, f := range h.ask(ctx, s, wants) {
			k := factKey{f.Source, f.Key}
			if old, ok := before[k]; ok && f.Status != eval.HasRecords {
				f = old // better a record of yesterday, marked as such, than a blank
			}
			have[k] = f
			session.Found(f.Source, f.Key, eval.Found{Status: f.Status, Records: f.Records})
			round.Wants = append(round.Wants, Asked{Source: f.Source, Fact: wants[i].Fact, Status: f.Status, Why: f.Why, At: f.At})
		}
		out.rounds = append(out.rounds, round)
	}
	out.state = session.State()
	out.facts = used(session, have)
	return out, nil
}

// reopen evaluates once more with the facts that are there: something of the input has changed.
func (s subject) reopen(out *settled) error {
	in := s.input()
	in.Facts = out.facts.input()
	session, err := s.prog.Open(in)
	if err != nil {
		return fmt.Errorf("runtime: evaluate %s: %w", s.prog.Plan().ID, err)
	}
	out.session, out.state = session, session.State()
	return nil
}

// split divides the facts from before into those that still count and those to fall back on. One that was issued or
// pushed here meanwhile counts no longer, and neither does what only stands in for a source that did not answer.
func (h *hall) split(ctx context.Context, s subject) (have, before map[factKey]Fact, err error) {
	have, before = map[factKey]Fact{}, map[factKey]Fact{}
	if s.anew && !s.keep || len(s.facts) == 0 {
		return have, before, nil
	}
	now, records := h.Clock(), s.prog.Plan().Records
	wants := map[factKey]sharing.Want{}
	var list []sharing.Want
	for _, f := range s.facts {
		if r := records[f.Source]; r != nil && !builtin(r) {
			k := factKey{f.Source, f.Key}
			wants[k] = wantOf(r, f.Key)
			list = append(list, wants[k])
		}
	}
	stamps, err := h.Sources.Stamps(ctx, list)
	if err != nil {
		return nil, nil, fmt.Errorf("runtime: what changed of the records that are kept here: %w", err)
	}
	for _, f := range s.facts {
		k := factKey{f.Source, f.Key}
		switch {
		case f.Status != eval.HasRecords:
		case s.keep:
			have[k] = f
		case f.Incomplete, stamps[wants[k]] != f.Stamp:
		case now.Sub(f.At) < freshFact:
			have[k] = f
		default:
			before[k] = f
		}
	}
	return have, before, nil
}

// builtin are the sources that the hall answers itself.
func builtin(r *plan.RecordType) bool {
	return !r.Licence && (r.ID == earlierCases || r.ID == plan.Papers || r.ID == profile)
}

func factsOf(m map[factKey]Fact) Facts {
	out := make(Facts, 0, len(m))
	for _, f := range m {
		out = append(out, f)
	}
	out.sort()
	return out
}

// unasked are the wants that have no answer yet, each look-up once.
func unasked(wants []eval.Want, have map[factKey]Fact) []eval.Want {
	var out []eval.Want
	seen := map[factKey]bool{}
	for _, w := range wants {
		k := factKey{w.Source, w.Key}
		if _, ok := have[k]; ok || seen[k] {
			continue
		}
		seen[k] = true
		out = append(out, w)
	}
	return out
}

// ask looks the wants up, in the order given.
func (h *hall) ask(ctx context.Context, s subject, wants []eval.Want) []Fact {
	records := s.prog.Plan().Records
	in := s.input()
	out := make([]Fact, len(wants))
	var far []sharing.Want
	var place []int
	typed := map[sharing.Want]bool{}
	for i, w := range wants {
		out[i] = Fact{Source: w.Source, Key: w.Key, Status: eval.Pending, At: h.Clock().UTC()}
		r := records[w.Source]
		switch {
		case r == nil:
			out[i].Status, out[i].Why = eval.Down, "unknown"
		case !s.proven && w.Key == in.Applicant.No && w.Key != "":
			out[i].Why = "unproven" // nobody looks up somebody for whom the right to act is not shown
		case s.ownOnly && w.Key != "" && w.Key != in.Applicant.No && w.Key != in.User.No:
		case w.Source == earlierCases && !r.Licence:
			out[i] = h.earlier(ctx, s, out[i], in.Applicant.No)
		case w.Source == plan.Papers && !r.Licence:
			out[i] = h.papers(ctx, s, out[i], in.Applicant.No)
		case w.Source == profile && !r.Licence:
			out[i].Status, out[i].From = eval.HasRecords, r.Title // nothing is kept of earlier forms yet
		default:
			far, place = append(far, wantOf(r, w.Key)), append(place, i)
			if w.Key != "" && w.Key != in.Applicant.No && w.Key != in.User.No && holdsText(in.Answers, w.Key) {
				typed[wantOf(r, w.Key)] = true
			}
		}
	}
	if len(far) == 0 {
		return out
	}
	answers := h.Sources.Fetch(ctx, sharing.Request{Purpose: s.purpose, Wants: far, Anew: s.anew, Typed: typed})
	read := s.prog.CellsRead()
	for j, w := range far {
		out[place[j]] = s.sound(factOf(out[place[j]], answers[w], read))
	}
	return out
}

// holdsText tells whether a text stands anywhere among answers.
func holdsText(v any, text string) bool {
	switch v := v.(type) {
	case string:
		return v == text
	case []any:
		return slices.ContainsFunc(v, func(x any) bool { return holdsText(x, text) })
	case map[string]any:
		for _, x := range v {
			if holdsText(x, text) {
				return true
			}
		}
	}
	return false
}

func wantOf(r *plan.RecordType, key string) sharing.Want {
	if r.Licence {
		return sharing.Want{Licence: r.ID, Key: key}
	}
	return sharing.Want{Source: r.ID, Key: key}
}

// factOf keeps of an answer what the item's rules read: nothing else of a record is stored or looked at.
func factOf(f Fact, a sharing.Answer, read map[string]bool) Fact {
	f.From, f.Via, f.Why, f.Incomplete, f.Stamp = a.From, a.Via, a.Why, a.Incomplete, a.Stamp
	if !a.At.IsZero() {
		f.At = a.At
	}
	switch a.Status {
	case sharing.Records:
		f.Status = eval.HasRecords
	case sharing.Down:
		f.Status = eval.Down
	default:
		f.Status = eval.Pending
	}
	for _, r := range a.Records {
		kept := eval.Record{ID: r.ID, At: r.At, Cells: make(map[string]any, min(len(read), len(r.Cells)))}
		for id, v := range r.Cells {
			if read[id] {
				kept.Cells[id] = v
			}
		}
		f.Records = append(f.Records, kept)
	}
	return f
}

// unlogged reports that a source was not asked since the look-up could not be written down: the trouble is ours, and the
// applicant is not asked to type what the source would have said.
func (s settled) unlogged() bool {
	for _, r := range s.rounds {
		for _, a := range r.Wants {
			if a.Why == sharing.Unlogged {
				return true
			}
		}
	}
	return false
}

// sound takes an incomplete answer for what it proves: that a licence is there and holds, or what the record of a
// key says. Of a list nobody knows what is missing, and that a licence was given back proves nothing about others:
// such a source is as good as down.
func (s subject) sound(f Fact) Fact {
	if !f.Incomplete {
		return f
	}
	p := s.prog.Plan()
	proves := !anyMany(p, f.Source)
	if r := p.Records[f.Source]; proves && r.Licence {
		proves = slices.ContainsFunc(f.Records, func(r eval.Record) bool { return r.Cells["status"] == sharing.Live })
	}
	if !proves {
		f.Status, f.Records, f.Incomplete = eval.Down, nil, false
	}
	return f
}

// anyMany tells whether the item reads a list of the source's records anywhere.
func anyMany(p *plan.Plan, source string) bool {
	many := func(list []*plan.Fact) bool {
		return slices.ContainsFunc(list, func(f *plan.Fact) bool { return f.Source == source && f.Many })
	}
	return many(p.Facts) || slices.ContainsFunc(p.Fields, func(f *plan.Field) bool { return many(f.Facts) })
}

// used keeps the facts that some fact of the session asks for, and may: when an answer that is a key
// changes, the record under its old value goes, and when a consent is taken back what it opened.
func used(session *eval.Session, have map[factKey]Fact) Facts {
	keep := map[factKey]Fact{}
	looked, shut := session.Lookups(), session.Shut()
	for _, asked := range []map[eval.Key]bool{looked.Own, looked.Others} {
		for k := range asked {
			if f, ok := have[factKey{k.Source, k.Key}]; ok && !shut[k] {
				keep[factKey{k.Source, k.Key}] = f
			}
		}
	}
	return factsOf(keep)
}
