package db

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/uptrace/bun"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// ErrDamaged says that the file is no sound database any more.
var ErrDamaged = errors.New("the database is damaged")

// private makes the file of the database, or tightens one that is there: it is nobody's but ours to read. What
// SQLite lays beside it (-wal, -shm) gets the same mode.
func private(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	for _, name := range []string{path, path + "-wal", path + "-shm"} {
		if err := os.Chmod(name, 0o600); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return nil
}

// Whole reads the whole file and says whether it is sound; checked is false where that took longer than within.
// Error: ErrDamaged.
func (d *DB) Whole(ctx context.Context, within time.Duration) (checked bool, err error) {
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	var found string
	err = d.read.NewRaw("PRAGMA quick_check(1)").Scan(ctx, &found)
	switch {
	case ctx.Err() != nil:
		return false, nil
	case isDamaged(err):
		return true, fmt.Errorf("db: %s: %w: %w", d.path, ErrDamaged, err)
	case err != nil:
		return false, fmt.Errorf("db: %s: check: %w", d.path, err)
	case found != "ok":
		return true, fmt.Errorf("db: %s: %w: %s", d.path, ErrDamaged, found)
	}
	return true, nil
}

func isDamaged(err error) bool {
	var e *sqlite.Error
	return errors.As(err, &e) && (e.Code()&0xff == sqlite3.SQLITE_CORRUPT || e.Code()&0xff == sqlite3.SQLITE_NOTADB)
}

// Writable writes, and tells the error that a write meets. Codes: full.
func (d *DB) Writable(ctx context.Context) error {
	return d.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		_, err := tx.ExecContext(ctx, "PRAGMA user_version = 1") // nobody reads it; its page is written each time
		return err
	})
}
