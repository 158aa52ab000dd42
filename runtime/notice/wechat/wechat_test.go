package wechat

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"banshi/runtime/notice"
)

// platform answers by path, the last answer again and again, and keeps what it was asked.
type platform struct {
	answers map[string][]string
	asked   []string // path and query, a blank, the body
	err     error
}

func (p *platform) RoundTrip(r *http.Request) (*http.Response, error) {
	if p.err != nil {
		return nil, p.err
	}
	body := ""
	if r.Body != nil {
		raw, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		body = string(raw)
	}
	p.asked = append(p.asked, r.URL.RequestURI()+" "+body)
	list := p.answers[r.URL.Path]
	if len(list) > 1 {
		p.answers[r.URL.Path] = list[1:]
	}
	return &http.Response{StatusCode: 200, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(list[0])), Request: r}, nil
}

func (p *platform) client() *Client {
	now := time.Date(2026, 11, 30, 1, 2, 3, 0, time.UTC)
	return New(Config{Endpoint: Endpoint, AppID: "APPID", Secret: "APPSECRET", Page: "pages/notices", Clock: func() time.Time { return now }, Transport: p,
		Templates: map[notice.Kind]Template{notice.CaseCorrection: {ID: "TEMPLATE_ID", Keys: map[string]string{notice.Item: "thing1", notice.Day: "date2"}}}})
}

var message = notice.Message{Key: "banshi7", To: "OPENID", Kind: notice.CaseCorrection,
	Words: notice.Args{notice.Item: "食品经营许可（新办）以及一个名字很长很长的事项", notice.Day: "2026年12月31日"}}

const (
	tokens = "/cgi-bin/stable_token"
	send   = "/cgi-bin/message/subscribe/send"
)

func fixture(t *testing.T, name string) string {
	t.Helper()
	raw, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func TestSend(t *testing.T) {
	p := &platform{answers: map[string][]string{tokens: {fixture(t, "stable_token.json")}, send: {fixture(t, "send.json")}}}
	c := p.client()
	for range 2 {
		if id, err := c.Send(context.Background(), message); err != nil || id != "1857320543" {
			t.Fatalf("%q, %v", id, err)
		}
	}
	if len(p.asked) != 3 || p.asked[0] != tokens+` {"appid":"APPID","force_refresh":false,"grant_type":"client_credential","secret":"APPSECRET"}` {
		t.Fatalf("asked %q", p.asked)
	}
	path, body, _ := strings.Cut(p.asked[1], " ")
	var got map[string]any
	if err := json.Unmarshal([]byte(body), &got); err != nil || path != send+"?access_token=ACCESS_TOKEN" {
		t.Fatalf("%s %v", path, err)
	}
	data := got["data"].(map[string]any)
	thing := data["thing1"].(map[string]any)["value"].(string)
	if got["touser"] != "OPENID" || got["template_id"] != "TEMPLATE_ID" || got["page"] != "pages/notices" || len([]rune(thing)) != 20 ||
		data["date2"].(map[string]any)["value"] != "2026年12月31日" {
		t.Errorf("sent %s", body)
	}
	if !c.Takes(notice.CaseCorrection) || c.Takes(notice.CaseGranted) {
		t.Error("which kinds have a template")
	}
}

// A token that is refused is asked for anew, once; a person who wants none is never asked again.
func TestAnswersOfThePlatform(t *testing.T) {
	p := &platform{answers: map[string][]string{tokens: {fixture(t, "stable_token.json")},
		send: {`{"errcode": 40001, "errmsg": "invalid credential"}`, fixture(t, "send.json")}}}
	if _, err := p.client().Send(context.Background(), message); err != nil || len(p.asked) != 5 || !strings.Contains(p.asked[2], `"force_refresh":false`) || !strings.Contains(p.asked[3], `"force_refresh":true`) {
		t.Errorf("%v, asked %q", err, p.asked)
	}
	// Another node has a newer one already: nothing is forced, which would end that.
	p = &platform{answers: map[string][]string{tokens: {`{"access_token": "OLD", "expires_in": 7200}`, `{"access_token": "NEW", "expires_in": 7200}`},
		send: {`{"errcode": 42001}`, fixture(t, "send.json")}}}
	if _, err := p.client().Send(context.Background(), message); err != nil || len(p.asked) != 4 || strings.Contains(strings.Join(p.asked, ""), `"force_refresh":true`) {
		t.Errorf("%v, asked %q", err, p.asked)
	}
	p = &platform{answers: map[string][]string{tokens: {fixture(t, "stable_token.json")}, send: {`{"errcode": 40001}`}}}
	var trouble *notice.Trouble
	if _, err := p.client().Send(context.Background(), message); !errors.As(err, &trouble) || trouble.Code != "40001" || len(p.asked) != 5 {
		t.Errorf("%v after %d requests", err, len(p.asked))
	}
	p = &platform{answers: map[string][]string{tokens: {fixture(t, "stable_token.json")}, send: {`{"errcode": 43101, "errmsg": "user refuse to accept the msg"}`}}}
	var refusal *notice.Refusal
	if _, err := p.client().Send(context.Background(), message); !errors.As(err, &refusal) || refusal.Code != "43101" {
		t.Error(err)
	}
	p = &platform{answers: map[string][]string{tokens: {`{"errcode": 40125, "errmsg": "invalid appsecret"}`}}}
	if _, err := p.client().Send(context.Background(), message); !errors.As(err, &trouble) || trouble.Code != "40125" || trouble.Unknown {
		t.Error(err)
	}
	p = &platform{err: errors.New("dial APPSECRET")}
	if _, err := p.client().Send(context.Background(), message); !errors.As(err, &trouble) || strings.Contains(err.Error(), "APPSECRET") {
		t.Error(err)
	}
}

func TestWhomACodeStandsFor(t *testing.T) {
	p := &platform{answers: map[string][]string{"/sns/jscode2session": {fixture(t, "code2session.json"), `{"errcode": 40029, "errmsg": "invalid code"}`}}}
	c := p.client()
	if id, err := c.OpenID(context.Background(), "JSCODE"); err != nil || id != "OPENID" ||
		p.asked[0] != "/sns/jscode2session?appid=APPID&grant_type=authorization_code&js_code=JSCODE&secret=APPSECRET " {
		t.Errorf("%q, %v, asked %q", id, err, p.asked)
	}
	var refusal *notice.Refusal
	if _, err := c.OpenID(context.Background(), "JSCODE"); !errors.As(err, &refusal) || refusal.Code != "40029" {
		t.Error(err)
	}
}
