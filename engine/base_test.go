package engine_test

import (
	"os"
	"path"
	"testing"
	"testing/fstest"

	"banshi/engine"
	"banshi/engine/diag"
)

// A base opens each item as the whole catalogue does: the same plan, and the same said of its files.
func TestBaseOpensAsTheWholeDoes(t *testing.T) {
	fsys := os.DirFS("../examples/nanhai")
	whole, base := engine.Open(fsys), engine.OpenBase(fsys)
	for _, item := range whole.Spec.Items {
		id := item.ID.S
		one := base.Item(fsys, id)
		for _, language := range []string{"zh-Hans", "en"} {
			want, got := whole.Plan(id, language), one.Plan(id, language)
			if want == nil || got == nil || want.Digest != got.Digest || want.Language != got.Language {
				t.Errorf("%s in %s: another plan", id, language)
			}
		}
		own := func(list diag.List) (out []string) {
			for _, d := range list {
				if path.Dir(d.Span.Start.File) == "items/"+id {
					out = append(out, d.Error())
				}
			}
			return out
		}
		if want, got := own(whole.Faults), own(one.Faults); len(want) != len(got) {
			t.Errorf("%s: told %q, the whole tells %q", id, got, want)
		}
		if !one.Sound(id) {
			t.Errorf("%s is not sound", id)
		}
	}
}

// What is wrong in the item is told with its place, and what it uses stops it.
func TestBaseTellsWhatIsWrong(t *testing.T) {
	base := engine.OpenBase(os.DirFS("../examples/nanhai"))
	broken := fstest.MapFS{"items/x/item.yaml": {Data: []byte("kind: Item\nid: x\nnamee: 某事\n")}}
	c := base.Item(broken, "x")
	if c.Sound("x") || c.Faults.Count(diag.Error) == 0 {
		t.Fatalf("a misspelt key passes: %v", c.Faults)
	}
	if d := c.Faults[0]; d.Span.Start.File != "items/x/item.yaml" || c.Sources.Line(d.Span.Start.File, d.Span.Start.Line) == "" {
		t.Errorf("its place isn't known: %+v", d.Span)
	}
	if c := base.Item(fstest.MapFS{}, "nobody"); c.Sound("nobody") || c.Faults.Count(diag.Error) == 0 {
		t.Errorf("an item that isn't there: %v", c.Faults)
	}
}
