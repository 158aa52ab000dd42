package value_test

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"time"

	"banshi/engine/value"
)

type leaf struct {
	Z    string   `json:"z"`
	A    any      `json:"a,omitempty"`
	List []string `json:"list,omitzero"`
	None []string `json:"none,omitempty"`
	skip int
	Not  int `json:"-"`
}

type base struct {
	Name string `json:"name"`
	N    int64  `json:"n,omitempty"`
}

type word string

type tree struct {
	base
	Leaves map[string]leaf   `json:"leaves"`
	By     map[word]*tree    `json:"by,omitempty"`
	Next   *tree             `json:"next"`
	Raw    json.RawMessage   `json:"raw,omitempty"`
	At     time.Time         `json:"at"`
	Free   map[string]any    `json:"free"`
	Texts  map[string]string `json:"texts,omitempty"`
	Bytes  []byte            `json:"bytes,omitempty"`
	Broken float64           `json:"broken"`
	Yes    bool              `json:"yes"`
	Trees  []tree            `json:"trees"`
}

// slowly is what Encode writes, in the long way.
func slowly(t *testing.T, x any, canonical bool) string {
	t.Helper()
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(x); err != nil {
		t.Fatal(err)
	}
	if !canonical {
		return strings.NewReplacer(`\u2028`, "\u2028", `\ufffd`, "\uFFFD", "\n", "").Replace(b.String())
	}
	d := json.NewDecoder(&b)
	d.UseNumber()
	var free any
	if err := d.Decode(&free); err != nil {
		t.Fatal(err)
	}
	out, err := value.Canonical(texts(free))
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func texts(x any) any {
	switch x := x.(type) {
	case map[string]any:
		for k, v := range x {
			x[k] = texts(v)
		}
	case []any:
		for i, v := range x {
			x[i] = texts(v)
		}
	case json.Number:
		if n, err := strconv.ParseInt(string(x), 10, 64); err != nil || n > value.MaxSafe || n < -value.MaxSafe {
			return string(x)
		}
	}
	return x
}

func grow(r *rand.Rand, deep int) tree {
	words := []string{"", "办", "<&>", "\"\\\n\t\u0001", "𠮷", "bad\xff", "a", "A", "\u2028"}
	w := func() string { return words[r.IntN(len(words))] }
	anything := []any{nil, true, w(), int64(1 << 60), int64(3), 12, json.Number("12345678901234567890"), json.Number("1.50"), json.Number("7"), 1.25, 3.0,
		[]any{w(), nil}, []any(nil), map[string]any{w(): 1, w(): nil}, map[string]any(nil), []string{w()}, base{w(), 2}, &base{N: 3}, word(w())}
	a := func() any { return anything[r.IntN(len(anything))] }
	out := tree{base: base{w(), r.Int64N(3)}, Leaves: map[string]leaf{}, Yes: r.IntN(2) == 0, Broken: float64(r.IntN(4)) / 2, At: time.Unix(r.Int64N(9), 0).UTC()}
	for range r.IntN(3) {
		out.Leaves[w()] = leaf{Z: w(), A: a(), List: [][]string{nil, {}, {w()}}[r.IntN(3)], skip: 1, Not: 2}
		out.Free = map[string]any{w(): a(), w() + "x": a()}
		out.Texts = map[string]string{w(): w()}
		out.Raw, out.Bytes = json.RawMessage(`{"b": 1, "a": [2.50]}`), []byte(w())
	}
	if deep > 0 {
		next := grow(r, deep-1)
		out.Next, out.By, out.Trees = &next, map[word]*tree{word(w()): &next, "nil": nil}, []tree{grow(r, deep-1)}
	}
	return out
}

// Encode writes what encoding/json writes, or that in its canonical form.
func TestEncode(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 500 {
		x := grow(r, 2)
		for _, canonical := range []bool{false, true} {
			got, err := value.Encode(nil, &x, canonical)
			if err != nil {
				t.Fatal(err)
			}
			if want := slowly(t, &x, canonical); string(got) != want {
				t.Fatalf("canonical %v\n%s\n%s", canonical, got, want)
			}
		}
	}
	if got, err := value.Encode([]byte("x"), nil, false); err != nil || string(got) != "xnull" {
		t.Errorf("%s %v", got, err)
	}
	if _, err := value.Encode(nil, map[string]any{"a": func() {}}, false); err == nil {
		t.Error("a function has no JSON")
	}
}
