// Package standin stands in for the provider of identities (统一身份认证) where
// there is none: one signs in by choosing somebody from a list. It says so
// wherever it is seen, and refuses to serve in production.
package standin

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
	"banshi/runtime/identity"
)

// Label is shown wherever somebody signs in by the stand-in.
func Label(language string) string { return sayLabel.In(language) }

// ErrProduction is given when a stand-in is asked for in production.
var ErrProduction = errors.New("standin: refused in production: connect a provider of identities, or start without production set")

// Config is what a stand-in is made of.
type Config struct {
	Production bool
	FS         fs.FS  // nil: no citizens
	Path       string // of the list of citizens in FS: shared-data/accounts.json
	Staff      []identity.Account
}

// Accounts is identity.Accounts and identity.People over a list in memory.
type Accounts struct {
	list []identity.Account
	byID map[string]int
}

var (
	_ identity.Accounts = (*Accounts)(nil)
	_ identity.People   = (*Accounts)(nil)
)

// Open reads the list. It fails with ErrProduction, and names what is wrong with the file.
func Open(c Config) (*Accounts, error) {
	if c.Production {
		return nil, ErrProduction
	}
	a := &Accounts{byID: map[string]int{}}
	if c.FS != nil {
		citizens, err := read(c.FS, c.Path)
		if err != nil {
			return nil, fmt.Errorf("standin: %s: %w", c.Path, err)
		}
		a.list = citizens
	}
	a.list = append(a.list, c.Staff...)
	for i, acc := range a.list {
		if _, twice := a.byID[acc.ID]; twice || acc.ID == "" {
			return nil, fmt.Errorf("standin: account %q: ids must be there, and differ", acc.ID)
		}
		a.byID[acc.ID] = i
	}
	return a, nil
}

// Account gives one. Codes: not_found.
func (a *Accounts) Account(_ context.Context, id string) (identity.Account, error) {
	i, ok := a.byID[id]
	if !ok {
		return identity.Account{}, fault.New(fault.NotFound, sayNoAccount)
	}
	return a.list[i], nil
}

// People lists everybody, citizens first.
func (a *Accounts) People(context.Context) ([]identity.Account, error) {
	return slices.Clone(a.list), nil
}

// entry is one citizen of the file.
type entry struct {
	ID            string         `json:"id"`
	No            string         `json:"no"`
	Name          string         `json:"name"`
	ShownName     string         `json:"shown_name"` // as the provider writes it, where that differs from the register
	Phone         string         `json:"phone"`
	Level         identity.Level `json:"level"`
	Method        string         `json:"method"`
	Village       string         `json:"village"` // whose helper it is
	Organisations []party        `json:"organisations"`
	Wards         []party        `json:"wards"`
	Family        []party        `json:"family"`
}

type party struct {
	ID       string `json:"id"`
	No       string `json:"no"`
	Name     string `json:"name"`
	Role     string `json:"role,omitempty"`
	Relation string `json:"relation,omitempty"`
}

func read(fsys fs.FS, path string) ([]identity.Account, error) {
	raw, err := fs.ReadFile(fsys, path)
	if err != nil {
		return nil, err
	}
	var list []entry
	strict := json.NewDecoder(bytes.NewReader(raw))
	strict.DisallowUnknownFields()
	if err := strict.Decode(&list); err != nil {
		return nil, err
	}
	out := make([]identity.Account, len(list))
	for i, e := range list {
		if e.ID == "" || e.No == "" || e.Name == "" || e.Level < 1 || e.Level > 5 {
			return nil, fmt.Errorf("entry %d (%s): id, no, name and a level from 1 to 5 are needed", i+1, e.ID)
		}
		out[i] = e.account()
	}
	return out, nil
}

