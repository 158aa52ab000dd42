package print

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// What a command does.
const (
	Set       = "set"        // puts Value at the path, and leaves alone what is the same in it; a key that isn't there is inserted, as by Order
	Insert    = "insert"     // puts Value into the map (under Key) or list at the path: at Index, by Order, or at the end
	Delete    = "delete"     // takes the entry at the path away, its own comments too
	Move      = "move"       // takes the entry at the path to the map or list To (empty: where it is), at Index or at the end
	RenameKey = "rename-key" // gives the key at the path another name, Key
	Part      = "part"       // puts Text in the place of From to End of what the scalar at the path says
	Replace   = "text"       // puts Text in the place of the whole file
)

// Command is one edit. Parents that aren't there are made.
type Command struct {
	Do    string   `json:"do"`
	At    Path     `json:"at"`
	Key   string   `json:"key,omitempty"`
	Value *Value   `json:"value,omitempty"`
	To    *Path    `json:"to,omitempty"`
	Index *int     `json:"index,omitempty"` // of the entry when it is there; the moved one is not counted twice
	Order []string `json:"order,omitempty"` // the keys of such a map, in the order in which people write them
	From  int      `json:"from,omitempty"`  // in bytes of the value
	End   int      `json:"end,omitempty"`
	Text  string   `json:"text,omitempty"`
}

// Why a command can't be done.
var (
	ErrNoEntry = errors.New("print: there is no such entry")
	ErrTaken   = errors.New("print: the key is there already")
	ErrCommand = errors.New("print: the command can't be understood")
	ErrShape   = errors.New("print: the value is not of the shape that the command needs")
	ErrComment = errors.New("print: the entry has comments, which have no place there")
	ErrInside  = errors.New("print: an entry can't be moved into itself")
	ErrUnsafe  = errors.New("print: the edit would change more than it says")
)

// draft is an edit before it was tried.
type draft struct {
	patches []Patch
	says    Value  // what the text says then
	lost    []Span // where comments may go with what they are about
}

// Apply does a command. It fails with one of the errors above, and then nothing happened; Replace alone fails with
// ErrUnsafe only if the new text can't be edited.
func (d *Document) Apply(c Command) (*Document, Edit, error) {
	next, patches, err := d.apply(c)
	if err != nil {
		return nil, Edit{}, fmt.Errorf("%w (%s %s)", err, c.Do, c.At)
	}
	return next, Edit{patches, Inverted(d.text, patches)}, nil
}

// Patch puts patches in: an undo or redo, carried over later steps by Rebase. What they say is the caller's to answer for; it fails
// with ErrPatches if they don't fit, and with ErrUnsafe if the text could not be edited any more.
func (d *Document) Patch(patches []Patch) (*Document, Edit, error) {
	text, err := Patched(d.text, patches)
	if err != nil {
		return nil, Edit{}, err
	}
	next, faults := Parse(d.name, text)
	if faults.HasErrors() {
		return nil, Edit{}, fmt.Errorf("%w: %s", ErrUnsafe, faults[0].Message)
	}
	return next, Edit{patches, Inverted(d.text, patches)}, nil
}

func (d *Document) apply(c Command) (*Document, []Patch, error) {
	if c.Do == Move {
		return d.move(c)
	}
	if c.Do == Replace {
		next, faults := Parse(d.name, c.Text)
		if faults.HasErrors() {
			return nil, nil, fmt.Errorf("%w: %s", ErrUnsafe, faults[0].Message)
		}
		return next, trimmed(d.text, c.Text), nil
	}
	addr, left, ok := d.walk(c.At)
	if !ok {
		return nil, nil, ErrCommand
	}
	if len(left) > 0 && c.Do != Set && c.Do != Insert {
		return nil, nil, ErrNoEntry
	}
	var e draft
	var err error
	switch c.Do {
	case Set:
		if c.Value != nil && len(left) == 0 {
			if next, patches, ok := d.merge(c.At, addr, *c.Value); ok {
				return next, patches, nil
			}
		}
		e, err = d.set(c, addr, left)
	case Insert:
		e, err = d.insert(c, addr, left)
	case Delete:
		e, err = d.delete(addr)
	case RenameKey:
		e, err = d.renameKey(addr, c.Key)
	case Part:
		return d.part(c, addr)
	default:
		err = ErrCommand
	}
	if err != nil {
		return nil, nil, err
	}
	next, err := d.try(e)
	return next, e.patches, err
}

