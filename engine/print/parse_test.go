package print

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"banshi/engine/diag"
)

func TestAllFilesAreRead(t *testing.T) {
	for name, text := range files(t) {
		d := parse(t, name, text)
		if d.Text() != text || !alike(d.Value(), readAgain(t, text)) {
			t.Errorf("%s is read otherwise", name)
		}
	}
}

// What can't be edited is refused with its place.
func TestRefused(t *testing.T) {
	for _, c := range []struct {
		text string
		code diag.Code
		line int
	}{
		{"a: 1\nb: &x 2\n", diag.Alias, 2},
		{"a: &x 1\nb: *x\n", diag.Alias, 1},
		{"a: {b: 1}\n<<: {c: 1}\n", diag.Alias, 2},
		{"a: !x 1\n", diag.YAMLTag, 1},
		{"a: 1\nb: 2\na: 3\n", diag.DuplicateKey, 3},
		{"x: {a: 1, a: 2}\n", diag.DuplicateKey, 1},
		{"a: 1\n---\nb: 2\n", diag.SeveralDocs, 3},
		{"? a\n: b\n", diag.Syntax, 1},
		{"a: [b: c]\n", diag.Syntax, 1},
		{"a: {b, c: }\n", diag.Syntax, 1},
		{"a: 1\n[b]: 2\n", diag.Syntax, 2},
		{"a:\tb\n", diag.Tab, 1},
		{"a: b\u2028c\n", diag.BadCharacter, 1},
		{"a: b\rc\n", diag.BadCharacter, 1},
		{"a: \xd0\xd0\n", diag.NotUTF8, 1},
		{"a: 1\n...\n", diag.Syntax, 2},
		{"%YAML 1.2\n---\na: 1\n", diag.Syntax, 1},
		{"just text\n", diag.Syntax, 1},
		{"a: b: c\n", diag.Syntax, 1},
		{"a: " + strings.Repeat("[", 70) + strings.Repeat("]", 70) + "\n", diag.TooDeep, 1},
		{"a: 1 # " + strings.Repeat("x", 1<<20), diag.TooLarge, 0},
	} {
		_, faults := Parse("x.yaml", c.text)
		if len(faults) != 1 || faults[0].Code != c.code || faults[0].Span.Start.Line != c.line || faults[0].Hint == "" {
			t.Errorf("%.60q: %v %+v", c.text, faults, faults)
		}
	}
}

// A place in the text leads to its entry, and an entry to its place.
func TestPlaces(t *testing.T) {
	d := parse(t, "nasty.yaml", read(t, "testdata/nasty.yaml"))
	for _, addr := range allPlaces(d) {
		p := d.pathOf(addr)
		e, ok := d.At(p)
		if !ok || e.Path != p {
			t.Fatalf("%s is not found", p)
		}
		if got := d.PathAt(e.Value.From); !strings.HasPrefix(string(got), string(p)) {
			t.Errorf("%s: where its value begins stands %s", p, got)
		}
	}
	for _, c := range []struct {
		in   string
		want Path
	}{
		{"开头的说明", ""}, {"属于 type", "/type"}, {"字段的说明", "/form/#premises/fields/#area"}, {"一节说明", ""},
		{"租赁}", "/form/#premises/fields/#right/options/rent"}, {"最后一项里", "/form/#premises/fields/#rule"}, {"比键深的", "/form/#premises/fields"},
		{"# 第二的", "/multi"}, {"三\"", ""},
	} {
		if i := strings.Index(d.Text(), c.in); i >= 0 && d.PathAt(i) != c.want {
			t.Errorf("%s: %s, not %s", c.in, d.PathAt(i), c.want)
		}
	}
	e, _ := d.At("/form/#premises")
	if !slices.Equal(e.Names, []string{"section", "title", "fields"}) {
		t.Error(e.Names)
	}
}

// A value goes through JSON with its keys in order and its numbers as written.
func TestValueJSON(t *testing.T) {
	const text = `{"b":1.50,"a":[true,null,"x",{}],"c":"1"}`
	var v Value
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatal(err)
	}
	if got, err := json.Marshal(v); err != nil || string(got) != text {
		t.Errorf("%s %v", got, err)
	}
	for _, bad := range []string{`{"a":1,"a":2}`, `[1`, strings.Repeat("[", 100) + strings.Repeat("]", 100)} {
		if err := json.Unmarshal([]byte(bad), &v); err == nil {
			t.Errorf("%.20s is taken", bad)
		}
	}
}

