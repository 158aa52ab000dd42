package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/uptrace/bun"

	"banshi/runtime/base/db"
	"banshi/runtime/base/db/dbtest"
)

// migrate is `migrate PATH|URL [STEPS]`: a program that brings the tables up to date, or takes them back to the steps that are
// kept, and may be killed on the way.
func migrate() {
	at := db.Options{Path: os.Args[1], Clock: time.Now}
	if strings.HasPrefix(os.Args[1], "postgres://") {
		at.Path, at.URL = "", os.Args[1]
	}
	ctx := context.Background()
	d, err := db.Open(ctx, at)
	must(err)
	if len(os.Args) > 2 {
		var to db.Steps
		must(json.Unmarshal([]byte(os.Args[2]), &to))
		must(d.Back(ctx, to, tables()...))
	} else {
		must(d.Migrate(ctx, tables()...))
	}
	must(d.Close())
}

// killed runs migrate until it comes to its end, after it was killed so many times on the way.
func killed(t *testing.T, at db.Options, random *rand.Rand, to ...string) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for kills := 0; ; kills++ {
		cmd := exec.Command(self, append([]string{at.Path + at.URL}, to...)...)
		cmd.Args[0] = "migrate"
		cmd.Stderr = os.Stderr
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if kills < 5 {
			time.AfterFunc(time.Duration(5+random.IntN(150))*time.Millisecond, func() { _ = cmd.Process.Kill() })
		}
		err := cmd.Wait()
		if err == nil {
			t.Logf("%d kills", kills)
			return
		}
		var ended *exec.ExitError
		if !errors.As(err, &ended) || ended.ExitCode() != -1 {
			t.Fatalf("after %d kills: %v", kills, err)
		}
	}
}

