package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"io"
	"net/http"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"banshi/runtime/base/spreadsheet"
	"banshi/runtime/identity"
	identityapi "banshi/runtime/identity/api"
	"banshi/runtime/sharing/push"
)

// seats are those who try every route, in this order: who may change something comes last.
var seats = []struct{ name, account, as, channel string }{
	{"visitor", "", "", ""},
	{"stranger", "P009", "", "web"},
	{"phone_only", "P030", "", "web"},          // known by his telephone alone
	{"relative", "P001", "family/P004", "web"}, // the applicant's son, who could act for him and did not here
	{"other_clerk", "clerk-440605121", "", "workbench"},
	{"archivist", "archivist", "", "workbench"},
	{"auditor", "auditor", "", "workbench"},
	{"supervisor", "supervisor", "", "workbench"},
	{"item_manager", "item_manager", "", "workbench"},
	{"data_owner", "data_owner", "", "workbench"},
	{"data_office", "data_office", "", "workbench"},
	{"service_office", "service_office", "", "workbench"},
	{"reform_office", "reform_office", "", "workbench"},
	{"other_town_admin", "admin-440605121", "", "workbench"},
	{"town_admin", "admin-440605011", "", "workbench"},
	{"district_admin", "district_admin", "", "workbench"},
	{"approver", "approver", "", "workbench"},
	{"leader", "leader", "", "workbench"},
	{"inspector", "inspector", "", "workbench"},
	{"seal_keeper", "seal_keeper", "", "workbench"},
	{"clerk", "clerk-440605011", "", "workbench"},
	{"deputy", "clerk-440605124", "", "workbench"}, // of another town, in the place of a clerk of this one
	{"signer", "P023", "", "web"},
	{"applicant", "P004", "", "web"},
}

// seat is one of them, signed in.
type seat struct {
	name         string
	cookie, csrf string
}

// stage is a running hall with a case, a draft and everybody who tries their hands on them.
type stage struct {
	*running
	t       *testing.T
	seats   []seat
	objects map[string]string
	made    int
	size    int // of the next upload
}

func stageConfig(t *testing.T) siteConfig {
	cfg := config(t)
	cfg.External = map[string]string{"https://jishu-gaizao.example": "http://127.0.0.1:9"}
	return cfg
}

func newStage(t *testing.T) *stage {
	s := &stage{running: start(t, stageConfig(t)), t: t}
	s.client.Jar = nil
	s.standIn()
	for _, x := range seats {
		s.seats = append(s.seats, s.sit(x.name, x.account, x.as, x.channel))
	}
	s.furnish()
	return s
}

// standIn lets a clerk of Guicheng go on leave, with a clerk of another town as deputy.
func (s *stage) standIn() {
	admin := s.sit("admin", "district_admin", "", "workbench")
	res, text := s.call(admin, "POST", "/api/staff/members", `{"account": "clerk.on.leave", "name": "休假的", "title": "桂城街道窗口人员", "town": "440605011",
		"posts": [{"role": "window_clerk", "office": "guicheng_civil_affairs"}], "key": "stage-00000001"}`)
	s.must(res, text, 201)
	today := s.directory.today()
	res, text = s.call(admin, "POST", "/api/staff/members/clerk.on.leave/leaves", fmt.Sprintf(
		`{"version": 1, "from": %q, "until": "2099-01-01", "deputy": "clerk-440605124", "key": "stage-00000002"}`, today))
	s.must(res, text, 200)
}

func (s *stage) must(res *http.Response, text string, status int) {
	s.t.Helper()
	if res.StatusCode != status {
		s.t.Fatalf("%s %s: %d, want %d: %.600s", res.Request.Method, res.Request.URL.Path, res.StatusCode, status, text)
	}
}

func (s *stage) sit(name, account, as, channel string) seat {
	s.t.Helper()
	x := seat{name: name}
	if account == "" {
		return x
	}
	c, token, err := s.sessions.Begin(context.Background(), account, as, channel)
	if err != nil {
		s.t.Fatal(err)
	}
	x.cookie, x.csrf = token, c.CSRF
	return x
}

