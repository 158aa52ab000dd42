package print

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
	"pgregory.net/rapid"
)

func read(t testing.TB, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// files are all definitions of the examples and the hand-kept one, each also with other line breaks and
// a byte order mark.
func files(t testing.TB) map[string]string {
	t.Helper()
	out := map[string]string{}
	root := "../../examples"
	err := filepath.WalkDir(root, func(name string, e fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(name, ".yaml") {
			out[strings.TrimPrefix(name, root+"/")] = read(t, name)
		}
		return err
	})
	if err != nil || len(out) < 60 {
		t.Fatalf("%d files, %v", len(out), err)
	}
	out["nasty.yaml"] = read(t, "testdata/nasty.yaml")
	for _, name := range []string{"nasty.yaml", "nanhai/items/food_business_licence_new/item.yaml"} {
		windows := strings.ReplaceAll(out[name], "\n", "\r\n")
		out["crlf "+name], out["bom "+name], out["open "+name] = windows, bom+windows, strings.TrimRight(out[name], "\n")
	}
	return out
}

func parse(t testing.TB, name, text string) *Document {
	t.Helper()
	d, faults := Parse(name, text)
	if faults.HasErrors() {
		t.Fatalf("%s: %v", name, faults)
	}
	return d
}

// plainly read by the YAML reader, without any of this package's walk.
func readAgain(t testing.TB, text string) Value {
	t.Helper()
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(strings.TrimPrefix(text, bom)), &doc); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	if len(doc.Content) == 0 {
		return Value{}
	}
	var of func(n *yaml.Node) Value
	of = func(n *yaml.Node) Value {
		switch n.Kind {
		case yaml.MappingNode:
			out := Value{Kind: Map}
			for i := 0; i < len(n.Content); i += 2 {
				out.Keys, out.Items = append(out.Keys, n.Content[i].Value), append(out.Items, of(n.Content[i+1]))
			}
			return out
		case yaml.SequenceNode:
			out := Value{Kind: List}
			for _, c := range n.Content {
				out.Items = append(out.Items, of(c))
			}
			return out
		}
		switch n.ShortTag() {
		case "!!null":
			return Value{}
		case "!!bool":
			return Value{Kind: Bool, Text: n.Value}
		case "!!int", "!!float":
			if plainKind(n.Value) == Number {
				return Value{Kind: Number, Text: n.Value}
			}
		}
		return Of(n.Value)
	}
	return of(doc.Content[0])
}

// chooser picks a number below n: rapid, or a row of random numbers.
type chooser func(n int) int

var texts = []string{
	"经营场所", "form.right == \"rent\" && form.area > 3", "!form.x.exists(r, r.n > 3)", "", " ", "a: b", "x #y", "- z", "yes", "No", "010", "2026-11-23",
	"1e3", "true", "null", "~", "[a", "{b}", "a, b", "it's", "他说“好”", "\"quoted\"", "两行\n文字", "三行\n\n  深\n尾\n", " 前空", "尾空 ", "\n开头换行", "a\ttab", "\r", "\u2028", "😀 emoji", "=", "<<", "...", "---", "key:", "#", "|", "%x", "@", "\\", "a\\b", "长" + strings.Repeat("文字", 60),
}

func (pick chooser) text() string { return texts[pick(len(texts))] }

func (pick chooser) value(depth int) Value {
	switch k := pick(8); {
	case k == 0:
		return Value{Kind: Bool, Text: "true"}
	case k == 1:
		return Value{Kind: Number, Text: []string{"0", "12", "-1.5", "1e3"}[pick(4)]}
	case k == 2 && depth < 3:
		out := Value{Kind: List}
		for range pick(4) {
			out.Items = append(out.Items, pick.value(depth+1))
		}
		return out
	case k <= 4 && depth < 3:
		out := Value{Kind: Map}
		for range pick(4) {
			if key := pick.key(); !slices.Contains(out.Keys, key) {
				out.Keys, out.Items = append(out.Keys, key), append(out.Items, pick.value(depth+1))
			}
		}
		return out
	}
	return Of(pick.text())
}

func (pick chooser) key() string {
	keys := []string{"id", "title", "show", "need", "options", "type", "applicant.name", "键", "a b", "true", "12", "x/y", "~t"}
	return keys[pick(len(keys))]
}

