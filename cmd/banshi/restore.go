package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"banshi/runtime/backup"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/db"
	"banshi/runtime/files"
)

// runRestore is `banshi restore`: the whole file is read before anything is written, and what was written is looked
// through before it is put in place.
func runRestore(c *call, args []string) int {
	f := c.flags()
	at := whereFlags(f)
	sum := f.String("sum", "", "")
	words, code, ok := c.parse(f, args)
	switch {
	case !ok:
		return code
	case len(words) == 0:
		return c.wrong("want-file")
	case len(words) > 1:
		return c.wrong("extra-word", words[1])
	}
	address, code, ok := c.database(at.database)
	if !ok {
		return code
	}
	in, err := os.Open(words[0])
	if err != nil {
		return c.wrong("no-file", words[0])
	}
	defer func() { _ = in.Close() }()
	if code := c.untouched(in, words[0], *sum); code != exitFine {
		return code
	}
	if list, err := os.ReadDir(at.data); len(list) > 0 || err != nil && !errors.Is(err, fs.ErrNotExist) {
		return c.wrong("not-empty-data", at.data)
	}
	switch code, err := c.putBack(context.Background(), in, words[0], at.data, address); {
	case err != nil:
		fmt.Fprintf(c.stderr, "banshi: %v\n", err)
		return exitInternal
	default:
		return code
	}
}

// untouched reads the file through.
func (c *call) untouched(in *os.File, name, want string) int {
	info, err := in.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return c.wrong("no-file", name)
	}
	sum, err := backup.Sum(in, info.Size())
	switch {
	case errors.Is(err, backup.ErrBroken):
		fmt.Fprintf(c.stderr, "banshi: "+c.say("backup-broken")+"\n", name)
		return exitFaults
	case err != nil:
		fmt.Fprintf(c.stderr, "banshi: %v\n", err)
		return exitInternal
	case want != "" && want != sum:
		fmt.Fprintf(c.stderr, "banshi: "+c.say("backup-other")+"\n", name, sum)
		return exitFaults
	}
	return exitFine
}

// putBack fills a folder beside the one that is meant, and gives it its name when all is well.
func (c *call) putBack(ctx context.Context, in io.Reader, name, data, address string) (int, error) {
	set, err := c.storage()
	if err != nil {
		return c.wrong("bad-storage", err), nil
	}
	data = filepath.Clean(data)
	if err := os.MkdirAll(filepath.Dir(data), 0o700); err != nil {
		return 0, err
	}
	half, err := os.MkdirTemp(filepath.Dir(data), filepath.Base(data)+".restoring-")
	if err != nil {
		return 0, err
	}
	at := place(half, address, time.Now)
	if address != "" {
		if empty, err := isEmpty(ctx, at); err != nil || !empty {
			if err == nil {
				_ = c.wrong("not-empty-base", whereOf(ctx, at))
			}
			return exitUsage, errors.Join(err, os.RemoveAll(half))
		}
	}
	tally, err := fill(ctx, in, at, set, half)
	if err != nil {
		err = errors.Join(err, os.RemoveAll(half))
	}
	switch {
	case errors.Is(err, backup.ErrNewer):
		fmt.Fprintf(c.stderr, "banshi: "+c.say("backup-newer")+"\n", name, err)
		return exitFaults, nil
	case errors.Is(err, backup.ErrBroken):
		fmt.Fprintf(c.stderr, "banshi: "+c.say("backup-broken")+" (%v)\n", name, err)
		return exitFaults, nil
	case err != nil:
		return 0, err
	}
	whole, err := c.verify(at, set, half, audit.By{})
	if err != nil {
		return 0, err
	}
	if !whole {
		fmt.Fprintf(c.stderr, "banshi: "+c.say("unsound")+"\n", half)
		return exitFaults, nil
	}
	if err := os.Rename(half, data); err != nil { // an empty folder of that name gives way
		return 0, err
	}
	rows := 0
	for _, n := range tally.Rows {
		rows += n
	}
	fmt.Fprintf(c.stdout, c.say("restored")+"\n", rows, tally.Files, data)
	fmt.Fprintln(c.stdout, c.say("sign-in-anew"))
	return exitFine, syncFolder(filepath.Dir(data))
}

func isEmpty(ctx context.Context, at db.Options) (empty bool, err error) {
	d, err := db.Open(ctx, at)
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	list, err := d.Tables(ctx, d.Read())
	return len(list) == 0, err
}

func whereOf(ctx context.Context, at db.Options) string {
	d, err := db.Open(ctx, at)
	if err != nil {
		return ""
	}
	defer func() { _ = d.Close() }()
	return d.Where()
}

// fill writes what the backup holds into a database and a folder.
func fill(ctx context.Context, in io.Reader, at db.Options, set storage, folder string) (tally backup.Tally, err error) {
	d, err := db.Open(ctx, at)
	if err != nil {
		return tally, err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	bucket, err := set.open(ctx, folder)
	if err != nil {
		return tally, err
	}
	defer func() { err = errors.Join(err, bucket.Close()) }()
	return backup.Read(ctx, bufio.NewReaderSize(in, 1<<20), backup.Target{
		DB: d, Sets: tables(), Files: files.New(bucket, files.Limits{}),
		Secret: func(secret []byte) error { return keepSecret(filepath.Join(folder, secretFile), secret) },
	})
}
