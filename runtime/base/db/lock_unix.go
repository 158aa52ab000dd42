//go:build unix

package db

import (
	"os"
	"syscall"
)

// lockFile takes a lock that the system gives back even when we are killed; a
// row in a table would stay locked for ever.
func lockFile(path string) (unlock func(), err error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX); err != nil {
		f.Close()
		return nil, err
	}
	return func() { f.Close() }, nil
}
