package api_test

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"banshi/runtime"
	"banshi/runtime/base/fault"
	"banshi/runtime/base/spreadsheet"
	"banshi/runtime/identity"
)

// bring lets a data owner bring a list in, with a folder of scans.
func (w *world) bring(department, list string, scans fs.FS) runtime.ImportReport {
	w.t.Helper()
	w.owner(department)
	a, err := w.accounts.Account(context.Background(), "owner-"+department)
	check(w.t, err)
	table, err := spreadsheet.Read([]byte(list))
	check(w.t, err)
	r, err := w.hall.Imports.Bring(identity.With(context.Background(), identity.Current{Account: a}), strings.Repeat("a1b2", 16), table, scans)
	check(w.t, err)
	return r
}

const (
	columns = "证照类型,证照编号,持有人,持有人证件号码,发证机关,发证日期,有效期至,扫描件,坐落,用途\n"
	deeds   = "不动产权证书,粤房地证字第C0099001号,佛山市南海区古丽手抓饭店,92440605MA90A0040F,佛山市自然资源局,2009/3/1,长期,deeds/1.png,佛山市南海区里水镇手抓样例街3号首层,商业\n"
)

var scans = fstest.MapFS{"deeds/1.png": {Data: photo(40, 30)}, "2.pdf": {Data: pdf}, "3.png": {Data: photo(41, 30)}, "bad.png": {Data: []byte("PK\x03\x04 no picture")}}

// A licence on paper is read off by one and held against its scan by another: then it stands among the holder's, at trust B,
// and where B will do, the paper falls away.
func TestPaperLicence(t *testing.T) {
	w := newWorld(t)
	shop := w.as("P007", "organisation/L04", "web")
	draft := shop.begin("food_business_licence_new")
	proof := func() string {
		t.Helper()
		shop.patch(draft, `{"answers": {"premises_right": "own", "premises_address": "佛山市南海区里水镇手抓样例街3号首层"}}`).want(200)
		m, _ := shop.do("GET", "/api/drafts/"+draft, "").want(200).at("view", "state", "materials", "premises_proof").(map[string]any)
		if e, ok := m["evidence"].(map[string]any); ok {
			return fmt.Sprint(m["state"], " ", e["trust"])
		}
		return fmt.Sprint(m["state"])
	}
	if got := proof(); got != "needed" {
		t.Fatalf("before: %s", got)
	}
	if r := w.bring("natural_resources", columns+deeds, scans); r.Brought != 1 || r.Again != 0 || len(r.Complaints) != 0 {
		t.Fatalf("%+v", r)
	}
	if r := w.bring("natural_resources", columns+deeds, scans); r.Brought != 0 || r.Again != 1 || len(r.Complaints) != 0 {
		t.Errorf("once more: %+v", r)
	}
	id := w.values("SELECT id FROM imported_licences")
	first := w.as("owner-natural_resources", "", "workbench")
	first.do("GET", "/api/staff/imported", "").want(200).has(id, `"waiting":1`, "粤房地证字第C0099001号").hasNot("92440605MA90A0040F")
	path := "/api/staff/imported/" + id
	first.do("GET", path, "").want(200).has("92440605MA90A0040F", "2009-03-01", "9999-12-31", "手抓样例街3号", `"denied":"是您导入的`)
	first.do("POST", path+"/judgement", `{"confirm": true}`).want(403)
	if got := proof(); got != "needed" {
		t.Errorf("nobody has checked it: %s", got)
	}
	// Nobody else.
	w.owner("civil_affairs").do("GET", "/api/staff/imported", "").want(200).hasNot(id)
	w.as("owner-civil_affairs", "", "workbench").do("GET", path, "").want(404)
	w.as("owner-civil_affairs", "", "workbench").do("GET", path+"/scan", "").want(404)
	w.as("owner-civil_affairs", "", "workbench").do("POST", path+"/judgement", `{"confirm": true}`).want(404)
	w.as("clerk-440605011", "", "workbench").do("GET", path, "").want(403)
	shop.do("GET", path, "").want(403)
	w.nobody().do("GET", path, "").want(401)

	second := w.as("data_office", "", "workbench")
	second.do("GET", path, "").want(200).hasNot("denied")
	if got := second.do("GET", path+"/scan", "").want(200).text; !bytes.Equal([]byte(got), photo(40, 30)) {
		t.Errorf("the scan has %d bytes", len(got))
	}
	second.do("GET", path+"/preview", "").want(200)
	second.do("POST", path+"/judgement", `{"confirm": false, "reason": " "}`).want(422).has(`"reason"`)
	w.sources["real_estate"].set(func(r *register) { r.down = true })
	second.do("POST", path+"/judgement", `{"confirm": true}`).want(503)
	w.sources["real_estate"].set(func(r *register) { r.down = false })
	second.do("POST", path+"/judgement", `{"confirm": true}`).want(200).has(`"state":"confirmed"`)
	second.do("POST", path+"/judgement", `{"confirm": true}`).want(200)
	second.do("POST", path+"/judgement", `{"confirm": false, "reason": "不符"}`).want(409)
	if got := proof(); got != "reused B" {
		t.Errorf("confirmed: %s", got)
	}
	if w.events("imported.bring", id) != 1 || w.events("imported.judge", id) != 1 || w.events("imported.view", id) < 3 {
		t.Error("the trail doesn't tell who brought it in, who checked it, and who saw it")
	}
	if keep, err := w.hall.Imports.Store.Named(context.Background(), nil); err != nil || len(keep) != 0 {
		t.Errorf("%v %v", keep, err)
	}
	// The same licence in another list.
	if r := w.bring("natural_resources", columns+strings.Replace(deeds, "商业", "住宅", 1), scans); r.Brought != 0 || len(r.Complaints) != 1 || r.Complaints[0].Column != "证照编号" {
		t.Errorf("twice: %+v", r)
	}
}