// try puts patches in and holds what comes of it against what it should say.
func (d *Document) try(e draft) (*Document, error) {
	text, err := Patched(d.text, e.patches)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnsafe, err)
	}
	next, faults := Parse(d.name, text)
	if faults.HasErrors() {
		return nil, fmt.Errorf("%w: %s", ErrUnsafe, faults[0].Message)
	}
	if !alike(next.Value(), e.says) {
		return nil, ErrUnsafe
	}
	if !d.keeps(next, e.lost) {
		return nil, fmt.Errorf("%w: %w", ErrUnsafe, ErrComment)
	}
	return next, nil
}

// alike holds two files against each other: one without entries is an empty map.
func alike(a, b Value) bool {
	nothing := func(v Value) bool { return v.kind() == Null || !v.scalar() && len(v.Items) == 0 }
	return nothing(a) && nothing(b) || a.Equal(b)
}

// keeps tells whether all comments are still there, but those that went with what they were about.
func (d *Document) keeps(next *Document, lost []Span) bool {
	left := map[string]int{}
	for _, c := range next.comments {
		left[next.text[c.from:c.to]]++
	}
	for _, c := range d.comments {
		words := d.text[c.from:c.to]
		if left[words]--; left[words] >= 0 {
			continue
		}
		if !slices.ContainsFunc(lost, func(s Span) bool { return s.From <= c.from && c.to <= s.To }) {
			return false
		}
	}
	// What is new is none.
	total := 0
	for _, n := range left {
		total += max(n, 0)
	}
	return total == 0
}

// set puts a value in the place of another.
func (d *Document) set(c Command, addr []int, left []string) (draft, error) {
	if c.Value == nil {
		return draft{}, ErrCommand
	}
	if len(left) > 0 {
		// The rest of the path is made: its last name is that of the new entry.
		last := len(left) - 1
		var into *node
		if last == 0 {
			_, into = d.entry(addr)
		}
		var err error
		if c.Key, err = keyOf(left[last], into); err != nil {
			return draft{}, err
		}
		c.Index = nil
		return d.insert(c, addr, left[:last])
	}
	e, n := d.entry(addr)
	says := d.Value()
	*inside(&says, addr) = *c.Value
	if e == nil {
		return d.setFile(c, says)
	}
	if n.tree().Equal(*c.Value) {
		return draft{says: says}, nil
	}
	patches, lost := d.replaced(e, n, d.around(addr), *c.Value)
	return draft{patches, says, lost}, nil
}

// setFile puts entries in the place of all entries of the file.
func (d *Document) setFile(c Command, says Value) (draft, error) {
	if says.scalar() {
		return draft{}, ErrShape
	}
	from, to := d.root.from, d.root.to
	if k := len(d.root.entries); k > 0 && !d.root.flow {
		from, to = d.root.entries[0].extFrom, d.root.entries[k-1].extTo
	}
	lines := d.layout().entries(says)
	if len(lines) == 0 {
		lines = []string{inBrackets(says)}
	}
	text := strings.Join(lines, d.newline)
	if d.root.missing() {
		text = d.broken(from) + text + d.newline
	} else if to > 0 && d.text[to-1] == '\n' {
		text += d.newline
	}
	return draft{[]Patch{{from, to, text}}, says, []Span{{from, to}}}, nil
}

func (d *Document) layout() layout { return layout{d.step, d.dash} }

// around is the map or list that an entry stands in.
func (d *Document) around(addr []int) *node {
	_, n := d.entry(addr[:len(addr)-1])
	return n
}

// broken is the line break that is lacking before a place where a line should begin.
func (d *Document) broken(at int) string {
	if at > d.start && d.text[at-1] != '\n' {
		return d.newline
	}
	return ""
}

// lineEnd is where the line of a place ends, before its line break.
func (d *Document) lineEnd(at int) int {
	x := indexer{text: d.text}
	return x.lineEnd(at)
}

func (d *Document) nextLine(at int) int {
	x := indexer{text: d.text}
	return x.nextLine(at)
}

// trailed tells whether a comment follows in the line of a place.
func (d *Document) trailed(at int) bool {
	rest := strings.TrimLeft(d.text[at:d.lineEnd(at)], " ")
	return strings.HasPrefix(rest, "#")
}

