package designer

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"

	"banshi/engine/eval"
	"banshi/engine/prove"
	"banshi/engine/spec"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
)

// Kept is a trial as a test of the item: its author chooses what it expects.
type Kept struct {
	prove.Kept
	Version int
	Item    string
	File    string // in which it belongs
	Fresh   bool   // the file isn't there yet
	Count   int    // tests that stand in it
	Name    string // that no other test of the item has
}

// Keep writes a trial as a test (存为测试); saving it is a command of the draft. Codes: invalid (the item does not compile, nobody
// or somebody of whom nothing is known applies).
func (s *Service) Keep(ctx context.Context, who actor.Actor, id string, t Trial) (Kept, error) {
	d, err := s.open(ctx, who, id)
	if err != nil {
		return Kept{}, err
	}
	if _, blank := prove.Nobody[t.As]; blank || t.As == "" {
		return Kept{}, fault.New(fault.Invalid, sayBlank)
	}
	run, err := d.run(t, s.clock())
	if run == nil && err == nil {
		return Kept{}, fault.New(fault.Invalid, sayBroken)
	}
	if err != nil {
		return Kept{}, fault.Wrap(err, fault.Invalid, sayNobody)
	}
	session, err := evaluated(run)
	if err != nil {
		return Kept{}, err
	}
	out := Kept{Version: d.Version, Item: d.Item, File: path.Join(itemFolder(d.Item), "tests.yaml"), Fresh: true}
	if out.Kept, err = prove.Keep(t.As, run, session); err != nil {
		return out, fmt.Errorf("designer: keep a test: %w", err)
	}
	for _, f := range d.catalogue.Spec.Tests {
		if f.Item.S == d.Item {
			out.File, out.Count, out.Fresh = f.Pos.File, len(f.Tests), false
		}
	}
	out.Name = d.freeName(run.Input.Applicant, out.Expects)
	return out, nil
}

// freeName calls a test after who applies and what came of it.
func (d *desk) freeName(who eval.Applicant, expects []prove.Expected) string {
	stem := who.Name
	for _, e := range expects {
		if slices.Equal(e.At, []string{"verdict"}) {
			stem = strings.TrimPrefix(stem+"，"+e.Text, "，")
		}
	}
	name := stem
	for n := 2; slices.ContainsFunc(d.tests(), func(t *spec.Test) bool { return t.Name.S == name }); n++ {
		name = fmt.Sprintf("%s（%d）", stem, n)
	}
	return name
}
