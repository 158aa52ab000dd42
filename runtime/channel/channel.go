// Package channel lists the ways in: what each is called, how long a session lasts there, and whether the
// next person finds the same device. A channel never decides: what is asked and what comes out is the same
// on all of them. What its screens can do is said in frontend/channels.
package channel

import (
	"slices"
	"time"
)

// Channel is one way in.
type Channel struct {
	ID     string
	zh, en string
	// Idle and Whole are how long a session lasts: without a request, and in all.
	Idle, Whole time.Duration
	// Shared: the next person uses the same device; nothing may stay on it.
	Shared bool
	// Desk: whoever works here sits behind the counter, and not before it.
	Desk bool
}

// all lists every channel once. At a kiosk the next person stands already behind: the screen itself wipes
// earlier, this is the server's own limit.
var all = []Channel{
	{ID: "web", zh: "网上办事大厅", en: "Web", Idle: 30 * time.Minute, Whole: 12 * time.Hour},
	{ID: "wechat", zh: "微信", en: "WeChat", Idle: 30 * time.Minute, Whole: 12 * time.Hour},
	{ID: "miniprogram", zh: "小程序", en: "Mini program", Idle: 30 * time.Minute, Whole: 12 * time.Hour},
	{ID: "kiosk", zh: "自助终端", en: "Kiosk", Idle: 3 * time.Minute, Whole: 30 * time.Minute, Shared: true},
	{ID: "counter", zh: "窗口", en: "Counter", Idle: 15 * time.Minute, Whole: 8 * time.Hour, Shared: true, Desk: true},
	{ID: "workbench", zh: "工作台", en: "Workbench", Idle: 30 * time.Minute, Whole: 12 * time.Hour, Desk: true},
	{ID: "designer", zh: "配置台", en: "Designer", Idle: 30 * time.Minute, Whole: 12 * time.Hour, Desk: true},
}

// All lists the channels, web first.
func All() []Channel { return slices.Clone(all) }

// Of finds a channel by its id.
func Of(id string) (Channel, bool) {
	for _, c := range all {
		if c.ID == id {
			return c, true
		}
	}
	return Channel{}, false
}

// Title names a channel for people; an unknown one by its id.
func Title(id, language string) string {
	c, ok := Of(id)
	switch {
	case !ok:
		return id
	case language == "en":
		return c.en
	}
	return c.zh
}

// IDs lists the ids of the channels, web first.
func IDs() []string {
	var out []string
	for _, c := range all {
		out = append(out, c.ID)
	}
	return out
}
