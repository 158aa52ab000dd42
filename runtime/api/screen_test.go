package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"
)

// device is a second screen: it has its own cookie, and nobody is signed in there.
type device struct {
	*browser
	id, token string
}

// screen pairs a second screen of the office of a clerk.
func (b *browser) screen() *device {
	b.t.Helper()
	return b.screenAt(civil)
}

// screenAt pairs one at an office.
func (b *browser) screenAt(office string) *device {
	b.t.Helper()
	place := fmt.Sprintf("%d号窗口", b.rows("screens")+1)
	code := b.do("POST", "/api/staff/screens", `{"office": "`+office+`", "place": "`+place+`"}`).want(201).str("code")
	d := &device{browser: b.nobody(), id: b.values("SELECT id FROM screens WHERE place = ?", place)}
	d.join(code).want(200).has(place)
	return d
}

// join types a code, and keeps the cookie.
func (d *device) join(code string) answer {
	a := d.do("POST", "/api/screen", `{"code": "`+code+`"}`)
	if set := a.header.Get("Set-Cookie"); set != "" {
		d.token, _, _ = strings.Cut(strings.TrimPrefix(set, "__Host-banshi_screen="), ";")
	}
	return a
}

func (d *device) ask(method, path, body string) answer {
	return d.sendWith(method, path, strings.NewReader(body), http.Header{"Content-Type": {"application/json"}, "Cookie": {"__Host-banshi_screen=" + d.token}})
}

// look is what it shows now.
func (d *device) look(seen string) answer { return d.ask("GET", "/api/screen?seen="+seen, "") }

func (d *device) say(turn string, yes bool) answer {
	return d.ask("POST", "/api/screen/answer", fmt.Sprintf(`{"turn": %s, "yes": %t}`, turn, yes))
}

// shows lets a clerk show a draft on it, and gives the turn.
func (d *device) shows(clerk *browser, id string) string {
	d.t.Helper()
	clerk.send2(id, d.id).want(204)
	return d.look("0").want(200).num("turn")
}

func (b *browser) send2(id, screen string) answer {
	version := b.do("GET", "/api/counter/drafts/"+id, "").want(200).num("version")
	return b.do("POST", "/api/counter/drafts/"+id+"/confirm", `{"version": `+version+`, "screen": "`+screen+`", "language": "zh-Hans", "large": true}`)
}

// A screen is paired once, shows what a clerk sends to it, takes one answer, and then shows nothing.
func TestSecondScreen(t *testing.T) {
	w := newWorld(t)
	clerk := w.as(window, "", "workbench")
	id := clerk.atWindow("P004", "window-0001")
	clerk.typed(id)
	code := clerk.do("POST", "/api/staff/screens", `{"office": "`+civil+`", "place": "3号窗口"}`).want(201).str("code")
	d := &device{browser: w.nobody()}
	d.look("0").want(401)
	d.join("000000000000").want(404)
	set := d.join(code[:4] + " " + code[4:]).want(200).header.Get("Set-Cookie")
	for _, must := range []string{"__Host-", "HttpOnly", "Secure", "SameSite=Strict"} {
		if !strings.Contains(set, must) {
			t.Errorf("the cookie has no %s", must)
		}
	}
	(&device{browser: w.nobody()}).join(code).want(404) // once
	list := clerk.do("GET", "/api/staff/screens?office="+civil, "").want(200)
	d.id = list.at("screens").([]any)[0].(map[string]any)["id"].(string)
	list.has(`"paired":true`, `"on":false`).hasNot(d.token)

	d.look("0").want(200).has(`"shows":false`, "3号窗口").hasNot("陈伯年")
	clerk.do("GET", "/api/staff/screens?office="+civil, "").has(`"on":true`)
	d.say("1", true).want(409)
	turn := d.shows(clerk, id)
	d.look("0").want(200).has(`"shows":true`, `"large":true`, "陈伯年", "6222020000000000042")
	d.look(turn).want(200).has(`"shows":true`).hasNot("陈伯年", "plan")
	d.say("2", true).want(409)
	d.say(turn, true).want(204)
	d.say(turn, true).want(409)
	d.look(turn).want(200).has(`"shows":false`).hasNot("陈伯年")
	clerk.do("GET", "/api/counter/drafts/"+id, "").want(200).has(`"how":"screen"`, `"screen":"3号窗口"`, `"now":true`)

	// What is changed isn't shown any more, and can't be agreed to.
	turn = d.shows(clerk, id)
	clerk.patch(id, `{"answers": {"emergency_name": "李若岚"}}`).want(200)
	d.look(turn).want(200).has(`"shows":false`)
	d.look("0").want(200).has(`"shows":false`).hasNot("陈伯年")
	d.say(turn, true).want(409)
	// The clerk takes it away; or its time is over.
	turn = d.shows(clerk, id)
	clerk.do("DELETE", "/api/staff/screens/"+d.id+"/shown", "").want(204)
	d.look(turn).want(200).has(`"shows":false`)
	turn = d.shows(clerk, id)
	w.clock.Move(11 * time.Minute)
	d.look(turn).want(200).has(`"shows":false`)
	d.say(turn, true).want(409)
	// Ended: the token is worth nothing.
	clerk = w.as(window, "", "workbench")
	clerk.do("DELETE", "/api/staff/screens/"+d.id, "").want(204)
	d.look("0").want(401)
	for act, n := range map[string]int{"screen.pair": 1, "screen.join": 1, "screen.clear": 1, "screen.revoke": 1} {
		if got := w.events(act, d.id); got != n {
			t.Errorf("%d events %s, want %d", got, act, n)
		}
	}
	if n := w.events("draft.ask", id); n != 4 {
		t.Errorf("asked %d times", n)
	}
}

