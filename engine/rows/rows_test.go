package rows_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"strings"
	"testing"

	"banshi/engine/rows"
	"banshi/engine/rows/rowstest"
)

var update = flag.Bool("update", false, "write the vectors")

// written are rules of the kinds that authors write, and some that are none.
var written = []string{
	`form.right == "rent" && form.until < today + months(6)`,
	`form.items.exists(x, x in ["cold", "raw"])
|| (form.right == "rent"
    && form.until < today + months(6))
|| form.managers.exists(row, !has(row.cert_no))
|| size(permits.filter(l, l.status == "revoked")) > 1`,
	`!permits.exists(l, l.status in ["有效", "暂扣"] && l.valid_to >= today && same_address(l.address, form.address))`,
	`cert.level <= 2 || cert.category in ["智力", '精神']`,
	`!!form.yes`, `!(form.yes)`, `! ( a && b )`, `!(a == b)`, `((a))`, `(( a ) && b)`, `a && (b && c) && d`, `a && b || c && d`, `(a || b) && c`,
	`- 5 < -form.n`, `-(5)`, `form.n - -5`, `form . area // 面积
 > 60`, `date("2026-01-01") <= form.start`, `form.start - days(form.n * 2) < today`, `days(1) + days(2) == days(3)`,
	`form.right == "rent" ? form.owner_no : applicant.no`, `a ? b : c ? d : e`, `(a ? b : c) && d`,
	`"🍜" in form.marks && form.name.startsWith("粤")`, `contains(form.name, "a")`, `[1, 2,] == []`, `r"\d" + """三"引"号""" + '\u7532\x41\101'`,
	`form.rows.map(r, r.n).exists(n, n > .5)`, `form.rows.filter(r, r.ok).all(r, r.n == 0x1F)`, `size(a.filter(b.c, d))`, `unknown(a).other(b)`, `a.if`,
	``, ` `, `a &&`, `a b`, `a == `, `(a`, `a)`, `[a`, `f(a,)`, `"a`, `"a\q"`, "\"a\nb\"", `a[0]`, `{a: 1}`, `null`, `a.in`, `if`, `a % 2`, `租 == 1`, `a，b`, `a ? b`, `.a`, `1.a`, `a..b`, `b"x"`,
}

// TestVectors holds the vectors that frontend/core/rows runs to be what this package makes. They show what is
// read as what: look at them when they change.
func TestVectors(t *testing.T) {
	texts := append([]string{}, written...)
	m := rowstest.New(7)
	for range 20 {
		texts = append(texts, m.Rule(2))
	}
	var out []map[string]any
	for _, s := range texts {
		out = append(out, map[string]any{"text": s, "outline": rowstest.Outline(s)})
	}
	lines := [][]byte{}
	for _, c := range out {
		line, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, line)
	}
	golden(t, "testdata/vectors.json", append(append([]byte("[\n"), bytes.Join(lines, []byte(",\n"))...), "\n]\n"...))
}

func golden(t *testing.T, file string, got []byte) {
	t.Helper()
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(want, got) {
		t.Errorf("%s is older than the code; look at it and run go test ./engine/rows -update", file)
	}
}

// shown are conditions with what rows make of them, in words that can be read.
var shown = map[string]string{
	`form.right == "rent" && form.until < today + months(6)`: `all[row(form.right == "rent") row(form.until < date(today + 6 months))]`,
	`a && (b && c) && d`:                   `all[flag(a) all[flag(b) flag(c)] flag(d)]`,
	`a && b || c`:                          `any[all[flag(a) flag(b)] flag(c)]`,
	`!(a == b)`:                            `not row(a == b)`,
	`a != b`:                               `row(a != b)`,
	`!!a`:                                  `not[not flag(a)]`,
	`!(a || b)`:                            `not[any[flag(a) flag(b)]]`,
	`!form.l.all(r, has(r.n))`:             `not all(r of form.l: has(r.n))`,
	`"x" in form.marks`:                    `row("x" in form.marks)`,
	`form.n > size(form.l.filter(r, r.k))`: `row(form.n > size(filter(r of form.l: flag(r.k))))`,
	`c ? a : b`:                            `text`,
	`true`:                                 `flag(true)`,
	`(a == b) == c`:                        `row({row(a == b)} == c)`,
	`form.a * 2 - 1 >= -3`:                 `row(((form.a * 2) - 1) >= -3)`,
	`form.d >= date("2026-01-31")`:         `row(form.d >= date(2026-01-31))`,
	`f(a)`:                                 `text`,
}

