// Package print edits a definition's YAML by patches of its text: an edit changes the lines that it means and no
// others, so that comments, order, quotes, blank lines and keys that nobody knows survive, and opening and saving
// changes nothing.
//
//	d, faults := print.Parse(name, text)     // where every entry stands; refuses what can't be edited safely
//	d.At("/form/#premises/fields/#source")   // its place in the text; d.PathAt(offset) is the way back
//	next, edit, err := d.Apply(print.Command{Do: print.Set, At: "…/title", Value: &v})
//	edit.Patches, edit.Inverse               // to what next says, and back to the byte
//	print.Rebase(edit.Inverse, later...)     // an undo of one's own step after others' steps
//
// After each command the new text is read again and compared with the command applied to what the old text said, and
// its comments with the old ones: an edit that would say anything else is refused (ErrUnsafe), whatever the
// reason. A Document never changes, and may be used by several at once.
package print

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"banshi/engine/diag"
	"banshi/engine/load/grammar"
)

const (
	bom      = "\ufeff"
	maxDepth = grammar.MaxDepth
)

// Document is one YAML file with the place of every entry.
type Document struct {
	name     string
	text     string
	root     *node
	lines    []int
	start    int // behind the byte order mark
	comments []comment
	newline  string
	step     int // by how much a map stands deeper than its key, as the file has it
	dash     int // the same of a list
}

// Parse reads a file. What it can't edit safely it refuses, with the place and what to do: what is no YAML, anchors,
// tags, keys that stand twice, a second document, tabs, and rare ways of writing. A file without any entry is an empty map.
func Parse(name, text string) (d *Document, faults diag.List) {
	x := &indexer{name: name, text: text, step: -1, dash: -1, lines: []int{0}}
	if strings.HasPrefix(text, bom) {
		x.start = len(bom)
	}
	defer func() {
		if r := recover(); r != nil {
			no, ok := r.(refusal)
			if !ok {
				// The YAML reader is known to panic on some broken inputs.
				no = refusal{diag.New(diag.Syntax, diag.File(name), "YAML 写法有误").Mend("看看缩进、冒号和引号")}
			}
			d, faults = nil, diag.List{no.Diagnostic}
		}
	}()
	x.characters()
	root := x.document()
	d = &Document{name: name, text: text, start: x.start, newline: "\n", step: 2, dash: 2}
	if root == nil {
		x.pos = x.start
		x.dashes()
		d.root = &node{kind: Null, style: absent, from: len(text), to: len(text)}
	} else {
		x.pos = x.start
		x.dashes()
		d.root = x.value(root, -1, 0, false)
		if d.root.kind != Map && d.root.kind != List {
			x.odd(d.root.from)
		}
	}
	x.skip()
	if x.pos != len(text) {
		x.odd(x.pos)
	}
	x.extents(d.root, x.start)
	d.lines, d.comments = x.lines, x.comments
	if i := strings.IndexByte(text, '\n'); i > 0 && text[i-1] == '\r' {
		d.newline = "\r\n"
	}
	if x.step > 0 {
		d.step = x.step
	}
	if x.dash >= 0 {
		d.dash = x.dash
	}
	return d, nil
}

// characters refuses what is no text of a definition, and notes where lines begin.
func (x *indexer) characters() {
	if len(x.text) > grammar.MaxBytes {
		panic(refusal{diag.New(diag.TooLarge, diag.File(x.name), "文件超过 1 MiB").Mend("一份定义只写一个事项；大的代码表按门类拆成几个文件")})
	}
	for i, r := range x.text[x.start:] {
		i += x.start
		switch {
		case r == '\n':
			x.lines = append(x.lines, i+1)
		case r == '\r' && strings.HasPrefix(x.text[i+1:], "\n"):
		case r == '\t':
			x.refuse(i, diag.Tab, "这里有制表符", "改成空格；每一层缩进两个空格")
		case r == utf8.RuneError && !strings.HasPrefix(x.text[i:], "\ufffd"):
			x.refuse(i, diag.NotUTF8, "这里的字节不是 UTF-8 文字", "在编辑器里另存为 UTF-8（原来可能是 GBK）")
		case grammar.Unseen(r):
			x.refuse(i, diag.BadCharacter, fmt.Sprintf("这里有看不见的字符 U+%04X", r), "删掉它；要换行就直接换行")
		}
	}
	for _, line := range x.lines {
		rest := x.text[line:]
		if strings.HasPrefix(rest, "%") || rest == "..." || strings.HasPrefix(rest, "...") && strings.IndexByte(" \r\n", rest[3]) >= 0 {
			x.odd(line)
		}
	}
}

