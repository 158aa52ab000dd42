package main

import (
	"bytes"
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"banshi/runtime/base/db"
	"banshi/runtime/base/db/dbtest"
)

// said runs a command and gives its exit code and all that it said.
func said(args ...string) (int, string) {
	var out bytes.Buffer
	code := Run(args, &out, &out, func(name string) string {
		if name == databaseVar {
			return ""
		}
		return os.Getenv(name)
	})
	return code, out.String()
}

// The drill: people submit, a backup is made meanwhile, and is put back elsewhere, on both kinds of database. Nothing
// that was acknowledged before the backup began is missing, and all that is there belongs together.
func TestBackupWhilePeopleSubmit(t *testing.T) {
	catalogue, accounts := crowd(t, 61)
	for _, from := range []string{"sqlite", "postgres"} {
		t.Run(from, func(t *testing.T) {
			cfg := config(t)
			cfg.Catalog = catalogue
			more := []string{}
			if from == "postgres" {
				cfg.Database = dbtest.Need(t)
				more = []string{"--database", cfg.Database}
			}
			s := start(t, cfg)
			file := filepath.Join(t.TempDir(), "b.banshi")
			before, all := submitAround(t, s.site, accounts[:60], func() {
				code, text := said(append([]string{"backup", "--data", cfg.Data, file}, more...)...)
				if code != exitFine {
					t.Errorf("backup: %d %s", code, text)
				}
			})
			if len(before) == 0 || len(before) == len(all) {
				t.Logf("the backup was no race: %d of %d", len(before), len(all))
			}
			to := filepath.Join(t.TempDir(), "restored")
			code, text := said("restore", "--data", to, file)
			if code != exitFine {
				t.Fatalf("restore: %d %s", code, text)
			}
			whole(t, db.Options{Path: filepath.Join(to, databaseFile)}, to, before, all)
			// Into the other kind, too.
			pg, to := dbtest.Need(t), filepath.Join(t.TempDir(), "restored")
			if code, text := said("restore", "--data", to, "--database", pg, file); code != exitFine {
				t.Fatalf("restore into PostgreSQL: %d %s", code, text)
			}
			whole(t, db.Options{URL: pg}, to, before, all)
			// What was restored goes on: numbers, the trail and events follow on.
			again := cfg
			again.Data, again.Database = to, pg
			next := start(t, again)
			if c, err := next.submit(next.fillIn(t, accounts[60:])[0]); err != nil || slices.Contains(before, c.Number) {
				t.Errorf("the next one: %s, %v", c.Number, err)
			}
			next.stop()
			if code, text := said("verify", "--data", to, "--database", pg); code != exitFine {
				t.Errorf("verify: %s", text)
			}
			if code, text := said("restore", "--data", filepath.Join(t.TempDir(), "more"), "--database", pg, file); code != exitUsage || !strings.Contains(text, "空的数据库") {
				t.Errorf("into a database that is full: %d %s", code, text)
			}
		})
	}
}

// submitAround submits from several clients and does something when a third is done. It gives the numbers that were
// acknowledged before it began, and all.
func submitAround(t *testing.T, s *site, accounts []string, do func()) (before, all []string) {
	t.Helper()
	drafts := s.fillIn(t, accounts)
	var mu sync.Mutex
	var clients sync.WaitGroup
	var done atomic.Int64
	third, begun := make(chan struct{}), make(chan struct{})
	next := make(chan filled)
	for range 6 {
		clients.Go(func() {
			for f := range next {
				c, err := s.submit(f)
				if err != nil {
					t.Error(err)
					continue
				}
				mu.Lock()
				all = append(all, c.Number)
				mu.Unlock()
				if int(done.Add(1)) == len(accounts)/3 {
					close(third)
				}
			}
		})
	}
	clients.Go(func() {
		<-third
		mu.Lock()
		before = slices.Clone(all)
		mu.Unlock()
		close(begun)
		do()
	})
	for i, f := range drafts {
		if i == 2*len(accounts)/3 {
			<-begun
		}
		next <- f
	}
	close(next)
	clients.Wait()
	return before, all
}

