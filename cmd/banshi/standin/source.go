// Package standin stands in for services that are not ours, each as a process of its own, so that
// one can be stopped to see what happens without it. Every answer is labelled as synthetic.
package standin

import (
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path"
	"slices"
	"strings"

	"banshi/runtime/sharing/file"
	sharinghttp "banshi/runtime/sharing/http"
)

// Sources serves the records of a folder (shared-data) by the protocol of sharing/http. The file of a
// source is found by its own name: persons.json is served as persons, licences/food_permit.json as
// licences/food_permit. names gives further names to files, since a source may be called otherwise than
// its file (person → persons.json). only keeps those named, by id with or without licences/; empty: all.
//
// It fails when one of only isn't there.
func Sources(dir string, names map[string]string, only []string) (h http.Handler, served []string, err error) {
	fsys := os.DirFS(dir)
	found := map[string]string{}
	for _, pattern := range []string{"*.json", "licences/*.json"} {
		list, err := fs.Glob(fsys, pattern)
		if err != nil {
			return nil, nil, fmt.Errorf("standin: %s: %w", dir, err)
		}
		for _, name := range list {
			found[strings.TrimSuffix(name, ".json")] = name
		}
	}
	for id, name := range names {
		if _, err := fs.Stat(fsys, name); err == nil {
			found[id] = name
		}
	}
	rows := map[string]sharinghttp.Rows{}
	for id, name := range found {
		if len(only) == 0 || slices.Contains(only, id) || slices.Contains(only, path.Base(id)) {
			rows[id] = file.New(fsys, name)
			served = append(served, id)
		}
	}
	slices.Sort(served)
	for _, id := range only {
		if !slices.ContainsFunc(served, func(s string) bool { return s == id || path.Base(s) == id }) {
			return nil, nil, fmt.Errorf("“%s”里没有“%s”的记录", dir, id)
		}
	}
	if len(served) == 0 {
		return nil, nil, fmt.Errorf("“%s”里没有记录（*.json）", dir)
	}
	return sharinghttp.Serve(rows), served, nil
}
