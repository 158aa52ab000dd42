// Package channel says what each channel can do. A channel degrades, it never decides: what is asked
// and what comes out is the same on all of them.
package channel

// Channel is one way in.
type Channel struct {
	ID    string
	zh    string
	en    string
	Paper bool // it prints
	// Photo: a camera or a scanner is at hand. Files: the person's own files are.
	Photo, Files bool
	// Shared: the next person uses the same device; nothing may stay on it.
	Shared bool
}

// all lists every channel once; identity names the same.
var all = []Channel{
	{ID: "web", zh: "网上办事大厅", en: "Web", Files: true},
	{ID: "wechat", zh: "微信", en: "WeChat", Photo: true, Files: true},
	{ID: "miniprogram", zh: "小程序", en: "Mini program", Photo: true, Files: true},
	{ID: "kiosk", zh: "自助终端", en: "Kiosk", Paper: true, Photo: true, Shared: true},
	{ID: "counter", zh: "窗口", en: "Counter", Paper: true, Photo: true, Files: true, Shared: true},
	{ID: "workbench", zh: "工作台", en: "Workbench", Files: true},
}

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
