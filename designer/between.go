package designer

import (
	"errors"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
)

// sharedFiles are those that items use by naming them: by the id that the file is called.
var sharedFiles = []string{"codes/*.yaml", "fragments/*.yaml", "licences/*.yaml", "sources/*.yaml"}

// differing lists the files in which two catalogues differ, as far as an item is concerned: its own, those that its own
// name in either, and what all share.
func differing(item string, a, b fs.FS) ([]string, error) {
	own, err := both([]string{"items/" + item + "/*.yaml"}, a, b)
	if err != nil {
		return nil, err
	}
	shared, err := both(sharedFiles, a, b)
	if err != nil {
		return nil, err
	}
	named := map[string]bool{}
	for _, fsys := range []fs.FS{a, b} {
		for _, name := range own {
			text, err := textIn(fsys, name)
			if err != nil {
				return nil, err
			}
			for _, word := range wordShape.FindAllString(text, -1) {
				named[word] = true
			}
		}
	}
	var out []string
	for _, name := range slices.Concat(own, shared, []string{"catalog.yaml", "catalog.en.yaml"}) {
		id, _, _ := strings.Cut(path.Base(name), ".")
		if slices.Contains(shared, name) && !named[id] {
			continue
		}
		was, err := textIn(a, name)
		if err != nil {
			return nil, err
		}
		now, err := textIn(b, name)
		if err != nil {
			return nil, err
		}
		if was != now {
			out = append(out, name)
		}
	}
	return out, nil
}

// wordShape is that of an id wherever it stands.
var wordShape = regexp.MustCompile(`[a-z][a-z0-9_]*`)

// both lists the files of either that fit, each once, in order.
func both(patterns []string, folders ...fs.FS) ([]string, error) {
	var out []string
	for _, pattern := range patterns {
		for _, fsys := range folders {
			names, err := fs.Glob(fsys, pattern)
			if err != nil {
				return nil, err
			}
			out = append(out, names...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

// textIn is a file's text; "" where there is none.
func textIn(fsys fs.FS, name string) (string, error) {
	data, err := fs.ReadFile(fsys, name)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	return string(data), err
}
