package sql_test

import (
	"context"
	gosql "database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
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
	return server{fill: path, address: "sqlite:" + path, driver: "sqlite", quote: quoted,
		slow: "(WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 500000000) SELECT count(*) FROM c) > 0"}
}

var tables int

// columns are all that some row has, in one order.
func columns(licence bool, fields []string) []string {
	if licence {
		return append([]string{"id", "at", "holder_no", "number", "holder", "issuer", "issued", "valid_from", "valid_to", "status", "trust"}, fields...)
	}
	return append([]string{"id", "key", "at", "from", "to", "basis"}, fields...)
}

// open fills a table with the world's records. A body that is none gives a table that isn't there.
func (s server) open(t *testing.T, w sharingtest.World) sharing.Driver {
	t.Helper()
	if w.Down {
		address := "sqlite:" + filepath.Join(t.TempDir(), "gone", "x.db")
		if s.driver == "pgx" {
			address = "postgres://reader@127.0.0.1:1/gone?connect_timeout=1"
		}
		return database(t, address).New("SELECT 1 AS id WHERE '' <> :key")
	}
	tables++
	table := fmt.Sprintf("register_%d", tables)
	licence := strings.HasPrefix(w.ID, "licences/")
	where := quoted("key") + " = :key"
	if licence {
		where = "holder_no = :key OR number = :key"
	}
	if w.Delay > time.Second {
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
	return database(t, s.address).New("SELECT " + strings.Join(list, ", ") + " FROM " + table + " WHERE " + where + " ORDER BY id")
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
	for _, l := range lines {
		var marks []string
		for i := range l {
			marks = append(marks, fmt.Sprintf("$%d", i+1))
		}
		if _, err := pool.Exec("INSERT INTO "+table+" VALUES ("+strings.Join(marks, ", ")+")", l...); err != nil {
			t.Fatal(err)
		}
	}
}

func TestSuite(t *testing.T) {
	s := sqlite(t)
	fill(t, s, "seed", []string{"id"}, nil)
	sharingtest.Run(t, s.open)
	bad(t, s)
}

func TestSuiteOnPostgres(t *testing.T) {
	address, _ := dbtest.Own(t)
	s := server{fill: address, address: address, driver: "pgx", slow: "pg_sleep(5) IS NOT NULL", quote: quoted}
	sharingtest.Run(t, s.open)
	bad(t, s)
}

// bad is what only a statement can do wrong.
func bad(t *testing.T, s server) {
	fill(t, s, "mixed", []string{"id", "key", "name"}, [][]any{{"1", "a", "甲"}, {"2", "b", "乙"}})
	var many [][]any
	for i := range wire.MaxRecords + 1 {
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
