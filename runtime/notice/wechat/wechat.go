// Package wechat sends subscribe messages of a mini program (小程序订阅消息): subscribeMessage.send with a token of
// stable_token, and learns whom to send to by code2Session.
//
// https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/mp-message-management/subscribe-message/sendMessage.html
// https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/mp-access-token/getStableAccessToken.html
// https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/user-login/code2Session.html
package wechat

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"banshi/runtime/notice"
)

// Template is one that was chosen for the mini program: its id, and which of its keys takes which word: item → thing1.
type Template struct {
	ID   string            `json:"id"`
	Keys map[string]string `json:"keys"`
}

// Config is what the platform has given.
type Config struct {
	Endpoint  string // https://api.weixin.qq.com
	AppID     string
	Secret    string
	Page      string // of the mini program that a message opens: pages/notices
	Templates map[notice.Kind]Template
	Clock     func() time.Time
	Transport http.RoundTripper // nil: the default
}

// Endpoint is the platform's own.
const Endpoint = "https://api.weixin.qq.com"

// Client is a notice.Sender.
type Client struct {
	c    Config
	http http.Client

	mu    sync.Mutex
	token string
	until time.Time
}

var _ notice.Sender = (*Client)(nil)

// New makes a client.
func New(c Config) *Client {
	return &Client{c: c, http: http.Client{Transport: c.Transport, Timeout: 10 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// Takes tells whether there is a template for a kind.
func (c *Client) Takes(k notice.Kind) bool { return c.c.Templates[k].ID != "" }

// The answers of the platform that matter here.
const (
	badToken     = 40001 // or it is not the latest
	oldToken     = 42001
	noToken      = 40014
	badOpenID    = 40003
	badTemplate  = 40037
	badPage      = 41030
	refusedByAll = 43101 // the person doesn't want any
	badWords     = 47003
)

// Send sends one. A token that is refused is asked for anew, once.
func (c *Client) Send(ctx context.Context, m notice.Message) (string, error) {
	data := map[string]map[string]string{}
	for word, key := range c.c.Templates[m.Kind].Keys {
		data[key] = map[string]string{"value": fit(key, m.Words[word])}
	}
	body := map[string]any{"touser": m.To, "template_id": c.c.Templates[m.Kind].ID, "page": c.c.Page, "miniprogram_state": "formal", "lang": "zh_CN", "data": data}
	refused := ""
	for {
		token, err := c.tokenFor(ctx, refused)
		if err != nil {
			return "", err
		}
		var out struct {
			ErrCode int             `json:"errcode"`
			MsgID   json.RawMessage `json:"msgid"`
		}
		if err := c.post(ctx, "/cgi-bin/message/subscribe/send?access_token="+url.QueryEscape(token), body, &out); err != nil {
			return "", err
		}
		switch out.ErrCode {
		case 0:
			return strings.Trim(string(out.MsgID), `"`), nil
		case badToken, oldToken, noToken:
			if refused == "" {
				refused = token
				continue
			}
		case badOpenID, badTemplate, badPage, refusedByAll, badWords:
			return "", &notice.Refusal{Code: strconv.Itoa(out.ErrCode)}
		}
		return "", &notice.Trouble{Code: strconv.Itoa(out.ErrCode)}
	}
}

// fit shortens a word to what a key takes: a thing has 20 characters.
func fit(key, word string) string {
	if strings.HasPrefix(key, "thing") && utf8.RuneCountInString(word) > 20 {
		return string([]rune(word)[:19]) + "…"
	}
	return word
}

// tokenFor gives the token, another one than was refused ("" none was). Asking as long as one holds gives the same to every
// node (stable_token), so that they need not share it; a new one is forced only where that is the very one that was refused,
// since it ends the one that all others work with.
func (c *Client) tokenFor(ctx context.Context, refused string) (string, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.token != "" && c.token != refused && c.c.Clock().Before(c.until) {
		return c.token, nil
	}
	err := c.askToken(ctx, false)
	if err == nil && c.token == refused {
		err = c.askToken(ctx, true)
	}
	if err != nil {
		var t *notice.Trouble
		if errors.As(err, &t) {
			t.Unknown = false // nothing was sent yet
		}
		return "", err
	}
	return c.token, nil
}

// askToken asks the platform for the token. The caller holds the lock.
func (c *Client) askToken(ctx context.Context, force bool) error {
	var out struct {
		AccessToken string `json:"access_token"`
		ExpiresIn   int    `json:"expires_in"`
		ErrCode     int    `json:"errcode"`
	}
	err := c.post(ctx, "/cgi-bin/stable_token", map[string]any{"grant_type": "client_credential", "appid": c.c.AppID, "secret": c.c.Secret, "force_refresh": force}, &out)
	if err == nil && out.AccessToken == "" {
		err = &notice.Trouble{Code: strconv.Itoa(out.ErrCode)}
	}
	if err != nil {
		return err
	}
	c.token, c.until = out.AccessToken, c.c.Clock().Add(time.Duration(out.ExpiresIn)*time.Second-time.Minute)
	return nil
}

// OpenID tells whom a code of wx.login stands for: it is taken once, within five minutes.
func (c *Client) OpenID(ctx context.Context, code string) (string, error) {
	q := url.Values{"appid": {c.c.AppID}, "secret": {c.c.Secret}, "js_code": {code}, "grant_type": {"authorization_code"}}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, c.c.Endpoint+"/sns/jscode2session?"+q.Encode(), nil)
	if err != nil {
		return "", errors.New("wechat: the endpoint is no address")
	}
	var out struct {
		OpenID  string `json:"openid"`
		ErrCode int    `json:"errcode"`
	}
	if err := c.do(r, &out); err != nil {
		return "", err
	}
	if out.OpenID == "" {
		return "", &notice.Refusal{Code: strconv.Itoa(out.ErrCode)}
	}
	return out.OpenID, nil
}

func (c *Client) post(ctx context.Context, path string, body, to any) error {
	raw, err := json.Marshal(body)
	if err != nil {
		return err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, c.c.Endpoint+path, bytes.NewReader(raw))
	if err != nil {
		return errors.New("wechat: the endpoint is no address")
	}
	r.Header.Set("Content-Type", "application/json")
	return c.do(r, to)
}

// do asks. Errors hold no part of the address: a token or the secret stands in it.
func (c *Client) do(r *http.Request, to any) error {
	answer, err := c.http.Do(r)
	if err != nil {
		return &notice.Trouble{Code: "unreachable", Unknown: true}
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(answer.Body, 1<<20))
	switch {
	case err != nil:
		return &notice.Trouble{Code: "cut_off", Unknown: true}
	case answer.StatusCode != http.StatusOK:
		return &notice.Trouble{Code: fmt.Sprintf("http_%d", answer.StatusCode), Unknown: true}
	}
	if err := json.Unmarshal(body, to); err != nil {
		return &notice.Trouble{Code: "no_json", Unknown: true}
	}
	return nil
}
