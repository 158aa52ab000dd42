package store

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/uptrace/bun"

	"banshi/runtime"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/db/dbtest"
	"banshi/runtime/base/fault"
	filestore "banshi/runtime/files/store"
	noticestore "banshi/runtime/notice/store"
)

// Of each case the last round of the item and between the days, in the order of numbers, page by page.
func TestPast(t *testing.T) {
	s, ctx := New(dbtest.Open(t, dbtest.NewClock(), audit.Migrations(), filestore.Migrations(), noticestore.Migrations(), Migrations())), context.Background()
	s.within(t, func(ctx context.Context, tx bun.Tx) error {
		for i := range 1203 {
			number, item, rounds := fmt.Sprintf("N%04d", i), "elder", 1+i%2
			if i%400 == 7 {
				item = "food"
			}
			if _, err := tx.NewInsert().Model(&caseRow{Number: number, Item: item, Round: rounds, Office: "o"}).Exec(ctx); err != nil {
				return err
			}
			for round := 1; round <= rounds; round++ {
				row := submissionRow{Number: number, Round: round, Item: item, ItemVersion: 3, Today: fmt.Sprintf("2026-11-%02d", 1+i%20), Input: fmt.Sprintf(`{"round":%d}`, round)}
				if _, err := tx.NewInsert().Model(&row).Exec(ctx); err != nil {
					return err
				}
			}
		}
		return nil
	})
	of := func(from, to int) runtime.PastOf {
		return runtime.PastOf{Item: "elder", From: fmt.Sprintf("2026-11-%02d", from), To: fmt.Sprintf("2026-11-%02d", to)}
	}
	read := func(from, to int) (numbers []string) {
		for p, err := range runtime.Pasts(ctx, s, of(from, to)) {
			if err != nil {
				t.Fatal(err)
			}
			if want := fmt.Sprintf(`{"round":%d}`, 1+(int(p.Number[4]-'0')%2)); string(p.Input) != want || p.Version != 3 || p.Office != "o" {
				t.Errorf("%s: %s", p.Number, p.Input)
			}
			numbers = append(numbers, p.Number)
		}
		return numbers
	}
	all := read(1, 20)
	if len(all) != 1200 || !slices.IsSorted(all) || slices.Contains(all, "N0007") {
		t.Errorf("%d of 1200", len(all))
	}
	parts := len(read(1, 7)) + len(read(8, 8)) + len(read(9, 20))
	if parts != 1200 || len(read(21, 30)) != 0 {
		t.Errorf("%d in parts", parts)
	}
	for range runtime.Pasts(ctx, s, of(1, 20)) {
		break // who stops early asks for no more
	}

	// Their numbers alone; and those between two numbers, which together are all.
	numbers, err := s.PastNumbers(ctx, of(1, 20), 0)
	if err != nil || !slices.Equal(numbers, all) {
		t.Errorf("%d numbers, %v", len(numbers), err)
	}
	if first, err := s.PastNumbers(ctx, of(1, 20), 3); err != nil || !slices.Equal(first, all[:3]) {
		t.Errorf("%q %v", first, err)
	}
	var between []string
	for _, cut := range [][2]string{{"", "N0300"}, {"N0300", "N0301"}, {"N0301", ""}} {
		in := of(1, 20)
		in.Behind, in.UpTo = cut[0], cut[1]
		for p := range runtime.Pasts(ctx, s, in) {
			between = append(between, p.Number)
		}
	}
	if !slices.Equal(between, all) {
		t.Errorf("%d between numbers", len(between))
	}
	if p, err := s.PastOne(ctx, "elder", "N0012"); err != nil || p.Number != "N0012" || string(p.Input) != `{"round":1}` {
		t.Errorf("%+v %v", p, err)
	}
	if _, err := s.PastOne(ctx, "elder", "N0007"); !fault.Is(err, fault.NotFound) { // of another item
		t.Errorf("%v", err)
	}
}