// replaced puts a value in the place of that of an entry, and says where comments may go.
func (d *Document) replaced(e *entry, n, around *node, v Value) ([]Patch, []Span) {
	stacked := (n.kind == Map || n.kind == List) && !n.flow
	if around.flow {
		text := inBrackets(v)
		if v.scalar() {
			text = inline(v, n, true)
		}
		if n.missing() {
			text = " " + text
		}
		return []Patch{{n.from, n.to, text}}, []Span{{n.from, n.to}}
	}
	// What stands behind the colon or dash goes; what is new stands there, or in lines below.
	var out []Patch
	var lost []Span
	put := func(first string, rest []string) {
		below := ""
		for _, line := range indented(rest, around.col) {
			below += d.newline + line
		}
		switch {
		case stacked && n.entries[0].behind:
			// - key: …   the first entry stands in the line of the dash.
			last := n.entries[len(n.entries)-1].extTo
			text := first + below
			if last > 0 && d.text[last-1] == '\n' {
				text += d.newline
			}
			lost = []Span{{n.from, last}}
			out = []Patch{{e.mark, last, text}}
		case stacked:
			from, last := n.entries[0].extFrom, n.entries[len(n.entries)-1].extTo
			text := below
			if text != "" {
				text = strings.TrimPrefix(text, d.newline)
				if last > 0 && d.text[last-1] == '\n' {
					text += d.newline
				}
			}
			lost = []Span{{from, last}}
			if first != "" {
				out = append(out, Patch{e.mark, e.mark, first})
			}
			out = append(out, Patch{from, last, text})
		case n.style == literal || n.style == folded:
			line := d.lineEnd(n.marks)
			out = []Patch{{n.from, n.marks, strings.TrimPrefix(first, " ")}, {line, max(n.to, line), below}}
			if first == "" {
				out[0] = Patch{e.mark, n.marks, ""}
			}
		case below != "" || n.missing():
			from := n.from
			if first == "" || n.missing() {
				from = e.mark
			}
			if !n.missing() && first != "" {
				first = strings.TrimPrefix(first, " ")
			}
			line := d.lineEnd(n.to)
			if below == "" || line == n.to {
				out = []Patch{{from, n.to, first + below}}
			} else {
				out = []Patch{{from, n.to, first}, {line, line, below}}
			}
			lost = []Span{{n.from, n.to}}
		default:
			out, lost = []Patch{{n.from, n.to, strings.TrimPrefix(first, " ")}}, []Span{{n.from, n.to}}
		}
	}
	trailed := d.trailed(e.mark)
	if n.kind != Map && n.kind != List && !n.missing() {
		trailed = d.trailed(n.to)
	}
	if n.style == literal || n.style == folded {
		trailed = d.trailed(n.marks)
	}
	if v.scalar() {
		lines := v.kind() == Text && blockly(v.Text) && (strings.Contains(v.Text, "\n") || n.style == literal)
		switch {
		case lines && (!trailed || n.style == literal) && (n.style == literal || n.missing() || n.style == plain || n.style == folded || stacked):
			mark, text := lined(v.Text)
			put(" "+mark, indented(text, d.step))
		case strings.Contains(v.Text, "\n") && (trailed || n.style != single && n.style != double) && v.kind() == Text:
			put(" "+inDouble(v.Text), nil)
		default:
			put(" "+inline(v, n, false), nil)
		}
		return out, lost
	}
	first, rest := d.layout().behind(v, around.kind == List, n.flow && flowing(v) || short(v) && !stacked)
	if trailed && around.kind == List && len(rest) > 0 {
		first, rest = " "+inBrackets(v), nil // the first line would stand behind a comment that is the dash's
	}
	put(first, rest)
	return out, lost
}

// flowing tells whether a value can be written in brackets as people do: no text of several lines in it.
func flowing(v Value) bool {
	return !strings.Contains(v.Text, "\n") && !slices.ContainsFunc(v.Items, func(i Value) bool { return !flowing(i) })
}

// renameKey gives a key another name.
func (d *Document) renameKey(addr []int, key string) (draft, error) {
	if len(addr) == 0 {
		return draft{}, ErrShape
	}
	around := d.around(addr)
	if around.kind != Map {
		return draft{}, ErrShape
	}
	at := addr[len(addr)-1]
	if other := around.index(key); other >= 0 && other != at {
		return draft{}, ErrTaken
	}
	e := around.entries[at]
	says := d.Value()
	inside(&says, addr[:len(addr)-1]).Keys[at] = key
	if e.key == key {
		return draft{says: says}, nil
	}
	text := keyText(key, around.flow)
	if e.quoted && d.text[e.keyFrom] == '"' {
		text = inDouble(key)
	} else if e.quoted && !strings.ContainsFunc(key, unwritable) {
		text = inSingle(key)
	}
	return draft{[]Patch{{e.keyFrom, e.keyTo, text}}, says, nil}, nil
}
