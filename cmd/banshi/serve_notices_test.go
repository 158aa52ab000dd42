package main

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/uptrace/bun"

	"banshi/runtime/notice"
	noticestore "banshi/runtime/notice/store"
)

// What is told is sent by the stand-in, through the clients and the queue of the real ones, and shown on a page that says
// that nothing was; the receipts of the provider are taken from who knows the word.
func TestWhatIsToldIsSent(t *testing.T) {
	cfg := config(t)
	noon := time.Date(2026, 11, 30, 4, 0, 0, 0, time.UTC)
	cfg.Clock = func() time.Time { return noon }
	cfg.Outside.Receipts = strings.Repeat("r", leastReceipts)
	s := start(t, cfg)
	err := s.db.InTx(context.Background(), func(ctx context.Context, tx bun.Tx) error {
		return noticestore.Tell(ctx, tx, notice.Notice{To: notice.To{Account: "P004"}, Kind: notice.CaseCorrection,
			Subject: notice.Subject{Kind: notice.OfCase, ID: "440605-20261130-00001"}, Args: notice.Args{notice.Item: "高龄津贴申领", notice.Day: "2026-12-31"}, At: noon})
	})
	if err != nil {
		t.Fatal(err)
	}
	page := ""
	for end := time.Now().Add(60 * time.Second); !strings.Contains(page, "高龄津贴申领") && time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		_, page = s.do(t, "GET", "/stand-in/messages", "")
	}
	account, err := s.accounts.Account(context.Background(), "P004")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(page, "演示短信") || !strings.Contains(page, "没有真的发出") || !strings.Contains(page, "请在2026年12月31日前补好") || strings.Contains(page, account.Phone) {
		t.Errorf("the page says\n%s", page)
	}
	state := func() (out string) {
		t.Helper()
		if err := s.db.Read().NewRaw("SELECT state FROM notice_deliveries").Scan(context.Background(), &out); err != nil {
			t.Fatal(err)
		}
		return out
	}
	for end := time.Now().Add(20 * time.Second); state() != "sent" && time.Now().Before(end); {
		time.Sleep(50 * time.Millisecond)
	}
	receipt := func(word string) int {
		t.Helper()
		r, _ := s.do(t, "POST", "/api/messages/receipts/"+word,
			`[{"phone_number": "13800000001", "success": false, "err_code": "MK:0001", "out_id": "banshi1"}, {"success": true, "out_id": "other"}]`)
		return r.StatusCode
	}
	if code := receipt(strings.Repeat("x", leastReceipts)); code != http.StatusNotFound || state() != "sent" {
		t.Errorf("%d, %s", code, state())
	}
	if code := receipt(cfg.Outside.Receipts); code != http.StatusOK || state() != "failed" {
		t.Errorf("%d, %s", code, state())
	}
	// What was given up is told to who watches, and is no reason to send nobody here.
	health := func() string {
		t.Helper()
		s.pulse.mu.Lock()
		s.pulse.at = time.Time{}
		s.pulse.mu.Unlock()
		r, said := s.do(t, "GET", "/healthz", "")
		if r.StatusCode != http.StatusOK {
			t.Errorf("health: %d %s", r.StatusCode, said)
		}
		return said
	}
	if said := health(); said != "ok\n" {
		t.Errorf("nothing was given up: %q", said)
	}
	err = s.db.InTx(context.Background(), func(ctx context.Context, tx bun.Tx) error {
		_, err := tx.ExecContext(ctx, "UPDATE notice_deliveries SET state = 'dead'")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if said := health(); said != "ok\nmessages that were given up: 1\n" {
		t.Errorf("one was given up: %q", said)
	}
}

func TestSettingsOfMessages(t *testing.T) {
	dir := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	whole := map[string]string{"BANSHI_SMS": "aliyun", "BANSHI_SMS_KEY": "id", "BANSHI_SMS_SECRET": "secret-of-sms", "BANSHI_SMS_SIGN": "南海政务",
		"BANSHI_SMS_TEMPLATES": file("sms.json", `{"case.correction": "SMS_1"}`), "BANSHI_WECHAT": "miniprogram", "BANSHI_WECHAT_APPID": "wx1", "BANSHI_WECHAT_SECRET": "secret-of-wechat",
		"BANSHI_WECHAT_TEMPLATES": file("wechat.json", `{"case.correction": {"id": "T", "keys": {"item": "thing1"}}}`), "BANSHI_SMS_RECEIPTS": strings.Repeat("r", 32)}
	read := func(change, to string) (providers, error) {
		return readOutside(func(name string) string {
			if name == change {
				return to
			}
			return whole[name]
		})
	}
	o, err := read("", "")
	if err != nil || o.Aliyun.Templates[notice.CaseCorrection] != "SMS_1" || o.MiniProgram.Templates[notice.CaseCorrection].Keys["item"] != "thing1" ||
		!strings.HasPrefix(o.Aliyun.Endpoint, "https://") || !strings.HasPrefix(o.MiniProgram.Endpoint, "https://") {
		t.Fatalf("%+v, %v", o, err)
	}
	for change, to := range map[string]string{"BANSHI_SMS": "pigeons", "BANSHI_SMS_KEY": "", "BANSHI_SMS_SECRET": "", "BANSHI_SMS_SIGN": "", "BANSHI_SMS_TEMPLATES": file("bad.json", `{"case.sung": "SMS_1"}`),
		"BANSHI_SMS_ENDPOINT": "sms", "BANSHI_WECHAT": "letters", "BANSHI_WECHAT_APPID": "", "BANSHI_WECHAT_SECRET": "", "BANSHI_WECHAT_TEMPLATES": filepath.Join(dir, "none.json"),
		"BANSHI_WECHAT_ENDPOINT": "ftp://x", "BANSHI_SMS_RECEIPTS": "short"} {
		if _, err := read(change, to); err == nil || !strings.Contains(err.Error(), change) || strings.Contains(err.Error(), "secret-of") {
			t.Errorf("%s=%q: %v", change, to, err)
		}
	}
	for _, none := range []string{"", noMessages} {
		o, err := readOutside(func(name string) string { return map[string]string{smsVar: none, wechatVar: none}[name] })
		if err != nil || o.SMS != none || o.WeChat != none {
			t.Errorf("%q: %+v, %v", none, o, err)
		}
	}
}

// Which item gives a licence anew, and who may hold it.
func TestWhoRenewsALicence(t *testing.T) {
	s := start(t, config(t))
	list, err := licenceTypes{s.catalog}.LicenceTypes(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range list {
		switch l.ID {
		case "food_permit":
			if len(l.Items) != 1 || l.Items[0] != "food_business_licence_new" || len(l.Holders) != 1 || l.Holders[0] != "organisation" {
				t.Errorf("%+v", l)
			}
		case "id_card":
			if len(l.Items) != 0 {
				t.Errorf("%+v", l)
			}
		}
	}
	if len(list) != 24 {
		t.Errorf("%d kinds", len(list))
	}
}
