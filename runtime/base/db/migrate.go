package db

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"github.com/uptrace/bun"
)

// Migrations is what one package brings: FS holds the folder sqlite/ with its steps (20260101000000_begin.tx.up.sql,
// and a .tx.down.sql where a step can be taken back), and postgres/ with those that need other words there. Name is
// the package's own word (audit, identity, …) and names its table of what is done.
type Migrations struct {
	Name string
	FS   fs.FS
}

var plainName = regexp.MustCompile(`^[a-z][a-z_]{0,30}$`)

// Migrate brings the tables of every set up to date, in the order given: a set
// comes after those whose tables it refers to.
//
// Each step and the note that it was done are one transaction: whoever is killed on the way has done it or not, and
// goes on when started again. It refuses a .sql that isn't transactional, since half a migration can be mended by nobody,
// and a database with steps of a newer program, unless each of these says that older programs go on: it only adds, so that
// nodes of two versions stand side by side during an upgrade. Programs that start at once follow each other.
func (d *DB) Migrate(ctx context.Context, sets ...Migrations) error {
	return d.withTables(ctx, sets, func(set Migrations) error { return d.forward(ctx, set, nil) })
}

// MigrateTo is Migrate, with the named steps only.
func (d *DB) MigrateTo(ctx context.Context, only Steps, sets ...Migrations) error {
	return d.withTables(ctx, sets, func(set Migrations) error {
		return d.forward(ctx, set, func(step string) bool { return slices.Contains(only[set.Name], step) })
	})
}

// Back takes back every step that isn't among those named, the last first. What only they held is lost. A step that
// can't be taken back is refused before anything is done.
func (d *DB) Back(ctx context.Context, to Steps, sets ...Migrations) error {
	back := slices.Clone(sets)
	slices.Reverse(back)
	run := func(do bool) error {
		return d.withTables(ctx, back, func(set Migrations) error { return d.backward(ctx, set, to[set.Name], do) })
	}
	if err := run(false); err != nil {
		return err
	}
	return run(true)
}

// Steps are names of steps, by set, in order.
type Steps map[string][]string

// Done gives the steps of each set that the database has.
func (d *DB) Done(ctx context.Context, q bun.IDB, sets ...Migrations) (Steps, error) {
	out := Steps{}
	for _, set := range sets {
		done, err := d.done(ctx, q, set)
		if err != nil {
			return nil, fmt.Errorf("db: migrations of %s: %w", set.Name, err)
		}
		if len(done) > 0 {
			out[set.Name] = done
		}
	}
	return out, nil
}

func (d *DB) withTables(ctx context.Context, sets []Migrations, each func(Migrations) error) error {
	unlock, err := d.engine.lockTables(ctx, d)
	if err != nil {
		return fmt.Errorf("db: another program is changing the tables of %s: %w", d.Where(), err)
	}
	defer unlock()
	seen := map[string]bool{}
	for _, set := range sets {
		if !plainName.MatchString(set.Name) || seen[set.Name] {
			return fmt.Errorf("db: migrations %q: the name must be lower-case letters, and its own", set.Name)
		}
		seen[set.Name] = true
		if err := each(set); err != nil {
			return fmt.Errorf("db: migrations of %s: %w", set.Name, err)
		}
	}
	return nil
}

// goOn is the comment by which a step says that programs which don't know it go on beside those that do.
const goOn = "-- older programs go on"

// What a note of a step says of programs that don't know it, in its group_id.
const (
	stops  = 1
	goesOn = 2
)

// step is one change of tables.
type step struct {
	name, file string
	down       bool // it can be taken back
}

var txFile = regexp.MustCompile(`^(\d{14})_[a-z0-9_]+\.tx\.(up|down)\.sql$`)

// steps lists those of a set, in order.
func (set Migrations) steps() ([]step, error) {
	files, err := fs.ReadDir(set.FS, sqliteName)
	if err != nil {
		return nil, err
	}
	var out []step
	var faults []error
	for _, f := range files {
		m := txFile.FindStringSubmatch(f.Name())
		switch {
		case m == nil:
			faults = append(faults, fmt.Errorf("%s: name it 20260101000000_what.tx.up.sql (tx: it is rolled back as a whole)", f.Name()))
		case m[2] == "up":
			_, err := fs.Stat(set.FS, sqliteName+"/"+strings.Replace(f.Name(), ".up.", ".down.", 1))
			out = append(out, step{name: m[1], file: f.Name(), down: err == nil})
		}
	}
	if len(out) == 0 && len(faults) == 0 {
		faults = append(faults, errors.New("no .tx.up.sql in sqlite/: is the folder embedded?"))
	}
	slices.SortFunc(out, func(a, b step) int { return strings.Compare(a.file, b.file) })
	for i := 1; i < len(out); i++ {
		if out[i].name == out[i-1].name {
			faults = append(faults, fmt.Errorf("%s and %s have the same number", out[i-1].file, out[i].file))
		}
	}
	return out, errors.Join(faults...)
}

// Steps names the steps that a set has, in order.
func (set Migrations) Steps() ([]string, error) {
	list, err := set.steps()
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = s.name
	}
	return out, err
}

// goesOn tells whether a step says that older programs go on.
func (set Migrations) goesOn(file string) (bool, error) {
	raw, err := fs.ReadFile(set.FS, sqliteName+"/"+file)
	return slices.Contains(strings.Split(string(raw), "\n"), goOn), err
}

