package rename_test

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"banshi/designer/rename"
	"banshi/engine"
	"banshi/engine/print"
	"banshi/engine/prove"
	"banshi/runtime/base/over"
)

// inSection is a section of a form: its fields are as those of any other.
var inSection = regexp.MustCompile(`^/form/#[^/]+/`)

var nanhai = os.DirFS("../../examples/nanhai")

// done carries changes out.
func done(t *testing.T, folder fs.FS, list []rename.Change) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, c := range list {
		data, err := fs.ReadFile(folder, c.File)
		if err != nil {
			t.Fatal(err)
		}
		doc, _ := print.Parse(c.File, string(data))
		for _, command := range c.Commands {
			if doc, _, err = doc.Apply(command); err != nil {
				t.Fatal(err)
			}
		}
		out[c.File] = doc.Text()
	}
	return out
}

// The ids of the example items are given others, one after the other, and then their own again: each place that names them
// follows, no fault comes, every test passes, and in the end the files are the same to the byte.
func TestThereAndBack(t *testing.T) {
	if testing.Short() {
		t.Skip("one thing after another: nothing here runs at the same time as anything else")
	}
	base := engine.OpenBase(nanhai)
	world, err := prove.ReadWorld(nanhai, base.Spec)
	if err != nil {
		t.Fatal(err)
	}
	entries, err := fs.ReadDir(nanhai, "items")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		item := base.Item(nanhai, e.Name()).Spec.Items[0]
		if len(item.Form) == 0 || os.Getenv("SCALE") != "full" && item.ID.S != "road_freight_permit" {
			continue // a department's own system has the form
		}
		t.Run(e.Name(), func(t *testing.T) { thereAndBack(t, base, world, e.Name()) })
	}
}

func thereAndBack(t *testing.T, base *engine.Base, world *prove.World, item string) {
	file := "items/" + item + "/item.yaml"
	data, err := fs.ReadFile(nanhai, file)
	if err != nil {
		t.Fatal(err)
	}
	doc, _ := print.Parse(file, string(data))
	files := map[string]string{}
	step := func(at print.Path, to string) {
		folder := over.Files(nanhai, files)
		list, err := rename.Plan(base, folder, item, at, to)
		if err != nil {
			t.Fatalf("%s to %s: %v", at, to, err)
		}
		maps.Copy(files, done(t, folder, list))
	}
	all := some(named(doc))
	for i, at := range all {
		step(at, fmt.Sprint("another_", i))
	}
	opened := base.Item(over.Files(nanhai, files), item)
	prover := &prove.Prover{Catalogue: opened, World: world}
	tests := 0
	for r := range prover.Each(item) {
		if tests++; !r.Passed() {
			t.Errorf("fails with other ids: %s: %s %v", r.Name, r.Error, r.Differences)
		}
	}
	if tests == 0 || len(all) < 5 {
		t.Errorf("%d tests, %d ids", tests, len(all))
	}
	for i, at := range slices.Backward(all) {
		parent, last := at.Parent()
		now := fmt.Sprint("another_", i)
		if strings.HasPrefix(last, "#") {
			now = "#" + now
		}
		step(parent.Join(now), strings.TrimPrefix(last, "#"))
	}
	for f, text := range files {
		// A `no` that is written anew has quotes, as some readers of YAML take it for false.
		if was, _ := fs.ReadFile(nanhai, f); strings.ReplaceAll(text, "'no'", "no") != string(was) {
			t.Errorf("%s is not as it was", f)
		}
	}
}

// some are all of them at full scale, else the first of each list: one of each kind.
func some(list []print.Path) []print.Path {
	if os.Getenv("SCALE") == "full" {
		return list
	}
	seen := map[print.Path]bool{}
	return slices.DeleteFunc(list, func(at print.Path) bool {
		in, _ := at.Parent()
		in = print.Path(inSection.ReplaceAllString(string(in), "/form/"))
		was := seen[in]
		seen[in] = true
		return was
	})
}

// named are the entries that have an id of their own: of lists, and the facts.
func named(doc *print.Document) []print.Path {
	var out []print.Path
	var walk func(at print.Path)
	walk = func(at print.Path) {
		e, ok := doc.At(at)
		if !ok {
			return
		}
		for _, name := range e.Names {
			here := at.Join(name)
			walk(here) // what is inside first, as its path leads through here
			if strings.HasPrefix(name, "#") || at == "/facts" {
				if _, there := doc.ValueAt(here.Join("name")); !there {
					out = append(out, here)
				}
			}
		}
	}
	walk("")
	return out
}

func TestRefused(t *testing.T) {
	base := engine.OpenBase(nanhai)
	const item = "elder_allowance"
	for _, c := range []struct {
		at, to string
		want   error
	}{
		{"/eligibility/#age", "Age", rename.ErrShape},
		{"/eligibility/#age", "1st", rename.ErrShape},
		{"/eligibility/#age", "age", rename.ErrSame},
		{"/eligibility/#none", "other", rename.ErrNoID},
		{"/eligibility/#age/that", "other", rename.ErrNoID},
	} {
		if _, err := rename.Plan(base, nanhai, item, print.Path(c.at), c.to); !errors.Is(err, c.want) {
			t.Errorf("%s to %s: %v", c.at, c.to, err)
		}
	}
	var left *rename.Left
	if _, err := rename.Plan(base, nanhai, item, "/eligibility/#age", "hukou"); !errors.As(err, &left) {
		t.Errorf("an id that is taken: %v", err)
	}
}
