package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"banshi/runtime/base/db"
)

// runSteps is `banshi steps`: it names the steps of migrations that a database has. Noted before an upgrade, they are
// what --back takes the database back to, by the newer program, before the older one is started again.
func runSteps(c *call, args []string) int {
	f := c.flags()
	kept := whereFlags(f)
	back := f.String("back", "", "")
	words, code, ok := c.parse(f, args)
	switch {
	case !ok:
		return code
	case len(words) > 0:
		return c.wrong("extra-word", words[0])
	}
	at, code, ok := kept.found(c)
	if !ok {
		return code
	}
	var to db.Steps
	if *back != "" {
		raw, err := os.ReadFile(*back)
		if err != nil {
			return c.wrong("no-file", *back)
		}
		if err := json.Unmarshal(raw, &to); err != nil || len(to) == 0 {
			return c.wrong("bad-steps", *back)
		}
		if set, err := emptied(to); err != nil || set != "" {
			return c.wrong("steps-empty", *back, set)
		}
		if at.Path != "" {
			release, err := db.Hold(filepath.Join(kept.data, lockFile))
			if err != nil {
				return c.wrong("stop-first", kept.data)
			}
			defer func() { _ = release() }()
		}
	}
	if err := c.steps(context.Background(), at, to); err != nil {
		fmt.Fprintf(c.stderr, "banshi: %v\n", err)
		return exitInternal
	}
	return exitFine
}

func (c *call) steps(ctx context.Context, at db.Options, to db.Steps) (err error) {
	d, err := db.Open(ctx, at)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	if to != nil {
		if err := d.Back(ctx, to, tables()...); err != nil {
			return err
		}
	}
	done, err := d.Done(ctx, d.Read(), tables()...)
	if err != nil {
		return err
	}
	out := json.NewEncoder(c.stdout)
	out.SetIndent("", "  ")
	return out.Encode(done)
}

// emptied names a set of tables that would be gone altogether although it is older than what is kept: such a list was never
// printed by `banshi steps`, and would take everything with it that people have sent.
func emptied(to db.Steps) (string, error) {
	newest := ""
	for _, list := range to {
		for _, step := range list {
			newest = max(newest, step)
		}
	}
	for _, set := range tables() {
		list, err := set.Steps()
		if err != nil {
			return "", err
		}
		if !slices.Contains(to[set.Name], list[0]) && list[0] <= newest {
			return set.Name, nil
		}
	}
	return "", nil
}
