package api_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// today is Monday 2026-11-23, nine o'clock: see dbtest.NewClock.
const (
	nextDay = "2026-11-24"
	sunday  = "2026-11-29"
)

func booking(item, day, from, key string) string {
	return fmt.Sprintf(`{"item": %q, "visit": "apply", "day": %q, "from": %q, "key": %q}`, item, day, from, key)
}

// From the free slots of the one office to the visit: booked once, moved, shown by its code, received, and nobody else sees it.
func TestBooking(t *testing.T) {
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	chen.do("GET", "/api/items/"+elder, "").want(200).has(`"books":true`)
	a := chen.do("GET", "/api/items/"+elder+"/slots", "").want(200).has(civil, `"takes":true`, `"day":"`+nextDay+`"`, `"from":"09:00","left":3`).hasNot(sunday)
	if first := list(a.at("days"))[0].(map[string]any)["slots"].([]any)[0].(map[string]any); first["left"].(fmt.Stringer).String() != "0" {
		t.Errorf("a slot that has begun is free: %v", first)
	}
	w.nobody().do("GET", "/api/items/"+elder+"/slots", "").want(200).has(`"choice":[{`).hasNot(`"days":[{`)
	w.nobody().do("GET", "/api/items/"+elder+"/slots?office="+civil, "").want(200).has(`"days":[{`)

	at := func(office string) string {
		return strings.Replace(booking(elder, nextDay, "09:00", "booking-0001"), `{`, fmt.Sprintf(`{"office": %q, `, office), 1)
	}
	title := a.str("office", "title")
	chen.do("POST", "/api/bookings", at("district_press")).want(422).has(`"body.office"`, title)
	if w.rows("bookings") != 0 {
		t.Error("an office was asked for, and another booked")
	}
	made := chen.do("POST", "/api/bookings", at(civil)).want(201).has(`"state":"open"`, civil, "09:30", "示例大道1号")
	id, code := made.str("id"), made.str("code")
	if again := chen.do("POST", "/api/bookings", booking(elder, nextDay, "09:00", "booking-0001")).want(201); again.str("id") != id || again.str("code") != code || w.rows("bookings") != 1 {
		t.Errorf("the same key booked another: %s", again.text)
	}
	chen.do("POST", "/api/bookings", booking(elder, nextDay, "10:00", "booking-0002")).want(409)
	for body, status := range map[string]int{
		booking(elder, sunday, "09:00", "booking-0003"):        422,
		booking(elder, nextDay, "09:10", "booking-0003"):       422,
		booking(elder, "2026-11-23", "09:00", "booking-0003"):  409, // it has begun
		booking(elder, "2027-01-11", "09:00", "booking-0003"):  422, // too far ahead
		booking(elder, nextDay, "09:00", "no"):                 422,
		booking("no_such_item", nextDay, "09:00", "key-00003"): 404,
	} {
		chen.do("POST", "/api/bookings", body).want(status)
	}
	chen.do("GET", "/api/items/"+elder+"/slots", "").want(200).has(`"left":2`, `"mine":{"id":"`+id)
	chen.do("POST", "/api/bookings/"+id+"/move", `{"day": "2026-11-25", "from": "14:00", "key": "move-00001"}`).want(200).has(`"day":"2026-11-25"`, code)
	chen.do("GET", "/api/items/"+elder+"/slots", "").want(200).hasNot(`"from":"09:00","left":2`)

	if got := w.values("SELECT kind FROM notices WHERE subject = ? AND told > ? ORDER BY id", id, w.clock.Now().UnixMicro()); got != "booking.reminder" {
		t.Errorf("to be told later: %s", got) // of the day it was moved to, and of no other
	}
	ics := chen.do("GET", "/api/bookings/"+id+"/calendar.ics", "").want(200)
	if !strings.Contains(ics.text, "DTSTART:20261125T060000Z\r\n") || !strings.Contains(strings.ReplaceAll(ics.text, "\r\n ", ""), "示例大道1号") || strings.Contains(ics.text, "陈伯年") {
		t.Errorf("the calendar file:\n%s", ics.text)
	}
	for _, line := range strings.Split(ics.text, "\r\n") {
		if len(line) > 75 {
			t.Errorf("a line of %d bytes", len(line))
		}
	}

	other := w.as("P009", "", "web")
	for _, try := range [][2]string{{"GET", ""}, {"DELETE", ""}, {"GET", "/calendar.ics"}} {
		other.do(try[0], "/api/bookings/"+id+try[1], "").want(404)
	}
	other.do("POST", "/api/bookings/"+id+"/move", `{"day": "2026-11-25", "from": "14:30", "key": "move-00002"}`).want(404)
	other.do("GET", "/api/bookings", "").want(200).hasNot(id)
	w.as("clerk-440605121", "", "workbench").do("GET", "/api/staff/bookings?office="+civil, "").want(404)
	w.as("clerk-440605121", "", "workbench").do("POST", "/api/staff/bookings/"+id+"/received", `{"came": true}`).want(404)

	clerk := w.as(window, "", "workbench")
	clerk.do("GET", "/api/staff/bookings?office="+civil+"&day=2026-11-25", "").want(200).has(id, "陈伯年").hasNot(code)
	if w.events("booking.view", "") != 1 {
		t.Error("a look at who comes isn't written down")
	}
	clerk.do("POST", "/api/staff/bookings/"+id+"/received", `{"came": true}`).want(409) // not today
	w.clock.Move(48*time.Hour + 5*time.Hour)                                            // Wednesday, two o'clock
	clerk = w.as(window, "", "workbench")
	clerk.do("POST", "/api/staff/bookings/find", fmt.Sprintf(`{"office": %q, "code": %q}`, civil, code)).want(200).has(id)
	clerk.do("POST", "/api/staff/bookings/find", fmt.Sprintf(`{"office": %q, "code": "00000000"}`, civil)).want(200).hasNot(id)
	clerk.do("POST", "/api/staff/bookings/"+id+"/received", `{"came": false}`).want(409) // the slot is not over
	clerk.do("POST", "/api/staff/bookings/"+id+"/received", `{"came": true}`).want(200).has(`"state":"arrived"`)
	w.as("P004", "", "web").do("DELETE", "/api/bookings/"+id, "").want(409)
}

