package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"banshi/catalog/pack"
)

// runExport packs one item of a catalogue, with its tests, translations and whatever else lies beside it, as it is.
func runExport(c *call, args []string) int {
	words, code, ok := c.parse(c.flags(), args)
	if !ok {
		return code
	}
	if len(words) != 3 {
		return c.wrong("want-export")
	}
	dir, id, file := words[0], words[1], words[2]
	cat, fsys, code, ok := c.open(dir)
	if !ok {
		return code
	}
	if !has(cat, id) {
		return c.noItem(cat, id)
	}
	data, err := pack.Item(fsys, id)
	if err != nil {
		return c.failed(err)
	}
	if err := createFile(file, data); errors.Is(err, fs.ErrExist) {
		return c.wrong("file-there", file)
	} else if err != nil {
		return c.unwritten(err)
	}
	fmt.Fprintf(c.stdout, c.say("exported")+"\n", id, file)
	return exitFine
}

// createFile writes a file that isn't there yet: what is there is somebody's.
func createFile(file string, data []byte) error {
	out, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = out.Write(data)
	if e := out.Close(); err == nil {
		err = e
	}
	if err != nil {
		_ = os.Remove(file) // the first error counts
	}
	return err
}

// failed says an error that is nobody's wrong use.
func (c *call) failed(err error) int {
	fmt.Fprintf(c.stderr, "banshi: %v\n", err)
	return exitFaults
}
