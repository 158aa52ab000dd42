package eval_test

import (
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"banshi/engine"
	"banshi/engine/eval"
)

// tableWith is the table item with some of its text replaced: old, new, …
func tableWith(t *testing.T, change ...string) *eval.Program {
	t.Helper()
	fsys := fstest.MapFS{}
	if err := copyFiles(fsys, os.DirFS("testdata/table")); err != nil {
		t.Fatal(err)
	}
	item := fsys["items/table/item.yaml"]
	for i := 0; i < len(change); i += 2 {
		if !strings.Contains(string(item.Data), change[i]) {
			t.Fatalf("the table item does not hold %q", change[i])
		}
	}
	item.Data = []byte(strings.NewReplacer(change...).Replace(string(item.Data)))
	c := engine.Open(fsys)
	if c.Faults.HasErrors() {
		t.Fatal(c.Faults.Text(c.Sources, "zh-Hans"))
	}
	return c.Program("table", "zh-Hans")
}

func copyFiles(to fstest.MapFS, root fs.FS) error {
	return fs.WalkDir(root, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(root, path)
		to[path] = &fstest.MapFile{Data: data}
		return err
	})
}

// TestLimit holds the promised limit: the first entry that holds, or what may still come of them.
func TestLimit(t *testing.T) {
	cells := []struct {
		flag                  string
		no                    any // person.no, on which the second entry hangs
		promised, least, most string
		missing               []string
	}{
		{"true", false, "2mo", "", "", nil},
		{"false", false, "5wd", "", "", nil},
		{"empty", true, "10wd", "", "", nil},
		{"pending", false, "", "5wd", "2mo", []string{"flag"}},
		{"pending", true, "", "10wd", "2mo", []string{"flag"}},
	}
	p := openTable(t)
	for _, c := range cells {
		in := tableInput(c.flag, true)
		in.Facts["person"][me].Records[0].Cells["no"] = c.no
		l := evaluate(t, p, in).Limit
		if l.Promised != c.promised || l.Least != c.least || l.Most != c.most || !slices.Equal(l.Missing, c.missing) {
			t.Errorf("flag %s, no %v: %+v", c.flag, c.no, *l)
		}
	}
	in := tableInput("pending", true)
	in.Facts["person"][me] = flagged("pending")
	if l := evaluate(t, p, in).Limit; l.Least != "5wd" || l.Most != "2mo" {
		t.Errorf("two entries undecided: %+v", *l)
	}
}

// TestHandover holds that who chooses the window comes once more, whatever the mode, and who doesn't does not.
func TestHandover(t *testing.T) {
	cells := []struct {
		mode string
		own  int // visits that the mode itself asks for
	}{{"front_verification", 1}, {"back_verification", 0}, {"fully_online", 0}}
	for _, c := range cells {
		p := tableWith(t, "mode: back_verification", "mode: "+c.mode, "  result: {document: 通知书}\n", "  result: {document: 通知书}\n  deliver: [window, electronic]\n",
			"    inspect: {who: inspector}\n", "", "      visit: person.yes\n", "")
		for deliver, more := range map[any]eval.Range{
			"window": {Min: 1, Max: 1}, "electronic": {}, nil: {}, // what comes by itself is chosen from the start
		} {
			in := tableInput("false", false)
			if deliver != nil {
				in.Answers["deliver"] = deliver
			}
			want := eval.Range{Min: c.own + more.Min, Max: c.own + more.Max}
			if got := evaluate(t, p, in).Visits; got != want {
				t.Errorf("%s, handed over by %v: visits %+v, want %+v", c.mode, deliver, got, want)
			}
		}
	}
}
