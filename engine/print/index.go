package print

import (
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"banshi/engine/diag"
	"banshi/engine/load/grammar"
)

type style int

const (
	absent style = iota // a map, a list, or nothing at all
	plain
	single
	double
	literal
	folded
)

// node is a value and where it stands. The places of entries and comments are found by walking through the source
// beside the tree of the YAML reader, which knows where things begin and not where they end: whatever stands
// between two of them and is no blank, no comment and no mark that belongs there stops the walk.
type node struct {
	kind     Kind
	flow     bool // a map or list in brackets
	style    style
	text     string // of a scalar
	from, to int
	marks    int // of a block of text: the end of its | or >
	col      int // of a map or list that is not in brackets: where its entries stand, in characters from 0
	entries  []*entry
}

// entry is a key with its value, or an item of a list.
type entry struct {
	key            string
	keyFrom, keyTo int
	quoted         bool // its key
	from           int  // its key or its dash; its value, in brackets
	mark           int  // the end of the colon or dash
	behind         bool // it begins in the line of the dash of the entry around it
	value          *node
	extFrom, extTo int // with the comments that are its own; of whole lines, unless in brackets or behind a dash
}

// missing tells whether the value of a key isn't written.
func (n *node) missing() bool { return n.kind == Null && n.style == absent }

type comment struct {
	from, to int
	own      bool // alone in its line
}

// refusal ends the walk.
type refusal struct{ diag.Diagnostic }

type indexer struct {
	name     string
	text     string
	start    int   // behind the byte order mark
	lines    []int // where they begin
	pos      int
	comments []comment
	step     int // by how much maps and lists stand deeper, where the file shows it: -1 not yet
	dash     int
}

func (x *indexer) refuse(at int, code diag.Code, message, hint string) {
	panic(refusal{diag.New(code, x.span(at), "%s", message).Mend("%s", hint)})
}

// odd refuses what YAML can say and this package can't put patches into.
func (x *indexer) odd(at int) {
	x.refuse(at, diag.Syntax, "这里的写法不能在可视界面里改", "键写成“键: 值”，列表每项写成“- 值”；一个值不要拆到几行")
}

func (x *indexer) span(at int) diag.Span {
	line := x.lineAt(at)
	column := utf8.RuneCountInString(x.text[min(x.lines[line], at):at])
	return diag.At(diag.Place{File: x.name, Line: line + 1, Column: column + 1}, 1)
}

func (x *indexer) lineAt(at int) int {
	lo, hi := 0, len(x.lines)
	for hi-lo > 1 {
		if mid := (lo + hi) / 2; x.lines[mid] <= at {
			lo = mid
		} else {
			hi = mid
		}
	}
	return lo
}

// offset is where a node of the YAML reader begins.
func (x *indexer) offset(n *yaml.Node) int {
	if n.Line < 1 || n.Line > len(x.lines) {
		x.odd(x.pos)
	}
	at := x.lines[n.Line-1]
	for range n.Column - 1 {
		if at >= len(x.text) {
			break
		}
		_, size := utf8.DecodeRuneInString(x.text[at:])
		at += size
	}
	return at
}

// skip goes on to the next character that is no blank, no line break and in no comment.
func (x *indexer) skip() {
	for x.pos < len(x.text) {
		switch c := x.text[x.pos]; {
		case c == ' ' || c == '\n' || c == '\r':
			x.pos++
		case c == '#' && (x.pos == x.start || strings.IndexByte(" \n", x.text[x.pos-1]) >= 0):
			from := x.pos
			x.pos = x.lineEnd(from)
			x.comments = append(x.comments, comment{from, x.pos, strings.TrimLeft(x.text[x.lines[x.lineAt(from)]:from], " ") == ""})
		default:
			return
		}
	}
}

func (x *indexer) blanks() {
	for x.pos < len(x.text) && x.text[x.pos] == ' ' {
		x.pos++
	}
}

// lineEnd is where the line of a place ends, before its line break.
func (x *indexer) lineEnd(at int) int {
	end := strings.IndexByte(x.text[at:], '\n')
	if end < 0 {
		return len(x.text)
	}
	if end += at; end > at && x.text[end-1] == '\r' {
		return end - 1
	}
	return end
}

