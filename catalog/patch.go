package catalog

import (
	"errors"
	"math"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Patch replaces a piece of a text. Offsets count UTF-16 units, as browsers do, in the text before any patch of its step;
// those of a step stand in order and never overlap.
type Patch struct {
	From int    `json:"from"`
	To   int    `json:"to"`
	Text string `json:"text"`
}

// errPatch is given for patches that don't fit the text.
var errPatch = errors.New("catalog: a patch doesn't fit the text")

// apply carries patches out, and gives those that take them back.
func apply(text string, patches []Patch) (out string, inverse []Patch, err error) {
	var b strings.Builder
	at, unit, shift := 0, 0, 0 // in bytes and in units of the old text; how much longer the new one is up to here
	skip := func(to int) (string, bool) {
		from := at
		for unit < to {
			if at >= len(text) {
				return "", false
			}
			r, size := utf8.DecodeRuneInString(text[at:])
			at, unit = at+size, unit+utf16.RuneLen(r)
		}
		return text[from:at], unit == to
	}
	for _, p := range patches {
		if p.From < unit || p.To < p.From {
			return "", nil, errPatch
		}
		kept, fits := skip(p.From)
		gone, also := skip(p.To)
		if !fits || !also {
			return "", nil, errPatch
		}
		b.WriteString(kept)
		b.WriteString(p.Text)
		n := units(p.Text)
		inverse = append(inverse, Patch{p.From + shift, p.From + shift + n, gone})
		shift += n - (p.To - p.From)
	}
	b.WriteString(text[at:])
	return b.String(), inverse, nil
}

// units is how many UTF-16 units a text has.
func units(text string) int {
	n := 0
	for _, r := range text {
		n += utf16.RuneLen(r)
	}
	return n
}

// between is the least piece in which a text was changed; none where it wasn't.
func between(before, after string) []Patch {
	if before == after {
		return nil
	}
	head := common(before, after)
	tail := commonEnd(before[head:], after[head:])
	from := units(before[:head])
	return []Patch{{from, from + units(before[head:len(before)-tail]), after[head : len(after)-tail]}}
}

// common is how many bytes of whole characters two texts begin with.
func common(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	for n > 0 && (n < len(a) && !utf8.RuneStart(a[n]) || n < len(b) && !utf8.RuneStart(b[n])) {
		n--
	}
	return n
}

func commonEnd(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	for n > 0 && !utf8.RuneStart(a[len(a)-n]) {
		n--
	}
	return n
}

// pieces are a text as what it was made into: stretches of it that were kept, and what was put between them.
type pieces []piece

type piece struct {
	kept     bool
	from, to int    // of what was kept, in units of the old text
	text     string // of what was put in
	size     int    // in units
}

// whole is a text that nobody has changed yet; how long it is doesn't matter.
func whole() pieces { return pieces{{kept: true, to: math.MaxInt32, size: math.MaxInt32}} }

// then carries on with the patches of another step.
func (list pieces) then(patches []Patch) pieces {
	for i := len(patches) - 1; i >= 0; i-- { // from the end, so that what comes before stays where it is
		list = list.splice(patches[i])
	}
	return list
}

func (list pieces) splice(p Patch) pieces {
	out := make(pieces, 0, len(list)+2)
	at, put := 0, p.Text == ""
	insert := func() {
		if !put {
			out, put = append(out, piece{text: p.Text, size: units(p.Text)}), true
		}
	}
	for _, x := range list {
		end := at + x.size
		if end <= p.From || at >= p.To {
			if at >= p.From && at >= p.To {
				insert()
			}
			if end <= p.From || at >= p.To {
				out = append(out, x)
			}
			at = end
			continue
		}
		if at < p.From {
			out = append(out, x.cut(0, p.From-at))
		}
		if end > p.To {
			insert()
			out = append(out, x.cut(p.To-at, x.size))
		}
		at = end
	}
	insert()
	return out
}

func (x piece) cut(from, to int) piece {
	if x.kept {
		return piece{kept: true, from: x.from + from, to: x.from + to, size: to - from}
	}
	u := utf16.Encode([]rune(x.text))
	return piece{text: string(utf16.Decode(u[from:to])), size: to - from}
}

// changes are the pieces in which the old text differs from what became of it: what was changed and changed back is none.
func (list pieces) changes(old string) []Patch {
	u := utf16.Encode([]rune(old))
	var out []Patch
	at, put := 0, ""
	region := func(to int) {
		to = min(to, len(u))
		if to == at && put == "" {
			return
		}
		gone := string(utf16.Decode(u[at:to]))
		for _, p := range between(gone, put) {
			out = append(out, Patch{at + p.From, at + p.To, p.Text})
		}
	}
	for _, x := range list {
		if !x.kept {
			put += x.text
			continue
		}
		if x.from > at || put != "" {
			region(x.from)
		}
		at, put = x.to, ""
	}
	if at < len(u) || put != "" {
		region(len(u))
	}
	return out
}

// carried moves patches of a text to where they stand after changes of it; false where one of them touches a change. Loosely, a
// patch that takes something away may stand right beside a change.
func carried(patches, changes []Patch, loosely bool) ([]Patch, bool) {
	out := make([]Patch, len(patches))
	for i, p := range patches {
		shift, beside := 0, loosely && p.From < p.To
		for _, c := range changes {
			switch {
			case c.To < p.From || beside && c.To == p.From:
				shift += units(c.Text) - (c.To - c.From)
			case c.From < p.To || c.From == p.To && !beside:
				return nil, false
			}
		}
		out[i] = Patch{p.From + shift, p.To + shift, p.Text}
	}
	return out, true
}
