package spec_test

import (
	"os"
	"reflect"
	"strings"
	"testing"

	"banshi/engine/spec"
)

// roots are the kinds of definition that a place may begin with.
var roots = map[string]reflect.Type{
	"Item": reflect.TypeFor[spec.Item](), "Catalog": reflect.TypeFor[spec.Catalog](), "Licence": reflect.TypeFor[spec.Licence](),
}

// TestElements reads the table of elements: 78 of an item, 21 of a material, each with a key that
// exists, or with the reason why it has none.
func TestElements(t *testing.T) {
	data, err := os.ReadFile("ELEMENTS.md")
	if err != nil {
		t.Fatal(err)
	}
	counts, part := map[string]int{}, ""
	for _, line := range strings.Split(string(data), "\n") {
		if rest, ok := strings.CutPrefix(line, "## "); ok {
			part = rest
		}
		cells := strings.Split(line, "|")
		if len(cells) != 6 || strings.Contains(line, "---") || strings.Contains(line, "element |") {
			continue
		}
		counts[part]++
		id, place, note := strings.TrimSpace(cells[1]), strings.Trim(strings.TrimSpace(cells[3]), "`"), strings.TrimSpace(cells[4])
		if place == "—" {
			if note == "" {
				t.Errorf("%s: neither a place nor a reason", id)
			}
			continue
		}
		path := strings.Split(place, ".")
		if root, ok := roots[path[0]]; !ok || !exists(root, path[1:]) {
			t.Errorf("%s: the language has no key %s", id, place)
		}
	}
	if counts["Item"] != 78 || counts["Material"] != 21 {
		t.Errorf("%d elements of an item and %d of a material; there are 78 and 21", counts["Item"], counts["Material"])
	}
}

// exists follows the keys of a path through structs and lists.
func exists(t reflect.Type, path []string) bool {
	for t.Kind() == reflect.Slice || t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if len(path) == 0 {
		return true
	}
	if t.Kind() != reflect.Struct {
		return false
	}
	for i := range t.NumField() {
		if t.Field(i).Tag.Get("yaml") == path[0] {
			return exists(t.Field(i).Type, path[1:])
		}
	}
	return false
}
