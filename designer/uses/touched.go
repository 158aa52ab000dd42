package uses

import (
	"slices"
	"strings"

	"banshi/engine"
	"banshi/engine/compile"
)

// Touched lists the items, by id, for which a change of files means something: those that use what stands in them before or
// afterwards, those that come to mean something else, and those that had no error and have one now.
func Touched(before, after *engine.Catalogue, was, now Index, files []string) []string {
	out := map[string]bool{}
	for _, index := range []Index{was, now} {
		for e, items := range index {
			if e.Path != "" || !slices.Contains(files, e.File) {
				continue
			}
			for _, i := range items {
				out[i.ID] = true
			}
		}
	}
	for _, item := range before.Spec.Items {
		id := item.ID.S
		if Changed(before, after, id) || before.Sound(id) && !after.Sound(id) {
			out[id] = true
		}
	}
	for _, f := range files {
		if id, ok := strings.CutPrefix(f, "items/"); ok {
			id, _, _ = strings.Cut(id, "/")
			out[id] = true
		}
	}
	ids := make([]string, 0, len(out))
	for id := range out {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

// Changed tells whether an item means something else afterwards, or can no longer be compiled.
func Changed(before, after *engine.Catalogue, id string) bool {
	a, b := before.Plan(id, compile.Chinese), after.Plan(id, compile.Chinese)
	switch {
	case a == nil:
		return b != nil
	case b == nil:
		return true
	}
	return a.Digest != b.Digest
}
