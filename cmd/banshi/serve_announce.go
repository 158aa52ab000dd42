package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"banshi/engine/diag"
	"banshi/frontend"
	"banshi/runtime/identity"
	"banshi/runtime/identity/standin"
)

// mostPeople is how many people to sign in as are listed; the page lists all.
const mostPeople = 8

// announce says where the site is, what it keeps where, and whom one can sign in as.
func (s *site) announce(w io.Writer) {
	if s.moved {
		fmt.Fprintf(w, "%s 已被占用，换了一个空闲端口。\n", s.cfg.Addr)
	}
	fmt.Fprintf(w, "办事已启动：%s\n", s.url())
	if frontend.Built() {
		fmt.Fprintf(w, "  网上大厅 %s/   微信 %s/wechat/   自助机 %s/kiosk/   工作台 %s/staff/\n", s.url(), s.url(), s.url(), s.url())
	} else {
		fmt.Fprintln(w, "  这个程序里没有网页：先运行 make build（需要 npm），再启动")
	}
	fmt.Fprintf(w, "  接口说明 %s/openapi.json\n", s.url())
	data, err := filepath.Abs(s.cfg.Data)
	if err != nil {
		data = s.cfg.Data
	}
	fmt.Fprintf(w, "数据保存在 %s\n", data)
	r := s.imported
	fmt.Fprintf(w, "事项目录 %s：新发布 %d，未变 %d", s.cfg.Catalog, len(r.Published), len(r.Unchanged)+len(r.Restored))
	if len(r.Withdrawn) > 0 {
		fmt.Fprintf(w, "，停办 %s", strings.Join(r.Withdrawn, " "))
	}
	fmt.Fprintln(w)
	if len(r.Refused) > 0 {
		fmt.Fprintf(w, "有错、没有发布的事项（%d 处错误，沿用原来的版本）：%s；运行 banshi check %s 查看\n",
			r.Faults.Count(diag.Error), strings.Join(r.Refused, " "), s.cfg.Catalog)
	}
	for name, address := range s.cfg.Replaced {
		fmt.Fprintf(w, "来源 %s 改从 %s 查\n", name, address)
	}
	s.announcePeople(w)
	fmt.Fprintln(w, "按 Ctrl-C 停止")
}

func (s *site) announcePeople(w io.Writer) {
	list, err := s.accounts.People(context.Background())
	if err != nil {
		return
	}
	fmt.Fprintf(w, "可以登录的人（%s）：\n", standin.Label)
	t := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	shown, citizens := 0, 0
	for _, a := range list {
		if a.Staff == nil {
			if citizens++; shown < mostPeople {
				fmt.Fprintf(t, "  %s\t%s\t%s\n", a.ID, a.Name, strings.Join(others(a), "、"))
				shown++
			}
		}
	}
	_ = t.Flush()
	if citizens > shown {
		fmt.Fprintf(w, "  还有 %d 人，见登录页\n", citizens-shown)
	}
	fmt.Fprintln(w, "工作人员（示例）：")
	for _, a := range list {
		if a.Staff != nil {
			fmt.Fprintf(t, "  %s\t%s\n", a.ID, a.Staff.Title)
		}
	}
	_ = t.Flush()
}

// others are those in whose name a person may act, besides himself.
func others(a identity.Account) []string {
	var out []string
	for _, p := range a.Applicants {
		if p.ID != "self" {
			out = append(out, p.Name)
		}
	}
	return out
}
