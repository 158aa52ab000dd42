package main

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// walk is one person's way through everything that takes what people type, rightly and wrongly, and the clerk's way
// through what comes of it.
func (r *released) walk(account string, clerk *person) {
	me, err := newPerson(alone(r.v), account, "web")
	if err != nil {
		r.t.Error(err)
		return
	}
	r.look(me)
	status, raw := r.ask(me, "POST", "/api/drafts", `{"item": "elder_allowance"}`, nil)
	var d draftPage
	if status != 201 || json.Unmarshal(raw, &d) != nil {
		r.t.Errorf("%s: no draft: %d %.300s", account, status, raw)
		return
	}
	at := "/api/drafts/" + d.ID
	version := func() int {
		_, raw := r.ask(me, "GET", at, "", nil)
		var d draftPage
		_ = json.Unmarshal(raw, &d)
		return d.Version
	}
	// Rubbish, of personal data.
	r.ask(me, "PATCH", at, `{"version": 1, "answers": {"emergency_name": "`+r.name()+`"`, nil)
	r.ask(me, "PATCH", at, fmt.Sprintf(`{"version": %d, "answers": {"emergency_phone": %s}}`, version(), r.phone()), nil)
	r.ask(me, "PATCH", at, fmt.Sprintf(`{"version": %d, "answers": {"account_no": "%s1"}}`, version(), r.account()), nil)
	r.ask(me, "PATCH", at, fmt.Sprintf(`{"version": %d, "answers": {%q: "x"}}`, version(), r.name()), nil)
	r.ask(me, "PATCH", at, fmt.Sprintf(`{"version": %d, "answers": {"living": %q}}`, version(), r.address()), nil)
	r.ask(me, "PATCH", at, fmt.Sprintf(`{"version": 99, "answers": {"emergency_name": %q}}`, r.name()), nil)
	if status, raw := r.ask(me, "PATCH", at, fmt.Sprintf(`{"version": %d, "answers": {"claim": "first", "living": "child", "account_type": "social_card",
		"bank": "rural_commercial", "account_no": %q, "emergency_name": %q, "emergency_phone": %q, "promise": true}}`, version(), r.account(), r.name(), r.phone()), nil); status != 200 {
		r.t.Errorf("%s: not saved: %d %.300s", account, status, raw)
	}
	r.ask(me, "POST", at+"/submit", fmt.Sprintf(`{"version": %d, "key": "canary-%s"}`, version(), d.ID), nil)
	r.upload(me, at, r.file(), "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n% "+d.ID+"\n%%EOF\n")
	r.upload(me, at, r.file(), "MZ no such paper of "+r.name())
	for range 3 {
		_, raw := r.ask(me, "GET", at+"?as=submission", "", nil)
		var d draftPage
		if err := json.Unmarshal(raw, &d); err != nil {
			r.t.Error(err)
			return
		}
		confirm := []string{}
		for _, b := range d.View.State.Blocked {
			if b.Kind == "confirm" {
				confirm = append(confirm, b.Path)
			}
		}
		paths, err := json.Marshal(confirm)
		if err != nil {
			r.t.Error(err)
			return
		}
		r.ask(me, "PATCH", at, fmt.Sprintf(`{"version": %d, "confirmed": %s}`, version(), paths), nil)
	}
	r.ask(me, "PATCH", at, fmt.Sprintf(`{"version": %d, "sign": ["application"]}`, version()), nil)
	_, raw = r.ask(me, "POST", at+"/submit", fmt.Sprintf(`{"version": %d, "key": "canary-%s"}`, version(), d.ID), nil)
	var out struct{ Case struct{ Number string } }
	if err := json.Unmarshal(raw, &out); err != nil || out.Case.Number == "" {
		// Its register is in trouble: what is needed then is not what this is about, and the clerk's way is walked with what there is.
		r.t.Logf("%s: not submitted: %.300s", account, raw)
	}
	r.desk(clerk, out.Case.Number)
	r.question(me, clerk)
	r.ask(me, "GET", "/api/cases/"+out.Case.Number, "", nil)
}

