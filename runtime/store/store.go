// Package store keeps drafts, cases and what is known of their files in the database.
package store

import (
	"context"
	"database/sql"
	"embed"

	"github.com/uptrace/bun"

	"banshi/runtime"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/db"
	"banshi/runtime/base/fault"
	"banshi/runtime/files"
)

//go:embed sqlite
var migrations embed.FS

// Migrations are the tables of the hall. They need those of audit and files.
func Migrations() db.Migrations { return db.Migrations{Name: "runtime", FS: migrations} }

// Store is runtime.Store on a database.
type Store struct {
	db     *db.DB
	quota  files.Quota
	issued Issued
}

// Issued writes a result where other items look it up, in the transaction of the decision that gives it.
type Issued func(ctx context.Context, tx bun.IDB, number string, r runtime.Issued) error

var _ runtime.Store = (*Store)(nil)

// New needs a database with the tables of Migrations, audit and files.
func New(d *db.DB) *Store { return &Store{db: d} }

// Giving is the same store, which also writes results where other items look them up.
func (s *Store) Giving(to Issued) *Store { return &Store{db: s.db, quota: s.quota, issued: to} }

func none() error { return fault.New(fault.NotFound, sayNotYours) }

// changed reports whether a statement touched exactly one row.
func changed(res interface{ RowsAffected() (int64, error) }) (bool, error) {
	n, err := res.RowsAffected()
	return n == 1, err
}

// changedOnce holds that a statement touched exactly one row: the one that was seen. Codes: conflict (somebody was first).
func changedOnce(res sql.Result, err error) error {
	if err != nil {
		return err
	}
	one, err := changed(res)
	if err == nil && !one {
		err = fault.New(fault.Conflict, sayDoneByOther)
	}
	return err
}

// one gives the first of a list. Codes: not_found.
func one[T any](list []T, err error) (T, error) {
	var first T
	if err == nil && len(list) == 0 {
		err = none()
	}
	if err != nil {
		return first, err
	}
	return list[0], nil
}

// Viewed writes down that somebody looked at a case.
func (s *Store) Viewed(ctx context.Context, e audit.Event) error {
	return s.db.InTxRows(ctx, func(ctx context.Context, tx bun.Tx) error { return audit.Append(ctx, tx, e) })
}
