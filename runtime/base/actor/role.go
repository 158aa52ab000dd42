package actor

import "banshi/runtime/base/fault"

// Role is what a member of staff is trusted with. One may have several.
type Role string

// The roles of staff. Those that take steps of a case are called in a definition (`who`) by the same words.
const (
	ReformOffice  Role = "reform_office"  // 改革办: what the district reforms; reviews and publishes definitions
	ServiceOffice Role = "service_office" // 政务服务办(政数局): runs halls and the catalogue; reviews and publishes
	DataOffice    Role = "data_office"    // 数据管理: sources and what may be read of them
	ItemManager   Role = "item_manager"   // 部门事项管理员: writes the definitions of a department
	DataOwner     Role = "data_owner"     // 部门数据管理员: answers for the records of a department
	WindowClerk   Role = "window_clerk"   // 窗口人员: receives, pre-examines, hands out
	Approver      Role = "approver"       // 审查人员: examines and proposes
	Leader        Role = "leader"         // 决定人(分管领导): decides
	Inspector     Role = "inspector"      // 核查人员: looks on the spot
	SealKeeper    Role = "seal_keeper"    // 印章管理员: seals what was decided
	Archivist     Role = "archivist"      // 档案员: keeps what is finished
	Supervisor    Role = "supervisor"     // 监察员: sees all, masked, and changes nothing
	TownAdmin     Role = "town_admin"     // 镇街管理员: staff of the town's offices; no cases
	DistrictAdmin Role = "district_admin" // 区级管理员: staff and offices; no cases
	Auditor       Role = "auditor"        // 审计员: reads who did and saw what
)

// Roles lists every role once.
func Roles() []Role {
	return []Role{ReformOffice, ServiceOffice, DataOffice, ItemManager, DataOwner, WindowClerk, Approver, Leader, Inspector,
		SealKeeper, Archivist, Supervisor, TownAdmin, DistrictAdmin, Auditor}
}

// Title is what a role is called.
func (r Role) Title() fault.Text {
	if t, ok := titles[r]; ok {
		return t
	}
	return sayRole
}

// Bound is what an appointment to a role names besides the role.
type Bound string

// The bounds.
const (
	ByOffice     Bound = "office"
	ByDepartment Bound = "department"
	ByTown       Bound = "town"
	ByDistrict   Bound = "district" // nothing more
)

// Bound tells what binds the role.
func (r Role) Bound() Bound {
	switch r {
	case WindowClerk, Approver, Leader, Inspector, SealKeeper:
		return ByOffice
	case ItemManager, DataOwner:
		return ByDepartment
	case TownAdmin:
		return ByTown
	}
	return ByDistrict
}

// Clash is two roles that one person may not have.
type Clash struct {
	A, B Role
	// Here: only at the same office.
	Here bool
	Why  fault.Text
}

// Clashes lists them. Whoever examined a case doesn't decide it whatever his or her roles are: that is
// in the table (Others), and also counts for a deputy.
func Clashes() []Clash {
	list := []Clash{
		{Approver, Leader, true, sayExaminesDecides},
		{SealKeeper, Leader, false, saySealsDecides},
		{Auditor, TownAdmin, false, sayAuditsAdmin},
		{Auditor, DistrictAdmin, false, sayAuditsAdmin},
	}
	for _, r := range handling {
		list = append(list, Clash{Supervisor, r, false, sayWatchesHandles}, Clash{Auditor, r, false, sayAuditsHandles})
	}
	return list
}

// handling are the roles that take steps of cases.
var handling = []Role{WindowClerk, Approver, Leader, Inspector, SealKeeper}

// ClashOf tells why two posts may not be one person's.
func ClashOf(p, q Post) (Clash, bool) {
	for _, c := range Clashes() {
		fits := c.A == p.Role && c.B == q.Role || c.A == q.Role && c.B == p.Role
		if fits && (!c.Here || p.Office == q.Office) {
			return c, true
		}
	}
	return Clash{}, false
}
