package store

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/uptrace/bun"

	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/db/dbtest"
	filestore "banshi/runtime/files/store"
	noticestore "banshi/runtime/notice/store"
)

// Drafts that were handed in count as cases, cases at their end no more, and other items not at all.
func TestOnVersions(t *testing.T) {
	s, ctx := New(dbtest.Open(t, dbtest.NewClock(), audit.Migrations(), filestore.Migrations(), noticestore.Migrations(), Migrations())), context.Background()
	s.within(t, func(ctx context.Context, tx bun.Tx) error {
		for i, c := range []caseRow{{Item: "elder", ItemVersion: 1, State: string(actor.InReview)}, {Item: "elder", ItemVersion: 1, State: string(actor.Done)},
			{Item: "elder", ItemVersion: 2, State: string(actor.Submitted)}, {Item: "food", ItemVersion: 2, State: string(actor.Submitted)}} {
			c.Number = fmt.Sprint("N", i)
			if _, err := tx.NewInsert().Model(&c).Exec(ctx); err != nil {
				return err
			}
		}
		for i, a := range []applicationRow{{Item: "elder", ItemVersion: 2}, {Item: "elder", ItemVersion: 2, CaseNumber: "N2"}, {Item: "elder", ItemVersion: 3}, {Item: "food", ItemVersion: 3}} {
			a.ID = fmt.Sprint("d", i)
			if _, err := tx.NewInsert().Model(&a).Exec(ctx); err != nil {
				return err
			}
		}
		return nil
	})
	got, err := s.OnVersions(ctx, "elder")
	if want := []OnVersion{{1, 0, 1}, {2, 1, 1}, {3, 1, 0}}; err != nil || !slices.Equal(got, want) {
		t.Errorf("%v, not %v: %v", got, want, err)
	}
	if got, err := s.OnVersions(ctx, "none"); err != nil || len(got) != 0 {
		t.Errorf("%v %v", got, err)
	}
}