// nextLine is where the line after that of a place begins.
func (x *indexer) nextLine(at int) int {
	end := strings.IndexByte(x.text[at:], '\n')
	if end < 0 {
		return len(x.text)
	}
	return at + end + 1
}

// expect goes on to a node and holds that nothing else stands before it.
func (x *indexer) expect(n *yaml.Node) {
	x.skip()
	if at := x.offset(n); at != x.pos {
		x.odd(x.pos)
	}
}

func (x *indexer) sound(n *yaml.Node, depth int) {
	switch {
	case depth > grammar.MaxDepth:
		x.refuse(x.pos, diag.TooDeep, "嵌套太深", "看看是不是多打了括号")
	case n.Kind == yaml.AliasNode || n.Anchor != "":
		x.refuse(x.offset(n), diag.Alias, "不能用 YAML 的锚点（&）和别名（*、<<）", "写全；规则以 & 或 * 开头的，整个加引号")
	case n.Style&yaml.TaggedStyle != 0:
		x.refuse(x.offset(n), diag.YAMLTag, "以感叹号开头的值被 YAML 当作标签", "给整个值加上单引号：'!…'")
	}
}

// value walks through a value; around is the column of the map or list that it stands in, -1 for the file.
func (x *indexer) value(n *yaml.Node, around, depth int, flow bool) *node {
	x.sound(n, depth)
	switch n.Kind {
	case yaml.MappingNode, yaml.SequenceNode:
		x.expect(n)
		out := &node{kind: List, from: x.pos}
		if n.Kind == yaml.MappingNode {
			out.kind = Map
		}
		if open := x.text[x.pos]; n.Style&yaml.FlowStyle != 0 {
			if out.kind == Map && open != '{' || out.kind == List && open != '[' {
				x.odd(x.pos)
			}
			out.flow = true
			x.bracketed(n, out, depth)
		} else if flow {
			x.odd(x.pos)
		} else {
			x.stacked(n, out, depth)
		}
		return out
	case yaml.ScalarNode:
		x.expect(n)
		return x.scalar(n, around, flow)
	}
	x.odd(x.pos)
	return nil
}

// missing tells whether a node stands for a value that isn't written.
func missing(n *yaml.Node) bool {
	return n.Kind == yaml.ScalarNode && n.Style == 0 && n.Value == "" && n.Anchor == ""
}

// key walks through a key and its colon.
func (x *indexer) key(k *yaml.Node, flow bool) *entry {
	x.sound(k, 0)
	x.expect(k)
	if k.Kind != yaml.ScalarNode || missing(k) || k.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0 {
		x.odd(x.pos)
	}
	if k.Value == "<<" && k.Style == 0 {
		x.refuse(x.pos, diag.Alias, "不能用 YAML 的锚点（&）和别名（*、<<）", "写全；许多事项共用的写成片段")
	}
	e := &entry{key: k.Value, keyFrom: x.pos, from: x.pos, quoted: k.Style != 0}
	e.keyTo = x.scalar(k, -1, flow).to
	x.blanks()
	if x.pos >= len(x.text) || x.text[x.pos] != ':' {
		x.odd(e.keyFrom)
	}
	x.pos++
	e.mark = x.pos
	return e
}

func (x *indexer) twice(n *node, e *entry) {
	for _, other := range n.entries {
		if other.key == e.key {
			x.refuse(e.keyFrom, diag.DuplicateKey, "键“"+e.key+"”写了两次", "留下一个")
		}
	}
}

// stacked walks through a map or list of which each entry has its own lines.
func (x *indexer) stacked(n *yaml.Node, out *node, depth int) {
	out.col = x.pos - x.lines[x.lineAt(x.pos)]
	if x.lineAt(x.pos) == 0 {
		out.col -= x.start
	}
	if out.kind == Map {
		for i := 0; i+1 < len(n.Content); i += 2 {
			e := x.key(n.Content[i], false)
			x.twice(out, e)
			e.value = x.valueOf(n.Content[i+1], out.col, depth, false)
			out.entries = append(out.entries, e)
			x.indents(out, e)
		}
	} else {
		for _, item := range n.Content {
			x.skip()
			if x.pos >= len(x.text) || x.text[x.pos] != '-' {
				x.odd(min(x.pos, len(x.text)))
			}
			e := &entry{from: x.pos, mark: x.pos + 1}
			x.pos++
			e.value = x.valueOf(item, out.col, depth, false)
			out.entries = append(out.entries, e)
		}
	}
	for _, e := range out.entries {
		line := x.lines[x.lineAt(e.from)]
		e.behind = strings.Trim(strings.TrimPrefix(x.text[line:e.from], bom), " ") != ""
	}
	out.to = x.pos
	if last := out.entries[len(out.entries)-1]; last.value.to > 0 {
		out.to = last.value.to
	}
}

