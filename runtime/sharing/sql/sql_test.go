package sql_test

import (
	"context"
	gosql "database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib"

	"banshi/runtime/base/db/dbtest"
	"banshi/runtime/sharing"
	"banshi/runtime/sharing/sharingtest"
	"banshi/runtime/sharing/sql"
	"banshi/runtime/sharing/wire"
)

// server is a database that is filled before it is asked.
type server struct {
	fill, address string // address for the driver of database/sql, and for ours
	driver        string
	slow          string // an expression that takes seconds
	quote         func(column string) string
}

func quoted(s string) string { return `"` + s + `"` }

func sqlite(t *testing.T) server {
	path := filepath.Join(t.TempDir(), "register.db")
	return server{fill: path + "?_pragma=busy_timeout(5000)", address: "sqlite:" + path, driver: "sqlite", quote: quoted,
		slow: "(WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 500000000) SELECT count(*) FROM c) > 0"}
}

func postgres(t *testing.T) server {
	address, _ := dbtest.Own(t)
	return server{fill: address, address: address, driver: "pgx", slow: "pg_sleep(60) IS NOT NULL", quote: quoted}
}

// network is the way to the database: of a server, a relay; of a file, the folder in which it lies, or doesn't.
func (s server) network(t *testing.T) (address string, set func(sharingtest.World)) {
	if s.driver == "sqlite" {
		path := filepath.Join(t.TempDir(), "here", "register.db")
		return "sqlite:" + path, func(w sharingtest.World) {
			at := filepath.Dir(path)
			if w.Down {
				_ = os.RemoveAll(at)
				return
			}
			if err := os.MkdirAll(at, 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.Link(strings.TrimPrefix(s.address, "sqlite:"), path); err != nil && !os.IsExist(err) {
				t.Fatal(err)
			}
		}
	}
	dir, found := strings.CutPrefix(s.address, "postgres://banshi@/postgres?host=")
	if !found {
		t.Fatalf("the server's address is another one: %s", s.address)
	}
	relay := sharingtest.NewRelay(t, "unix", filepath.Join(dir, ".s.PGSQL.5432"))
	return "postgres://banshi@" + relay.Address + "/postgres?sslmode=disable", relay.Set
}

var tables int

// columns are all that some row has, in one order.
func columns(licence bool, fields []string) []string {
	if licence {
		return append([]string{"id", "at", "holder_no", "number", "holder", "issuer", "issued", "valid_from", "valid_to", "status", "trust"}, fields...)
	}
	return append([]string{"id", "key", "at", "from", "to", "basis"}, fields...)
}

// swap is the driver of the moment, over one and the same database.
type swap struct {
	sharing.Driver
	mu sync.Mutex
}

func (s *swap) Lookup(ctx context.Context, w sharing.Want) ([]sharing.Record, error) {
	s.mu.Lock()
	d := s.Driver
	s.mu.Unlock()
	return d.Lookup(ctx, w)
}

// open makes a database that does what the world says.
func (s server) open(t *testing.T, w sharingtest.World) (sharing.Driver, func(sharingtest.World)) {
	t.Helper()
	address, network := s.network(t)
	of := database(t, address)
	d := &swap{}
	set := func(w sharingtest.World) {
		network(w)
		d.mu.Lock()
		defer d.mu.Unlock()
		d.Driver = of.New(s.statement(t, w))
	}
	set(w)
	return d, set
}

// statement fills a table with the world's records, and asks it. A body that is none gives a table that isn't there.
func (s server) statement(t *testing.T, w sharingtest.World) string {
	t.Helper()
	if w.Down {
		return "SELECT 1 AS id WHERE '' <> :key"
	}
	tables++
	table := fmt.Sprintf("register_%d", tables)
	licence := strings.HasPrefix(w.ID, "licences/")
	where := quoted("key") + " = :key"
	if licence {
		where = "holder_no = :key OR number = :key"
	}
	if w.Deaf {
		where = "'' <> :key || 'x'"
	}
	if w.Delay > time.Second || w.Drip && s.driver == "sqlite" { // without a network, an answer drips row by row
		where = s.slow + " AND (" + where + ")"
	}
	rows, err := wire.Decode(strings.NewReader(w.Body), licence)
	var fields []string
	for _, r := range rows {
		for f := range r.Fields {
			if !slices.Contains(fields, f) {
				fields = append(fields, f)
			}
		}
	}
	slices.Sort(fields)
	names := columns(licence, fields)
	if err == nil {
		fill(t, s, table, names, rows2values(rows, names, licence))
	}
	var list []string
	for _, n := range names {
		list = append(list, quoted(n))
	}
	return "SELECT " + strings.Join(list, ", ") + " FROM " + table + " WHERE " + where + " ORDER BY id"
}

func database(t *testing.T, address string) *sql.Database {
	t.Helper()
	d, err := sql.Open("register", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return d
}

func rows2values(rows any, names []string, licence bool) [][]any {
	raw, _ := json.Marshal(rows)
	var maps []map[string]any
	d := json.NewDecoder(strings.NewReader(string(raw)))
	d.UseNumber()
	_ = d.Decode(&maps)
	var out [][]any
	for _, m := range maps {
		fields, _ := m["fields"].(map[string]any)
		var line []any
		for _, n := range names {
			v := m[n]
			if v == nil {
				v = fields[n]
			}
			switch x := v.(type) {
			case []any:
				text, _ := json.Marshal(x)
				v = string(text)
			case json.Number:
				n, _ := x.Int64()
				v = n
			case nil:
				if n == "key" { // one table for all
					v = ""
				}
			}
			line = append(line, v)
		}
		out = append(out, line)
	}
	return out
}

func fill(t *testing.T, s server, table string, names []string, lines [][]any) {
	t.Helper()
	pool, err := gosql.Open(s.driver, s.fill)
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	var defs []string
	for i, n := range names {
		kind := "TEXT"
		for _, l := range lines {
			switch l[i].(type) {
			case bool:
				kind = "BOOLEAN"
			case int64:
				kind = "BIGINT"
			}
		}
		for _, l := range lines {
			if _, text := l[i].(string); text {
				kind = "TEXT"
			}
		}
		defs = append(defs, quoted(n)+" "+kind)
	}
	if _, err := pool.Exec("CREATE TABLE " + table + " (" + strings.Join(defs, ", ") + ")"); err != nil {
		t.Fatal(err)
	}
	tx, err := pool.Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tx.Rollback() }()
	for _, l := range lines {
		var marks []string
		for i := range l {
			marks = append(marks, fmt.Sprintf("$%d", i+1))
		}
		if _, err := tx.Exec("INSERT INTO "+table+" VALUES ("+strings.Join(marks, ", ")+")", l...); err != nil {
			t.Fatal(err)
		}
	}
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
}

func TestSuite(t *testing.T) {
	s := sqlite(t)
	fill(t, s, "seed", []string{"id"}, nil)
	sharingtest.Run(t, sharingtest.Kind{Open: s.open})
	bad(t, s)
}

func TestSuiteOnPostgres(t *testing.T) {
	s := postgres(t)
	sharingtest.Run(t, sharingtest.Kind{Open: s.open})
	bad(t, s)
}

// bad is what only a statement can do wrong.
func bad(t *testing.T, s server) {
	fill(t, s, "mixed", []string{"id", "key", "name"}, [][]any{{"1", "a", "甲"}, {"2", "b", "乙"}})
	var many [][]any
	for i := range sharing.MaxRecords + 1 {
		many = append(many, []any{fmt.Sprint(i), "a", strings.Repeat("长", 10)})
	}
	fill(t, s, "crowd", []string{"id", "key", "name"}, many[:200])
	fill(t, s, "large", []string{"id", "key", "name"}, [][]any{{"1", "a", strings.Repeat("x", sql.MaxBytes)}})
	const attack = "a' OR '1'='1"
	for name, c := range map[string]struct {
		statement, key string
		want           error
		found          int
	}{
		"one":               {`SELECT id, "key", name FROM mixed WHERE "key" = :key`, "a", nil, 1},
		"nobody":            {`SELECT id, "key", name FROM mixed WHERE "key" = :key`, "c", nil, 0},
		"a key with quotes": {`SELECT id, "key", name FROM mixed WHERE "key" = :key`, attack, nil, 0},
		"somebody else's":   {`SELECT id, "key", name FROM mixed WHERE '' <> :key`, "a", sharing.ErrStranger, 0},
		"no key":            {`SELECT id, name FROM mixed WHERE "key" = :key`, "a", sharing.ErrStranger, 0},
		"too many":          {`SELECT x.id || y.id AS id, x."key", x.name FROM crowd x, crowd y WHERE x."key" = :key`, "a", sharing.ErrGarbage, 0},
		"too large":         {`SELECT id, "key", name FROM large WHERE "key" = :key`, "a", sharing.ErrGarbage, 0},
		"no table":          {`SELECT id FROM nowhere WHERE "key" = :key`, "a", sharing.ErrGarbage, 0},
		"no statement":      {`SELEKT :key`, "a", sharing.ErrGarbage, 0},
		"a floating point":  {`SELECT id, "key", 1.5e0 * 2.25e0 AS n FROM mixed WHERE "key" = :key`, "a", nil, -1},
	} {
		t.Run(name, func(t *testing.T) {
			r, err := database(t, s.address).New(c.statement).Lookup(context.Background(), sharing.Want{Source: "person", Key: c.key})
			if c.found >= 0 && (!errors.Is(err, c.want) || len(r) != c.found) {
				t.Errorf("%d records, %v", len(r), err)
			}
			if c.found < 0 && err != nil && !errors.Is(err, sharing.ErrGarbage) {
				t.Errorf("%v", err)
			}
			if err != nil && strings.Contains(err.Error(), attack) {
				t.Errorf("the error holds the key: %v", err)
			}
		})
	}
	// Whatever the statement says, nothing is written.
	for _, statement := range []string{"DELETE FROM mixed WHERE '' <> :key", "INSERT INTO mixed VALUES (:key, 'x', 'x')", "DROP TABLE mixed"} {
		if _, err := database(t, s.address).New(statement).Lookup(context.Background(), sharing.Want{Source: "person", Key: "a"}); err == nil {
			t.Errorf("%s passed", statement)
		}
	}
	if r, err := database(t, s.address).New(`SELECT id, "key", name FROM mixed WHERE "key" = :key`).Lookup(context.Background(), sharing.Want{Source: "person", Key: "a"}); err != nil || len(r) != 1 {
		t.Errorf("afterwards: %v %v", r, err)
	}
}

func TestAddresses(t *testing.T) {
	for _, bad := range []string{"", "orgs", "mysql://x", "postgres://user:pass@host:notaport/x", "file:x.db"} {
		if _, err := sql.Open("orgs", bad); err == nil {
			t.Errorf("%q passed", bad)
		} else if strings.Contains(err.Error(), "pass@") {
			t.Errorf("the error holds the password: %v", err)
		}
	}
}
