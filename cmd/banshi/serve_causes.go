package main

import (
	"errors"
	"io/fs"
	"syscall"
)

// causes words what a machine says of a place that somebody named: Chinese; English has its own words.
var causes = []struct {
	is  error
	key string
}{
	{fs.ErrPermission, "no-permission"},
	{syscall.ENOTDIR, "not-a-folder"},
	{syscall.ENOSPC, "disk-full"},
	{syscall.EROFS, "read-only"},
	{syscall.EADDRNOTAVAIL, "no-such-address"},
}

// cause says in a few words why a place that was named on the command line can't be used.
func cause(language string, err error) string {
	for _, c := range causes {
		if errors.Is(err, c.is) {
			return siteSay(language, c.key)
		}
	}
	return err.Error()
}