// Text gives what a step does, and whether it says that older programs go on.
func (set Migrations) Text(step string) (text string, goesOn bool, err error) {
	list, err := set.steps()
	if err != nil {
		return "", false, err
	}
	for _, s := range list {
		if s.name == step {
			raw, err := fs.ReadFile(set.FS, sqliteName+"/"+s.file)
			if err != nil {
				return "", false, err
			}
			goesOn, err = set.goesOn(s.file)
			return string(raw), goesOn, err
		}
	}
	return "", false, fmt.Errorf("db: %s has no step %s", set.Name, step)
}

func (set Migrations) table() string { return "schema_" + set.Name }

// done lists the steps that the database has, in order; none where it was never touched.
func (d *DB) done(ctx context.Context, q bun.IDB, set Migrations) ([]string, error) {
	known := "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = ?"
	if d.Shared() {
		known = "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = ?"
	}
	var n int
	if err := q.NewRaw(known, set.table()).Scan(ctx, &n); err != nil || n == 0 {
		return nil, err
	}
	var out []string
	err := q.NewRaw("SELECT name FROM ? ORDER BY name", bun.Ident(set.table())).Scan(ctx, &out)
	if IsNone(err) {
		err = nil
	}
	return out, err
}

func (d *DB) forward(ctx context.Context, set Migrations, wanted func(string) bool) error {
	known, err := set.steps()
	if err != nil {
		return err
	}
	// The columns are those of a table that an earlier program made by another way.
	create := "CREATE TABLE IF NOT EXISTS " + set.table() + " (name TEXT PRIMARY KEY, group_id INTEGER NOT NULL, migrated_at TEXT NOT NULL)"
	if err := d.step(ctx, []string{create}); err != nil {
		return err
	}
	done, err := d.done(ctx, d.write, set)
	if err != nil {
		return err
	}
	unknown := slices.DeleteFunc(slices.Clone(done), func(name string) bool {
		return slices.ContainsFunc(known, func(s step) bool { return s.name == name })
	})
	for _, name := range unknown {
		var says int
		if err := d.write.NewRaw("SELECT group_id FROM ? WHERE name = ?", bun.Ident(set.table()), name).Scan(ctx, &says); err != nil {
			return err
		}
		if says != goesOn {
			return fmt.Errorf("the database holds step %s, which this program doesn't know: it was written by a newer version; start that one", name)
		}
	}
	for _, s := range known {
		if slices.Contains(done, s.name) || wanted != nil && !wanted(s.name) {
			continue
		}
		statements, err := d.read1(set, s.file)
		if err != nil {
			return err
		}
		says := stops
		if goes, err := set.goesOn(s.file); err != nil {
			return err
		} else if goes {
			says = goesOn
		}
		note := fmt.Sprintf("INSERT INTO %s (name, group_id, migrated_at) VALUES ('%s', %d, '%s')", set.table(), s.name, says, d.Now().Format("2006-01-02 15:04:05"))
		if err := d.step(ctx, append(statements, note)); err != nil {
			return fmt.Errorf("%s: %w", s.file, err)
		}
	}
	return nil
}

func (d *DB) backward(ctx context.Context, set Migrations, keep []string, do bool) error {
	known, err := set.steps()
	if err != nil {
		return err
	}
	done, err := d.done(ctx, d.write, set)
	if err != nil {
		return err
	}
	for _, name := range done {
		if !slices.ContainsFunc(known, func(s step) bool { return s.name == name }) {
			return fmt.Errorf("step %s is of a newer program: that one takes it back", name)
		}
	}
	slices.Reverse(known)
	for _, s := range known {
		if !slices.Contains(done, s.name) || slices.Contains(keep, s.name) {
			continue
		}
		if !s.down {
			return fmt.Errorf("%s can't be taken back: restore a backup from before it", s.file)
		}
		if !do {
			continue
		}
		statements, err := d.read1(set, strings.Replace(s.file, ".up.", ".down.", 1))
		if err != nil {
			return err
		}
		note := fmt.Sprintf("DELETE FROM %s WHERE name = '%s'", set.table(), s.name)
		if err := d.step(ctx, append(statements, note)); err != nil {
			return fmt.Errorf("take back %s: %w", s.file, err)
		}
	}
	return nil
}

// read1 gives the statements of a file, in the words of the database.
func (d *DB) read1(set Migrations, file string) ([]string, error) {
	name := sqliteName + "/" + file
	own := d.Dialect() + "/" + file
	say := d.engine.say
	if _, err := fs.Stat(set.FS, own); err == nil {
		name, say = own, func(s string) ([]string, error) { return []string{s}, nil }
	}
	raw, err := fs.ReadFile(set.FS, name)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, statement := range strings.Split(string(raw), "--bun:split") {
		said, err := say(statement)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		out = append(out, said...)
	}
	return out, nil
}

// step does all of it, or nothing.
func (d *DB) step(ctx context.Context, statements []string) error {
	return d.write.RunInTx(ctx, nil, func(ctx context.Context, tx bun.Tx) error {
		for _, s := range statements {
			if _, err := tx.Tx.ExecContext(ctx, s); err != nil {
				return err
			}
		}
		return nil
	})
}
