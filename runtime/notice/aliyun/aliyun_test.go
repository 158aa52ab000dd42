package aliyun

import (
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"banshi/runtime/notice"
)

// The example of the provider's own documents: fixed key, time and nonce give this signature.
func TestSignatureOfTheDocument(t *testing.T) {
	r, err := http.NewRequest(http.MethodPost, "https://ecs.cn-shanghai.aliyuncs.com/?"+query(map[string]string{
		"ImageId": "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd", "RegionId": "cn-shanghai"}), nil)
	if err != nil {
		t.Fatal(err)
	}
	for k, v := range map[string]string{"x-acs-action": "RunInstances", "x-acs-version": "2014-05-26", "x-acs-date": "2023-10-26T10:22:32Z",
		"x-acs-signature-nonce": "3156853299f313e23d1673dc12e1703d"} {
		r.Header.Set(k, v)
	}
	sign(r, nil, "YourAccessKeyId", "YourAccessKeySecret")
	want := "ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version," +
		"Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0"
	if got := r.Header.Get("Authorization"); got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
}

func TestParametersAreEscaped(t *testing.T) {
	if got := query(map[string]string{"b": "a b*~", "A": "阿里云"}); got != "A=%E9%98%BF%E9%87%8C%E4%BA%91&b=a%20b%2A~" {
		t.Error(got)
	}
}

// provider answers what it is told, and keeps what it was asked.
type provider struct {
	asked   []*http.Request
	answers map[string]string // by action
	status  int
	err     error
	then    func() // once it was asked
}

func (p *provider) RoundTrip(r *http.Request) (*http.Response, error) {
	p.asked = append(p.asked, r)
	if p.then != nil {
		p.then()
	}
	if p.err != nil {
		return nil, p.err
	}
	return &http.Response{StatusCode: max(p.status, 200), Header: http.Header{}, Body: io.NopCloser(strings.NewReader(p.answers[r.Header.Get("x-acs-action")])), Request: r}, nil
}

func (p *provider) client() *Client {
	return New(Config{Endpoint: Endpoint, ID: "id", Secret: "secret", Sign: "南海政务", Templates: map[notice.Kind]string{notice.CaseCorrection: "SMS_1"},
		Zone: time.UTC, Clock: func() time.Time { return time.Date(2026, 11, 30, 1, 2, 3, 0, time.UTC) }, Transport: p})
}

var message = notice.Message{Key: "banshi7", To: "13800000001", Kind: notice.CaseCorrection, Words: notice.Args{notice.Item: "食品经营许可", notice.Day: "2026年12月31日"}}

