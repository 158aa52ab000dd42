package db

import (
	"database/sql"
	"errors"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// ErrDamaged says that the database is no sound one any more.
var ErrDamaged = errors.New("the database is damaged")

// ErrUnknown says that the connection was lost while a transaction was being committed: it may stand or not. Whoever
// asks again does so under the same key of the request, which finds what stands.
var ErrUnknown = errors.New("the connection to the database was lost while it wrote: it may have written, or not")

// codeSQLite is what SQLite calls an error; 0 where it isn't one of its own.
func codeSQLite(err error) int {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return 0
	}
	return e.Code()
}

// codePostgres is what PostgreSQL calls an error; "" where it isn't one of its own.
func codePostgres(err error) string {
	var e *pgconn.PgError
	if !errors.As(err, &e) {
		return ""
	}
	return e.Code
}

// IsDuplicate reports whether err is a broken unique or primary key.
func IsDuplicate(err error) bool {
	code := codeSQLite(err)
	return code == sqlite3.SQLITE_CONSTRAINT_UNIQUE || code == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY || codePostgres(err) == "23505"
}

// IsNone reports whether err says that a query for one row found none.
func IsNone(err error) bool { return errors.Is(err, sql.ErrNoRows) }

// isFull reports whether the disk or the database has no room left.
func isFull(err error) bool {
	return codeSQLite(err)&0xff == sqlite3.SQLITE_FULL || codePostgres(err) == "53100"
}

// ErrUnsynced says that the disk once failed to make durable what was written. Nobody knows what it holds then: a second try
// may succeed and have kept nothing, so nothing is written before the program is started again and has read the database.
var ErrUnsynced = errors.New("the disk could not make durable what was written: nothing more is written until the program is started again")

// isUnsynced reports whether the disk failed at that, and not before.
func isUnsynced(err error) bool {
	code := codeSQLite(err)
	return code == sqlite3.SQLITE_IOERR_FSYNC || code == sqlite3.SQLITE_IOERR_DIR_FSYNC
}

func isDamaged(err error) bool {
	code := codeSQLite(err) & 0xff
	state := codePostgres(err)
	return code == sqlite3.SQLITE_CORRUPT || code == sqlite3.SQLITE_NOTADB || state == "XX001" || state == "XX002"
}
