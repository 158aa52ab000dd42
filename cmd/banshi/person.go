package main

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"banshi/engine/check"
	"banshi/engine/eval"
	"banshi/engine/load"
	"banshi/engine/load/regular"
	"banshi/engine/plan"
	"banshi/engine/prove"
	"banshi/engine/spec"
	"banshi/engine/value"
)

// personFlags are those of eval and explain: for whom, on which day, with which answers.
type personFlags struct {
	in, as, user, acts, on, answers *string
	submit                          *bool
}

func (c *call) personFlags(f *flag.FlagSet) personFlags {
	return personFlags{
		in: f.String("in", "", ""), as: f.String("as", "", ""), user: f.String("user", "", ""), acts: f.String("acts-as", "", ""),
		on: f.String("on", "", ""), answers: f.String("answers", "", ""), submit: f.Bool("submit", false, ""),
	}
}

// evaluated is one application as eval and explain see it.
type evaluated struct {
	program *eval.Program
	outcome prove.Outcome
}

// evaluate carries the flags out for an item.
func (c *call) evaluate(p personFlags, dir, item string) (*evaluated, int, bool) {
	if *p.as == "" {
		return nil, c.wrong("want-as"), false
	}
	prover, code, ok := c.sound(dir, item)
	if !ok {
		return nil, code, false
	}
	prog := prover.Catalogue.Program(item, c.language())
	test, code, ok := c.input(p, prog.Plan())
	if !ok {
		return nil, code, false
	}
	run, err := prove.NewRun(prog, prover.World, test)
	if err != nil {
		return nil, c.wrong("bad-person", err), false
	}
	run.ConfirmAll = test.Confirmed == "all"
	out, err := run.Evaluate()
	if err != nil {
		fmt.Fprintf(c.stderr, "banshi: "+c.say("cannot")+"\n", item, err)
		return nil, exitFaults, false
	}
	return &evaluated{prog, out}, exitFine, true
}

// input is the application as a test would write it: the file of answers, and what the flags say.
func (c *call) input(p personFlags, of *plan.Plan) (*spec.Test, int, bool) {
	in := &spec.Test{}
	if *p.answers != "" {
		var code int
		var ok bool
		if in, code, ok = c.answers(*p.answers, of); !ok {
			return nil, code, false
		}
	}
	in.As.S = *p.as
	if kind, _, _ := strings.Cut(*p.as, "/"); !slices.Contains(of.Applicants, kind) && (kind == "person" || kind == "organisation") {
		return nil, c.wrong("who-applies", strings.Join(of.Applicants, " ")), false
	}
	if in.User == nil {
		in.User = &spec.TestUser{}
	}
	given(&in.User.Is.S, *p.user)
	given(&in.User.ActsAs.S, *p.acts)
	if acts := in.User.ActsAs.S; acts != "" && !slices.Contains(of.Acting, acts) {
		return nil, c.wrong("who-acts", acts, strings.Join(of.Acting, " ")), false
	}
	submit := *p.submit || in.Submit != nil && *in.Submit
	in.Submit = &submit
	given(&in.Today.S, *p.on)
	if in.Today.S == "" {
		in.Today.S = time.Now().Format(time.DateOnly)
	}
	if _, ok := value.ParseDate(in.Today.S); !ok {
		return nil, c.wrong("bad-day", in.Today.S), false
	}
	return in, exitFine, true
}

// given puts a flag's value, where there is one, in place of the file's.
func given(to *string, flag string) {
	if flag != "" {
		*to = flag
	}
}

// answers reads the file of answers and holds it against the item.
func (c *call) answers(file string, of *plan.Plan) (*spec.Test, int, bool) {
	dir, name := filepath.Split(file)
	if dir == "" {
		dir = "."
	}
	data, err := regular.Read(os.DirFS(dir), name, load.MaxBytes)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, c.wrong("no-file", file), false
	case errors.Is(err, regular.ErrKind), errors.Is(err, regular.ErrSize):
		return nil, c.wrong("not-regular", file), false
	case err != nil:
		return nil, c.wrong("bad-answers", err), false
	}
	in, texts, faults := load.Input(file, data)
	if !faults.HasErrors() {
		faults = check.Input(of, in)
	}
	if faults.HasErrors() {
		fmt.Fprint(c.stderr, faults.Finish(0).Text(texts, c.language()))
		return nil, exitUsage, false
	}
	return in, exitFine, true
}
