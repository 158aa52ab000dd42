package api_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// leaves lists every text in JSON, keys included, but not the item's definition.
func leaves(v any, out map[string]bool) {
	switch x := v.(type) {
	case string:
		out[x] = true
	case json.Number:
		out[x.String()] = true
	case []any:
		for _, e := range x {
			leaves(e, out)
		}
	case map[string]any:
		for k, e := range x {
			if k == "plan" {
				continue
			}
			out[k] = true
			leaves(e, out)
		}
	}
}

// personalOf gathers, from what the clerk sees, everything personal: the values of fields by the type
// that the definition gives them, numbers and names of applicant and user, what registers said.
func personalOf(t *testing.T, clerk answer) []string {
	t.Helper()
	found := map[string]bool{}
	types := map[string]string{}
	for _, f := range list(clerk.at("view", "plan", "fields")) {
		m := f.(map[string]any)
		types["form."+m["id"].(string)] = m["type"].(string)
	}
	open := []string{"choice", "choices", "boolean", "finding", "integer", "number", "money", "region", "uscc", "project_code", "table"}
	fields, _ := clerk.at("view", "state", "fields").(map[string]any)
	for path, f := range fields {
		if slices.Contains(open, types[path]) {
			continue
		}
		leaves(f.(map[string]any)["value"], found)
	}
	for _, part := range [][]string{{"view", "input", "user"}, {"view", "input", "applicant"}} {
		m, _ := clerk.at(part...).(map[string]any)
		for _, k := range []string{"no", "name", "phone"} {
			if s, ok := m[k].(string); ok {
				found[s] = true
			}
		}
	}
	facts, _ := clerk.at("view", "input", "facts").(map[string]any)
	for _, byKey := range facts {
		for key := range byKey.(map[string]any) {
			found[key] = true
		}
	}
	var out []string
	today := clerk.str("view", "input", "today") // the day of submission is everybody's
	for s := range found {
		if len([]rune(s)) > 1 && s != today {
			out = append(out, s)
		}
	}
	return out
}

// Nothing by which the applicant could be told reaches who only oversees, by whatever route: list,
// search, case, why, timeline, files, receipt, in both languages.
func TestAnOverseerLearnsNobodysName(t *testing.T) {
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	id := chen.begin(elder)
	chen.upload("/api/drafts/"+id+"/files?material=bank_book", "陈伯年的存折13900000004.pdf", pdf).want(201)
	chen.fill(id)
	number := chen.submit(id, "key-00000001").want(201).str("case", "number")
	path := "/api/staff/cases/" + number
	clerk := w.as("clerk-440605011", "", "workbench")
	clerk.do("POST", path+"/precheck", `{"version": 1, "pass": false, "opinion": "请陈伯年改联系人陈启航的电话13900000001，生于1944年2月20日，卡号6222 0200 0000 0000 042", "key": "pre-00000001"}`).want(200)

	seen := clerk.do("GET", path, "").want(200)
	secrets := personalOf(t, seen)
	for _, must := range []string{"陈伯年", "440622194402209917", "6222020000000000042", "陈启航", "13900000001", "13900000004", "1944-02-20"} {
		if !slices.Contains(secrets, must) {
			t.Fatalf("%q is not among what the clerk sees: %q", must, secrets)
		}
	}
	secrets = append(secrets, "1944年2月20日", "6222 0200 0000 0000 042", "clerk-440605011")
	boss := w.as("supervisor", "", "workbench")
	routes := []string{"/api/staff/cases", "/api/staff/cases?state=precheck_failed", "/api/staff/cases?filter=today", "SEARCH " + number, "SEARCH 陈伯年", "SEARCH 伯",
		"SEARCH 440622194402209917", path + "/marks", path + "/rounds/1",
		path, path + "/why?path=eligibility.age", path + "/why?path=form.account_holder", path + "/why?path=materials.bank_book", "/api/cases/" + number + "/receipt",
		"/api/cases/" + number, "/api/cases", "/api/drafts", "/api/drafts/" + id}
	files, _ := seen.at("files").(map[string]any)
	for _, f := range list(files["bank_book"]) {
		routes = append(routes, "/api/files/"+f.(map[string]any)["id"].(string))
	}
	for _, language := range []string{"zh-CN", "en"} {
		for _, route := range routes {
			a := boss.in(language).look(route)
			text := a.text
			if a.json != nil {
				all := map[string]bool{}
				leaves(a.json, all)
				text = ""
				for s := range all {
					text += s + "\n"
				}
			}
			for _, s := range secrets {
				if strings.Contains(text, s) {
					t.Errorf("%s: %q in %s", route, s, around(text, s))
				}
			}
		}
	}
	boss.do("GET", path, "").want(200).has(`"masked":true`, "陈*年", `"applicant":"陈*年"`, "pdf")
	boss.search("陈伯年").want(200).has(`"cases":[]`) // a search is a question, too
	boss.search(number).want(200).has("陈*年")
	boss.search("440622194402209917").want(200).has("陈*年") // who knows the number knows whose it is
	clerk.search("陈伯年").want(200).has("陈伯年")
	if n := w.events("case.view", number); n < 4 {
		t.Errorf("%d looks were written down", n)
	}
}

// look asks a route, or searches.
func (b *browser) look(route string) answer {
	b.t.Helper()
	if words, ok := strings.CutPrefix(route, "SEARCH "); ok {
		return b.search(words)
	}
	return b.do("GET", route, "")
}

func (b *browser) search(words string) answer {
	b.t.Helper()
	return b.do("POST", "/api/staff/cases/search", fmt.Sprintf(`{"text": %q, "purpose": "check"}`, words))
}

