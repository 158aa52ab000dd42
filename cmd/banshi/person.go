package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strings"
	"time"

	"banshi/engine/eval"
	"banshi/engine/prove"
	"banshi/engine/value"
)

// personFlags are those of eval and explain: for whom, on which day, with which answers.
type personFlags struct {
	in, as, user, acts, on, answers *string
	submit                          *bool
}

func (c *call) personFlags(f *flag.FlagSet) personFlags {
	return personFlags{
		in: f.String("in", ".", ""), as: f.String("as", "", ""), user: f.String("user", "", ""), acts: f.String("acts-as", "", ""),
		on: f.String("on", "", ""), answers: f.String("answers", "", ""), submit: f.Bool("submit", false, ""),
	}
}

// evaluated is one application as eval and explain see it.
type evaluated struct {
	program *eval.Program
	outcome prove.Outcome
}

// evaluate carries the flags out for an item.
func (c *call) evaluate(p personFlags, item string) (*evaluated, int, bool) {
	if *p.as == "" {
		return nil, c.wrong("want-as"), false
	}
	prover, code, ok := c.sound(*p.in, item)
	if !ok {
		return nil, code, false
	}
	prog := prover.Catalogue.Program(item, c.language())
	if prog == nil {
		var all []string
		for _, i := range prover.Catalogue.Spec.Items {
			all = append(all, i.ID.S)
		}
		return nil, c.wrong("no-item", item, strings.Join(all, " ")), false
	}
	run, code, ok := c.run(p, prover.World, prog)
	if !ok {
		return nil, code, false
	}
	out, err := run.Evaluate()
	if err != nil {
		fmt.Fprintf(c.stderr, "banshi: "+c.say("cannot")+"\n", item, err)
		return nil, exitFaults, false
	}
	return &evaluated{prog, out}, exitFine, true
}

func (c *call) run(p personFlags, w *prove.World, prog *eval.Program) (*prove.Run, int, bool) {
	run := &prove.Run{Program: prog, World: w}
	var err error
	if run.Input.Applicant, err = w.Applicant(*p.as); err == nil {
		run.Input.User, err = w.User(*p.user, *p.acts, run.Input.Applicant)
	}
	if err != nil {
		return nil, c.wrong("bad-person", err), false
	}
	applicant, user := run.Input.Applicant, run.Input.User
	if *p.answers != "" {
		if err := readInput(*p.answers, &run.Input); err != nil {
			return nil, c.wrong("bad-answers", err), false
		}
		run.Input.Applicant, run.Input.User = applicant, user
	}
	run.Input.Submit = run.Input.Submit || *p.submit
	switch {
	case *p.on != "":
		run.Input.Today = *p.on
	case run.Input.Today == "":
		run.Input.Today = time.Now().Format(time.DateOnly)
	}
	if _, ok := value.ParseDate(run.Input.Today); !ok {
		return nil, c.wrong("bad-day", run.Input.Today), false
	}
	return run, exitFine, true
}

// readInput reads {"answers": {…}, "given": […], …} in the names of evaluation.
func readInput(file string, to *eval.Input) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	d.DisallowUnknownFields()
	if err := d.Decode(to); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	return nil
}
