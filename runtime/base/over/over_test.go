package over_test

import (
	"io/fs"
	"testing"
	"testing/fstest"

	"banshi/runtime/base/over"
)

func TestFiles(t *testing.T) {
	below := fstest.MapFS{"catalog.yaml": {Data: []byte("c")}, "items/a/item.yaml": {Data: []byte("a")}, "items/a/tests.yaml": {Data: []byte("t")}, "items/b/item.yaml": {Data: []byte("b")}}
	o := over.Files(below, map[string]string{"items/a/item.yaml": "A", "items/a/tests.yaml": "", "items/new/item.yaml": "n", "codes/x.yaml": "x"})
	if err := fstest.TestFS(o, "catalog.yaml", "items/a/item.yaml", "items/b/item.yaml", "items/new/item.yaml", "codes/x.yaml"); err != nil {
		t.Error(err)
	}
	for name, want := range map[string]string{"catalog.yaml": "c", "items/a/item.yaml": "A", "items/b/item.yaml": "b", "items/new/item.yaml": "n", "codes/x.yaml": "x"} {
		if data, err := fs.ReadFile(o, name); err != nil || string(data) != want {
			t.Errorf("%s: %q %v", name, data, err)
		}
	}
	if _, err := fs.Stat(o, "items/a/tests.yaml"); err == nil {
		t.Error("a file that was taken away is there")
	}
}
