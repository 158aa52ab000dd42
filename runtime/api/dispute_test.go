package api_test

import (
	"fmt"
	"testing"

	"banshi/engine/record"
	"banshi/runtime/base/actor"
	"banshi/runtime/identity"
	"banshi/runtime/sharing"
)

const wrongAddress = `{"path": "form.residence_address", "right": "广东省佛山市南海区桂城街道新址路9号", "reason": "去年搬家了", "key": "dispute-0001"}`

// What somebody says is wrong in a register becomes a task of who keeps it; the case goes on, the answer is seen, and
// nobody else sees any of it.
func TestDispute(t *testing.T) {
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	id := chen.begin(elder)
	path := "/api/drafts/" + id + "/disputes"
	a := chen.do("POST", path, wrongAddress).want(201).has(`"state":"open"`, "自然人基础信息库", "新址路9号")
	made := a.str("id")
	if again := chen.do("POST", path, wrongAddress).want(201).str("id"); again != made || w.rows("disputes") != 1 {
		t.Errorf("the same key made another: %s", again)
	}
	chen.do("POST", path, `{"path": "form.residence_address", "right": "x", "reason": "y", "key": "dispute-0002"}`).want(409)
	for body, where := range map[string]string{
		`{"path": "form.account_no", "right": "x", "reason": "y", "key": "dispute-0003"}`:        "path", // typed by the applicant
		`{"path": "form.residence_address", "right": " ", "reason": "y", "key": "dispute-0003"}`: "right",
		`{"path": "form.residence_address", "right": "x", "reason": "", "key": "dispute-0003"}`:  "reason",
		`{"path": "form.nothing_like_it", "right": "x", "reason": "y", "key": "dispute-0003"}`:   "path",
		`{"path": "form.residence_address", "right": "x", "reason": "y", "key": "no"}`:           "key",
	} {
		chen.do("POST", path, body).want(422).has(`"` + where + `"`)
	}
	// The case goes on with the value marked, and is looked at.
	chen.patch(id, `{"disputed": ["form.residence_address"]}`).want(200)
	// Nobody else.
	other := w.as("P009", "", "web")
	other.do("POST", path, wrongAddress).want(404)
	other.do("GET", "/api/disputes", "").want(200).hasNot(made)
	other.do("DELETE", "/api/disputes/"+made, "").want(404)
	w.nobody().do("GET", "/api/disputes", "").want(401)
	w.as("clerk-440605011", "", "workbench").do("GET", "/api/staff/disputes", "").want(403)
	w.as("clerk-440605011", "", "workbench").do("POST", "/api/staff/disputes/"+made+"/answer", `{"correct": true, "reason": "x"}`).want(403)
	chen.do("GET", "/api/staff/disputes", "").want(403)

	owner := w.owner("public_security")
	owner.do("GET", "/api/staff/disputes", "").want(200).has(made, "陈伯年", "440622194402209917", "去年搬家了").hasNot(id)
	if w.events("dispute.view", "") != 1 {
		t.Error("a look at disputes isn't written down")
	}
	answer := "/api/staff/disputes/" + made + "/answer"
	owner.do("POST", answer, `{"correct": true, "reason": " "}`).want(422)
	owner.do("POST", answer, `{"correct": true, "reason": "已按房产登记更正"}`).want(200).has(`"state":"corrected"`)
	owner.do("POST", answer, `{"correct": true, "reason": "已按房产登记更正"}`).want(200) // the same answer
	owner.do("POST", answer, `{"correct": false, "reason": "维持"}`).want(409)
	chen.do("GET", "/api/disputes", "").want(200).has("已按房产登记更正").hasNot("owner-public")
	chen.do("DELETE", "/api/disputes/"+made, "").want(409)
	chen.do("GET", "/api/notices", "").want(200).has("您对“自然人基础信息库”提出的异议", `"kind":"dispute"`)
	for act, n := range map[string]int{"dispute.raise": 1, "dispute.answer": 1} {
		if got := w.events(act, made); got != n {
			t.Errorf("%s: %d events", act, got)
		}
	}
	// Pushed by who keeps the register, the correction is in the open draft, and waits for a yes.
	found := w.record("person", "440622194402209917")
	fields := map[string]any{}
	for k, v := range found.Cells {
		fields[k] = v
	}
	fields["residence_address"] = "广东省佛山市南海区桂城街道新址路9号"
	w.issue(sharing.Own{Source: "person", Seq: 1, Origin: sharing.Origin{Kind: sharing.Pushed, By: "police"},
		Row: record.Row{ID: found.ID, Key: "440622194402209917", At: "2026-11-22", Fields: fields}})
	f := []string{"view", "state", "fields", "form.residence_address"}
	d := chen.do("GET", "/api/drafts/"+id, "").want(200)
	if d.str(append(f, "value")...) != "广东省佛山市南海区桂城街道新址路9号" || d.str(append(f, "confirm")...) != "waiting" || d.at(append(f, "disputed")...) != true {
		t.Errorf("%v", d.at(f...))
	}
}

// An owner of another department, and a dispute that is taken back.
func TestDisputeOfAnotherDepartment(t *testing.T) {
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	id := chen.begin(elder)
	made := chen.do("POST", "/api/drafts/"+id+"/disputes", wrongAddress).want(201).str("id")
	w.exec("UPDATE disputes SET department = 'no_such_department' WHERE id = ?", made)
	owner := w.owner("public_security")
	owner.do("GET", "/api/staff/disputes", "").want(200).hasNot(made)
	owner.do("POST", "/api/staff/disputes/"+made+"/answer", `{"correct": true, "reason": "x"}`).want(404)
	w.as("data_office", "", "workbench").do("GET", "/api/staff/disputes", "").want(200).has(made)
	chen.do("DELETE", "/api/disputes/"+made, "").want(204)
	chen.do("DELETE", "/api/disputes/"+made, "").want(204)
	w.as("data_office", "", "workbench").do("GET", "/api/staff/disputes", "").want(200).hasNot(made)
	w.as("data_office", "", "workbench").do("POST", "/api/staff/disputes/"+made+"/answer", `{"correct": true, "reason": "x"}`).want(409)
	chen.do("POST", "/api/drafts/"+id+"/disputes", fmt.Sprintf(`{"path": "form.residence_address", "right": "x", "reason": "y", "key": %q}`, "dispute-again")).want(201)
}

// record is what a register of the example has of a key.
func (w *world) record(source, key string) sharing.Record {
	w.t.Helper()
	found, err := w.sources[source].Lookup(w.t.Context(), sharing.Want{Source: source, Key: key})
	check(w.t, err)
	return found[0]
}

// owner signs in who keeps a department's registers.
func (w *world) owner(department string) *browser {
	w.t.Helper()
	w.accounts.mu.Lock()
	w.accounts.staff = append(w.accounts.staff, identity.Account{Identity: identity.Identity{ID: "owner-" + department, Name: "管数据的", Level: 5,
		Staff: &identity.Staff{Title: "部门数据管理员", Posts: []actor.Post{{Role: actor.DataOwner, Department: department}}}}})
	w.accounts.mu.Unlock()
	return w.as("owner-"+department, "", "workbench")
}