// places are the addresses of all entries.
func allPlaces(d *Document) (out [][]int) {
	var walk func(n *node, addr []int)
	walk = func(n *node, addr []int) {
		for i, e := range n.entries {
			at := append(slices.Clone(addr), i)
			out = append(out, at)
			walk(e.value, at)
		}
	}
	walk(d.root, nil)
	return out
}

// command is some edit of a document that its words allow.
func (pick chooser) command(d *Document) Command {
	all := allPlaces(d)
	if len(all) == 0 {
		v := pick.value(1)
		return Command{Do: Insert, Key: pick.key(), Value: &v}
	}
	addr := all[pick(len(all))]
	at := d.pathOf(addr)
	_, n := d.entry(addr)
	switch pick(9) {
	case 0, 1:
		v := Of(pick.text())
		return Command{Do: Set, At: at, Value: &v}
	case 2:
		v := pick.value(0)
		return Command{Do: Set, At: at, Value: &v}
	case 3:
		v := pick.value(0)
		for n.kind != Map && n.kind != List && n.kind != Null && len(addr) > 0 {
			addr = addr[:len(addr)-1]
			_, n = d.entry(addr)
		}
		c := Command{Do: Insert, At: d.pathOf(addr), Value: &v}
		if n.kind == Map || n.kind == Null && pick(2) == 0 {
			c.Key = pick.key()
		}
		if i := pick(len(n.entries) + 1); pick(3) > 0 {
			c.Index = &i
		} else if n.kind == Map {
			c.Order = []string{"id", "type", "title", "ask", "show", "need", "options"}
		}
		return c
	case 4:
		v := pick.value(1)
		return Command{Do: Set, At: at.Join(pick.key()), Value: &v}
	case 5:
		return Command{Do: Delete, At: at}
	case 6:
		to := d.pathOf(addr[:len(addr)-1])
		kind := d.around(addr).kind
		for range pick(20) {
			other := all[pick(len(all))]
			if _, m := d.entry(other); m.kind == kind {
				to = d.pathOf(other)
			}
		}
		c := Command{Do: Move, At: at, To: &to}
		if toAddr, _, _ := d.walk(to); pick(3) > 0 {
			_, m := d.entry(toAddr)
			i := pick(len(m.entries) + 1)
			c.Index = &i
		}
		return c
	case 7:
		return Command{Do: RenameKey, At: at, Key: pick.key()}
	}
	var stops []int
	for i := range n.text {
		stops = append(stops, i)
	}
	stops = append(stops, len(n.text))
	from, end := stops[pick(len(stops))], stops[pick(len(stops))]
	return Command{Do: Part, At: at, From: min(from, end), End: max(from, end), Text: []string{pick.text(), "x", "，", "\"", "'", ""}[pick(6)]}
}

// meant is a command done to a value, in the plainest way: what patches are held against once more.
func meant(v Value, c Command) (Value, bool) {
	names, _ := c.At.names()
	switch c.Do {
	case Set:
		if len(names) == 0 {
			return *c.Value, true
		}
		return along(v, names, func(v Value, last string) (Value, bool) {
			if i := indexOf(v, last); i >= 0 {
				v.Items[i] = *c.Value
				return v, true
			}
			if v.kind() == Null {
				v.Kind = Map
			}
			if v.kind() == Map {
				return putAt(v, orderly(v, last, c.Order), last, *c.Value), true
			}
			return v, false
		})
	case Insert:
		in := func(v Value) (Value, bool) {
			if v.kind() == Null {
				v.Kind = List
				if c.Key != "" {
					v.Kind = Map
				}
			}
			i := len(v.Items)
			if c.Index != nil {
				i = *c.Index
			} else if v.kind() == Map {
				i = orderly(v, c.Key, c.Order)
			}
			return putAt(v, i, c.Key, *c.Value), v.kind() == Map || v.kind() == List && c.Key == ""
		}
		if len(names) == 0 {
			return in(v)
		}
		return along(v, names, func(v Value, last string) (Value, bool) {
			i := indexOf(v, last)
			if i < 0 {
				return v, false
			}
			var ok bool
			v.Items[i], ok = in(v.Items[i])
			return v, ok
		})
	case Delete:
		return along(v, names, func(v Value, last string) (Value, bool) {
			i := indexOf(v, last)
			v.Items = slices.Delete(slices.Clone(v.Items), i, i+1)
			if v.kind() == Map {
				v.Keys = slices.Delete(slices.Clone(v.Keys), i, i+1)
			}
			return v, true
		})
	case RenameKey:
		return along(v, names, func(v Value, last string) (Value, bool) {
			v.Keys = slices.Clone(v.Keys)
			v.Keys[indexOf(v, last)] = c.Key
			return v, true
		})
	}
	return v, false
}