// The code of a booking is taken up at the counter: the draft that was begun at home is there, and who booked has come.
func TestBookingAtTheCounter(t *testing.T) {
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	draft := chen.begin(elder)
	chen.patch(draft, elderAnswers).want(200)
	code := chen.do("POST", "/api/bookings", booking(elder, "2026-11-23", "09:30", "booking-0001")).want(201).str("code")
	clerk := w.as(window, "", "workbench")
	up := func(who string) answer {
		return clerk.do("POST", "/api/counter/pick-up", fmt.Sprintf(`{"office": %q, "code": %q, "person": %s}`, civil, code, w.visitor(who)))
	}
	up("P009").want(404)
	if got := up("P004").want(200).str("id"); got != draft {
		t.Errorf("took up %s, not %s", got, draft)
	}
	chen.do("GET", "/api/bookings", "").want(200).has(`"state":"arrived"`)
	if got := up("P004").want(200).str("id"); got != draft || w.rows("applications") != 1 {
		t.Errorf("taken up again, it is %s, and there are %d drafts", got, w.rows("applications"))
	}

	// Without a draft, the form is begun there.
	bai := w.as("P009", "", "web")
	list := bai.do("GET", "/api/items/"+elder+"/slots?office="+civil, "").want(200)
	if list.str("office", "id") == civil {
		code = bai.do("POST", "/api/bookings", booking(elder, "2026-11-23", "09:30", "booking-0002")).want(201).str("code")
		up("P009").want(200).has(elder)
	}
}

// Who does not come three times books no more for a while, and a place that is called off is told with its reason.
func TestBookingsMissedAndClosed(t *testing.T) {
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	id := chen.do("POST", "/api/bookings", booking(elder, nextDay, "09:00", "booking-0001")).want(201).str("id")
	clerk := w.as(window, "", "workbench")
	closing := func(more string) string {
		return fmt.Sprintf(`{"office": %q, "day": %q, "reason": "台风红色预警，大厅停止办公"%s}`, civil, nextDay, more)
	}
	clerk.do("POST", "/api/staff/booking-closures", fmt.Sprintf(`{"office": %q, "day": %q, "reason": " "}`, civil, nextDay)).want(422)
	clerk.do("POST", "/api/staff/booking-closures", closing(`, "from": "03:00"`)).want(422)
	chen.do("POST", "/api/staff/booking-closures", closing("")).want(403)
	w.as("clerk-440605121", "", "workbench").do("POST", "/api/staff/booking-closures", closing("")).want(404)
	clerk.do("POST", "/api/staff/booking-closures", closing("")).want(200).has(`"told":1`)
	chen.do("GET", "/api/bookings/"+id, "").want(200).has(`"state":"closed"`, "台风红色预警")
	if got := w.values("SELECT kind FROM notices WHERE subject = ? ORDER BY id", id); got != "booking.made,booking.closed" { // the reminder was for a day before now
		t.Errorf("told: %s", got)
	}
	chen.do("GET", "/api/items/"+elder+"/slots", "").want(200).has(`"closed":"台风红色预警`)
	chen.do("POST", "/api/bookings", booking(elder, nextDay, "10:00", "booking-0002")).want(409)
	clerk.do("DELETE", "/api/staff/booking-closures?office="+civil+"&day="+nextDay, "").want(204)
	clerk.do("DELETE", "/api/staff/booking-closures?office="+civil+"&day="+nextDay, "").want(404)

	for i := range 3 {
		day := w.clock.Now().Add(24 * time.Hour).Format(time.DateOnly)
		id := chen.do("POST", "/api/bookings", booking(elder, day, "09:00", fmt.Sprintf("booking-1%03d", i))).want(201).str("id")
		w.clock.Move(24*time.Hour + time.Hour)
		chen, clerk = w.as("P004", "", "web"), w.as(window, "", "workbench")
		clerk.do("POST", "/api/staff/bookings/"+id+"/received", `{"came": false}`).want(200).has(`"state":"missed"`)
		w.clock.Move(-time.Hour)
	}
	chen.do("POST", "/api/bookings", booking(elder, "2026-11-27", "09:00", "booking-2000")).want(409).has("没有来")
}

