package db

import (
	"context"
	"database/sql"
	"errors"

	"github.com/uptrace/bun"

	"banshi/runtime/base/span"
)

// traced begins a span for each query, by its verb and table; its text holds values and is never told.
type traced struct{}

type querySpan struct{}

// BeforeQuery begins it.
func (traced) BeforeQuery(ctx context.Context, e *bun.QueryEvent) context.Context {
	name := "sql " + e.Operation()
	if e.IQuery != nil {
		if table := e.IQuery.GetTableName(); table != "" {
			name += " " + table
		}
	}
	ctx, end := span.Part(ctx, name)
	return context.WithValue(ctx, querySpan{}, end)
}

// AfterQuery ends it.
func (traced) AfterQuery(ctx context.Context, e *bun.QueryEvent) {
	if end, ok := ctx.Value(querySpan{}).(func(bool)); ok {
		end(e.Err != nil && !errors.Is(e.Err, sql.ErrNoRows))
	}
}
