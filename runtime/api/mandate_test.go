package api_test

import (
	"strings"
	"testing"
	"time"
)

const (
	agentNo = "440622193803099910" // 何永昌, P009
	elderNo = "440622194402209917" // 陈伯年, P004
)

// give writes an authorisation in the name of who is signed in, and gives its id.
func (b *browser) give(kind, no, name, items, until string) string {
	b.t.Helper()
	a := b.do("POST", "/api/mandates", `{"kind": "`+kind+`", "no": "`+no+`", "name": "`+name+`", "items": [`+items+`], "until": "`+until+`", "key": "key-`+no[6:]+strings.Trim(items, `"`)+until+`"}`).want(200)
	id, _ := a.json["id"].(string)
	return id
}

func (w *world) day(days int) string {
	return w.clock.Now().In(time.FixedZone("CST", 8*3600)).AddDate(0, 0, days).Format(time.DateOnly)
}

// A legal representative authorises somebody for one item: he accepts, fills in, is stopped when it ends, and what he
// filled in is taken over.
func TestAgent(t *testing.T) {
	w := newWorld(t)
	boss := w.as("P007", "organisation/L04", "web")
	id := boss.give("agent", agentNo, "何永昌", `"food_business_licence_new"`, w.day(30))
	if again := boss.give("agent", agentNo, "何永昌", `"food_business_licence_new"`, w.day(30)); again != id {
		t.Errorf("the same key gives another: %s, %s", id, again)
	}
	agent := w.as("P009", "", "web")
	if body := agent.do("GET", "/api/session", "").want(200).text; strings.Contains(body, "古丽手抓饭店") {
		t.Fatal("an authorisation counts that he hasn't accepted")
	}
	agent.do("GET", "/api/mandates", "").want(200).has(`"answers":true`).hasNot(agentNo)
	w.as("P008", "", "web").do("POST", "/api/mandates/"+id+"/answer", `{"accept": true}`).want(404)
	boss.do("POST", "/api/mandates/"+id+"/answer", `{"accept": true}`).want(404) // he gave it
	agent.do("POST", "/api/mandates/"+id+"/answer", `{"accept": true}`).want(200).has(`"state":"accepted"`)
	agent.do("POST", "/api/mandates/"+id+"/answer", `{"accept": true}`).want(200)
	agent.do("POST", "/api/mandates/"+id+"/answer", `{"accept": false}`).want(409)

	acting := w.as("P009", "agent/"+id, "web")
	acting.do("GET", "/api/session", "").want(200).has("古丽手抓饭店").has(`"acts_as":"agent"`)
	acting.do("POST", "/api/drafts", `{"item": "drainage_permit"}`).want(403).has("授权书里没有")
	draft := acting.begin("food_business_licence_new")
	acting.patch(draft, `{"answers": {"shop_sign": "古丽手抓饭店分店"}}`)
	acting.do("GET", "/api/drafts/"+draft, "").want(200).has("古丽手抓饭店")
	boss.do("GET", "/api/drafts", "").want(200).has(draft).has(`"by":"何永昌"`)
	boss.do("POST", "/api/drafts/"+draft+"/take", "").want(403)
	w.as("P008", "", "web").do("POST", "/api/drafts/"+draft+"/take", "").want(404)

	boss.do("DELETE", "/api/mandates/"+id, "").want(200).has(`"state":"ended"`)
	acting.do("GET", "/api/session", "").want(200).hasNot("古丽手抓饭店") // at the very next request
	agent.do("GET", "/api/drafts/"+draft, "").want(403).has("授权已经结束")
	agent.do("PATCH", "/api/drafts/"+draft, `{"version": 2, "answers": {}}`).want(403)
	agent.do("POST", "/api/drafts/"+draft+"/submit", `{"version": 2, "key": "after-the-end"}`).want(403)
	boss.do("GET", "/api/drafts", "").want(200).has(`"over":true`)
	boss.do("POST", "/api/drafts/"+draft+"/take", "").want(200).has("古丽手抓饭店分店")
	boss.do("POST", "/api/drafts/"+draft+"/take", "").want(200)
	boss.patch(draft, `{"answers": {"shop_sign": "古丽手抓饭店二店"}}`).want(200)
	agent.do("GET", "/api/drafts/"+draft, "").want(404)
	for act, n := range map[string]int{"mandate.offer": 1, "mandate.accept": 1, "mandate.end": 1, "draft.take": 1} {
		if got := w.events(act, ""); got != n {
			t.Errorf("%s: %d events, want %d", act, got, n)
		}
	}
}

