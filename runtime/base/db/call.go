package db

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"
	"sync/atomic"
)

// Statement is a text of SQL that each connection prepares once, with a ? for each thing that it is given. What is done
// often is one: bun writes values into its text, which the engine then has to read anew each time.
type Statement struct {
	text     string
	name     string // of it on a connection to PostgreSQL
	numbered string // the text with $1, $2 …
}

var statements atomic.Int64

// Prepared makes a statement. Its text has no ? but those for what it is given, and is understood by both databases.
func Prepared(text string) *Statement {
	parts := strings.Split(text, "?")
	var b strings.Builder
	b.WriteString(parts[0])
	for i, p := range parts[1:] {
		b.WriteByte('$')
		b.WriteString(strconv.Itoa(i + 1))
		b.WriteString(p)
	}
	return &Statement{text: text, name: "banshi_" + strconv.FormatInt(statements.Add(1), 10), numbered: b.String()}
}

// Call is a statement with what it is given.
type Call struct {
	Rows int64 // once it is carried out: how many came or, where none are asked for, were changed

	statement *Statement
	given     []any // string, int64, []byte, nil
	into      []any // pointers to what put knows
	each      func()
	whole     bool // all that came of it is taken
}

// With gives the statement what it wants, in order: texts, whole numbers, truth, bytes, nil.
func (s *Statement) With(given ...any) *Call {
	for i, v := range given {
		switch v := v.(type) {
		case nil, string, int64, []byte:
		case int:
			given[i] = int64(v)
		case bool:
			given[i] = truth(v)
		default:
			panic(fmt.Sprintf("db: a statement is given a %T", v)) // a mistake of whoever wrote it
		}
	}
	return &Call{statement: s, given: given}
}

// Into says where the columns of a row go: pointers to a string, whole number, truth or bytes. A NULL comes as an
// empty value. Each, which may be nil, is called for every row; without it the last one stays.
func (c *Call) Into(each func(), columns ...any) *Call {
	c.into, c.each = columns, each
	return c
}

func truth(v bool) int64 {
	if v {
		return 1
	}
	return 0
}

// Together carries calls out inside a transaction of InTx, whose ctx it is, in one go: each way to a server and back takes its
// time, and others may wait for a row that the transaction holds. Nothing is left out, or the error of the first that fails
// comes out.
func Together(ctx context.Context, calls ...*Call) error {
	if len(calls) == 0 {
		return nil
	}
	in, ok := ctx.Value(inTx{}).(*inside)
	if !ok {
		return fmt.Errorf("db: Together outside a transaction")
	}
	return in.conn.Raw(func(driver any) error { return in.db.engine.carryOut(ctx, driver, calls) })
}

// Look carries out calls that only read, outside a transaction. Several of them see the same moment, which is none before Look
// was called.
func (d *DB) Look(ctx context.Context, calls ...*Call) error {
	if d.Shared() && !d.traced { // a span is of one request
		return d.lookTogether(ctx, calls)
	}
	return d.lookAlone(ctx, calls)
}

func (d *DB) lookAlone(ctx context.Context, calls []*Call) error {
	for tries := 0; ; tries++ {
		broken, err := d.look(ctx, calls)
		if !broken || tries == 2 || ctx.Err() != nil {
			return err
		}
	}
}

// look reports whether it is the connection that failed: another may do it.
func (d *DB) look(ctx context.Context, calls []*Call) (broken bool, err error) {
	conn, err := d.read.DB.Conn(ctx)
	if err != nil {
		return false, fmt.Errorf("db: %w", err)
	}
	defer func() { _ = conn.Close() }() // it goes back to its pool
	err = conn.Raw(func(driver any) error {
		err := d.engine.lookUp(ctx, driver, calls)
		broken = err != nil && d.engine.broken(driver)
		return err
	})
	return broken, err
}

// inside is the transaction that a context belongs to.
type inside struct {
	db       *DB
	conn     *sql.Conn
	together *together // nil: nobody else writes in it
}