// look is what anybody may try with an address, a search or a key.
func (r *released) look(me *person) {
	q := url.QueryEscape
	r.ask(me, "GET", "/api/items?q="+q(r.name()), "", nil)
	r.ask(me, "GET", "/api/items?q="+r.id(), "", nil)
	r.ask(me, "GET", "/api/items?phone="+r.phone(), "", nil)
	r.ask(me, "GET", "/api/items?"+q(r.name())+"=1", "", nil)
	r.ask(me, "GET", "/api/cases/"+r.id(), "", nil)
	r.ask(me, "GET", "/api/drafts/"+q(r.name()), "", nil)
	r.ask(me, "GET", "/api/files/"+r.phone(), "", nil)
	r.ask(me, "GET", "/nothing/"+url.PathEscape(r.address())+"?no="+r.id(), "", nil)
	r.ask(me, "GET", "/items/"+url.PathEscape(r.name()), "", nil)
	r.ask(me, "POST", "/api/drafts", `{"item": "`+r.name()+`"}`, nil)
	r.ask(me, "POST", "/api/drafts", `{"item": {"no": "`+r.id()+`"}}`, nil)
	r.ask(me, "POST", "/api/drafts", `{"item": "elder_allowance", "`+r.phone()+`": 1}`, nil)
	r.ask(me, "POST", "/api/items/elder_allowance/preview", fmt.Sprintf(`{"answers": {"emergency_name": %q, "emergency_phone": %q, "account_no": 12}}`, r.name(), r.phone()), nil)
	r.ask(me, "POST", "/api/items/elder_allowance/preview", `{"answers": "`+r.id()+`"}`, nil)
	r.ask(me, "POST", "/api/sign-in", `{"channel": "`+r.name()+`"}`, nil)
	r.ask(me, "POST", "/api/session", `{"as": "person/`+r.id()+`"}`, nil)
	r.ask(me, "POST", "/api/mandates", fmt.Sprintf(`{"kind": "agent", "no": %q, "name": %q, "until": "2027-01-01", "key": "canary-%08d"}`, r.id(), r.name(), r.next()), nil)
	r.ask(me, "PURGE", "/api/drafts/"+r.id(), "", nil)
	r.ask(me, "GET", "/api/session", "", http.Header{"X-Forwarded-For": {r.phone()}, "User-Agent": {"browser of " + r.id()}, "Referer": {"https://x/?no=" + r.id()}})
}

// question is what somebody writes to an office, and what the office writes back.
func (r *released) question(me, clerk *person) {
	text := func() string { return r.name() + "，" + r.id() + "，" + r.phone() + "，" + r.address() }
	r.ask(me, "POST", "/api/answers", fmt.Sprintf(`{"item": "elder_allowance", "text": %q}`, text()), nil)
	r.ask(me, "GET", "/api/consultations/about?case="+r.id(), "", nil)
	r.ask(me, "POST", "/api/consultations", fmt.Sprintf(`{"item": %q, "text": %q, "key": "canary-%08d"}`, r.name(), text(), r.next()), nil)
	status, raw := r.ask(me, "POST", "/api/consultations", fmt.Sprintf(`{"item": "elder_allowance", "text": %q, "key": "canary-%08d"}`, text(), r.next()), nil)
	var asked struct{ ID string }
	if status != 201 || json.Unmarshal(raw, &asked) != nil {
		r.t.Errorf("not asked: %d %.300s", status, raw)
		return
	}
	r.ask(clerk, "GET", "/api/staff/consultations", "", nil)
	steps := "/api/staff/consultations/" + asked.ID + "/steps"
	r.ask(clerk, "POST", steps, fmt.Sprintf(`{"version": 7, "act": "answer", "text": %q}`, text()), nil)
	r.ask(clerk, "POST", steps, fmt.Sprintf(`{"version": 1, "act": "hand", "office": %q, "text": %q}`, r.name(), text()), nil)
	r.ask(clerk, "POST", steps, fmt.Sprintf(`{"version": 1, "act": "answer", "text": %q}`, text()), nil)
	r.ask(me, "POST", "/api/consultations/"+asked.ID+"/follow", fmt.Sprintf(`{"text": %q}`, text()), nil)
	r.ask(me, "GET", "/api/consultations", "", nil)
}

// upload sends a file under a name.
func (r *released) upload(me *person, draft, name, content string) {
	meta := "material YmFua19ib29r,name " + base64.StdEncoding.EncodeToString([]byte(name))
	res, raw, err := me.send("POST", draft+"/uploads", http.Header{"Tus-Resumable": {"1.0.0"}, "Upload-Length": {strconv.Itoa(len(content))}, "Upload-Metadata": {meta}}, nil)
	if err != nil {
		r.t.Error(err)
		return
	}
	if res.StatusCode != 201 {
		r.heard.at("error body", raw)
		return
	}
	where := res.Header.Get("Location")
	r.heard.at("header", []byte(where))
	r.ask(me, "PATCH", where, content, http.Header{"Tus-Resumable": {"1.0.0"}, "Upload-Offset": {"0"}, "Content-Type": {"application/offset+octet-stream"}})
	r.ask(me, "POST", where, "", http.Header{"Tus-Resumable": {"1.0.0"}})
}

