package designer

import (
	"context"
	"fmt"
	"time"

	"banshi/engine/compile"
	"banshi/engine/prove"
	"banshi/engine/tell"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
)

// Proof is what the tests of a draft come to.
type Proof struct {
	Version int
	Tests   []Tested
	// Rules are the conditions of the item, with how the tests saw each.
	Rules []Covered
	Edges []prove.Edge // applicants on either side of a boundary that no test tries
	Took  time.Duration
}

// Tested is what came of a test, and how long it took.
type Tested struct {
	prove.Result
	Took time.Duration
}

// Covered is a condition with its sentence.
type Covered struct {
	prove.Covered
	Sentence string
	Missing  []string // true, false, unknown: how no test saw it
}

// Prove runs the tests of a draft, and says its rules in a language that the draft has, else in Chinese. Codes: invalid (the item
// has errors).
func (s *Service) Prove(ctx context.Context, who actor.Actor, id, language string) (Proof, error) {
	d, err := s.open(ctx, who, id)
	if err != nil {
		return Proof{}, err
	}
	if !d.catalogue.Sound(d.Item) {
		return Proof{}, fault.New(fault.Invalid, sayBroken)
	}
	began := s.clock()
	prog := d.catalogue.Program(d.Item, compile.Chinese)
	out, last := Proof{Version: d.Version}, began
	var results []*prove.Result
	for r := range d.prover().Each(d.Item) {
		now := s.clock()
		results, out.Tests = append(results, r), append(out.Tests, Tested{*r, now.Sub(last)})
		last = now
	}
	cover, err := prove.Measure(d.Item, prog, results)
	if err != nil {
		return out, fmt.Errorf("designer: coverage: %w", err)
	}
	said := d.catalogue.Program(d.Item, language).Plan()
	teller, sentences := tell.New(said), map[string]string{}
	for _, r := range prove.Rules(said) {
		sentences[r.Path] = teller.Sentence(r.Path, r.Node)
	}
	for _, c := range cover.Rules {
		out.Rules = append(out.Rules, Covered{Covered: c, Sentence: sentences[c.Rule], Missing: c.Missing()})
	}
	if out.Edges, err = prove.Edges(results); err != nil {
		return out, fmt.Errorf("designer: boundaries: %w", err)
	}
	out.Took = s.clock().Sub(began)
	return out, nil
}

// Survivors breaks the rules of a draft one by one and lists what no test noticed. It takes seconds.
// Codes: invalid (the item has errors, or a test of it fails).
func (s *Service) Survivors(ctx context.Context, who actor.Actor, id string) (prove.Score, []prove.Mutant, error) {
	d, err := s.open(ctx, who, id)
	if err != nil {
		return prove.Score{}, nil, err
	}
	if !d.catalogue.Sound(d.Item) {
		return prove.Score{}, nil, fault.New(fault.Invalid, sayBroken)
	}
	list, err := d.prover().Mutate(d.Item, "")
	if err != nil {
		return prove.Score{}, nil, fault.Wrap(err, fault.Invalid, sayBroken)
	}
	var out []prove.Mutant
	for _, m := range list {
		if m.Survived() {
			out = append(out, m)
		}
	}
	return prove.ScoreOf(list), out, nil
}
