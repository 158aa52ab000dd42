package api_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"
)

// follows asks how a case stands, from an address.
func (b *browser) follows(number, code string) answer {
	b.t.Helper()
	return b.do("POST", "/api/progress", fmt.Sprintf(`{"number": %q, "code": %q}`, number, code))
}

// Whoever has the paper sees how the case stands and nothing of whom it is about.
func TestProgress(t *testing.T) {
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	number := chen.handIn()
	for table, n := range map[string]int{"query_codes": 0, "query_tries": 0} {
		if w.rows(table) != n {
			t.Errorf("%s before anybody asked: %d", table, w.rows(table))
		}
	}
	receipt := chen.do("GET", "/api/cases/"+number+"/receipt", "").want(200).has("查询码", "<svg").hasNot("#" + number)
	code := regexp.MustCompile(`<strong>(\d{5} \d{5})</strong>`).FindStringSubmatch(receipt.text)[1]
	if again := chen.do("POST", "/api/cases/"+number+"/query-code", `{}`).want(200); again.str("code") != code || again.str("to") != "https://hall.example/progress#"+number+"."+strings.ReplaceAll(code, " ", "") {
		t.Errorf("another code, or another place: %s", again.text)
	}
	clerk, _, _ := w.staffOf(number)
	clerk.do("POST", "/api/staff/cases/sheets", `{"numbers": ["`+number+`"], "kind": "receipt"}`).want(200).has(code, `"qr"`)
	clerk.do("POST", "/api/staff/cases/sheets", `{"numbers": ["`+number+`"], "kind": "cover"}`).want(200).hasNot(code)
	w.as("supervisor", "", "workbench").do("GET", "/api/cases/"+number+"/receipt", "").want(200).hasNot(code, "<svg")
	if stored := w.value("SELECT seed FROM query_codes"); strings.Contains(stored, strings.ReplaceAll(code, " ", "")) || w.events("case.code", number) != 1 {
		t.Errorf("what is kept tells the code: %s", stored)
	}

	seen := w.nobody().follows(number, code).want(200).has("高龄津贴申领", "桂城公共服务办公室", "已提交，待预审", `"due":"2026-11-30"`, `"waits":"office"`, "提交申请")
	typed := w.nobody().follows(" "+strings.ReplaceAll(number, "-", "－")+" ", strings.ReplaceAll(code, " ", "")).want(200)
	if typed.text != seen.text {
		t.Error("blanks and full-width signs make a difference")
	}
	// What anybody wrote in the course of the case is not told either.
	clerk.send("precheck", `"pass": false, "opinion": "陈伯年的存折第二页CANARY看不清"`).want(200)
	w.nobody().follows(number, code).want(200).has(`"waits":"applicant"`).hasNot("CANARY")
	english := w.nobody()
	english.language = "en"
	for _, a := range []answer{seen, w.nobody().follows(number, code), english.follows(number, code)} {
		a.want(200).hasNot("陈", "440622194402209917", "6222020000000000042", "13900000004", "13900000001", "P004", `"opinion"`, `"applicant"`+":")
	}
	english.follows(number, code).has("Old-age allowance")

	// Another code takes the place of one that somebody else has seen.
	fresh := chen.do("POST", "/api/cases/"+number+"/query-code", `{"anew": true}`).want(200).str("code")
	w.nobody().follows(number, code).want(404)
	w.nobody().follows(number, fresh).want(200)
	w.as("P009", "", "web").do("POST", "/api/cases/"+number+"/query-code", `{}`).want(404)
	clerk.do("POST", "/api/cases/"+number+"/query-code", `{}`).want(403)
	w.nobody().do("POST", "/api/cases/"+number+"/query-code", `{}`).want(401)
}

// A wrong code and a number that is none are the same, and nobody tries for long.
func TestProgressGuessed(t *testing.T) {
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	number := chen.handIn()
	code := chen.do("POST", "/api/cases/"+number+"/query-code", `{}`).want(200).str("code")
	other := w.as("P018", "", "web").handIn() // nobody printed its code
	wrong := w.nobody().follows(number, "0000000001").want(404)
	reference := regexp.MustCompile(`"request":"[^"]*"`)
	for _, n := range []string{"440605-20261123-09999", other} {
		if a := w.nobody().follows(n, "0000000001").want(404); reference.ReplaceAllString(a.text, "") != reference.ReplaceAllString(wrong.text, "") {
			t.Errorf("they can be told apart:\n%s\n%s", wrong.text, a.text)
		}
	}
	for body, where := range map[string]string{`{"number": "x", "code": "1234567890"}`: "number", `{"number": "` + number + `", "code": "12"}`: "code"} {
		w.nobody().do("POST", "/api/progress", body).want(422).has(where)
	}
	for i := range 9 {
		w.nobody().follows(number, fmt.Sprintf("%010d", i)).want(404)
	}
	w.nobody().follows(number, code).want(429)
	if w.rows("query_tries") != 2*(1+2+9) {
		t.Errorf("%d tries are kept", w.rows("query_tries"))
	}
	chen.do("GET", "/api/cases/"+number, "").want(200) // signed in one is not kept out
	w.clock.Move(16 * time.Minute)
	w.nobody().follows(number, code).want(200)
	if w.rows("query_tries") != 0 {
		t.Errorf("%d tries are kept", w.rows("query_tries"))
	}
	// From one address also of many cases.
	for i := range 40 {
		w.nobody().follows(fmt.Sprintf("440605-20261123-1%04d", i), "0000000001").want(404)
	}
	w.nobody().follows(number, code).want(http.StatusTooManyRequests)
	elsewhere := w.nobody()
	elsewhere.from = "198.51.100.7:4711"
	elsewhere.follows(number, code).want(200)
}
