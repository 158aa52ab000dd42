package api_test

import (
	"testing"

	"banshi/runtime/base/actor"
	"banshi/runtime/identity"
)

// What somebody did in the name of another stands in none of his or her lists once the right to act has ended.
func TestListsAfterTheRightToActHasEnded(t *testing.T) {
	w := newWorld(t)
	w.accounts.levels["P027"] = 5
	helper, elder, clerk := w.as("P027", "", "web"), w.as("P004", "", "web"), w.as(window, "", "workbench")
	mandate := helper.give("village", elderNo, "陈伯年", `"elder_allowance"`, w.day(60))
	clerk.do("POST", "/api/staff/mandates/"+mandate+"/witness", "").want(200)
	acting := w.as("P027", "village/"+mandate, "web")

	id := acting.begin("elder_allowance")
	acting.patch(id, `{"answers": {"relation": "village"}}`).want(200)
	acting.fill(id)
	number := acting.submit(id, "key-"+id).want(201).str("case", "number")
	draft := acting.begin("elder_allowance")
	dispute := acting.do("POST", "/api/drafts/"+draft+"/disputes", wrongAddress).want(201).str("id")
	visit := acting.do("POST", "/api/bookings", booking("elder_allowance", nextDay, "09:00", "booking-0001")).want(201).str("id")
	snag := acting.do("POST", "/api/snags", `{"text": "跑了三趟都没办成", "phone": "0757-86100000", "key": "snag-0000001"}`).want(201).str("id")

	lists := map[string]string{"/api/cases": number, "/api/drafts": draft, "/api/disputes": dispute, "/api/bookings": visit, "/api/snags": snag}
	for path, one := range lists {
		acting.do("GET", path, "").want(200).has(one)
		w.as("P027", "", "web").do("GET", path, "").want(200).has(one)
	}
	elder.do("DELETE", "/api/mandates/"+mandate, "").want(200)
	for path, one := range lists {
		w.as("P027", "", "web").do("GET", path, "").want(200).hasNot(one)
	}
}

// Who works at two offices does at each what the post there allows, and sees nothing of the one by the post at the other.
func TestPostsAtTwoOffices(t *testing.T) {
	w := newWorld(t)
	const there = "lishui_civil_affairs"
	w.accounts.staff = append(w.accounts.staff, identity.Account{Identity: identity.Identity{ID: "two-posts", Name: "两处任职", Level: 5,
		Staff: &identity.Staff{Title: "勘验人员", Posts: append(actor.At(actor.Inspector, civil), actor.At(actor.WindowClerk, there)...)}}})
	both, clerk := w.as("two-posts", "", "workbench"), w.as(window, "", "workbench")

	draft := clerk.atWindow("P004", "window-0001")
	both.do("GET", "/api/counter/drafts", "").want(200).hasNot(draft)

	both.do("GET", "/api/staff/bookings", "").want(200).has(there).hasNot(civil)

	told := w.as("P004", "", "web").do("POST", "/api/snags", `{"text": "跑了三趟都没办成", "key": "snag-0000001"}`).want(201).str("id")
	office := w.as("service_office", "", "workbench")
	office.do("POST", "/api/staff/snags/"+told+"/steps", `{"version": 1, "act": "hand", "office": "`+civil+`", "text": "请核实"}`).want(200)
	clerk.do("GET", "/api/staff/snags", "").want(200).has(told)
	both.do("GET", "/api/staff/snags", "").want(200).hasNot(told)
}