func putAt(v Value, i int, key string, item Value) Value {
	v.Items = slices.Insert(slices.Clone(v.Items), i, item)
	if v.kind() == Map {
		v.Keys = slices.Insert(slices.Clone(v.Keys), i, key)
	}
	return v
}

// orderly is where a key goes by an order.
func orderly(v Value, key string, order []string) int {
	mine := slices.Index(order, key)
	if mine < 0 {
		return len(v.Keys)
	}
	at, first := -1, -1
	for i, k := range v.Keys {
		if o := slices.Index(order, k); o >= 0 && o < mine {
			at = i + 1
		} else if o > mine && first < 0 {
			first = i
		}
	}
	if at >= 0 {
		return at
	}
	if first >= 0 {
		return first
	}
	return len(v.Keys)
}

func along(v Value, names []string, do func(v Value, last string) (Value, bool)) (Value, bool) {
	v.Items = slices.Clone(v.Items)
	if len(names) == 1 {
		return do(v, names[0])
	}
	i := indexOf(v, names[0])
	if i < 0 {
		return v, false
	}
	var ok bool
	v.Items[i], ok = along(v.Items[i], names[1:], do)
	return v, ok
}

func indexOf(v Value, name string) int {
	if v.kind() == Map {
		return slices.Index(v.Keys, name)
	}
	for i, item := range v.Items {
		if id, ok := strings.CutPrefix(name, "#"); ok {
			for _, key := range handles {
				if h, has := item.Get(key); has && h.scalar() && h.Text != "" {
					if h.Text == id {
						return i
					}
					break
				}
			}
		} else if fmt.Sprint(i) == name {
			return i
		}
	}
	return -1
}

// tally counts what became of commands.
type tally struct {
	steps, refused, unsafe int
	losses                 []string
}

// sequence does up to most commands on a text, takes them all back, and holds that nothing is lost.
func sequence(t testing.TB, pick chooser, name, text string, most int, sum *tally) {
	d := parse(t, name, text)
	var undo []Edit
	lose := func(format string, args ...any) {
		sum.losses = append(sum.losses, name+": "+fmt.Sprintf(format, args...))
	}
	for range 1 + pick(most) {
		c := pick.command(d)
		next, edit, err := d.Apply(c)
		if err != nil {
			sum.refused++
			if errors.Is(err, ErrUnsafe) {
				sum.unsafe++
				to := Path("")
				if c.To != nil {
					to = *c.To
				}
				t.Logf("%s: %+v %v: %v %s\n%s", name, c, c.Value, err, to, d.text)
			}
			continue
		}
		sum.steps++
		again, _ := Patched(d.text, edit.Patches)
		if again != next.text {
			lose("%+v: the patches give another text", c)
		}
		if want, ok := meant(d.Value(), c); ok && !alike(readAgain(t, next.text), want) {
			lose("%+v: it says something else\n%s", c, next.text)
		}
		units := Units(d.text, edit.Patches)
		if back, err := Bytes(d.text, units); err != nil || !slices.Equal(back, edit.Patches) {
			lose("%+v: %v in UTF-16 are %v, and back %v %v", c, edit.Patches, units, back, err)
		}
		undo, d = append(undo, edit), next
	}
	got := d.text
	for _, e := range slices.Backward(undo) {
		var err error
		if got, err = Patched(got, e.Inverse); err != nil {
			lose("%v", err)
			return
		}
	}
	if got != text || !utf8.ValidString(got) {
		lose("taken back it is another text")
	}
}

// named are the files in the order of their names.
func named(t testing.TB) (names []string, all map[string]string) {
	all = files(t)
	return slices.Sorted(maps.Keys(all)), all
}

// TestSequences does random commands on every file, and takes them back.
func TestSequences(t *testing.T) {
	names, all := named(t)
	rapid.Check(t, func(r *rapid.T) {
		pick := chooser(func(n int) int { return rapid.IntRange(0, n-1).Draw(r, "n") })
		name := names[pick(len(names))]
		var sum tally
		sequence(t, pick, name, all[name], 6, &sum)
		if len(sum.losses) > 0 {
			r.Fatal(sum.losses)
		}
	})
}

