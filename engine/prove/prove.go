package prove

import (
	"fmt"
	"io/fs"
	"iter"
	"slices"

	"banshi/engine"
	"banshi/engine/compile"
	"banshi/engine/eval"
	"banshi/engine/spec"
)

// Prover runs the tests of a catalogue.
type Prover struct {
	Catalogue *engine.Catalogue
	World     *World
}

// Open reads the shared data behind a catalogue that loaded without errors.
func Open(c *engine.Catalogue, fsys fs.FS) (*Prover, error) {
	w, err := ReadWorld(fsys, c.Spec)
	if err != nil {
		return nil, err
	}
	return &Prover{Catalogue: c, World: w}, nil
}

// Result is what came of one test.
type Result struct {
	Item        string       `json:"item"`
	Name        string       `json:"name"`
	File        string       `json:"file"`
	Line        int          `json:"line"`
	Rounds      int          `json:"rounds"`
	Differences []Difference `json:"differences,omitempty"`
	Error       string       `json:"error,omitempty"` // the test itself is wrong
	Outcome     Outcome      `json:"-"`
	Run         *Run         `json:"-"`
}

// Passed tells whether all came out as expected.
func (r *Result) Passed() bool { return r.Error == "" && len(r.Differences) == 0 }

// Tests gives the tests of an item; nil where it has none.
func (p *Prover) Tests(item string) []*spec.Test {
	var out []*spec.Test
	for _, t := range p.Catalogue.Spec.Tests {
		if t.Item.S == item {
			for i := range t.Tests {
				out = append(out, &t.Tests[i])
			}
		}
	}
	return out
}

// Item runs all tests of one item against its program.
func (p *Prover) Item(item string) []*Result {
	return slices.Collect(p.Each(item))
}

// Each runs the tests of one item, one when it is asked for.
func (p *Prover) Each(item string) iter.Seq[*Result] {
	return func(yield func(*Result) bool) {
		prog := p.Catalogue.Program(item, compile.Chinese)
		for _, t := range p.Tests(item) {
			if !yield(p.test(item, prog, t)) {
				return
			}
		}
	}
}

func (p *Prover) test(item string, prog *eval.Program, t *spec.Test) *Result {
	r := &Result{Item: item, Name: t.Name.S, File: t.Pos.File, Line: t.Pos.Line}
	if prog == nil {
		r.Error = fmt.Sprintf("事项 %s 还有错，跑不了", item)
		return r
	}
	run, err := NewRun(prog, p.World, t)
	if err != nil {
		r.Error = err.Error()
		return r
	}
	r.Run = run
	r.Outcome, err = run.Evaluate()
	r.Rounds = r.Outcome.Rounds
	if err != nil {
		r.Error = err.Error()
		return r
	}
	r.Differences = compare(words{prog.Plan()}, r.Outcome.State, &t.Expect)
	if t.Expect.Public != nil {
		more, err := public(prog, r.Outcome.Input, t.Expect.Public)
		if err != nil {
			r.Error = err.Error()
		}
		r.Differences = append(r.Differences, more...)
	}
	return r
}
