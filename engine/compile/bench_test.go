package compile_test

import (
	"os"
	"testing"

	"banshi/engine/check"
	"banshi/engine/compile"
	"banshi/engine/eval"
	"banshi/engine/load"
)

func BenchmarkItem(b *testing.B) {
	cat, _, _ := load.Catalog(os.DirFS("../testdata/measured"))
	data, err := os.ReadFile("../testdata/measured/items/measured/item.yaml")
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		item, _, _ := load.Item("items/measured/item.yaml", data)
		p, _ := compile.Item(cat, item, compile.Chinese)
		check.Item(cat, item, p)
		if _, err := eval.Bind(p); err != nil {
			b.Fatal(err)
		}
	}
}
