package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"banshi/runtime/backup"
	"banshi/runtime/base/db"
	"banshi/runtime/files"
)

// notKept are the tables that a backup leaves out: who is signed in at a moment is no matter of another.
func notKept() []string { return []string{"sessions", "sign_ins"} }

// runBackup is `banshi backup`: the hall may be running meanwhile.
func runBackup(c *call, args []string) int {
	f := c.flags()
	kept := whereFlags(f)
	words, code, ok := c.parse(f, args)
	switch {
	case !ok:
		return code
	case len(words) == 0:
		return c.wrong("want-file")
	case len(words) > 1:
		return c.wrong("extra-word", words[1])
	}
	at, code, ok := kept.found(c)
	if !ok {
		return code
	}
	if _, err := os.Stat(words[0]); !errors.Is(err, fs.ErrNotExist) {
		return c.wrong("exists", words[0])
	}
	set, err := c.storage()
	if err != nil {
		return c.wrong("bad-storage", err)
	}
	sum, tally, err := copyOut(context.Background(), at, set, kept.data, words[0])
	if err != nil {
		fmt.Fprintf(c.stderr, "banshi: %v\n", err)
		return exitInternal
	}
	rows := 0
	for _, n := range tally.Rows {
		rows += n
	}
	fmt.Fprintf(c.stdout, c.say("backed-up")+"\n", words[0], rows, tally.Files)
	fmt.Fprintf(c.stdout, c.say("backup-sum")+"\n", sum)
	return exitFine
}

// copyOut writes a backup under another name, reads it again, and only then gives it its own.
func copyOut(ctx context.Context, at db.Options, set storage, data, path string) (sum string, tally backup.Tally, err error) {
	d, err := db.Open(ctx, at)
	if err != nil {
		return "", tally, err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	bucket, err := set.open(ctx, data)
	if err != nil {
		return "", tally, err
	}
	defer func() { err = errors.Join(err, bucket.Close()) }()
	secret, err := os.ReadFile(filepath.Join(data, secretFile))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", tally, err
	}
	half := path + ".part"
	out, err := os.OpenFile(half, os.O_CREATE|os.O_TRUNC|os.O_RDWR, 0o600)
	if err != nil {
		return "", tally, err
	}
	defer func() {
		err = errors.Join(err, out.Close())
		if err != nil {
			_ = os.Remove(half)
		}
	}()
	source := backup.Source{DB: d, Sets: tables(), Files: files.New(bucket, files.Limits{}), Secret: secret, Skip: notKept()}
	if sum, tally, err = backup.Write(ctx, out, source); err != nil {
		return "", tally, err
	}
	if err := out.Sync(); err != nil {
		return "", tally, err
	}
	info, err := out.Stat()
	if err != nil {
		return "", tally, err
	}
	switch again, err := backup.Sum(out, info.Size()); {
	case err != nil:
		return "", tally, err
	case again != sum:
		return "", tally, backup.ErrBroken
	}
	if err := os.Rename(half, path); err != nil {
		return "", tally, err
	}
	return sum, tally, syncFolder(filepath.Dir(path))
}

// syncFolder makes a new name in a folder durable.
func syncFolder(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
