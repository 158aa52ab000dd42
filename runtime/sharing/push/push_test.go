package push_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"banshi/engine/record"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/db"
	"banshi/runtime/base/db/dbtest"
	"banshi/runtime/base/fault"
	"banshi/runtime/sharing"
	"banshi/runtime/sharing/push"
	"banshi/runtime/sharing/store"
)

var secret = bytes.Repeat([]byte{5}, 32)

// desk is a department with a key, and what it pushes to.
type desk struct {
	t     *testing.T
	clock *dbtest.Clock
	db    *db.DB
	s     *push.Service
	own   *store.Own
	sent  int
}

func open(t *testing.T) *desk {
	t.Helper()
	d := &desk{t: t, clock: dbtest.NewClock()}
	d.db = dbtest.Open(t, d.clock, audit.Migrations(), store.Migrations())
	d.own = store.NewOwn(d.db)
	shape := func(row record.Row) []fault.Text {
		if row.Fields["colour"] != nil {
			return []fault.Text{fault.Say("没有这个字段", "no such field")}
		}
		return nil
	}
	s, err := push.New(push.Config{Clock: d.clock.Now, Store: store.NewPushes(d.db), Rate: 1000,
		Keys:   []push.Key{{ID: "market", Secret: base64.StdEncoding.EncodeToString(secret), Sources: []string{"licences/food_permit", "person"}}},
		Shapes: map[string]push.Shape{"licences/food_permit": shape, "person": shape, "credit": shape}})
	if err != nil {
		t.Fatal(err)
	}
	d.s = s
	return d
}

// signed is a request that is right.
func (d *desk) signed(lines ...string) push.Signed {
	d.sent++
	body := []byte(strings.Join(lines, "\n"))
	r := push.Signed{Key: "market", Time: fmt.Sprint(d.clock.Now().Unix()), Nonce: fmt.Sprintf("nonce-%012d", d.sent), Body: body}
	r.Signature = push.Sign(secret, r.Key, r.Time, r.Nonce, body)
	return r
}

func (d *desk) take(lines ...string) push.Receipt {
	d.t.Helper()
	r, err := d.s.Take(context.Background(), d.signed(lines...))
	if err != nil {
		d.t.Fatal(err)
	}
	return r
}

// status is that of the permit, as the next evaluation sees it.
func (d *desk) status(number string) string {
	d.t.Helper()
	w := sharing.Want{Licence: "food_permit", Key: number}
	m, err := d.own.Held(context.Background(), []sharing.Want{w})
	if err != nil {
		d.t.Fatal(err)
	}
	if len(m[w].List) == 0 {
		return ""
	}
	return m[w].List[0].Row.Status
}

func line(id, op string, seq int, record string) string {
	return fmt.Sprintf(`{"id":%q,"op":%q,"source":"licences/food_permit","seq":%d,"record":{%s}}`, id, op, seq, record)
}

func licence(number, status string) string {
	return fmt.Sprintf(`"number":%q,"holder_no":"H1","status":%q,"at":"2026-11-20","fields":{"big":123456789012345678}`, number, status)
}

func TestInOrderAndOnce(t *testing.T) {
	d := open(t)
	for i, step := range []struct {
		line    string
		outcome push.Outcome
		again   bool
		now     string
	}{
		{line("m1", "add", 1, licence("N1", "有效")), push.Accepted, false, "有效"},
		{line("m1", "add", 1, licence("N1", "有效")), push.Accepted, true, "有效"},
		{line("m1", "add", 1, licence("N1", "暂扣")), push.Refused, true, "有效"}, // the id of something else
		{line("m3", "change", 3, licence("N1", "暂扣")), push.Accepted, false, "暂扣"},
		{line("m2", "change", 2, licence("N1", "有效")), push.Ignored, false, "暂扣"}, // overtaken
		{line("m2", "change", 2, licence("N1", "有效")), push.Ignored, true, "暂扣"},
		{line("m4", "revoke", 4, `"number":"N1","holder_no":"H1","at":"2026-11-21"`), push.Accepted, false, "注销"},
		{line("m5", "add", 4, licence("N1", "有效")), push.Ignored, false, "注销"},
	} {
		r := d.take(step.line)
		if l := r.Lines[0]; l.Outcome != step.outcome || l.Again != step.again || (l.Outcome == push.Accepted) != l.Reason.None() {
			t.Errorf("%d: %+v", i, l)
		}
		if got := d.status("N1"); got != step.now {
			t.Errorf("%d: %s, want %s", i, got, step.now)
		}
	}
}

