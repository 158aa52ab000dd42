package main

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"banshi/runtime/base/audit"
	"banshi/runtime/base/db"
	"banshi/runtime/base/fault"
	"banshi/runtime/files"
	filesstore "banshi/runtime/files/store"
	runtimestore "banshi/runtime/store"
)

// runVerify is `banshi verify`: it reads everything that must never change and says what has. The hall may be
// running meanwhile.
func runVerify(c *call, args []string) int {
	f := c.flags()
	kept, against := whereFlags(f), againstFlags(f)
	words, code, ok := c.parse(f, args)
	switch {
	case !ok:
		return code
	case len(words) > 0:
		return c.wrong("extra-word", words[0])
	}
	by, code, ok := against.read(c, kept.data)
	if !ok {
		return code
	}
	at, code, ok := kept.found(c)
	if !ok {
		return code
	}
	set, err := c.storage()
	if err != nil {
		return c.wrong("bad-storage", err)
	}
	return c.told(c.verify(at, set, kept.data, by))
}

// told ends a verb that looks whether all is well.
func (c *call) told(whole bool, err error) int {
	switch {
	case err != nil:
		fmt.Fprintf(c.stderr, "banshi: %v\n", err)
		return exitInternal
	case !whole:
		return exitFaults
	}
	fmt.Fprintln(c.stdout, c.say("all-well"))
	return exitFine
}

// verify tells about the trail and about the files, and whether all is well.
func (c *call) verify(at db.Options, set storage, data string, by audit.By) (whole bool, err error) {
	ctx := context.Background()
	d, err := db.Open(ctx, at)
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	bucket, err := set.open(ctx, data)
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, bucket.Close()) }()
	trail, err := c.verifyTrail(ctx, d, by)
	if err != nil {
		return false, err
	}
	contents, err := c.verifyFiles(ctx, files.New(bucket, files.Limits{}), runtimestore.New(d), filesstore.NewChecks(d))
	return trail && contents, err
}

func (c *call) verifyTrail(ctx context.Context, d *db.DB, by audit.By) (bool, error) {
	r, err := audit.Verify(ctx, d.Read(), by)
	if err != nil {
		return false, err
	}
	fmt.Fprintf(c.stdout, c.say("trail")+"\n", r.Sealed, r.Waiting)
	for _, f := range r.Faults {
		fmt.Fprintf(c.stdout, c.say("trail-fault")+"\n", f.Seq, f.ID, f.Reason.In(c.language()))
	}
	switch {
	case r.Signed.Size > 0 && r.Looked:
		fmt.Fprintf(c.stdout, c.say("signed")+"\n", r.Signed.Size, r.Signed.Origin)
	case r.Signed.Size > 0:
		fmt.Fprintln(c.stdout, c.say("not-looked"))
	}
	if r.OK() && r.Head.Seq > 0 {
		fmt.Fprintf(c.stdout, c.say("head")+"\n", r.Head.Seq, r.Head.Hash)
	}
	return r.OK(), nil
}

// verifyFiles reads every file, and looks for those that a draft or case holds and that are not there.
func (c *call) verifyFiles(ctx context.Context, content *files.Store, held *runtimestore.Store, known *filesstore.Checks) (bool, error) {
	read, damaged, err := content.Scrub(ctx)
	if err != nil {
		return false, err
	}
	wanted, err := held.Contents(ctx)
	if err != nil {
		return false, err
	}
	fmt.Fprintf(c.stdout, c.say("contents")+"\n", read)
	for _, h := range damaged {
		fmt.Fprintf(c.stdout, c.say("damaged")+"\n", h)
	}
	whole := len(damaged) == 0
	for _, h := range wanted {
		r, _, err := content.Open(ctx, h)
		switch {
		case err == nil:
			if err := r.Close(); err != nil {
				return false, err
			}
		case fault.Is(err, fault.NotFound):
			is, err := known.Of(ctx, []files.Hash{h})
			if err != nil {
				return false, err
			}
			if is[h] != files.Infected { // else it was moved away
				whole = false
				fmt.Fprintf(c.stdout, c.say("lost")+"\n", h)
			}
		case !slices.Contains(damaged, h):
			return false, err
		}
	}
	return whole, nil
}
