// Package aliyun sends SMS by 阿里云短信服务: SendSms and QuerySendDetails of Dysmsapi 2017-05-25, signed by V3
// (ACS3-HMAC-SHA256), and reads the receipts that it pushes (SmsReport, HTTP 批量推送模式).
//
// https://help.aliyun.com/zh/sms/developer-reference/api-dysmsapi-2017-05-25-sendsms
// https://help.aliyun.com/zh/sdk/product-overview/v3-request-structure-and-signature
// https://help.aliyun.com/zh/sms/developer-reference/smsreport-2
package aliyun

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"banshi/runtime/notice"
)

// Config is what the provider has given, and what was registered with it.
type Config struct {
	Endpoint  string // https://dysmsapi.aliyuncs.com
	ID        string // AccessKey ID
	Secret    string
	Sign      string                 // 短信签名
	Templates map[notice.Kind]string // template codes; a kind without one is not sent
	Zone      *time.Location         // of the provider's days
	Clock     func() time.Time
	Transport http.RoundTripper // nil: the default
}

// Client is a notice.Sender.
type Client struct {
	c    Config
	http http.Client
}

var _ notice.Sender = (*Client)(nil)

// Endpoint is the provider's own.
const Endpoint = "https://dysmsapi.aliyuncs.com"

const (
	version  = "2017-05-25"
	patience = 10 * time.Second
	maxReply = 1 << 20
)

// New makes a client.
func New(c Config) *Client {
	return &Client{c: c, http: http.Client{Transport: c.Transport, Timeout: patience, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// Takes tells whether a template is registered for a kind.
func (c *Client) Takes(k notice.Kind) bool { return c.c.Templates[k] != "" }

// finally are codes that no further try would change. Any other may pass: a limit by minute or day, money that ran out,
// a failure of the provider.
var finally = []string{"isv.MOBILE_NUMBER_ILLEGAL", "isv.MOBILE_COUNT_OVER_LIMIT", "isv.TEMPLATE_MISSING_PARAMETERS", "isv.TEMPLATE_PARAMS_ILLEGAL",
	"isv.INVALID_JSON_PARAM", "isv.INVALID_PARAMETERS", "isv.PARAM_LENGTH_LIMIT", "isv.PARAM_NOT_SUPPORT_URL", "isv.BLACK_KEY_CONTROL_LIMIT",
	"isv.SMS_TEMPLATE_ILLEGAL", "isv.SMS_SIGNATURE_ILLEGAL", "isv.SMS_CONTENT_ILLEGAL"}

// Send sends one. The provider knows no idempotency: after a try without an answer, its records of the day are asked
// first whether they have the key.
func (c *Client) Send(ctx context.Context, m notice.Message) (string, error) {
	if m.Again {
		id, sent, err := c.sent(ctx, m)
		if err != nil || sent {
			return id, err
		}
	}
	words, err := json.Marshal(m.Words)
	if err != nil {
		return "", err
	}
	var out struct{ Code, BizId string }
	err = c.call(ctx, "SendSms", map[string]string{"PhoneNumbers": m.To, "SignName": c.c.Sign, "TemplateCode": c.c.Templates[m.Kind],
		"TemplateParam": string(words), "OutId": m.Key}, &out)
	switch {
	case err != nil:
		return "", err
	case out.Code == "OK":
		return out.BizId, nil
	case slices.Contains(finally, out.Code):
		return "", &notice.Refusal{Code: out.Code}
	}
	return "", &notice.Trouble{Code: out.Code}
}

// The provider's records come by pages of so many, at most; more pages than that nobody has in a day.
const (
	pageSize  = 50
	mostPages = 40
)

// sent looks for a key among what a number was sent on this day and the one before.
func (c *Client) sent(ctx context.Context, m notice.Message) (id string, sent bool, err error) {
	for back := range 2 {
		day := c.c.Clock().In(c.c.Zone).AddDate(0, 0, -back).Format("20060102")
		for page := 1; page <= mostPages; page++ {
			var out struct {
				Code              string
				SmsSendDetailDTOs struct{ SmsSendDetailDTO []struct{ OutId string } }
			}
			err := c.call(ctx, "QuerySendDetails", map[string]string{"PhoneNumber": m.To, "SendDate": day, "PageSize": strconv.Itoa(pageSize), "CurrentPage": strconv.Itoa(page)}, &out)
			if err != nil {
				return "", false, err
			}
			if out.Code != "OK" {
				return "", false, &notice.Trouble{Code: out.Code, Unknown: true}
			}
			list := out.SmsSendDetailDTOs.SmsSendDetailDTO
			for _, d := range list {
				if d.OutId == m.Key {
					return "", true, nil
				}
			}
			if len(list) < pageSize {
				break
			}
		}
	}
	return "", false, nil
}

// call asks an action. Errors hold no part of the address: a number stands in it.
func (c *Client) call(ctx context.Context, action string, params map[string]string, to any) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, c.c.Endpoint+"/?"+query(params), nil)
	if err != nil {
		return fmt.Errorf("aliyun: %s: the endpoint is no address", action)
	}
	r.Header.Set("Accept", "application/json")
	r.Header.Set("x-acs-action", action)
	r.Header.Set("x-acs-version", version)
	r.Header.Set("x-acs-date", c.c.Clock().UTC().Format("2006-01-02T15:04:05Z"))
	r.Header.Set("x-acs-signature-nonce", strings.ToLower(rand.Text()))
	sign(r, nil, c.c.ID, c.c.Secret)
	answer, err := c.http.Do(r)
	if err != nil {
		return &notice.Trouble{Code: "unreachable", Unknown: true}
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(answer.Body, maxReply))
	if err != nil {
		return &notice.Trouble{Code: "cut_off", Unknown: true}
	}
	if answer.StatusCode >= 500 {
		return &notice.Trouble{Code: fmt.Sprintf("http_%d", answer.StatusCode), Unknown: true}
	}
	// Refusals of the gateway (a wrong signature) are 4xx with the same Code.
	if err := json.Unmarshal(body, to); err != nil {
		return &notice.Trouble{Code: fmt.Sprintf("http_%d", answer.StatusCode), Unknown: answer.StatusCode == http.StatusOK}
	}
	return nil
}

// Report is one receipt of SmsReport.
type Report struct {
	Success bool   `json:"success"`
	ErrCode string `json:"err_code"`
	OutID   string `json:"out_id"`
}

// Reports reads what is pushed. The number that stands in it is not read.
func Reports(body []byte) ([]Report, error) {
	var out []Report
	if err := json.Unmarshal(body, &out); err != nil {
		return nil, fmt.Errorf("aliyun: receipts: %w", err)
	}
	return out, nil
}