// The timeline says who did what, by name and place; the applicant reads the office instead.
func TestTimelineNames(t *testing.T) {
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	number := chen.handIn()
	clerk := w.as("clerk-440605011", "", "workbench")
	clerk.do("POST", "/api/staff/cases/"+number+"/precheck", `{"version": 1, "pass": true, "opinion": "", "key": "pre-00000001"}`).want(200)
	clerk.do("GET", "/api/staff/cases/"+number, "").want(200).
		has(`"actor":"陈伯年","role":"申请人"`, `"actor":"桂城街道窗口（示例）","role":"桂城街道窗口人员","mine":true`).hasNot(`"clerk-440605011"`)
	w.as("approver", "", "workbench").in("en").do("GET", "/api/staff/cases/"+number, "").want(200).has(`"role":"Applicant"`).hasNot(`"mine":true`, `"clerk-440605011"`)
	chen.do("GET", "/api/cases/"+number, "").want(200).has(`"mine":true`, "桂城公共服务办公室").hasNot("窗口（示例）", `"clerk-440605011"`)
	// A case of before names were kept still says who, as far as that is known.
	w.exec("UPDATE case_events SET name = '', title = '' WHERE number = ?", number)
	clerk.do("GET", "/api/staff/cases/"+number, "").want(200).has(`"actor":"陈伯年","role":"申请人"`, `"actor":"桂城公共服务办公室"`).hasNot(`"clerk-440605011"`)
}

// The list says how much the system has settled, comes by due day, and is narrowed by item, office,
// verdict and day; each count leaves its own choice out.
func TestListOfTheDesk(t *testing.T) {
	w := newWorld(t)
	number := w.as("P004", "", "web").handIn()
	clerk := w.as("clerk-440605011", "", "workbench")
	one := clerk.do("GET", "/api/staff/cases/"+number, "").want(200)
	held, open := 0, 0
	rules, _ := one.at("view", "state", "rules").(map[string]any)
	for _, r := range rules {
		switch r.(map[string]any)["result"] {
		case "off":
		case "true":
			held++
		default:
			open++
		}
	}
	points, _ := one.at("view", "state", "fields").(map[string]any)
	for _, f := range list(one.at("view", "plan", "fields")) {
		m := f.(map[string]any)
		if s, ok := points["form."+m["id"].(string)].(map[string]any); m["point"] != nil && m["step"] == "precheck" && ok && s["shown"] == true {
			open++
		}
	}
	open += len(list(one.at("view", "state", "review")))
	if want := fmt.Sprintf(`"checks":{"held":%d,"open":%d}`, held, open); held == 0 || !strings.Contains(clerk.do("GET", "/api/staff/cases", "").text, want) {
		t.Errorf("not %s: %s", want, clerk.do("GET", "/api/staff/cases", "").text)
	}

	// Cases of other days, items and verdicts, written straight into the table.
	add := func(n int, item, office, verdict, state, due string) {
		w.exec(`INSERT INTO cases (number, item, item_version, name, state, version, owner, holder, applicant_kind, applicant_name, office, office_title,
			verdict, round, promised, due, submitted, changed, opinion) SELECT ?, ?, 1, ?, ?, 1, owner, holder, applicant_kind, applicant_name, ?, ?,
			?, 1, promised, ?, submitted + ?, changed - ?, '' FROM cases WHERE number = ?`,
			fmt.Sprintf("440605-20261123-%05d", n), item, "事项"+item, state, office, "机构"+office, verdict, due, n, n, number)
	}
	const here = "guicheng_civil_affairs"
	add(2, "food", here, "review", "submitted", "2026-11-20")
	add(3, "food", here, "pass", "submitted", "2026-11-23")
	add(4, "food", here, "pass", "submitted", "")
	add(5, "road", here, "review", "precheck_passed", "2026-11-01")
	add(6, "road", "elsewhere", "review", "submitted", "2026-11-01")
	order := func(query string) string {
		var out []string
		for _, c := range list(clerk.do("GET", "/api/staff/cases?"+query, "").want(200).at("cases")) {
			n := c.(map[string]any)["number"].(string)
			out = append(out, n[len(n)-1:])
		}
		return strings.Join(out, "")
	}
	for query, want := range map[string]string{
		"": "23145", "sort=due": "23145", "sort=changed": "54321", "sort=submitted": "12345",
		"filter=over": "2", "filter=today": "23145", "filter=soon": "1", "filter=free": "2314", "filter=mine": "", "filter=today&item=food": "234", "item=food": "234", "item=road": "5", "verdict=review": "25",
		"item=food&verdict=pass&sort=submitted": "34", "office=elsewhere": "", "office=" + here: "23145", "state=submitted&item=road": "",
	} {
		if got := order(query); got != want {
			t.Errorf("%q: %q, want %q", query, got, want)
		}
	}
	a := clerk.do("GET", "/api/staff/cases?item=food&state=submitted", "").want(200)
	a.has(`{"id":"food","title":"事项food","count":3}`, `"elder_allowance"`, `"total":3`, `"counts":{"submitted":3}`).hasNot("elsewhere", `"id":"road"`)
	for _, words := range []string{"%", "_", "!", "' OR 1=1--", `"`, `\\`} {
		if found := list(clerk.search(words).want(200).at("cases")); len(found) > 0 {
			t.Errorf("%q finds %d", words, len(found))
		}
	}
	clerk.do("GET", "/api/staff/cases?filter=today", "").want(200).has(`"groups":{"over":1,"today":1,"next":2,"stands":1}`, `"id":"today","rule":"waits and days_left <= 0","count":2`)
	for _, bad := range []string{"sort=number", "q=x", "due=later", "verdict=x", "item=" + strings.Repeat("x", 65), "sort=changed;DROP%20TABLE%20cases", "offices=x"} {
		clerk.do("GET", "/api/staff/cases?"+bad, "").want(422)
	}
}
