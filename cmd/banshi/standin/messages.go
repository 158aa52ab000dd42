package standin

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"html/template"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"banshi/runtime/base/mask"
	"banshi/runtime/notice"
	"banshi/runtime/notice/aliyun"
	"banshi/runtime/notice/wechat"
)

// Messages stands in for the providers of SMS and of WeChat: it is asked by the very clients that ask the real ones, sends
// nothing, and shows what it would have sent on a page that says so.
type Messages struct {
	clock func() time.Time

	mu   sync.Mutex
	kept []message
}

// message is what would have been sent; the number is masked before it is kept.
type message struct {
	At      time.Time
	Channel string
	To      string
	Text    string
}

const (
	mostKept = 200
	// MessagesPath is where the page is.
	MessagesPath = "/stand-in/messages"
	messagesHost = "http://stand-in.invalid"
)

// NewMessages has sent nothing yet.
func NewMessages(clock func() time.Time) *Messages { return &Messages{clock: clock} }

// SMS are settings of the client of SMS that make it ask the stand-in. A template is called by its kind.
func (m *Messages) SMS() aliyun.Config {
	c := aliyun.Config{Endpoint: messagesHost, ID: "stand-in", Secret: "stand-in", Sign: "演示短信", Transport: m, Templates: map[notice.Kind]string{}}
	for _, row := range notice.Rows() {
		c.Templates[row.Kind] = string(row.Kind)
	}
	return c
}

// WeChat are settings of the client of WeChat that make it ask the stand-in.
func (m *Messages) WeChat() wechat.Config {
	c := wechat.Config{Endpoint: messagesHost, AppID: "stand-in", Secret: "stand-in", Transport: m, Templates: map[notice.Kind]wechat.Template{}}
	for _, row := range notice.Rows() {
		keys := map[string]string{}
		for _, a := range row.Args {
			keys[a] = a
		}
		c.Templates[row.Kind] = wechat.Template{ID: string(row.Kind), Keys: keys}
	}
	return c
}

// RoundTrip answers as the providers document it.
func (m *Messages) RoundTrip(r *http.Request) (*http.Response, error) {
	answer := func(status int, v any) (*http.Response, error) {
		raw, err := json.Marshal(v)
		if err != nil {
			return nil, err
		}
		return &http.Response{StatusCode: status, Header: http.Header{"Content-Type": {"application/json"}}, Body: io.NopCloser(strings.NewReader(string(raw))), Request: r}, nil
	}
	switch r.URL.Path {
	case "/cgi-bin/stable_token":
		return answer(http.StatusOK, map[string]any{"access_token": "stand-in", "expires_in": 7200})
	case "/sns/jscode2session":
		return answer(http.StatusOK, map[string]any{"openid": "stand-in-" + r.URL.Query().Get("js_code")})
	case "/cgi-bin/message/subscribe/send":
		var in struct {
			ToUser     string `json:"touser"`
			TemplateID string `json:"template_id"`
			Data       map[string]struct {
				Value string `json:"value"`
			} `json:"data"`
		}
		if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
			return answer(http.StatusOK, map[string]any{"errcode": 47001, "errmsg": "data format error"})
		}
		words := map[string]string{}
		for k, v := range in.Data {
			words[k] = v.Value
		}
		m.keep("wechat", in.ToUser, in.TemplateID, words)
		return answer(http.StatusOK, map[string]any{"errcode": 0, "errmsg": "ok", "msgid": 1})
	}
	q := r.URL.Query()
	if !strings.HasPrefix(r.Header.Get("Authorization"), "ACS3-HMAC-SHA256 Credential=stand-in,") {
		return answer(http.StatusBadRequest, map[string]any{"Code": "SignatureDoesNotMatch"})
	}
	switch r.Header.Get("x-acs-action") {
	case "SendSms":
		var words map[string]string
		if err := json.Unmarshal([]byte(q.Get("TemplateParam")), &words); err != nil {
			return answer(http.StatusOK, map[string]any{"Code": "isv.INVALID_JSON_PARAM"})
		}
		m.keep("sms", mask.Phone(q.Get("PhoneNumbers")), q.Get("TemplateCode"), words)
		return answer(http.StatusOK, map[string]any{"Code": "OK", "Message": "OK", "BizId": "stand-in-" + q.Get("OutId")})
	case "QuerySendDetails":
		return answer(http.StatusOK, map[string]any{"Code": "OK", "SmsSendDetailDTOs": map[string]any{"SmsSendDetailDTO": []any{}}})
	}
	return nil, fmt.Errorf("the stand-in knows no %s", r.URL.Path)
}

func (m *Messages) keep(channel, to, kind string, words map[string]string) {
	text := notice.Template(notice.Kind(kind))
	for k, v := range words {
		text = strings.ReplaceAll(text, "${"+k+"}", v)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.kept = append(m.kept, message{At: m.clock(), Channel: channel, To: to, Text: text})
	m.kept = m.kept[max(0, len(m.kept)-mostKept):]
}

//go:embed messages.html
var messagesPage string

var messagesView = template.Must(template.New("messages").Funcs(template.FuncMap{
	"channel": func(c string) string {
		return map[string]string{"sms": "演示短信", "wechat": "演示微信消息"}[c]
	},
}).Parse(messagesPage))

// ServeHTTP shows what would have been sent, the latest first.
func (m *Messages) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	m.mu.Lock()
	list := slices.Clone(m.kept)
	m.mu.Unlock()
	slices.Reverse(list)
	for i := range list {
		list[i].At = list[i].At.In(time.FixedZone("CST", 8*3600))
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_ = messagesView.Execute(w, list) // who asked has gone
}