func (s *stage) call(x seat, method, path, body string) (*http.Response, string) {
	s.t.Helper()
	return s.send(x, method, path, "application/json", strings.NewReader(body))
}

func (s *stage) send(x seat, method, at, kind string, body io.Reader) (*http.Response, string) {
	s.t.Helper()
	req, err := http.NewRequest(method, s.url()+at, body)
	if err != nil {
		s.t.Fatal(err)
	}
	req.Header.Set("Content-Type", kind)
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	req.Header.Set("Idempotency-Key", "permission-0000")
	if strings.Contains(at, "/uploads") {
		req.Header.Set("Tus-Resumable", "1.0.0")
		switch method {
		case "POST":
			req.Header.Set("Upload-Length", strconv.Itoa(s.size))
			req.Header.Set("Upload-Metadata", "material YmFua19ib29r,name MS5wZGY=")
		case "PATCH":
			req.Header.Set("Upload-Offset", "0")
			req.Header.Set("Content-Type", "application/offset+octet-stream")
		}
	}
	if x.cookie != "" {
		req.AddCookie(&http.Cookie{Name: identityapi.Cookie, Value: x.cookie})
		req.Header.Set("X-CSRF-Token", x.csrf)
	}
	res, err := s.client.Do(req)
	if err != nil {
		s.t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return res, string(text)
}

func (s *stage) seat(name string) seat {
	return s.seats[slices.IndexFunc(s.seats, func(x seat) bool { return x.name == name })]
}

// furnish makes what is acted upon: a case and two drafts of the applicant's, with a file each, and a paper of a shop's
// draft that names the signer.
func (s *stage) furnish() {
	s.t.Helper()
	s.made++
	chen := s.seat("applicant")
	s.withdraw(chen)
	first := s.begin(chen, "elder_allowance")
	s.patch(chen, first, `"answers": {"claim": "first", "living": "child", "account_type": "social_card", "bank": "rural_commercial",
		"account_no": "6222020000000000042", "emergency_name": "陈启航", "emergency_phone": "13900000001", "promise": true}`)
	s.upload(chen, first)
	s.confirm(chen, first)
	s.patch(chen, first, `"sign": ["application"]`)
	var body struct{ Case struct{ Number string } }
	s.read(chen, "POST", "/api/drafts/"+first+"/submit", fmt.Sprintf(`{"version": %d, "key": "stage-%08d"}`, s.version(chen, first), 100+s.made), 201, &body)
	var page struct {
		Files map[string][]struct{ ID string }
	}
	s.read(chen, "GET", "/api/cases/"+body.Case.Number, "", 200, &page)
	file := page.Files["bank_book"][0].ID
	draft := s.begin(chen, "elder_allowance")
	s.size = 10
	s.objects = map[string]string{"definition": s.definition(), "imported": s.bring(), "screen": s.screen(), "upload": path.Base(s.coming(chen, draft, 10)), "case": body.Case.Number, "case_file": file, "draft": draft, "draft_file": s.upload(chen, draft), "spare": s.begin(chen, "elder_allowance"),
		"applicant_name": "陈伯年", "booking": s.book(), "consultation": s.wonder(body.Case.Number), "query_code": `"query":"`, "no_mandate": "no-such-mandate", "no_file": "nothing", "round": "1", "token": s.ask(), "account": "clerk-440605011", "clerk": "clerk-440605011", "nobody": "nobody.at.all",
		"manageable": `"manage":true`, "oneself": "district_admin",
		"gives":        `"give":true`,
		"foreign":      `"result":"foreign"`,
		"pairs":        `{"id":"guicheng_civil_affairs"`,
		"may_precheck": `"act":"case.precheck","may":true`}
}

// withdraw ends the case that was made before, if it is open still: nobody has two open.
func (s *stage) withdraw(chen seat) {
	s.t.Helper()
	number := s.objects["case"]
	if number == "" {
		return
	}
	var page struct{ Case struct{ Version int } }
	s.read(chen, "GET", "/api/cases/"+number, "", 200, &page)
	_, _ = s.call(chen, "POST", "/api/cases/"+number+"/withdraw", fmt.Sprintf(`{"version": %d, "key": "stage-end-%d"}`, page.Case.Version, s.made))
}

// bring lets the data owner bring a paper licence in.
func (s *stage) bring() string {
	s.t.Helper()
	ctx := context.Background()
	owner, err := s.accounts.Account(ctx, "data_owner")
	if err != nil {
		s.t.Fatal(err)
	}
	var scan bytes.Buffer
	if err := png.Encode(&scan, image.NewGray(image.Rect(0, 0, 8, 8))); err != nil {
		s.t.Fatal(err)
	}
	number := fmt.Sprintf("STAGE-%d", s.made)
	r, err := s.hall.Imports.Bring(identity.With(ctx, identity.Current{Account: owner}), push.Digest([]byte(number)), spreadsheet.Table{
		Header: []string{"证照类型", "证照编号", "持有人", "持有人证件号码", "发证日期", "有效期至", "扫描件"},
		Rows:   []spreadsheet.Row{{No: 2, Cells: []string{"real_estate", number, "陈伯年", "440622194402209917", "2009-03-01", "长期", "1.png"}}}},
		fstest.MapFS{"1.png": {Data: scan.Bytes()}})
	if err != nil || r.Brought != 1 {
		s.t.Fatalf("%+v, %v", r, err)
	}
	list, _, err := s.hall.Imports.Store.ImportedFor(ctx, nil, 500)
	if err != nil {
		s.t.Fatal(err)
	}
	return list[len(list)-1].ID
}

// definition lets the item manager open a draft of an item's definition.
func (s *stage) definition() string {
	var body struct{ ID string }
	s.read(s.seat("item_manager"), "POST", "/api/staff/definitions/drafts", `{"item": "elder_allowance"}`, 200, &body)
	return body.ID
}

// screen lets the clerk pair a second screen of the office.
func (s *stage) screen() string {
	s.t.Helper()
	clerk := s.seat("clerk")
	place := fmt.Sprintf("%d号窗口", s.made)
	var code struct{ Code string }
	s.read(clerk, "POST", "/api/staff/screens", `{"office": "guicheng_civil_affairs", "place": "`+place+`"}`, 201, &code)
	res, text := s.call(seat{}, "POST", "/api/screen", `{"code": "`+code.Code+`"}`)
	s.must(res, text, 200)
	var list struct{ Screens []struct{ ID, Place string } }
	s.read(clerk, "GET", "/api/staff/screens?office=guicheng_civil_affairs", "", 200, &list)
	return list.Screens[slices.IndexFunc(list.Screens, func(x struct{ ID, Place string }) bool { return x.Place == place })].ID
}

// book books the applicant's visit in the last slot that there is.
func (s *stage) book() string {
	s.t.Helper()
	chen := s.seat("applicant")
	var free struct {
		Days []struct {
			Day   string
			Slots []struct{ From string }
		}
	}
	s.read(chen, "GET", "/api/items/elder_allowance/slots", "", 200, &free)
	last := free.Days[len(free.Days)-1]
	var body struct{ ID string }
	s.read(chen, "POST", "/api/bookings", fmt.Sprintf(`{"item": "elder_allowance", "visit": "apply", "day": %q, "from": %q, "key": "stage-booking-%d"}`, last.Day, last.Slots[len(last.Slots)-1].From, s.made), 201, &body)
	return body.ID
}

// wonder asks the office of the applicant's case something about it.
func (s *stage) wonder(number string) string {
	s.t.Helper()
	var body struct{ ID string }
	s.read(s.seat("applicant"), "POST", "/api/consultations", fmt.Sprintf(`{"case": %q, "text": "什么时候办好？", "key": "stage-question-%d"}`, number, s.made), 201, &body)
	return body.ID
}

// kept is a stage on which nobody has acted yet, to be played on again and again: its folder, and who sits there.
type kept struct {
	dir     string
	seats   []seat
	objects map[string]string
}

// kept closes the hall and keeps what it has written.
func (s *stage) kept() kept {
	s.t.Helper()
	s.stop()
	return kept{s.cfg.Data, s.seats, s.objects}
}

// again opens a hall on a copy of it.
func (k kept) again(t *testing.T) *stage {
	t.Helper()
	cfg := stageConfig(t)
	if err := os.CopyFS(cfg.Data, os.DirFS(k.dir)); err != nil {
		t.Fatal(err)
	}
	s := &stage{running: start(t, cfg), t: t, seats: k.seats, objects: k.objects, made: 1, size: 10}
	s.client.Jar = nil
	return s
}

// ask makes the link to a paper that the signer has to sign.
func (s *stage) ask() string {
	shop := s.sit("shop", "P007", "organisation/L04", "web")
	draft := s.begin(shop, "food_business_licence_new")
	s.patch(shop, draft, `"answers": {"premises_right": "rent", "premises_address": "佛山市南海区里水镇丽雅样例苑5座902", "owner_no": "440622198309199919"}`)
	var body struct{ Token string }
	s.read(shop, "POST", "/api/drafts/"+draft+"/signings", `{"material": "owner_letter"}`, 201, &body)
	return body.Token
}

func (s *stage) read(x seat, method, path, body string, status int, into any) {
	s.t.Helper()
	res, text := s.call(x, method, path, body)
	s.must(res, text, status)
	if err := json.Unmarshal([]byte(text), into); err != nil {
		s.t.Fatal(err)
	}
}

func (s *stage) begin(x seat, item string) string {
	s.t.Helper()
	var body struct{ ID string }
	s.read(x, "POST", "/api/drafts", fmt.Sprintf(`{"item": %q}`, item), 201, &body)
	return body.ID
}

func (s *stage) version(x seat, draft string) int {
	s.t.Helper()
	var body struct{ Version int }
	s.read(x, "GET", "/api/drafts/"+draft, "", 200, &body)
	return body.Version
}

func (s *stage) patch(x seat, draft, change string) {
	s.t.Helper()
	res, text := s.call(x, "PATCH", "/api/drafts/"+draft, fmt.Sprintf(`{"version": %d, %s}`, s.version(x, draft), change))
	s.must(res, text, 200)
}

func (s *stage) confirm(x seat, draft string) {
	s.t.Helper()
	var body struct {
		View struct {
			State struct{ Blocked []struct{ Kind, Path string } }
		}
	}
	s.read(x, "GET", "/api/drafts/"+draft+"?as=submission", "", 200, &body)
	paths := []string{}
	for _, b := range body.View.State.Blocked {
		if b.Kind == "confirm" {
			paths = append(paths, b.Path)
		}
	}
	raw, err := json.Marshal(paths)
	if err != nil {
		s.t.Fatal(err)
	}
	s.patch(x, draft, `"confirmed": `+string(raw))
}

// upload gives a file to the draft and tells its id.
func (s *stage) upload(x seat, draft string) string {
	s.t.Helper()
	content := fmt.Sprintf("%%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%% %d %s\n%%%%EOF\n", s.made, draft)
	upload := s.coming(x, draft, len(content))
	res, text := s.call(x, "PATCH", upload, content)
	s.must(res, text, 204)
	res, text = s.call(x, "POST", upload, "")
	s.must(res, text, 201)
	var page struct {
		Files map[string][]struct{ ID string }
	}
	s.read(x, "GET", "/api/drafts/"+draft, "", 200, &page)
	return page.Files["bank_book"][0].ID
}

// coming begins an upload of some bytes and gives its address.
func (s *stage) coming(x seat, draft string, size int) string {
	s.t.Helper()
	s.size = size
	res, text := s.call(x, "POST", "/api/drafts/"+draft+"/uploads", "")
	s.must(res, text, 201)
	s.size = 10
	return res.Header.Get("Location")
}

var placeholder = regexp.MustCompile(`\{(\w+)\}`)

// address puts what the stage has into the path of a route.
func (s *stage) address(r routeLine) string {
	return placeholder.ReplaceAllStringFunc(r.path, func(p string) string {
		name := strings.Trim(p, "{}")
		switch {
		case name == "file" && strings.Contains(r.path, "/designer/"):
			return "handbook.html"
		case name == "kind" && strings.Contains(r.path, "/designer/"):
			return "Item"
		case name == "item" && (strings.Contains(r.path, "/designer/") || strings.Contains(r.path, "/definitions/")):
			return "elder_allowance"
		case name == "id" && (strings.Contains(r.path, "/definitions/") || strings.Contains(r.path, "/designer/")):
			return s.objects["definition"]
		case name == "id" && r.on == "outside":
			return "technical_upgrade_filing"
		case name == "id" && (strings.HasPrefix(r.path, "/api/items") || strings.HasPrefix(r.path, "/api/open/items")):
			return "elder_allowance"
		case name == "id" && strings.Contains(r.path, "/bookings/"):
			return s.objects["booking"]
		case name == "id" && strings.Contains(r.path, "/consultations/"):
			return s.objects["consultation"]
		case name == "id" && (strings.HasSuffix(r.path, "/shown") || strings.HasSuffix(r.path, "/grade")):
			return s.objects["screen"]
		case name == "id" && r.on == "imported":
			return s.objects["imported"]
		case name == "id" && r.on == "spare":
			return s.objects["spare"]
		case name == "id":
			return s.objects["draft"]
		case name == "number" && r.on == "first_edition":
			return "1"
		case name == "number":
			return s.objects["case"]
		case name == "file" && strings.HasPrefix(r.path, "/open/data/"):
			return "none.csv"
		case name == "file":
			return s.objects[r.on]
		case name == "account" && r.on != "":
			return s.objects[r.on]
		}
		if v, ok := s.objects[name]; ok {
			return v
		}
		if name == "seq" {
			return "1"
		}
		return "nothing"
	})
}

// filled puts what the stage has into a body.
func (s *stage) filled(body string) string {
	return regexp.MustCompile(`\$\w+`).ReplaceAllStringFunc(body, func(name string) string {
		v := s.objects[name[1:]]
		return v[strings.LastIndex(v, ".")+1:]
	})
}

// query is what a route needs besides.
func query(r routeLine) string {
	if r.query != "" {
		return r.query
	}
	if r.method == "GET" && strings.HasSuffix(r.path, "/why") {
		return "?path=verdict"
	}
	return ""
}

// tries calls every route as everybody, and tells what is not as the list says: all of it, or the first.
func (s *stage) tries(list routeList, all bool) (cells int, wrong []string) {
	s.t.Helper()
	for _, r := range list.routes {
		for _, x := range s.seats {
			if r.path == "/api/session" && r.method == "DELETE" {
				continue // would sign everybody out: see TestSigningOut
			}
			cells++
			want := list.status(r, x.name)
			res, text := s.call(x, r.method, s.address(r)+s.filled(query(r)), s.filled(r.body))
			if res.StatusCode != want {
				wrong = append(wrong, fmt.Sprintf("routes.txt:%d: %s %s %s as %s: %d, want %d: %.300s", r.line, r.method, r.path, r.on, x.name, res.StatusCode, want, text))
			}
			if r.shows != nil && res.StatusCode == 200 {
				for what, who := range r.shows {
					if shown := strings.Contains(text, s.objects[what]); shown != list.within(x.name, who) {
						wrong = append(wrong, fmt.Sprintf("routes.txt:%d: %s %s as %s: shows the %s: %t", r.line, r.method, r.path, x.name, what, shown))
					}
				}
			}
			if len(wrong) > 0 && !all {
				return cells, wrong
			}
		}
	}
	return cells, wrong
}

// Every route of the document is in the list, and answers everybody as the list says.
func TestEveryRouteForEverybody(t *testing.T) {
	if testing.Short() {
		t.Skip("one request after another, thousands of them: nothing meets here that other tests do not bring together")
	}
	list := readRoutes(t)
	s := newStage(t)
	named := map[string]bool{}
	for _, r := range list.routes {
		named[r.method+" "+r.path] = true
		for _, x := range seats {
			if list.status(r, x.name) == 0 {
				t.Errorf("routes.txt:%d: %s %s says nothing of %s", r.line, r.method, r.path, x.name)
			}
		}
	}
	documented := s.documented()
	for _, route := range documented {
		if !named[route] {
			t.Errorf("%s is in the document and not in routes.txt: say there what it answers to whom", route)
		}
	}
	for route := range named {
		if !slices.Contains(documented, route) {
			t.Errorf("routes.txt: there is no %s", route)
		}
	}
	if _, wrong := s.tries(list, true); len(wrong) > 0 {
		for _, w := range wrong {
			t.Error(w)
		}
	}
}

// Everybody may sign out, also who isn't in.
func TestSigningOut(t *testing.T) {
	list := readRoutes(t)
	s := newStage(t)
	for _, r := range list.routes {
		if r.path != "/api/session" || r.method != "DELETE" {
			continue
		}
		for _, x := range s.seats {
			if res, text := s.call(x, r.method, r.path, ""); res.StatusCode != list.status(r, x.name) {
				t.Errorf("routes.txt:%d: %s as %s: %d %s", r.line, r.path, x.name, res.StatusCode, text)
			}
		}
	}
}

// documented lists the routes of the API's document.
func (s *stage) documented() []string {
	s.t.Helper()
	res, text := s.call(seat{}, "GET", "/openapi.json", "")
	s.must(res, text, 200)
	var doc struct {
		Paths map[string]map[string]json.RawMessage
	}
	if err := json.Unmarshal([]byte(text), &doc); err != nil {
		s.t.Fatal(err)
	}
	var out []string
	for path, ops := range doc.Paths {
		for method := range ops {
			if method = strings.ToUpper(method); slices.Contains([]string{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"}, method) {
				out = append(out, method+" "+path)
			}
		}
	}
	slices.Sort(out)
	return out
}

// Somebody else's object and one that never was are told apart by nothing: neither by the answer nor by its header.
func TestNothingTellsThatItIsThere(t *testing.T) {
	s := newStage(t)
	request := regexp.MustCompile(`"request":"[A-Z0-9]+"`)
	same := func(x seat, method, path, missing, body string) {
		t.Helper()
		a, here := s.call(x, method, path, body)
		b, never := s.call(x, method, missing, body)
		if a.StatusCode != 404 || b.StatusCode != 404 || request.ReplaceAllString(here, "") != request.ReplaceAllString(never, "") {
			t.Errorf("%s %s as %s: %d %s\nbut of nothing: %d %s", method, path, x.name, a.StatusCode, here, b.StatusCode, never)
		}
		for _, h := range []http.Header{a.Header, b.Header} {
			h.Del("Date")
			h.Del("X-Request-Id")
			if h.Get("Etag") != "" || h.Get("Last-Modified") != "" {
				t.Errorf("%s %s as %s: %v", method, path, x.name, h)
			}
		}
		if fmt.Sprint(a.Header) != fmt.Sprint(b.Header) {
			t.Errorf("%s %s as %s: %v\nbut of nothing: %v", method, path, x.name, a.Header, b.Header)
		}
	}
	o := s.objects
	for _, name := range []string{"stranger", "relative"} {
		x := s.seat(name)
		same(x, "GET", "/api/cases/"+o["case"], "/api/cases/440605202611290099", "")
		same(x, "GET", "/api/drafts/"+o["draft"], "/api/drafts/aaaaaaaaaaaaaaaaaaaaaaaaaa", "")
		same(x, "PATCH", "/api/drafts/"+o["draft"], "/api/drafts/aaaaaaaaaaaaaaaaaaaaaaaaaa", `{"version": 1}`)
		same(x, "GET", "/api/files/"+o["case_file"], "/api/files/aaaaaaaaaaaaaaaaaaaaaaaaaa", "")
		same(x, "GET", "/api/signings/"+o["token"], "/api/signings/AAAAAAAAAAAAAAAAAAAAAAAAAA", "")
	}
	same(s.seat("other_clerk"), "GET", "/api/staff/cases/"+o["case"], "/api/staff/cases/440605202611290099", "")
	same(s.seat("other_clerk"), "POST", "/api/staff/cases/"+o["case"]+"/precheck", "/api/staff/cases/440605202611290099/precheck",
		`{"version": 1, "pass": true, "opinion": "", "key": "permission-0010"}`)
	same(s.seat("other_town_admin"), "POST", "/api/staff/members/clerk-440605011/departure", "/api/staff/members/nobody.at.all/departure", `{"version": 1, "key": "permission-0011"}`)
}