// whole looks for what must be there, and that nothing is there that nobody submitted.
func whole(t *testing.T, at db.Options, data string, before, all []string) {
	t.Helper()
	d := dbtest.OpenAt(t, at, dbtest.NewClock())
	ctx := context.Background()
	var numbers []string
	err := d.Read().NewRaw("SELECT c.number FROM cases AS c JOIN submissions AS s ON s.number = c.number JOIN case_events AS e ON e.number = c.number AND e.seq = 1 ORDER BY c.number").
		Scan(ctx, &numbers)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range before {
		if !slices.Contains(numbers, n) {
			t.Errorf("%s was acknowledged before the backup began, and is lost", n)
		}
	}
	for _, n := range numbers {
		if !slices.Contains(all, n) {
			t.Errorf("%s was never submitted", n)
		}
	}
	var sessions int
	if err := d.Read().NewRaw("SELECT count(*) FROM sessions").Scan(ctx, &sessions); err != nil || sessions != 0 {
		t.Errorf("%d are signed in again (%v)", sessions, err)
	}
	if key, err := os.ReadFile(filepath.Join(data, secretFile)); err != nil || len(key) < secretSize {
		t.Errorf("the secret of look-ups: %d bytes, %v", len(key), err)
	}
}

// A backup that was cut off or changed anywhere is refused, and where it was to go stays as it was.
func TestABrokenBackupIsRefused(t *testing.T) {
	cfg := config(t)
	start(t, cfg).stop()
	file := filepath.Join(t.TempDir(), "b.banshi")
	code, text := said("backup", "--data", cfg.Data, file)
	if code != exitFine {
		t.Fatal(text)
	}
	good, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if code, text := said("backup", "--data", cfg.Data, file); code != exitUsage || !strings.Contains(text, file) {
		t.Errorf("over an older one: %d %s", code, text)
	}
	random := rand.New(rand.NewPCG(1, 2))
	spoiled := map[string][]byte{"nothing": {}, "no backup": []byte(strings.Repeat("x", 5000)), "one byte less": good[:len(good)-1], "one byte more": append(slices.Clone(good), 'x')}
	for range 5 {
		spoiled["cut off"+time.Duration(random.Int64()).String()] = good[:random.IntN(len(good))]
		bad := slices.Clone(good)
		bad[random.IntN(len(bad))] ^= 1 << random.IntN(8)
		spoiled["flipped"+time.Duration(random.Int64()).String()] = bad
	}
	bad := filepath.Join(t.TempDir(), "bad.banshi")
	to := filepath.Join(t.TempDir(), "to")
	for name, content := range spoiled {
		if err := os.WriteFile(bad, content, 0o600); err != nil {
			t.Fatal(err)
		}
		code, text := said("restore", "--data", to, bad)
		left, _ := filepath.Glob(to + "*")
		if code != exitFaults || !strings.Contains(text, "没有恢复任何东西") || len(left) > 0 {
			t.Errorf("%s: %d %s %v", name, code, text, left)
		}
	}
	if code, text := said("restore", "--data", cfg.Data, file); code != exitUsage || !strings.Contains(text, "已经有东西") {
		t.Errorf("over what is there: %d %s", code, text)
	}
	if code, text := said("restore", "--data", to, "--sum", strings.Repeat("0", 64), file); code != exitFaults || !strings.Contains(text, "--sum") {
		t.Errorf("another sum: %d %s", code, text)
	}
	if code, text := said("restore", "--data", to, file); code != exitFine {
		t.Errorf("the good one: %d %s", code, text)
	}
}

func TestNoPasswordOnTheCommandLine(t *testing.T) {
	for _, address := range []string{"postgres://banshi:secret@db/banshi", "postgres://banshi@db/banshi?password=secret"} {
		for _, verb := range []string{"serve", "verify", "backup", "restore"} {
			args := []string{verb, "--database", address}
			if verb == "backup" || verb == "restore" {
				args = append(args, "x.banshi")
			}
			if code, text := said(args...); code != exitUsage || strings.Contains(text, "secret") || !strings.Contains(text, databaseVar) {
				t.Errorf("%v: %d %s", args, code, text)
			}
		}
	}
	if code, text := said("verify", "--database", "mysql://x"); code != exitUsage || !strings.Contains(text, "postgres://") {
		t.Errorf("%d %s", code, text)
	}
}
