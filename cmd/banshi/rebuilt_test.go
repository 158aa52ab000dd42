package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// edit is what is planted into a source: a text that stands there once, and what stands there instead; without a text, a
// file that isn't there.
type edit struct{ file, text, becomes string }

// rebuilt builds the program with edits, such as faults that a test has to find. The sources stay as they are.
func rebuilt(t *testing.T, edits ...edit) string {
	t.Helper()
	dir, replace, sources := t.TempDir(), map[string]string{}, map[string]string{}
	for _, e := range edits {
		path, err := filepath.Abs(filepath.Join("../..", e.file))
		if err != nil {
			t.Fatal(err)
		}
		if e.text == "" {
			sources[path] = e.becomes
			continue
		}
		if sources[path] == "" {
			raw, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			sources[path] = string(raw)
		}
		if strings.Count(sources[path], e.text) != 1 {
			t.Fatalf("%s doesn't say %q once: the fault has no place any more", e.file, e.text)
		}
		sources[path] = strings.Replace(sources[path], e.text, e.becomes, 1)
	}
	write := func(name string, content []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for path, source := range sources {
		replace[path] = write(strconv.Itoa(len(replace))+filepath.Ext(path), []byte(source))
	}
	raw, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(dir, "banshi.test")
	build := exec.Command("go", "test", "-c", "-overlay", write("overlay.json", raw), "-o", program, ".")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build with edits: %v\n%s", err, out)
	}
	return program
}
