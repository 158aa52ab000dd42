package db

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"

	"modernc.org/sqlite"
)

// liteConnector opens connections that keep what they have prepared.
type liteConnector struct{ driver.Connector }

func newLiteConnector(dsn string) (driver.Connector, error) {
	c, err := sqlite.NewConnector(dsn)
	return liteConnector{c}, err
}

func (l liteConnector) Connect(ctx context.Context) (driver.Conn, error) {
	c, err := l.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	bare, ok := c.(liteBare)
	if !ok {
		return nil, errors.Join(errors.New("db: the driver of SQLite has changed"), c.Close())
	}
	return &liteConn{liteBare: bare, prepared: map[*Statement]liteStatement{}}, nil
}

// liteBare is what database/sql uses of a connection to SQLite.
type liteBare interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.ExecerContext
	driver.QueryerContext
	driver.Pinger
	driver.SessionResetter
	driver.Validator
}

type liteStatement interface {
	driver.Stmt
	driver.StmtExecContext
	driver.StmtQueryContext
}

// liteConn is a connection with what it has prepared. Database/sql lets one goroutine use it at a time.
type liteConn struct {
	liteBare
	prepared map[*Statement]liteStatement
}

func (c *liteConn) Close() error {
	var errs []error
	for _, s := range c.prepared {
		errs = append(errs, s.Close())
	}
	return errors.Join(append(errs, c.liteBare.Close())...)
}

var (
	liteBegin  = Prepared("BEGIN DEFERRED")
	liteCommit = Prepared("COMMIT")
)

func (lite) broken(any) bool { return false }

// carryOut doesn't watch ctx: what is prepared takes microseconds, and whoever watched would take as long.
func (lite) carryOut(_ context.Context, conn any, calls []*Call) error {
	c := conn.(*liteConn)
	for _, call := range calls {
		if err := c.call(call); err != nil {
			return err
		}
	}
	return nil
}

func (l lite) lookUp(ctx context.Context, conn any, calls []*Call) error {
	if len(calls) < 2 {
		return l.carryOut(ctx, conn, calls)
	}
	c := conn.(*liteConn)
	if err := c.call(liteBegin.With()); err != nil {
		return err
	}
	return errors.Join(l.carryOut(ctx, conn, calls), c.call(liteCommit.With()))
}

func (c *liteConn) call(call *Call) error {
	ctx := context.Background()
	s := c.prepared[call.statement]
	if s == nil {
		p, err := c.PrepareContext(ctx, call.statement.text)
		if err != nil {
			return err
		}
		s = p.(liteStatement)
		c.prepared[call.statement] = s
	}
	given := make([]driver.NamedValue, len(call.given))
	for i, v := range call.given {
		given[i] = driver.NamedValue{Ordinal: i + 1, Value: v}
	}
	if call.into == nil {
		done, err := s.ExecContext(ctx, given)
		if err != nil {
			return err
		}
		call.Rows, err = done.RowsAffected()
		return err
	}
	rows, err := s.QueryContext(ctx, given)
	if err != nil {
		return err
	}
	return errors.Join(call.take(rows), rows.Close())
}

// take reads the rows.
func (call *Call) take(rows driver.Rows) error {
	row := make([]driver.Value, len(rows.Columns()))
	if len(row) != len(call.into) {
		return fmt.Errorf("db: %d columns come, %d are taken", len(row), len(call.into))
	}
	for call.Rows = 0; ; call.Rows++ {
		switch err := rows.Next(row); {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
		for i, v := range row {
			if !put(call.into[i], v) {
				return fmt.Errorf("db: column %d is a %T, taken into a %T", i+1, v, call.into[i])
			}
		}
		if call.each != nil {
			call.each()
		}
	}
}

// put writes one value, NULL as an empty one, and tells whether it fits.
func put(to any, v driver.Value) bool {
	text, isText := v.(string)
	n, isNumber := v.(int64)
	raw, isRaw := v.([]byte)
	switch to := to.(type) {
	case *string:
		*to = text
		return isText || v == nil
	case *[]byte:
		*to = raw
		return isRaw || v == nil
	case *int64:
		*to = n
	case *int:
		*to = int(n)
	case *bool:
		*to = n != 0
	case **int64:
		if *to = nil; v != nil {
			*to = &n
		}
	default:
		return false
	}
	return isNumber || v == nil
}
