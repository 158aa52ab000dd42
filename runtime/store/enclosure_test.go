package store

import (
	"context"
	"testing"
	"time"

	"github.com/uptrace/bun"

	"banshi/runtime"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/db/dbtest"
	"banshi/runtime/base/fault"
	"banshi/runtime/files"
	filestore "banshi/runtime/files/store"
	noticestore "banshi/runtime/notice/store"
)

// An enclosure stands as it was put there: of the scan of a signed sheet, what it belongs to.
func TestEnclosures(t *testing.T) {
	s, ctx := New(dbtest.Open(t, dbtest.NewClock(), audit.Migrations(), filestore.Migrations(), noticestore.Migrations(), Migrations())), context.Background()
	s.within(t, func(ctx context.Context, tx bun.Tx) error {
		_, err := tx.NewInsert().Model(&caseRow{Number: "N1", Item: "elder", Round: 2, Office: "o"}).Exec(ctx)
		return err
	})
	at := time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC)
	put := func(id, purpose, sheet string, round int) (runtime.Enclosure, error) {
		x := runtime.Enclosure{File: runtime.File{ID: id, Material: runtime.Enclosed, Name: id + ".pdf", At: at, Stored: files.Stored{Hash: files.Hash(id), Type: files.PDF, Size: 3}},
			Purpose: purpose, Account: "C", Name: "员", Sheet: sheet, Round: round}
		return s.Enclose(ctx, "N1", x, 2, audit.Event{At: at, Actor: actor.Robot("t"), Act: "case.enclose", Object: audit.Object{Kind: "case", ID: "N1"}})
	}
	for _, c := range []struct {
		id, purpose, sheet string
		round              int
	}{{"A", "sheet", "d1", 2}, {"B", "visit", "", 0}} {
		if _, err := put(c.id, c.purpose, c.sheet, c.round); err != nil {
			t.Fatal(err)
		}
	}
	if again, err := put("A", "sheet", "other", 1); err != nil || again.Sheet != "d1" || again.Round != 2 {
		t.Errorf("the same again: %+v, %v", again, err)
	}
	if _, err := put("C", "visit", "", 0); !fault.Is(err, fault.TooLarge) {
		t.Errorf("one too many: %v", err)
	}
	list, err := s.Enclosures(ctx, "N1")
	if err != nil || len(list) != 2 || list[0].Sheet != "d1" || list[0].Round != 2 || list[1].Sheet != "" || list[1].Round != 0 {
		t.Errorf("%+v, %v", list, err)
	}
}