// fillAll writes a row into every table, each value of which is 1: so each row refers to rows that are there.
func fillAll(t *testing.T, d *db.DB) {
	t.Helper()
	ctx := context.Background()
	list, err := d.Tables(ctx, d.Read())
	if err != nil {
		t.Fatal(err)
	}
	types := "SELECT type FROM pragma_table_info(?) WHERE name = ?"
	if d.Shared() {
		types = "SELECT data_type FROM information_schema.columns WHERE table_name = ? AND column_name = ?"
	}
	err = d.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		for _, table := range list {
			var columns, values []string
			for _, c := range table.Columns {
				var kind string
				if err := tx.NewRaw(types, table.Name, c).Scan(ctx, &kind); err != nil {
					return err
				}
				columns = append(columns, c)
				switch strings.ToLower(kind) {
				case "bytea":
					values = append(values, `'\x31'`)
				case "blob":
					values = append(values, "x'31'")
				case "text":
					values = append(values, "'1'")
				default:
					values = append(values, "1")
				}
			}
			given := ""
			if d.Shared() && table.Counted != "" {
				given = " OVERRIDING SYSTEM VALUE"
			}
			text := fmt.Sprintf("INSERT INTO %s (%s)%s VALUES (%s)", table.Name, strings.Join(columns, ", "), given, strings.Join(values, ", "))
			if _, err := tx.ExecContext(ctx, text); err != nil {
				return fmt.Errorf("%s: %w", text, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// oldest are the first steps of each set.
func oldest(t *testing.T) db.Steps {
	t.Helper()
	out := db.Steps{}
	for _, set := range tables() {
		list, err := set.Steps()
		if err != nil {
			t.Fatal(err)
		}
		out[set.Name] = list[:1]
	}
	return out
}

// fillOld writes what the oldest program may have left: cases, and drafts that mend them, several of one case.
func fillOld(t *testing.T, d *db.DB, n int) {
	t.Helper()
	err := d.InTx(context.Background(), func(ctx context.Context, tx bun.Tx) error {
		for i := range n {
			number := fmt.Sprintf("440605-20260101-%05d", i)
			if _, err := tx.NewRaw(`INSERT INTO cases (number, item, item_version, name, state, version, owner, holder, applicant_kind, applicant_name, office,
				office_title, verdict, round, promised, due, submitted, changed, opinion)
				VALUES (?, 'x', 1, '办', 'precheck_failed', 1, 'P1', 'person/1', 'person', '陈', 'o', '所', 'pass', 1, '', '', 1, 1, '')`, number).Exec(ctx); err != nil {
				return err
			}
			for k := range 3 {
				if _, err := tx.NewRaw(`INSERT INTO applications (id, item, item_version, owner, holder, applicant_id, applicant, user_acts_as, channel, step,
					amends, case_number, version, created, saved, sitting_at, sitting_by, content, facts)
					VALUES (?, 'x', 1, 'P1', 'person/1', 'self', '{}', 'self', 'web', '', ?, '', 1, 1, ?, 0, '', '{"answers":{}}', '[]')`,
					fmt.Sprintf("d%d-%d", i, k), number, k).Exec(ctx); err != nil {
					return err
				}
				if _, err := tx.NewRaw(`INSERT INTO draft_files (id, draft, slot, name, hash, size, type, at) VALUES (?, ?, 'm', 'a.pdf', ?, 1, 'pdf', 1)`,
					fmt.Sprintf("f%d-%d", i, k), fmt.Sprintf("d%d-%d", i, k), fmt.Sprintf("%064d", i)).Exec(ctx); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// A filled database of the oldest program is brought up to date by one that is killed again and again. Whatever it
// was doing, the next one goes on from there, and nothing is lost or done twice. Filled to its last table, it is taken back
// so, too, and forward again, and in the end to nothing at all.
func TestKilledWhileMigrating(t *testing.T) {
	if testing.Short() {
		t.Skip("kills the program over and over")
	}
	ctx := context.Background()
	for _, kind := range []string{"sqlite", "postgres"} {
		t.Run(kind, func(t *testing.T) {
			at, fresh := db.Options{Path: filepath.Join(t.TempDir(), "x.db")}, db.Options{Path: filepath.Join(t.TempDir(), "y.db")}
			if kind == "postgres" {
				at, fresh = db.Options{URL: dbtest.Need(t)}, db.Options{URL: dbtest.Need(t)}
			}
			d := dbtest.OpenAt(t, at, dbtest.NewClock())
			if err := d.MigrateTo(ctx, oldest(t), tables()...); err != nil {
				t.Fatal(err)
			}
			fillOld(t, d, 400)
			begin, err := d.Tables(ctx, d.Read())
			if err != nil {
				t.Fatal(err)
			}
			holds := func(what, query string, want int) {
				t.Helper()
				var n int
				if err := d.Read().NewRaw(query).Scan(ctx, &n); err != nil || n != want {
					t.Errorf("%s: %d of %d, %v", what, n, want, err)
				}
			}
			random := rand.New(rand.NewPCG(7, 7))
			newest := dbtest.OpenAt(t, fresh, dbtest.NewClock(), tables()...)
			killed(t, at, random)
			same(t, "up to date", d, newest)
			holds("open drafts", "SELECT count(*) FROM applications WHERE case_number = ''", 400)
			holds("files", "SELECT count(*) FROM draft_files", 400)
			fillAll(t, d)

			to, err := json.Marshal(oldest(t))
			if err != nil {
				t.Fatal(err)
			}
			killed(t, at, random, string(to))
			after, err := d.Tables(ctx, d.Read())
			if err != nil || !reflect.DeepEqual(begin, after) {
				t.Errorf("taken back: %v\n%v\n%v", err, begin, after)
			}
			holds("cases", "SELECT count(*) FROM cases WHERE number LIKE '440605-%'", 400)
			holds("open drafts", "SELECT count(*) FROM applications WHERE case_number = ''", 400)
			killed(t, at, random)
			same(t, "forward again", d, newest)
			holds("cases", "SELECT count(*) FROM cases WHERE number LIKE '440605-%'", 400)

			killed(t, at, random, "{}")
			if nothing, err := d.Tables(ctx, d.Read()); err != nil || len(nothing) > 0 {
				t.Errorf("taken back to nothing: %v, %v", nothing, err)
			}
			if err := d.Migrate(ctx, tables()...); err != nil {
				t.Fatal(err)
			}
			same(t, "from nothing", d, newest)
		})
	}
}

// same compares the tables of two databases, whatever the order of the columns.
func same(t *testing.T, what string, a, b *db.DB) {
	t.Helper()
	ctx := context.Background()
	x, err := a.Tables(ctx, a.Read())
	if err != nil {
		t.Fatal(err)
	}
	y, err := b.Tables(ctx, b.Read())
	if err != nil || !reflect.DeepEqual(x, y) {
		t.Errorf("%s: %v\n%v\n%v", what, err, x, y)
	}
}
