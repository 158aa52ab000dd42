package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/uptrace/bun"
	_ "modernc.org/sqlite" // the driver, bare

	"banshi/runtime/base/db"
	"banshi/runtime/base/db/dbtest"
)

// TestFigures measures submissions against the bare database, in the same run and with the same bytes.
func TestFigures(t *testing.T) {
	if os.Getenv("FIGURES") == "" {
		t.Skip("FIGURES is not set; make figures sets it")
	}
	collectLess(os.Getenv)
	people := 384
	if os.Getenv("SCALE") == "full" {
		people = 1536
	}
	catalogue, accounts := crowd(t, people)
	t.Run("sqlite", func(t *testing.T) {
		cfg := config(t)
		cfg.Catalog = catalogue
		rows, rate, used := submitAll(t, cfg, accounts, 64)
		bare, bareUsed := bareSQLite(t, rows, people, 64)
		fmt.Printf("figure submit_per_s %.0f /s\nfigure submit_bare_per_s %.0f /s\nfigure submit_ratio %.2f x\n", rate, bare, rate/bare)
		// Others on the machine take its time, and of who waits for the disk less: what was worked is told, too.
		fmt.Printf("figure submit_cpu_ms %.2f ms\nfigure submit_bare_cpu_ms %.2f ms\n", ms(used), ms(bareUsed))
	})
	t.Run("postgres", func(t *testing.T) {
		cfg := config(t)
		cfg.Catalog = catalogue
		cfg.Database, _ = dbtest.Own(t)
		rows, rate, _ := submitAll(t, cfg, accounts, 64)
		bare := barePostgres(t, cfg.Database, rows, people, 32)
		fmt.Printf("figure submit_pg_per_s %.0f /s\nfigure submit_pg_bare_per_s %.0f /s\nfigure submit_pg_ratio %.2f x\n", rate, bare, rate/bare)
	})
}

// leftIn is what one submission leaves in the database: rows, by table.
type leftIn struct {
	table db.Table
	lines [][]byte
}

// submitAll fills a draft in for everybody, then hands all of them in at once from many clients. It gives what one of
// them wrote, how many there were a second, and the processor time of each.
func submitAll(t *testing.T, cfg siteConfig, accounts []string, clients int) ([]leftIn, float64, time.Duration) {
	s := start(t, cfg)
	drafts := s.fillIn(t, accounts)
	ctx := context.Background()
	before := counts(t, s.db)
	if _, err := s.submit(drafts[0]); err != nil {
		t.Fatal(err)
	}
	rows := since(t, s.db, before)
	drafts = drafts[1:]
	next := make(chan filled)
	var all sync.WaitGroup
	begun, idle := time.Now(), worked(t)
	for range clients {
		all.Go(func() {
			for f := range next {
				if _, err := s.submit(f); err != nil {
					t.Error(err)
				}
			}
		})
	}
	for _, f := range drafts {
		next <- f
	}
	close(next)
	all.Wait()
	took, used := time.Since(begun), worked(t)-idle
	n, err := s.db.Read().NewSelect().TableExpr("submissions").Count(ctx)
	if err != nil || int(n) != len(accounts) {
		t.Fatalf("%d submissions, %v", n, err)
	}
	s.stop()
	return rows, float64(len(drafts)) / took.Seconds(), used / time.Duration(len(drafts))
}

func ms(d time.Duration) float64 { return d.Seconds() * 1000 }

// counts says how many rows each table has.
func counts(t *testing.T, d *db.DB) map[string]int {
	t.Helper()
	ctx, out := context.Background(), map[string]int{}
	list, err := d.Tables(ctx, d.Read())
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range list {
		n, err := d.Read().NewSelect().TableExpr("?", bun.Ident(table.Name)).Count(ctx)
		if err != nil {
			t.Fatal(err)
		}
		out[table.Name] = int(n)
	}
	return out
}

