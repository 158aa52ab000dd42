package store

import (
	"context"
	"strings"
	"testing"

	"banshi/runtime"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/db/dbtest"
	filestore "banshi/runtime/files/store"
	noticestore "banshi/runtime/notice/store"
)

// plan is how the database would answer.
func plan(t *testing.T, s *Store, query string) string {
	t.Helper()
	var steps []struct {
		ID, Parent, Notused int64
		Detail              string
	}
	if err := s.db.Read().NewRaw("EXPLAIN QUERY PLAN "+query).Scan(context.Background(), &steps); err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, step := range steps {
		out = append(out, step.Detail)
	}
	return strings.Join(out, "; ")
}

// A page of the desk of who sees all offices comes in its order from an index, and what is counted beside it
// reads no case.
func TestTheDeskOfAllOfficesIsIndexed(t *testing.T) {
	if dbtest.Postgres() {
		t.Skip("the plan is read as SQLite tells it")
	}
	s := New(dbtest.Open(t, dbtest.NewClock(), audit.Migrations(), filestore.Migrations(), noticestore.Migrations(), Migrations()))
	for _, state := range []actor.State{"", actor.Submitted, actor.PrecheckPassed} {
		f := runtime.Filter{State: state}
		for _, after := range []*runtime.Place{nil, {Due: "2026-11-23", At: 1, Number: "x"}} {
			q, err := s.page(&[]caseRow{}, f, after, 20)
			if err != nil {
				t.Fatal(err)
			}
			if p := plan(t, s, q.String()); !strings.Contains(p, "_order") || strings.Contains(p, "TEMP B-TREE") {
				t.Errorf("a page of %q: %s", state, p)
			}
		}
		for column, q := range map[string]string{
			"states":  s.count(f, everything&^byState, "c.state", "''").String(),
			"items":   s.count(f, everything&^byItem, "c.item", "max(c.name)").String(),
			"offices": s.count(f, everything&^byOffice, "c.office", "max(c.office_title)").String(),
		} {
			if p := plan(t, s, q); !strings.Contains(p, "COVERING INDEX") {
				t.Errorf("%s of %q: %s", column, state, p)
			}
		}
	}
}
