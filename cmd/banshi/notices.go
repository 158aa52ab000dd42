package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"

	"banshi/runtime/notice"
	"banshi/runtime/notice/aliyun"
	"banshi/runtime/notice/wechat"
)

// Where messages outside of the hall go by. Left out: a stand-in, which --production refuses; none: nowhere.
const (
	smsVar    = "BANSHI_SMS"
	wechatVar = "BANSHI_WECHAT"

	noMessages = "none"
)

// providers are who sends what people are told, as far as it was set.
type providers struct {
	SMS, WeChat string // "", none, aliyun; "", none, miniprogram
	Aliyun      aliyun.Config
	MiniProgram wechat.Config
	Receipts    string // what stands in the address to which the provider of SMS pushes its receipts; "": it pushes none
}

// leastReceipts is how long the word in that address has to be: nothing else tells the provider from anybody.
const leastReceipts = 32

// readOutside reads the environment. An error names the variable, and never what stood in it.
func readOutside(env func(string) string) (o providers, err error) {
	o.SMS, o.WeChat, o.Receipts = env(smsVar), env(wechatVar), env("BANSHI_SMS_RECEIPTS")
	needed := func(name string) string {
		v := env(name)
		if v == "" {
			err = errors.Join(err, fmt.Errorf("%s is missing", name))
		}
		return v
	}
	switch o.SMS {
	case "", noMessages:
	case "aliyun":
		o.Aliyun = aliyun.Config{Endpoint: aliyun.Endpoint, ID: needed("BANSHI_SMS_KEY"), Secret: needed("BANSHI_SMS_SECRET"), Sign: needed("BANSHI_SMS_SIGN")}
		if at := env("BANSHI_SMS_ENDPOINT"); at != "" {
			o.Aliyun.Endpoint = at
		}
		err = errors.Join(err, readTemplates(env, "BANSHI_SMS_TEMPLATES", &o.Aliyun.Templates), isAddress("BANSHI_SMS_ENDPOINT", o.Aliyun.Endpoint))
	default:
		err = errors.Join(err, fmt.Errorf("%s is aliyun or none", smsVar))
	}
	switch o.WeChat {
	case "", noMessages:
	case "miniprogram":
		o.MiniProgram = wechat.Config{Endpoint: wechat.Endpoint, AppID: needed("BANSHI_WECHAT_APPID"), Secret: needed("BANSHI_WECHAT_SECRET"), Page: env("BANSHI_WECHAT_PAGE")}
		if at := env("BANSHI_WECHAT_ENDPOINT"); at != "" {
			o.MiniProgram.Endpoint = at
		}
		err = errors.Join(err, readTemplates(env, "BANSHI_WECHAT_TEMPLATES", &o.MiniProgram.Templates), isAddress("BANSHI_WECHAT_ENDPOINT", o.MiniProgram.Endpoint))
	default:
		err = errors.Join(err, fmt.Errorf("%s is miniprogram or none", wechatVar))
	}
	if o.Receipts != "" && len(o.Receipts) < leastReceipts {
		err = errors.Join(err, fmt.Errorf("BANSHI_SMS_RECEIPTS has fewer than %d characters", leastReceipts))
	}
	return o, err
}

func isAddress(name, at string) error {
	if u, err := url.Parse(at); err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return fmt.Errorf("%s is no address", name)
	}
	return nil
}

// readTemplates reads the file that a variable names: kind of notice → template.
func readTemplates[T any](env func(string) string, name string, to *map[notice.Kind]T) error {
	path := env(name)
	if path == "" {
		return fmt.Errorf("%s is missing", name)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if err := json.Unmarshal(raw, to); err != nil {
		return fmt.Errorf("%s: %s: %w", name, path, err)
	}
	for k := range *to {
		if _, ok := notice.Of(k); !ok {
			return fmt.Errorf("%s: %s: no notice is of kind %q", name, path, k)
		}
	}
	return nil
}
