package api_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

const (
	food    = "food_business_licence_new"
	ownerNo = "440622198309199919" // of 欧阳靖, P023, who owns the shop that L04 rents
)

// letter is a draft in which the owner of the shop has to let his register be looked at.
type letter struct {
	*world
	shop  *browser
	draft string
}

func newLetter(t *testing.T) *letter {
	w := newWorld(t)
	l := &letter{world: w, shop: w.as("P007", "organisation/L04", "web")}
	l.draft = l.shop.begin(food)
	l.shop.patch(l.draft, `{"answers": {"premises_right": "rent", "premises_address": "佛山市南海区里水镇丽雅样例苑5座902", "owner_no": "`+ownerNo+`"}}`).want(200)
	return l
}

func (l *letter) invite() string {
	l.t.Helper()
	return l.shop.do("POST", "/api/drafts/"+l.draft+"/signings", `{"material": "owner_letter"}`).want(201).str("token")
}

func (l *letter) owner() *browser { return l.as("P023", "", "wechat") }

func (b *browser) answer(token, digest string, sign bool) answer {
	return b.do("POST", "/api/signings/"+token, fmt.Sprintf(`{"digest": %q, "sign": %t}`, digest, sign))
}

// sign signs what is there to be seen.
func (b *browser) sign(token string) answer {
	b.t.Helper()
	return b.answer(token, b.do("GET", "/api/signings/"+token, "").want(200).str("digest"), true)
}

// material is the state of a paper as the owner of the draft sees it.
func (l *letter) material(id string) string {
	l.t.Helper()
	return l.shop.do("GET", "/api/drafts/"+l.draft, "").want(200).str("view", "state", "materials", id, "state")
}

func (l *letter) expect(what, letter, proof string) {
	l.t.Helper()
	if a, b := l.material("owner_letter"), l.material("premises_proof"); a != letter || b != proof {
		l.t.Errorf("%s: the letter is %s and the proof %s, want %s and %s", what, a, b, letter, proof)
	}
}

// looked tells whether the owner's register was asked.
func (l *letter) looked() bool {
	r := l.sources["real_estate"]
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Contains(r.asked, ownerNo)
}

// The person whose number a paper names sees by the link what it opens, and signs; then, and not before, the
// register is looked at, in the name of who asked.
func TestSomebodyElseSigns(t *testing.T) {
	l := newLetter(t)
	l.expect("not asked yet", "needed", "undecided")
	token := l.invite()
	a := l.owner().do("GET", "/api/signings/"+token, "").want(200).
		has("业主授权查询书", "食品经营许可", "佛山市南海区古丽手抓饭店", "阿依古丽", "4406**********9919", `"opens":["不动产权证书"]`, `"until":"2026-12-23"`).
		hasNot(ownerNo, l.draft, "丽雅样例苑", "650102199503219902", `"answer"`)
	l.owner().in("en").do("GET", "/api/signings/"+token, "").want(200).has(a.str("digest"))
	l.owner().answer(token, strings.Repeat("0", 64), true).want(409)
	if l.looked() || l.value("SELECT count(*) FROM applications WHERE content LIKE '%signed%'") != "0" {
		t.Fatal("looked up, or signed, before anybody did")
	}
	l.shop.do("GET", "/api/drafts/"+l.draft, "").want(200).has(`"signings":{"owner_letter":{"until":"2026-12-23"}}`)

	l.owner().answer(token, a.str("digest"), true).want(200).has(`"answer":"signed"`)
	l.expect("signed", "made", "reused")
	content := l.value("SELECT content FROM applications")
	if !strings.Contains(content, `"signed":{"owner_letter":{"by":"`+ownerNo+`","account":"P023","digest":"`+a.str("digest")) {
		t.Errorf("content %s", content)
	}
	if who := l.values("SELECT DISTINCT actor FROM lookups WHERE source = 'licences/real_estate' AND shown = '4406**********9919'"); who != "P007" {
		t.Errorf("looked up by %q", who)
	}
	l.shop.do("GET", "/api/drafts/"+l.draft, "").want(200).has(`"answer":"signed"`)
	// Each is told of the other, and nobody else of either; what is told holds no name, no number and no link.
	l.owner().do("GET", "/api/notices", "").want(200).has("有人请您签一份材料", "食品经营许可", "2026年12月23日").hasNot(token, "古丽", "签好")
	l.shop.do("GET", "/api/notices", "").want(200).has("“业主授权查询书”已由对方签好", `"kind":"draft","id":"`+l.draft).hasNot("请您签", "欧阳")
	l.as("P009", "", "web").do("GET", "/api/notices", "").want(200).has(`"notices":[]`)
	// Twice is once.
	l.owner().answer(token, a.str("digest"), true).want(200).has(`"answer":"signed"`)
	if n := l.events("draft.sign", l.draft); n != 1 || l.events("draft.invite", l.draft) != 1 {
		t.Errorf("%d signatures in the trail", n)
	}
	if got := l.value("SELECT actor_id || ' ' || detail FROM audit_events WHERE act = 'draft.sign'"); !strings.HasPrefix(got, "P023 ") || !strings.Contains(got, a.str("digest")) || strings.Contains(got, ownerNo) {
		t.Errorf("the trail says %s", got)
	}
}