// retail hands in an application for which somebody comes with the originals.
func (b *browser) retail() string {
	b.t.Helper()
	id := b.begin("publication_retail")
	b.patch(id, `{"answers": {"trade": "retail", "channel": "shop", "way": "normal", "place_area": "60.5", "place_kind": "premises", "place_right": "rent",
		"lease_end": "2028-06-30", "retail_scope": ["books", "periodicals"], "staff_count": 3, "deliver": "electronic"}, "formOf": {"place_proof": "租赁合同"}}`).want(200)
	b.upload("/api/drafts/"+id+"/files?material=place_proof", "合同.pdf", pdf).want(201)
	b.confirmAll(id)
	b.patch(id, `{"sign": ["application"]}`).want(200)
	return b.submit(id, "key-"+id).want(201).str("case", "number")
}

// What is booked for a case ends with what it was booked for: the place is free again, nobody is reminded of it, or marked as
// not come, and the next case of the item can be booked.
func TestBookingEndsWithItsCase(t *testing.T) {
	w := newWorld(t)
	firm := w.as("P008", "organisation/L05", "web")
	booked := func(onDay string) (number, id string, clerk orders) {
		t.Helper()
		number = firm.retail()
		clerk, _, _ = w.staffOf(number)
		clerk.precheck().want(200)
		id = firm.do("POST", "/api/bookings", fmt.Sprintf(`{"case": %q, "visit": "originals", "day": %q, "from": "10:00", "key": "booking-%s"}`, number, onDay, number)).want(201).str("id")
		return
	}
	state := func(id string) string { return firm.do("GET", "/api/bookings/"+id, "").want(200).str("state") }
	reminders := func(id string) string {
		return w.value("SELECT count(*) FROM notices WHERE kind = 'booking.reminder' AND subject = ?", id)
	}

	number, id, clerk := booked("2026-11-25")
	if n := reminders(id); n != "1" {
		t.Fatalf("%s reminders of a booking", n)
	}
	firm.at(number).send("withdraw", "").want(200)
	if got := state(id); got != "cancelled" || reminders(id) != "0" {
		t.Errorf("of a withdrawn case: %s, %s reminders", got, reminders(id))
	}
	if n := w.events("booking.end", id); n != 1 {
		t.Errorf("%d events", n)
	}
	clerk.do("GET", "/api/staff/bookings?office=district_press&day=2026-11-25", "").want(200).has(`"bookings":[]`, `{"from":"10:00","left":2}`)

	number, id, _ = booked(nextDay)
	w.clock.Move(24 * time.Hour)
	firm = w.as("P008", "organisation/L05", "web")
	clerk, _, _ = w.staffOf(number)
	clerk.send("receive", answersFor(clerk.page(), "receive", nil)).want(200)
	if got := state(id); got != "arrived" {
		t.Errorf("of a case received on the day: %s", got)
	}

	_, id, clerk = booked("2026-11-27")
	clerk.send("receive", answersFor(clerk.page(), "receive", nil)).want(200)
	if got := state(id); got != "cancelled" {
		t.Errorf("of a case received before its day: %s", got)
	}

	number, id, _ = booked("2026-11-27")
	w.exec("UPDATE cases SET office = ? WHERE number = ?", civil, number) // as if it had been booked there
	w.as(window, "", "workbench").at(number).send("transfer", `"office": "district_press", "opinion": "就近办理"`).want(200)
	firm.do("GET", "/api/bookings/"+id, "").want(200).has(`"state":"closed"`, "办件已转到南海区行政服务中心综合窗口")
	firm.at(number).page().has(`"books":true`).hasNot(`"booking":{`)
}

