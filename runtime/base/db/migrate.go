package db

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"regexp"

	"github.com/uptrace/bun/migrate"
)

// Migrations is what one package brings: FS holds a folder for each dialect
// (sqlite/20260101000000_begin.tx.up.sql, later postgres/…). Name is the
// package's own word (audit, identity, …) and names its table of what is done.
type Migrations struct {
	Name string
	FS   fs.FS
}

var plainName = regexp.MustCompile(`^[a-z][a-z_]{0,30}$`)

// Migrate brings the tables of every set up to date, in the order given: a set
// comes after those whose tables it refers to.
//
// It refuses a database that was written by a newer program, and a .sql that
// isn't transactional, since half a migration can be mended by nobody. Two
// programs that start at once queue for the same lock.
func (d *DB) Migrate(ctx context.Context, sets ...Migrations) error {
	unlock, err := lockFile(d.path+".migrate", true)
	if err != nil {
		return fmt.Errorf("db: another program is changing the tables of %s: %w", d.path, err)
	}
	defer func() { _ = unlock() }() // closing gives the lock back, whatever it says
	seen := map[string]bool{}
	for _, set := range sets {
		if !plainName.MatchString(set.Name) || seen[set.Name] {
			return fmt.Errorf("db: migrations %q: the name must be lower-case letters, and its own", set.Name)
		}
		seen[set.Name] = true
		if err := d.migrateOne(ctx, set); err != nil {
			return fmt.Errorf("db: migrations of %s: %w", set.Name, err)
		}
	}
	return nil
}

func (d *DB) migrateOne(ctx context.Context, set Migrations) error {
	sub, err := fs.Sub(set.FS, d.Dialect())
	if err != nil {
		return err
	}
	if err := transactional(sub); err != nil {
		return err
	}
	known := migrate.NewMigrations()
	if err := known.Discover(sub); err != nil {
		return fmt.Errorf("read %s/: %w", d.Dialect(), err)
	}
	if len(known.Sorted()) == 0 {
		return fmt.Errorf("no .tx.up.sql in %s/: is the folder embedded?", d.Dialect())
	}
	m := migrate.NewMigrator(d.write, known,
		migrate.WithTableName("schema_"+set.Name),
		migrate.WithLocksTableName("schema_"+set.Name+"_locks"),
		migrate.WithMarkAppliedOnSuccess(true))
	if err := m.Init(ctx); err != nil {
		return err
	}
	done, err := m.AppliedMigrations(ctx)
	if err != nil {
		return err
	}
	names := map[string]bool{}
	for _, k := range known.Sorted() {
		names[k.Name] = true
	}
	for _, a := range done {
		if !names[a.Name] {
			return fmt.Errorf("the database holds step %s, which this program doesn't know: it was written by a newer version; start that one", a.Name)
		}
	}
	_, err = m.Migrate(ctx)
	return err
}

var txFile = regexp.MustCompile(`^\d{14}_[a-z0-9_]+\.tx\.(up|down)\.sql$`)

func transactional(fsys fs.FS) error {
	files, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return err
	}
	var faults []error
	for _, f := range files {
		if !txFile.MatchString(f.Name()) {
			faults = append(faults, fmt.Errorf("%s: name it 20260101000000_what.tx.up.sql (tx: it is rolled back as a whole)", f.Name()))
		}
	}
	return errors.Join(faults...)
}