// What is asked wrongly is told apart from what can't be done.
func TestErrors(t *testing.T) {
	d := parse(t, "x.yaml", "a: 1\nb: [1, 2]\nc: {x: 1}\nm: [\n  p,  # c\n  q\n]\nn:\n  - z\n")
	one, two := 1, 2
	root, b, n := Path(""), Path("/b"), Path("/n")
	v := Of("x")
	for _, c := range []struct {
		c    Command
		want error
	}{
		{Command{Do: "sing", At: "/a"}, ErrCommand},
		{Command{Do: Set, At: "a", Value: &v}, ErrCommand},
		{Command{Do: Set, At: "/a"}, ErrCommand},
		{Command{Do: Delete, At: "/z"}, ErrNoEntry},
		{Command{Do: Delete, At: ""}, ErrShape},
		{Command{Do: Insert, At: "", Key: "a", Value: &v}, ErrTaken},
		{Command{Do: Insert, At: "/b", Key: "a", Value: &v}, ErrShape},
		{Command{Do: Insert, At: "/c", Value: &v}, ErrShape},
		{Command{Do: Insert, At: "/a", Value: &v}, ErrShape},
		{Command{Do: Insert, At: "/n", Index: &two, Value: &v}, ErrNoEntry},
		{Command{Do: Set, At: "/b/7", Value: &v}, ErrNoEntry},
		{Command{Do: RenameKey, At: "/a", Key: "b"}, ErrTaken},
		{Command{Do: RenameKey, At: "/b/0", Key: "b"}, ErrShape},
		{Command{Do: Move, At: "/c", To: &b}, ErrShape},
		{Command{Do: Move, At: "/b", To: &b}, ErrInside},
		{Command{Do: Move, At: "/m/0", To: &n}, ErrComment},
		{Command{Do: Move, At: "/b/0", Index: &two}, ErrNoEntry},
		{Command{Do: Part, At: "/b"}, ErrShape},
		{Command{Do: Part, At: "/a", From: 1, End: 9}, ErrNoEntry},
		{Command{Do: Replace, Text: "a: [\n"}, ErrUnsafe},
		{Command{Do: Move, At: "/b/0", Index: &one}, nil},
		{Command{Do: Move, At: "/a", To: &root}, nil},
	} {
		next, _, err := d.Apply(c.c)
		if !errors.Is(err, c.want) || c.want != nil && next != nil {
			t.Errorf("%+v: %v, not %v", c.c, err, c.want)
		}
	}
}

// An undo over somebody else's later steps takes back one's own step alone, or is refused.
func TestRebase(t *testing.T) {
	d := parse(t, "x.yaml", "a: 1\nb: 2\nc: 3\n")
	at := func(d *Document, p Path, s string) (*Document, Edit) {
		v := Of(s)
		next, e, err := d.Apply(Command{Do: Set, At: p, Value: &v})
		if err != nil {
			t.Fatal(err)
		}
		return next, e
	}
	mine, own := at(d, "/b", "mine")
	theirs, first := at(mine, "/a", "a longer one")
	theirs, second := at(theirs, "/c", "last")
	undo, err := Rebase(own.Inverse, first.Patches, second.Patches)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := Patched(theirs.Text(), undo); err != nil || got != "a: a longer one\nb: 2\nc: last\n" {
		t.Errorf("%q %v", got, err)
	}
	_, over := at(mine, "/b", "theirs")
	if _, err := Rebase(own.Inverse, over.Patches); !errors.Is(err, ErrTouches) {
		t.Error(err)
	}
	if _, err := Rebase([]Patch{{3, 5, ""}}, []Patch{{5, 6, "x"}}); !errors.Is(err, ErrTouches) {
		t.Error("what touches is taken")
	}
}

// Two edits in a row as one say the same as one after the other.
func TestComposed(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		text := rapid.StringMatching(`[a-d]{0,12}`).Draw(r, "text")
		patches := func(text, name string) (out []Patch) {
			at := 0
			for range rapid.IntRange(0, 3).Draw(r, name) {
				from := rapid.IntRange(at, len(text)).Draw(r, "from")
				to := rapid.IntRange(from, len(text)).Draw(r, "to")
				out = append(out, Patch{from, to, rapid.StringMatching(`[x-z]{0,3}`).Draw(r, "put")})
				at = to
			}
			return out
		}
		first := patches(text, "first")
		between, err := Patched(text, first)
		if err != nil {
			r.Fatal(err)
		}
		second := patches(between, "second")
		want, err := Patched(between, second)
		if err != nil {
			r.Fatal(err)
		}
		got, err := Patched(text, composed(text, first, second))
		if err != nil || got != want {
			r.Fatalf("%q, %v, %v: %q, not %q (%v): %v", text, first, second, got, want, err, composed(text, first, second))
		}
		back, err := Patched(want, Inverted(text, composed(text, first, second)))
		if err != nil || back != text {
			r.Fatalf("back: %q %v", back, err)
		}
	})
}

func TestUnits(t *testing.T) {
	const text = "甲😀乙"
	got := Units(text, []Patch{{3, 7, "x"}, {7, 10, ""}})
	if want := []Patch{{1, 3, "x"}, {3, 4, ""}}; !slices.Equal(got, want) {
		t.Error(got)
	}
	if _, err := Bytes(text, []Patch{{2, 3, ""}}); err == nil {
		t.Error("half a character is taken")
	}
	if _, err := Bytes(text, []Patch{{0, 9, ""}}); err == nil {
		t.Error("a place behind the end is taken")
	}
}

func BenchmarkEdit(b *testing.B) {
	name := "nanhai/items/food_business_licence_new/item.yaml"
	text := files(b)[name]
	d, v := parse(b, name, text), Of("改过的名称")
	b.SetBytes(int64(len(text)))
	b.Run("index", func(b *testing.B) {
		for b.Loop() {
			parse(b, name, text)
		}
	})
	b.Run("command", func(b *testing.B) {
		for b.Loop() {
			if _, _, err := d.Apply(Command{Do: Set, At: "/name", Value: &v}); err != nil {
				b.Fatal(err)
			}
		}
	})
}