// since gives as many rows of each table as have come; which of them makes no difference to their bytes.
func since(t *testing.T, d *db.DB, before map[string]int) []leftIn {
	t.Helper()
	ctx := context.Background()
	list, err := d.Tables(ctx, d.Read())
	if err != nil {
		t.Fatal(err)
	}
	after := counts(t, d)
	var out []leftIn
	for _, table := range list {
		n := after[table.Name] - before[table.Name]
		if n <= 0 {
			continue
		}
		w := leftIn{table: table}
		if err := d.Each(ctx, d.Read(), table, func(line []byte) error {
			if w.lines = append(w.lines, line); len(w.lines) > n {
				w.lines = w.lines[1:]
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		out = append(out, w)
	}
	return out
}

// bytesOf counts what the rows hold.
func bytesOf(rows []leftIn) (n int) {
	for _, w := range rows {
		for _, l := range w.lines {
			n += len(l)
		}
	}
	return n
}

// bareSQLite inserts the same bytes as often, from as many producers into one committer, which commits for all that
// wait, as is best for SQLite with synchronous=FULL. It gives how many there were a second, and the processor time of each.
func bareSQLite(t *testing.T, rows []leftIn, times, clients int) (float64, time.Duration) {
	path := filepath.Join(t.TempDir(), "bare.db")
	pool, err := sql.Open("sqlite", "file:"+path+"?_txlock=immediate&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)")
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	pool.SetMaxOpenConns(1)
	if _, err := pool.Exec("CREATE TABLE bare (id INTEGER PRIMARY KEY AUTOINCREMENT, body TEXT NOT NULL)"); err != nil {
		t.Fatal(err)
	}
	body := strings.Repeat("办", bytesOf(rows)/3)
	type job struct{ done chan error }
	jobs := make(chan job, clients)
	go func() {
		for first := range jobs {
			tx, err := pool.Begin()
			batch := []job{first}
			for more := true; more && len(batch) < 256; {
				select {
				case j, ok := <-jobs:
					if more = ok; ok {
						batch = append(batch, j)
					}
				default:
					more = false
				}
			}
			if err == nil {
				var insert *sql.Stmt
				if insert, err = tx.Prepare("INSERT INTO bare (body) VALUES (?)"); err == nil {
					for range batch {
						if _, err = insert.Exec(body); err != nil {
							break
						}
					}
				}
			}
			if err == nil {
				err = tx.Commit()
			}
			for _, j := range batch {
				j.done <- err
			}
		}
	}()
	begun, idle := time.Now(), worked(t)
	rounds := 0
	for time.Since(begun) < 2*time.Second || rounds == 0 { // a few milliseconds would say nothing
		rounds++
		together(t, times, clients, func(int) error {
			j := job{make(chan error, 1)}
			jobs <- j
			return <-j.done
		})
	}
	took, used := time.Since(begun), worked(t)-idle
	close(jobs)
	return float64(rounds*times) / took.Seconds(), used / time.Duration(rounds*times)
}

// barePostgres inserts the same rows, those of one submission in one transaction, by as many connections.
func barePostgres(t *testing.T, url string, rows []leftIn, times, clients int) float64 {
	ctx := context.Background()
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		t.Fatal(err)
	}
	config.MaxConns = int32(clients)
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	type insert struct {
		text   string
		values []any
	}
	var inserts []insert
	for _, w := range rows {
		var columns, places []string
		for i, c := range w.table.Columns {
			if c == w.table.Counted {
				continue
			}
			columns = append(columns, `"`+c+`"`)
			places = append(places, fmt.Sprintf("$%d", len(columns)))
			_ = i
		}
		// The same tables, without what rows must not be twice.
		bare := "bare_" + w.table.Name
		if _, err := pool.Exec(ctx, "CREATE TABLE "+bare+" AS SELECT * FROM "+w.table.Name+" LIMIT 0"); err != nil {
			t.Fatal(err)
		}
		if w.table.Counted != "" {
			if _, err := pool.Exec(ctx, "ALTER TABLE "+bare+" DROP COLUMN "+w.table.Counted+", ADD COLUMN "+w.table.Counted+" BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY"); err != nil {
				t.Fatal(err)
			}
		} else if _, err := pool.Exec(ctx, "ALTER TABLE "+bare+" ADD COLUMN bare_id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY"); err != nil {
			t.Fatal(err)
		}
		for _, line := range w.lines {
			var values []any
			if err := json.Unmarshal(line, &values); err != nil {
				t.Fatal(err)
			}
			one := insert{text: "INSERT INTO " + bare + " (" + strings.Join(columns, ", ") + ") VALUES (" + strings.Join(places, ", ") + ")"}
			for i, c := range w.table.Columns {
				if c == w.table.Counted {
					continue
				}
				v := values[i]
				if f, ok := v.(float64); ok {
					v = int64(f)
				}
				one.values = append(one.values, v)
			}
			inserts = append(inserts, one)
		}
	}
	begun := time.Now()
	rounds := 0
	for time.Since(begun) < 2*time.Second || rounds == 0 {
		rounds++
		together(t, times, clients, func(int) error {
			tx, err := pool.Begin(ctx)
			if err != nil {
				return err
			}
			defer func() { _ = tx.Rollback(ctx) }()
			for _, i := range inserts {
				if _, err := tx.Exec(ctx, i.text, i.values...); err != nil {
					return err
				}
			}
			return tx.Commit(ctx)
		})
	}
	return float64(rounds*times) / time.Since(begun).Seconds()
}

// together does something so many times, from so many clients.
func together(t *testing.T, times, clients int, do func(i int) error) {
	t.Helper()
	next := make(chan int)
	var all sync.WaitGroup
	for range clients {
		all.Go(func() {
			for i := range next {
				if err := do(i); err != nil {
					t.Error(err)
				}
			}
		})
	}
	for i := range times {
		next <- i
	}
	close(next)
	all.Wait()
}
