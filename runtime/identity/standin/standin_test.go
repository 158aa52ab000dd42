package standin_test

import (
	"context"
	"errors"
	"os"
	"testing"
	"testing/fstest"

	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
	"banshi/runtime/identity"
	"banshi/runtime/identity/standin"
)

const list = `[
 {"id": "P001", "no": "440622198604129913", "name": "陈启航", "phone": "13900000001", "level": 5, "method": "人脸",
  "organisations": [{"id": "L01", "no": "91440605MA90A00162", "name": "甲公司", "role": "legal_rep"}, {"id": "L02", "no": "92440605MA90A0024R", "name": "乙店", "role": "handler"}],
  "wards": [{"id": "P003", "no": "440605202005129914", "name": "陈小舟", "relation": "guardian"}],
  "family": [{"id": "P004", "no": "440622194402209917", "name": "陈伯年", "relation": "parent"}]},
 {"id": "P007", "no": "650102199503219902", "name": "阿依古丽·买买提", "shown_name": "阿依古丽•买买提", "phone": "", "level": 4, "method": "", "organisations": [], "wards": [], "family": []}]`

func open(t *testing.T, text string, staff ...identity.Account) (*standin.Accounts, error) {
	t.Helper()
	return standin.Open(standin.Config{FS: fstest.MapFS{"a.json": {Data: []byte(text)}}, Path: "a.json", Staff: staff})
}

func TestRefusedInProduction(t *testing.T) {
	_, err := standin.Open(standin.Config{Production: true, FS: fstest.MapFS{"a.json": {Data: []byte(list)}}, Path: "a.json"})
	if !errors.Is(err, standin.ErrProduction) {
		t.Fatal(err)
	}
}

func TestWhoActsForWhom(t *testing.T) {
	a, err := open(t, list)
	if err != nil {
		t.Fatal(err)
	}
	p, err := a.Account(context.Background(), "P001")
	if err != nil || p.Level != 5 || len(p.Applicants) != 5 {
		t.Fatalf("%+v %v", p, err)
	}
	for id, want := range map[string]identity.Applicant{
		"self":             {Kind: identity.Person, No: "440622198604129913", ActsAs: identity.Self, Proven: true},
		"organisation/L01": {Kind: identity.Organisation, No: "91440605MA90A00162", ActsAs: identity.Self, Proven: true},
		"organisation/L02": {Kind: identity.Organisation, No: "92440605MA90A0024R", ActsAs: identity.Agent, Proven: false},
		"guardian/P003":    {Kind: identity.Person, No: "440605202005129914", ActsAs: identity.Guardian, Proven: true},
		"family/P004":      {Kind: identity.Person, No: "440622194402209917", ActsAs: identity.Family, Proven: true},
	} {
		got, ok := p.Applicant(id)
		if !ok || got.Kind != want.Kind || got.No != want.No || got.ActsAs != want.ActsAs || got.Proven != want.Proven {
			t.Errorf("%s: %+v", id, got)
		}
	}
	if first, _ := p.Applicant(""); first.ID != "self" {
		t.Errorf("oneself comes first, not %s", first.ID)
	}
	if other, _ := a.Account(context.Background(), "P007"); other.Name != "阿依古丽•买买提" {
		t.Errorf("the provider's own writing: %s", other.Name)
	}
	if _, err := a.Account(context.Background(), "P999"); !fault.Is(err, fault.NotFound) {
		t.Errorf("%v", err)
	}
}

func TestBadLists(t *testing.T) {
	for name, text := range map[string]string{
		"not JSON":    `[`,
		"unknown key": `[{"id":"P1","no":"1","name":"x","level":1,"colour":"red"}]`,
		"no level":    `[{"id":"P1","no":"1","name":"x"}]`,
		"twice":       `[{"id":"P1","no":"1","name":"x","level":1},{"id":"P1","no":"2","name":"y","level":1}]`,
	} {
		if _, err := open(t, text); err == nil {
			t.Errorf("%s: passed", name)
		}
	}
}

func TestStaff(t *testing.T) {
	staff := standin.Staff([]standin.Desk{{"440605011", "桂城街道", []string{"gc_ms", "gc_ca"}}, {"440605124", "狮山镇", []string{"ss_ms"}}})
	a, err := open(t, list, staff...)
	if err != nil {
		t.Fatal(err)
	}
	clerk, err := a.Account(context.Background(), "clerk-440605011")
	if err != nil || clerk.Staff == nil || len(clerk.Staff.Posts) != 2 || clerk.Staff.Posts[0].Role != actor.WindowClerk || len(clerk.Applicants) != 0 {
		t.Fatalf("%+v %v", clerk, err)
	}
	approver, err := a.Account(context.Background(), "approver")
	if err != nil || len(approver.Staff.Posts) != 3 {
		t.Fatalf("%+v %v", approver, err)
	}
	if people, _ := a.People(context.Background()); len(people) != 2+17 {
		t.Errorf("%d people", len(people))
	}
}

// The example district's own list, where it is there.
func TestNanhai(t *testing.T) {
	dir := os.DirFS("../../../examples/nanhai/shared-data")
	if _, err := os.Stat("../../../examples/nanhai/shared-data/accounts.json"); err != nil {
		t.Skip("the example's list isn't there")
	}
	a, err := standin.Open(standin.Config{FS: dir, Path: "accounts.json"})
	if err != nil {
		t.Fatal(err)
	}
	people, _ := a.People(context.Background())
	if len(people) < 20 {
		t.Errorf("only %d people", len(people))
	}
}
