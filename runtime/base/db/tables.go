package db

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/uptrace/bun"
)

// Table is one that stores keep rows in.
type Table struct {
	Name    string   `json:"name"`
	Columns []string `json:"columns"`
	Keys    []string `json:"keys"`              // of the primary key: the order of the rows
	Counted string   `json:"counted,omitempty"` // the column whose numbers the database gives
}

// Tables lists what the database holds, each behind those that it refers to. What notes the steps of migrations is
// none of them.
func (d *DB) Tables(ctx context.Context, q bun.IDB) ([]Table, error) {
	list, err := d.engine.tables(ctx, q)
	if err != nil {
		return nil, fmt.Errorf("db: %s: list the tables: %w", d.Where(), err)
	}
	return list, nil
}

// column is one of a table, as both engines tell it.
type column struct {
	Table, Name string
	Key         int // place in the primary key; 0: no part of it
	Counted     bool
}

// link is a reference from one table to another.
type link struct{ Table, Other string }

// sorted puts tables together, each behind those that it refers to.
func sorted(columns []column, links []link) ([]Table, error) {
	var all []*Table
	find := func(name string) *Table {
		i := slices.IndexFunc(all, func(t *Table) bool { return t.Name == name })
		if i < 0 {
			return nil
		}
		return all[i]
	}
	keys := map[string][]column{}
	for _, c := range columns {
		if strings.HasPrefix(c.Table, "schema_") {
			continue
		}
		t := find(c.Table)
		if t == nil {
			t = &Table{Name: c.Table}
			all = append(all, t)
		}
		t.Columns = append(t.Columns, c.Name)
		if c.Key > 0 {
			keys[c.Table] = append(keys[c.Table], c)
		}
		if c.Counted {
			t.Counted = c.Name
		}
	}
	for name, list := range keys {
		slices.SortFunc(list, func(a, b column) int { return a.Key - b.Key })
		for _, c := range list {
			find(name).Keys = append(find(name).Keys, c.Name)
		}
	}
	var out []Table
	placed := map[string]bool{}
	for len(out) < len(all) {
		before := len(out)
		for _, t := range all {
			waits := slices.ContainsFunc(links, func(l link) bool {
				return l.Table == t.Name && l.Other != t.Name && !placed[l.Other]
			})
			if !placed[t.Name] && !waits {
				placed[t.Name] = true
				out = append(out, *t)
			}
		}
		if len(out) == before {
			return nil, fmt.Errorf("tables refer to each other in a ring")
		}
	}
	return out, nil
}

func (l lite) tables(ctx context.Context, q bun.IDB) ([]Table, error) {
	var columns []column
	err := q.NewRaw(`SELECT t.name AS "table", c.name, c.pk AS key, (c.pk = 1 AND t.sql LIKE '%AUTOINCREMENT%') AS counted
		FROM sqlite_schema AS t, pragma_table_info(t.name) AS c
		WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY t.name, c.cid`).Scan(ctx, &columns)
	if err != nil && !IsNone(err) {
		return nil, err
	}
	var links []link
	err = q.NewRaw(`SELECT t.name AS "table", k."table" AS other FROM sqlite_schema AS t, pragma_foreign_key_list(t.name) AS k WHERE t.type = 'table'`).Scan(ctx, &links)
	if err != nil && !IsNone(err) {
		return nil, err
	}
	return sorted(columns, links)
}

func (l lite) counted(context.Context, bun.Tx, Table) error { return nil } // it counts on by itself

func (p pg) tables(ctx context.Context, q bun.IDB) ([]Table, error) {
	var columns []column
	err := q.NewRaw(`SELECT t.relname AS "table", c.attname AS name, coalesce(array_position(k.conkey, c.attnum), 0) AS key, (c.attidentity <> '') AS counted
		FROM pg_class AS t JOIN pg_attribute AS c ON c.attrelid = t.oid AND c.attnum > 0 AND NOT c.attisdropped
		LEFT JOIN pg_constraint AS k ON k.conrelid = t.oid AND k.contype = 'p'
		WHERE t.relkind = 'r' AND t.relnamespace = current_schema()::regnamespace ORDER BY t.relname COLLATE "C", c.attnum`).Scan(ctx, &columns)
	if err != nil && !IsNone(err) {
		return nil, err
	}
	var links []link
	err = q.NewRaw(`SELECT t.relname AS "table", o.relname AS other FROM pg_constraint AS k JOIN pg_class AS t ON t.oid = k.conrelid
		JOIN pg_class AS o ON o.oid = k.confrelid WHERE k.contype = 'f' AND t.relnamespace = current_schema()::regnamespace`).Scan(ctx, &links)
	if err != nil && !IsNone(err) {
		return nil, err
	}
	return sorted(columns, links)
}

func (p pg) counted(ctx context.Context, tx bun.Tx, t Table) error {
	_, err := tx.NewRaw("SELECT setval(pg_get_serial_sequence(?, ?), greatest((SELECT coalesce(max(?), 0) FROM ?), 1), (SELECT count(*) > 0 FROM ?))",
		t.Name, t.Counted, bun.Ident(t.Counted), bun.Ident(t.Name), bun.Ident(t.Name)).Exec(ctx)
	return err
}
