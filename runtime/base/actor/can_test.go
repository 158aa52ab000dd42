package actor_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	. "banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
)

// The principals of the matrix. The object belongs to account P001, in the name of
// organisation/L01, names P005 to sign, is handled by office gc, and was examined by X1.
var principals = map[string]Actor{
	"nobody":       {},
	"maker":        {Kind: Person, ID: "P001", Level: 4, For: "person/P001", Self: true},
	"bound":        {Kind: Person, ID: "P002", Level: 4, For: "organisation/L01", Self: true}, // its legal representative
	"agent":        {Kind: Person, ID: "P003", Level: 4, For: "organisation/L01"},             // acts for it, made something else
	"stranger":     {Kind: Person, ID: "P004", Level: 5, For: "person/P004", Self: true},
	"signer":       {Kind: Person, ID: "P005", Level: 4, For: "person/P005", Self: true}, // a paper of the draft names him
	"clerk":        {Kind: Staff, ID: "C1", Level: 5, Roles: []Role{WindowClerk}, Offices: []string{"gc"}},
	"clerk-away":   {Kind: Staff, ID: "C2", Level: 5, Roles: []Role{WindowClerk}, Offices: []string{"ss"}},
	"approver":     {Kind: Staff, ID: "E1", Level: 5, Roles: []Role{Approver}, Offices: []string{"gc"}},
	"leader":       {Kind: Staff, ID: "A1", Level: 5, Roles: []Role{Leader}, Offices: []string{"gc"}},
	"leader-own":   {Kind: Staff, ID: "X1", Level: 5, Roles: []Role{Approver, Leader}, Offices: []string{"gc"}},
	"item_manager": {Kind: Staff, ID: "W1", Level: 5, Roles: []Role{ItemManager}},
	"reviewer":     {Kind: Staff, ID: "U1", Level: 5, Roles: []Role{ServiceOffice}},
	"review-own":   {Kind: Staff, ID: "X1", Level: 5, Roles: []Role{ItemManager, ServiceOffice}},
	"reform":       {Kind: Staff, ID: "R1", Level: 5, Roles: []Role{ReformOffice}},
	"inspector":    {Kind: Staff, ID: "I1", Level: 5, Roles: []Role{Inspector}, Offices: []string{"gc"}},
	"seal":         {Kind: Staff, ID: "K1", Level: 5, Roles: []Role{SealKeeper}, Offices: []string{"gc"}},
	"auditor":      {Kind: Staff, ID: "AU", Level: 5, Roles: []Role{Auditor}},
	"supervisor":   {Kind: Staff, ID: "S1", Level: 5, Roles: []Role{Supervisor}},
	"admin":        {Kind: Staff, ID: "M1", Level: 5, Roles: []Role{DistrictAdmin}},
	"roleless":     {Kind: Staff, ID: "N1", Level: 5, Offices: []string{"gc"}},
	"robot":        Robot("test"),
}

// The second opinion, written by hand and not from the table: who may, and in which states.
var matrix = []struct {
	act    Act
	kind   ObjectKind
	who    string
	states string // "*" any
}{
	{ItemView, Item, "nobody maker bound agent stranger signer clerk clerk-away approver leader leader-own item_manager reviewer review-own supervisor admin roleless robot reform inspector seal auditor", "*"},
	{ItemEdit, Item, "item_manager review-own", "*"},
	{ItemPublish, Item, "reviewer reform", "*"},
	{DraftBegin, Draft, "maker bound agent stranger signer", "*"},
	{DraftView, Draft, "maker bound", "*"},
	{DraftEdit, Draft, "maker bound", "*"},
	{DraftDelete, Draft, "maker bound", "*"},
	{DraftSubmit, Draft, "maker bound", "*"},
	{DraftSign, Draft, "signer", "*"},
	{CaseView, Case, "maker bound clerk approver leader leader-own supervisor robot inspector seal", "*"},
	{CaseCorrect, Case, "maker bound", "precheck_failed correction"},
	{CaseWithdraw, Case, "maker bound", "submitted precheck_failed precheck_passed awaiting_onsite received correction accepted in_review joint_review special suspended onsite_verify"},
	{CasePrecheck, Case, "clerk robot", "submitted"},
	{CaseReceive, Case, "clerk", "precheck_passed awaiting_onsite"},
	{CaseReceive, Case, "robot", "precheck_passed"},
	{CaseAccept, Case, "clerk approver leader-own", "received correction"},
	{CaseAccept, Case, "robot", "submitted received"},
	{CaseExamine, Case, "approver leader-own", "accepted in_review joint_review special suspended onsite_verify"},
	{CaseExamine, Case, "inspector", "onsite_verify"},
	{CaseDecide, Case, "leader", "in_review joint_review onsite_verify"},
	{CaseDecide, Case, "robot", "accepted in_review"},
	{CaseIssue, Case, "clerk robot", "decided_yes decided_no decided_partial paying issued delivering"},
	{CaseClaim, Case, "clerk approver leader leader-own inspector", "submitted precheck_failed precheck_passed awaiting_onsite received correction accepted in_review joint_review special suspended onsite_verify paying"},
	{CaseMark, Case, "clerk approver leader leader-own inspector", "submitted precheck_failed precheck_passed awaiting_onsite received correction accepted in_review joint_review special suspended onsite_verify"},
	{CaseArchive, Case, "robot", "done withdrawn rejected_intake transferred"},
	{TrailRead, Trail, "supervisor auditor", "*"},
	{AccountManage, Account, "admin", "*"},
}

