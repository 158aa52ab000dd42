package db

import (
	"context"
	"database/sql"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/uptrace/bun"
)

// Each gives every row of a table, in the order of its key, as a line of JSON that Put takes on either database.
func (d *DB) Each(ctx context.Context, q bun.IDB, t Table, line func([]byte) error) (err error) {
	columns := make([]bun.Ident, len(t.Columns))
	for i, c := range t.Columns {
		columns[i] = bun.Ident(c)
	}
	text := "SELECT ? FROM ?"
	args := []any{bun.List(columns), bun.Ident(t.Name)}
	if len(t.Keys) > 0 {
		keys := make([]bun.Ident, len(t.Keys))
		for i, k := range t.Keys {
			keys[i] = bun.Ident(k)
		}
		text, args = text+" ORDER BY ?", append(args, bun.List(keys))
	}
	rows, err := q.QueryContext(ctx, text, args...)
	if err != nil {
		return fmt.Errorf("db: read %s: %w", t.Name, err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		raw, err := lineOf(rows, len(t.Columns))
		if err != nil {
			return fmt.Errorf("db: read %s: %w", t.Name, err)
		}
		if err := line(raw); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("db: read %s: %w", t.Name, err)
	}
	return nil
}

// bytesMark stands before what is no text: no text that is kept begins with it unmarked.
const bytesMark = "\x00base64:"

func lineOf(rows *sql.Rows, n int) ([]byte, error) {
	values, places := make([]any, n), make([]any, n)
	for i := range values {
		places[i] = &values[i]
	}
	if err := rows.Scan(places...); err != nil {
		return nil, err
	}
	for i, v := range values {
		switch v := v.(type) {
		case nil, int64, float64:
		case []byte:
			values[i] = bytesMark + base64.StdEncoding.EncodeToString(v)
		case string:
			if !utf8.ValidString(v) || strings.HasPrefix(v, "\x00") {
				return nil, fmt.Errorf("column %d: the text isn't UTF-8", i+1)
			}
		default:
			return nil, fmt.Errorf("column %d: %T is no value that stores keep", i+1, v)
		}
	}
	return json.Marshal(values)
}

// Put writes lines of Each into a table that is empty.
func Put(ctx context.Context, tx bun.Tx, t Table, lines [][]byte) error {
	if len(lines) == 0 {
		return nil
	}
	columns := make([]bun.Ident, len(t.Columns))
	for i, c := range t.Columns {
		columns[i] = bun.Ident(c)
	}
	args := []any{bun.Ident(t.Name), bun.List(columns)}
	var rows []string
	for _, line := range lines {
		values, err := valuesOf(line)
		if err != nil {
			return fmt.Errorf("db: write %s: %w", t.Name, err)
		}
		if len(values) != len(t.Columns) {
			return fmt.Errorf("db: write %s: %d values for %d columns", t.Name, len(values), len(t.Columns))
		}
		rows = append(rows, "("+strings.TrimSuffix(strings.Repeat("?, ", len(values)), ", ")+")")
		args = append(args, values...)
	}
	if _, err := tx.NewRaw("INSERT INTO ? (?) VALUES "+strings.Join(rows, ", "), args...).Exec(ctx); err != nil {
		return fmt.Errorf("db: write %s: %w", t.Name, err)
	}
	return nil
}

func valuesOf(line []byte) ([]any, error) {
	d := json.NewDecoder(strings.NewReader(string(line)))
	d.UseNumber()
	var values []any
	if err := d.Decode(&values); err != nil {
		return nil, err
	}
	for i, v := range values {
		switch v := v.(type) {
		case json.Number:
			n, err := v.Int64()
			if err == nil {
				values[i] = n
				continue
			}
			if values[i], err = v.Float64(); err != nil {
				return nil, err
			}
		case string:
			if coded, ok := strings.CutPrefix(v, bytesMark); ok {
				raw, err := base64.StdEncoding.DecodeString(coded)
				if err != nil {
					return nil, err
				}
				values[i] = raw
			}
		}
	}
	return values, nil
}

// Filled says that all rows of a table were put: numbers that the database gives go on behind them.
func (d *DB) Filled(ctx context.Context, tx bun.Tx, t Table) error {
	if t.Counted == "" {
		return nil
	}
	if err := d.engine.counted(ctx, tx, t); err != nil {
		return fmt.Errorf("db: %s: count on: %w", t.Name, err)
	}
	return nil
}
