//go:build unix

package db

import (
	"errors"
	"os"
	"syscall"
)

// lockFile takes a lock that the system gives back even when we are killed; a
// row in a table would stay locked for ever. Without wait it gives ErrHeld where another program has it.
func lockFile(path string, wait bool) (unlock func() error, err error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	how := syscall.LOCK_EX
	if !wait {
		how |= syscall.LOCK_NB
	}
	if err := syscall.Flock(int(f.Fd()), how); err != nil {
		if errors.Is(err, syscall.EWOULDBLOCK) {
			err = ErrHeld
		}
		return nil, errors.Join(err, f.Close())
	}
	return f.Close, nil
}