// Nobody but the named person learns that there is anything.
func TestWhoMaySign(t *testing.T) {
	l := newLetter(t)
	token := l.invite()
	digest := l.owner().do("GET", "/api/signings/"+token, "").want(200).str("digest")
	for name, c := range map[string]struct {
		who    *browser
		status int
	}{
		"nobody":               {l.nobody(), 401},
		"who asks":             {l.shop, 404},
		"a stranger":           {l.as("P009", "", "web"), 404},
		"staff":                {l.as("clerk-440605126", "", "workbench"), 403},
		"who oversees":         {l.as("supervisor", "", "workbench"), 403},
		"the owner, as a firm": {l.as("P023", "organisation/L08", "web"), 200}, // the number is still his own
	} {
		get := c.who.do("GET", "/api/signings/"+token, "")
		post := c.who.answer(token, digest, false)
		if get.status != c.status || post.status != c.status {
			t.Errorf("%s: %d and %d, want %d", name, get.status, post.status, c.status)
		}
		if c.status != 200 {
			get.hasNot("授权查询书", "古丽")
		}
	}
	for _, bad := range []string{"x", strings.Repeat("A", 26), token + "A", strings.ToLower(token)} {
		l.owner().do("GET", "/api/signings/"+bad, "").want(404)
	}
	if l.looked() {
		t.Error("the register was asked")
	}
	// One of whom we aren't sure enough is told that alone.
	l.accounts.levels["P023"] = 2
	l.owner().do("GET", "/api/signings/"+token, "").want(403).has("四级").hasNot("授权查询书", "古丽")
	l.owner().answer(token, digest, true).want(403)

	// Only the owner of the draft asks, and only for what somebody else signs.
	path := "/api/drafts/" + l.draft + "/signings"
	l.as("P009", "", "web").do("POST", path, `{"material": "owner_letter"}`).want(404)
	for _, material := range []string{"application", "premises_proof", "nonsense", "owner_letter[r1]"} {
		l.shop.do("POST", path, `{"material": "`+material+`"}`).want(422)
	}
	l.shop.patch(l.draft, `{"sign": ["owner_letter"]}`).want(403).has("须由另一人签名")
}

// A consent stands for one person and what he or she saw: with another number it is gone, and does not come back.
func TestConsentLapses(t *testing.T) {
	l := newLetter(t)
	token := l.invite()
	l.owner().sign(token).want(200)
	other := `{"answers": {"owner_no": "440622193803099910"}}`
	l.shop.patch(l.draft, other).want(200)
	l.expect("another owner", "needed", "undecided")
	l.owner().do("GET", "/api/signings/"+token, "").want(404)
	l.as("P009", "", "web").do("GET", "/api/signings/"+token, "").want(200).hasNot(`"answer"`) // the paper names him now
	if f := l.value("SELECT facts FROM applications"); strings.Contains(f, ownerNo) {
		t.Error("the record of who is not asked any more is kept")
	}
	l.shop.patch(l.draft, `{"answers": {"owner_no": "`+ownerNo+`"}}`).want(200)
	l.expect("the first again", "needed", "undecided")
	l.owner().sign(token).want(200).has(`"answer":"signed"`)
	l.expect("signed again", "made", "reused")
	l.shop.patch(l.draft, `{"answers": {"premises_right": "own"}}`).want(200)
	l.owner().do("GET", "/api/signings/"+token, "").want(404)
	if c := l.value("SELECT count(*) FROM applications WHERE content LIKE '%signed%'"); c != "0" {
		t.Error("a consent that is not asked for any more is kept")
	}
}

