// Package sql is the driver for a source that is a table or a view of somebody's database: one statement, which only
// reads, with the key as its parameter.
//
// bun writes values into the text of a query, however safely; towards a database that isn't ours the key travels as a
// parameter and nothing else, so the statement goes to the driver of the database itself.
package sql

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	_ "modernc.org/sqlite" // the driver "sqlite"

	"banshi/engine/record"
	"banshi/runtime/sharing"
	"banshi/runtime/sharing/wire"
)

// MaxBytes is the greatest answer, over all its cells, 4 MiB.
const MaxBytes = wire.MaxBytes

// Database is one that sources read. Several sources may share it.
type Database struct {
	name     string
	pool     *sql.DB
	postgres bool
}

// Open takes the address of a database: postgres://user@host/name, or sqlite:/path/file. Whatever its rights are,
// we ask for no more than to read. Nothing is connected yet: a database that is down is down when it is asked.
func Open(name, address string) (*Database, error) {
	d := &Database{name: name}
	switch {
	case strings.HasPrefix(address, "postgres://"), strings.HasPrefix(address, "postgresql://"):
		config, err := pgx.ParseConfig(address)
		if err != nil {
			return nil, fmt.Errorf("sharing/sql: %s: %w", name, err) // pgx leaves the password out of it
		}
		if config.ConnectTimeout == 0 {
			config.ConnectTimeout = 5 * time.Second
		}
		config.RuntimeParams["default_transaction_read_only"] = "on"
		config.RuntimeParams["application_name"] = "banshi"
		d.pool, d.postgres = stdlib.OpenDB(*config), true
	case strings.HasPrefix(address, "sqlite:"):
		path := strings.TrimPrefix(strings.TrimPrefix(address, "sqlite:"), "//")
		dsn := url.URL{Scheme: "file", Path: path, RawQuery: url.Values{"mode": {"ro"}, "_pragma": {"query_only(1)", "busy_timeout(1000)", "trusted_schema(0)"}}.Encode()}
		pool, err := sql.Open("sqlite", dsn.String())
		if err != nil {
			return nil, fmt.Errorf("sharing/sql: %s: %w", name, err)
		}
		d.pool = pool
	default:
		return nil, fmt.Errorf("sharing/sql: %s: the address must begin with postgres:// or with sqlite: and a path", name)
	}
	d.pool.SetMaxOpenConns(16)
	d.pool.SetMaxIdleConns(4)
	if !d.postgres {
		d.pool.SetMaxIdleConns(-1) // a file that was replaced, or is gone, is seen at once: an open one would go on with the old
	}
	d.pool.SetConnMaxLifetime(time.Hour)
	return d, nil
}

// Close gives its connections back.
func (d *Database) Close() error { return d.pool.Close() }

// Driver asks one statement.
type Driver struct {
	of        *Database
	statement string
	keyed     bool
}

var _ sharing.Driver = (*Driver)(nil)

var keyName = regexp.MustCompile(`:key\b`)

// New is the driver of a source. In the statement :key is the key.
func (d *Database) New(statement string) *Driver {
	keyed, place := keyName.MatchString(statement), "?1"
	if d.postgres {
		place = "$1"
	}
	return &Driver{of: d, statement: keyName.ReplaceAllLiteralString(statement, place), keyed: keyed}
}

// Via names the database.
func (d *Driver) Via() string { return "database " + d.of.name }

// Lookup asks in a transaction that may only read.
func (d *Driver) Lookup(ctx context.Context, w sharing.Want) ([]sharing.Record, error) {
	rows, err := d.rows(ctx, w)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, err
	}
	return wire.Records(rows, w)
}

