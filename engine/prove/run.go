package prove

import (
	"fmt"
	"sort"

	"banshi/engine/eval"
	"banshi/engine/record"
	"banshi/engine/spec"
)

// MaxRounds is how often evaluation may want something new before it is a fault of the definition:
// three rounds were enough for the items tried.
const MaxRounds = 8

// Run is an application as the runtime would evaluate it: an input, and what sources answer.
type Run struct {
	Program *eval.Program
	World   *World
	Input   eval.Input
	Down    []string                // sources and licences that don't answer
	Pending []string                // sources and licences that have not answered yet
	Facts   map[string][]record.Row // records in place of a source's own
	// ConfirmAll presses 没错 wherever a filled value waits for it.
	ConfirmAll bool
}

// Outcome is what came of a run.
type Outcome struct {
	State  *eval.State
	Input  eval.Input // with the facts that were fetched
	Rounds int        // how often something new was wanted
}

// Evaluate evaluates and looks up what the state wants until it wants nothing new.
func (r *Run) Evaluate() (Outcome, error) {
	in := r.Input
	in.Facts = map[string]map[string]eval.Found{}
	s, err := r.Program.Open(in)
	if err != nil {
		return Outcome{}, err
	}
	out := Outcome{}
	if out.Rounds, err = r.Settle(s); err != nil {
		return out, err
	}
	out.State = s.State()
	out.Input = s.Input()
	if !r.ConfirmAll {
		return out, nil
	}
	out.Input.Confirmed = marks(s, waiting(out.State))
	out.State, err = r.Program.Evaluate(out.Input)
	return out, err
}

// Settle looks up what a session of the run's program wants until it wants nothing new, and tells in how many rounds.
func (r *Run) Settle(s *eval.Session) (rounds int, err error) {
	for wants := s.Wants(); len(wants) > 0; wants = s.Wants() {
		if rounds++; rounds > MaxRounds {
			return rounds, fmt.Errorf("查了 %d 轮还要查“%s”：一条共享数据牵出下一条，没有尽头", MaxRounds, wants[0].Fact)
		}
		for _, w := range wants {
			s.Found(w.Source, w.Key, r.answer(w.Source, w.Key))
		}
	}
	return rounds, nil
}

func (r *Run) answer(source, key string) eval.Found {
	for _, d := range r.Down {
		if d == source {
			return eval.Found{Status: eval.Down}
		}
	}
	for _, d := range r.Pending {
		if d == source {
			return eval.Found{Status: eval.Pending}
		}
	}
	rows, ok := r.Facts[source]
	if !ok {
		rows = r.World.rows[source]
	}
	return eval.Found{Status: eval.HasRecords, Records: r.World.records(source, key, rows)}
}

// waiting lists the fields whose filled value waits for the applicant's 没错.
func waiting(s *eval.State) []string {
	var out []string
	for path, f := range s.Fields {
		if f.Confirm == "waiting" {
			out = append(out, path)
		}
	}
	sort.Strings(out)
	return out
}

func marks(s *eval.Session, paths []string) eval.Marks {
	out := make(eval.Marks, len(paths))
	for _, p := range paths {
		out[p] = s.Mark(p)
	}
	return out
}

// NewRun reads a test into a run. Whom the test names and who is not there is an error, in Chinese, and
// so is a source that the item doesn't look up; what it names of the item itself is for package check.
func NewRun(p *eval.Program, w *World, t *spec.Test) (*Run, error) {
	r := &Run{Program: p, World: w, Facts: map[string][]record.Row{}, ConfirmAll: true}
	in := &r.Input
	in.Submit = t.Submit == nil || *t.Submit
	in.Today, in.Answers, in.Insist = t.Today.S, t.Answers, t.Insist
	in.Disputed, in.Given, in.Promised, in.Deferred = texts(t.Disputed), texts(t.Given), texts(t.Promised), texts(t.Deferred)
	var err error
	if in.Applicant, err = w.Applicant(t.As.S); err != nil {
		return nil, fmt.Errorf("as：%w", err)
	}
	if err := r.user(t.User); err != nil {
		return nil, fmt.Errorf("user：%w", err)
	}
	for _, d := range t.Down {
		r.Down = append(r.Down, d.S)
	}
	for _, d := range t.Pending {
		r.Pending = append(r.Pending, d.S)
	}
	if err := r.sources(); err != nil {
		return nil, err
	}
	for source, raw := range t.Facts {
		if r.Facts[source], err = rowsOf(raw); err != nil {
			return nil, fmt.Errorf("facts.%s：%w", source, err)
		}
		if err := r.known(source); err != nil {
			return nil, fmt.Errorf("facts：%w", err)
		}
	}
	return r, r.choices(t)
}

func (r *Run) user(u *spec.TestUser) (err error) {
	if u == nil {
		u = &spec.TestUser{}
	}
	if r.Input.User, err = r.World.User(u.Is.S, u.ActsAs.S, r.Input.Applicant); err != nil {
		return err
	}
	if u.Level > 0 {
		r.Input.User.Level = u.Level
	}
	switch u.Phone.S {
	case "":
	case "none": // signed in without a phone
		r.Input.User.Phone = ""
	default:
		r.Input.User.Phone = u.Phone.S
	}
	return nil
}

// sources checks that what is said not to answer is something that the item looks up.
func (r *Run) sources() error {
	for _, id := range append(append([]string(nil), r.Down...), r.Pending...) {
		if err := r.known(id); err != nil {
			return err
		}
	}
	return nil
}

func (r *Run) known(source string) error {
	if _, ok := r.Program.Plan().Records[source]; ok {
		return nil
	}
	return fmt.Errorf("这个事项不查“%s”", source)
}

// choices reads what names materials and facts.
func (r *Run) choices(t *spec.Test) (err error) {
	in := &r.Input
	switch c := t.Confirmed.(type) {
	case nil:
	case string:
		if c != "all" {
			return fmt.Errorf("confirmed：写 all 或路径的列表")
		}
	case []any:
		r.ConfirmAll = false
		for _, p := range c {
			if in.Confirmed == nil {
				in.Confirmed = eval.Marks{}
			}
			in.Confirmed[fmt.Sprint(p)] = "" // whatever stands there in the end
		}
	}
	if in.Chosen, err = wordsOf(t.Chosen, "chosen"); err != nil {
		return err
	}
	if in.FormOf, err = wordsOf(t.FormOf, "form_of"); err != nil {
		return err
	}
	signed, ok := t.Signed.(map[string]any)
	if t.Signed != nil && !ok {
		return fmt.Errorf("signed：写成 {材料: person/… 或 organisation/…}")
	}
	in.Signed = map[string]string{}
	for material, who := range signed {
		if in.Signed[material], err = r.World.number(fmt.Sprint(who)); err != nil {
			return fmt.Errorf("signed.%s：%w", material, err)
		}
	}
	return nil
}

func wordsOf(m map[string]any, key string) (map[string]string, error) {
	out := map[string]string{}
	for k, v := range m {
		s, ok := v.(string)
		if !ok {
			return nil, fmt.Errorf("%s.%s：要写文字", key, k)
		}
		out[k] = s
	}
	return out, nil
}

func texts(list []spec.Text) []string {
	var out []string
	for _, t := range list {
		out = append(out, t.S)
	}
	return out
}
