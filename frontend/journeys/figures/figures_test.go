// Package figures measures what people feel of the pages: how much there is to fetch, and how long a
// key takes.
package figures

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"banshi/engine"
	"banshi/engine/eval"
	"banshi/engine/view"
	"banshi/frontend/build"
)

const measuredDir = "../../../engine/testdata/measured"

// flipping is the measured item with ten of its show rules hanging on one number as well, so that one
// key shows or hides ten fields: form.count0 below 100.
func flipping(t *testing.T) fs.FS {
	t.Helper()
	out := fstest.MapFS{}
	err := fs.WalkDir(os.DirFS(measuredDir), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(filepath.Join(measuredDir, path))
		out[path] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	item := out["items/measured/item.yaml"]
	text := string(item.Data)
	for i := range 10 {
		at := strings.Index(text, fmt.Sprintf("- id: more%d\n", i))
		if at < 0 {
			t.Fatalf("the measured item has no field more%d", i)
		}
		head, rule, tail := text[:at], "", text[at:]
		before, rest, ok := strings.Cut(tail, "show: '")
		if rule, tail, ok = cut(ok, rest); !ok {
			t.Fatalf("field more%d has no show rule", i)
		}
		text = fmt.Sprintf("%s%sshow: 'form.count0 < 100 && (%s)'%s", head, before, rule, tail)
	}
	item.Data = []byte(text)
	return out
}

func cut(ok bool, rest string) (rule, tail string, found bool) {
	if !ok {
		return "", "", false
	}
	return strings.Cut(rest, "'")
}

// draft is the measured item as a page gets it, all answered.
func draft(t *testing.T) []byte {
	t.Helper()
	c := engine.Open(flipping(t))
	if c.Faults.HasErrors() {
		t.Fatal(c.Faults.Text(c.Sources, "zh-Hans"))
	}
	f, err := os.Open(filepath.Join(measuredDir, "input.json"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	d := json.NewDecoder(f)
	d.UseNumber()
	var in eval.Input
	if err := d.Decode(&in); err != nil {
		t.Fatal(err)
	}
	s, err := c.Program("measured", "zh-Hans").Open(in)
	if err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(map[string]any{
		"id": "d1", "item": "measured", "itemVersion": 1, "version": 1, "savedAt": "2026-11-23T08:00:00Z", "step": "form",
		"view": view.Of(s, view.Applicant), "files": map[string]any{}, "signings": map[string]any{},
	})
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// keys gives the times from a key to the DOM, in ms, and how many inputs each page has.
func keys(t *testing.T, perRound, rounds int) (ours, bare []float64, inputs []int) {
	t.Helper()
	dir := t.TempDir()
	write := func(path string, data []byte, err error) {
		if err == nil {
			err = os.WriteFile(path, data, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"ours", "bare"} {
		script, err := build.Page(name+".tsx", "es2020")
		write(filepath.Join(dir, name+".js"), script, err)
	}
	write(filepath.Join(dir, "draft.json"), draft(t), nil)
	bundle(t, "main.ts", "keys.mjs")
	cmd := exec.Command("node", out("keys.mjs"), dir, strconv.Itoa(perRound), strconv.Itoa(rounds))
	cmd.Stderr = os.Stderr
	printed, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var result struct {
		Ours, Bare []float64
		Inputs     []int
	}
	if err := json.Unmarshal(printed, &result); err != nil {
		t.Fatal(err)
	}
	return result.Ours, result.Bare, result.Inputs
}

// TestFigures prints how much the form page is to fetch, and what a key costs beside a page written by
// hand. It needs node, the npm packages and Chromium.
func TestFigures(t *testing.T) {
	if os.Getenv("FIGURES") == "" {
		t.Skip("FIGURES is not set; make figures sets it")
	}
	t.Run("weight", weighing)
	t.Run("keys", typing)
	t.Run("ready", readying)
	t.Run("designer", designing)
}

func typing(t *testing.T) {
	rounds := 10
	if os.Getenv("SCALE") == "full" {
		rounds = 40
	}
	ours, bare, inputs := keys(t, 20, rounds)
	if len(inputs) != 2 || inputs[0] != inputs[1] {
		t.Fatalf("the two pages have %v inputs; without the same number they can't be compared", inputs)
	}
	t.Logf("%d keys each; ours %.2f ms (90%%: %.2f), bare %.2f ms (90%%: %.2f)", len(ours), at(ours, 0.5), at(ours, 0.9), at(bare, 0.5), at(bare, 0.9))
	fmt.Printf("figure portal_keys %d keys\n", len(ours))
	fmt.Printf("figure portal_key_ms %.2f ms\n", at(ours, 0.5))
	fmt.Printf("figure portal_key_ratio %.2f ×\n", at(ours, 0.5)/at(bare, 0.5))
}

// at gives the quantile q of a list.
func at(list []float64, q float64) float64 {
	sorted := slices.Sorted(slices.Values(list))
	return sorted[int(q*float64(len(sorted)-1))]
}
