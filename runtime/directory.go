package runtime

import (
	"context"
	"fmt"
	"unicode/utf8"

	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
	"banshi/runtime/identity"
)

// Directory is who works in the district's offices, as what, from when until when. Rights come from
// nothing else: what stands here is read anew in every request.
type Directory struct{ *hall }

// membersPage is how many members a page of the list has.
const membersPage = 50

// MemberList is one page of the directory.
type MemberList struct {
	Members []Member
	Total   int
	Page    int
	Size    int
	Today   string
}

// List gives one page. Codes: unauthenticated, forbidden, invalid.
func (d *Directory) List(ctx context.Context, w MembersWanted) (MemberList, error) {
	who, err := worker(ctx)
	if err != nil {
		return MemberList{}, err
	}
	if err := actor.Can(who.Actor(), actor.AccountView, actor.Object{Kind: actor.Account}); err != nil {
		return MemberList{}, err
	}
	trimmed(&w.Query)
	if !textFault(w.Query).None() || utf8.RuneCountInString(w.Query) > 100 {
		return MemberList{}, fault.New(fault.Invalid, sayBadQuery, fault.Field{Path: "q", Message: sayQueryShape})
	}
	w.Page, w.Size, w.Today = max(w.Page, 1), membersPage, d.today()
	list, total, err := d.Store.MembersOf(ctx, w)
	if err != nil {
		return MemberList{}, fmt.Errorf("runtime: list members of staff: %w", err)
	}
	return MemberList{Members: list, Total: total, Page: w.Page, Size: w.Size, Today: w.Today}, nil
}

// MemberPage is one member, and whether the caller may change anything.
type MemberPage struct {
	Member
	Today  string
	Manage bool
	Why    fault.Text // why not
}

// Get gives one. Codes: unauthenticated, forbidden, not_found.
func (d *Directory) Get(ctx context.Context, account string) (MemberPage, error) {
	who, err := worker(ctx)
	if err != nil {
		return MemberPage{}, err
	}
	if err := actor.Can(who.Actor(), actor.AccountView, actor.Object{Kind: actor.Account}); err != nil {
		return MemberPage{}, err
	}
	m, err := d.Store.Member(ctx, account)
	if err != nil {
		return MemberPage{}, lost(err, "find a member of staff")
	}
	return d.member(who, m), nil
}

func (d *Directory) member(who identity.Current, m Member) MemberPage {
	out := MemberPage{Member: m, Today: d.today(), Manage: true}
	if err := actor.Can(who.Actor(), actor.AccountManage, d.object(m)); err != nil {
		out.Manage = false
		if why := whyNot(err); fault.Is(err, fault.NotFound) {
			out.Why = sayOtherTown
		} else {
			out.Why = why
		}
	}
	return out
}

// lost keeps a fault that a person may be told, and says of another error what was tried.
func lost(err error, what string) error {
	if fault.Is(err, fault.NotFound) {
		return err
	}
	return fmt.Errorf("runtime: %s: %w", what, err)
}

// object is a member as permission sees it: a town's own only while every post lies in that town.
func (d *Directory) object(m Member) actor.Object {
	town, at, today := m.Town, d.atlas(), d.today()
	for _, p := range m.Posts {
		if !p.Ended(today) && at.townOf(p.Post) != town {
			town = ""
		}
	}
	return actor.Object{Kind: actor.Account, ID: m.Account, Owner: m.Account, Town: town}
}

// atlas is where everything is, read once a request.
type atlas struct {
	offices            map[string]Location
	towns, departments map[string]string
}

func (d *Directory) atlas() atlas {
	out := atlas{offices: map[string]Location{}, towns: map[string]string{}, departments: map[string]string{}}
	for _, l := range d.Locations.Locations() {
		out.offices[l.Office] = l
	}
	for _, t := range d.Locations.Towns() {
		out.towns[t.ID] = t.Title
	}
	for _, t := range d.Locations.Departments() {
		out.departments[t.ID] = t.Title
	}
	return out
}

// townOf is the town in which a post lies; "" the district. A town's administrator is the district's to appoint.
func (a atlas) townOf(p actor.Post) string { return a.offices[p.Office].Town }

// where says in words where a post holds; "" the whole district.
func (a atlas) where(p actor.Post) string {
	id, title := p.Office, a.offices[p.Office].Title
	switch p.Role.Bound() {
	case actor.ByDepartment:
		id, title = p.Department, a.departments[p.Department]
	case actor.ByTown:
		id, title = p.Town, a.towns[p.Town]
		if title == "" {
			return "" // an administrator's town is the district itself
		}
	}
	if title == "" {
		return id
	}
	return title
}

// Today is the civil day in the district.
func (d *Directory) Today() string { return d.today() }

// Wheres says in words where posts hold; "" the whole district.
func (d *Directory) Wheres() func(actor.Post) string { return d.atlas().where }

// Choices is what the caller may appoint somebody to.
type Choices struct {
	Give        []actor.Role
	Offices     []Location
	Towns       []Titled
	Departments []Titled
}

// Table tells any member of staff who may do what, and what he or she may appoint others to. Codes: unauthenticated, forbidden.
func (d *Directory) Table(ctx context.Context) (Choices, error) {
	who, err := worker(ctx)
	if err != nil {
		return Choices{}, err
	}
	out := Choices{Towns: d.Locations.Towns(), Departments: d.Locations.Departments()}
	may := func(town string) bool {
		return actor.Can(who.Actor(), actor.AccountManage, actor.Object{Kind: actor.Account, Town: town}) == nil
	}
	for _, x := range d.Locations.Locations() {
		if may(x.Town) {
			out.Offices = append(out.Offices, x)
		}
	}
	for _, r := range actor.Roles() {
		if r.Bound() == actor.ByOffice && len(out.Offices) > 0 || may("") {
			out.Give = append(out.Give, r)
		}
	}
	return out, nil
}
