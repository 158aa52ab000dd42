package designer

import (
	"context"
	"time"

	"banshi/engine/eval"
	"banshi/engine/prove"
	"banshi/engine/spec"
	"banshi/runtime/base/actor"
)

// Trial is the application with which an author tries a definition (试办的人).
type Trial struct {
	As       string         // person/P004, organisation/L01; a kind alone is somebody of whom nothing is known
	Day      string         // YYYY-MM-DD; "" today
	Language string         // "" Chinese
	Answers  map[string]any // by field id, as the channels send them
	Slow     []string       // sources that have not answered yet
	Down     []string       // sources that don't answer
	Submit   bool
	// What else an application may hold, as eval.Input has it.
	Confirmed eval.Marks
	Chosen    map[string]string
	Given     []string
	Promised  []string
	Deferred  []string
	FormOf    map[string]string
}

// run readies a trial of the draft; nil where the item does not compile.
func (d *desk) run(t Trial, now time.Time) (*prove.Run, error) {
	prog := d.catalogue.Program(d.Item, t.Language)
	if prog == nil {
		return nil, nil
	}
	p := prog.Plan()
	run := &prove.Run{Program: prog, World: d.base.world, Down: t.Down, Pending: t.Slow}
	in := &run.Input
	in.Submit, in.Today, in.Answers = t.Submit, t.Day, t.Answers
	in.Confirmed, in.Chosen, in.FormOf = t.Confirmed, t.Chosen, t.FormOf
	in.Given, in.Promised, in.Deferred = t.Given, t.Promised, t.Deferred
	if in.Today == "" {
		in.Today = now.In(d.base.zone).Format(time.DateOnly)
	}
	as := t.As
	if as == "" {
		as = p.Applicants[0]
	}
	if who, blank := prove.Nobody[as]; blank {
		in.Applicant = who
		in.User = eval.User{No: who.No, Name: who.Name, Level: blankLevel, ActsAs: "self"}
		return run, nil
	}
	var err error
	if in.Applicant, err = d.base.world.Applicant(as); err != nil {
		return nil, err
	}
	in.User, err = d.base.world.User("", "", in.Applicant)
	return run, err
}

// blankLevel is the identity level of somebody of whom nothing is known: his face was compared.
const blankLevel = 4

// Sample is somebody with whom a definition can be tried.
type Sample struct {
	As    string // handle, as Trial takes it
	Kind  string
	Name  string
	Tests []string // names of the tests of the item in which it applies
}

// samplesShown is how many others are offered besides those of the tests.
const samplesShown = 20

// samples lists those whom the item's tests name, then others of the registers, then nobody.
func (d *desk) samples() []Sample {
	var out []Sample
	at := map[string]int{}
	add := func(as, test string) {
		i, known := at[as]
		if !known {
			who, err := d.base.world.Applicant(as)
			if err != nil {
				return
			}
			i = len(out)
			at[as] = i
			out = append(out, Sample{As: as, Kind: who.Kind, Name: who.Name})
		}
		if test != "" {
			out[i].Tests = append(out[i].Tests, test)
		}
	}
	for _, t := range d.tests() {
		add(t.As.S, t.Name.S)
	}
	kinds := []string{"person", "organisation"}
	if item := d.catalogue.Spec.Item(d.Item); item != nil && len(item.Applicants) > 0 {
		kinds = nil
		for _, k := range item.Applicants {
			kinds = append(kinds, k.S)
		}
	}
	for _, kind := range kinds {
		n := 0
		for _, as := range d.base.world.Handles(kind) {
			if n++; n > samplesShown {
				break
			}
			add(as, "")
		}
	}
	for _, kind := range kinds {
		out = append(out, Sample{As: kind, Kind: kind, Name: prove.Nobody[kind].Name})
	}
	return out
}

func (d *desk) tests() []*spec.Test { return d.prover().Tests(d.Item) }

// Samples lists with whom a draft can be tried.
func (s *Service) Samples(ctx context.Context, who actor.Actor, id string) ([]Sample, error) {
	d, err := s.open(ctx, who, id)
	if err != nil {
		return nil, err
	}
	return d.samples(), nil
}