func fixture(t *testing.T, name string) string {
	t.Helper()
	raw, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func TestSend(t *testing.T) {
	p := &provider{answers: map[string]string{"SendSms": fixture(t, "send_sms.json")}}
	id, err := p.client().Send(context.Background(), message)
	if err != nil || id != "9006197469364984^0" {
		t.Fatalf("%q, %v", id, err)
	}
	r := p.asked[0]
	q := r.URL.Query()
	for k, want := range map[string]string{"PhoneNumbers": "13800000001", "SignName": "南海政务", "TemplateCode": "SMS_1", "OutId": "banshi7",
		"TemplateParam": `{"day":"2026年12月31日","item":"食品经营许可"}`} {
		if q.Get(k) != want {
			t.Errorf("%s = %q, want %q", k, q.Get(k), want)
		}
	}
	if r.Method != "POST" || r.URL.Host != "dysmsapi.aliyuncs.com" || r.Header.Get("x-acs-version") != "2017-05-25" || r.Header.Get("x-acs-date") != "2026-11-30T01:02:03Z" {
		t.Errorf("%s %s %v", r.Method, r.URL, r.Header)
	}
	if c := p.client(); !c.Takes(notice.CaseCorrection) || c.Takes(notice.CaseGranted) {
		t.Error("which kinds have a template")
	}
}

func TestRefusalsAndTroubles(t *testing.T) {
	for _, c := range []struct {
		answer         string
		status         int
		err            error
		final, unknown bool
		code           string
	}{
		{answer: `{"Code": "isv.MOBILE_NUMBER_ILLEGAL", "Message": "13800000001"}`, final: true, code: "isv.MOBILE_NUMBER_ILLEGAL"},
		{answer: `{"Code": "isv.BUSINESS_LIMIT_CONTROL", "Message": "触发小时级流控Permits:5"}`, code: "isv.BUSINESS_LIMIT_CONTROL"},
		{answer: `{"Code": "SignatureDoesNotMatch", "Message": "x"}`, status: 400, code: "SignatureDoesNotMatch"},
		{answer: `gone`, status: 503, unknown: true, code: "http_503"},
		{answer: `<html>`, unknown: true, code: "http_200"},
		{err: errors.New("dial 13800000001"), unknown: true, code: "unreachable"},
	} {
		p := &provider{answers: map[string]string{"SendSms": c.answer}, status: c.status, err: c.err}
		_, err := p.client().Send(context.Background(), message)
		var refusal *notice.Refusal
		var trouble *notice.Trouble
		switch {
		case errors.As(err, &refusal):
			if !c.final || refusal.Code != c.code {
				t.Errorf("%s: %v", c.code, err)
			}
		case errors.As(err, &trouble):
			if c.final || trouble.Code != c.code || trouble.Unknown != c.unknown {
				t.Errorf("%s: %+v", c.code, trouble)
			}
		default:
			t.Errorf("%s: %v", c.code, err)
		}
		if err != nil && strings.Contains(err.Error(), "1380000") {
			t.Errorf("the number stands in %v", err)
		}
	}
}

// After a try without an answer, what was sent is not sent again.
func TestLooksBeforeItSendsAgain(t *testing.T) {
	again := message
	again.Again = true
	p := &provider{answers: map[string]string{"QuerySendDetails": fixture(t, "query_send_details.json"), "SendSms": fixture(t, "send_sms.json")}}
	if _, err := p.client().Send(context.Background(), again); err != nil || len(p.asked) != 1 {
		t.Errorf("%v after %d requests", err, len(p.asked))
	}
	if q := p.asked[0].URL.Query(); q.Get("PhoneNumber") != "13800000001" || q.Get("SendDate") != "20261130" || q.Get("PageSize") != "50" {
		t.Errorf("asked %v", q)
	}
	again.Key = "banshi8"
	p.asked = nil
	if id, err := p.client().Send(context.Background(), again); err != nil || id == "" || len(p.asked) != 3 {
		t.Errorf("%q, %v after %d requests", id, err, len(p.asked))
	}
}

// Of a number that was sent much on a day, all pages of the records are read.
func TestLooksAtAllPages(t *testing.T) {
	again := message
	again.Again, again.Key = true, "banshi9"
	full := `{"Code": "OK", "SmsSendDetailDTOs": {"SmsSendDetailDTO": [` + strings.TrimSuffix(strings.Repeat(`{"OutId": "banshi1"},`, pageSize), ",") + `]}}`
	p := &provider{answers: map[string]string{"QuerySendDetails": full, "SendSms": fixture(t, "send_sms.json")}}
	p.then = func() {
		if len(p.asked) == 2 {
			p.answers["QuerySendDetails"] = `{"Code": "OK", "SmsSendDetailDTOs": {"SmsSendDetailDTO": [{"OutId": "banshi9"}]}}`
		}
	}
	if _, err := p.client().Send(context.Background(), again); err != nil || len(p.asked) != 2 || p.asked[1].URL.Query().Get("CurrentPage") != "2" {
		t.Errorf("%v after %d requests", err, len(p.asked))
	}
}

func TestReports(t *testing.T) {
	list, err := Reports([]byte(fixture(t, "sms_report.json")))
	if err != nil || len(list) != 1 || list[0] != (Report{Success: true, ErrCode: "DELIVERED", OutID: "banshi7"}) {
		t.Errorf("%+v, %v", list, err)
	}
	if _, err := Reports([]byte("{}")); err == nil {
		t.Error("no list is taken")
	}
}