// desk is what a clerk types while looking for people and writing to them.
func (r *released) desk(clerk *person, number string) {
	for _, text := range []string{r.name(), r.id(), r.phone(), r.account()} {
		r.ask(clerk, "POST", "/api/staff/cases/search", fmt.Sprintf(`{"text": %q, "purpose": "check"}`, text), nil)
	}
	id := r.id()
	r.ask(clerk, "POST", "/api/staff/cases/search", fmt.Sprintf(`{"text": "%s %s %s", "purpose": "check"}`, id[:6], id[6:14], id[14:]), nil)
	r.ask(clerk, "POST", "/api/staff/mandates/search", fmt.Sprintf(`{"no": %q}`, r.id()), nil)
	r.ask(clerk, "POST", "/api/staff/filters", fmt.Sprintf(`{"title": %q, "rule": "name == %s"}`, r.name(), r.name()), nil)
	r.ask(clerk, "GET", "/api/staff/cases?name="+url.QueryEscape(r.name()), "", nil)
	r.ask(clerk, "GET", "/api/staff/members/"+url.PathEscape(r.name()), "", nil)
	if number == "" {
		return
	}
	at := "/api/staff/cases/" + number
	r.ask(clerk, "GET", at, "", nil)
	r.ask(clerk, "GET", at+"/why?path="+url.QueryEscape(r.name()), "", nil)
	r.ask(clerk, "POST", at+"/marks", fmt.Sprintf(`{"material": "bank_book", "file": "none.none", "text": %q, "key": "canary-%08d"}`, r.name(), r.next()), nil)
	r.ask(clerk, "POST", at+"/accept", fmt.Sprintf(`{"version": 99, "key": "canary-%08d", "opinion": %q}`, r.next(), r.address()), nil)
	if number[len(number)-1]%2 == 1 && r.decide(clerk, at) {
		return
	}
	opinion := fmt.Sprintf("请%s补交，电话%s，证件%s", r.name(), r.phone(), r.id())
	status, raw := r.ask(clerk, "POST", at+"/precheck", fmt.Sprintf(`{"version": 1, "pass": false, "opinion": %q, "key": "canary-%08d"}`, opinion, r.next()), nil)
	if status != 200 {
		r.t.Errorf("%s: not returned: %d %.300s", number, status, strings.TrimSpace(string(raw)))
	}
}

// decide takes a case to its decision, by words full of canaries, so that it is public. false: it could not be passed.
func (r *released) decide(clerk *person, at string) bool {
	version := func() (int, map[string]string) {
		var page struct {
			Case struct{ Version int }
			View struct {
				State struct {
					Rules     map[string]struct{ Result string }
					Materials map[string]struct{ State string }
					Review    []string
				}
			}
		}
		_, raw := r.ask(clerk, "GET", at, "", nil)
		if err := json.Unmarshal(raw, &page); err != nil {
			r.t.Errorf("%s: %v", at, err)
		}
		open := map[string]string{}
		for id, rule := range page.View.State.Rules {
			if rule.Result != "true" && rule.Result != "off" {
				open["rule."+id] = "fits"
			}
		}
		for _, id := range page.View.State.Review {
			open["review."+id] = "fits"
		}
		return page.Case.Version, open
	}
	send := func(who *person, path, more string) bool {
		v, open := version()
		findings, err := json.Marshal(open)
		must(err)
		opinion := fmt.Sprintf("%s，电话%s，住%s", r.name(), r.phone(), r.address())
		status, raw := r.ask(who, "POST", at+"/"+path, fmt.Sprintf(`{"version": %d, "key": "canary-%08d", "opinion": %q%s}`, v, r.next(), opinion, strings.ReplaceAll(more, "$findings", string(findings))), nil)
		if status != 200 {
			r.t.Logf("%s %s: %d %.300s", at, path, status, strings.TrimSpace(string(raw)))
		}
		return status == 200
	}
	seen := `, "answers": {"village_living": "pass", "village_note": "` + r.name() + `"}`
	points := `, "answers": {"point_identity": "pass", "point_account": "pass"}`
	return send(clerk, "precheck", `, "pass": true, "findings": $findings`) && send(clerk, "accept", "") && send(r.approver, "step", `, "step": "village_check", "answer": "found"`+seen) &&
		send(r.approver, "step", `, "step": "review"`+points) && send(r.leader, "decision", `, "outcome": "granted"`)
}

// public is what anybody reads of what was decided: pages and files.
func (r *released) public(anybody *person) {
	month := time.Now().In(time.FixedZone("UTC+8", 8*3600)).Format("2006-01")
	_, raw := r.ask(anybody, "GET", "/api/open/results", "", nil)
	var list struct{ Results []struct{ ID string } }
	must(json.Unmarshal(raw, &list))
	if len(list.Results) == 0 {
		r.t.Error("nothing was made public, so nothing was looked through")
	}
	r.heard.at("public", raw)
	for _, x := range list.Results {
		_, raw := r.ask(anybody, "GET", "/api/open/results/"+x.ID, "", nil)
		r.heard.at("public", raw)
	}
	for _, path := range []string{"/open/data/index.json", "/open/data/results/" + month + ".csv", "/open/data/results/" + month + ".json", "/open/data/items.csv", "/open/data/editions.json", "/api/open/items"} {
		status, raw := r.ask(anybody, "GET", path, "", nil)
		if status != 200 {
			r.t.Errorf("%s: %d", path, status)
		}
		r.heard.at("public", raw)
	}
}