// TestFewAreRefused holds that a command is refused for what it asks, and not because the patches say something else.
func TestFewAreRefused(t *testing.T) {
	names, all := named(t)
	r, sum := rand.New(rand.NewSource(1)), tally{}
	for range 40 {
		sequence(t, r.Intn, "nasty.yaml", all["nasty.yaml"], 30, &sum)
		name := names[r.Intn(len(names))]
		sequence(t, r.Intn, name, all[name], 6, &sum)
	}
	for _, l := range sum.losses {
		t.Error(l)
	}
	if sum.steps < 500 || sum.unsafe*500 > sum.steps {
		t.Errorf("of %d commands that were done and %d that were not, %d were refused because they would say something else", sum.steps, sum.refused, sum.unsafe)
	}
}

// TestFigures counts sequences of up to 10 commands over all files, and what was lost in them.
func TestFigures(t *testing.T) {
	if os.Getenv("FIGURES") == "" {
		t.Skip("FIGURES is not set; make figures sets it")
	}
	most := 500
	if os.Getenv("SCALE") == "full" {
		most = 10_000
	}
	names, all := named(t)
	r, sum := rand.New(rand.NewSource(2)), tally{}
	for i := range most {
		name := names[i%len(names)]
		sequence(t, r.Intn, name, all[name], 10, &sum)
	}
	fmt.Printf("figure roundtrip_sequences %d sequences\n", most)
	fmt.Printf("figure roundtrip_commands %d commands\n", sum.steps)
	fmt.Printf("figure roundtrip_refused %d commands\n", sum.unsafe)
	fmt.Printf("figure roundtrip_losses %d losses\n", len(sum.losses))
}

// TestTwoAuthors undoes a step of one author after steps of another: where that is taken, the steps of the other are all
// that is left, and taking them back too gives the text before both.
func TestTwoAuthors(t *testing.T) {
	names, all := named(t)
	r := rand.New(rand.NewSource(3))
	pick, undone, refused := chooser(r.Intn), 0, 0
	for range 150 {
		name := names[pick(len(names))]
		if pick(2) == 0 {
			name = "nasty.yaml"
		}
		d := parse(t, name, all[name])
		mine, own, err := d.Apply(pick.command(d))
		if err != nil || len(own.Patches) == 0 {
			continue
		}
		theirs, later := mine, [][]Patch{}
		var back []Edit
		for range 1 + pick(3) {
			next, edit, err := theirs.Apply(pick.command(theirs))
			if err == nil {
				theirs, later, back = next, append(later, edit.Patches), append(back, edit)
			}
		}
		undo, err := Rebase(own.Inverse, later...)
		if err != nil {
			refused++
			continue
		}
		left, took, err := theirs.Patch(undo)
		if err != nil {
			refused++
			continue
		}
		undone++
		// Their steps, taken back over the undo, lead to the text before both.
		over := took.Patches
		text := left.Text()
		for _, e := range slices.Backward(back) {
			inverse, err := Rebase(e.Inverse, over)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if over, err = Rebase(over, e.Inverse); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if text, err = Patched(text, inverse); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
		if text != d.Text() {
			t.Errorf("%s: with both taken back it is another text", name)
		}
	}
	if undone < 50 {
		t.Errorf("%d undone, %d refused", undone, refused)
	}
}

// FuzzEdits edits any text that can be read.
func FuzzEdits(f *testing.F) {
	f.Add(read(f, "testdata/nasty.yaml"), int64(1))
	f.Add("a: [b, {c: d}]\n", int64(2))
	f.Add("- - a\n  - |\n    b\n# c\n", int64(3))
	f.Fuzz(func(t *testing.T, text string, seed int64) {
		d, faults := Parse("fuzz.yaml", text)
		if faults.HasErrors() {
			return
		}
		if !alike(d.Value(), readAgain(t, text)) {
			t.Fatalf("%q is read otherwise", text)
		}
		var sum tally
		sequence(t, rand.New(rand.NewSource(seed)).Intn, "fuzz.yaml", text, 4, &sum)
		if len(sum.losses) > 0 {
			t.Fatal(sum.losses)
		}
	})
}