// A batch: each line stands for itself, and the receipt counts them.
func TestBatch(t *testing.T) {
	d := open(t)
	var lines []string
	for i := range 250 { // more than one transaction
		lines = append(lines, line(fmt.Sprint("m", i), "add", 1, licence(fmt.Sprint("N", i), "有效")))
	}
	lines[7] = `{"id":"m7"`
	lines[120] = line("m120", "add", 0, licence("N120", "有效"))
	r := d.take(lines...)
	if r.Accepted != 248 || r.Refused != 2 || len(r.Lines) != 250 || r.Lines[120].ID != "m120" || r.Lines[249].Line != 250 {
		t.Errorf("%d accepted, %d refused, %d lines: %+v", r.Accepted, r.Refused, len(r.Lines), r.Lines[120])
	}
	if d.status("N249") != "有效" || d.status("N7") != "" {
		t.Error("the wrong lines were written")
	}
	again := d.take(lines...)
	if again.Accepted != 248 || !again.Lines[249].Again || again.Digest != r.Digest {
		t.Errorf("sent again: %+v", again.Lines[249])
	}
	n, err := d.db.Read().NewSelect().TableExpr("audit_events").Where("act = 'records.push'").Count(context.Background())
	if err != nil || n != 3 {
		t.Errorf("%d events, %v: one for each transaction, and none for what came before", n, err)
	}
}

func TestRefusedLines(t *testing.T) {
	d := open(t)
	for name, l := range map[string]string{
		"no JSON":             `x`,
		"two in a line":       line("m1", "add", 1, licence("N1", "有效")) + line("m2", "add", 1, licence("N1", "有效")),
		"a key that is none":  strings.Replace(line("m1", "add", 1, licence("N1", "有效")), `"seq"`, `"sek"`, 1),
		"an id that is none":  line("a b", "add", 1, licence("N1", "有效")),
		"no op":               line("m1", "delete", 1, licence("N1", "有效")),
		"no seq":              line("m1", "add", 0, licence("N1", "有效")),
		"another's source":    strings.Replace(line("m1", "add", 1, licence("N1", "有效")), "licences/food_permit", "credit", 1),
		"no source":           strings.Replace(line("m1", "add", 1, licence("N1", "有效")), "licences/food_permit", "nothing", 1),
		"a licence as record": strings.Replace(line("m1", "add", 1, licence("N1", "有效")), "licences/food_permit", "person", 1),
		"a record as licence": line("m1", "add", 1, `"id":"1","key":"k","at":"2026-11-20","fields":{}`),
		"no number":           line("m1", "add", 1, `"holder_no":"H1","status":"有效","at":"2026-11-20","fields":{}`),
		"no day":              line("m1", "add", 1, `"number":"N1","holder_no":"H1","status":"有效","fields":{}`),
		"a day that is none":  line("m1", "add", 1, `"number":"N1","holder_no":"H1","status":"有效","at":"2026-02-30","fields":{}`),
		"an undeclared field": line("m1", "add", 1, `"number":"N1","holder_no":"H1","status":"有效","at":"2026-11-20","fields":{"colour":"红"}`),
		"no character":        line("m1", "add", 1, `"number":"N1","holder_no":"H1","status":"有效","at":"2026-11-20","fields":{"x":"\u0000"}`),
		"a line without end":  line("m1", "add", 1, licence("N1", strings.Repeat("有", push.MaxLine))),
	} {
		r := d.take(l)
		if len(r.Lines) != 1 || r.Lines[0].Outcome != push.Refused || r.Lines[0].Reason.None() || r.Lines[0].Reason.In("en") == "" {
			t.Errorf("%s: %+v", name, r.Lines)
		}
		if d.status("N1") != "" {
			t.Fatalf("%s: it was written", name)
		}
	}
}

