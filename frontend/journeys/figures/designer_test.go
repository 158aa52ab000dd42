package figures

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

const exampleDir = "../../../examples/nanhai"

// The two items that are opened: an ordinary one, and one as long as any.
const few, many = 20, 200

// designing measures what an author feels in 配置台 with an item of 200 fields, and how much slower that is than with 20.
func designing(t *testing.T) {
	catalogue := t.TempDir()
	if err := os.CopyFS(catalogue, os.DirFS(exampleDir)); err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{few, many} {
		wide(t, catalogue, n)
	}
	program := filepath.Join(t.TempDir(), "banshi")
	if printed, err := exec.Command("go", "build", "-o", program, "../../../cmd/banshi").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, printed)
	}
	rounds := "5"
	if os.Getenv("SCALE") == "full" {
		rounds = "20"
	}
	bundle(t, "designer.ts", "designer.mjs")
	cmd := exec.Command("node", out("designer.mjs"), catalogue, rounds, strconv.Itoa(few), strconv.Itoa(many))
	cmd.Env = append(os.Environ(), "BANSHI="+program)
	cmd.Stderr = os.Stderr
	printed, err := cmd.Output()
	if err != nil {
		t.Fatalf("opening drafts: %v", err)
	}
	var got struct {
		Items map[int]struct{ Open, Key []float64 }
		Asked []string
	}
	if err := json.Unmarshal(printed, &got); err != nil {
		t.Fatal(err)
	}
	short, long := got.Items[few], got.Items[many]
	t.Logf("%d openings and %d keys each; %d fields: %.0f ms, %.1f ms a key; %d fields: %.0f ms, %.1f ms a key (90%%: %.1f)",
		len(long.Open), len(long.Key), few, at(short.Open, 0.5), at(short.Key, 0.5), many, at(long.Open, 0.5), at(long.Key, 0.5), at(long.Key, 0.9))
	fmt.Printf("figure designer_open_ms %.0f ms\n", at(long.Open, 0.5))
	fmt.Printf("figure designer_key_ms %.1f ms\n", at(long.Key, 0.5))
	fmt.Printf("figure designer_grow_ratio %.2f ×\n", at(long.Key, 0.5)/at(short.Key, 0.5))
	fmt.Printf("figure designer_gz_kb %.1f kB\n", float64(weighed(t, got.Asked))/1000)
}

// wide adds an item to a catalogue: one of the examples, with n fields of text more, in sections of 20.
func wide(t *testing.T, catalogue string, n int) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(catalogue, "items", "elder_allowance", "item.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	id := fmt.Sprintf("wide_%d", n)
	head, rest, ok := strings.Cut(string(data), "\nform:\n")
	if !ok {
		t.Fatal("the example has no form")
	}
	for _, change := range [][2]string{{"id: elder_allowance", "id: " + id}, {"name: 高龄津贴申领", fmt.Sprintf("name: 长表 %d", n)}, {`code: "440605-05-001"`, fmt.Sprintf(`code: "440605-99-%03d"`, n)}} {
		if !strings.Contains(head, "\n"+change[0]+"\n") {
			t.Fatalf("the example doesn't say %s", change[0])
		}
		head = strings.Replace(head, "\n"+change[0]+"\n", "\n"+change[1]+"\n", 1)
	}
	var fields strings.Builder
	for i := range n {
		if i%20 == 0 {
			fmt.Fprintf(&fields, "  - section: wide%d\n    title: 第%d部分\n    fields:\n", i/20, i/20+1)
		}
		fmt.Fprintf(&fields, "      - {id: wide%d, type: text, title: 题%d., length: [1, 80]}\n", i, i)
	}
	folder := filepath.Join(catalogue, "items", id)
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "item.yaml"), []byte(head+"\nform:\n"+fields.String()+rest), 0o600); err != nil {
		t.Fatal(err)
	}
}

// weighed is how many bytes the scripts and styles among some addresses have, as they are sent.
func weighed(t *testing.T, asked []string) int {
	t.Helper()
	all, files := 0, 0
	for _, address := range asked {
		if n, counts := gzipped(t, filepath.Join("..", "..", "dist"), path.Base(address)); counts {
			all, files = all+n, files+1
		}
	}
	if files == 0 {
		t.Fatal("the designer asked for no script")
	}
	return all
}