func (d *Driver) rows(ctx context.Context, w sharing.Want) ([]record.Row, error) {
	tx, err := d.of.pool.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, d.unreachable(err)
	}
	defer func() { _ = tx.Rollback() }() // it has only read
	var args []any
	if d.keyed {
		args = append(args, w.Key)
	}
	found, err := tx.QueryContext(ctx, d.statement, args...)
	if err != nil {
		return nil, d.failed(err)
	}
	defer found.Close()
	columns, err := found.ColumnTypes()
	if err != nil {
		return nil, d.failed(err)
	}
	var out []record.Row
	size := 0
	for found.Next() {
		if len(out) == sharing.MaxRecords {
			return nil, fmt.Errorf("%w: more than %d records for one key", sharing.ErrGarbage, sharing.MaxRecords)
		}
		row, n, err := read(found, columns, w)
		if size += n; err == nil && size > MaxBytes {
			err = fmt.Errorf("more than %d bytes", MaxBytes)
		}
		if err != nil {
			return nil, fmt.Errorf("%w: %s: record %d: %w", sharing.ErrGarbage, d.of.name, len(out)+1, err)
		}
		out = append(out, row)
	}
	if err := found.Err(); err != nil {
		return nil, d.failed(err)
	}
	return out, nil
}

// read makes a row of the columns by their names.
func read(found *sql.Rows, columns []*sql.ColumnType, w sharing.Want) (record.Row, int, error) {
	cells := make([]any, len(columns))
	to := make([]any, len(columns))
	for i := range cells {
		to[i] = &cells[i]
	}
	row := record.Row{Fields: map[string]any{}}
	if err := found.Scan(to...); err != nil {
		return row, 0, errors.New("a column can't be read") // its text may hold the value
	}
	size := 0
	for i, column := range columns {
		name := column.Name()
		if n, ok := cells[i].(int64); ok && strings.EqualFold(column.DatabaseTypeName(), "BOOLEAN") {
			cells[i] = n != 0 // SQLite keeps truth as a number
		}
		v, n, err := cell(cells[i])
		if size += n; err != nil {
			return row, size, fmt.Errorf("column %s: %w", name, err)
		}
		if !row.Put(name, v, w.Licence != "") {
			row.Fields[name] = v
		}
	}
	return row, size, wire.Check(&row, w.Licence != "")
}

// cell is a value as records hold it: text, number, truth, or JSON that stands in a text for a list.
func cell(v any) (any, int, error) {
	switch v := v.(type) {
	case nil:
		return nil, 0, nil
	case bool:
		return v, 1, nil
	case int64:
		return json.Number(fmt.Sprint(v)), 8, nil
	case float64:
		return nil, 8, errors.New("a number with a floating point: CAST it to text, or its digits are not those of the register")
	case time.Time:
		return v.Format(time.DateOnly), 10, nil
	case []byte:
		return cell(string(v))
	case string:
		if t := strings.TrimSpace(v); strings.HasPrefix(t, "[") && strings.HasSuffix(t, "]") {
			d := json.NewDecoder(bytes.NewReader([]byte(t)))
			d.UseNumber()
			var list []any
			if err := d.Decode(&list); err == nil {
				return list, len(v), nil
			}
		}
		return v, len(v), nil
	}
	return nil, 0, fmt.Errorf("a value of type %T", v)
}

// failed tells a database that is away from a statement that it doesn't take. The text of the error may hold the key,
// so that only its kind is told.
func (d *Driver) failed(err error) error {
	var coded interface{ SQLState() string }
	if errors.As(err, &coded) {
		state := coded.SQLState()
		if strings.HasPrefix(state, "08") || strings.HasPrefix(state, "57") || strings.HasPrefix(state, "53") {
			return fmt.Errorf("%w: %s: %s", sharing.ErrUnreachable, d.of.name, state)
		}
		return fmt.Errorf("%w: %s: the statement fails: %s", sharing.ErrGarbage, d.of.name, state)
	}
	var lite interface{ Code() int }
	if errors.As(err, &lite) && lite.Code()&0xff == 1 { // SQLITE_ERROR: no such table, a wrong word
		return fmt.Errorf("%w: %s: the statement fails", sharing.ErrGarbage, d.of.name)
	}
	return d.unreachable(err)
}

func (d *Driver) unreachable(err error) error {
	var op *net.OpError
	if errors.As(err, &op) {
		return fmt.Errorf("%w: %s: %s", sharing.ErrUnreachable, d.of.name, op.Op)
	}
	return fmt.Errorf("%w: %s", sharing.ErrUnreachable, d.of.name)
}
