package main

import (
	"context"
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

// migrate is `migrate PATH|URL`: a program that brings the tables up to date, and may be killed on the way.
func migrate() {
	at := db.Options{Path: os.Args[1], Clock: time.Now}
	if strings.HasPrefix(os.Args[1], "postgres://") {
		at.Path, at.URL = "", os.Args[1]
	}
	ctx := context.Background()
	d, err := db.Open(ctx, at)
	must(err)
	must(d.Migrate(ctx, tables()...))
	must(d.Close())
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
// was doing, the next one goes on from there, and nothing is lost or done twice; then all of it is taken back.
func TestKilledWhileMigrating(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
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
			random := rand.New(rand.NewPCG(7, 7))
			kills := 0
			for {
				cmd := exec.Command(self, at.Path+at.URL)
				cmd.Args[0] = "migrate"
				cmd.Stderr = os.Stderr
				if err := cmd.Start(); err != nil {
					t.Fatal(err)
				}
				if kills < 12 {
					time.AfterFunc(time.Duration(5+random.IntN(80))*time.Millisecond, func() { _ = cmd.Process.Kill() })
				}
				err := cmd.Wait()
				if err == nil {
					break
				}
				var ended *exec.ExitError
				if !errors.As(err, &ended) || ended.ExitCode() != -1 {
					t.Fatalf("after %d kills: %v", kills, err)
				}
				kills++
			}
			t.Logf("%d kills", kills)
			newest := dbtest.OpenAt(t, fresh, dbtest.NewClock(), tables()...)
			same(t, "up to date", d, newest)
			var open, files int
			if err := d.Read().NewRaw("SELECT count(*) FROM applications WHERE case_number = ''").Scan(ctx, &open); err != nil || open != 400 {
				t.Errorf("%d drafts are open, %v", open, err)
			}
			if err := d.Read().NewRaw("SELECT count(*) FROM draft_files").Scan(ctx, &files); err != nil || files != 400 {
				t.Errorf("%d files, %v", files, err)
			}
			if err := d.Back(ctx, oldest(t), tables()...); err != nil {
				t.Fatal(err)
			}
			after, err := d.Tables(ctx, d.Read())
			if err != nil || !reflect.DeepEqual(begin, after) {
				t.Errorf("taken back: %v\n%v\n%v", err, begin, after)
			}
			if err := d.Migrate(ctx, tables()...); err != nil {
				t.Fatal(err)
			}
			same(t, "forward again", d, newest)
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
