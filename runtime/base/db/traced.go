package db

import (
	"context"
	"database/sql"
	"errors"
	"regexp"
	"strings"

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

// tracedEngine does the same for what is prepared: one span for what goes in one go.
type tracedEngine struct{ engine }

func (e tracedEngine) carryOut(ctx context.Context, conn any, calls []*Call) error {
	ctx, end := span.Part(ctx, told(calls))
	err := e.engine.carryOut(ctx, conn, calls)
	end(err != nil)
	return err
}

func (e tracedEngine) lookUp(ctx context.Context, conn any, calls []*Call) error {
	ctx, end := span.Part(ctx, told(calls))
	err := e.engine.lookUp(ctx, conn, calls)
	end(err != nil)
	return err
}

// verbAndTable stand at the beginning of a statement, or behind the columns that it selects.
var verbAndTable = regexp.MustCompile(`(?s)^(\w+).*?\b(?:INTO|FROM|UPDATE)\s+"?(\w+)`)

func told(calls []*Call) string {
	var names []string
	for _, c := range calls {
		name, text := "sql", c.statement.text
		if verb, rest, ok := strings.Cut(text, " "); ok && verb == "UPDATE" {
			name += " UPDATE " + strings.Trim(strings.Fields(rest)[0], `"`)
		} else if m := verbAndTable.FindStringSubmatch(text); m != nil {
			name += " " + m[1] + " " + m[2]
		}
		names = append(names, name)
	}
	return strings.Join(names, "; ")
}
