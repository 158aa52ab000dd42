package audit_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/uptrace/bun"

	"banshi/runtime/base/audit"
	"banshi/runtime/base/db"
	"banshi/runtime/base/db/dbtest"
)

// headOf is the last signed head.
func headOf(t *testing.T, d *db.DB) string {
	t.Helper()
	text, _, err := audit.LatestCheckpoint(ctx, d.Read())
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func public() audit.By { return audit.By{Keys: []string{key.Public()}} }

func otherKey(t *testing.T, name string) audit.Key {
	t.Helper()
	private, _, err := audit.MakeKey(name)
	if err != nil {
		t.Fatal(err)
	}
	k, err := audit.ParseKey(private)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// The root of the first events is that which RFC 9162 computes by its own words, without the library.
func TestHeadsAreSigned(t *testing.T) {
	d := open(t)
	if headOf(t, d) != "" {
		t.Error("a head of nothing")
	}
	fill(t, d, 5)
	seal(t, d, 2)
	text := headOf(t, d)
	head, err := audit.OpenCheckpoint(text, key.Public())
	if err != nil || head.Size != 5 || head.Origin != "hall.example/audit" || !strings.HasPrefix(text, "hall.example/audit\n5\n") {
		t.Fatalf("%+v %v\n%s", head, err, text)
	}
	var hashes []string
	if err := d.Read().NewRaw("SELECT hash FROM audit_events ORDER BY seq").Scan(ctx, &hashes); err != nil {
		t.Fatal(err)
	}
	if want := rootOf(t, hashes); fmt.Sprintf("%x", head.Root) != fmt.Sprintf("%x", want) {
		t.Errorf("the root is %x, want %x", head.Root, want)
	}
	for _, keys := range [][]string{{otherKey(t, "hall.example/audit").Public()}, {otherKey(t, "another/audit").Public()}} {
		if _, err := audit.OpenCheckpoint(text, keys...); !errors.Is(err, audit.ErrSignature) {
			t.Errorf("by another's key: %v", err)
		}
		if verifyBy(t, d, audit.By{Keys: keys}).OK() {
			t.Error("verify takes what another has signed")
		}
	}
	if r := verifyBy(t, d, public()); !r.OK() || !r.Looked || r.Signed.Size != 5 {
		t.Errorf("%+v", r)
	}
}

// One row stays of each 4,096 places, and the last one.
func TestHeadsAreThinned(t *testing.T) {
	if testing.Short() {
		t.Skip("seals thousands")
	}
	d := open(t)
	fill(t, d, 4200)
	seal(t, d, 300)
	fill(t, d, 5)
	seal(t, d, 0)
	var sizes []int64
	if err := d.Read().NewRaw("SELECT size FROM audit_checkpoints ORDER BY size").Scan(ctx, &sizes); err != nil {
		t.Fatal(err)
	}
	if fmt.Sprint(sizes) != "[3900 4205]" {
		t.Errorf("heads of %v stay", sizes)
	}
	if r := verifyBy(t, d, public()); !r.OK() {
		t.Errorf("%+v", r.Faults)
	}
}

// What is found by a signed head alone: everything computed anew, and an end cut off; the latter also where the head was
// cut off with it, by one that was kept elsewhere.
func TestWhatOnlyASignedHeadTells(t *testing.T) {
	d := open(t)
	fill(t, d, 9)
	seal(t, d, 0)
	kept := headOf(t, d)
	err := d.InTx(ctx, func(ctx context.Context, tx bun.Tx) error { // somebody deletes heads, by the way of the program
		_, err := tx.ExecContext(ctx, "DELETE FROM audit_checkpoints")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	tamper(t, d, "DELETE FROM audit_events WHERE seq >= 8")
	if r := verifyBy(t, d, public()); !r.OK() {
		t.Errorf("nothing tells, and yet: %+v", r.Faults)
	}
	r := verifyBy(t, d, audit.By{Keys: []string{key.Public()}, Notes: []string{kept}})
	if r.OK() || r.Faults[0].Seq != 9 {
		t.Errorf("against the head that was kept: %+v", r.Faults)
	}

	// Written anew: the chain is in order, and the tree is another.
	d = open(t)
	fill(t, d, 3)
	seal(t, d, 0)
	kept = headOf(t, d)
	anew := open(t)
	err = anew.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		for i := range 3 {
			e := event(i)
			e.Act = "draft.view"
			if err := audit.Append(ctx, tx, e); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	seal(t, anew, 0)
	if r := verifyBy(t, anew, audit.By{Keys: []string{key.Public()}, Notes: []string{kept}}); r.OK() || r.Faults[0].Seq != 3 {
		t.Errorf("written anew: %+v", r.Faults)
	}
}

// A place is given once: what comes after an end that was taken away stands behind it, the gap is counted, and no head that
// was signed before is belied.
func TestAGapStaysAGap(t *testing.T) {
	d := open(t)
	fill(t, d, 9)
	seal(t, d, 0)
	tamper(t, d, "DELETE FROM audit_events WHERE seq >= 8")
	fill(t, d, 2)
	seal(t, d, 0)
	if n, err := audit.Missing(ctx, d.Read()); err != nil || n != 2 {
		t.Errorf("%d are missing: %v", n, err)
	}
	var last int64
	if err := d.Read().NewRaw("SELECT max(seq) FROM audit_events").Scan(ctx, &last); err != nil || last != 11 {
		t.Errorf("the last place is %d: %v", last, err)
	}
	r := verifyBy(t, d, public())
	if r.OK() || r.Faults[0].Seq != 8 {
		t.Errorf("%+v", r.Faults)
	}
}

// A head that was changed is told, and does not end the trail.
func TestAChangedHeadIsTold(t *testing.T) {
	for name, change := range map[string]string{
		"edge": "nodes = 'AAAA'", "size": "size = 1000000000000", "note": "note = replace(note, '5', '6')",
	} {
		d := open(t)
		fill(t, d, 5)
		seal(t, d, 0)
		err := d.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
			_, err := tx.ExecContext(ctx, "UPDATE audit_checkpoints SET "+change)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if verifyBy(t, d, public()).OK() {
			t.Errorf("%s: verify finds nothing", name)
		}
		fill(t, d, 2)
		var told []error
		if _, err := audit.NewSequencer(d, key, 0).Alarming(func(err error) { told = append(told, err) }).Seal(ctx); err != nil {
			t.Errorf("%s: the trail has ended: %v", name, err)
		}
		if len(told) == 0 {
			t.Errorf("%s: nobody is told", name)
		}
		if r := verifyBy(t, d, public()); r.Sealed != 7 || r.Waiting != 0 {
			t.Errorf("%s: %+v", name, r)
		}
	}
}

// What was sealed before there was a tree comes into it.
func TestTreeOfAnOlderTrail(t *testing.T) {
	d := open(t)
	fill(t, d, 20)
	seal(t, d, 0)
	if err := d.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		_, err := tx.ExecContext(ctx, "DELETE FROM audit_checkpoints")
		return err
	}); err != nil {
		t.Fatal(err)
	}
	fill(t, d, 1)
	seal(t, d, 0)
	if r := verifyBy(t, d, public()); !r.OK() || r.Signed.Size != 21 {
		t.Errorf("%+v", r)
	}
}

func TestProofs(t *testing.T) {
	d := open(t)
	fill(t, d, 13)
	seal(t, d, 5)
	fill(t, d, 1) // waits
	if _, err := audit.Prove(ctx, d.Read(), 14); !errors.Is(err, audit.ErrNotProven) {
		t.Errorf("of one that waits: %v", err)
	}
	if _, err := audit.Prove(ctx, d.Read(), 99); !errors.Is(err, audit.ErrNotProven) {
		t.Errorf("of none: %v", err)
	}
	for id := int64(1); id <= 13; id++ {
		p, err := audit.Prove(ctx, d.Read(), id)
		if err != nil {
			t.Fatal(err)
		}
		raw, err := json.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		var sent audit.Proof
		if err := json.Unmarshal(raw, &sent); err != nil {
			t.Fatal(err)
		}
		if head, err := sent.Check(key.Public()); err != nil || head.Size != 13 {
			t.Errorf("event %d: %+v %v", id, head, err)
		}
		for name, spoil := range map[string]func(*audit.Proof){
			"act": func(p *audit.Proof) { p.Act += "x" }, "at": func(p *audit.Proof) { p.At++ }, "id": func(p *audit.Proof) { p.ID++ },
			"place": func(p *audit.Proof) { p.Place++ }, "detail": func(p *audit.Proof) { p.Detail = "{}" }, "actor": func(p *audit.Proof) { p.ActorID = "P9" },
			"path": func(p *audit.Proof) { p.Path = p.Path[1:] }, "no place": func(p *audit.Proof) { p.Place = 0 },
			"head": func(p *audit.Proof) { p.Checkpoint = strings.Replace(p.Checkpoint, "\n13\n", "\n14\n", 1) },
		} {
			bad := sent
			spoil(&bad)
			if _, err := bad.Check(key.Public()); err == nil {
				t.Errorf("event %d: with another %s the proof holds", id, name)
			}
		}
	}
}

// Every bit of what is stored of a head is flipped, one at a time.
func TestEveryFlippedBitOfAHeadIsFound(t *testing.T) {
	d := open(t)
	fill(t, d, 5)
	seal(t, d, 0)
	flips, n := 0, 0
	try := func(column string, value any) {
		t.Helper()
		if n++; dbtest.Postgres() && n%23 != 0 { // what finds them is the same there, and slower
			return
		}
		err := d.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
			if _, err := tx.ExecContext(ctx, "UPDATE audit_checkpoints SET "+column+" = ?", value); err != nil {
				return err
			}
			r, err := audit.Verify(ctx, tx, public())
			if err != nil {
				t.Error(err)
			}
			if r.OK() {
				t.Errorf("%s = %q: not found", column, value)
			}
			flips++
			return errBack
		})
		if !errors.Is(err, errBack) {
			t.Fatal(err)
		}
	}
	for _, column := range []string{"note", "nodes"} {
		var text string
		if err := d.Read().NewRaw("SELECT "+column+" FROM audit_checkpoints").Scan(ctx, &text); err != nil {
			t.Fatal(err)
		}
		runes := []rune(text)
		for at := range runes {
			for bit := range 7 {
				raw := []rune(text)
				if raw[at] ^= 1 << bit; raw[at] != 0 {
					try(column, string(raw))
				}
			}
		}
	}
	for bit := range 62 {
		try("size", int64(5)^1<<bit)
	}
	if n < 1000 || flips < n/25 {
		t.Errorf("only %d flips of %d", flips, n)
	}

}

// rootOf is MTH of RFC 9162, 2.1.1, over the hashes of events, in the words of the text.
func rootOf(t *testing.T, hashes []string) []byte {
	t.Helper()
	if len(hashes) == 1 {
		raw, err := hex.DecodeString(hashes[0])
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(append([]byte{0}, raw...))
		return sum[:]
	}
	k := 1
	for k*2 < len(hashes) {
		k *= 2
	}
	sum := sha256.Sum256(append(append([]byte{1}, rootOf(t, hashes[:k])...), rootOf(t, hashes[k:])...))
	return sum[:]
}
