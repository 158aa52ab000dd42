package api_test

import (
	"context"
	"strings"
	"testing"

	"github.com/uptrace/bun"

	"banshi/engine/record"
	"banshi/runtime/sharing"
	sharingstore "banshi/runtime/sharing/store"
)

// issue is what the hall does when a case ends with a licence.
func (w *world) issue(o sharing.Own) {
	w.t.Helper()
	o.At = w.clock.Now()
	check(w.t, w.db.InTx(context.Background(), func(ctx context.Context, tx bun.Tx) error {
		_, err := sharingstore.NewOwn(w.db).Put(ctx, tx, o)
		return err
	}))
}

// chensCert is a licence of P004 that was issued here.
func chensCert(status string) sharing.Own {
	return sharing.Own{Source: "licences/disability_cert", Origin: sharing.Origin{Kind: sharing.Issued, By: "44060520261123000001"},
		Row: record.Row{Number: "44062219440220991742", HolderNo: "440622194402209917", Holder: "陈伯年", Issuer: "南海区残疾人联合会", Issued: "2026-11-23",
			ValidFrom: "2026-11-23", ValidTo: "2036-11-22", Status: status, Trust: "A", Fields: map[string]any{"category": "limb", "degree": "2"}}}
}

// What is issued here stands among the holder's licences in the next evaluation of an open draft, though the draft
// has asked for them a moment ago; and it stands there while the register of licences is down.
func TestIssuedHere(t *testing.T) {
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	id := chen.begin(elder)
	fact := func() (is string, down any) {
		a := chen.do("GET", "/api/drafts/"+id, "").want(200)
		return a.str("view", "state", "facts", "disability", "is"), a.at("view", "state", "facts", "disability", "down")
	}
	if is, _ := fact(); is != "empty" {
		t.Fatalf("before: %q", is)
	}
	w.issue(chensCert("有效"))
	if is, _ := fact(); is != "value" {
		t.Errorf("issued: %q", is)
	}
	facts := w.value("SELECT facts FROM applications WHERE id = ?", id)
	if want := "issued here, case 44060520261123000001"; !strings.Contains(facts, want) {
		t.Errorf("no provenance: %.600s", facts)
	}
	w.sources["disability_cert"].set(func(r *register) { r.down = true })
	chen = w.later("P004")
	if is, down := fact(); is != "value" || down != nil {
		t.Errorf("with the register down: %q %v", is, down)
	}
	w.issue(chensCert("注销"))
	// That ours was struck off says nothing of others.
	if is, down := fact(); is != "unknown" || down != true {
		t.Errorf("struck off, with the register down: %q %v", is, down)
	}
	w.sources["disability_cert"].set(func(r *register) { r.down = false })
	if a := chen.do("GET", "/api/drafts/"+id, "").want(200); a.at("view", "state", "facts", "disability", "down") != nil || !strings.Contains(a.text, "注销") {
		t.Errorf("struck off: %v", a.at("view", "state", "facts", "disability"))
	}
}

// What is pushed while a draft is open is in the next evaluation, and is asked to be confirmed again: a value that
// somebody has said yes to is never swapped behind his back.
func TestPushedWhileADraftIsOpen(t *testing.T) {
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	id := chen.begin(elder)
	path := []string{"state", "fields", "form.residence_address"}
	a := chen.patch(id, `{"confirmed": ["form.residence_address", "form.marital"]}`).want(200)
	if got := a.str(append(path, "confirm")...); got != "done" {
		t.Fatalf("confirm is %q", got)
	}
	was := a.str(append(path, "value")...)
	found, err := w.sources["person"].Lookup(context.Background(), sharing.Want{Source: "person", Key: "440622194402209917"})
	check(t, err)
	fields := map[string]any{}
	for k, v := range found[0].Cells {
		fields[k] = v
	}
	fields["residence_address"] = "广东省佛山市南海区桂城街道新址路9号"
	w.issue(sharing.Own{Source: "person", Seq: 1, Origin: sharing.Origin{Kind: sharing.Pushed, By: "police"},
		Row: record.Row{ID: found[0].ID, Key: "440622194402209917", At: "2026-11-22", Fields: fields}})
	view := append([]string{"view"}, path...)
	a = chen.do("GET", "/api/drafts/"+id, "").want(200)
	if got := a.str(append(view, "value")...); got == was || got != "广东省佛山市南海区桂城街道新址路9号" {
		t.Errorf("the next evaluation says %q", got)
	}
	if got := a.str(append(view, "confirm")...); got != "waiting" {
		t.Errorf("confirm is %q", got)
	}
	if got := a.str("view", "state", "fields", "form.marital", "confirm"); got != "done" {
		t.Errorf("what did not change is asked again: %q", got)
	}
}
