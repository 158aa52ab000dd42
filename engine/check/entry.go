package check

import (
	"net/url"

	"banshi/engine/diag"
)

// entry holds that a department's own system is reached on https, and that people are told by name to whom their
// sign-on is handed over.
func (c *checker) entry() {
	e := c.item.Entry
	if e == nil || e.External.S == "" {
		return
	}
	u, err := url.Parse(e.External.S)
	if err != nil || u.Scheme != "https" || u.Host == "" || u.User != nil || u.Fragment != "" {
		c.report(diag.EntryAddress, e.External.Pos, width(e.External.S), "外部系统的网址不对", "写成 https://主机/路径")
		return
	}
	if e.SignOn && e.System.S == "" {
		c.report(diag.EntryAddress, e.External.Pos, width(e.External.S), "登录要交接给外部系统，没有写它的名称", "加上 system: 系统的名称，申请人进入以前会看到")
	}
}
