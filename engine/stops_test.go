package engine_test

import (
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"banshi/engine"
	"banshi/engine/diag"
)

// district is the example district, with one text in one file replaced by another.
func district(t *testing.T, file, old, new string) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	root := os.DirFS("../examples/nanhai")
	err := fs.WalkDir(root, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := fs.ReadFile(root, name)
		out[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if out[file] == nil || !strings.Contains(string(out[file].Data), old) {
		t.Fatalf("%s doesn't hold %q", file, old)
	}
	out[file].Data = []byte(strings.Replace(string(out[file].Data), old, new, 1))
	return out
}

// TestWhatAnErrorStops: an error stops those items that it concerns, and no others. Besides the error
// itself each of them has one fault, whatever would follow from the error.
func TestWhatAnErrorStops(t *testing.T) {
	all := engine.Open(os.DirFS("../examples/nanhai"))
	var every []string
	for _, i := range all.Spec.Items {
		every = append(every, i.ID.S)
	}
	slices.Sort(every)
	const elder = "items/elder_allowance/item.yaml"
	guarded := []string{"disabled_two_subsidies", "resident_pension_enrolment"}
	for _, c := range []struct {
		name           string
		file, old, new string
		stops          []string
		says           int // errors in that file
		all            bool
	}{
		{"a misspelt key of an item", elder, "\ndispatch:", "\ndispach:", []string{"elder_allowance"}, 1, false},
		{"an item that is no YAML", elder, "\ndispatch:", "\n dispatch:", []string{"elder_allowance"}, 1, false},
		{"an item of another name", elder, "id: elder_allowance", "id: older_allowance", []string{"elder_allowance"}, 1, false},
		{"a wrong rule of an item", elder, "person.hukou_region", "person.hukou_regoin", []string{"elder_allowance"}, 1, false},
		{"an item that others and a bundle name", "items/food_business_licence_new/item.yaml", "\nname:", "\n name:", []string{"food_business_licence_new"}, 1, false},
		{"a misspelt key of tests", "items/elder_allowance/tests.yaml", "\ntests:", "\ntsets:", []string{"elder_allowance"}, 1, false},
		{"a translation that is no YAML", "items/elder_allowance/item.en.yaml", "name: ", "name: {", []string{"elder_allowance"}, 1, false},
		{"a misspelt key of a fragment", "fragments/guardian_block.yaml", "\ntitle:", "\ntitel:", guarded, 1, false},
		{"a fragment that is no YAML", "fragments/guardian_block.yaml", "\ntitle:", "\n title:", guarded, 1, false},
		{"a wrong rule of a fragment", "fragments/guardian_block.yaml", "person.spouse_no", "person.spuose_no", guarded, 1, false},
		{"a misspelt key of a source", "sources/sewage_limits.yaml", "\ntitle:", "\ntitel:", []string{"drainage_permit"}, 1, false},
		{"a text of a source that has no end", "sources/pension_contribution.yaml", ", length: [1, 50]", "", []string{"resident_pension_enrolment"}, 1, false},
		{"a misspelt key of a licence", "licences/driver_licence.yaml", "\ntitle:", "\ntitel:", []string{"road_freight_permit"}, 1, false},
		{"a misspelt key of a code table", "codes/pension_tiers.yaml", "\ntitle:", "\ntitel:", []string{"resident_pension_enrolment"}, 1, false},
		{"a code table of a licence", "codes/scope_items.yaml", "\ntitle:", "\ntitel:", []string{"sole_proprietor_registration"}, 1, false},
		{"a source that bears the id of another", "sources/sewage_limits.yaml", "\nid: sewage_limits", "\nid: organisation", []string{"drainage_permit"}, 1, false},
		{"an item that bears the id of another", elder, "id: elder_allowance", "id: drainage_permit", []string{"elder_allowance"}, 1, false},
		{"a misspelt key of a bundle", "bundles/open_a_restaurant.yaml", "\ntitle:", "\ntitel:", nil, 1, false},
		{"a misspelt key of the catalogue", "catalog.yaml", "\ndistrict:", "\ndistrikt:", every, 1, true},
		{"a misspelt key of the table of places", "codes/regions.yaml", "\ntitle:", "\ntitel:", nil, 1, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := engine.Open(district(t, c.file, c.old, c.new))
			text := got.Faults.Text(got.Sources, "zh-Hans")
			var stops []string
			for _, id := range every {
				if !got.Sound(id) {
					stops = append(stops, id)
				}
			}
			if !slices.Equal(stops, c.stops) || got.Stopped() != c.all {
				t.Errorf("stops %v (all %v), want %v (all %v)\n%s", stops, got.Stopped(), c.stops, c.all, text)
			}
			own, following := 0, map[string]int{}
			for _, d := range got.Faults {
				switch file := d.Span.Start.File; {
				case d.Code == diag.BrokenPart:
					following[path.Base(path.Dir(file))]++
				case file == c.file && d.Severity() == diag.Error:
					own++
				default:
					t.Errorf("said besides: %s", diag.List{d}.Text(got.Sources, "zh-Hans"))
				}
			}
			if own != c.says {
				t.Errorf("%d errors in %s, want %d\n%s", own, c.file, c.says, text)
			}
			for _, id := range c.stops {
				if want := !strings.HasPrefix(c.file, "items/") && !c.all; (following[id] == 1) != want {
					t.Errorf("%s is told %d times that it stops\n%s", id, following[id], text)
				}
			}
		})
	}
}

// TestAllFaultsAtOnce: what is wrong with one file hides nothing that is wrong with others.
func TestAllFaultsAtOnce(t *testing.T) {
	f := district(t, "items/elder_allowance/item.yaml", "\ndispatch:", "\ndispach:")
	more := district(t, "items/drainage_permit/item.yaml", "{source: sewage_limits}", "{source: sewage_limit}")
	f["items/drainage_permit/item.yaml"] = more["items/drainage_permit/item.yaml"]
	licence := district(t, "licences/driver_licence.yaml", "issuer:", "isuer:")
	f["licences/driver_licence.yaml"] = licence["licences/driver_licence.yaml"]
	c := engine.Open(f)
	told := map[diag.Code]string{}
	for _, d := range c.Faults {
		told[d.Code] = d.Span.Start.File
	}
	if told[diag.UnknownReference] != "items/drainage_permit/item.yaml" || told[diag.BrokenPart] != "items/road_freight_permit/item.yaml" || c.Faults.Count(diag.Error) != 4 {
		t.Error(c.Faults.Text(c.Sources, "zh-Hans"))
	}
}
