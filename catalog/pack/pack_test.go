package pack_test

import (
	"errors"
	"io/fs"
	"os"
	"testing"
	"testing/fstest"
	"time"

	"banshi/catalog/pack"
	"banshi/runtime/base/over"
)

func folder() fstest.MapFS {
	return fstest.MapFS{
		"catalog.yaml":             {Data: []byte("kind: Catalog # 目录\n")},
		"items/a/item.yaml":        {Data: []byte("kind: Item\n"), ModTime: time.Unix(1, 0)},
		"shared-data/persons.json": {Data: []byte("[]")},
		"shared-data/x.yaml":       {Data: []byte("x: 1")},
		".git/config.yaml":         {Data: []byte("x: 1")},
		"README.md":                {Data: []byte("#")},
	}
}

func TestThereAndBack(t *testing.T) {
	in := folder()
	data, digest, err := pack.Make(in)
	if err != nil {
		t.Fatal(err)
	}
	out, err := pack.Open(data, digest)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	err = fs.WalkDir(out, ".", func(name string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			names = append(names, name)
			got, _ := fs.ReadFile(out, name)
			if string(got) != string(in[name].Data) {
				t.Errorf("%s came back as %q", name, got)
			}
		}
		return err
	})
	if err != nil || len(names) != 2 {
		t.Fatalf("%v %v", names, err)
	}
}

func TestTheDigestIsThatOfTheContent(t *testing.T) {
	_, first, err := pack.Make(folder())
	if err != nil {
		t.Fatal(err)
	}
	same := folder()
	same["items/a/item.yaml"].ModTime = time.Unix(99, 0)
	same["shared-data/persons.json"].Data = []byte(`[{}]`)
	if _, d, _ := pack.Make(same); d != first {
		t.Error("what is no definition changed the digest")
	}
	for name, change := range map[string]func(fstest.MapFS){
		"a byte":    func(f fstest.MapFS) { f["catalog.yaml"] = &fstest.MapFile{Data: []byte("kind: Catalog # 目錄\n")} },
		"a name":    func(f fstest.MapFS) { f["items/b/item.yaml"] = f["items/a/item.yaml"]; delete(f, "items/a/item.yaml") },
		"a file":    func(f fstest.MapFS) { f["items/b/item.yaml"] = &fstest.MapFile{} },
		"a removal": func(f fstest.MapFS) { delete(f, "items/a/item.yaml") },
	} {
		other := folder()
		change(other)
		if _, d, err := pack.Make(other); err != nil || d == first {
			t.Errorf("%s: digest %.8s, %v", name, d, err)
		}
	}
}

func TestDamageIsFound(t *testing.T) {
	data, digest, err := pack.Make(folder())
	if err != nil {
		t.Fatal(err)
	}
	other := folder()
	other["catalog.yaml"] = &fstest.MapFile{Data: []byte("kind: Catalog\n")}
	swapped, _, err := pack.Make(other)
	if err != nil {
		t.Fatal(err)
	}
	for name, bad := range map[string][]byte{"empty": nil, "cut": data[:len(data)/2], "another": swapped} {
		if _, err := pack.Open(bad, digest); !errors.Is(err, pack.ErrDamaged) {
			t.Errorf("%s: %v", name, err)
		}
	}
	// Every flipped byte either does no harm to the content or is found.
	for i := range data {
		bad := append([]byte(nil), data...)
		bad[i] ^= 0x20
		if fsys, err := pack.Open(bad, digest); err == nil {
			if got, _ := fs.ReadFile(fsys, "catalog.yaml"); string(got) != "kind: Catalog # 目录\n" {
				t.Errorf("byte %d: other content under the same digest", i)
			}
		}
	}
}

func TestNothingToPack(t *testing.T) {
	if _, _, err := pack.Make(fstest.MapFS{"README.md": {}}); err == nil {
		t.Error("an empty folder was packed")
	}
	if _, _, err := pack.Make(os.DirFS("nowhere")); err == nil {
		t.Error("a folder that isn't there was packed")
	}
}

// The same folder, whether its files lie over another or not.
func TestPackOfFilesOverAFolder(t *testing.T) {
	below := fstest.MapFS{"catalog.yaml": {Data: []byte("c")}, "items/a/item.yaml": {Data: []byte("a")}, "items/a/tests.yaml": {Data: []byte("t")}, "items/b/item.yaml": {Data: []byte("b")}}
	o := over.Files(below, map[string]string{"items/a/item.yaml": "A", "items/a/tests.yaml": "", "items/new/item.yaml": "n", "codes/x.yaml": "x"})
	flat := fstest.MapFS{"catalog.yaml": {Data: []byte("c")}, "items/a/item.yaml": {Data: []byte("A")}, "items/b/item.yaml": {Data: []byte("b")}, "items/new/item.yaml": {Data: []byte("n")}, "codes/x.yaml": {Data: []byte("x")}}
	_, one, err1 := pack.Make(o)
	_, two, err2 := pack.Make(flat)
	if err1 != nil || err2 != nil || one != two {
		t.Errorf("%s %s %v %v", one, two, err1, err2)
	}
}
