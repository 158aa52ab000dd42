package api_test

import "testing"

// Only an original that is asked for and that somebody will see can be brought instead of uploaded; nothing
// that is brought stands in for a signature.
func TestBrought(t *testing.T) {
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	id := chen.begin(elder)
	chen.patch(id, elderAnswers).want(200)
	for _, path := range []string{"bank_book", "application", "stop_proof", "photo", "bank_book[1]"} {
		chen.patch(id, `{"brought": ["`+path+`"]}`).want(422).has(`"path":"brought"`)
	}
	// What an older program took counts no more.
	w.exec(`UPDATE applications SET content = replace(content, '{"answers"', '{"brought":["application","bank_book"],"answers"') WHERE id = ?`, id)
	a := chen.do("GET", "/api/drafts/"+id, "").want(200)
	for _, m := range []string{"application", "bank_book"} {
		if got := a.str("view", "state", "materials", m, "state"); got != "needed" {
			t.Errorf("%s is %q", m, got)
		}
	}
	chen.submit(id, "key-00000001").want(422).has("社保卡或银行存折首页", "高龄津贴申请表")

	owner := w.as("P019", "organisation/L07", "web")
	freight := owner.begin("road_freight_permit")
	if got := owner.patch(freight, `{"brought": ["safety_rules"]}`).want(200).str("state", "materials", "safety_rules", "state"); got != "given" {
		t.Errorf("an original for the window is %q", got)
	}
	owner.patch(freight, `{"brought": ["safety_rules", "application"]}`).want(422).has("道路货物运输经营申请表")
}

// A file is taken for a paper that is there: not for a row that isn't.
func TestFilesOfRows(t *testing.T) {
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	id := chen.begin(elder)
	for _, path := range []string{"bank_book%5B1%5D", "application", "nonsense"} {
		chen.upload("/api/drafts/"+id+"/files?material="+path, "a.pdf", pdf).want(422).has("没有这份材料")
	}
	// A table has the rows that it has.
	son := w.as("P001", "", "web")
	shop := son.begin("sole_proprietor_registration")
	son.patch(shop, `{"answers": {"form_type": "family", "family_members": [{"_row": "f1", "relation": "other", "docs_by": "upload"}]}}`).want(200)
	path := "/api/drafts/" + shop + "/files?material=family_paper"
	son.upload(path+"%5Bf2%5D", "a.pdf", pdf).want(422)
	son.upload(path, "a.pdf", pdf).want(422)
	son.upload(path+"%5Bf1%5D", "a.pdf", pdf).want(201)
	// What needs no signature says so.
	son.patch(shop, `{"sign": ["family_paper[f1]"]}`).want(422).has("“家庭成员在纸上签字的同意声明”不用签名")
}
