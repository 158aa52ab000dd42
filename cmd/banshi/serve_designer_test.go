package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// A definition is changed by two, reviewed, published, and met by an applicant; over HTTP, with the real gate.
func TestDefinitionFromDraftToApplicant(t *testing.T) {
	s := &stage{running: start(t, config(t)), t: t}
	s.client.Jar = nil
	manager, reform, office := s.sit("", "item_manager", "", "workbench"), s.sit("", "reform_office", "", "workbench"), s.sit("", "service_office", "", "workbench")
	const item, at = "elder_allowance", "/api/staff/definitions/drafts"
	var list struct {
		Items []struct {
			ID, Mode string
			Version  int
			Draft    *struct{ ID, State string }
			May      struct{ May bool }
		}
	}
	s.read(manager, "GET", "/api/staff/definitions", "", 200, &list)
	if len(list.Items) < 10 || list.Items[0].Version != 1 || list.Items[0].Mode == "" || !list.Items[0].May.May {
		t.Fatalf("%+v", list)
	}
	type head struct {
		ID, State string
		Version   int
		Steps     []struct {
			Label   string
			Changes []struct{ Patches []struct{ From, To int } }
		}
		May map[string]struct {
			May bool
			Why string
		}
	}
	var d head
	s.read(manager, "POST", at, `{"item": "`+item+`"}`, 200, &d)
	command := func(x seat, version, body string, status int) (out head) {
		t.Helper()
		s.read(x, "POST", at+"/"+d.ID+"/commands", `{"version": `+version+`, "file": "items/`+item+`/item.yaml", "label": "改名", `+body+`}`, status, &out)
		return out
	}
	out := command(manager, "0", `"key": "designer-1", "command": {"do": "set", "at": "/name", "value": "高龄津贴申请"}, "was": "高龄津贴申领"`, 200)
	if out.Version != 1 || len(out.Steps) != 1 || len(out.Steps[0].Changes[0].Patches) != 1 {
		t.Errorf("%+v", out)
	}
	// The second author saw what was there before.
	res, text := s.call(reform, "POST", at+"/"+d.ID+"/commands", `{"version": 0, "file": "items/`+item+`/item.yaml", "label": "改名", "key": "designer-2",
		"command": {"do": "set", "at": "/name", "value": "老人津贴"}, "was": "高龄津贴申领"}`)
	s.must(res, text, 409)
	var clash struct {
		Code  string
		Clash struct{ Path, Was, Mine, Theirs, By string }
	}
	if err := json.Unmarshal([]byte(text), &clash); err != nil || clash.Code != "conflict" || clash.Clash.Theirs != "高龄津贴申请" || clash.Clash.Mine != "老人津贴" || clash.Clash.Was != "高龄津贴申领" || !strings.HasPrefix(clash.Clash.By, "事项管理员") {
		t.Errorf("%v %s", err, text)
	}
	// A test that fails is in the way, and is named.
	command(manager, "1", `"key": "designer-3", "command": {"do": "set", "at": "/eligibility/0/effect", "value": "review"}`, 200)
	res, text = s.call(manager, "POST", at+"/"+d.ID+"/submit", `{"version": 2}`)
	if s.must(res, text, 422); !strings.Contains(text, `"hindrances":[{"code":"test","file":"items/`+item+`/tests.yaml","line":`) {
		t.Errorf("%s", text)
	}
	var turned head
	s.read(manager, "POST", at+"/"+d.ID+"/undo", `{"version": 2}`, 200, &turned)
	var watch struct {
		Steps  []struct{ Kind string }
		People []struct{ Name, At string }
	}
	s.read(reform, "GET", at+"/"+d.ID+"/changes?since=1&at=items%2F"+item+"%2Fitem.yaml%23%2Fname", "", 200, &watch)
	if len(watch.Steps) != 2 || watch.Steps[1].Kind != "undo" || len(watch.People) != 1 || watch.People[0].At != "items/"+item+"/item.yaml#/name" {
		t.Errorf("%+v", watch)
	}
	var moved head
	s.read(manager, "POST", at+"/"+d.ID+"/submit", `{"version": 3}`, 200, &moved)
	if moved.State != "in_review" || moved.May["publish"].May || moved.May["publish"].Why == "" || moved.May["edit"].May {
		t.Errorf("%+v", moved)
	}
	s.read(office, "POST", at+"/"+d.ID+"/approve", `{"version": 3}`, 200, &moved)
	day := s.directory.today()
	s.read(office, "POST", at+"/"+d.ID+"/publish", `{"version": 3, "effective": "`+day+`"}`, 200, &moved)
	if moved.State != "published" {
		t.Errorf("%+v", moved)
	}
	res, text = s.call(seat{}, "GET", "/api/items/"+item, "")
	if s.must(res, text, 200); !strings.Contains(text, "高龄津贴申请") {
		t.Errorf("the guide is still the old one: %.300s", text)
	}
	// A new item of each mode can be handed on as it begins; one without tests can't.
	for i, from := range []string{"template:original_precheck", "template:front_verification", "template:back_verification", "template:fully_online", "empty"} {
		var fresh head
		s.read(manager, "POST", at, fmt.Sprintf(`{"item": "fresh_%d", "from": %q, "name": "新的", "department": "civil_affairs"}`, i, from), 200, &fresh)
		res, text := s.call(manager, "POST", at+"/"+fresh.ID+"/submit", `{"version": 1}`)
		if from == "empty" {
			if s.must(res, text, 422); !strings.Contains(text, `"message":"还没有测试"`) {
				t.Errorf("%s", text)
			}
			continue
		}
		s.must(res, text, 200)
	}
}