// document has the YAML reader read the file, which holds one document.
func (x *indexer) document() *yaml.Node {
	r := yaml.NewDecoder(strings.NewReader(x.text[x.start:]))
	var doc, second yaml.Node
	if err := r.Decode(&doc); errors.Is(err, io.EOF) {
		return nil
	} else if err != nil {
		x.syntax(err)
	}
	switch err := r.Decode(&second); {
	case errors.Is(err, io.EOF):
	case err != nil:
		x.syntax(err)
	default:
		at := &second
		if len(second.Content) > 0 {
			at = second.Content[0]
		}
		x.refuse(x.offset(at), diag.SeveralDocs, "一个文件里有几份定义", "拆成几个文件，每个一份")
	}
	if len(doc.Content) != 1 {
		return nil
	}
	if missing(doc.Content[0]) {
		return nil
	}
	return doc.Content[0]
}

// syntax refuses what is no YAML. The loader words it and finds the line better: it is asked first where a person reads.
func (x *indexer) syntax(err error) {
	line, problem := 0, strings.TrimPrefix(err.Error(), "yaml: ")
	if n, _ := fmt.Sscanf(problem, "line %d: ", &line); n == 1 {
		_, problem, _ = strings.Cut(problem, ": ")
	}
	at := x.lines[min(max(line-1, 0), len(x.lines)-1)]
	x.refuse(at, diag.Syntax, "YAML 写法有误："+problem, "看看这一行的缩进、冒号和引号")
}

// dashes goes over the line of --- that may begin a file.
func (x *indexer) dashes() {
	x.skip()
	if rest := x.text[x.pos:]; strings.HasPrefix(rest, "---") && (len(rest) == 3 || strings.IndexByte(" \r\n", rest[3]) >= 0) {
		x.pos += 3
	}
}

// Text is the file as it stands.
func (d *Document) Text() string { return d.text }

// Name is the name by which the file was read.
func (d *Document) Name() string { return d.name }

// Value is what the file says.
func (d *Document) Value() Value { return d.root.tree() }

func (n *node) tree() Value {
	out := Value{Kind: n.kind, Text: n.text}
	if n.kind == Null {
		out.Text = ""
	}
	if n.kind != Map && n.kind != List {
		return out
	}
	out.Items = make([]Value, 0, len(n.entries))
	for _, e := range n.entries {
		if n.kind == Map {
			out.Keys = append(out.Keys, e.key)
		}
		out.Items = append(out.Items, e.value.tree())
	}
	return out
}

// Span is a stretch of the text, in bytes.
type Span struct {
	From int `json:"from"`
	To   int `json:"to"`
}

// Entry is where a key with its value, or an item of a list, stands.
type Entry struct {
	Path   Path     `json:"path"`
	Kind   Kind     `json:"kind"`
	Key    Span     `json:"key"`    // empty in a list
	Value  Span     `json:"value"`  // with its quotes or brackets
	Extent Span     `json:"extent"` // with the comments that are its own
	Text   string   `json:"text"`   // of a scalar: what it says
	Names  []string `json:"names"`  // of a map or list: the last names of its entries' paths
}

// At is the entry at a path.
func (d *Document) At(p Path) (Entry, bool) {
	addr, left, ok := d.walk(p)
	if !ok || len(left) > 0 {
		return Entry{}, false
	}
	e, n := d.entry(addr)
	out := Entry{Path: d.pathOf(addr), Kind: n.kind, Value: Span{n.from, n.to}, Text: n.text, Extent: Span{0, len(d.text)}}
	if e != nil {
		out.Key, out.Extent = Span{e.keyFrom, e.keyTo}, Span{e.extFrom, e.extTo}
	}
	for i := range n.entries {
		out.Names = append(out.Names, n.nameOf(i))
	}
	return out, true
}

// ValueAt is what stands at a path.
func (d *Document) ValueAt(p Path) (Value, bool) {
	addr, left, ok := d.walk(p)
	if !ok || len(left) > 0 {
		return Value{}, false
	}
	_, n := d.entry(addr)
	return n.tree(), true
}

// PathAt is the deepest entry that a place in the text belongs to, its own comments included.
func (d *Document) PathAt(offset int) Path {
	var addr []int
	n := d.root
	for {
		at := -1
		for i, e := range n.entries {
			if e.extFrom <= offset && (offset < e.extTo || n.flow && offset == e.extTo || e.extTo == len(d.text) && offset >= e.extTo) {
				at = i
			}
		}
		if at < 0 {
			return d.pathOf(addr)
		}
		addr, n = append(addr, at), n.entries[at].value
	}
}
