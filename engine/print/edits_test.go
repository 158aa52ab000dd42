package print

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "write what is printed as the goldens")

// TestEdits does the commands of testdata/edits one after the other, and holds what they leave against the golden.
func TestEdits(t *testing.T) {
	names, err := filepath.Glob("testdata/edits/*.txtar")
	if err != nil || len(names) < 10 {
		t.Fatal(len(names), err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(name)
			if err != nil || len(a.Files) != 3 {
				t.Fatal(err)
			}
			before := string(a.Files[0].Data)
			d := parse(t, name, before)
			var back []Edit
			for line := range strings.Lines(string(a.Files[1].Data)) {
				var c Command
				if err := json.Unmarshal([]byte(line), &c); err != nil {
					t.Fatal(err)
				}
				next, edit, err := d.Apply(c)
				if err != nil {
					t.Fatal(err)
				}
				d, back = next, append(back, edit)
			}
			if *update {
				a.Files[2].Data = []byte(d.Text())
				if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if d.Text() != string(a.Files[2].Data) {
				t.Errorf("got\n%s", d.Text())
			}
			text := d.Text()
			for i := len(back) - 1; i >= 0; i-- {
				if text, err = Patched(text, back[i].Inverse); err != nil {
					t.Fatal(err)
				}
			}
			if text != before {
				t.Errorf("taken back:\n%s", text)
			}
		})
	}
}
