package api_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"banshi/runtime"
	"banshi/runtime/notice"
)

// told holds the kinds of what was told of a case, in their order, against a list.
func (w *world) told(number, kinds string) {
	w.t.Helper()
	got := strings.ReplaceAll(w.values("SELECT kind FROM notices WHERE subject_kind = 'case' AND subject = ? AND holder NOT LIKE 'desk%' ORDER BY id", number), ",", " ")
	if got != kinds {
		w.t.Errorf("%s was told %q, want %q", number, got, kinds)
	}
}

// Who acts for the father and the father himself are told, each reads for himself; the list goes on where it ended; a
// change that is refused tells nobody.
func TestNotices(t *testing.T) {
	w := newWorld(t)
	son, father := w.as("P001", "family/P004", "web"), w.as("P004", "", "web")
	number := w.returned(son)
	w.told(number, "case.submitted case.returned")
	clerk, _, _ := w.staffOf(number)
	clerk.send("precheck", `"pass": true, "opinion": ""`).want(409)
	w.told(number, "case.submitted case.returned")

	for _, who := range []*browser{son, father} {
		who.do("GET", "/api/notices/unread", "").want(200).has(`"unread":2`)
		a := who.do("GET", "/api/notices", "").want(200).
			has("预审退回，请修改", "“高龄津贴申领”要修改后重新提交", `"act":"去修改"`, `"urgent":true`, `"subject":{"kind":"case","id":"`+number+`"}`).
			hasNot("陈伯年", "440622194402209917", "请改电话")
		if first := list(a.at("notices"))[0].(map[string]any)["kind"]; first != "case.returned" {
			t.Errorf("the first is %s", first)
		}
	}
	father.in("en").do("GET", "/api/notices", "").want(200).has("Returned: changes are needed", "Old-age allowance").hasNot("高龄")

	id := fmt.Sprint(list(son.do("GET", "/api/notices", "").at("notices"))[0].(map[string]any)["id"])
	w.as("P009", "", "web").do("POST", "/api/notices/read", `{"all": true}`).want(204)
	w.as("P009", "", "web").do("POST", "/api/notices/read", `{"ids": [`+id+`]}`).want(204)
	son.do("POST", "/api/notices/read", `{"ids": [`+id+`]}`).want(204)
	son.do("GET", "/api/notices/unread", "").want(200).has(`"unread":1`)
	father.do("GET", "/api/notices/unread", "").want(200).has(`"unread":2`)
	father.do("POST", "/api/notices/read", `{"all": true}`).want(204)
	father.do("GET", "/api/notices", "").want(200).has(`"unread":0`).hasNot(`"read":false`)
	if n := w.rows("notice_reads"); n != 3 {
		t.Errorf("%d notices were read", n)
	}

	for i := range 40 {
		w.exec("INSERT INTO notices (at, told, account, holder, kind, subject_kind, subject, args) VALUES (0, ?, 'P001', '', 'case.lapsed', 'case', ?, '{}')", i, fmt.Sprint("old", i))
	}
	first := son.do("GET", "/api/notices", "").want(200).has(`"more":true`)
	rest := son.do("GET", fmt.Sprintf("/api/notices?told=%v&last=%v", first.at("told"), first.at("last")), "").want(200).has(`"more":false`, `"old0"`)
	if a, b := len(list(first.at("notices"))), len(list(rest.at("notices"))); a != 30 || b != 12 {
		t.Errorf("%d, then %d", a, b)
	}
}

// outside are both channels, with a WeChat that knows one code.
func (w *world) outside() runtime.Outside {
	return runtime.Outside{Channels: map[notice.Channel]bool{notice.SMS: false, notice.WeChat: true}, OpenID: func(_ context.Context, code string) (string, error) {
		switch code {
		case "good":
			return "openid-of-" + code, nil
		case "silent":
			return "", &notice.Trouble{Code: "unreachable"}
		}
		return "", &notice.Refusal{Code: "40029"}
	}}
}

// Where somebody is reached, and what he or she has chosen, decides by which channels he or she is told.
func TestWaysToBeTold(t *testing.T) {
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	phone := chen.do("GET", "/api/notices/ways", "").want(200).has(`"channel":"sms","wanted":true,"reached":true`, `"channel":"wechat","wanted":false,"reached":false,"standIn":true`, `****`).text
	acc, err := w.accounts.Account(context.Background(), "P004")
	check(t, err)
	if acc.Phone == "" || strings.Contains(phone, acc.Phone) {
		t.Errorf("the phone %q stands in %s", acc.Phone, phone)
	}
	told := func(to notice.To, c notice.Channel) string {
		to2, wanted, err := w.hall.Notices.Address(context.Background(), notice.Notice{To: to}, c)
		check(t, err)
		return fmt.Sprint(to2, " ", wanted)
	}
	mine := notice.To{Account: "P004", Holder: "person/x"}
	if got := told(mine, notice.SMS); got != acc.Phone+" true" {
		t.Error(got)
	}
	if got := told(mine, notice.WeChat); got != " false" {
		t.Error(got)
	}
	put := func(c, body string) answer { return chen.do("PUT", "/api/notices/ways/"+c, body) }
	put("sms", `{"wanted": false}`).want(204)
	put("wechat", `{"wanted": true}`).want(422).has(`"code"`)
	put("wechat", `{"wanted": true, "code": "bad"}`).want(422)
	put("wechat", `{"wanted": true, "code": "a b"}`).want(422)
	put("wechat", `{"wanted": true, "code": "silent"}`).want(503)
	put("pigeon", `{"wanted": true}`).want(404)
	put("wechat", `{"wanted": true, "code": "good"}`).want(204)
	if sms, wx := told(mine, notice.SMS), told(mine, notice.WeChat); sms != acc.Phone+" false" || wx != "openid-of-good true" {
		t.Errorf("%s, %s", sms, wx)
	}
	put("wechat", `{"wanted": false}`).want(204)
	put("wechat", `{"wanted": true}`).want(204) // whom the code stood for is known
	chen.do("GET", "/api/notices/ways", "").want(200).has(`"channel":"sms","wanted":false`, `"channel":"wechat","wanted":true,"reached":true`).hasNot("openid")
	if got := told(notice.To{Account: "nobody"}, notice.SMS); got != " false" {
		t.Error(got)
	}
	if got := told(notice.To{Holder: "person/x"}, notice.SMS); got != " false" {
		t.Error(got)
	}
	if n := w.events("notice.choose", "P004"); n != 4 {
		t.Errorf("%d events", n)
	}
	w.nobody().do("POST", "/api/messages/receipts/x", "[]").want(404)
}
