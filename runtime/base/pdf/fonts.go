package pdf

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
	"unicode"
)

// Fonts are what documents are written with: for each character the first that has it. They may be used by several
// documents at once.
type Fonts struct{ list []*font }

// Places are where Debian keeps fonts that between them have the characters of GB 18030-2022: fonts-wqy-zenhei
// (upright strokes; GPL with the exception for embedding), then fonts-hanazono and fonts-babelstone-han for what is rare
// (both free to embed).
func Places() []string {
	return []string{
		"/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
		"/usr/share/fonts/truetype/hanazono/HanaMinA.ttf",
		"/usr/share/fonts/truetype/hanazono/HanaMinB.ttf",
		"/usr/share/fonts/truetype/babelstone/BabelStoneHan.ttf",
	}
}

// ErrNoFonts says that none of the fonts is there.
var ErrNoFonts = errors.New("pdf: there is no font: install fonts-wqy-zenhei, fonts-hanazono and fonts-babelstone-han, or name TrueType fonts")

// OpenFonts opens those that are there, in this order. One that is there and can't be embedded is an error.
func OpenFonts(paths []string) (*Fonts, error) {
	out := &Fonts{}
	for _, path := range paths {
		f, err := openFont(path)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		out.list = append(out.list, f)
	}
	if len(out.list) == 0 {
		return nil, ErrNoFonts
	}
	return out, nil
}

// Has tells whether a character can be shown.
func (f *Fonts) Has(r rune) bool {
	_, glyph := f.find(r)
	return glyph != 0
}

func (f *Fonts) find(r rune) (at, glyph int) {
	for i, x := range f.list {
		if g := x.glyph(r); g != 0 {
			return i, g
		}
	}
	return 0, 0
}

// missing is the width of what stands for a character that no font has, in thousandths of the size.
const missing = 1000

// invisible characters take no room and have no glyph.
func invisible(r rune) bool { return unicode.Is(unicode.Cf, r) || unicode.IsControl(r) }

// Width of a text, in the unit of the size.
func (f *Fonts) Width(text string, size float64) float64 {
	n := 0
	for _, r := range text {
		if invisible(r) {
			continue
		}
		if at, glyph := f.find(r); glyph != 0 {
			n += f.list[at].width(glyph)
		} else {
			n += missing
		}
	}
	return float64(n) * size / 1000
}

// Lines breaks a text into lines of a width: at its own ends of lines, between words, and anywhere between Chinese
// characters, but not before what closes a phrase.
func (f *Fonts) Lines(text string, size, width float64) []string {
	var out []string
	for _, paragraph := range split(text) {
		out = append(out, f.wrap([]rune(paragraph), size, width)...)
	}
	return out
}

func split(text string) []string {
	var out []string
	line := ""
	for _, r := range text {
		if r == '\n' || r == '\u2028' {
			out, line = append(out, line), ""
			continue
		}
		line += string(r)
	}
	return append(out, line)
}

var closing = []rune("，。、；：？！）》〉】」』”’,.;:?!)]}%")

func (f *Fonts) wrap(text []rune, size, width float64) []string {
	var out []string
	for {
		n, w := 0, 0.0
		for n < len(text) {
			w += f.Width(string(text[n]), size)
			if w > width && n > 0 {
				break
			}
			n++
		}
		if n == len(text) {
			return append(out, string(text))
		}
		cut := n
		for cut > 1 && !breaks(text[cut-1], text[cut]) {
			cut--
		}
		if cut <= 1 {
			cut = n // nowhere to break: in the middle of a word
		}
		out = append(out, strings.TrimRight(string(text[:cut]), " "))
		for cut < len(text) && text[cut] == ' ' {
			cut++
		}
		text = text[cut:]
	}
}

func breaks(before, after rune) bool {
	if slices.Contains(closing, after) || before == '（' || before == '“' || before == '《' {
		return false
	}
	return after == ' ' || before == ' ' || before >= 0x2e80 || after >= 0x2e80
}