// A paper of a row is signed by the person of that row, and opens that person's record alone.
func TestEachSignsHisOwnRow(t *testing.T) {
	const chenNo, wuNo = "440622194402209917", "440622194611249907"
	w := newWorld(t)
	he := w.as("P009", "", "web")
	id := he.begin("sole_proprietor_registration")
	rows := func(second string) string {
		return `{"answers": {"form_type": "family", "family_members": [
			{"_row": "r1", "relation": "other", "name": "陈伯年", "no": "` + chenNo + `", "docs_by": "sign"},
			{"_row": "r2", "relation": "other", "name": "吴桂芳", "no": "` + second + `", "docs_by": "sign"}]}}`
	}
	he.patch(id, rows(wuNo)).want(200)
	token := func(row string) string {
		return he.do("POST", "/api/drafts/"+id+"/signings", `{"material": "family_letter[`+row+`]"}`).want(201).str("token")
	}
	first, second := token("r1"), token("r2")
	chen, wu := w.as("P004", "", "wechat"), w.as("P018", "", "wechat")
	wu.do("GET", "/api/signings/"+first, "").want(404)
	chen.do("GET", "/api/signings/"+second, "").want(404)
	chen.sign(first).want(200)
	state := func(row string) string {
		return he.do("GET", "/api/drafts/"+id, "").want(200).str("view", "state", "materials", "family_letter["+row+"]", "state")
	}
	if a, b := state("r1"), state("r2"); a != "made" || b != "needed" {
		t.Errorf("one has signed: %s, %s", a, b)
	}
	books := w.sources["hukou_book"]
	if !slices.Contains(books.asked, chenNo) || slices.Contains(books.asked, wuNo) {
		t.Errorf("asked: %d looks", len(books.asked))
	}
	wu.sign(second).want(200)
	he.patch(id, rows("440622196611239919")).want(200) // somebody else in the second row
	if a, b := state("r1"), state("r2"); a != "made" || b != "needed" {
		t.Errorf("the second row names another: %s, %s", a, b)
	}
}

// Who has signed may take it back, who has declined may think again; a new link is the only one.
func TestDeclining(t *testing.T) {
	l := newLetter(t)
	token := l.invite()
	owner := l.owner()
	digest := owner.do("GET", "/api/signings/"+token, "").want(200).str("digest")
	owner.answer(token, digest, false).want(200).has(`"answer":"declined"`)
	l.expect("declined", "needed", "undecided")
	l.shop.do("GET", "/api/drafts/"+l.draft, "").want(200).has(`"answer":"declined"`)
	owner.answer(token, digest, true).want(200)
	l.expect("thought again", "made", "reused")
	owner.answer(token, digest, false).want(200).has(`"answer":"declined"`)
	l.expect("taken back", "needed", "undecided")
	if f := l.value("SELECT facts FROM applications"); strings.Contains(f, ownerNo) {
		t.Error("what was looked up is kept")
	}
	if l.events("draft.decline", l.draft) != 2 || l.events("draft.sign", l.draft) != 1 {
		t.Error("the trail lacks something")
	}
	again := l.invite()
	owner.do("GET", "/api/signings/"+token, "").want(404)
	owner.do("GET", "/api/signings/"+again, "").want(200).hasNot(`"answer"`)
}

// A link ends with its day and with its draft; so does the consent.
func TestConsentEnds(t *testing.T) {
	l := newLetter(t)
	token := l.invite()
	l.owner().sign(token).want(200)
	l.clock.Move(30 * 24 * time.Hour)
	l.shop = l.as("P007", "organisation/L04", "web")
	l.expect("the last day", "made", "reused")
	l.owner().do("GET", "/api/signings/"+token, "").want(200)
	l.sources["real_estate"].set(func(r *register) { r.asked = nil })
	l.clock.Move(24 * time.Hour)
	l.shop = l.as("P007", "organisation/L04", "web")
	l.expect("the day after", "needed", "undecided")
	l.owner().do("GET", "/api/signings/"+token, "").want(404)
	if l.looked() {
		t.Error("looked up after the last day")
	}
	token = l.invite()
	l.shop.do("DELETE", "/api/drafts/"+l.draft, "").want(204)
	l.owner().do("GET", "/api/signings/"+token, "").want(404)
	l.owner().answer(token, strings.Repeat("0", 64), true).want(404)
	if n := l.rows("signings"); n != 0 {
		t.Errorf("%d are left", n)
	}
}

// The owner of the draft goes on while it is signed: neither loses anything.
func TestSigningBesideEditing(t *testing.T) {
	l := newLetter(t)
	token := l.invite()
	owner := l.owner()
	digest := owner.do("GET", "/api/signings/"+token, "").want(200).str("digest")
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			if s := owner.answer(token, digest, true).status; s != 200 && s != 409 {
				t.Errorf("signing: %d", s)
			}
		})
		all.Go(func() {
			v := l.shop.do("GET", "/api/drafts/"+l.draft, "").num("version")
			a := l.shop.do("PATCH", "/api/drafts/"+l.draft, `{"version": `+v+`, "answers": {"shop_sign": "古丽手抓饭"}}`)
			if a.status != 200 && a.status != 409 {
				t.Errorf("editing: %d", a.status)
			}
		})
	}
	all.Wait()
	owner.answer(token, digest, true).want(200)
	l.shop.patch(l.draft, `{"answers": {"shop_sign": "古丽手抓饭"}}`).want(200)
	l.expect("in the end", "made", "reused")
	if n := l.events("draft.sign", l.draft); n != 1 {
		t.Errorf("%d signatures in the trail", n)
	}
}
