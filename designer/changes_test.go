package designer_test

import (
	"testing"
	"testing/fstest"

	"banshi/engine/differ"
)

// What a draft changes is told file by file, the item's own first; what it writes again as it was is no change.
func TestChanges(t *testing.T) {
	s, d := open(t, "elder_allowance")
	got := func() []string {
		t.Helper()
		c, err := s.Changes(t.Context(), clerk, "d1")
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, f := range c.Files {
			for _, x := range f.List {
				out = append(out, f.File+" "+f.Kind+" "+string(x.Kind)+" "+string(x.Path)+" "+x.Says.Zh)
			}
			if f.Broken || f.New || f.Removed {
				out = append(out, f.File+" is new, gone or broken")
			}
		}
		return out
	}
	const own = "items/elder_allowance/item.yaml"
	d.changed = []string{"fragments/none.yaml", "items/elder_allowance/item.en.yaml", own}
	if list := got(); len(list) != 0 {
		t.Errorf("nothing was changed: %q", list)
	}
	d.edit(t, "name: 高龄津贴申领", "name: 高龄津贴申请")
	d.files["items/elder_allowance/item.en.yaml"] = &fstest.MapFile{Data: []byte("name: Allowance\n")}
	list := got()
	if len(list) < 2 || list[0] != own+" Item changed /name “名称”从“高龄津贴申领”改为“高龄津贴申请”" {
		t.Errorf("%q", list)
	}
	d.files[own] = &fstest.MapFile{Data: []byte("name: [")}
	if list := got(); list[0] != own+" is new, gone or broken" {
		t.Errorf("%q", list)
	}
	// A new file is told part by part, one that is gone as a whole.
	delete(d.files, own)
	d.files["sources/new.yaml"] = &fstest.MapFile{Data: []byte("kind: Source\nid: new\ntitle: 新的库\n")}
	d.changed = []string{own, "sources/new.yaml"}
	c, err := s.Changes(t.Context(), clerk, "d1")
	if err != nil || len(c.Files) != 2 || !c.Files[0].Removed || len(c.Files[0].List) != 1 || c.Files[0].List[0].Kind != differ.Removed || !c.Files[1].New || len(c.Files[1].List) != 2 {
		t.Errorf("%v %+v", err, c)
	}
}

// Two versions differ in the item's own files, in what these name, and in what all share; not in what other items use alone.
func TestBetween(t *testing.T) {
	s, d := open(t, "elder_allowance")
	d.edit(t, "name: 高龄津贴申领", "name: 高龄津贴申请")
	for name, addition := range map[string]string{"sources/person.yaml": "popular: [户籍]\n", "sources/sewage_limits.yaml": "popular: [执照]\n"} {
		if d.files[name] == nil {
			t.Fatalf("the example has no %s", name)
		}
		d.files[name] = &fstest.MapFile{Data: append([]byte(addition), d.files[name].Data...)}
	}
	got, err := s.Between(t.Context(), clerk, "elder_allowance", 1, 2)
	if err != nil || got.Version != 2 || len(got.Files) != 2 || got.Files[0].File != "items/elder_allowance/item.yaml" || got.Files[1].File != "sources/person.yaml" {
		t.Fatalf("%+v %v", got, err)
	}
	if c := got.Files[0].List; len(c) != 1 || c[0].Before.Text != "高龄津贴申领" || c[0].After.Text != "高龄津贴申请" {
		t.Errorf("%+v", c)
	}
	back, err := s.Between(t.Context(), clerk, "elder_allowance", 2, 1)
	if err != nil || len(back.Files) != 2 || back.Files[0].List[0].After.Text != "高龄津贴申领" {
		t.Errorf("%+v %v", back, err)
	}
	if same, err := s.Between(t.Context(), clerk, "elder_allowance", 1, 1); err != nil || len(same.Files) != 0 {
		t.Errorf("%+v %v", same, err)
	}
	if _, err := s.Between(t.Context(), clerk, "elder_allowance", 1, 3); err == nil {
		t.Error("there is no third")
	}
}
