package store_test

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"testing"

	"github.com/uptrace/bun"

	"banshi/runtime/base/db/dbtest"
	"banshi/runtime/sharing"
	"banshi/runtime/sharing/store"
)

func TestLookups(t *testing.T) {
	ctx := context.Background()
	clock := dbtest.NewClock()
	d := dbtest.Open(t, clock, store.Migrations())
	secret := bytes.Repeat([]byte{7}, 32)
	s, err := store.New(d, secret)
	if err != nil {
		t.Fatal(err)
	}
	const no = "440622198604129913"
	p := sharing.Purpose{Actor: "P002", Item: "elder_allowance", Draft: "d1", Why: "fill"}
	err = s.Lookups(ctx, []sharing.Lookup{
		{At: clock.Now(), Purpose: p, Want: sharing.Want{Source: "person", Key: no}},
		{At: clock.Now(), Purpose: p, Want: sharing.Want{Licence: "vehicle_licence", Key: "粤EX0001"}, Reused: true},
		{At: clock.Now(), Purpose: p, Want: sharing.Want{Source: "allowance_standard"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	lines, err := s.OfSubject(ctx, no, 0)
	if err != nil || len(lines) != 1 || lines[0].Purpose != p || lines[0].Source != "person" || lines[0].Shown != "4406**********9913" || !lines[0].At.Equal(clock.Now()) {
		t.Fatalf("%+v %v", lines, err)
	}
	if lines, err := s.OfDraft(ctx, "d1", 0); err != nil || len(lines) != 3 || !lines[1].Reused {
		t.Errorf("%+v %v", lines, err)
	}
	if lines, err := s.OfSubject(ctx, "440622198604129914", 0); err != nil || len(lines) != 0 {
		t.Errorf("%+v %v", lines, err)
	}
	var rows []map[string]any
	if err := d.Read().NewSelect().TableExpr("lookups").Scan(ctx, &rows); err != nil {
		t.Fatal(err)
	}
	dump, err := json.Marshal(rows)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(dump), no) || strings.Contains(string(dump), "粤EX0001") || !strings.Contains(string(dump), "P002") {
		t.Errorf("%s", dump)
	}
	// With another secret the list says nothing about the number.
	other, err := store.New(d, bytes.Repeat([]byte{8}, 32))
	if err != nil {
		t.Fatal(err)
	}
	if lines, _ := other.OfSubject(ctx, no, 0); len(lines) != 0 {
		t.Error("the digest doesn't depend on the secret")
	}
	for _, sql := range []string{"DELETE FROM lookups", "UPDATE lookups SET actor = 'x'"} {
		if err := d.InTx(ctx, func(ctx context.Context, tx bun.Tx) error { _, err := tx.ExecContext(ctx, sql); return err }); err == nil {
			t.Errorf("%s passed", sql)
		}
	}
}

func TestRefusals(t *testing.T) {
	d := dbtest.Open(t, dbtest.NewClock(), store.Migrations())
	if _, err := store.New(d, []byte("short")); err == nil {
		t.Error("a short secret passed")
	}
	s, err := store.New(d, bytes.Repeat([]byte{7}, 32))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []sharing.Purpose{{}, {Actor: "P1"}, {Why: "fill"}} {
		if err := s.Lookups(context.Background(), []sharing.Lookup{{Purpose: p, Want: sharing.Want{Source: "person", Key: "1"}}}); err == nil {
			t.Errorf("%+v passed: nobody looks for nothing", p)
		}
	}
}
