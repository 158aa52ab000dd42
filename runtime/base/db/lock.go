package db

import (
	"errors"
	"fmt"
)

// ErrHeld says that another program holds the lock.
var ErrHeld = errors.New("another program holds it")

// Hold takes a lock on a file, made when missing, until release; it doesn't wait. The system gives it back when we
// are killed. Error: ErrHeld.
func Hold(path string) (release func() error, err error) {
	release, err = lockFile(path, false)
	if err != nil {
		return nil, fmt.Errorf("db: lock %s: %w", path, err)
	}
	return release, nil
}
