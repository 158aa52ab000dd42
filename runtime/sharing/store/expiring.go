package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/uptrace/bun"

	"banshi/engine/record"
	"banshi/runtime/base/db"
	"banshi/runtime/sharing"
)

// Held is a licence that is kept here, with its last day.
type Held struct {
	Type, Record, Holder string // Holder is a number
	Until                string
}

// Expiring lists the licences that count and whose last day lies between two days, both included.
func (s *Own) Expiring(ctx context.Context, from, to string) ([]Held, error) {
	months, err := monthsOf(from, to)
	if err != nil {
		return nil, fmt.Errorf("sharing/store: licences that expire: %w", err)
	}
	var rows []ownRow
	// The last day stands in the record as it travels; its month narrows what is read.
	err = s.db.Read().NewSelect().Model(&rows).Where("o.source LIKE 'licences/%'").Where("o.gone = 0").WhereGroup(" AND ", func(q *bun.SelectQuery) *bun.SelectQuery {
		for _, m := range months {
			q = q.WhereOr("o.body LIKE ?", `%"`+m+`-%`)
		}
		return q
	}).OrderExpr("o.source, o.record").Scan(ctx)
	if err != nil && !db.IsNone(err) {
		return nil, fmt.Errorf("sharing/store: licences that expire: %w", err)
	}
	var out []Held
	for _, r := range rows {
		var row record.Row
		if err := json.Unmarshal([]byte(r.Body), &row); err != nil {
			return nil, fmt.Errorf("sharing/store: record of %s: %w", r.Source, err)
		}
		if row.ValidTo >= from && row.ValidTo <= to && (row.Status == "" || row.Status == sharing.Live) {
			out = append(out, Held{Type: strings.TrimPrefix(r.Source, "licences/"), Record: r.Record, Holder: r.LookupKey, Until: row.ValidTo})
		}
	}
	return out, nil
}

// monthsOf lists the months from a day to another: 2026-11.
func monthsOf(from, to string) ([]string, error) {
	a, err1 := time.Parse(time.DateOnly, from)
	b, err2 := time.Parse(time.DateOnly, to)
	if err1 != nil || err2 != nil || b.Before(a) || b.Sub(a) > 400*24*time.Hour {
		return nil, fmt.Errorf("from %q to %q", from, to)
	}
	var out []string
	for d := a; !d.After(b); d = d.AddDate(0, 0, 1) {
		if m := d.Format("2006-01"); len(out) == 0 || out[len(out)-1] != m {
			out = append(out, m)
		}
	}
	return out, nil
}
