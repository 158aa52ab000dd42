package pack

import (
	"archive/zip"
	"bytes"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func TestItem(t *testing.T) {
	fsys := fstest.MapFS{
		"catalog.yaml":               {Data: []byte("kind: Catalog\n")},
		"items/shop/item.yaml":       {Data: []byte("kind: Item # as written\n")},
		"items/shop/tests.yaml":      {Data: []byte("kind: Tests\n")},
		"items/shop/pictures/a.png":  {Data: []byte("png")},
		"items/shop/.git/config":     {Data: []byte("hidden")},
		"items/shop/.item.yaml.swp":  {Data: []byte("hidden")},
		"items/stall/item.yaml":      {Data: []byte("kind: Item\n")},
		"items/shoplifter/item.yaml": {Data: []byte("kind: Item\n")},
	}
	data, err := Item(fsys, "shop")
	if err != nil {
		t.Fatal(err)
	}
	again, _ := Item(fsys, "shop")
	if !bytes.Equal(data, again) {
		t.Error("packed twice it is something else")
	}
	id, files, err := OpenItem(data)
	if err != nil || id != "shop" {
		t.Fatal(id, err)
	}
	if got := slices.Sorted(maps.Keys(files)); !slices.Equal(got, []string{"item.yaml", "pictures/a.png", "tests.yaml"}) {
		t.Error(got)
	}
	if string(files["item.yaml"]) != "kind: Item # as written\n" {
		t.Errorf("%q", files["item.yaml"])
	}
	if _, err := Item(fsys, "nothing"); !errors.Is(err, ErrNoItem) {
		t.Error(err)
	}
}

// What comes from elsewhere may be anything.
func TestHostileItems(t *testing.T) {
	item := "items/shop/item.yaml"
	for _, c := range []struct {
		names []string
		want  error
	}{
		{[]string{item, "items/shop/../../evil.yaml"}, ErrDamaged},
		{[]string{item, "/etc/passwd"}, ErrDamaged},
		{[]string{item, `items/shop/a\..\b.yaml`}, ErrDamaged},
		{[]string{item, "items/shop/.bashrc"}, ErrDamaged},
		{[]string{item, "items/shop/C:evil"}, ErrDamaged},
		{[]string{item, item}, ErrDamaged},
		{[]string{item, "items/stall/item.yaml"}, ErrNoItem},
		{[]string{item, "sources/x.yaml"}, ErrNoItem},
		{[]string{"items/shop/tests.yaml"}, ErrNoItem},
		{nil, ErrNoItem},
	} {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		for _, name := range c.names {
			w, err := z.Create(name)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := w.Write([]byte("x")); err != nil {
				t.Fatal(err)
			}
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		if _, _, err := OpenItem(b.Bytes()); !errors.Is(err, c.want) {
			t.Errorf("%v: %v", c.names, err)
		}
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, _ := z.Create(item)
	if _, err := w.Write([]byte(strings.Repeat("x", MaxItemBytes+1))); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if _, _, err := OpenItem(b.Bytes()); !errors.Is(err, ErrDamaged) {
		t.Error("a bomb is opened:", err)
	}
	if _, _, err := OpenItem([]byte("no zip")); !errors.Is(err, ErrDamaged) {
		t.Error(err)
	}
}
