package print

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Patch puts Text in the place of text[From:To]. Patches of one edit are offsets in the same text, in order, and
// don't overlap. Offsets count bytes, unless Units made them.
type Patch struct {
	From int    `json:"from"`
	To   int    `json:"to"`
	Text string `json:"text"`
}

// Edit is what a command did: the patches from the text before to the text after, and those back.
type Edit struct {
	Patches []Patch `json:"patches"`
	Inverse []Patch `json:"inverse"`
}

// ErrTouches is given for an undo whose place was changed by somebody later.
var ErrTouches = errors.New("print: the same place was changed later")

// ErrPatches is given for patches that don't fit the text.
var ErrPatches = errors.New("print: the patches don't fit the text")

// Patched is the text with patches put in. It fails with ErrPatches if they are out of order, overlap, stand
// beyond its end or cut a character.
func Patched(text string, patches []Patch) (string, error) {
	var b strings.Builder
	at := 0
	for _, p := range patches {
		if p.From < at || p.To < p.From || p.To > len(text) || !starts(text, p.From) || !starts(text, p.To) {
			return "", ErrPatches
		}
		b.WriteString(text[at:p.From])
		b.WriteString(p.Text)
		at = p.To
	}
	b.WriteString(text[at:])
	return b.String(), nil
}

func starts(text string, at int) bool { return at == len(text) || utf8.RuneStart(text[at]) }

// Inverted are the patches that lead back to text from what patches made of it.
func Inverted(text string, patches []Patch) []Patch {
	out := make([]Patch, 0, len(patches))
	moved := 0
	for _, p := range patches {
		from := p.From + moved
		out = append(out, Patch{from, from + len(p.Text), text[p.From:p.To]})
		moved += len(p.Text) - (p.To - p.From)
	}
	return out
}

// Rebase carries patches (an undo of one's own step) over what others changed since, oldest first. Where a later
// change overlaps or only touches one of them it fails with ErrTouches: the caller falls back to a command by path.
func Rebase(undo []Patch, later ...[]Patch) ([]Patch, error) {
	out := slices.Clone(undo)
	for _, edit := range later {
		for i, p := range out {
			moved := 0
			for _, l := range edit {
				if l.From > p.To {
					break
				}
				if l.To >= p.From {
					return nil, fmt.Errorf("%w (%d to %d)", ErrTouches, p.From, p.To)
				}
				moved += len(l.Text) - (l.To - l.From)
			}
			out[i].From, out[i].To = p.From+moved, p.To+moved
		}
	}
	return out, nil
}

// Units are patches of text with offsets in UTF-16 units, as the browser counts.
func Units(text string, patches []Patch) []Patch {
	out, at, units := slices.Clone(patches), 0, 0
	to := func(offset int) int {
		units, at = units+unitsOf(text[at:offset]), offset
		return units
	}
	for i, p := range out {
		out[i].From = to(p.From)
		out[i].To = to(p.To)
	}
	return out
}

// Bytes are patches of text whose offsets were UTF-16 units. An offset within a character, or beyond the end, fails with
// ErrPatches.
func Bytes(text string, patches []Patch) ([]Patch, error) {
	out, from := slices.Clone(patches), 0
	for i, p := range out {
		a, ok := Offset(text[from:], p.From-UnitsAt(text, from))
		b, fine := Offset(text[from:], p.To-UnitsAt(text, from))
		if !ok || !fine || b < a {
			return nil, ErrPatches
		}
		out[i].From, out[i].To = from+a, from+b
		from += a
	}
	return out, nil
}

// UnitsAt is a byte offset of text in UTF-16 units.
func UnitsAt(text string, offset int) int { return unitsOf(text[:offset]) }

// Offset is the byte offset of a place in text that is given in UTF-16 units; ok tells whether there is one.
func Offset(text string, units int) (offset int, ok bool) {
	for at, r := range text {
		if units <= 0 {
			return at, units == 0
		}
		units -= utf16.RuneLen(r)
	}
	return len(text), units == 0
}

func unitsOf(s string) int {
	n := 0
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}

// stretch is a piece of a text after an edit: text[from:to] of the one before, or what was written.
type stretch struct {
	from, to int
	wrote    string
}

func (s stretch) size() int { return s.to - s.from + len(s.wrote) }

// cut is the piece of s between two places in it.
func (s stretch) cut(from, to int) stretch {
	if s.wrote != "" {
		return stretch{wrote: s.wrote[from:to]}
	}
	return stretch{from: s.from + from, to: s.from + to}
}

// composed is one list of patches that does what first and then second do; second counts in what first made.
func composed(text string, first, second []Patch) []Patch {
	row := stretched(stretched([]stretch{{to: len(text)}}, first), second)
	var out []Patch
	at, written := 0, ""
	flush := func(to int) {
		if to > at || written != "" {
			out = append(out, Patch{at, to, written})
		}
		written = ""
	}
	for _, s := range row {
		if s.wrote != "" {
			written += s.wrote
			continue
		}
		flush(s.from)
		at = s.to
	}
	flush(len(text))
	return out
}

// stretched puts patches into a text that is a row of stretches.
func stretched(row []stretch, patches []Patch) []stretch {
	var out []stretch
	keep := func(from, to int) {
		at := 0
		for _, s := range row {
			if a, b := max(from, at), min(to, at+s.size()); a < b {
				out = append(out, s.cut(a-at, b-at))
			}
			at += s.size()
		}
	}
	at, end := 0, 0
	for _, s := range row {
		end += s.size()
	}
	for _, p := range patches {
		keep(at, p.From)
		if p.Text != "" {
			out = append(out, stretch{wrote: p.Text})
		}
		at = p.To
	}
	keep(at, end)
	return out
}

// trimmed is the smallest single patch that makes of one text another.
func trimmed(text, other string) []Patch {
	if text == other {
		return nil
	}
	n := min(len(text), len(other))
	from := 0
	for from < n && text[from] == other[from] {
		from++
	}
	for !starts(text, from) || !starts(other, from) {
		from--
	}
	tail := 0
	for tail < n-from && text[len(text)-1-tail] == other[len(other)-1-tail] {
		tail++
	}
	for !starts(text, len(text)-tail) || !starts(other, len(other)-tail) {
		tail--
	}
	return []Patch{{from, len(text) - tail, other[from : len(other)-tail]}}
}
