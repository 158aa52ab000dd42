package main

import (
	"context"
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"

	"banshi/engine/diag"
	"banshi/runtime/identity"
	"banshi/runtime/identity/standin"
)

// mostPeople is how many people to sign in as are listed; the page lists all.
const mostPeople = 8

// announce says where the site is, what it keeps where, and whom one can sign in as.
func (s *site) announce(w io.Writer) {
	line := func(key string, args ...any) { fmt.Fprintln(w, s.say(key, args...)) }
	if s.moved {
		line("moved", s.cfg.Addr)
	}
	line("started", s.url())
	if len(s.pages) == 0 {
		line("no-pages")
	}
	for _, p := range s.pages {
		fmt.Fprintf(w, "  %s %s%s\n", s.say(p.entry), s.url(), p.path)
	}
	line("document", s.url())
	if s.inside != nil {
		line("metrics", s.inside.Addr())
	}
	data, err := filepath.Abs(s.cfg.Data)
	if err != nil {
		data = s.cfg.Data
	}
	line("data", data)
	r := s.imported
	line("imported", s.cfg.Catalog, len(r.Published), len(r.Unchanged)+len(r.Restored))
	if len(r.Withdrawn) > 0 {
		line("withdrawn", strings.Join(r.Withdrawn, " "))
	}
	if len(r.Refused) > 0 {
		line("refused", r.Faults.Count(diag.Error), strings.Join(r.Refused, " "), s.cfg.Catalog)
	}
	for _, name := range slices.Sorted(maps.Keys(s.cfg.Replaced)) {
		line("replaced", name, s.cfg.Replaced[name])
	}
	for _, origin := range slices.Sorted(maps.Keys(s.cfg.External)) {
		line("moved-system", origin, s.cfg.External[origin])
	}
	s.announcePeople(w)
	line("stop")
}

func (s *site) announcePeople(w io.Writer) {
	if s.people == nil {
		fmt.Fprintln(w, s.say("issuer-is", s.cfg.Identity.Issuer))
		return
	}
	list, err := s.listed().People(context.Background())
	if err != nil {
		return
	}
	var citizens, staff []identity.Account
	for _, a := range list {
		if a.Staff == nil {
			citizens = append(citizens, a)
		} else {
			staff = append(staff, a)
		}
	}
	t := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	if len(citizens) > 0 {
		fmt.Fprintln(w, s.say("people", standin.Label("zh-Hans")))
		for _, a := range citizens[:min(len(citizens), mostPeople)] {
			fmt.Fprintf(t, "  %s\t%s\t%s\n", a.ID, a.Name, strings.Join(others(a), "、"))
		}
		_ = t.Flush()
	}
	if len(citizens) > mostPeople {
		fmt.Fprintln(w, s.say("more-people", len(citizens)-mostPeople))
	}
	fmt.Fprintln(w, s.say("staff"))
	for _, a := range staff {
		fmt.Fprintf(t, "  %s\t%s\n", a.ID, a.Staff.Title)
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