// Who booked to hand in at the window and hands in online instead need not come: the place is free again, with the reason,
// and nobody is reminded of it. What is booked for another item stays.
func TestBookingEndsWithHandingIn(t *testing.T) {
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	const day, another = "2026-11-25", "sole_proprietor_registration"
	id := chen.do("POST", "/api/bookings", booking(elder, day, "09:00", "booking-0001")).want(201).str("id")
	choice := list(chen.do("GET", "/api/items/"+another+"/slots", "").want(200).at("choice"))
	if len(choice) == 0 {
		t.Fatal("no office to book at")
	}
	office := choice[0].(map[string]any)["id"].(string)
	other := chen.do("POST", "/api/bookings", fmt.Sprintf(`{"item": %q, "office": %q, "visit": "apply", "day": %q, "from": "10:00", "key": "booking-0002"}`, another, office, day)).want(201).str("id")
	state := func(id string) string {
		return w.value("SELECT state FROM bookings WHERE id = ?", id)
	}
	reminders := func(id string) string {
		return w.value("SELECT CAST(count(*) AS TEXT) FROM notices WHERE kind = 'booking.reminder' AND subject = ?", id)
	}
	if reminders(id) != "1" || reminders(other) != "1" {
		t.Fatalf("%s and %s reminders of the bookings", reminders(id), reminders(other))
	}
	number := chen.handIn()
	chen.do("GET", "/api/bookings/"+id, "").want(200).has(`"state":"cancelled"`, "申请已经提交").hasNot(`"code"`)
	if reminders(id) != "0" || state(other) != "open" || reminders(other) != "1" {
		t.Errorf("%s reminders; the other is %s, with %s", reminders(id), state(other), reminders(other))
	}
	if n := w.events("booking.end", id); n != 1 {
		t.Errorf("%d events", n)
	}
	if got := w.value("SELECT detail FROM audit_events WHERE act = 'booking.end'"); !strings.Contains(got, number) {
		t.Errorf("not of its case: %s", got)
	}
	clerk := w.as(window, "", "workbench")
	clerk.do("GET", "/api/staff/bookings?office="+civil+"&day="+day, "").want(200).has(`"bookings":[]`)
}

// Who booked for today and hands in at that window, without showing the code, has come.
func TestBookingArrivesByHandingIn(t *testing.T) {
	w := newWorld(t)
	id := w.as("P004", "", "web").do("POST", "/api/bookings", booking(elder, "2026-11-23", "09:30", "booking-0001")).want(201).str("id")
	clerk := w.as(window, "", "workbench")
	draft := clerk.atWindow("P004", "window-0001")
	clerk.typed(draft)
	clerk.do("POST", "/api/counter/drafts/"+draft+"/originals", `{"material": "bank_book", "seen": true}`).want(200)
	clerk.says(draft, true)
	clerk.submit(draft, "window-submit-1").want(201)
	if got := w.value("SELECT state || note FROM bookings WHERE id = ?", id); got != "arrived" {
		t.Errorf("it is %s", got)
	}
}

// A case that passed pre-examination goes on by a booking with its originals; the day of the case is that of the booking.
func TestBookingForACase(t *testing.T) {
	w := newWorld(t)
	firm := w.as("P008", "organisation/L05", "web")
	number := firm.retail()
	path := "/api/cases/" + number
	firm.do("GET", path+"/slots", "").want(200).has(`"takes":false`)
	clerk, _, _ := w.staffOf(number)
	clerk.precheck().want(200)
	firm.do("GET", path+"/slots", "").want(200).has(`"takes":true`, `"visit":"originals"`, "district_press", `"bring":[{`)
	firm.at(number).page().has(`"books":true`)
	firm.at(number).send("visit", `"day": "2026-11-24"`).want(409).has("时段")
	w.as("P009", "", "web").do("GET", path+"/slots", "").want(404)

	order := func(day, from, key string) string {
		return fmt.Sprintf(`{"case": %q, "visit": "originals", "day": %q, "from": %q, "key": %q}`, number, day, from, key)
	}
	made := firm.do("POST", "/api/bookings", order(nextDay, "09:00", "booking-0001")).want(201).has(number).str("id")
	if again := firm.do("POST", "/api/bookings", order(nextDay, "09:00", "booking-0001")).want(201).str("id"); again != made {
		t.Errorf("the same key booked %s and %s", made, again)
	}
	firm.at(number).page().has(`"state":"awaiting_onsite"`, `"visit":"`+nextDay+`"`, `"booking":{"id":"`+made)
	firm.do("POST", "/api/bookings/"+made+"/move", `{"day": "2026-11-25", "from": "10:00", "key": "move-00001"}`).want(200)
	firm.at(number).page().has(`"visit":"2026-11-25"`)
	clerk.page().has(`"visit":"2026-11-25"`)
	firm.do("DELETE", "/api/bookings/"+made, "").want(204)
	firm.at(number).page().has(`"books":true`).hasNot(`"visit":"2026-11-25"`)
	firm.do("POST", "/api/bookings", order("2026-11-26", "09:00", "booking-0002")).want(201)
	clerk.send("receive", answersFor(clerk.page(), "receive", nil)).want(200).has(`"state":"received"`)
}