var states = strings.Fields(`submitted precheck_failed precheck_passed awaiting_onsite received correction rejected_intake accepted in_review
	joint_review special suspended onsite_verify decided_yes decided_no decided_partial paying issued delivering done withdrawn transferred archived`)

func TestEveryCellOfTheMatrix(t *testing.T) {
	kinds := map[Act]ObjectKind{}
	allowed := map[Act]map[string]bool{} // act → "who state"
	for _, row := range matrix {
		kinds[row.act] = row.kind
		if allowed[row.act] == nil {
			allowed[row.act] = map[string]bool{}
		}
		list := states
		if row.states != "*" {
			list = strings.Fields(row.states)
		}
		for _, who := range strings.Fields(row.who) {
			if _, ok := principals[who]; !ok {
				t.Fatalf("the matrix names %q, who is no principal", who)
			}
			for _, s := range list {
				allowed[row.act][who+" "+s] = true
			}
		}
	}
	cells := 0
	for act, kind := range kinds {
		for name, who := range principals {
			for _, state := range states {
				o := Object{Kind: kind, ID: "1", State: State(state), Owner: "P001", Holder: "organisation/L01", Signer: "P005", Office: "gc", Makers: []string{"X1"}}
				if kind == Item || kind == Trail || kind == Account {
					o.Owner, o.Holder, o.Office = "", "", ""
				}
				err := Can(who, act, o)
				if want := allowed[act][name+" "+state]; (err == nil) != want {
					t.Errorf("%s %s in %s: %v, want allowed %t", name, act, state, err, want)
				}
				cells++
			}
		}
	}
	t.Logf("%d cells", cells)
	for _, row := range Table() {
		if _, ok := kinds[row.Act]; !ok {
			t.Errorf("%s is in the table and not in the hand-written matrix", row.Act)
		}
	}
}

func TestWhyNot(t *testing.T) {
	mine := Object{Kind: Case, Owner: "P001", Office: "gc", State: Done, Makers: []string{"X1"}}
	review := mine
	review.State = InReview
	draft := Object{Kind: Draft, Owner: "P001", Level: 5}
	for _, c := range []struct {
		name, who string
		act       Act
		o         Object
		want      fault.Code
	}{
		{"sign in first", "nobody", CaseView, mine, fault.Unauthenticated},
		{"a stranger learns nothing", "stranger", CaseView, mine, fault.NotFound},
		{"a clerk of another office learns nothing", "clerk-away", CasePrecheck, mine, fault.NotFound},
		{"too late", "maker", CaseWithdraw, mine, fault.Conflict},
		{"not your step", "clerk", CaseDecide, review, fault.Forbidden},
		{"four eyes", "leader-own", CaseDecide, review, fault.Forbidden},
		{"not surely enough known", "maker", DraftEdit, draft, fault.Forbidden},
		{"a citizen asks for the trail", "maker", TrailRead, Object{Kind: Trail}, fault.Forbidden},
	} {
		err := Can(principals[c.who], c.act, c.o)
		var d *Denied
		if !errors.As(err, &d) || fault.CodeOf(err) != c.want || d.Reason == "" || d.Fault.Message.None() {
			t.Errorf("%s: %v (%s), want %s", c.name, err, fault.CodeOf(err), c.want)
		}
	}
}

// An object whose owner or office nobody filled in is nobody's, and an account
// without an id owns nothing.
func TestEmptyIsNobodys(t *testing.T) {
	for name, who := range principals {
		for _, act := range []Act{DraftView, DraftEdit, CaseWithdraw, CasePrecheck, CaseExamine} {
			if who.Kind == System {
				continue
			}
			if err := Can(who, act, Object{Kind: Case, State: Submitted}); err == nil {
				t.Errorf("%s may %s a thing of nobody", name, act)
			}
		}
	}
	empty := Actor{Kind: Person, Self: true}
	if Can(empty, DraftView, Object{Kind: Draft}) == nil {
		t.Error("an actor without an id owns a thing without an owner")
	}
}

// A surer identity only ever adds rights.
func TestLevelIsMonotonous(t *testing.T) {
	for _, act := range []Act{DraftBegin, DraftView, DraftEdit, DraftSubmit} {
		before := false
		for level := 0; level <= 5; level++ {
			who := principals["maker"]
			who.Level = level
			now := Can(who, act, Object{Kind: Draft, Owner: "P001", Level: 3}) == nil
			if before && !now {
				t.Errorf("%s: level %d may less than level %d", act, level, level-1)
			}
			if now != (level >= 3) {
				t.Errorf("%s at level %d: %t", act, level, now)
			}
			before = now
		}
	}
}

func TestRolesAreListed(t *testing.T) {
	for _, row := range Table() {
		if row.Who.Role != "" && !slices.Contains(Roles(), row.Who.Role) {
			t.Errorf("role %s of the table isn't in Roles", row.Who.Role)
		}
	}
}