// What isn't right in a list is told by row and column, and the rest is taken.
func TestListOfPaperLicences(t *testing.T) {
	w := newWorld(t)
	row := func(cells ...string) string {
		good := []string{"不动产权证书", "X1", "陈伯年", "440622194402209917", "佛山市自然资源局", "2009-03-01", "长期", "2.pdf", "", ""}
		for i := 0; i+1 < len(cells); i += 2 {
			var at int
			fmt.Sscan(cells[i], &at)
			good[at] = cells[i+1]
		}
		return strings.Join(good, ",") + "\n"
	}
	if _, err := w.hall.Imports.Bring(context.Background(), strings.Repeat("a1b2", 16), spreadsheet.Table{}, scans); !fault.Is(err, fault.Unauthenticated) {
		t.Errorf("nobody brings a list in: %v", err)
	}
	clerk, err := w.accounts.Account(t.Context(), window)
	check(t, err)
	if _, err := w.hall.Imports.Bring(identity.With(t.Context(), identity.Current{Account: clerk}), strings.Repeat("a1b2", 16), spreadsheet.Table{}, scans); !fault.Is(err, fault.Forbidden) {
		t.Errorf("a window clerk brings a list in: %v", err)
	}
	r := w.bring("natural_resources", strings.Replace(columns, "用途", "建筑面积", 1)+
		row()+ // row 2
		row("1", "X2", "0", "不动产权证")+
		row("1", "X3", "3", "440622194402209918")+
		row("1", "X4", "3", "12345")+
		row("1", "X5", "3", "4.40622194402209E+17")+
		row("1", "X6", "5", "去年")+
		row("1", "X7", "6", "2008-01-01")+
		row("1", "X8", "6", "2020-01-01")+
		row("1", "X9", "7", "nothing.png")+
		row("1", "X10", "7", "../2.pdf")+
		row("1", "X11", "7", "bad.png")+
		row()+ // X1 again
		row("1", "X13", "9", "很大")+
		row("1", "X14", "0", "食品经营许可证")+
		row("1", "", "2", "")+
		row("1", "X16", "3", "440622380309991", "7", "3.png")+
		row("1", "X17", "5", "2099-01-01"), scans)
	want := map[int]string{3: "证照类型", 4: "持有人证件号码", 5: "持有人证件号码", 6: "持有人证件号码", 7: "发证日期", 8: "有效期至", 9: "有效期至", 10: "扫描件", 11: "扫描件",
		12: "扫描件", 13: "证照编号", 14: "建筑面积", 15: "证照类型", 16: "证照编号", 18: "发证日期"}
	got := map[int]string{}
	for _, c := range r.Complaints {
		if got[c.Row] == "" {
			got[c.Row] = c.Column
		}
		if c.What.None() || c.What.In("en") == c.What.In("zh-Hans") {
			t.Errorf("row %d, %s: nothing is said", c.Row, c.Column)
		}
	}
	for no := 2; no <= 18; no++ {
		if got[no] != want[no] {
			t.Errorf("row %d: %q, want %q", no, got[no], want[no])
		}
	}
	if r.Rows != 17 || r.Brought != 2 {
		t.Errorf("%+v", r)
	}
	if no := w.values("SELECT body FROM imported_licences WHERE number = 'X16'"); !strings.Contains(no, "440622193803099910") && !strings.Contains(no, `"holder_no":"44062219380309991`) {
		t.Errorf("an old number isn't written anew: %s", no)
	}
}

// Whatever the register has itself is not taken over from paper.
func TestPaperOfARegisteredLicence(t *testing.T) {
	w := newWorld(t)
	if r := w.bring("natural_resources", columns+strings.Replace(deeds, "C0099001", "C0012345", 1), scans); r.Brought != 1 {
		t.Fatalf("%+v", r)
	}
	path := "/api/staff/imported/" + w.values("SELECT id FROM imported_licences") + "/judgement"
	second := w.as("data_office", "", "workbench")
	second.do("POST", path, `{"confirm": true}`).want(409)
	second.do("POST", path, `{"confirm": false, "reason": "登记库里已经有了"}`).want(200).has(`"state":"rejected"`)
	if w.rows("own_records") != 0 {
		t.Error("it stands among the licences all the same")
	}
	// Once mended it can come again.
	if r := w.bring("natural_resources", columns+strings.Replace(deeds, "C0099001", "C0012345", 1)+deeds, scans); r.Again != 1 || r.Brought != 1 {
		t.Errorf("%+v", r)
	}
}