// An authorisation ends by itself after its last day, and one that nobody accepted can't be accepted then.
func TestMandateRunsOut(t *testing.T) {
	w := newWorld(t)
	boss := w.as("P007", "organisation/L04", "web")
	id, late := boss.give("agent", agentNo, "何永昌", "", w.day(1)), boss.give("agent", "440622197906069915", "蔡伟桀", "", w.day(0))
	w.as("P009", "", "web").do("POST", "/api/mandates/"+id+"/answer", `{"accept": true}`).want(200)
	w.clock.Move(24 * time.Hour)
	w.as("P009", "agent/"+id, "web").do("GET", "/api/session", "").want(200).has("古丽手抓饭店")
	w.clock.Move(24 * time.Hour)
	if body := w.as("P009", "", "web").do("GET", "/api/session", "").want(200).text; strings.Contains(body, "古丽手抓饭店") {
		t.Error("it counts after its last day")
	}
	w.accounts.levels["P030"] = 4
	w.as("P030", "", "web").do("POST", "/api/mandates/"+late+"/answer", `{"accept": true}`).want(409)
}

// A helper of the village acts for an elder who agrees, by himself or at the window.
func TestVillageHelper(t *testing.T) {
	w := newWorld(t)
	w.as("P008", "", "web").do("POST", "/api/mandates", `{"kind": "village", "no": "`+elderNo+`", "name": "陈伯年", "until": "`+w.day(60)+`", "key": "no-helper-1"}`).want(403)
	helper := w.as("P027", "", "web")
	id := helper.give("village", elderNo, "陈伯年", `"elder_allowance"`, w.day(60))
	helper.do("POST", "/api/mandates/"+id+"/answer", `{"accept": true}`).want(404) // nobody agrees in the place of another
	clerk := w.as("clerk-440605011", "", "workbench")
	clerk.do("POST", "/api/staff/mandates/search", `{"no": "`+elderNo+`"}`).want(200).has(id).hasNot(elderNo)
	helper.do("POST", "/api/staff/mandates/search", `{"no": "`+elderNo+`"}`).want(404)
	clerk.do("POST", "/api/staff/mandates/"+id+"/witness", "").want(200).has(`"witnessed":true`)
	w.accounts.levels["P027"] = 5
	acting := w.as("P027", "village/"+id, "web")
	draft := acting.begin("elder_allowance")
	acting.do("GET", "/api/drafts/"+draft, "").want(200).has("陈伯年")
	elder := w.as("P004", "", "web")
	elder.do("GET", "/api/drafts", "").want(200).has(draft).has(`"by":"杨子轩"`)
	elder.do("DELETE", "/api/mandates/"+id, "").want(200)
	acting.do("GET", "/api/drafts/"+draft, "").want(401) // its session was in the elder's name
	elder.do("POST", "/api/drafts/"+draft+"/take", "").want(200)
}

func TestMandateRefusals(t *testing.T) {
	w := newWorld(t)
	boss := w.as("P007", "organisation/L04", "web")
	for _, c := range []struct{ no, name, until, says string }{
		{"44062219380309991", "何永昌", w.day(3), `"no"`},
		{agentNo, "何", w.day(3), `"name"`},
		{agentNo, "何永昌", w.day(-1), `"until"`},
		{agentNo, "何永昌", w.day(400), `"until"`},
		{"650102199503219902", "阿依古丽", w.day(3), `"no"`}, // oneself
	} {
		boss.do("POST", "/api/mandates", `{"kind": "agent", "no": "`+c.no+`", "name": "`+c.name+`", "until": "`+c.until+`", "key": "refused-1"}`).want(422).has(c.says)
	}
	w.nobody().do("GET", "/api/mandates", "").want(401)
	w.as("P001", "family/P004", "web").do("POST", "/api/mandates", `{"kind": "agent", "no": "`+agentNo+`", "name": "何永昌", "until": "`+w.day(3)+`", "key": "refused-2"}`).want(403)
	w.as("P026", "", "web").do("POST", "/api/mandates", `{"kind": "agent", "no": "`+agentNo+`", "name": "何永昌", "until": "`+w.day(3)+`", "key": "refused-3"}`).want(403).has(`"level":3`)
}