func (e entry) account() identity.Account {
	name := e.Name
	if e.ShownName != "" {
		name = e.ShownName
	}
	a := identity.Account{Identity: identity.Identity{ID: e.ID, No: e.No, Name: name, Phone: e.Phone, Level: e.Level, Method: e.Method, Village: e.Village}}
	add := func(prefix string, p party, kind identity.Kind, as identity.ActsAs, proven bool) {
		id := prefix + "/" + p.ID
		if p.ID == e.ID {
			id = "self"
		}
		a.Applicants = append(a.Applicants, identity.Applicant{ID: id, Kind: kind, No: p.No, Name: p.Name, ActsAs: as,
			Relation: p.Role + p.Relation, Proven: proven})
	}
	add("", party{ID: e.ID, No: e.No, Name: name}, identity.Person, identity.Self, true)
	for _, o := range e.Organisations {
		// By law its representative speaks for it; anybody else needs its authorisation first.
		if o.Role == "legal_rep" {
			add("organisation", o, identity.Organisation, identity.Self, true)
		} else {
			add("organisation", o, identity.Organisation, identity.Agent, false)
		}
	}
	for _, w := range e.Wards {
		add("guardian", w, identity.Person, identity.Guardian, true)
	}
	for _, f := range e.Family {
		add("family", f, identity.Person, identity.Family, true)
	}
	return a
}

// Desk is a town and the offices that its window clerk serves.
type Desk struct {
	Town    string // code
	Title   string // 桂城街道
	Offices []string
}

// Staff makes the stand-in's staff: a window clerk and an administrator for each town, and one of each
// other role for the whole district. Who examines and who decides are two, since nobody decides what
// he or she examined. A directory of staff, where there is one, begins with these and then goes its own way.
func Staff(desks []Desk, departments ...string) []identity.Account {
	var out []identity.Account
	var all []string
	member := func(id, name, title string, posts ...actor.Post) {
		out = append(out, identity.Account{Identity: identity.Identity{ID: id, Name: name + "（示例）", Level: 5, Method: "工作人员示例账号",
			Staff: &identity.Staff{Title: title, Posts: posts}}})
	}
	for _, d := range desks {
		member("clerk-"+d.Town, d.Title+"窗口", d.Title+"窗口人员", actor.At(actor.WindowClerk, d.Offices...)...)
		all = append(all, d.Offices...)
	}
	slices.Sort(all)
	all = slices.Compact(all)
	member("approver", "审查人员", "区级审查人员", actor.At(actor.Approver, all...)...)
	member("leader", "分管领导", "区级决定人", actor.At(actor.Leader, all...)...)
	member("inspector", "核查人员", "区级核查人员", actor.At(actor.Inspector, all...)...)
	member("seal_keeper", "印章管理员", "区级印章管理员", actor.At(actor.SealKeeper, all...)...)
	for _, m := range []struct {
		role        actor.Role
		name, title string
	}{
		{actor.Archivist, "档案员", "区级档案员"}, {actor.Supervisor, "监察员", "效能监察员"}, {actor.Auditor, "审计员", "区级审计员"},
		{actor.DistrictAdmin, "区级管理员", "区级管理员"}, {actor.DataOffice, "数据管理", "区数据管理人员"},
		{actor.ServiceOffice, "政务服务办", "政务服务办（政数局）人员"}, {actor.ReformOffice, "改革办", "改革办人员"},
	} {
		member(string(m.role), m.name, m.title, actor.Post{Role: m.role})
	}
	var items, records []actor.Post
	for _, d := range departments {
		items = append(items, actor.Post{Role: actor.ItemManager, Department: d})
		records = append(records, actor.Post{Role: actor.DataOwner, Department: d})
	}
	member("item_manager", "事项管理员", "部门事项管理员", items...)
	member("data_owner", "部门数据管理员", "部门数据管理员", records...)
	for _, d := range desks {
		member("admin-"+d.Town, d.Title+"管理员", d.Title+"管理员", actor.Post{Role: actor.TownAdmin, Town: d.Town})
	}
	return out
}
