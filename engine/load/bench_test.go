package load_test

import (
	"os"
	"testing"

	"banshi/engine/load"
)

// BenchmarkItem loads the longest definition of the example district that is always there.
func BenchmarkItem(b *testing.B) {
	data, err := os.ReadFile(example + "/items/elder_allowance/item.yaml")
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, _, list := load.Item("item.yaml", data); list.HasErrors() {
			b.Fatal(list[0])
		}
	}
}