func TestConditions(t *testing.T) {
	for text, want := range shown {
		n, err := rows.Parse(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if got := show(n.Condition()); got != want {
			t.Errorf("%s\n got %s\nwant %s", text, got, want)
		}
	}
}

func show(c *rows.Cond) string {
	out := string(c.Kind)
	if c.Neg {
		out = "not " + out
	}
	switch c.Kind {
	case rows.All, rows.Any, rows.Not:
		s := out + "["
		for i, item := range c.Items {
			if i > 0 {
				s += " "
			}
			s += show(item)
		}
		return s + "]"
	case rows.Row:
		return out + "(" + value(c.Left) + " " + c.Op + " " + value(c.Right) + ")"
	case rows.Flag, rows.Has:
		return out + "(" + value(c.Left) + ")"
	case rows.Quant:
		s := c.How
		if c.Neg {
			s = "not " + s
		}
		return s + "(" + c.Var + " of " + value(c.List) + ": " + show(c.Where) + ")"
	}
	return out
}

func value(o *rows.Operand) string {
	args := []string{}
	for _, a := range o.Args {
		args = append(args, value(a))
	}
	switch o.Kind {
	case rows.PathOperand, rows.LiteralOperand:
		return o.Text
	case rows.DateOperand:
		if o.Unit == "" {
			return "date(" + o.Text + ")"
		}
		return "date(" + args[0] + " " + o.Text + " " + args[1] + " " + o.Unit + ")"
	case rows.CalcOperand:
		s := "(" + args[0]
		for _, a := range args[1:] {
			s += " " + o.Text + " " + a
		}
		return s + ")"
	case rows.FuncOperand:
		return o.Text + "(" + args[0] + ")"
	case rows.PickOperand:
		return o.Text + "(" + o.Var + " of " + args[0] + ": " + show(o.Where) + ")"
	case rows.CondOperand:
		return "{" + show(o.Where) + "}"
	}
	return string(o.Kind)
}

// TestOffsets holds that the units of JavaScript convert there and back.
func TestOffsets(t *testing.T) {
	text := `"a🍜租" in x`
	for i := range text {
		if got := rows.Bytes(text, rows.UTF16(text, i)); got != i {
			t.Errorf("byte %d comes back as %d", i, got)
		}
	}
	if rows.UTF16(text, len(text)) != len(text)-2-2 || rows.Bytes(text, 3) != -1 {
		t.Error("a character of two units is not counted as such")
	}
}

// TestQuote holds that a text that is written as a literal is read as the same text.
func TestQuote(t *testing.T) {
	for _, s := range []string{"", "a", `"`, `\`, "a\nb\tc\x01", "租🍜'"} {
		n, err := rows.Parse(rows.Quote(s))
		if err != nil {
			t.Errorf("%q: %v", s, err)
			continue
		}
		if got, ok := n.Quoted(); !ok || got != s {
			t.Errorf("%q is read as %q", s, got)
		}
	}
}

// FuzzParse holds that any text is read or refused at a place, and that what was read stands where it says.
func FuzzParse(f *testing.F) {
	for _, s := range written {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		n, err := rows.Parse(text)
		if err != nil {
			if e := err.(*rows.Error); e.From < 0 || e.From > e.To || e.To > len(text) {
				t.Fatalf("%q: refused at %v", text, e.Span)
			}
			return
		}
		n.Walk(func(n *rows.Node) bool {
			if !n.Outer.Holds(n.Span) {
				t.Fatalf("%q: %s stands at %v in %v", text, n.Kind, n.Span, n.Outer)
			}
			for _, a := range n.Args {
				if !n.Holds(a.Outer) {
					t.Fatalf("%q: %s at %v does not hold %v", text, n.Kind, n.Span, a.Outer)
				}
			}
			again, err := rows.Parse(n.Of(text))
			if err != nil || !again.Same(n) {
				t.Fatalf("%q: %q alone is something else: %v", text, n.Of(text), err)
			}
			return true
		})
		n.Condition().Walk(func(c *rows.Cond) bool { return true })
		n.Operand()
	})
}

// TestNames holds which word of a rule stands for what.
func TestNames(t *testing.T) {
	scope := map[string]string{"row": "form.staff", "it": "deed"}
	for text, want := range map[string]string{
		`form.area > 60 && today >= it.from`:                             "form* form.area today it=deed* deed.from",
		`form.staff.exists(r, r.no == row.no)`:                           "form* form.staff r=form.staff* r=form.staff* form.staff.no row=form.staff* form.staff.no",
		`form.staff.filter(r, r.ok).map(r, r.person).all(p, has(p.no))`:  "form* form.staff r=form.staff* r=form.staff* form.staff.ok r=form.staff* r=form.staff* form.staff.person p=form.staff.person* p=form.staff.person* form.staff.person.no",
		`[old, new].exists(l, l.exists(r, r.type == "old"))`:             "old new l=old|new* l=old|new r=old|new* r=old|new* old.type|new.type",
		`(a ? old : new).exists(old, old . type == "a") || size(a) == 1`: "a old new old=old|new* old=old|new* old.type|new.type a",
	} {
		var got []string
		for _, u := range parsed(t, text).Names(scope) {
			s := strings.Join(append([]string{u.Path}, u.Or...), "|")
			if u.Bound {
				s = u.Word + "=" + s
			}
			if !u.Read {
				s += "*"
			}
			if u.Of(text) != u.Word {
				t.Errorf("%s: %q stands where %q is meant to", text, u.Of(text), u.Word)
			}
			got = append(got, s)
		}
		if g := strings.Join(got, " "); g != want {
			t.Errorf("%s\n got %s\nwant %s", text, g, want)
		}
	}
}

// TestRename holds that the words that mean a name are rewritten and no others.
func TestRename(t *testing.T) {
	for _, c := range []struct{ text, from, to, want string }{
		{`form.area > 1 && "form.area" == x.area // form.area`, "form.area", "form.size", `form.size > 1 && "form.area" == x.area // form.area`},
		{`form.staff.all(no, no.no == row.no)`, "form.staff.no", "form.staff.id", `form.staff.all(no, no.id == row.id)`},
		{`form.staff.all(staff, staff.no == form . staff)`, "form.staff", "form.people", `form.people.all(staff, staff.no == form . people)`},
		{`deed.all(x, x.n == own.n) && own.n > 1`, "own", "x", `deed.all(x_, x_.n == x.n) && x.n > 1`},
		{`deed.all(own, own.n > 1)`, "own", "x", `deed.all(own, own.n > 1)`},
	} {
		got := rows.Apply(c.text, parsed(t, c.text).Rename(map[string]string{"row": "form.staff"}, c.from, c.to)).Text
		if got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}
