package db

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/uptrace/bun/dialect/pgdialect"
	"github.com/uptrace/bun/schema"
)

// Insert is the prepared insert of rows of one model of bun, so that its columns are named in one place.
type Insert[R any] struct {
	statement *Statement
	fields    []insertField
}

type insertField struct {
	index []int
	null  bool // an empty value is none
}

// Inserting makes the insert of a model; its text ends with what follows the values ("ON CONFLICT … DO NOTHING"). Columns that
// count by themselves are left to the database.
func Inserting[R any](ending string) *Insert[R] {
	t := tableOf[R]()
	in := &Insert[R]{}
	var names, places []string
	for _, f := range t.Fields {
		if f.AutoIncrement {
			continue
		}
		names, places = append(names, string(f.SQLName)), append(places, "?")
		in.fields = append(in.fields, insertField{f.Index, f.NullZero})
	}
	in.statement = Prepared(strings.TrimSpace("INSERT INTO " + string(t.SQLName) + " (" + strings.Join(names, ", ") + ") VALUES (" +
		strings.Join(places, ", ") + ") " + ending))
	return in
}

// tableOf is what bun knows of a model; both dialects think the same of it.
func tableOf[R any]() *schema.Table {
	t := pgdialect.New().Tables().Get(reflect.TypeFor[R]())
	for _, f := range t.Fields {
		switch f.StructField.Type.Kind() {
		case reflect.String, reflect.Int, reflect.Int64, reflect.Bool, reflect.Slice, reflect.Pointer:
		default:
			panic(fmt.Sprintf("db: %s.%s is no value that is kept", t.TypeName, f.GoName))
		}
	}
	return t
}

// Row is the insert of one row.
func (in *Insert[R]) Row(r *R) *Call {
	v := reflect.ValueOf(r).Elem()
	given := make([]any, len(in.fields))
	for i, f := range in.fields {
		given[i] = plain(v.FieldByIndex(f.index), f.null)
	}
	return &Call{statement: in.statement, given: given}
}

func plain(v reflect.Value, null bool) any {
	if null && v.IsZero() {
		return nil
	}
	switch v.Kind() {
	case reflect.String:
		return v.String()
	case reflect.Int, reflect.Int64:
		return v.Int()
	case reflect.Bool:
		return truth(v.Bool())
	case reflect.Slice:
		return v.Bytes()
	case reflect.Pointer:
		if v.IsNil() {
			return nil
		}
		return plain(v.Elem(), false)
	}
	return nil
}

// Select is the prepared query of rows of one model of bun.
type Select[R any] struct {
	statement *Statement
	fields    [][]int
}

// Selecting makes the query of a model, under the alias that bun gives its table; ending is what follows FROM, and without the
// columns that nobody wants.
func Selecting[R any](ending string, without ...string) *Select[R] {
	t := tableOf[R]()
	q := &Select[R]{}
	var names []string
	for _, f := range t.Fields {
		if slices.Contains(without, f.Name) {
			continue
		}
		names = append(names, string(t.SQLAlias)+"."+string(f.SQLName))
		q.fields = append(q.fields, f.Index)
	}
	q.statement = Prepared("SELECT " + strings.Join(names, ", ") + " FROM " + string(t.SQLName) + " AS " + string(t.SQLAlias) + " " + ending)
	return q
}

// Into is the query whose rows come into r, one after the other; each, which may be nil, is called for every one.
func (q *Select[R]) Into(r *R, each func(), given ...any) *Call {
	v := reflect.ValueOf(r).Elem()
	columns := make([]any, len(q.fields))
	for i, index := range q.fields {
		columns[i] = v.FieldByIndex(index).Addr().Interface()
	}
	return q.statement.With(given...).Into(each, columns...)
}

// All is the query whose rows are added to list.
func (q *Select[R]) All(list *[]R, given ...any) *Call {
	var row R
	return q.Into(&row, func() { *list = append(*list, row) }, given...)
}
