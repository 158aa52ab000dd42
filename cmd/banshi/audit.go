package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"

	"banshi/runtime/base/audit"
	"banshi/runtime/base/db"
)

// auditWords are the words of `banshi audit`, and whether another one goes with each.
var auditWords = map[string]bool{"verify": false, "head": false, "prove": true, "check": true, "key": true}

// runAudit is `banshi audit`: the trail, its signed heads and proofs. The hall may be running meanwhile.
func runAudit(c *call, args []string) int {
	f := c.flags()
	kept, against := whereFlags(f), againstFlags(f)
	words, code, ok := c.parse(f, args)
	if !ok {
		return code
	}
	words = slices.Concat(words, []string{"", ""})
	what, of := words[0], words[1]
	if more, known := auditWords[what]; !known || more != (of != "") || len(words) > 4 {
		return c.wrong("want-audit")
	}
	switch what {
	case "key":
		return c.auditKey(of)
	case "check":
		return c.auditCheck(of, against.keys)
	}
	by, code, ok := against.read(c, kept.data)
	if !ok {
		return code
	}
	at, code, ok := kept.found(c)
	if !ok {
		return code
	}
	ctx := context.Background()
	d, err := db.Open(ctx, at)
	if err != nil {
		return c.told(false, err)
	}
	defer func() { _ = d.Close() }()
	switch what {
	case "verify":
		return c.told(c.verifyTrail(ctx, d, by))
	case "head":
		return c.auditHead(ctx, d)
	}
	return c.auditProve(ctx, d, of)
}

// auditHead prints the last signed head as it is kept elsewhere.
func (c *call) auditHead(ctx context.Context, d *db.DB) int {
	text, size, err := audit.LatestCheckpoint(ctx, d.Read())
	switch {
	case err != nil:
		return c.told(false, err)
	case size == 0:
		return c.wrong("no-head")
	}
	fmt.Fprint(c.stdout, text)
	return exitFine
}

func (c *call) auditProve(ctx context.Context, d *db.DB, of string) int {
	id, err := strconv.ParseInt(of, 10, 64)
	if err != nil {
		return c.wrong("want-audit")
	}
	p, err := audit.Prove(ctx, d.Read(), id)
	switch {
	case errors.Is(err, audit.ErrNotProven):
		return c.wrong("not-proven", id)
	case err != nil:
		return c.told(false, err)
	}
	out := json.NewEncoder(c.stdout)
	out.SetIndent("", "  ")
	if err := out.Encode(p); err != nil {
		return c.told(false, err)
	}
	return exitFine
}

// auditKey makes a key: the private half alone goes to the output, to be written to a file.
func (c *call) auditKey(name string) int {
	private, public, err := audit.MakeKey(name)
	if err != nil {
		return c.wrong("bad-origin", name)
	}
	fmt.Fprintln(c.stdout, private)
	fmt.Fprintf(c.stderr, c.say("public-key")+"\n", public)
	return exitFine
}

// auditCheck looks at a proof without any database.
func (c *call) auditCheck(path string, keys []string) int {
	raw, err := os.ReadFile(path)
	if err != nil {
		return c.wrong("no-file", path)
	}
	var p audit.Proof
	if err := json.Unmarshal(raw, &p); err != nil {
		return c.wrong("no-proof", path)
	}
	if len(keys) == 0 {
		return c.wrong("want-key")
	}
	head, err := p.Check(keys...)
	if err != nil {
		fmt.Fprintf(c.stderr, "banshi: "+c.say("proof-fails")+"\n", err)
		return exitFaults
	}
	fmt.Fprintf(c.stdout, c.say("proof-holds")+"\n", p.ID, p.Place, head.Size, head.Origin)
	return exitFine
}

// against is what the trail is held against, as flags tell it.
type against struct{ keys, kept []string }

func againstFlags(f *flag.FlagSet) *against {
	a := &against{}
	f.Func("key", "", func(s string) error { a.keys = append(a.keys, s); return nil })
	f.Func("kept", "", func(s string) error { a.kept = append(a.kept, s); return nil })
	return a
}

// read gives it. Without --key the key by which this hall signs counts, where it can be had.
func (a *against) read(c *call, data string) (by audit.By, code int, ok bool) {
	by.Keys = a.keys
	if len(by.Keys) == 0 {
		var given auditKey
		err := given.read(c.env)
		var key audit.Key
		if err == nil {
			key, err = given.of(data)
		}
		switch {
		case err == nil:
			by.Keys = []string{key.Public()}
		case !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, fs.ErrPermission):
			return by, c.wrong("bad-flag", siteSay(c.language(), "bad-audit-key", err)), false
		}
	}
	for _, kept := range a.kept {
		if raw, err := os.ReadFile(kept); err == nil {
			if _, err := audit.OpenCheckpoint(string(raw), by.Keys...); err != nil {
				return by, c.wrong("bad-kept", kept), false
			}
			by.Notes = append(by.Notes, string(raw))
			continue
		}
		place, hash, _ := strings.Cut(kept, ":")
		seq, err := strconv.ParseInt(place, 10, 64)
		if err != nil || seq < 1 || hash == "" {
			return by, c.wrong("bad-kept", kept), false
		}
		by.Heads = append(by.Heads, audit.Checkpoint{Seq: seq, Hash: hash})
	}
	return by, exitFine, true
}
