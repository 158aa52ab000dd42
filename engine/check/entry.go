package check

import (
	"regexp"

	"banshi/engine/diag"
)

// systemAddress is that of a page of another system: a fragment would not reach it, and nobody's name belongs there.
var systemAddress = regexp.MustCompile(`^https://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[^#\s]*)?$`)

// entry holds that a department's own system is reached on https, and that people are told by name to whom their
// sign-on is handed over.
func (c *checker) entry() {
	e := c.item.Entry
	if e == nil || e.External.S == "" {
		return
	}
	if !systemAddress.MatchString(e.External.S) {
		c.report(diag.EntryAddress, e.External.Pos, width(e.External.S), "外部系统的网址不对", "写成 https://主机/路径")
		return
	}
	if e.SignOn && e.System.S == "" {
		c.report(diag.EntryAddress, e.External.Pos, width(e.External.S), "登录要交接给外部系统，没有写它的名称", "加上 system: 系统的名称，申请人进入以前会看到")
	}
}