func TestSignatures(t *testing.T) {
	d := open(t)
	good := func() push.Signed { return d.signed(line("m1", "add", 1, licence("N1", "有效"))) }
	resign := func(r *push.Signed) { r.Signature = push.Sign(secret, r.Key, r.Time, r.Nonce, r.Body) }
	for name, change := range map[string]func(*push.Signed){
		"no signature":     func(r *push.Signed) { r.Signature = "" },
		"half a signature": func(r *push.Signed) { r.Signature = r.Signature[:32] },
		"another body":     func(r *push.Signed) { r.Body = append(slices.Clone(r.Body), '\n') },
		"another secret": func(r *push.Signed) {
			r.Signature = push.Sign(bytes.Repeat([]byte{6}, 32), r.Key, r.Time, r.Nonce, r.Body)
		},
		"another key":      func(r *push.Signed) { r.Key = "police"; resign(r) },
		"no secret at all": func(r *push.Signed) { r.Key = "police"; r.Signature = push.Sign(nil, r.Key, r.Time, r.Nonce, r.Body) },
		"another time":     func(r *push.Signed) { r.Time += "0" },
		"another nonce":    func(r *push.Signed) { r.Nonce = "nonce-999999999999" },
		"a short nonce":    func(r *push.Signed) { r.Nonce = "n"; resign(r) },
		"too old": func(r *push.Signed) {
			r.Time = fmt.Sprint(d.clock.Now().Add(-push.Window - time.Second).Unix())
			resign(r)
		},
		"from tomorrow":     func(r *push.Signed) { r.Time = fmt.Sprint(d.clock.Now().Add(24 * time.Hour).Unix()); resign(r) },
		"a time that isn't": func(r *push.Signed) { r.Time = "now"; resign(r) },
	} {
		r := good()
		change(&r)
		if _, err := d.s.Take(context.Background(), r); !fault.Is(err, fault.Unauthenticated) {
			t.Errorf("%s: %v", name, err)
		}
	}
	r := good()
	if _, err := d.s.Take(context.Background(), r); err != nil {
		t.Fatal(err)
	}
	if _, err := d.s.Take(context.Background(), r); !fault.Is(err, fault.Conflict) {
		t.Errorf("the same request again: %v", err)
	}
	large := d.signed(strings.Repeat("x", push.MaxBody+1))
	if _, err := d.s.Take(context.Background(), large); !fault.Is(err, fault.TooLarge) {
		t.Errorf("%v", err)
	}
	many := d.signed(strings.Repeat("x\n", push.MaxLines+1))
	if _, err := d.s.Take(context.Background(), many); !fault.Is(err, fault.TooLarge) {
		t.Errorf("%v", err)
	}
}

func TestRate(t *testing.T) {
	d := open(t)
	s, err := push.New(push.Config{Clock: d.clock.Now, Store: store.NewPushes(d.db), Rate: 3,
		Keys:   []push.Key{{ID: "market", Secret: base64.StdEncoding.EncodeToString(secret), Sources: []string{"person"}}},
		Shapes: map[string]push.Shape{"person": func(record.Row) []fault.Text { return nil }}})
	if err != nil {
		t.Fatal(err)
	}
	take := func() error { _, err := s.Take(context.Background(), d.signed()); return err }
	for range 3 {
		if err := take(); err != nil {
			t.Fatal(err)
		}
	}
	if err := take(); !fault.Is(err, fault.TooMany) {
		t.Errorf("%v", err)
	}
	d.clock.Move(time.Minute)
	if err := take(); err != nil {
		t.Errorf("a minute later: %v", err)
	}
}

// Only when the department says that all was pushed is it an answer that somebody has no record; and only while it is
// heard.
func TestWholeAndSilence(t *testing.T) {
	d := open(t)
	drv := push.NewDriver("licences/food_permit", store.NewPushes(d.db), d.own, d.clock.Now, 24*time.Hour)
	look := func() (int, error) {
		r, err := drv.Lookup(context.Background(), sharing.Want{Licence: "food_permit", Key: "H1"})
		return len(r), err
	}
	if _, err := look(); err == nil {
		t.Error("nothing was pushed, and nobody has a licence")
	}
	d.take(line("m1", "add", 1, licence("N1", "有效")))
	if _, err := look(); err == nil {
		t.Error("not all was pushed")
	}
	if r := d.take(`{"id":"all","op":"whole","source":"licences/food_permit"}`); r.Accepted != 1 {
		t.Fatalf("%+v", r)
	}
	if n, err := look(); n != 1 || err != nil {
		t.Error(n, err)
	}
	d.clock.Move(25 * time.Hour)
	if _, err := look(); err == nil {
		t.Error("the department was silent for a day")
	}
	d.take() // it is there
	if n, err := look(); n != 1 || err != nil {
		t.Error(n, err)
	}
}

func TestKeysAreChecked(t *testing.T) {
	good := push.Key{ID: "market", Secret: base64.StdEncoding.EncodeToString(secret), Sources: []string{"person"}}
	shapes := map[string]push.Shape{"person": func(record.Row) []fault.Text { return nil }}
	for name, change := range map[string]func(*push.Key){
		"a short secret": func(k *push.Key) { k.Secret = "c2hvcnQ=" },
		"no base64":      func(k *push.Key) { k.Secret = strings.Repeat("?", 40) },
		"no id":          func(k *push.Key) { k.ID = "" },
		"no sources":     func(k *push.Key) { k.Sources = nil },
		"another source": func(k *push.Key) { k.Sources = []string{"persons"} },
	} {
		k := good
		change(&k)
		if _, err := push.New(push.Config{Clock: time.Now, Store: store.NewPushes(nil), Keys: []push.Key{k}, Shapes: shapes}); err == nil {
			t.Errorf("%s passed", name)
		}
	}
}