// indents notes by how much the file lets maps and lists stand deeper than their key.
func (x *indexer) indents(out *node, e *entry) {
	if v := e.value; (v.kind == Map || v.kind == List) && !v.flow {
		to := &x.step
		if v.kind == List {
			to = &x.dash
		}
		if *to < 0 {
			*to = v.col - out.col
		}
	}
}

func (x *indexer) valueOf(n *yaml.Node, around, depth int, flow bool) *node {
	if missing(n) {
		return &node{kind: Null, style: absent, from: x.pos, to: x.pos}
	}
	return x.value(n, around, depth+1, flow)
}

// bracketed walks through {…} or […].
func (x *indexer) bracketed(n *yaml.Node, out *node, depth int) {
	x.pos++
	step := 1
	if out.kind == Map {
		step = 2
	}
	for i := 0; i+step <= len(n.Content); i += step {
		if i > 0 {
			x.skip()
			if x.pos >= len(x.text) || x.text[x.pos] != ',' {
				x.odd(min(x.pos, len(x.text)))
			}
			x.pos++
		}
		e := &entry{}
		if out.kind == Map {
			e = x.key(n.Content[i], true)
			x.twice(out, e)
			e.value = x.valueOf(n.Content[i+1], -1, depth, true)
		} else {
			if missing(n.Content[i]) {
				x.odd(x.pos)
			}
			e.value = x.value(n.Content[i], -1, depth+1, true)
			e.from, e.mark = e.value.from, e.value.from
		}
		e.extFrom, e.extTo = e.from, e.value.to
		out.entries = append(out.entries, e)
	}
	x.skip()
	if x.pos < len(x.text) && x.text[x.pos] == ',' {
		x.pos++
		x.skip()
	}
	end := byte(']')
	if out.kind == Map {
		end = '}'
	}
	if x.pos >= len(x.text) || x.text[x.pos] != end {
		x.odd(min(x.pos, len(x.text)))
	}
	x.pos++
	out.to = x.pos
}

// extents gives every entry of whole lines its comments: those right above it at its own column, the one behind it, and
// those right below that stand deeper. floor is where the entry before ends; what stands at the head of a file is about
// the file.
func (x *indexer) extents(n *node, floor int) {
	if n.flow || n.kind != Map && n.kind != List {
		return
	}
	for i, e := range n.entries {
		e.extFrom = e.from
		if !e.behind {
			line := x.lineAt(e.from)
			if i == 0 && floor == x.start {
				floor = x.lines[line]
			}
			for line > 0 && x.lines[line-1] >= floor && x.commentAt(line-1) == n.col {
				line--
			}
			e.extFrom = x.lines[line]
			if line == 0 {
				e.extFrom = x.start
			}
		}
		end := x.nextLine(e.mark)
		if v := e.value; !v.missing() {
			x.extents(v, x.nextLine(e.mark))
			end = x.nextLine(v.to)
			if k := len(v.entries); k > 0 && !v.flow {
				end = v.entries[k-1].extTo
			}
		}
		for end < len(x.text) && x.commentAt(x.lineAt(end)) > n.col {
			end = x.nextLine(end)
		}
		e.extTo, floor = end, end
	}
}

// commentAt is the column of a comment that is alone in its line; -1: there is none.
func (x *indexer) commentAt(line int) int {
	text := x.text[x.lines[line]:]
	if line == 0 {
		text = x.text[x.start:]
	}
	rest := strings.TrimLeft(text, " ")
	if !strings.HasPrefix(rest, "#") {
		return -1
	}
	return len(text) - len(rest)
}