// A code that nobody typed is over after ten minutes; a screen that isn't paired shows nothing.
func TestSecondScreenCodeTooLate(t *testing.T) {
	w := newWorld(t)
	clerk := w.as(window, "", "workbench")
	id := clerk.atWindow("P004", "window-0001")
	code := clerk.do("POST", "/api/staff/screens", `{"office": "`+civil+`", "place": "4号窗口"}`).want(201).str("code")
	waiting := clerk.do("GET", "/api/staff/screens?office="+civil, "").want(200).has(`"paired":false`).at("screens").([]any)[0].(map[string]any)["id"].(string)
	clerk.send2(id, waiting).want(409).has("还没有配对")
	w.clock.Move(11 * time.Minute)
	(&device{browser: w.nobody()}).join(code).want(404)
	clerk.do("GET", "/api/staff/screens?office="+civil, "").want(200).hasNot("4号窗口")
}

// Whose screens they are: those of another office are none; and what a clerk sent who works there no more is shown no more.
func TestSecondScreenOfOthers(t *testing.T) {
	w := newWorld(t)
	clerk, other := w.as(window, "", "workbench"), w.as("clerk-440605124", "", "workbench")
	id := clerk.atWindow("P004", "window-0001")
	clerk.typed(id)
	d := clerk.screen()
	other.do("GET", "/api/staff/screens?office="+civil, "").want(404)
	other.do("GET", "/api/staff/screens", "").want(200).hasNot(d.id)
	clerk.do("GET", "/api/staff/screens", "").want(200).has(d.id)
	w.as("approver", "", "workbench").do("GET", "/api/staff/screens", "").want(403)
	other.do("POST", "/api/staff/screens", `{"office": "`+civil+`", "place": "1"}`).want(404)
	for _, path := range []string{"/" + d.id, "/" + d.id + "/shown"} {
		other.do("DELETE", "/api/staff/screens"+path, "").want(404)
		w.as("approver", "", "workbench").do("DELETE", "/api/staff/screens"+path, "").want(403)
		w.as("P004", "", "web").do("DELETE", "/api/staff/screens"+path, "").want(403)
	}
	// Nor is a clerk who is signed in by the same browser the one who stands before it.
	clerk.do("GET", "/api/screen", "").want(401)
	turn := d.shows(clerk, id)
	clerk.do("POST", "/api/screen/answer", `{"turn": `+turn+`, "yes": true}`).want(401)

	w.colleague(window, "调走的人", "lishui_civil_affairs")
	d.look("0").want(200).has(`"shows":false`).hasNot("陈伯年")
	d.say(turn, true).want(409)

	// Who has left the office of the screen shows nothing there, not even what is in hand at another.
	both := w.colleague("clerk-both", "两处窗口", civil, "lishui_civil_affairs")
	away := both.do("POST", "/api/counter/drafts", fmt.Sprintf(`{"office": "lishui_civil_affairs", "item": %q, "person": %s, "key": "window-0009"}`, elder, w.visitor("P004"))).want(201).str("id")
	both.typed(away)
	here := both.screen()
	here.shows(both, away)
	here.look("0").want(200).has(`"shows":true`)
	w.colleague("clerk-both", "两处窗口", "lishui_civil_affairs")
	here.look("0").want(200).has(`"shows":false`).hasNot("陈伯年")
}
