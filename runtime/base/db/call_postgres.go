package db

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
)

func (pg) broken(conn any) bool { return conn.(*stdlib.Conn).Conn().IsClosed() }

// lookUp: what is sent in one go is one transaction, which on connections that only read sees one moment.
func (p pg) lookUp(ctx context.Context, conn any, calls []*Call) error {
	return p.carryOut(ctx, conn, calls)
}

// carryOut sends all calls before it reads what comes back.
func (p pg) carryOut(ctx context.Context, conn any, calls []*Call) error {
	c := conn.(*stdlib.Conn).Conn()
	var batch pgconn.Batch
	for _, call := range calls {
		if _, err := c.Prepare(ctx, call.statement.name, call.statement.numbered); err != nil {
			return err
		}
		values, formats := make([][]byte, len(call.given)), make([]int16, len(call.given))
		for i, v := range call.given {
			switch v := v.(type) {
			case string:
				values[i] = []byte(v)
			case int64:
				values[i] = strconv.AppendInt(nil, v, 10)
			case []byte:
				values[i], formats[i] = v, 1
			}
		}
		batch.ExecPrepared(call.statement.name, values, formats, call.formats())
	}
	back := c.PgConn().ExecBatch(ctx, &batch)
	var faulty error
	for i := 0; back.NextResult(); i++ {
		faulty = errors.Join(faulty, calls[i].read(back.ResultReader()))
	}
	return errors.Join(back.Close(), faulty)
}

// formats asks for bytes as they are, for all else as text.
func (c *Call) formats() []int16 {
	out := make([]int16, len(c.into))
	for i, to := range c.into {
		if _, ok := to.(*[]byte); ok {
			out[i] = 1
		}
	}
	return out
}

// read takes over what has come of one call; what the server says against it comes out where all are closed.
func (c *Call) read(back *pgconn.ResultReader) error {
	var faulty error
	for c.Rows = 0; back.NextRow(); c.Rows++ {
		row := back.Values()
		if len(row) != len(c.into) && c.into != nil {
			faulty = fmt.Errorf("db: %d columns come, %d are taken", len(row), len(c.into))
			continue
		}
		for i, to := range c.into {
			var v any
			var err error
			switch to.(type) {
			case *string:
				v = string(row[i])
			case *[]byte:
				v = append([]byte(nil), row[i]...)
			default:
				if row[i] != nil {
					v, err = strconv.ParseInt(string(row[i]), 10, 64)
				}
			}
			if row[i] == nil {
				v = nil
			}
			if err != nil || !put(to, v) {
				faulty = errors.Join(fmt.Errorf("db: column %d does not fit a %T", i+1, to), err)
			}
		}
		if c.each != nil && faulty == nil {
			c.each()
		}
	}
	tag, err := back.Close()
	if err == nil && c.into == nil {
		c.Rows = tag.RowsAffected()
	}
	c.whole = err == nil && faulty == nil
	return faulty
}
